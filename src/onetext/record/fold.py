"""The one fold: `view(acts, viewer, at)`. Everything that is shown is a question asked of a view."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
from rpds import HashTrieMap

from onetext.record.act import Act
from onetext.record.audience import Viewer
from onetext.record.gate import ORDER, Admitted, admit, speaks_of
from onetext.record.subject import Catalogue
from onetext.record.times import usable
from onetext.record.view import Replacement, View

S = TypeVar("S")
T = TypeVar("T")


def fold(
    acts: Iterable[Act[Any]], viewer: Viewer, at: datetime, catalogue: Catalogue, *, everything: bool = False
) -> View:
    """The view of the acts that `viewer` may see and that were known by `at`; with `everything`, known at any time."""
    return extend(blank(viewer, at, catalogue), admit(acts, viewer, None if everything else at, catalogue), catalogue)


def blank(viewer: Viewer, at: datetime, catalogue: Catalogue) -> View:
    """The view of an empty record."""
    states = {type(subject.start): subject.start for subject in catalogue.subjects}
    return View(viewer, at, (), {}, states, HashTrieMap(), HashTrieMap(), datetime.min.replace(tzinfo=UTC))


def naming(view: View, catalogue: Catalogue) -> View:
    """The view of those of a view's acts alone that are how the record is kept."""
    kept = tuple(act for act in view.acts if act.kind in catalogue.naming)
    replaced = {act.id: view.replaced[act.id] for act in kept if act.id in view.replaced}
    return extend(blank(view.viewer, view.at, catalogue), Admitted(kept, replaced), catalogue)


def extend(view: View, admitted: Admitted, catalogue: Catalogue) -> View:
    """The view after more acts, which must come later in the order than those it holds and replace none of them."""
    states = dict(view.states)
    held = {act.id: _as_it_stands(act, admitted.replaced.get(act.id), catalogue) for act in admitted.acts}
    for act in held.values():
        if act.id not in admitted.replaced or admitted.replaced[act.id][1].body is not None:
            _apply(states, act, catalogue)
    return replace(
        view,
        acts=view.acts + admitted.acts,
        replaced={**view.replaced, **admitted.replaced} if admitted.replaced else view.replaced,
        states=states,
        by_id=_added(view.by_id, held),
        by_name=_added(view.by_name, _names(view, admitted.acts)),
        latest=max([view.latest, *(act.order[1] for act in admitted.acts)]),
    )


def carry(view: View, fresh: Iterable[Act[Any]], awaited: Collection[str], catalogue: Catalogue) -> View | None:
    """`view` with the fresh acts that its viewer may see; None where it must be folded anew.

    That is where one of them belongs between the acts that the view holds, opens or replaces others, or is among the
    `awaited`: the ids of which releases, corrections and withdrawals spoke before.
    """
    mine = tuple(sorted((act for act in fresh if view.viewer.admits(act.audience)), key=ORDER))
    if any(act.id in awaited for act in fresh):
        return None
    if not mine:
        return view
    if view.acts and mine[0].order < view.acts[-1].order:
        return None
    if any(act.kind in catalogue.replacing or _opens(act, view, catalogue) for act in mine):
        return None
    return extend(view, Admitted(mine, {}), catalogue)


def _opens(act: Act[Any], view: View, catalogue: Catalogue) -> bool:
    """Whether an act may release something that the view does not hold."""
    return act.kind in catalogue.widening and any(id_ not in view.by_id for id_ in speaks_of(act, catalogue))


def _added(found: "HashTrieMap[str, T]", more: Mapping[str, T]) -> "HashTrieMap[str, T]":
    return found.update(more) if found else HashTrieMap.convert(more)


def _names(view: View, acts: Iterable[Act[Any]]) -> dict[str, tuple[str, ...]]:
    found = defaultdict[str, list[str]](list)
    for act in acts:
        if act.name:
            found[act.name].append(act.id)
    return {name: (*view.by_name.get(name, ()), *ids) for name, ids in found.items()}


def _as_it_stands(act: Act[Any], replaced: tuple[Act[Any], Replacement] | None, catalogue: Catalogue) -> Act[Any]:
    if replaced is None or replaced[1].body is None:
        return act
    return msgspec.structs.replace(act, body=corrected(act, replaced[1], catalogue))


def _apply(states: dict[type, Any], act: Act[Any], catalogue: Catalogue) -> None:
    subject, kind = catalogue.by_tag[act.kind]
    state = type(subject.start)
    states[state] = kind.effect(states[state], act)


def corrected(act: Act[Any], replacement: Replacement, catalogue: Catalogue) -> Any:
    """The body that a correction puts in place of the act's own.

    The act's own where the new one has another shape, or changes what no correction changes.
    """
    kind = catalogue.by_tag[act.kind][1]
    try:
        body = msgspec.convert(replacement.body, kind.body)
    except (msgspec.ValidationError, ValueError, OverflowError):
        return act.body
    return body if usable(body) and not kind.changed(act.body, body) else act.body
