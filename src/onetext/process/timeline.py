"""The time line: events in an order that every known bound and every known "before" allows, without inventing times."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec
from rpds import HashTrieMap

from onetext.process import claims, contacts, leaks, moments, statements, texts, told
from onetext.process.reach import spoken_of
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.times import Beside, Unknown, beside, bounds
from onetext.record.view import View
from onetext.sentences import Sentence, listed, say

# What sets the record up, or speaks of the record itself, is no event of the negotiation.
_BOOKKEEPING = frozenset({"actors", "corrections", "negotiation", "releases", "sources", "tags", "timeline"})
_PUBLIC = (statements.Statement, claims.Claim, claims.Rebuttal, contacts.Contact, leaks.Leak)
_NEVER = datetime.max.replace(tzinfo=UTC)


class Before(msgspec.Struct, frozen=True, omit_defaults=True):
    """One event happened before another, whenever both did; `gap` is the distance as the source puts it ("hours")."""

    first: str
    then: str
    gap: str = ""


@dataclass(frozen=True)
class Timeline:
    """Every relation between events that was recorded as one."""

    said: HashTrieMap[str, Act[Before]] = HashTrieMap()


@dataclass(frozen=True, slots=True)
class Edge:
    """`first` came before `then` (ids of acts); `why` the record holds so, and the `gap` between them if it is said."""

    first: str
    then: str
    why: Literal["said", "told", "rebutted", "succeeded"] = "said"
    gap: str = ""

    def before(self, name: str) -> Sentence:
        """That the first came before the other, which has this name."""
        match self.why:
            case "said":
                return beside("before", name, self.gap)
            case "told":
                return say("told in it, so before {event}", event=name)
            case "rebutted":
                return say("rebutted, so before {event}", event=name)
            case "succeeded":
                return say("succeeded, so before {event}", event=name)


@dataclass(frozen=True, slots=True)
class Event:
    """An event with its time as far as it is known, in words, and what it is known to come before and after.

    `earliest` and `latest` bound it (UTC), relations to other events taken into account; None where nothing does.
    `claims` are the kinds of what it asserts.
    """

    act: Act[Any]
    time: str
    earliest: datetime | None
    latest: datetime | None
    relations: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """The events in order, and one sentence for each place where what is said of the times does not fit together."""

    events: tuple[Event, ...]
    conflicts: tuple[str, ...]


def timeline(view: View, *, everything: bool = False) -> Line:
    """The public record and all events whose time is known in some way, in one order that all of it allows.

    With `everything`, the others too.

    A topological order (Kahn 1962, "Topological sorting of large networks") of the relations; among events that no
    relation orders, the earlier bound stands first, then the order of the record. Bounds travel along relations, so
    that an event whose latest moment lies before another's earliest stands before it.
    """
    edges = tuple(relations(view))
    related = {id_ for edge in edges for id_ in (edge.first, edge.then)}
    shown = {act.id: act for act in events(view) if everything or act.id in related or _is_told(act)}
    edges = tuple(edge for edge in edges if edge.first in shown and edge.then in shown)
    order, circular = _sorted(shown, edges)
    early, late = _narrowed(shown, edges, order)
    anchors = _anchors(order, edges, early, late)
    placed, _ = _sorted(shown, edges, anchors)
    said = _relations_of(view, shown, edges)
    made = _claims_in(view)
    found = tuple(
        Event(
            shown[id_],
            time_of(view, shown[id_]),
            early[id_],
            late[id_],
            tuple(said.get(id_, ())),
            tuple(made.get(id_, ())),
        )
        for id_ in placed
    )
    return Line(found, (*_circles(shown, circular), *_clashes(shown, edges, early, late)))


def events(view: View) -> tuple[Act[Any], ...]:
    """The acts that are events of the negotiation, in the order of the record: neither bookkeeping nor withdrawn.

    A claim that was made in a recorded statement is one event with it.
    """
    found = (
        view.by_id[act.id] for act in view if act.kind.split(".")[0] not in _BOOKKEEPING and not view.withdrawn(act.id)
    )
    return tuple(
        act for act in found if not (isinstance(act.body, claims.Claim | claims.Rebuttal) and act.body.statement)
    )


def _claims_in(view: View) -> dict[str, list[str]]:
    """The kinds of the claims that each statement makes, or that a claim is, each once."""
    found: dict[str, list[str]] = {}
    for act in claims.claims(view):
        kinds = found.setdefault(act.body.statement or act.id, [])
        if claims.kind_of(act.body) not in kinds:
            kinds.append(claims.kind_of(act.body))
    return found


def time_of(view: View, act: Act[Any]) -> str:
    """When an event happened, in words that a person can read."""
    happened = act.happened
    if isinstance(happened, Beside):
        other = view.act(happened.act)
        name = told.called(view, other) if other else say("an event that is not shown")
        return beside(happened.side, name, happened.gap)
    if isinstance(happened, Unknown) and act.source is not None:
        return say("unknown; known by {day}", day=moments.known_on(view, act))
    return moments.told(view, happened)


def relations(view: View) -> Iterator[Edge]:
    """What is known of the order of events: said outright, said as a time, or given by what the events are."""
    for act in sorted(view[Timeline].said.values(), key=lambda act: act.order):
        yield Edge(act.body.first, act.body.then, gap=act.body.gap)
    for event in events(view):
        match event.happened:
            case Beside("before", other, gap):
                yield Edge(event.id, other, gap=gap)
            case Beside("after", other, gap):
                yield Edge(other, event.id, gap=gap)
        yield from _given(event)


def _given(event: Act[Any]) -> Iterator[Edge]:
    match event.body:
        case statements.Statement(within=outer) if outer:
            yield Edge(event.id, outer, "told")
        case claims.Rebuttal(claim=claim):
            yield Edge(claim, event.id, "rebutted")
        case texts.Table(parent=parent) if parent:
            yield Edge(parent, event.id, "succeeded")


def path(view: View, start: str, end: str) -> tuple[str, ...]:
    """The ids of a chain from `start` to `end`, each known to come before the next; () where there is none."""
    following: dict[str, list[str]] = {}
    for edge in relations(view):
        following.setdefault(edge.first, []).append(edge.then)
    came_from = {start: ""}
    waiting = [start]
    while waiting:
        id_ = waiting.pop()
        if id_ == end:
            return tuple(_back(came_from, end))
        for then in following.get(id_, ()):
            if then not in came_from:
                came_from[then] = id_
                waiting.append(then)
    return ()


def _back(came_from: Mapping[str, str], end: str) -> list[str]:
    found = [end]
    while came_from[found[0]]:
        found.insert(0, came_from[found[0]])
    return found


def _is_told(act: Act[Any]) -> bool:
    """Whether an event stands on the line by itself: its time is known in some way, or it is of the public record."""
    return isinstance(act.body, _PUBLIC) or not isinstance(act.happened, Unknown)


def _bounds(act: Act[Any]) -> tuple[datetime | None, datetime | None]:
    if isinstance(act.happened, Unknown) and not isinstance(act.basis, Own):
        return None, act.known
    return bounds(act.happened)


def _sorted(
    shown: Mapping[str, Act[Any]], edges: Iterable[Edge], anchors: Mapping[str, datetime] | None = None
) -> tuple[list[str], list[str]]:
    """The ids in an order that the edges allow, and those at which a circle had to be broken."""
    keys = {id_: ((anchors or {}).get(id_, _NEVER), act.order) for id_, act in shown.items()}
    following: dict[str, list[str]] = {}
    waits = dict.fromkeys(shown, 0)
    for edge in edges:
        following.setdefault(edge.first, []).append(edge.then)
        waits[edge.then] += 1
    ready = [(keys[id_], id_) for id_, count in waits.items() if count == 0]
    heapq.heapify(ready)
    others = iter(sorted(shown, key=lambda id_: keys[id_]))
    placed: dict[str, None] = {}
    broken = []
    while len(placed) < len(shown):
        if ready:
            _, id_ = heapq.heappop(ready)
            if id_ in placed:
                continue
        else:
            id_ = next(other for other in others if other not in placed)
            broken.append(id_)
        placed[id_] = None
        for then in following.get(id_, ()):
            waits[then] -= 1
            if waits[then] == 0 and then not in placed:
                heapq.heappush(ready, (keys[then], then))
    return list(placed), broken


def _narrowed(
    shown: Mapping[str, Act[Any]], edges: Iterable[Edge], order: list[str]
) -> tuple[dict[str, datetime | None], dict[str, datetime | None]]:
    """The bounds of each event, those of the events before and after it taken into account."""
    early = {id_: _bounds(act)[0] for id_, act in shown.items()}
    late = {id_: _bounds(act)[1] for id_, act in shown.items()}
    following = _forward(edges, order)
    for id_ in order:
        for then in following.get(id_, ()):
            early[then] = max((e for e in (early[then], early[id_]) if e is not None), default=None)
    for id_ in reversed(order):
        for then in following.get(id_, ()):
            late[id_] = min((e for e in (late[then], late[id_]) if e is not None), default=None)
    return early, late


def _forward(edges: Iterable[Edge], order: list[str]) -> dict[str, list[str]]:
    place = {id_: index for index, id_ in enumerate(order)}
    following: dict[str, list[str]] = {}
    for edge in edges:
        if place[edge.first] < place[edge.then]:
            following.setdefault(edge.first, []).append(edge.then)
    return following


def _anchors(
    order: list[str],
    edges: Iterable[Edge],
    early: Mapping[str, datetime | None],
    late: Mapping[str, datetime | None],
) -> dict[str, datetime]:
    """For each event a moment that its bounds allow and that is never earlier than that of an event before it.

    It is the earliest one; of an event that only has a latest moment, the beginning of that day.
    """
    following = _forward(edges, order)
    found = {}
    for id_ in order:
        first, last = early[id_], late[id_]
        found[id_] = first or (last.replace(hour=0, minute=0, second=0, microsecond=0) if last else _NEVER)
    for id_ in order:
        for then in following.get(id_, ()):
            found[then] = max(found[then], found[id_])
    return found


def _relations_of(view: View, shown: Mapping[str, Act[Any]], edges: Iterable[Edge]) -> dict[str, list[str]]:
    telling = told.Telling(view)
    found: dict[str, list[str]] = {}
    for edge in edges:
        found.setdefault(edge.first, []).append(edge.before(telling.called(shown[edge.then])))
    return found


def _circles(shown: Mapping[str, Act[Any]], broken: Iterable[str]) -> Iterator[str]:
    for id_ in broken:
        name = shown[id_].handle
        yield say("{event} is said to come both before and after other events, in a circle", event=name)


def _clashes(
    shown: Mapping[str, Act[Any]],
    edges: Iterable[Edge],
    early: Mapping[str, datetime | None],
    late: Mapping[str, datetime | None],
) -> Iterator[str]:
    """Where a relation and the times contradict each other: between two events, or else along a chain of them."""
    direct = False
    for edge in edges:
        first, last = _bounds(shown[edge.first])[0], _bounds(shown[edge.then])[1]
        if first is not None and last is not None and first > last:
            direct = True
            one, other = shown[edge.first].handle, shown[edge.then].handle
            yield say(
                "{one} is said to come before {other}, but its time is later ({first}, {last})",
                one=one, other=other, first=f"{first:%Y-%m-%d}", last=f"{last:%Y-%m-%d}",
            )  # fmt: skip
    if direct:
        return
    for id_, act in shown.items():
        first, last = early[id_], late[id_]
        if first is not None and last is not None and first > last:
            days = f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"
            name = act.handle
            yield say(
                "{event} would have to come after {first} and before {last}",
                event=name, first=days[0], last=days[1],
            )  # fmt: skip


def _may_order(view: View, act: Act[Before]) -> None:
    first = spoken_of(view, act, act.body.first)
    then = spoken_of(view, act, act.body.then)
    if first.id == then.id:
        refuse("An event does not come before itself.")
    back = path(view, then.id, first.id)
    if back:
        refuse(
            "{first} cannot come before {then}: the record holds {order}; withdraw what is wrong.",
            first=first.handle,
            then=then.handle,
            order=listed((view.by_id[id_].handle if id_ in view.by_id else id_[:8] for id_ in back), " before "),
        )


def _ordered(state: Timeline, act: Act[Before]) -> Timeline:
    return replace(state, said=state.said.insert(act.id, act))


SUBJECT = Subject("timeline", Timeline(), (Kind("before", Before, _ordered, _may_order),))
