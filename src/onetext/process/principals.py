"""Principals: whose office decides for a party, who held it on the day that counts, and who may change that."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from onetext.process import actors, negotiation
from onetext.process.actors import Actors, Office, Principal
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.subject import Subject
from onetext.record.times import Day, PartOfDay, bounds
from onetext.record.view import View
from onetext.sentences import say


@dataclass(frozen=True)
class Principals:
    """Principals keep no state: the actors' acts say all, and are guarded here."""


def principal(view: View, party: str, by: datetime | None = None) -> Act[Principal] | None:
    """The act that says whose office decides for a party (as recorded `by` a moment); None where none does."""
    found = [act for act in view[Actors].principals.get(party, ()) if by is None or act.recorded <= by]
    return found[-1] if found else None


def decider(view: View, party: str, on: date, by: datetime | None = None) -> str | None:
    """Who holds, on a day, the office that decides for a party; None without such an office, or if unknown.

    With `by`, as the record said at that moment: what was recorded later does not count.
    """
    named = _office(view, party, by)
    if named is None:
        return None
    held = [
        act
        for act in view[Actors].offices.values()
        if (act.body.of, act.body.title) == (named.of, named.title)
        and actors.holder_of(view, act.id, on)
        and (by is None or act.recorded <= by)
    ]
    latest = max(held, key=lambda act: (act.body.since or date.min, act.order), default=None)
    return latest.body.holder if latest else None


def decided(view: View, party: str, act: Act[Any]) -> str | None:
    """Who decided for a party when an act was done; None without such an office, or if unknown.

    An own act is judged by what the record said when it was recorded: a later appointment changes nothing about it.
    A reported act is judged by all that is known.
    """
    return decider(view, party, day_of(view, act), act.recorded if isinstance(act.basis, Own) else None)


def needed_by(view: View, party: str, moment: datetime) -> bool:
    """Whether an office decided for a party at a moment, as the record then said."""
    return principal(view, party, moment) is not None


def at(view: View, party: str, moment: datetime) -> str | None:
    """Who held the office that decides for a party at a moment, as the record then said; None where nobody did."""
    return decider(view, party, moment.astimezone(negotiation.zone(view)).date(), moment)


def _office(view: View, party: str, by: datetime | None = None) -> Office | None:
    named = principal(view, party, by)
    office = view[Actors].offices.get(named.body.office) if named else None
    return office.body if office else None


def title(view: View, party: str) -> str:
    """The office that decides for a party, with who is known to hold it now; "" where none is named."""
    if principal(view, party) is None:
        return ""
    office = _office(view, party)
    holder = decider(view, party, actors.today(view))
    called = office.title if office else say("office that decides")
    who = actors.name(view, holder) if holder else say("its holder is not known")
    return say("{office} ({who})", office=called, who=who)


def may_decide(view: View, party: str, person: str) -> bool:
    """Whether somebody can say today what only a party's principal says: anybody of it, where no office is named."""
    return principal(view, party) is None or person == decider(view, party, actors.today(view))


def awaited(view: View, party: str, person: str) -> str:
    """The office without which what a person agrees to for a party here is ad referendum; "" for none."""
    return "" if may_decide(view, party, person) else title(view, party)


def day_of(view: View, act: Act[Any]) -> date:
    """The day on which an act was done, in the negotiation's time zone; when it was known, where that is all.

    An own act is done when it is recorded, whatever day its author says: nobody acts here in an office of the past.
    """
    if isinstance(act.basis, Own):
        return act.recorded.astimezone(negotiation.zone(view)).date()
    if isinstance(act.happened, Day | PartOfDay):
        return act.happened.date
    first, last = bounds(act.happened)
    return (first or last or act.known).astimezone(negotiation.zone(view)).date()


def _may_change_office(view: View, act: Act[Office]) -> None:
    """A party fills its own offices, but not the one that decides: a negotiator would make itself its principal."""
    deciding = _office(view, act.body.of)
    if deciding and deciding.title == act.body.title:
        _may_change(view, act, act.body.of)


def _may_change_principal(view: View, act: Act[Principal]) -> None:
    if principal(view, act.body.party):
        _may_change(view, act, act.body.party)


def _may_change(view: View, act: Act[Any], party: str) -> None:
    decides = decider(view, party, actors.today(view))
    by_itself = decides is not None and (act.author, act.party or act.author) in {(decides, party), (decides, decides)}
    if not by_itself and not actors.holds_the_pen(view, act):
        refuse(
            "Who decides for {party} is changed by the {office}, the keeper of the record or a mediator.",
            party=actors.name(view, party),
            office=title(view, party),
        )


SUBJECT = Subject(
    "principals",
    Principals(),
    (),
    concerns={Office: _may_change_office, Principal: _may_change_principal},
)
