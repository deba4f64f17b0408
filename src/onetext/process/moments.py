"""Dates and times as people type them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from onetext.process import negotiation
from onetext.record.act import Act
from onetext.record.errors import Refused, refuse
from onetext.record.times import (
    FIRST_YEAR,
    LAST_YEAR,
    PARTS,
    Beside,
    Day,
    Exactly,
    PartOfDay,
    Unknown,
    When,
    Window,
    beside,
    describe,
    usable,
)
from onetext.record.view import View
from onetext.sentences import Moment, dated, say, term

_LAST = time(23, 59, 59)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_IN_WORDS = re.compile(rf"\b(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTHS)}) (?P<year>\d{{4}})\b,?")
_BESIDE = re.compile(r"(?:(?P<gap>.*\S)\s+)?(?P<side>before|after)\s+(?P<act>\S+)")


def _in_figures(text: str) -> str:
    """What was typed, a date as pages print it (24 November 2025, 09:30) written as 2025-11-24 09:30."""

    def figures(found: re.Match[str]) -> str:
        return f"{found['year']}-{_MONTHS.index(found['month']) + 1:02}-{int(found['day']):02}"

    return _IN_WORDS.sub(figures, text.strip())


def day(text: str) -> date:
    """A date such as 2025-11-24 or 24 November 2025."""
    figures = _in_figures(text).strip()
    try:
        found = date.fromisoformat(figures) if _DATE.fullmatch(figures) else None
    except ValueError:
        found = None
    if found is None:
        refuse("“{words}” is not a date; write it as 2030-05-01.", words=text)
    _usable(text, found)
    return found


def instant(text: str, zone: ZoneInfo) -> datetime:
    """A date with a time such as 2025-11-24T09:30 (read in `zone` unless it names its own), in UTC.

    Raises Refused for one that the clocks of the zone do not show, or show twice, because they are put on or back.
    """
    try:
        found = datetime.fromisoformat(_in_figures(text).replace(" ", "T"))
        found = (found if found.tzinfo else _on_the_clock(text, found, zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        sentence = say("“{words}” is not a date; write 2030-05-01 (or 2030-05-01T09:30).", words=text)
        raise Refused(sentence) from error
    _usable(text, found)
    return found


def _usable(text: str, found: date) -> None:
    if not usable(found):
        refuse(
            "“{words}” is outside of the years {first} to {last}; check the date.",
            words=text,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )


def _on_the_clock(text: str, shown: datetime, zone: ZoneInfo) -> datetime:
    """The moment at which the clocks of a zone show a time. Raises Refused where there is none, or where there are two.

    Where the clocks are put on or back, the two readings of a time differ (PEP 495).
    """
    earlier, later = (shown.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    was, becomes = earlier.utcoffset() or timedelta(0), later.utcoffset() or timedelta(0)
    if was > becomes:
        refuse(
            "“{words}” comes twice in {zone}, because the clocks are put back; write {first} or {second}.",
            words=text,
            zone=zone.key,
            first=earlier.isoformat(timespec="minutes"),
            second=later.isoformat(timespec="minutes"),
        )
    if was < becomes:
        before, after = later.astimezone(UTC), earlier.astimezone(UTC)
        while after - before > timedelta(seconds=1):
            middle = before + (after - before) // 2
            before, after = (middle, after) if middle.astimezone(zone).utcoffset() == was else (before, middle)
        refuse(
            "“{words}” does not exist in {zone}, because the clocks are put forward; write {first} or {second}.",
            words=text,
            zone=zone.key,
            first=f"{(after - timedelta(minutes=1)).astimezone(zone):%Y-%m-%dT%H:%M}",
            second=f"{after.astimezone(zone):%Y-%m-%dT%H:%M}",
        )
    return earlier


def named(text: str, zone: ZoneInfo) -> date | datetime:
    """The day that is typed, or the instant (UTC) where a time stands with it."""
    return day(text) if _DATE.fullmatch(_in_figures(text)) else instant(text, zone)


def as_of(text: str, zone: ZoneInfo) -> datetime:
    """The moment that a date or time means as a limit: a bare date means the end of that day in `zone`."""
    found = named(text, zone)
    if isinstance(found, datetime):
        return found
    return datetime.combine(found, _LAST, zone).astimezone(UTC)


@dataclass(frozen=True)
class Known:
    """Since when an act is known: the day in the record's zone, and the instant; `at` is None where nobody knows it."""

    day: date
    at: datetime | None = None


def known(view: View, act: Act[Any]) -> Known:
    """Since when an act is known: of a report that is known by its day, that day alone.

    It is written as known at the last second of the day (`as_of`), which is a limit and no time at which it happened.
    """
    local = act.known.astimezone(negotiation.zone(view))
    by_its_day = act.source is not None and local.time() == _LAST
    return Known(local.date(), None if by_its_day else act.known)


def known_on(view: View, act: Act[Any]) -> Moment:
    """The day since which an act is known, as a part of a sentence."""
    found = known(view, act)
    return dated(found.at or found.day, found.day.isoformat())


def on_day(view: View, instant: datetime) -> Moment:
    """The day of an instant, as a part of a sentence: in figures the record's, in words the reader's."""
    return dated(instant, instant.astimezone(negotiation.zone(view)).date().isoformat())


def at(view: View, instant: datetime) -> Moment:
    """An instant, as a part of a sentence: in figures with the record's zone beside it."""
    zone = negotiation.zone(view)
    return dated(instant, f"{instant.astimezone(zone):%Y-%m-%d %H:%M} ({zone.key})", clock=True)


def when(text: str, view: View, zone: ZoneInfo) -> When:
    """A moment as far as it is known.

    "2025-11-24", "2025-11-24 morning", "2025-11-24T09:30", "2025-11-20..2025-11-22", "2025-11-23..", "unknown",
    "before NAME", "hours after NAME".
    """
    typed, text = text, _in_figures(text)
    if text in {"", "unknown"}:
        return Unknown()
    if ".." in text:
        first, last = text.split("..", 1)
        window = Window(day(first) if first else None, day(last) if last else None)
        if window.first and window.last and window.first > window.last:
            refuse("A window cannot end before it begins; check the dates.")
        return window
    if _DATE.fullmatch(text):
        return Day(day(text))
    beside = _BESIDE.fullmatch(text)
    if beside:
        other, gap = view.find(beside["act"]).id, beside["gap"] or ""
        return Beside("before", other, gap) if beside["side"] == "before" else Beside("after", other, gap)
    head, _, part = text.partition(" ")
    if part in PARTS and _DATE.fullmatch(head):
        return PartOfDay(day(head), part)
    return Exactly(instant(typed, zone))


def told(view: View, when: When) -> str:
    """A moment in words, other acts by their names, instants in the record's zone."""
    if isinstance(when, Beside):
        other = view.act(when.act)
        return beside(when.side, other.handle if other else say("something not in this record"), when.gap)
    if isinstance(when, Exactly):
        return at(view, when.instant)
    return term("open") if when == Window(None, None) else describe(when)


def day_or_none(text: str | None) -> date | None:
    """A date, or None where none was given."""
    return day(text) if text else None
