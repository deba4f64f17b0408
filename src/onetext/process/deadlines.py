"""Deadlines: set by somebody for somebody, with some force; moved, softened, met or passed; nothing overwritten."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

import msgspec
from rpds import HashTrieMap

from onetext.process import actors, moments, negotiation, texts, windows
from onetext.process.reach import spoken_of
from onetext.process.silence import Silence
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.times import PARTS, Beside, Day, Exactly, PartOfDay, When, Window, bounds
from onetext.record.view import View
from onetext.sentences import listed, say, term

Force = Literal["binding", "demand", "target", "expectation"]
FORCES: tuple[Force, ...] = ("binding", "demand", "target", "expectation")
Answer = Literal["yes", "no", "maybe", "unknown"]
State = Literal["running", "perhaps passed", "passed", "met", "lifted", "no date known"]
GAP = re.compile(r"([0-9]{1,4}) (hour|day|week)s?")


class Target(msgspec.Struct, frozen=True, omit_defaults=True):
    """One moment at which a deadline may fall.

    A day, part of a day or instant; a window, open at an end that is not known (".." is wholly open); or a gap after
    another act ("5 days"): after the date of a deadline, a silence procedure or a window as it now is, and after when
    any other act happened. `said` is how the source put it ("Monday the following week").
    """

    when: When
    said: str = ""


class Deadline(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody sets a deadline: what the addressees are to have done by then. Several targets are alternatives."""

    setter: str
    what: str
    targets: tuple[Target, ...]
    addressees: tuple[str, ...] = ()
    force: Force = "demand"
    version: str = ""


class Move(msgspec.Struct, frozen=True, omit_defaults=True):
    """The deadline now falls at other targets."""

    deadline: str
    targets: tuple[Target, ...]
    by: str
    cause: str = ""


class Soften(msgspec.Struct, frozen=True, omit_defaults=True):
    """The deadline stands with less force: the one given, or one that is not known (None)."""

    deadline: str
    by: str
    cause: str = ""
    force: Force | None = None


class Meet(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the deadline asked for was done, as `by` says."""

    deadline: str
    by: str
    cause: str = ""


class Lift(msgspec.Struct, frozen=True, omit_defaults=True):
    """The deadline is given up."""

    deadline: str
    by: str
    cause: str = ""


Event = Move | Soften | Meet | Lift


@dataclass(frozen=True)
class Deadlines:
    """Every deadline as it was set, and everything that happened to one."""

    set: HashTrieMap[str, Act[Deadline]] = HashTrieMap()
    events: HashTrieMap[str, Act[Event]] = HashTrieMap()


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last instant (UTC) at which a target may fall; None where there is no bound."""

    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as it stands at the moment of looking.

    `force` is None where it was softened to one that is not known. `events` are in the order in which they happened,
    as far as that is known. `answer` says whether it falls before the date that was asked about.
    """

    deadline: Act[Deadline]
    targets: tuple[Target, ...]
    force: Force | None
    events: tuple[Act[Event], ...]
    state: State
    answer: Answer


def deadlines(view: View) -> tuple[Act[Deadline], ...]:
    """Every deadline as it was first set, in the order of the record."""
    return tuple(sorted(view[Deadlines].set.values(), key=lambda act: act.order))


def events(view: View, id_: str) -> tuple[Act[Event], ...]:
    """What happened to a deadline, by when it happened at the latest, then in the order of the record."""
    found = (act for act in view[Deadlines].events.values() if act.body.deadline == id_)
    return tuple(sorted(found, key=lambda act: (_by(act), act.order)))


def targets_over_time(view: View, id_: str) -> tuple[tuple[Target, ...], ...]:
    """The targets as first set, then after each move."""
    begun = view[Deadlines].set.get(id_)
    first = (begun.body.targets,) if begun else ()
    return (*first, *(act.body.targets for act in events(view, id_) if isinstance(act.body, Move)))


def force_now(view: View, act: Act[Deadline]) -> Force | None:
    """The force that a deadline has now; None where it was softened to one that is not known."""
    force: Force | None = act.body.force
    for event in events(view, act.id):
        if isinstance(event.body, Soften):
            force = event.body.force
    return force


def due(view: View, by: datetime | None = None) -> tuple[Due, ...]:
    """Every deadline as it stands, in the order of the record; with whether it falls before `by` (UTC).

    "yes" or "no" when every alternative says so; "maybe" when they differ or one straddles the moment; "unknown" when
    nothing is known that would tell.
    """
    return tuple(_due(view, act, by) for act in deadlines(view))


def span(view: View, target: Target) -> Span:
    """When a target may fall, its dates read in the record's time zone; no bounds where that cannot be told."""
    try:
        return _span(view, target.when, negotiation.zone(view))
    except OverflowError:
        return Span(None, None)


def _span(view: View, when: When, zone: ZoneInfo, met: frozenset[str] = frozenset()) -> Span:
    """When it may be; `met` are the acts that were passed on the way here, counting from one to the next."""
    match when:
        case Exactly(instant):
            return Span(instant, instant)
        case Day(day):
            return Span(_start(day, zone), _end(day, zone))
        case PartOfDay(day, part):
            first, last = PARTS[part]
            return Span(_hour(day, first, zone), _hour(day, last, zone))
        case Window(first_day, last_day):
            return Span(_start(first_day, zone) if first_day else None, _end(last_day, zone) if last_day else None)
        case Beside("after", act, gap):
            return _after(view, act, gap, met)
        case _:
            return Span(None, None)


def in_words(view: View, targets: tuple[Target, ...]) -> str:
    """Targets in words, each with how it was said."""
    return listed((_in_words(view, target) for target in targets), ", or ") if targets else say("no date")


def _in_words(view: View, target: Target) -> str:
    when = moments.told(view, target.when)
    return say("{when} (“{said}”)", when=when, said=target.said) if target.said else when


def typed(view: View, lines: Iterable[str]) -> tuple[Target, ...]:
    """Targets as people type them: a moment, then perhaps the words in which it was said, in round brackets."""
    found = []
    for text in lines:
        head, _, said = text.partition("(")
        plain = ".." if head.strip() == "open" else head
        found.append(Target(moments.when(plain, view, negotiation.zone(view)), said.strip().removesuffix(")")))
    return tuple(found)


def start_of(text: str, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) of a day that is typed, or the instant itself where a time is given."""
    return moments.instant(text, zone) if "T" in text else moments.instant(moments.day(text).isoformat(), zone)


def before(found: Span, limit: datetime) -> Answer:
    """Whether what falls somewhere in a span falls before `limit`."""
    if found.last is not None and found.last < limit:
        return "yes"
    if found.first is not None and found.first >= limit:
        return "no"
    return "unknown" if found.first is None and found.last is None else "maybe"


def _due(view: View, act: Act[Deadline], by: datetime | None) -> Due:
    history = events(view, act.id)
    targets = targets_over_time(view, act.id)[-1]
    spans = [span(view, target) for target in targets]
    answer = _together([before(found, by) for found in spans]) if by else "unknown"
    return Due(act, targets, force_now(view, act), history, _state(view, history, spans), answer)


def _state(view: View, history: tuple[Act[Event], ...], spans: list[Span]) -> State:
    for event in reversed(history):
        if isinstance(event.body, Meet):
            return "met"
        if isinstance(event.body, Lift):
            return "lifted"
        if isinstance(event.body, Move):
            break
    ended: dict[Answer, State] = {
        "yes": "passed",
        "no": "running",
        "unknown": "no date known",
        "maybe": "perhaps passed" if any(before(found, view.at) == "yes" for found in spans) else "running",
    }
    return ended[_together([before(found, view.at) for found in spans])]


def _together(answers: list[Answer]) -> Answer:
    """One answer for alternatives of which any may hold."""
    if not answers or set(answers) == {"unknown"}:
        return "unknown"
    return answers[0] if len(set(answers)) == 1 else "maybe"


def _after(view: View, id_: str, gap: str, met: frozenset[str]) -> Span:
    act, counted = view.act(id_), GAP.fullmatch(gap)
    if act is None or view.withdrawn(id_) or counted is None or id_ in met:
        return Span(None, None)
    length, in_days = timedelta(**{counted[2] + "s": int(counted[1])}), counted[2] != "hour"
    zone = negotiation.zone(view)
    own = _dated(view, act, zone, met | {id_})
    if own is None:
        first, last = bounds(act.happened)
        return Span(first + length if first else None, last + length if last else None)
    clock = zone if in_days else UTC  # days are days on the record's clock, also where it is put on or back
    return Span(*(end and (end.astimezone(clock) + length).astimezone(UTC) for end in (own.first, own.last)))


def _dated(view: View, act: Act[Any], zone: ZoneInfo, met: frozenset[str]) -> Span | None:
    """The date of what an act sets, as it now is; None for what has none of its own and just happened."""
    match act.body:
        case Deadline():
            spans = [_span(view, target.when, zone, met) for target in targets_over_time(view, act.id)[-1]]
            firsts, lasts = [found.first for found in spans], [found.last for found in spans]
            return Span(
                None if None in firsts else min(filter(None, firsts), default=None),
                None if None in lasts else max(filter(None, lasts), default=None),
            )
        case Silence(until=until):
            return Span(until, until)
        case windows.Window():
            ends = windows.end(view, act)
            return _span(view, Window(ends.earliest, ends.latest), zone)
        case _:
            return None


def _by(act: Act[Event]) -> datetime:
    """The latest moment at which an event can have happened: it was known then."""
    latest = bounds(act.happened)[1]
    return min(latest, act.known) if latest else act.known


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def _end(day: date, zone: ZoneInfo) -> datetime:
    return _start(day + timedelta(days=1), zone) - timedelta(microseconds=1)


def _hour(day: date, hour: int, zone: ZoneInfo) -> datetime:
    moment = datetime.combine(day, time.min) + timedelta(hours=hour)
    return moment.replace(tzinfo=zone).astimezone(UTC)


def _may_set(view: View, act: Act[Deadline]) -> None:
    body = act.body
    actors.known(view, body.setter)
    for addressee in body.addressees:
        actors.known(view, addressee)
    actors.acting(view, act, body.setter)
    if not body.what.strip():
        refuse("Say what is to be done by the deadline.")
    if body.version:
        spoken_of(view, act, body.version, texts.Table)
    _sound(view, body.targets)


def _sound(view: View, targets: tuple[Target, ...], deadline: str = "") -> None:
    """Refuse targets that say nothing, or nothing that can be; `deadline` is the one that moves to them."""
    if not targets:
        refuse("A deadline needs a target: a date, a window, “5 days after NAME”, or “open”.")
    for target in targets:
        when = target.when
        if isinstance(when, Window) and when.first and when.last and when.first > when.last:
            refuse("A window cannot end before it begins; check the dates.")
        if isinstance(when, Beside):
            _sound_gap(view, when, deadline)


def _sound_gap(view: View, when: Beside, deadline: str) -> None:
    if when.side != "after" or not GAP.fullmatch(when.gap):
        refuse("A relative deadline is a number of hours, days or weeks after something: “5 days after NAME”.")
    if view.act(when.act) is None:
        refuse("What the deadline is counted from is not in this record.")
    if deadline and deadline in _counted_from(view, when.act):
        refuse("A deadline is not counted from itself; give it a date of its own.")


def _counted_from(view: View, id_: str) -> set[str]:
    """The deadlines from which another act's date is counted in the end, the act itself among them."""
    found, waiting = set[str](), [id_]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            now = targets_over_time(view, one)
            waiting += [target.when.act for target in (now[-1] if now else ()) if isinstance(target.when, Beside)]
    return found


def _may_happen(view: View, act: Act[Move] | Act[Soften] | Act[Meet] | Act[Lift]) -> Act[Deadline]:
    found: Act[Deadline] = spoken_of(view, act, act.body.deadline, Deadline)
    actors.known(view, act.body.by)
    return found


def _may_change(view: View, act: Act[Move] | Act[Soften] | Act[Lift]) -> None:
    found = _may_happen(view, act)
    if isinstance(act.basis, Own) and act.body.by != found.body.setter:
        refuse("Only {name}, who set the deadline, changes it.", name=actors.name(view, found.body.setter))
    actors.acting(view, act, act.body.by)


def _may_move(view: View, act: Act[Move]) -> None:
    _may_change(view, act)
    _sound(view, act.body.targets, act.body.deadline)


def _may_soften(view: View, act: Act[Soften]) -> None:
    _may_change(view, act)
    if not isinstance(act.basis, Own) or act.body.force is None:
        return
    now = force_now(view, view[Deadlines].set[act.body.deadline])
    if now is not None and FORCES.index(act.body.force) <= FORCES.index(now):
        refuse(
            "“{force}” is no softer than “{before}”; from the hardest to the softest they are: {forces}.",
            force=term(act.body.force),
            before=term(now),
            forces=listed(map(term, FORCES)),
        )


def _may_meet(view: View, act: Act[Meet]) -> None:
    found = _may_happen(view, act)
    concerned = {found.body.setter, *found.body.addressees}
    if isinstance(act.basis, Own) and act.body.by not in concerned:
        refuse("Only who set a deadline or is addressed by it says that it was met.")
    actors.acting(view, act, act.body.by)


def _was_set(state: Deadlines, act: Act[Deadline]) -> Deadlines:
    return replace(state, set=state.set.insert(act.id, act))


def _happened(state: Deadlines, act: Act[Event]) -> Deadlines:
    return replace(state, events=state.events.insert(act.id, act))


SUBJECT = Subject(
    "deadlines",
    Deadlines(),
    (
        Kind("set", Deadline, _was_set, _may_set),
        Kind("move", Move, _happened, _may_move),
        Kind("soften", Soften, _happened, _may_soften),
        Kind("meet", Meet, _happened, _may_meet),
        Kind("lift", Lift, _happened, _may_change),
    ),
)
