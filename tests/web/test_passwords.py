"""Passwords: what is refused because others would guess it, and that every other is taken just as it was typed."""

import hashlib
import re
from http import HTTPStatus
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django.fixtures import Settings

from onetext.web import elsewhere
from onetext.web.accounts import invitations
from onetext.web.accounts.models import Account, Membership
from onetext.web.accounts.passwords import COMMON, NotKnownFromABreakIn, NotOfWordsOfThisPlace, is_listed
from web.signing_in import PASSWORD, an_account, signed_in, with_password

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
ODD = (
    "  two spaces at both ends  ",
    "\N{LATIN SMALL LETTER A WITH RING ABOVE}ngstr\N{COMBINING DIAERESIS}om ohne Ende",
    "x" * 12 + "y" * 100,
)
TAKEN = ("lanterns of brass", "onetext but the rest is long enough", PASSWORD)


def change(client: Client, new: str, old: str = PASSWORD) -> int:
    """Send the form that changes a password; the status of the answer."""
    sent = {"oldpassword": old, "password1": new, "password2": new}
    return client.post("/accounts/password/change/", sent).status_code


@pytest.mark.parametrize(
    "password", ["onetext-onetext", "Negotiation2026!", "north Anna 1984", "fishery.talks.7", "mediator&party99"]
)
def test_a_password_of_words_that_come_to_mind_here_is_refused(password: str) -> None:
    account = an_account()
    Membership.objects.create(account=account, negotiation="fishery-talks", person="anna", party="north")
    with pytest.raises(ValidationError):
        NotOfWordsOfThisPlace().validate(password, account)
    for other in TAKEN:
        NotOfWordsOfThisPlace().validate(other, account)


def test_the_names_of_the_server_and_of_an_invitation_count_as_such_words(settings: Settings) -> None:
    settings.PLACE = settings.PLACE.__class__(settings.PLACE.home, hosts=("talks.example",))
    invitations.made(invitations.Seat("fishery", "anna", "north"), "anna@ash.example", "command line")
    invited = Account(email="anna@ash.example", name="")
    for password in ("talks.example.1", "fishery-fishery"):
        with pytest.raises(ValidationError):
            NotOfWordsOfThisPlace().validate(password, invited)


def test_the_page_on_security_lists_the_words() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    [listed] = re.findall(r"Words of the context: ([\w, \n]+)\.", page)
    assert re.split(r",\s+", listed) == list(COMMON)


def test_a_password_that_was_stolen_elsewhere_is_refused_where_a_list_is_named(
    tmp_path: Path, settings: Settings
) -> None:
    stolen = [f"stolen lantern {number}" for number in range(40)]
    digests = sorted(hashlib.sha1(one.encode(), usedforsecurity=False).hexdigest().upper() for one in stolen)
    path = tmp_path / "stolen.txt"
    path.write_text("".join(f"{digest}:{3 + len(digest)}\r\n" for digest in digests), encoding="ascii")
    assert all(is_listed(path, one) for one in stolen)
    assert not any(is_listed(path, f"another lantern {number}") for number in range(40))
    an_account()
    client = Client()
    with_password(client)
    NotKnownFromABreakIn().validate(stolen[7])
    settings.BREACHED_PASSWORDS = elsewhere.breached_passwords({"ONETEXT_BREACHED_PASSWORDS": str(path)})
    assert change(client, stolen[7]) == HTTPStatus.OK
    assert Account.objects.get().check_password(PASSWORD)
    assert change(client, "another lantern 7") == HTTPStatus.FOUND
    with pytest.raises(ValueError, match="names no file"):
        elsewhere.breached_passwords({"ONETEXT_BREACHED_PASSWORDS": str(tmp_path / "nowhere")})
    (tmp_path / "empty").touch()
    assert not is_listed(tmp_path / "empty", stolen[0])


@pytest.mark.parametrize("password", ODD)
def test_a_password_is_taken_just_as_it_was_typed(client: Client, password: str) -> None:
    an_account()
    with_password(client)
    assert change(client, password, old="not the old one") == HTTPStatus.OK, "the old one is asked for"
    assert change(client, password) == HTTPStatus.FOUND
    for typed, opens in ((password.strip() + "z", False), (password.swapcase(), False), (password, True)):
        other = Client()
        with_password(other, password=typed)
        assert signed_in(other) is opens


def test_every_field_of_a_password_hides_it_and_lets_a_password_manager_fill_it(client: Client) -> None:
    secret = invitations.made(invitations.Seat("harbour", "mayor-ash", "ash"), "new@ash.example", "command line")
    assert secret
    an_account()
    pages = [client.get("/accounts/login/")]
    with_password(client)
    pages += [client.get("/accounts/password/change/"), client.get("/accounts/reauthenticate/")]
    found = [field for page in pages for field in re.findall(r"<input[^>]*password[^>]*>", page.content.decode())]
    assert len(found) == 5
    for field in found:
        assert 'type="password"' in field
        assert re.search(r'autocomplete="(current|new)-password"', field), field
        assert "onpaste" not in field
