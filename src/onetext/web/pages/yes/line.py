"""The time line of the way to yes: a drawing made of what is dated; the same, undrawn, is its list."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from onetext.process import actors
from onetext.record.view import View
from onetext.web.pages.yes.dated import LANES, Dated, Lane, everything

WIDTH, LEFT, RIGHT = 1000, 20, 40
HEAD, ROW, TITLE, GAP = 30, 40, 24, 12
# How far an end that has no bound is drawn, the width of a letter of a label, and the least that a bar is wide.
OPEN, LETTER, LEAST = 60, 6.4, 3
MOST_TICKS = 10


@dataclass(frozen=True)
class Drawn:
    """Something dated as it is drawn, in units of the drawing.

    The certain part is from `x` to `x2`; the uncertain ones reach from `before` and to `after`, where they differ.
    `open_before` and `open_after` say that no bound is known there. The label stands at `label_x`, at its `anchor`.
    """

    dated: Dated
    y: int
    x: int
    x2: int
    before: int
    after: int
    open_before: bool
    open_after: bool
    label_x: int
    anchor: str


@dataclass(frozen=True)
class Strip:
    """A lane of the drawing: its name, where it begins, and what is in it."""

    lane: Lane
    y: int
    drawn: tuple[Drawn, ...]


@dataclass(frozen=True)
class Tick:
    """A day named along the line."""

    day: date
    x: int


@dataclass(frozen=True)
class Line:
    """The drawing, and everything that is dated in its order. `today_x` is None where today is beyond the drawing."""

    width: int
    height: int
    day: date
    today_x: int | None
    ticks: tuple[Tick, ...]
    strips: tuple[Strip, ...]
    listed: tuple[Dated, ...]


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> int:
        whole = (self.last - self.first).days or 1
        return LEFT + round((WIDTH - LEFT - RIGHT) * (day - self.first).days / whole)


def line(view: View) -> Line:
    """Everything that is dated, drawn from the first day to the last, and to today where that is not far off."""
    listed, today = everything(view), actors.today(view)
    scale, within = _scale(listed, today)
    strips: list[Strip] = []
    y = HEAD
    for lane in LANES:
        dated = [one for one in listed if one.lane == lane and one.start is not None]
        if dated:
            drawn = _packed(scale, dated, y + TITLE)
            strips.append(Strip(lane, y, drawn))
            y = max(one.y for one in drawn) + ROW - 12 + GAP
    ticks = _ticks(scale) if strips else ()
    return Line(WIDTH, y, today, scale.x(today) if within and strips else None, ticks, tuple(strips), listed)


def _scale(listed: tuple[Dated, ...], today: date) -> tuple[_Scale, bool]:
    """The days to draw, and whether today is among them: not where it would leave most of the drawing empty."""
    days = [day for one in listed for day in (one.start, one.end, one.earliest, one.latest) if day]
    first, last = min(days, default=today), max(days, default=today)
    room = (last - first) / 2 + timedelta(days=2)
    within = first - room <= today <= last + room
    return _Scale(min(first, today) if within else first, max(last, today) if within else last), within


def _packed(scale: _Scale, dated: list[Dated], top: int) -> tuple[Drawn, ...]:
    """Each in the first row with room for it and its label; every step of a deadline in a row of its own, below."""
    rows: list[int] = []
    found = []
    for one in dated:
        drawn = _drawn(scale, one)
        left, right = _extent(drawn)
        row = next((n for n in _open_rows(one, len(rows)) if rows[n] + GAP <= left), len(rows))
        rows[row : row + 1] = [right]
        found.append(replace(drawn, y=top + row * ROW + 14))
    return tuple(found)


def _open_rows(one: Dated, rows: int) -> range:
    """The rows that something may stand in: a step of a deadline begins a new one, its alternatives may join it."""
    if one.lane != "deadlines":
        return range(rows)
    return range(max(0, rows - 1), rows) if one.alternative > 1 else range(0)


def _drawn(scale: _Scale, one: Dated) -> Drawn:
    start, end = one.start or scale.first, one.end or scale.last
    x, x2 = scale.x(start), max(scale.x(end), scale.x(start) + LEAST)
    before = scale.x(one.earliest) if one.earliest else x - OPEN
    after = scale.x(one.latest) if one.latest else x2 + OPEN
    before, after = max(0, min(before, x)), min(WIDTH, max(after, x2))
    long = before + len(one.label) * LETTER > WIDTH
    anchor, label_x = ("end", min(WIDTH, max(after, round(len(one.label) * LETTER)))) if long else ("start", before)
    return Drawn(one, 0, x, x2, before, after, one.earliest is None, one.latest is None, label_x, anchor)


def _extent(drawn: Drawn) -> tuple[int, int]:
    length = round(len(drawn.dated.label) * LETTER)
    left = drawn.label_x - length if drawn.anchor == "end" else drawn.label_x
    return min(left, drawn.before), max(left + length, drawn.after)


def _ticks(scale: _Scale) -> tuple[Tick, ...]:
    """Days, or Mondays, or firsts of months: as many as there is room for."""
    every = [scale.first + timedelta(days=n) for n in range((scale.last - scale.first).days + 1)]
    mondays = [day for day in every if day.weekday() == 0]
    firsts = [day for day in every if day.day == 1]
    days = next((days for days in (every, mondays, firsts) if len(days) <= MOST_TICKS), firsts)
    return tuple(Tick(day, scale.x(day)) for day in days[:: -(-len(days) // MOST_TICKS) or 1])
