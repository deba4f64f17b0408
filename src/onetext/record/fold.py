"""The one fold: `view(acts, viewer, at)`. Everything that is shown is a question asked of a view."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar, cast

import msgspec

from onetext.record.act import Act
from onetext.record.audience import Viewer
from onetext.record.gate import Admitted, admit
from onetext.record.subject import Catalogue, Refused, Replacement

S = TypeVar("S")


@dataclass(frozen=True)
class View:
    """What a viewer sees at a moment: the acts that passed the gate and the state of each subject.

    `view[State]` is the state of the subject whose state has that type. `at` is the moment of looking (UTC).
    """

    viewer: Viewer
    at: datetime
    acts: tuple[Act[Any], ...]
    replaced: Mapping[str, tuple[Act[Any], Replacement]]
    states: Mapping[type, Any] = field(repr=False)
    by_id: Mapping[str, Act[Any]] = field(repr=False)
    by_name: Mapping[str, tuple[str, ...]] = field(repr=False)

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
    return View(viewer, at, (), {}, {type(s.start): s.start for s in catalogue.subjects}, {}, {})


def extend(view: View, admitted: Admitted, catalogue: Catalogue) -> View:
    """The view after more acts, which must come later in the order than those it holds and replace none of them."""
    states = dict(view.states)
    by_id = dict(view.by_id)
    by_name = dict(view.by_name)
    for act in admitted.acts:
        by_id[act.id] = act
        if act.name:
            by_name[act.name] = (*by_name.get(act.name, ()), act.id)
        _apply(states, act, admitted.replaced.get(act.id), catalogue)
    return replace(
        view,
        acts=view.acts + admitted.acts,
        replaced={**view.replaced, **admitted.replaced},
        states=states,
        by_id=by_id,
        by_name=by_name,
    )


def _apply(
    states: dict[type, Any],
    act: Act[Any],
    replaced: tuple[Act[Any], Replacement] | None,
    catalogue: Catalogue,
) -> None:
    if replaced is not None:
        if replaced[1].body is None:
            return
        act = replace(act, body=corrected(act, replaced[1], catalogue))
    subject, kind = catalogue.by_tag[act.kind]
    state = type(subject.start)
    states[state] = kind.effect(states[state], act)


def corrected(act: Act[Any], replacement: Replacement, catalogue: Catalogue) -> Any:
    """The body that a correction puts in place of the act's own; the act's own where the new one has another shape."""
    try:
        return msgspec.convert(replacement.body, catalogue.by_tag[act.kind][1].body)
    except msgspec.ValidationError:
        return act.body
