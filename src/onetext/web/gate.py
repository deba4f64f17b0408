"""The one gate of the web: who asks, what they may see, and how they hand in an act. Strangers meet 404."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest

from onetext.process import actors, addressing, moments, negotiation, sources
from onetext.record.act import Act, Basis, Own, Reported
from onetext.record.audience import KEEPER, THE_PUBLIC, Viewer
from onetext.record.errors import Refused
from onetext.record.record import Draft, Record
from onetext.record.times import Unknown, When
from onetext.record.view import View
from onetext.web import negotiations
from onetext.web.accounts import memberships
from onetext.web.asked import Asked


@dataclass(frozen=True)
class Visit:
    """Somebody at a negotiation: what they asked, the open record, and what they see of it at the moment asked for."""

    asked: Asked
    record: Record
    view: View


def visit(request: HttpRequest, slug: str, **parts: str) -> Visit:
    """Let somebody in. Raises Http404 for whoever has no place here, whether or not there is such a negotiation."""
    record = negotiations.record(slug)
    place = memberships.place(request, slug)
    if record is None or place is None:
        raise Http404
    query = {name: tuple(words) for name, words in request.GET.lists()}
    asked = Asked(slug, place.person, place.party, (query.get("as_of") or ("",))[-1], parts, query)
    viewer = Viewer(asked.whose)
    view = record.view(viewer)
    if not _known(view, asked):
        raise Http404
    if asked.as_of:
        view = record.view(viewer, moments.as_of(asked.as_of, negotiation.zone(view)))
    return Visit(asked, record, view)


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


def hand_in(at: Visit, *bodies: object, said: Said = Said()) -> tuple[Act[Any], ...]:
    """Hand in acts as whoever is here, with what was typed beside them, all or none. Raises Refused with the reason."""
    basis, known = _basis(at.view, said)
    to = addressing.readers(at.view, said.to) if said.to else addressing.usual_readers(at.view, basis)
    happened = _when(at.view, said.when)
    first, *rest = (draft(at, body, happened=happened, known=known, basis=basis, audience=to) for body in bodies)
    return submit(at, replace(first, name=said.name), *rest)


def draft(at: Visit, body: object, **fields: Any) -> Draft:
    """The draft of an act of whoever is here; `fields` are those of Draft but for its author and party."""
    person, party = at.asked.person, at.asked.party
    return Draft(body=body, author=person, party=party or ("" if person == KEEPER else person), **fields)


def submit(at: Visit, *drafts: Draft) -> tuple[Act[Any], ...]:
    """Add acts to the record, all or none. Raises Refused with the reason, Http404 for whoever may not act here."""
    if not at.asked.may_act:
        raise Http404
    return at.record.submit(*drafts)


def _when(view: View, text: str) -> When:
    return moments.when(text, view, negotiation.zone(view)) if text else Unknown()


def _basis(view: View, said: Said) -> tuple[Basis, datetime | None]:
    """What the act rests on, and since when it is known where a source reports it."""
    if not said.source:
        if said.quote or said.place:
            raise Refused("A quotation needs its document: choose the source that it is from.")
        return Own(), None
    source = sources.citation(view.find(said.source, sources.Register), said.quote, said.place)
    published = source.published or source.retrieved
    return Reported(source), moments.as_of(published.isoformat(), negotiation.zone(view))
