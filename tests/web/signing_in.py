"""Signing in as people do it: the password's form, then the six digits of an authenticator app."""

import base64
import hmac
import struct
import time

from django.test import Client

from onetext.web.accounts.models import Account

PASSWORD = "seven brass lanterns"


def an_account(email: str = "anna@north.example") -> Account:
    """An account with a password."""
    return Account.objects.create_user(email, PASSWORD, name="Anna")


def with_password(client: Client, email: str = "anna@north.example", password: str = PASSWORD) -> str:
    """Send the sign-in form; the page that comes back, or the address that one is led to."""
    answer = client.post("/accounts/login/", {"login": email, "password": password})
    return answer.headers.get("Location") or answer.content.decode()


def digits(secret: str, steps: int = 0) -> str:
    """What an authenticator app shows for a secret now, or some steps of 30 seconds later (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30 + steps), "sha1")
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def signed_in(client: Client) -> bool:
    """Whether a client's session is somebody's."""
    return "_auth_user_id" in client.session
