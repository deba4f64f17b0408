"""The tally: how many points are open and how many brackets stand, now and on each day on which that may have changed.

Nothing that anybody says about progress is counted; only the words, and who agreed to them.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from onetext.process import amendments, current, every_subject, items, negotiation, points, silence, texts
from onetext.process.texts import MAIN, Table
from onetext.record.act import Act
from onetext.record.fold import fold
from onetext.record.view import View
from onetext.text import brackets

# What can change a count: words, who must agree to them, and who does.
COUNTING = frozenset({"texts", "amendments", "positions", "consent", "tracks", "retained", "silence", "corrections"})
SEATS = "actors.seat"
MOST_DAYS = 60
KEPT = 4096


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the points are open; `further` ones are said to be in the text, but their words are not known here.

    `brackets` is None where no words are available to count them in.
    """

    open: int
    points: int
    further: int
    brackets: int | None


@dataclass(frozen=True, slots=True)
class Then:
    """The tally at the end of a day, and the versions that were tabled and the points that were settled on it."""

    day: date
    tally: Tally
    tabled: tuple[str, ...]
    settled: int


def tally(view: View, line: str = MAIN) -> Tally:
    """The counts of a line's current text."""
    return counted(view, items.open_items(view, line), line)


def counted(view: View, found: Sequence[items.OpenItem], line: str = MAIN) -> Tally:
    """The same, where the open items of the line are at hand."""
    standings = current.standings(view, line)
    head = texts.head(view, line)
    shown = head and texts.latest_with_words(view, head)
    known = [standing.bracketed for standing in standings if standing.bracketed is not None]
    return Tally(
        len(found),
        sum(map(points.is_point, standings)),
        texts.unknown_points(shown.body) if shown else 0,
        sum(map(_brackets, known)) if known else None,
    )


@lru_cache(maxsize=16_384)  # most points read on one day as on the day before
def _brackets(words: str) -> int:
    return brackets.count(words).total


def course(view: View) -> tuple[Then, ...]:
    """The tally of the one text at the end of each day on which it may have changed, from the first text on.

    Each is worked out from the acts that were known by then, as if one had looked on that day. Where there are more
    than sixty such days, some between are left out; the first and the last never are.
    """
    tabled = texts.versions(view, MAIN)
    days = sorted(_days(view)) if tabled else []
    first = min((_day(view, act) for act in tabled), default=date.max)
    return tuple(_then(view, day, tabled) for day in _thinned([day for day in days if day >= first]))


def _days(view: View) -> set[date]:
    found = {_day(view, act) for act in view if _counts(act.kind)}
    found |= {
        act.body.until.astimezone(negotiation.zone(view)).date()
        for act in silence.procedures(view)
        if act.body.until < view.at
    }
    return found


def _counts(kind: str) -> bool:
    return kind.partition(".")[0] in COUNTING or kind.startswith(SEATS)


def _thinned(days: list[date]) -> list[date]:
    step = -(-len(days) // MOST_DAYS) or 1
    kept = days[::step]
    return kept if not days or kept[-1] == days[-1] else [*kept, days[-1]]


def _then(view: View, day: date, tabled: tuple[Act[Table], ...]) -> Then:
    every = view[amendments.Amendments].settled
    settled = [act for act in every if act.body.line == MAIN and _day(view, act) == day]
    on_it = tuple(act.handle for act in tabled if _day(view, act) == day)
    return Then(day, _tally_at(view, _end_of(view, day)), on_it, len(settled))


def _tally_at(view: View, moment: datetime) -> Tally:
    """The tally of what was known at a moment. It depends on the acts known by then alone, so it is kept for them."""
    if moment >= view.at:
        return tally(view)
    key = (_digest(view, moment), moment)
    found = _KEPT.get(key)
    if found is None:
        found = tally(fold(view.acts, view.viewer, moment, every_subject()))
        _KEPT[key] = found
        while len(_KEPT) > KEPT:
            _KEPT.popitem(last=False)
    return found


def _digest(view: View, moment: datetime) -> str:
    """A fingerprint of a viewer and the acts that they knew of at a moment; where each stands in the order is in it."""
    found = blake2b(view.viewer.name.encode(), digest_size=16)
    for act in view:
        if act.known <= moment:
            found.update(f"\n{act.id} {act.order[0].isoformat()}".encode())
    return found.hexdigest()


def _end_of(view: View, day: date) -> datetime:
    return datetime.combine(day, time.max, negotiation.zone(view))


def _day(view: View, act: Act[Any]) -> date:
    """The day on which an act took its place in what the viewer knows."""
    return act.order[0].astimezone(negotiation.zone(view)).date()


_KEPT: "OrderedDict[tuple[str, datetime], Tally]" = OrderedDict()
