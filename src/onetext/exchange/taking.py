"""Taking a document: the acts that its amendments and comments make, handed in as those whose they are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import msgspec

from onetext.exchange.authors import meant
from onetext.exchange.proposals import Proposal, Taken
from onetext.exchange.remarks import Remark, Remarks
from onetext.process import actors
from onetext.record.act import Act, Own, Reported, Source
from onetext.record.audience import KEEPER
from onetext.record.record import Draft
from onetext.record.times import Exactly, Unknown
from onetext.record.view import View

_QUOTED = 120


@dataclass(frozen=True)
class Origin:
    """The document that changes are taken from, and what was said of whose they are."""

    file: str
    title: str
    digest: str
    authors: tuple[str, ...]

    def source(self, view: View, place: str, quote: str) -> Source:
        """A citation of it, as of today."""
        short = " ".join(quote.split())[:_QUOTED] or place
        return Source(self.file, short, place, actors.today(view), self.digest, title=self.title)


@dataclass(frozen=True)
class Taker:
    """Whoever takes a document: as whom, what each of their acts has in common, and how acts are handed in."""

    view: View
    person: str
    party: str
    draft: Callable[[object], Draft]
    submit: Callable[..., tuple[Act[Any], ...]]

    @property
    def whose(self) -> str:
        """The party, or the person for itself."""
        return self.party or self.person


_Key = tuple[str, int]


def handed_in(at: Taker, new: Taken, notes: Remarks, origin: Origin) -> list[Act[Any]]:
    """Hand in all amendments and comments: first those that rest on no other, then those on them."""
    made: dict[_Key, Act[Any]] = {}
    while ready := [*_amendments(at, new, origin, made), *_comments(at, new, notes, origin, made)]:
        acts = at.submit(*(draft for _, draft in ready))
        made.update(zip((key for key, _ in ready), acts, strict=True))
    return list(made.values())


def _amendments(at: Taker, new: Taken, origin: Origin, made: dict[_Key, Act[Any]]) -> Iterator[tuple[_Key, Draft]]:
    for place, one in enumerate(new.proposals):
        if ("amendment", place) not in made and (one.on is None or ("amendment", one.on) in made):
            on = made["amendment", one.on].id if one.on is not None else one.body.on
            yield ("amendment", place), _amendment(at, one, on, origin)


def _comments(
    at: Taker, new: Taken, notes: Remarks, origin: Origin, made: dict[_Key, Act[Any]]
) -> Iterator[tuple[_Key, Draft]]:
    for place, remark in enumerate(notes.new):
        waits = remark.answers is not None and ("comment", remark.answers) not in made
        added = any(one.body.provision == remark.body.provision and one.body.change == "add" for one in new.proposals)
        if ("comment", place) not in made and not waits and (made or not added):
            answers = made["comment", remark.answers].id if remark.answers is not None else remark.body.answers
            yield ("comment", place), _comment(at, remark, answers, origin)


def _amendment(at: Taker, one: Proposal, on: str, origin: Origin) -> Draft:
    """An amendment by those whose it is: an own act where they make it here on the words as they stand."""
    own = one.fits and one.whose == (at.whose,) and at.person != KEEPER
    body = msgspec.structs.replace(one.body, on=on, proponents=() if own else one.whose)
    quote = body.words or " / ".join(body.parts) or body.base
    return _draft(at, body, one.when, own, origin.source(at.view, f"tracked changes by {one.author}", quote))


def _comment(at: Taker, one: Remark, answers: str, origin: Origin) -> Draft:
    """A comment by the name that the document gives; an own act where that is whoever takes it."""
    own = at.person != KEEPER and meant(at.view, one.author, origin.authors) == (at.whose,)
    named = own and one.author == actors.name(at.view, at.whose)
    body = msgspec.structs.replace(one.body, by="" if named else one.author, answers=answers)
    return _draft(at, body, one.when, own, origin.source(at.view, f"a comment by {one.author}", one.body.text))


def _draft(at: Taker, body: object, when: str, own: bool, source: Source) -> Draft:
    """A draft by whoever takes the document; where whoever takes it names a source, all rests on that."""
    draft = replace(at.draft(body), name="")
    if not own and isinstance(draft.basis, Own):
        draft = replace(draft, basis=Reported(source))
    moment = _moment(when)
    if moment is None or moment > datetime.now(UTC) or draft.happened != Unknown():
        return draft
    return replace(draft, happened=Exactly(moment))


def _moment(when: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(when)
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
