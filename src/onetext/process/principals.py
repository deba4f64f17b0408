"""Principals: whose office decides for a party, and who held it on the day that counts."""

from datetime import date
from typing import Any

from onetext.process import actors, negotiation
from onetext.record.act import Act
from onetext.record.times import Day, PartOfDay, bounds
from onetext.record.view import View


def decider(view: View, party: str, on: date) -> str | None:
    """Who holds, on a day, the office that decides for a party; None without such an office, or if unknown."""
    principal = view[actors.Actors].principals.get(party)
    named = view[actors.Actors].offices.get(principal.body.office) if principal else None
    if named is None:
        return None
    held = [
        act
        for act in view[actors.Actors].offices.values()
        if (act.body.of, act.body.title) == (named.body.of, named.body.title) and actors.holder_of(view, act.id, on)
    ]
    latest = max(held, key=lambda act: (act.body.since or date.min, act.order), default=None)
    return latest.body.holder if latest else None


def title(view: View, party: str) -> str:
    """The office that decides for a party, with who is known to hold it now; "" where none is named."""
    principal = view[actors.Actors].principals.get(party)
    if principal is None:
        return ""
    office = view[actors.Actors].offices.get(principal.body.office)
    holder = decider(view, party, view.at.astimezone(negotiation.zone(view)).date())
    called = office.body.title if office else "office that decides"
    return f"{called} ({actors.name(view, holder) if holder else 'its holder is not known'})"


def day_of(view: View, act: Act[Any]) -> date:
    """The day on which an act was done, in the negotiation's time zone; when it was known, where that is all."""
    if isinstance(act.happened, Day | PartOfDay):
        return act.happened.date
    first, last = bounds(act.happened)
    return (first or last or act.known).astimezone(negotiation.zone(view)).date()
