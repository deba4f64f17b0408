"""The deadlines as they stand now, as an iCalendar file (RFC 5545) that any calendar program reads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from onetext.process import actors, deadlines, negotiation
from onetext.process.deadlines import Due, Target
from onetext.record.act import Act
from onetext.record.view import View
from onetext.sentences import Sentence, enumerated, opening, say, term

if TYPE_CHECKING:
    from icalendar import Component

PRODUCT = "-//onetext//deadlines//EN"


def calendar(view: View) -> bytes:
    """The present state of every deadline, the same bytes for the same view.

    One event for each dated alternative, a to-do without a date where none is known. Identifiers come from the act
    that set the deadline, stamps from the acts, sequence numbers from how often it was changed, so that a calendar
    that reads the file again moves what moved. An alternative that a move took away is cancelled.
    """
    from icalendar import Calendar  # noqa: PLC0415  slow to import

    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("x-wr-calname", negotiation.title(view))
    for due in deadlines.due(view):
        for entry in _entries(view, due):
            found.add_component(entry)
    return bytes(found.to_ical())


def force_in_words(due: Due) -> str:
    """A deadline's present force: "demand", "softened (was demand)", "softened to expectation (was demand)"."""
    first = term(due.deadline.body.force)
    if not any(isinstance(event.body, deadlines.Soften) for event in due.events):
        return first
    if due.force is None:
        return say("softened (was {force})", force=first)
    return say("softened to {now} (was {force})", now=term(due.force), force=first)


def set_by(view: View, due: Due) -> Sentence:
    """Who set a deadline; what is only expected is said, not set."""
    who = actors.name(view, due.deadline.body.setter)
    return say("said by {who}", who=who) if due.deadline.body.force == "expectation" else say("set by {who}", who=who)


def changed_by(view: View, event: Act[deadlines.Event]) -> Sentence:
    """What somebody did to a deadline."""
    body, who = event.body, actors.name(view, event.body.by)
    match body:
        case deadlines.Move():
            return say("moved by {who}", who=who)
        case deadlines.Soften(force=force) if force:
            return say("softened to {force} by {who}", force=term(force), who=who)
        case deadlines.Soften():
            return say("softened by {who}", who=who)
        case deadlines.Meet():
            return say("said to be met by {who}", who=who)
        case deadlines.Lift():
            return say("lifted by {who}", who=who)


def _entries(view: View, due: Due) -> list[Component]:
    from icalendar import Event, Todo  # noqa: PLC0415

    dated = [(number, target, _dated(view, target)) for number, target in enumerate(due.targets)]
    entries: list[Component] = []
    for number, target, found in dated:
        if found is not None:
            event = Event()
            _describe(view, due, event, number, _summary(due, number, target), _status(due))
            _place(view, event, found)
            entries.append(event)
    if not entries:
        todo = Todo()
        _describe(view, due, todo, 0, _summary(due, 0, None), "CANCELLED" if due.state == "lifted" else "NEEDS-ACTION")
        entries.append(todo)
    return entries + _taken_away(view, due)


def _taken_away(view: View, due: Due) -> list[Component]:
    """The alternatives that there were before a move and that there are no longer."""
    from icalendar import Event  # noqa: PLC0415

    over_time = deadlines.targets_over_time(view, due.deadline.id)
    entries: list[Component] = []
    for number in range(len(due.targets), max(map(len, over_time), default=0)):
        target = next(targets[number] for targets in reversed(over_time) if len(targets) > number)
        found = _dated(view, target)
        if found is not None:
            event = Event()
            _describe(view, due, event, number, _summary(due, number, target), "CANCELLED")
            _place(view, event, found)
            entries.append(event)
    return entries


def _dated(view: View, target: Target) -> tuple[datetime, datetime] | None:
    """The first and the last instant to show; one bound stands for both where the other is open."""
    span = deadlines.span(view, target)
    first, last = span.first or span.last, span.last or span.first
    return (first, last) if first is not None and last is not None else None


def _place(view: View, event: Component, found: tuple[datetime, datetime]) -> None:
    first, last = found
    if first == last:
        event.add("dtstart", first.astimezone(UTC))
        return
    zone = negotiation.zone(view)
    event.add("dtstart", first.astimezone(zone).date())
    event.add("dtend", last.astimezone(zone).date() + timedelta(days=1))


def _describe(view: View, due: Due, entry: Component, number: int, summary: str, status: str) -> None:
    latest = max((due.deadline, *due.events), key=lambda act: act.recorded)
    entry.add("uid", f"{due.deadline.id}-{number}@onetext")
    entry.add("dtstamp", latest.recorded.astimezone(UTC))
    entry.add("created", due.deadline.recorded.astimezone(UTC))
    entry.add("last-modified", latest.recorded.astimezone(UTC))
    entry.add("sequence", len(due.events))
    entry.add("summary", summary)
    entry.add("status", status)
    if entry.name == "VEVENT":
        entry.add("transp", "TRANSPARENT")
    entry.add("description", "\n".join(_story(view, due)))


def _summary(due: Due, number: int, target: Target | None) -> str:
    many = len(due.targets) > 1 and number < len(due.targets)
    of = f", alternative {number + 1} of {len(due.targets)}" if many else ""
    state = f"{due.state}: " if due.state in {"met", "lifted"} else ""
    said = f" “{target.said}”" if target and target.said else ""
    return f"{state}{due.deadline.body.what} ({force_in_words(due)}{of}){said}"


def _status(due: Due) -> str:
    if due.state == "lifted":
        return "CANCELLED"
    firm = due.force in {"binding", "demand"} and len(due.targets) == 1
    return "CONFIRMED" if firm or due.state == "met" else "TENTATIVE"


def _story(view: View, due: Due) -> list[str]:
    body = due.deadline.body
    whom = enumerated([actors.name(view, slug) for slug in body.addressees])
    told = [f"{opening(set_by(view, due))}{f' for {whom}' if whom else ''} ({body.force})."]
    undated = [target.said or "open" for target in due.targets if _dated(view, target) is None]
    told += [f"Without a date: {', '.join(undated)}."] if undated else []
    for event in due.events:
        cause = f", {event.body.cause}" if event.body.cause else ""
        told.append(f"{VERBS[type(event.body)]} by {actors.name(view, event.body.by)}{cause}.")
    return told


VERBS = {
    deadlines.Move: "Moved",
    deadlines.Soften: "Softened",
    deadlines.Meet: "Said to be met",
    deadlines.Lift: "Lifted",
}
