"""The one gate, before the fold: which acts a viewer may see, in the order in which they became known to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from heapq import heapify, heappop, heappush
from operator import attrgetter
from typing import Any

import msgspec

from onetext.record.act import Act
from onetext.record.audience import Viewer
from onetext.record.subject import Catalogue
from onetext.record.view import Replaced, Replacement

ORDER = attrgetter("order")


@dataclass(frozen=True, slots=True)
class Admitted:
    """What passed the gate: the acts in order, and for each replaced act the act that replaced it and with what."""

    acts: tuple[Act[Any], ...]
    replaced: Replaced


def admit(acts: Iterable[Act[Any]], viewer: Viewer, at: datetime | None, catalogue: Catalogue) -> Admitted:
    """The acts that `viewer` may see and that were known by `at` (None: all), each at its place in the order.

    An act that was released to the viewer takes its place when the release became known, not before. What is seen at
    an earlier moment is the beginning of what is seen at a later one.
    """
    known = [act for act in acts if at is None or act.known <= at]
    seen = {act.id: act for act in known if viewer.admits(act.audience)}
    if len(seen) < len(known):
        hidden = {act.id: act for act in known if act.id not in seen}
        seen.update(_opened(seen, hidden, viewer, catalogue))
    ordered = tuple(sorted(seen.values(), key=ORDER))
    return Admitted(ordered, _replaced(ordered, seen, catalogue))


def _opened(
    seen: Mapping[str, Act[Any]], hidden: Mapping[str, Act[Any]], viewer: Viewer, catalogue: Catalogue
) -> dict[str, Act[Any]]:
    """The hidden acts that a release opens to the viewer, each at the earliest place that one gives it.

    Nothing narrows an audience: a release that was withdrawn or corrected opens what it opened.
    """
    found: dict[str, Act[Any]] = {}
    # In their order, opened releases at their new place: so the first release to open an act gives the earliest place.
    waiting = [(act.order, act.id) for act in seen.values() if act.kind in catalogue.widening]
    heapify(waiting)
    while waiting:
        id_ = heappop(waiting)[1]
        release = found.get(id_) or seen[id_]
        ids, readers = catalogue.widening[release.kind](release.body)
        for target in ids if viewer.admits(readers) else ():
            act = hidden.get(target)
            if act is None or target in found or (act.party or act.author) != (release.party or release.author):
                continue
            found[target] = opened = _placed(act, release)
            if act.kind in catalogue.widening:
                heappush(waiting, (opened.order, target))
    return found


def _placed(act: Act[Any], release: Act[Any]) -> Act[Any]:
    """The act at the place of its release, behind it; at its own place where it became known only later."""
    if act.order > release.order:
        return act
    depth = int(release.order[3][:8] or 0) + 1
    return msgspec.structs.replace(act, order=(*release.order[:3], f"{depth:08}{act.id}"))


def _replaced(acts: Iterable[Act[Any]], seen: Mapping[str, Act[Any]], catalogue: Catalogue) -> Replaced:
    """Each act's latest correction by its own author; a withdrawal is the last word."""
    found: dict[str, tuple[Act[Any], Replacement]] = {}
    for act in acts:
        if act.kind not in catalogue.replacing:
            continue
        replacement = catalogue.replacing[act.kind](act.body)
        target = seen.get(replacement.act)
        if target is None or target.kind in catalogue.replacing:
            continue
        before = found.get(target.id)
        by_its_author = (target.author, target.party) == (act.author, act.party)
        if by_its_author and (before is None or before[1].body is not None):
            found[target.id] = (act, replacement)
    return found


def speaks_of(act: Act[Any], catalogue: Catalogue) -> tuple[str, ...]:
    """The ids of the acts that an act releases, corrects or withdraws; () for every other act."""
    if act.kind in catalogue.widening:
        return catalogue.widening[act.kind](act.body)[0]
    return (catalogue.replacing[act.kind](act.body).act,) if act.kind in catalogue.replacing else ()
