"""The one gate, before the fold: which acts a viewer may see, in the order in which they became known to them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from onetext.record.act import Act
from onetext.record.audience import Viewer
from onetext.record.subject import Catalogue, Replacement


@dataclass(frozen=True, slots=True)
class Admitted:
    """What passed the gate: the acts in order, and for each replaced act the act that replaced it and with what."""

    acts: tuple[Act[Any], ...]
    replaced: dict[str, tuple[Act[Any], Replacement]]


def admit(acts: Iterable[Act[Any]], viewer: Viewer, at: datetime | None, catalogue: Catalogue) -> Admitted:
    """The acts that `viewer` may see and that were known by `at` (None: all), each at its place in the order.

    An act that was released to the viewer takes its place when the release became known, not before.
    """
    known = {act.id: act for act in acts if at is None or act.known <= at}
    seen = {act.id: act for act in known.values() if viewer.admits(act.audience)}
    fresh = sorted(seen.values(), key=lambda act: act.order)
    while fresh:
        released = _released(fresh, viewer, known, seen, catalogue)
        seen.update(released)
        fresh = sorted(released.values(), key=lambda act: act.order)
    ordered = tuple(sorted(seen.values(), key=lambda act: act.order))
    return Admitted(ordered, _replaced(ordered, catalogue))


def _released(
    fresh: Iterable[Act[Any]],
    viewer: Viewer,
    known: dict[str, Act[Any]],
    seen: dict[str, Act[Any]],
    catalogue: Catalogue,
) -> dict[str, Act[Any]]:
    found: dict[str, Act[Any]] = {}
    for act in fresh:
        widens = catalogue.by_tag[act.kind][1].widens
        if widens is None:
            continue
        ids, readers = widens(act.body)
        if not viewer.admits(readers):
            continue
        for target in ids:
            if target in known and target not in seen and target not in found:
                order = (*act.order[:2], act.id, target)
                found[target] = replace(known[target], order=order)
    return found


def _replaced(acts: Iterable[Act[Any]], catalogue: Catalogue) -> dict[str, tuple[Act[Any], Replacement]]:
    found: dict[str, tuple[Act[Any], Replacement]] = {}
    for act in acts:
        replaces = catalogue.by_tag[act.kind][1].replaces
        if replaces is not None:
            replacement = replaces(act.body)
            found[replacement.act] = (act, replacement)
    return found
