"""Secrets in links and tokens: long enough that nobody guesses them, and kept as a digest alone."""

import hashlib
import secrets

BYTES = 32


def secret() -> str:
    """256 random bits, as they stand in a link."""
    return secrets.token_urlsafe(BYTES)


def digest(text: str) -> str:
    """What is kept of a secret. No salt and no slow hash: 256 random bits cannot be tried out."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
