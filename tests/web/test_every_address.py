"""Every address outside the negotiations, from the program's own list: never a fault, and no way in for nobody."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from web.routes import PIECE, of_a_negotiation, patterns
from web.signing_in import PASSWORD, an_account, with_password

WORDS: dict[str, Any] = {"pk": 1, "number": 1, "secret": "none", "uidb36": "1", "key": "no-key", "rest": "nothing/here"}
# What anybody may open: how one signs in or is invited, which language one reads, what programs can do.
OPEN = {
    "account_login", "account_logout", "account_inactive", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "api", "api-description", "api/kinds",
    "invitation", "mfa_login_webauthn", "set_language", "settings",
}  # fmt: skip


def named() -> dict[str, str]:
    """The addresses of what is named in the program's list, but for those of a negotiation."""
    others = (one for one in patterns() if one not in of_a_negotiation())
    groups = {name: [found[2] for found in PIECE.finditer(pattern)] for pattern, name in others}
    return {name: reverse(name, kwargs={group: WORDS[group] for group in found}) for name, found in groups.items()}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(named()))
def test_nobody_is_let_in(name: str) -> None:
    for answer in (Client().get(named()[name]), Client().post(named()[name], {})):
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
        if name not in OPEN:
            shut = {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.UNAUTHORIZED}
            led = answer.headers.get("Location", "")
            assert answer.status_code in shut or led.startswith(("/accounts/login/", "/accounts/reauthenticate/"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(named()))
def test_whoever_signed_in_meets_no_fault(name: str) -> None:
    an_account()
    client = Client()
    with_password(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    for answer in (client.get(named()[name]), client.post(named()[name], {})):
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
