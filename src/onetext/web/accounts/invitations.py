"""Invitations: an address, the person of the record and the party that it is invited as, and a link that works once."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from onetext.process import actors
from onetext.record.audience import KEEPER
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.web.accounts import journal, secrets_kept
from onetext.web.accounts.models import Account, Invitation, Membership

DAYS = 7


@dataclass(frozen=True)
class Seat:
    """What somebody is invited to: a negotiation, as a person of its record, for a party ("" for themselves)."""

    negotiation: str
    person: str
    party: str = ""


def parties_to_invite_for(view: View, whose: str, negotiation: str) -> tuple[str, ...]:
    """The actors for which `whose` may invite people, in alphabetical order.

    A party invites its own people. The keeper invites for everybody. A mediator invites for a party that nobody
    represented here yet: later it could otherwise let itself into the party's room under a delegate's name.
    """
    everybody = {slug for slug in actors.seated(view) if actors.kind(view, slug) != "person"}
    if whose == KEEPER:
        return tuple(sorted(everybody))
    own = {whose} & everybody
    if actors.has_the_pen(view, whose):
        taken = set(Membership.objects.filter(negotiation=negotiation).values_list("party", flat=True))
        # Also where everybody left again: what they wrote in their room is still there.
        asked = Invitation.objects.filter(negotiation=negotiation).exclude(accepted=None)
        asked |= Invitation.objects.standing().filter(negotiation=negotiation)
        return tuple(sorted(own | (everybody - taken - set(asked.values_list("party", flat=True)))))
    return tuple(sorted(own))


def invite(view: View, seat: Seat, email: str, by: str) -> str:
    """Invite an address to a seat; the secret for its link. Raises Refused when the record does not know the seat."""
    if seat.person != KEEPER:
        actors.may_act_for(view, seat.person, seat.party or seat.person, actors.today(view))
    return made(seat, email, by)


def made(seat: Seat, email: str, by: str) -> str:
    """An invitation, whether or not the record knows the seat yet; the secret for its link."""
    secret = secrets_kept.secret()
    Invitation.objects.create(
        negotiation=seat.negotiation,
        person=seat.person,
        party=seat.party,
        email=email.strip().casefold(),
        digest=secrets_kept.digest(secret),
        by=by,
        until=timezone.now() + timedelta(days=DAYS),
    )
    journal.note("invited", by=by, negotiation=seat.negotiation, as_=f"{seat.person}/{seat.party}")
    return secret


def standing(secret: str) -> Invitation | None:
    """The invitation that a link's secret opens; None when it was used, withdrawn, has run out or never was."""
    return Invitation.objects.standing().filter(digest=secrets_kept.digest(secret)).first()


def accept(invitation: Invitation, account: Account) -> Membership:
    """Take the place that an invitation offers, once. Raises Refused when somebody else was quicker."""
    if account.email != invitation.email:
        refuse("This invitation is for another address.")
    with transaction.atomic():
        taken = Invitation.objects.standing().filter(pk=invitation.pk).update(accepted=timezone.now())
        if not taken:
            refuse("This invitation can no longer be used.")
        place, _ = Membership.objects.update_or_create(
            account=account,
            negotiation=invitation.negotiation,
            defaults={"person": invitation.person, "party": invitation.party},
        )
    journal.note("took a place", account=account.pk, negotiation=place.negotiation, as_=f"{place.person}/{place.party}")
    return place


def withdraw(invitation: Invitation) -> None:
    """Take an invitation back, if it was not accepted."""
    Invitation.objects.filter(pk=invitation.pk, accepted=None, withdrawn=None).update(withdrawn=timezone.now())
    journal.note("withdrew an invitation", number=invitation.pk)
