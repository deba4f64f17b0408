"""What allauth asks this server: nobody signs up uninvited, and secrets of second factors are not kept in the clear."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest


class ByInvitation(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """What allauth asks about accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account without an invitation's link."""
        del request
        return False


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """What allauth asks about second factors."""

    def encrypt(self, text: str) -> str:
        """A secret as it is kept: a copy of the accounts alone, without the server's key, opens nothing."""
        return str(_box().encrypt(text.encode()).decode())

    def decrypt(self, encrypted_text: str) -> str:
        """A secret as it was."""
        return str(_box().decrypt(encrypted_text.encode()).decode())

    def build_totp_svg(self, url: str) -> str:
        """The picture to scan, as part of the page."""
        drawn = str(super().build_totp_svg(url))
        return drawn[drawn.index("<svg") :]


def _box() -> Fernet:
    key = hashlib.sha256(b"second factors:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
