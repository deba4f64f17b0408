"""As whom a request comes to a negotiation."""

from typing import NamedTuple

from django.http import HttpRequest

from onetext.record.audience import THE_PUBLIC
from onetext.web.accounts.models import Membership, Published


class Place(NamedTuple):
    """A person of the record and the party for which it is here ("" for itself)."""

    person: str
    party: str


def place(request: HttpRequest, negotiation: str) -> Place | None:
    """The place of whoever asks; the public's at a published negotiation; None for a stranger."""
    if request.user.is_authenticated:
        found = Membership.objects.filter(account=request.user, negotiation=negotiation).first()
        if found is not None:
            return Place(found.person, found.party)
    if Published.objects.filter(negotiation=negotiation).exists():
        return Place(THE_PUBLIC.name, "")
    return None


def negotiations(request: HttpRequest) -> tuple[str, ...]:
    """The short names of the negotiations at which whoever asks has a place, sorted."""
    found = set(Published.objects.values_list("negotiation", flat=True))
    if request.user.is_authenticated:
        found |= set(request.user.memberships.values_list("negotiation", flat=True))
    return tuple(sorted(found))
