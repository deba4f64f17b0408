"""A sign-in service proves an address: only a verified one that was invited makes an account."""

from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from types import SimpleNamespace

import pytest
import requests
from django.http import HttpRequest

from onetext.web.accounts import invitations
from onetext.web.accounts.models import Invitation
from onetext.web.accounts.services import OnlyTheInvited, verified_address

pytestmark = pytest.mark.django_db


def says(*addresses: tuple[str, bool]) -> SimpleNamespace:
    """What a service says of somebody's addresses: each, and whether it verified it."""
    return SimpleNamespace(email_addresses=[SimpleNamespace(email=email, verified=done) for email, done in addresses])


def is_open(login: SimpleNamespace) -> bool:
    """Whether that makes an account."""
    return OnlyTheInvited().is_open_for_signup(HttpRequest(), login)


def test_only_an_invited_address_that_the_service_verified_makes_an_account() -> None:
    assert not is_open(says(("anna@ash.example", True)))
    invitations.made(invitations.Seat("harbour", "mayor-ash", "ash"), "anna@ash.example", "command line")
    assert is_open(says(("Anna@Ash.example", True)))
    assert not is_open(says(("anna@ash.example", False)))
    assert not is_open(says(("anna@ash.example", False), ("other@ash.example", True)))
    assert not is_open(says())


def test_an_invitation_that_ended_makes_no_account() -> None:
    invitations.made(invitations.Seat("harbour", "mayor-ash", "ash"), "anna@ash.example", "command line")
    invitations.withdraw(Invitation.objects.get())
    assert not is_open(says(("anna@ash.example", True)))


def test_the_address_of_the_account_is_the_verified_one() -> None:
    assert verified_address(says(("evil@ash.example", False), ("Anna@ash.example", True))) == "anna@ash.example"


@pytest.mark.parametrize(
    "imitation", ["anna@\N{KELVIN SIGN}arl.example", "\N{LATIN SMALL LETTER LONG S}am@karl.example"]
)
def test_an_address_that_only_reads_like_another_in_small_letters_opens_nothing(imitation: str) -> None:
    invitations.made(invitations.Seat("harbour", "mayor-ash", "ash"), imitation.casefold(), "command line")
    assert not is_open(says((imitation, True)))
    service = SimpleNamespace(provider=SimpleNamespace(app=SimpleNamespace(settings={"email_authentication": True})))
    assert OnlyTheInvited().can_authenticate_by_email(service, imitation.casefold())
    assert not OnlyTheInvited().can_authenticate_by_email(service, imitation)


class LeadsOn(BaseHTTPRequestHandler):
    """A service that leads whoever asks on to another address, also of its own."""

    def do_GET(self) -> None:
        """Lead on, or answer."""
        self.send_response(HTTPStatus.FOUND if self.path == "/" else HTTPStatus.OK)
        self.send_header("Location", "/inside")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def leading_on() -> Iterator[str]:
    """The address of such a service."""
    server = HTTPServer(("127.0.0.1", 0), LeadsOn)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_server_follows_a_service_to_no_other_address(leading_on: str) -> None:
    session = OnlyTheInvited().get_requests_session()
    assert session.get(f"{leading_on}/inside").status_code == HTTPStatus.OK
    with pytest.raises(requests.TooManyRedirects):
        session.get(leading_on)
