"""When something happened, as far as is known: exactly, on a day, in a part of it, in a window, beside another act."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Literal

import msgspec

from onetext.sentences import Sentence, dated, say, term

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
FIRST_YEAR, LAST_YEAR = 2, 9998

Part = Literal["early", "morning", "noon", "afternoon", "evening", "late"]
PARTS: dict[Part, tuple[int, int]] = {
    "early": (0, 9),
    "morning": (6, 12),
    "noon": (11, 14),
    "afternoon": (12, 18),
    "evening": (17, 24),
    "late": (20, 24),
}


class Exactly(msgspec.Struct, frozen=True, tag="exactly", tag_field="when", gc=False):
    """A known instant."""

    instant: Instant


class Day(msgspec.Struct, frozen=True, tag="day", tag_field="when", gc=False):
    """Some time on a day."""

    date: date


class PartOfDay(msgspec.Struct, frozen=True, tag="part", tag_field="when", gc=False):
    """A named part of a day."""

    date: date
    part: Part


class Window(msgspec.Struct, frozen=True, tag="window", tag_field="when", gc=False):
    """Some time from the first to the last day, both included; an end that is not known is None."""

    first: date | None
    last: date | None
    said: str = ""


class Beside(msgspec.Struct, frozen=True, tag="beside", tag_field="when", gc=False):
    """Before or after another act, with the gap as the source puts it ("hours")."""

    side: Literal["before", "after"]
    act: str
    gap: str = ""


class Unknown(msgspec.Struct, frozen=True, tag="unknown", tag_field="when", gc=False):
    """Nothing is known about when it happened."""


When = Exactly | Day | PartOfDay | Window | Beside | Unknown


def bounds(when: When) -> tuple[datetime | None, datetime | None]:
    """The earliest and the latest instant (UTC) that `when` allows; None where there is no bound."""
    match when:
        case Exactly(instant):
            return instant.astimezone(UTC), instant.astimezone(UTC)
        case Day(day):
            return start_of(day), end_of(day)
        case PartOfDay(day, part):
            first, last = PARTS[part]
            return start_of(day) + timedelta(hours=first), start_of(day) + timedelta(hours=last, seconds=-1)
        case Window(first_day, last_day):
            return (
                start_of(first_day) if first_day else None,
                end_of(last_day) if last_day else None,
            )
        case _:
            return None, None


def start_of(day: date) -> datetime:
    """The first instant of a day (UTC)."""
    return datetime.combine(day, time.min, UTC)


def end_of(day: date) -> datetime:
    """The last second of a day (UTC): what was published on a day is surely known only then."""
    return datetime.combine(day, time(23, 59, 59), UTC)


def describe(when: When) -> str:
    """`when` in words."""
    match when:
        case Exactly(instant):
            return dated(instant, f"{instant.astimezone(UTC):%Y-%m-%d %H:%M} UTC", clock=True)
        case Day(day):
            return _told(day)
        case PartOfDay(day, part):
            return say("{day} {part}", day=_told(day), part=term(part))
        case Window(first, last, said):
            ends = _from_to(first, last)
            return say("{said} ({ends})", said=said, ends=ends) if said else ends
        case Beside(side, act, gap):
            return beside(side, act[:8], gap)
        case Unknown():
            return say("time unknown")


def _told(day: date) -> Sentence:
    return dated(day, day.isoformat())


def _from_to(first: date | None, last: date | None) -> Sentence:
    if first and last:
        return say("{first} to {last}", first=_told(first), last=_told(last))
    if first:
        return say("{first} to unknown", first=_told(first))
    return say("unknown to {last}", last=_told(last)) if last else say("unknown to unknown")


def beside(side: Literal["before", "after"], act: str, gap: str = "") -> Sentence:
    """Before or after another act, by its name, with the gap as the source puts it."""
    if gap:
        earlier = side == "before"
        return say("{gap} before {act}", gap=gap, act=act) if earlier else say("{gap} after {act}", gap=gap, act=act)
    return say("before {act}", act=act) if side == "before" else say("after {act}", act=act)


def usable(value: object) -> bool:
    """Whether every time in a value says its zone, and every date leaves room to be read in any zone.

    Looks into structs, sequences and mappings.
    """
    if isinstance(value, datetime):
        return value.tzinfo is not None and FIRST_YEAR <= value.year <= LAST_YEAR
    if isinstance(value, date):
        return FIRST_YEAR <= value.year <= LAST_YEAR
    if isinstance(value, msgspec.Struct):
        return all(usable(getattr(value, name)) for name in value.__struct_fields__)
    if isinstance(value, dict):
        return all(map(usable, value.values()))
    return all(map(usable, value)) if isinstance(value, list | tuple) else True
