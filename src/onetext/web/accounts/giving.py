"""Giving places and taking them away: what whoever may do so sees of them, and does. Nobody else learns anything.

The page of places and the API make the same calls.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

import msgspec
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from onetext.process import actors
from onetext.record.audience import KEEPER
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.web import gate
from onetext.web.accounts import invitations, journal
from onetext.web.accounts.models import Invitation, Membership

LOG = logging.getLogger(__name__)
LONGEST_EMAIL = 254
LONGEST_NAME = 200


@dataclass(frozen=True)
class Taken:
    """A place that somebody has, or an invitation to one that stands, as it is listed."""

    number: int
    email: str
    who: str
    day: datetime
    own: bool


@dataclass(frozen=True)
class Party:
    """An actor for which one may invite."""

    slug: str
    name: str


@dataclass(frozen=True)
class Places:
    """Who has a place and who is invited, as far as whoever asks may change it; and for whom they may invite."""

    taken: tuple[Taken, ...]
    invited: tuple[Taken, ...]
    parties: tuple[Party, ...]


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is to be invited: an address, as a person of the record, for a party.

    With a `name`, the person is not in the record yet and is put there; so is that they may act for the party.
    """

    email: str
    person: str
    party: str
    name: str = ""


def parties(at: gate.Visit) -> tuple[str, ...]:
    """The parties for which whoever is here may invite. Raises Http404 for those who have nothing to manage."""
    if not at.asked.may_act or not (at.asked.party or actors.has_the_pen(at.view, at.asked.whose)):
        raise Http404
    return invitations.parties_to_invite_for(at.view, at.asked.whose, at.asked.slug)


def places(at: gate.Visit) -> Places:
    """What whoever is here may change. Raises Http404 for those who have nothing to manage."""
    mine = parties(at)
    return Places(
        tuple(_listed(at, one, one.account.email, one.since) for one in _visible(at, Membership.objects.all())),
        tuple(_listed(at, one, one.email, one.until) for one in _visible(at, Invitation.objects.standing())),
        tuple(Party(slug, actors.name(at.view, slug)) for slug in mine),
    )


def invite(at: gate.Visit, wanted: Wanted) -> str:
    """Hand in what the record must know, and make the invitation; the secret for its link.

    Raises Http404 for those who have nothing to manage, Refused with the reason.
    """
    _may_invite(at, wanted)
    if bodies := _bodies(at.view, wanted):
        gate.hand_in(at, *bodies, said=gate.Said(to="public"))
    view = at.record.view(at.view.viewer)
    return invitations.invite(view, invitations.Seat(at.asked.slug, wanted.person, wanted.party), wanted.email, _by(at))


def _may_invite(at: gate.Visit, wanted: Wanted) -> None:
    mine = parties(at)
    try:
        validate_email(wanted.email)
    except ValidationError:
        refuse("“{address}” is no e-mail address.", address=wanted.email[:LONGEST_EMAIL])
    if wanted.party not in mine:
        refuse("You may not invite anybody for “{party}”.", party=wanted.party[:LONGEST_NAME])
    if len(wanted.name) > LONGEST_NAME:
        refuse("A name has at most {most} characters.", most=LONGEST_NAME)
    if not wanted.name and actors.known(at.view, wanted.person).body.kind != "person":
        refuse("{name} is no person; invite somebody who is.", name=actors.name(at.view, wanted.person))
    elsewhere = set(actors.acts_for(at.view, wanted.person, actors.today(at.view))) - set(mine)
    if elsewhere and at.asked.person != KEEPER:
        # Otherwise a party could act here under the name of another's delegate.
        refuse("This person acts for others too: only the keeper can invite them.")


def _bodies(view: View, wanted: Wanted) -> tuple[object, ...]:
    """What must be in the record before this person can sit there: that there is one, and acts for whom."""
    found: tuple[object, ...] = ()
    if wanted.name:
        found += (actors.Declare(wanted.person, wanted.name, "person"),)
    if wanted.party not in actors.acts_for(view, wanted.person, actors.today(view)):
        found += (actors.Delegate(wanted.person, wanted.party),)
    return found


def invite_by_letter(at: gate.Visit, wanted: Wanted, root: str) -> str:
    """Invite somebody, and send them a link to this server at `root`; the link where no mail is sent, else "".

    Whoever invites could otherwise make the account of somebody else's address, and wait in it for its owner. The
    letter names no negotiation, for letters are read by others. Raises what `invite` does, and Refused where the letter
    cannot be sent: then nobody is invited.
    """
    secret = invite(at, wanted)
    link = urljoin(root, reverse("invitation", args=[secret]))
    if not settings.MAIL_IS_SENT:
        return link
    words = _("You are invited to a negotiation. Open this link within %(days)s days:\n\n%(link)s\n")
    try:
        send_mail(_("An invitation"), words % {"days": invitations.DAYS, "link": link}, None, [wanted.email])
    except OSError:
        LOG.exception("A letter could not be sent.")
        if found := invitations.standing(secret):
            invitations.withdraw(found)
        refuse("The letter could not be sent, so nobody is invited: tell whoever runs the server.")
    return ""


def withdraw(at: gate.Visit, number: int) -> None:
    """Take an invitation back. Raises Http404 where there is none that whoever is here may change."""
    parties(at)
    found = _visible(at, Invitation.objects.standing()).filter(pk=number).first()
    if found is None:
        raise Http404
    invitations.withdraw(found)


def end(at: gate.Visit, number: int) -> None:
    """Take somebody's place away; the account and the record stay as they are.

    Raises Http404 where there is none that whoever is here may change; one's own is none.
    """
    parties(at)
    found = _visible(at, Membership.objects.all()).filter(pk=number).first()
    if found is None or (found.person, found.party) == (at.asked.person, at.asked.party):
        raise Http404
    found.delete()
    journal.note("took a place away", by=_by(at), from_account=found.account_id, negotiation=at.asked.slug)


def _visible(at: gate.Visit, found: Any) -> Any:
    """Of places or invitations, those that whoever is here may manage.

    The keeper all of them, anybody else those of their own side and the invitations that they made.
    """
    here = found.filter(negotiation=at.asked.slug)
    if at.asked.person == KEEPER:
        return here
    own = Q(party=at.asked.whose)
    return here.filter(own | Q(by=_by(at)) if found.model is Invitation else own)


def _by(at: gate.Visit) -> str:
    """Who invites, as it is kept."""
    return f"{at.asked.person}/{at.asked.party}"


def _listed(at: gate.Visit, one: Membership | Invitation, email: str, day: datetime) -> Taken:
    whom = gate.who(at.view, replace(at.asked, person=one.person, party=one.party))
    return Taken(one.pk, email, whom, day, (one.person, one.party) == (at.asked.person, at.asked.party))
