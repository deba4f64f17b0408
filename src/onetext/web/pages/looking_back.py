"""The slider with which a page is seen as of any day: from when something first became known to when it last did."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from onetext.process import moments, negotiation
from onetext.record.act import Act
from onetext.record.view import View
from onetext.web.asked import Asked


@dataclass(frozen=True)
class LookingBack:
    """The days between which one can look, and the one that is looked at.

    `span` and `place` count days from the first; `kept` are the other words of the address, to be kept.
    """

    first: date
    last: date
    day: date
    span: int
    place: int
    past: bool
    kept: tuple[tuple[str, str], ...]


def looking_back(view: View, asked: Asked) -> LookingBack | None:
    """The slider of a page; None where nothing is known yet."""
    if not asked.newest:
        return None
    last = date.fromisoformat(asked.newest)
    zone = negotiation.zone(view)
    day = min(moments.as_of(asked.as_of, zone).astimezone(zone).date() if asked.as_of else last, last)
    first = min(_known(view, view.acts[0]) if view.acts else day, day)
    kept = tuple((name, word) for name, words in asked.query.items() if name != "as_of" for word in words if word)
    return LookingBack(first, last, day, (last - first).days, (day - first).days, bool(asked.as_of), kept)


def _known(view: View, act: Act[Any]) -> date:
    return act.order[0].astimezone(negotiation.zone(view)).date()
