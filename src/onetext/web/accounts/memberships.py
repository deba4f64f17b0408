"""As whom a request comes to a negotiation."""

from django.http import HttpRequest

from onetext.record.audience import THE_PUBLIC
from onetext.web.accounts import tokens
from onetext.web.accounts.caller import address
from onetext.web.accounts.models import Membership, Published
from onetext.web.accounts.place import Place

READING = {"GET", "HEAD", "OPTIONS"}


def place(request: HttpRequest, negotiation: str, scope: tokens.Scope | None = None) -> Place | None:
    """The place of whoever asks; the public's at a published negotiation; None for a stranger.

    A program that sends a token comes in by that alone, not by a cookie or as the public. `scope` is what it comes for;
    None: what the method says. Raises OutOfScope where its token is not good for that.
    """
    header = request.headers.get("Authorization", "")
    if header:
        scope = scope or ("read" if request.method in READING else "act")
        return tokens.place_of_token(header, negotiation, scope, address(request))
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
