"""Moments at which something turns although nobody acts: a silence procedure ends, a deadline passes, a day begins."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from onetext.process import actors, deadlines, negotiation, silence
from onetext.record.view import View


def turned(view: View) -> tuple[datetime, ...]:
    """The moments that have passed, of what the viewer sees; the last is the beginning of today on the record's clock.

    Two views of the same acts differ in nothing else than in these.
    """
    today = _start(view, days=0)
    return (*sorted({moment for moment in _moments(view) if moment < view.at}), today)


def next_turn(view: View) -> datetime:
    """The next moment behind which something turns, of what the viewer sees: the next day's beginning at the latest."""
    return min((moment for moment in _moments(view) if moment >= view.at), default=_start(view, days=1))


def _moments(view: View) -> Iterator[datetime]:
    """The last instant of each silence procedure, and both ends of the time in which each deadline falls."""
    for procedure in silence.procedures(view):
        yield procedure.body.until
    for act in deadlines.deadlines(view):
        for target in deadlines.targets_over_time(view, act.id)[-1]:
            found = deadlines.span(view, target)
            yield from (end for end in (found.first, found.last) if end is not None)


def _start(view: View, days: int) -> datetime:
    """When today began on the record's clock, or a day so many days later begins."""
    day = actors.today(view) + timedelta(days=days)
    return datetime.combine(day, time.min, negotiation.zone(view)).astimezone(UTC)
