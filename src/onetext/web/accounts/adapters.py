"""What allauth asks this server: nobody signs up uninvited, and secrets of second factors are not kept in the clear."""

import base64
import secrets

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest

ONCE = 12
"""Bytes of the number that AES-GCM takes once with a key."""


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
        once = secrets.token_bytes(ONCE)
        return base64.b64encode(once + _box().encrypt(once, text.encode(), None)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A secret as it was."""
        kept = base64.b64decode(encrypted_text)
        return _box().decrypt(kept[:ONCE], kept[ONCE:], None).decode()

    def build_totp_svg(self, url: str) -> str:
        """The picture to scan, as part of the page."""
        drawn = str(super().build_totp_svg(url))
        return drawn[drawn.index("<svg") :]


def _box() -> AESGCM:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"onetext second factors")
    return AESGCM(derived.derive(settings.SECRET_KEY.encode()))
