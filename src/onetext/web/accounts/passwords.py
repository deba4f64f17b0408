"""Passwords that are refused: made of words that anybody would guess here, or known from a break-in elsewhere."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from onetext.web.accounts.models import Invitation, Membership

COMMON = (
    *("agreement", "amendment", "ceasefire", "delegate", "delegation", "mediation", "mediator", "negotiation"),
    *("negotiator", "onetext", "party", "passphrase", "password", "peace", "protocol", "secret", "treaty"),
)
SHORTEST_WORD = 3
ENOUGH = 8
DIGEST = 40


class NotOfWordsOfThisPlace:
    """Refuses a password in which little is left without the words that come to mind here."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for such a password."""
        left = password.casefold()
        for word in sorted({*COMMON, *_hosts(), *_of_account(user)}, key=len, reverse=True):
            left = left.replace(word, " ")
        if left != password.casefold() and len("".join(left.split())) < ENOUGH:
            raise ValidationError(self.get_help_text(), code="password_of_this_place")

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return _("A password must not be made of your name, your address or words of these negotiations.")


class NotKnownFromABreakIn:
    """Refuses a password that is in the list that whoever runs the server named; without one it refuses none."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for such a password."""
        del user
        if settings.BREACHED_PASSWORDS and is_listed(settings.BREACHED_PASSWORDS, password):
            raise ValidationError(self.get_help_text(), code="password_breached")

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return _("A password must not be one that was stolen somewhere before.")


def is_listed(path: Path, password: str) -> bool:
    """Whether a password is in a file of SHA-1 digests, one a line in their order, as Have I Been Pwned gives out."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        low, high = 0, file.seek(0, 2)
        while low < high:
            middle = (low + high) // 2
            found = _line_from(file, middle)
            if not found or found >= wanted:
                high = middle
            else:
                low = middle + 1
        return _line_from(file, low) == wanted


def _line_from(file: Any, place: int) -> bytes:
    """The digest of the first line that begins at a place of the file or after it."""
    file.seek(max(place - 1, 0))
    if place:
        file.readline()
    return bytes(file.readline()[:DIGEST]).upper()


def _hosts() -> Iterator[str]:
    return _words(*settings.PLACE.hosts)


def _of_account(user: Any) -> Iterator[str]:
    """What is known of an account: its own words, and the short names of where it sits or is invited."""
    if user is None:
        return
    yield from _words(user.email, user.name)
    places: list[Membership | Invitation] = [*Invitation.objects.filter(email=user.email)]
    if user.pk:
        places += Membership.objects.filter(account=user)
    for place in places:
        yield from _words(place.negotiation, place.person, place.party)


def _words(*texts: str) -> Iterator[str]:
    for text in texts:
        yield from (word for word in re.split(r"[\W_]+", text.casefold()) if len(word) >= SHORTEST_WORD)
