"""Windows: spans of time as their speakers put them ("over the coming days"), one for each source, none merged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec
from rpds import HashTrieMap

from onetext.process import actors, negotiation
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.times import bounds
from onetext.record.view import View
from onetext.sentences import Sentence, enumerated, say
from onetext.text.provision import canonical

Reach = Literal["hours", "days", "weeks", "months", "years", "unknown"]
REACHES: dict[Reach, tuple[int, int | None]] = {
    "hours": (0, 1),
    "days": (2, 6),
    "weeks": (14, 30),
    "months": (60, 365),
    "years": (730, None),
}


class Window(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody said when something would happen, without a date.

    `said` are the speaker's words; `by` the speakers' slugs; `about` what is to happen. `first` and `last` are days
    that were said; None where none was. `reach` is the largest unit in which the end was put ("days and weeks":
    weeks).
    """

    said: str
    about: str
    by: tuple[str, ...] = ()
    reach: Reach = "unknown"
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Windows:
    """Every window that was said."""

    said: HashTrieMap[str, Act[Window]] = HashTrieMap()


@dataclass(frozen=True, slots=True)
class End:
    """When a window ends: the first and the last day that its words allow; None where they set no bound.

    `dated` says that the speaker gave the day; otherwise the days are a reading of the words.
    """

    earliest: date | None
    latest: date | None
    dated: bool


def windows(view: View, about: str = "") -> tuple[Act[Window], ...]:
    """What was said about when (something happens), in the order of the record."""
    wanted = canonical(about).casefold()
    found = (act for act in view[Windows].said.values() if not about or canonical(act.body.about).casefold() == wanted)
    return tuple(sorted(found, key=lambda act: act.order))


def end(view: View, act: Act[Window]) -> End:
    """When a window ends, as a day that was said or as a reading of its words.

    A plural in a unit is read as at least two of it and less than the next larger unit (Grice, "Logic and
    Conversation", 1975: who means a week says a week): days 2 to 6, weeks 14 to 30 days, months 60 to 365 days. The
    days are counted from the window's first day, or else from when it was said.
    """
    if act.body.last is not None:
        return End(act.body.last, act.body.last, dated=True)
    least, most = REACHES.get(act.body.reach, (None, None))
    first, last = _begun(view, act)
    return End(_later(first, least), _later(last, most), dated=False)


def speakers(view: View, act: Act[Window]) -> str:
    """Who said it; the outlet where nobody else is named."""
    named = enumerated([actors.name(view, slug) for slug in act.body.by])
    return named or (act.source.outlet if act.source else actors.name(view, act.party or act.author))


def ending(view: View, act: Act[Window]) -> str:
    """When a window ends, in words."""
    found = end(view, act)
    if found.dated:
        return f"{found.latest}"
    if found.earliest is None and found.latest is None:
        return say("unknown")
    return _undated(act.body.reach, str(found.earliest or "…"), str(found.latest or "…"))


def _undated(reach: Reach, first: str, last: str) -> Sentence:
    match reach:
        case "hours":
            return say("some hours on, no date said ({first} to {last})", first=first, last=last)
        case "days":
            return say("some days on, no date said ({first} to {last})", first=first, last=last)
        case "weeks":
            return say("some weeks on, no date said ({first} to {last})", first=first, last=last)
        case "months":
            return say("some months on, no date said ({first} to {last})", first=first, last=last)
        case "years":
            return say("some years on, no date said ({first} to {last})", first=first, last=last)
        case "unknown":
            return say("some unknown on, no date said ({first} to {last})", first=first, last=last)


def differing(view: View) -> tuple[tuple[Act[Window], ...], ...]:
    """The groups of windows about one thing whose ends are not all the same, in the order of the record."""
    groups: dict[str, list[Act[Window]]] = {}
    for act in windows(view):
        groups.setdefault(canonical(act.body.about).casefold(), []).append(act)
    return tuple(tuple(group) for group in groups.values() if len({_end_said(act) for act in group}) > 1)


def _end_said(act: Act[Window]) -> tuple[str, date | None]:
    return ("", act.body.last) if act.body.last else (act.body.reach, None)


def _begun(view: View, act: Act[Window]) -> tuple[date, date]:
    """The first and the last day on which the window may begin."""
    if act.body.first is not None:
        return act.body.first, act.body.first
    earliest, latest = bounds(act.happened)
    zone = negotiation.zone(view)
    known = act.known.astimezone(zone).date()
    return _day(earliest) or known, min(_day(latest) or known, known)


def _day(instant: datetime | None) -> date | None:
    return instant.date() if instant else None


def _later(day: date, days: int | None) -> date | None:
    if days is None:
        return None
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _may_say(view: View, act: Act[Window]) -> None:
    body = act.body
    if not body.said.strip() or not body.about.strip():
        refuse("A window needs the words in which it was said, and what it is about.")
    for speaker in body.by:
        actors.known(view, speaker)
    if isinstance(act.basis, Own) and body.by != (act.party or act.author,):
        refuse("One's own window is said by oneself alone; record another's words with their source.")
    if body.first and body.last and body.first > body.last:
        refuse("A window cannot end before it begins; check the dates.")


def _was_said(state: Windows, act: Act[Window]) -> Windows:
    return replace(state, said=state.said.insert(act.id, act))


SUBJECT = Subject("windows", Windows(), (Kind("say", Window, _was_said, _may_say),))
