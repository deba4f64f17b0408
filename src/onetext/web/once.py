"""A form that is sent twice, because the reply was lost or a button was pressed again, is handed in once.

Each form carries a random key. With who sends it and everything that was typed, it names the submission; the record
itself knows under which names acts were added (see `Record.submit`), so that no crash comes between the two.
"""

import hashlib
import json
import re
import secrets

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from onetext.record.errors import refuse
from onetext.web.asked import Asked

FIELD = "once"
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
_NOT_TYPED = {"csrfmiddlewaretoken", "next"}


def key() -> str:
    """A fresh key for a form."""
    return secrets.token_urlsafe(16)


def name_of(request: HttpRequest, asked: Asked) -> str:
    """The name of what was sent; "" where its form has no key. Other words under the same key have another name."""
    if not _KEY.fullmatch(request.POST.get(FIELD, "")):
        return ""
    typed = sorted((name, request.POST.getlist(name)) for name in request.POST if name not in _NOT_TYPED)
    files = sorted((name, [_digest(file) for file in found]) for name, found in request.FILES.lists())
    who = (request.user.pk, asked.slug, asked.person, asked.party, request.path)
    return salted_hmac("onetext.once", json.dumps([who, typed, files]), algorithm="sha256").hexdigest()


def name_of_call(key: str, asked: Asked, sent: bytes) -> str:
    """The name of what a program sent under a key of its own choice; other words under the same key have another name.

    Raises Refused for a key that is too short to be nobody else's by accident, or is none.
    """
    if not _KEY.fullmatch(key):
        refuse("An Idempotency-Key is 16 to 64 letters, digits, hyphens or underscores, made anew for each call.")
    said = [asked.slug, asked.person, asked.party, key, hashlib.sha256(sent).hexdigest()]
    return salted_hmac("onetext.once.call", json.dumps(said), algorithm="sha256").hexdigest()


def _digest(file: object) -> str:
    found = hashlib.sha256(file.read()).hexdigest()  # type: ignore[attr-defined]
    file.seek(0)  # type: ignore[attr-defined]
    return found
