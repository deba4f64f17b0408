"""Releases: an act that some could read is opened to more. Nothing narrows an audience."""

from dataclasses import dataclass

import msgspec

from onetext.process import actors
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View


class Release(msgspec.Struct, frozen=True):
    """The readers of this act may from now on read these acts too."""

    acts: tuple[str, ...]
    to: tuple[str, ...]


@dataclass(frozen=True)
class Releases:
    """Releases act on the gate and keep no state."""


def _may_release(view: View, act: Act[Release]) -> None:
    if act.body.to != act.audience:
        refuse("A release is addressed to exactly those whom it opens the acts to.")
    if not act.body.acts:
        refuse("Name at least one act to release.")
    for id_ in act.body.acts:
        target = view.act(id_)
        if target is None:
            refuse("There is no act “{id}” that you can see.", id=id_[:12])
        if (target.party or target.author) != (act.party or act.author):
            refuse("Only {name} can release its own act.", name=actors.name(view, target.party or target.author))
        if view.withdrawn(id_):
            refuse("{name} was withdrawn; what was taken back is not sent to anybody.", name=target.handle)
    if set(with_corrections(view, act.body.acts)) != set(act.body.acts):
        refuse("What was corrected is released with its correction, or its new readers would take the old for the new.")


def with_corrections(view: View, ids: tuple[str, ...]) -> tuple[str, ...]:
    """The acts to be released, each with the correction that stands for it."""
    return tuple(dict.fromkeys(one for id_ in ids for one in (id_, *_corrected_by(view, id_))))


def _corrected_by(view: View, id_: str) -> tuple[str, ...]:
    return (view.replaced[id_][0].id,) if id_ in view.replaced and not view.withdrawn(id_) else ()


def _unchanged(state: Releases, _act: Act[Release]) -> Releases:
    return state


SUBJECT = Subject(
    "releases",
    Releases(),
    (Kind("release", Release, _unchanged, _may_release, widens=lambda body: (body.acts, body.to)),),
)
