"""Operations on places: who has one and who is invited, inviting, withdrawing an invitation, taking a place away."""

import msgspec
from django.http import Http404

from onetext.web.accounts import giving
from onetext.web.accounts.giving import Places, Wanted
from onetext.web.api.operation import CREATED, Call, Operation

LONGEST_NUMBER = 18


class Invited(msgspec.Struct, frozen=True):
    """An invitation that was made. `link` works once and is told only now; "" where the server sent it by mail."""

    email: str
    link: str


def places(call: Call) -> Places:
    """What the caller may change of them."""
    return giving.places(call.visit)


def invite(call: Call) -> Invited:
    """Invite somebody; what the record must know of them goes in with it."""
    wanted: Wanted = call.body
    return Invited(wanted.email, giving.invite_by_letter(call.visit, wanted, call.root))


def withdraw(call: Call) -> Places:
    """Take an invitation back."""
    giving.withdraw(call.visit, _number(call))
    return giving.places(call.visit)


def end(call: Call) -> Places:
    """Take a place away."""
    giving.end(call.visit, _number(call))
    return giving.places(call.visit)


def _number(call: Call) -> int:
    """The number in the address. Raises Http404 for what is none: there is nothing under it."""
    typed = call.parts["number"]
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER):
        raise Http404
    return int(typed)


OPERATIONS = (
    Operation(
        "places",
        "GET",
        "/n/{slug}/places",
        "Who has a place and who is invited, as far as you may change it, and for whom you may invite",
        places,
        Places,
        seated=True,
    ),
    Operation(
        "invite",
        "POST",
        "/n/{slug}/invitations",
        "Invite somebody",
        invite,
        Invited,
        takes=Wanted,
        scope="places",
        status=CREATED,
    ),
    Operation(
        "withdraw_invitation",
        "POST",
        "/n/{slug}/invitations/{number}/withdraw",
        "Take an invitation back",
        withdraw,
        Places,
        scope="places",
    ),
    Operation("end_place", "POST", "/n/{slug}/places/{number}/end", "Take a place away", end, Places, scope="places"),
)
