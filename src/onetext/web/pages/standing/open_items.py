"""The open points, grouped by what each waits for, and for each actor the points that wait for it."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onetext.process import actors, items, points
from onetext.process.items import OpenItem
from onetext.record.view import View
from onetext.web.pages.acts_told import NamedPoint

Why = Literal["retained", "track", "outside", "proposed", "one", "several", "words"]
ORDER: tuple[Why, ...] = ("one", "several", "outside", "track", "retained", "proposed", "words")
GIST = 90
SEVERAL = 2


@dataclass(frozen=True)
class Missing:
    """Somebody who must still say yes, and how their stance reads; `present` tells whether they are in the room."""

    actor: str
    name: str
    reads: str
    present: bool


@dataclass(frozen=True)
class Open:
    """An open point. `also` are reasons beside missing consents, `silent` those whose silence adopted its words."""

    id: str
    label: str
    gist: str
    missing: tuple[Missing, ...]
    also: tuple[str, ...]
    silent: tuple[str, ...]
    brackets: int


@dataclass(frozen=True)
class Group:
    """The points that wait for one sort of thing."""

    why: Why
    items: tuple[Open, ...]


@dataclass(frozen=True)
class Waiting:
    """An actor and the open points that lack its yes."""

    actor: str
    name: str
    present: bool
    points: tuple[NamedPoint, ...]


def told_once(every: tuple[OpenItem, ...]) -> tuple[tuple[OpenItem, ...], str]:
    """The open items; what holds for every one that is in the text is told once, and left out of each."""
    inside = [item for item in every if points.adding(item.standing) is None]
    if len(inside) < SEVERAL or not all(items.NOT_AVAILABLE in item.also for item in inside):
        return every, ""
    rest = (replace(item, also=tuple(why for why in item.also if why != items.NOT_AVAILABLE)) for item in every)
    return tuple(rest), items.NOT_AVAILABLE


def groups(view: View, every: Sequence[OpenItem]) -> tuple[Group, ...]:
    """The open points by what they wait for, the nearest to agreement first."""
    by_why: dict[Why, list[Open]] = {}
    for item in every:
        by_why.setdefault(_why(item), []).append(_open(view, item))
    return tuple(Group(why, tuple(by_why[why])) for why in ORDER if why in by_why)


def waiting(view: View, every: Sequence[OpenItem]) -> tuple[Waiting, ...]:
    """For each actor whose yes is missing the points that lack it; those for whom most points wait come first."""
    by_actor: dict[str, list[NamedPoint]] = {}
    present: dict[str, bool] = {}
    for item in every:
        for entry in item.missing:
            place = NamedPoint(item.standing.provision.id, item.called)
            by_actor.setdefault(entry.required.actor, []).append(place)
            present[entry.required.actor] = entry.required.present
    ordered = sorted(by_actor, key=lambda slug: (not present[slug], -len(by_actor[slug]), slug))
    return tuple(Waiting(slug, actors.name(view, slug), present[slug], tuple(by_actor[slug])) for slug in ordered)


def _why(item: OpenItem) -> Why:
    if points.adding(item.standing) is not None:
        return "proposed"
    if any(why.startswith("referred to") for why in item.also):
        return "track"
    if "retained, contested" in item.also:
        return "retained"
    if any(not entry.required.present for entry in item.missing):
        return "outside"
    if not item.missing:
        return "words"
    return "one" if len(item.missing) == 1 else "several"


def _open(view: View, item: OpenItem) -> Open:
    standing = item.standing
    missing = tuple(
        Missing(one.required.actor, actors.name(view, one.required.actor), one.why, one.required.present)
        for one in item.missing
    )
    silent = tuple(f"{actors.name(view, slug)} ({act.handle})" for slug, act in item.by_silence.items())
    gist = textwrap.shorten(points.words_to_read(standing), GIST, placeholder=" …")
    return Open(standing.provision.id, item.called, gist, missing, item.also, silent, len(item.places))
