"""Open points and brackets over time, counted from the record; what was said of progress is set beside, uncounted."""

from dataclasses import dataclass, replace
from datetime import date

from onetext.process import claims, negotiation, tally
from onetext.process.claims import Claim
from onetext.process.tally import Then
from onetext.record.act import Act
from onetext.record.view import View

WIDTH, PLOT = 720, 180
LEFT, RIGHT, BOTTOM = 34, 26, 34
ABOVE, ROW = 14, 22
MOST_TICKS = 8


@dataclass(frozen=True)
class Mark:
    """A day of the chart: the counts at its end, where they are drawn (in units of the drawing), what was done."""

    day: date
    open: int
    points: int
    brackets: int | None
    x: int
    y_open: int
    y_brackets: int | None
    tabled: tuple[str, ...]
    settled: int


@dataclass(frozen=True)
class Saying:
    """A progress claim: its number in the chart, when it was known, where it is drawn, who said what."""

    number: int
    day: date
    x: int
    y: int
    speaker: str
    words: str
    outlet: str


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: a day along it, or a count up it."""

    at: int
    day: date | None = None
    count: int = 0


@dataclass(frozen=True)
class Chart:
    """The chart. The two lines are drawn as `path` data; `sayings` stand along the top."""

    width: int
    height: int
    left: int
    right: int
    base: int
    marks: tuple[Mark, ...]
    open_path: str
    brackets_path: str
    sayings: tuple[Saying, ...]
    days: tuple[Tick, ...]
    counts: tuple[Tick, ...]


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date
    most: int
    top: int

    @property
    def base(self) -> int:
        return self.top + PLOT

    def x(self, day: date) -> int:
        whole = (self.last - self.first).days or 1
        return LEFT + round((WIDTH - LEFT - RIGHT) * (day - self.first).days / whole)

    def y(self, count: int) -> int:
        return self.base - round(PLOT * count / (self.most or 1))


def chart(view: View) -> Chart:
    """The counts at the end of every day on which they may have changed, and the progress claims by their days."""
    found = tally.course(view)
    said = claims.claims(view, "progress")
    days = [*(then.day for then in found), *(_day(view, act) for act in said)]
    most = max((max(then.tally.open, then.tally.brackets or 0) for then in found), default=0)
    flat = _Scale(min(days, default=date.min), max(days, default=date.min), most, 0)
    sayings = _sayings(view, flat, said)
    scale = replace(flat, top=max((one.y for one in sayings), default=0) + ROW)
    marks = tuple(_mark(scale, then) for then in _turns(found))
    end = WIDTH - RIGHT
    return Chart(
        width=WIDTH,
        height=scale.base + BOTTOM,
        left=LEFT,
        right=end,
        base=scale.base,
        marks=marks,
        open_path=_steps([(mark.x, mark.y_open) for mark in marks], end),
        brackets_path=_steps([(mark.x, mark.y_brackets) for mark in marks if mark.y_brackets is not None], end),
        sayings=sayings,
        days=_day_ticks(scale) if found else (),
        counts=_count_ticks(scale) if found else (),
    )


def _sayings(view: View, scale: _Scale, said: tuple[Act[Claim], ...]) -> tuple[Saying, ...]:
    """The claims, each above its day; those that would cover each other stand one above the other."""
    found: list[Saying] = []
    for number, act in enumerate(said, 1):
        day = _day(view, act)
        row = sum(abs(scale.x(day) - other.x) < ROW for other in found)
        outlet = act.source.outlet if act.source else ""
        speaker = claims.names(view, act.body.by)
        found.append(Saying(number, day, scale.x(day), ABOVE + ROW * row, speaker, act.body.words, outlet))
    return tuple(found)


def _day(view: View, act: Act[Claim]) -> date:
    return act.known.astimezone(negotiation.zone(view)).date()


def _turns(found: tuple[Then, ...]) -> tuple[Then, ...]:
    """The days on which a count changed, a version was tabled or a point settled; the others say nothing new."""
    kept = []
    for before, then in zip((None, *found), found, strict=False):
        if before is None or then.tally != before.tally or then.tabled or then.settled:
            kept.append(then)
    return tuple(kept)


def _mark(scale: _Scale, then: Then) -> Mark:
    now = then.tally
    brackets = None if now.brackets is None else scale.y(now.brackets)
    return Mark(
        then.day, now.open, now.points, now.brackets, scale.x(then.day), scale.y(now.open), brackets,
        then.tabled, then.settled,
    )  # fmt: skip


def _steps(points: list[tuple[int, int]], end: int) -> str:
    """A line in steps: a count stands until it changes."""
    if not points:
        return ""
    (x, y), *rest = points
    return f"M{x} {y}" + "".join(f"H{x}V{y}" for x, y in rest) + f"H{end}"


def _day_ticks(scale: _Scale) -> tuple[Tick, ...]:
    whole = (scale.last - scale.first).days
    step = max(1, -(-whole // MOST_TICKS))
    found = [date.fromordinal(scale.first.toordinal() + gone) for gone in range(0, whole + 1, step)]
    return tuple(Tick(scale.x(day), day) for day in found)


def _count_ticks(scale: _Scale) -> tuple[Tick, ...]:
    step = max(1, -(-scale.most // 5))
    return tuple(Tick(scale.y(count), count=count) for count in range(0, scale.most + 1, step))
