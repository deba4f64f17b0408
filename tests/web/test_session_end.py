"""Sessions: how long they last, what ends them, and what is asked before others are ended."""

import time
from http import HTTPStatus

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from web.signing_in import PASSWORD, an_account, signed_in, with_password

pytestmark = pytest.mark.django_db
HOUR = 3600


def earlier(client: Client, name: str, seconds: float) -> None:
    """Have it be so much later for a client's session."""
    session = client.session
    session[name] -= seconds
    session.save()


def here(client: Client) -> bool:
    """Whether somebody is let in."""
    return client.get("/").status_code == HTTPStatus.OK


def test_a_session_ends_after_twelve_hours_however_much_it_is_used(client: Client) -> None:
    an_account()
    with_password(client)
    earlier(client, "began", 11.9 * HOUR)
    assert here(client)
    client.post("/settings/", {"name": "Anna", "zone": ""})
    earlier(client, "began", 0.2 * HOUR)
    key = client.session.session_key
    assert not here(client)
    client.cookies["sessionid"] = str(key)
    assert not here(client), "its key opens nothing any more"


def test_a_session_of_which_no_page_was_open_for_two_hours_ends(client: Client) -> None:
    an_account()
    with_password(client)
    for hours, stays in ((1.9, True), (1.9, True), (2.1, False)):
        earlier(client, "used", hours * HOUR)
        assert here(client) is stays


def test_the_stream_of_an_open_page_counts_as_use(served: dict[str, Client]) -> None:
    earlier(served["ash"], "used", 1.9 * HOUR)
    assert served["ash"].get("/n/harbour/live/").status_code == HTTPStatus.OK
    assert time.time() - served["ash"].session["used"] < HOUR


@pytest.mark.parametrize("path", ["/accounts/sessions/", "/accounts/sessions/end/"])
def test_other_sessions_are_ended_only_after_the_password_was_given_again(client: Client, path: str) -> None:
    an_account()
    other = Client()
    with_password(other)
    with_password(client)
    answer = client.post(path)
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert here(other)
    wrong = client.post(answer.headers["Location"], {"password": "a guess"})
    assert wrong.status_code == HTTPStatus.OK
    assert here(other)
    client.post(answer.headers["Location"], {"password": PASSWORD})
    assert not here(other)
    assert signed_in(client) is (path == "/accounts/sessions/")


def test_a_session_gets_a_new_key_when_the_password_is_given_again_and_stays_listed(client: Client) -> None:
    an_account()
    with_password(client)
    before = str(client.session.session_key)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.session.session_key != before
    assert here(client)
    assert [one.session_key for one in UserSession.objects.all()] == [client.session.session_key]
    client.cookies["sessionid"] = before
    assert not here(client)
