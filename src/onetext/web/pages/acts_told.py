"""How pages tell of any act: when it happened as far as is known, what reports it, whether it is the reader's own."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from onetext.process import actors, moments
from onetext.process.moments import Known
from onetext.process.told import headline
from onetext.record.act import Act
from onetext.record.audience import KEEPER
from onetext.record.times import Beside, Day, Exactly, PartOfDay, Unknown, When, Window
from onetext.record.view import View
from onetext.sentences import quoted
from onetext.web.asked import Asked

BRIEF = 70


@dataclass(frozen=True)
class Name:
    """Somebody: the slug, and what they are called."""

    slug: str
    name: str


@dataclass(frozen=True)
class NamedPoint:
    """A point by its id and what it is called."""

    id: str
    label: str


@dataclass(frozen=True)
class Time:
    """When something happened, as far as is known.

    `at` or `day` (with its `part`), or a window from `day` to `last`, or `side` ("before", "after") of `other` by
    `gap`. Nothing is known of the time itself where `kind` is "unknown"; `known` says by when it was reported.
    """

    kind: Literal["exactly", "day", "part", "window", "beside", "unknown"]
    at: datetime | None = None
    day: date | None = None
    last: date | None = None
    part: str = ""
    side: str = ""
    gap: str = ""
    other: str = ""
    known: Known | None = None


@dataclass(frozen=True)
class Cited:
    """What reports an act: the outlet, the words quoted, their place, and the document with its hash."""

    outlet: str
    quote: str
    place: str
    title: str
    published: date | None
    retrieved: date
    digest: str
    url: str


def names(view: View, slugs: tuple[str, ...]) -> tuple[Name, ...]:
    """Some actors with what they are called."""
    return tuple(Name(slug, actors.name(view, slug)) for slug in slugs)


def time(view: View, act: Act[Any]) -> Time:
    """When an act happened, as far as is known."""
    known = moments.known(view, act) if act.source is not None else None
    return time_of(view, act.happened, known)


def time_of(view: View, when: When, known: Known | None = None) -> Time:
    """A time as far as it is known; `known` says by when it was reported."""
    match when:
        case Exactly(instant):
            return Time("exactly", at=instant, known=known)
        case Day(day):
            return Time("day", day=day, known=known)
        case PartOfDay(day, part):
            return Time("part", day=day, part=part, known=known)
        case Window(first, last):
            return Time("window", day=first, last=last, known=known)
        case Beside(side, other, gap):
            found = view.act(other)
            return Time("beside", side=side, gap=gap, other=_briefly(view, found) if found else "", known=known)
        case Unknown():
            return Time("unknown", known=known)


def _briefly(view: View, act: Act[Any]) -> str:
    return quoted(headline(view, act, BRIEF))


def cited(act: Act[Any]) -> Cited | None:
    """What reports an act; None for one's own."""
    source = act.source
    if source is None:
        return None
    return Cited(
        source.outlet,
        source.quote,
        source.place,
        source.title,
        source.published,
        source.retrieved,
        source.digest,
        source.url,
    )


def mine(asked: Asked, act: Act[Any]) -> bool:
    """Whether whoever reads can take this act back or correct it from here."""
    party = asked.party or ("" if asked.person == KEEPER else asked.person)
    return asked.may_act and (act.author, act.party) == (asked.person, party)
