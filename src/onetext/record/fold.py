"""The one fold: `view(acts, viewer, at)`. Everything that is shown is a question asked of a view."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

import msgspec
from rpds import HashTrieMap

from onetext.record.act import Act
from onetext.record.audience import Viewer
from onetext.record.gate import ORDER, Admitted, Replaced, admit, speaks_of
from onetext.record.subject import Catalogue, Refused, Replacement
from onetext.record.times import usable

S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True)
class View:
    """What a viewer sees at a moment: the acts that passed the gate and the state of each subject.

    `view[State]` is the state of the subject whose state has that type. `at` is the moment of looking (UTC), `latest`
    when the newest of the acts was recorded. `by_id` and `by_name` have no order of their own.
    """

    viewer: Viewer
    at: datetime
    acts: tuple[Act[Any], ...]
    replaced: Replaced
    states: Mapping[type, Any] = field(repr=False)
    by_id: "HashTrieMap[str, Act[Any]]" = field(repr=False)
    by_name: "HashTrieMap[str, tuple[str, ...]]" = field(repr=False)
    latest: datetime = field(repr=False)

    def __getitem__(self, state: type[S]) -> S:
        return cast("S", self.states[state])

    def __iter__(self) -> Iterator[Act[Any]]:
        return iter(self.acts)

    def act(self, id_: str) -> Act[Any] | None:
        """The act with this id, or None where the viewer knows of none."""
        return self.by_id.get(id_)

    def withdrawn(self, id_: str) -> bool:
        """Whether the act was taken back."""
        return id_ in self.replaced and self.replaced[id_][1].body is None

    def find(self, text: str, *bodies: type) -> Act[Any]:
        """The act that a person means by a name or the first characters of an id, if it is one of these kinds.

        Raises Refused with one sentence when there is none, or more than one.
        """
        ids = self.by_name.get(text) or tuple(
            id_ for id_ in self.by_id if len(text) >= MEANINGFUL and id_.startswith(text)
        )
        found = [self.by_id[i] for i in ids if not bodies or isinstance(self.by_id[i].body, bodies)]
        if not found:
            raise Refused(f"There is no {_called(bodies)}“{text}” in this record that you can see.")
        if len(found) > 1:
            which = ", ".join(sorted(act.id[:12] for act in found))
            raise Refused(f"“{text}” means more than one thing: {which}; use one of these instead.")
        return found[0]


MEANINGFUL = 4


def _called(bodies: tuple[type, ...]) -> str:
    return " or ".join(body.__name__.lower() for body in bodies) + " " if bodies else ""


def fold(
    acts: Iterable[Act[Any]], viewer: Viewer, at: datetime, catalogue: Catalogue, *, everything: bool = False
) -> View:
    """The view of the acts that `viewer` may see and that were known by `at`; with `everything`, known at any time."""
    return extend(blank(viewer, at, catalogue), admit(acts, viewer, None if everything else at, catalogue), catalogue)


def blank(viewer: Viewer, at: datetime, catalogue: Catalogue) -> View:
    """The view of an empty record."""
    states = {type(subject.start): subject.start for subject in catalogue.subjects}
    return View(viewer, at, (), {}, states, HashTrieMap(), HashTrieMap(), datetime.min.replace(tzinfo=UTC))


def extend(view: View, admitted: Admitted, catalogue: Catalogue) -> View:
    """The view after more acts, which must come later in the order than those it holds and replace none of them."""
    states = dict(view.states)
    for act in admitted.acts:
        _apply(states, act, admitted.replaced.get(act.id), catalogue)
    return replace(
        view,
        acts=view.acts + admitted.acts,
        replaced={**view.replaced, **admitted.replaced} if admitted.replaced else view.replaced,
        states=states,
        by_id=_added(view.by_id, {act.id: act for act in admitted.acts}),
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


def _apply(
    states: dict[type, Any],
    act: Act[Any],
    replaced: tuple[Act[Any], Replacement] | None,
    catalogue: Catalogue,
) -> None:
    if replaced is not None:
        if replaced[1].body is None:
            return
        act = msgspec.structs.replace(act, body=corrected(act, replaced[1], catalogue))
    subject, kind = catalogue.by_tag[act.kind]
    state = type(subject.start)
    states[state] = kind.effect(states[state], act)


def corrected(act: Act[Any], replacement: Replacement, catalogue: Catalogue) -> Any:
    """The body that a correction puts in place of the act's own; the act's own where the new one has another shape."""
    try:
        body = msgspec.convert(replacement.body, catalogue.by_tag[act.kind][1].body)
    except (msgspec.ValidationError, ValueError, OverflowError):
        return act.body
    return body if usable(body) else act.body
