"""The one gate of the web: who asks, what they may see, and how they hand in an act. Strangers meet 404."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from onetext.exchange.bounds import ON_A_REQUEST
from onetext.process import actors, addressing, moments, negotiation, sources
from onetext.record.act import Act, Basis, Own, Reported
from onetext.record.audience import KEEPER, THE_PUBLIC, Audience, Viewer
from onetext.record.errors import Refused, refuse
from onetext.record.record import Draft, Later, Record
from onetext.record.times import Unknown, When
from onetext.record.view import View
from onetext.web import negotiations
from onetext.web.accounts import memberships
from onetext.web.accounts.place import Place
from onetext.web.accounts.tokens import Scope
from onetext.web.asked import Asked

NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True)
class Visit:
    """Somebody at a negotiation: what they asked, the open record, and what they see of it at the moment asked for."""

    asked: Asked
    record: Record
    view: View


def visit(request: HttpRequest, slug: str, parts: Mapping[str, str] = NOTHING, scope: Scope | None = None) -> Visit:
    """Let somebody in. Raises Http404 for whoever has no place here, whether or not there is such a negotiation.

    `scope` is what a program comes for, where the method does not say it.
    """
    place = memberships.place(request, slug, scope)
    if place is None:
        # Before the record is opened, which takes time by which a stranger could tell that there is one.
        raise Http404
    return enter(slug, place, {name: tuple(words) for name, words in request.GET.lists()}, parts)


def enter(slug: str, place: Place, query: Mapping[str, tuple[str, ...]], parts: Mapping[str, str]) -> Visit:
    """What stands before whoever has a place. Raises Http404 where the record does not let them act for their party."""
    record = negotiations.record(slug)
    if record is None:
        raise Http404
    asked = Asked(slug, place.person, place.party, (query.get("as_of") or ("",))[-1], "", parts, query)
    viewer = Viewer(asked.whose)
    view = record.view(viewer)
    if not _known(view, asked):
        raise Http404
    if view.acts:
        newest = view.acts[-1].order[0].astimezone(negotiation.zone(view))
        asked = replace(asked, newest=newest.date().isoformat())
    if asked.as_of:
        view = record.view(viewer, moments.as_of(asked.as_of, negotiation.zone(view)))
    return Visit(asked, record, view)


def who(view: View, asked: Asked) -> str:
    """As whom somebody is here, in words."""
    if asked.person in {KEEPER, THE_PUBLIC.name}:
        return _("the keeper of the record") if asked.person == KEEPER else _("the public")
    person = actors.name(view, asked.person)
    party = asked.party if asked.party != asked.person else ""
    return _("%(person)s for %(party)s") % {"person": person, "party": actors.name(view, party)} if party else person


def _known(view: View, asked: Asked) -> bool:
    """Whether the record knows whoever comes, and lets them act for their party today."""
    if view.viewer == THE_PUBLIC or asked.person == KEEPER:
        return True
    try:
        actors.may_act_for(view, asked.person, asked.whose, actors.today(view))
    except Refused:
        return False
    return True


@dataclass(frozen=True)
class Said:
    """What may be said of any act beside what it says itself, as it was typed; "" where nothing was."""

    to: str = ""
    name: str = ""
    when: str = ""
    source: str = ""
    quote: str = ""
    place: str = ""
    known: str = ""


@dataclass(frozen=True)
class Hand:
    """One of several acts of a door, with what is said of it alone.

    `body` may be a function that makes it of the acts before it in the same go, where it speaks of them. `document` is
    the one that reports it, where that is registered in the same go.
    """

    body: object
    said: Said
    document: sources.Register | None = None


def hand_in(at: Visit, *bodies: object, said: Said = Said(), once: str = "") -> tuple[Act[Any], ...]:
    """Hand in acts as whoever is here, all or none; what is `said` is said of each, its name of the first.

    A body may be a Hand, for what is said of it alone. Raises Refused with the reason, AlreadyRecorded where this
    submission, named by `once`, succeeded before.
    """
    others = replace(said, name="")
    hands = (
        body if isinstance(body, Hand) else Hand(body, others if place else said) for place, body in enumerate(bodies)
    )
    return submit(at, *(_draft_or_later(at, hand) for hand in hands), once=once)


def as_said(at: Visit, body: object, said: Said) -> Draft:
    """The draft of an act of whoever is here, with what is said of it. Raises Refused where that makes no sense."""
    return replace(_draft(at, Hand(body, said)), body=body)


def readers(view: View, said: Said) -> Audience:
    """Who would read an act of which this is said."""
    return _readers(view, said, _basis(view, said, None)[0])


def _readers(view: View, said: Said, basis: Basis) -> Audience:
    return addressing.readers(view, said.to) if said.to else addressing.usual_readers(view, basis)


def draft(at: Visit, body: object, **fields: Any) -> Draft:
    """The draft of an act of whoever is here; `fields` are those of Draft but for its author and party."""
    person, party = at.asked.person, at.asked.party
    return Draft(body=body, author=person, party=party or ("" if person == KEEPER else person), **fields)


def submit(at: Visit, *drafts: Draft | Later, once: str = "") -> tuple[Act[Any], ...]:
    """Add acts to the record, all or none.

    Raises Refused with the reason, UnreadableDocument for more than a server takes at once, Http404 for whoever may not
    act here.
    """
    if not at.asked.may_act:
        raise Http404
    for one in drafts:
        if isinstance(one, Draft):
            ON_A_REQUEST.check_act(one.body)
    return at.record.submit(*drafts, once=once)


def _draft_or_later(at: Visit, hand: Hand) -> Draft | Later:
    body, empty = hand.body, _draft(at, hand)
    return (lambda made: replace(empty, body=body(made))) if callable(body) else replace(empty, body=body)


def _draft(at: Visit, hand: Hand) -> Draft:
    """The draft of a hand but for its body."""
    said = hand.said
    basis, known = _basis(at.view, said, hand.document)
    to = _readers(at.view, said, basis)
    happened = _when(at.view, said.when)
    return draft(at, None, name=said.name, happened=happened, known=known, basis=basis, audience=to)


def _when(view: View, text: str) -> When:
    return moments.when(text, view, negotiation.zone(view)) if text else Unknown()


def _basis(view: View, said: Said, document: sources.Register | None) -> tuple[Basis, datetime | None]:
    """What the act rests on, and since when it is known where a source reports it."""
    zone = negotiation.zone(view)
    if not said.source and document is None:
        if said.known:
            refuse("Your own act is known when you do it; a day since when it was known goes with a document.")
        if said.quote or said.place:
            refuse("A quotation needs its document: choose the source that it is from.")
        return Own(), None
    document = document or view.find(said.source, sources.Register).body
    source = sources.cited(document, said.quote, said.place)
    known = said.known or (source.published or source.retrieved).isoformat()
    return Reported(source), moments.as_of(known, zone)
