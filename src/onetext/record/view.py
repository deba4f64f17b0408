"""What a viewer sees: the acts that passed the gate, and what they made of each subject."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn, TypeVar, cast

from rpds import HashTrieMap

from onetext.record.act import Act
from onetext.record.audience import Viewer
from onetext.record.errors import refuse
from onetext.sentences import listed, say

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a correction or withdrawal does to an earlier act: another body (as plain JSON values), or none."""

    act: str
    body: Mapping[str, Any] | None


Replaced = Mapping[str, tuple[Act[Any], Replacement]]


@dataclass(frozen=True)
class View:
    """What a viewer sees at a moment: the acts that passed the gate and the state of each subject.

    `view[State]` is the state of the subject whose state has that type. `at` is the moment of looking (UTC), `latest`
    when the newest of the acts was recorded. `acts` are as they were recorded; `by_id` holds each as it was corrected,
    and, with its own body, each that was withdrawn. `by_id` and `by_name` have no order of their own. `named` is, in a
    look back, what the acts that are how the record is kept make of their subjects by now.
    """

    viewer: Viewer
    at: datetime
    acts: tuple[Act[Any], ...]
    replaced: Replaced
    states: Mapping[type, Any] = field(repr=False)
    by_id: "HashTrieMap[str, Act[Any]]" = field(repr=False)
    by_name: "HashTrieMap[str, tuple[str, ...]]" = field(repr=False)
    latest: datetime = field(repr=False)
    named: Mapping[type, Any] = field(default_factory=dict, repr=False)

    def __getitem__(self, state: type[S]) -> S:
        return cast("S", self.states[state])

    def naming(self, state: type[S]) -> S:
        """A subject as what the viewer may read now names it, whatever moment the view looks back to.

        It holds only what acts that are how the record is kept made of it: what actors are called, and the title.
        """
        return cast("S", self.named.get(state, self.states[state]))

    def __iter__(self) -> Iterator[Act[Any]]:
        return iter(self.acts)

    def act(self, id_: str) -> Act[Any] | None:
        """The act with this id as it was corrected, withdrawn or not; None where the viewer knows of none."""
        return self.by_id.get(id_)

    def as_recorded(self, act: Act[Any]) -> Act[Any]:
        """The act as it was recorded, before any correction."""
        return next((first for first in self.acts if first.id == act.id), act) if act.id in self.replaced else act

    def withdrawn(self, id_: str) -> bool:
        """Whether the act was taken back."""
        return id_ in self.replaced and self.replaced[id_][1].body is None

    def find(self, text: str, *bodies: type, withdrawn: bool = False) -> Act[Any]:
        """The act that a person means by a name or the first characters of an id, if it is one of these kinds.

        A whole id means its act, whatever else is named so. One that was withdrawn is meant only where `withdrawn`
        acts are asked for too. Raises Refused with one sentence when there is none, or more than one.
        """
        ids = (text,) if text in self.by_id else self.by_name.get(text) or self.beginning(text)
        every = [self.by_id[i] for i in ids if not bodies or isinstance(self.by_id[i].body, bodies)]
        found = [act for act in every if withdrawn or not self.withdrawn(act.id)]
        if every and not found:
            refuse(
                "{name} was withdrawn; only the log still shows it.",
                name=every[0].handle,
                typed=f"“onetext log {text}”",
            )
        if not found:
            refuse_unknown(text, *bodies)
        # The name of what was withdrawn may be used again, and then means the later act.
        found = [act for act in found if not self.withdrawn(act.id)] or found
        if len(found) > 1:
            refuse(
                "“{name}” means more than one thing: {ids}; use one of these instead.",
                name=text,
                ids=listed(sorted(act.id[:12] for act in found)),
            )
        return found[0]

    def beginning(self, text: str) -> tuple[str, ...]:
        """The ids that begin with these characters; none where they are too few to mean anything."""
        return tuple(id_ for id_ in self.by_id if len(text) >= MEANINGFUL and id_.startswith(text))


MEANINGFUL = 4
# What a person calls the acts that are asked for by name, where the act itself has another name.
_NOUNS = {
    "actors.Office": say("office"),
    "amendments.Propose": say("amendment"),
    "areas.Draw": say("area or line"),
    "claims.Claim": say("claim"),
    "comments.Comment": say("comment"),
    "contacts.Contact": say("contact"),
    "deadlines.Deadline": say("deadline"),
    "interests.Want": say("interest"),
    "items.Raise": say("issue"),
    "positions.Take": say("stance"),
    "redlines.Draw": say("red line"),
    "retained.Retain": say("retained point"),
    "rounds.Round": say("round"),
    "silence.Silence": say("silence procedure"),
    "sources.Register": say("source"),
    "statements.Statement": say("statement"),
    "texts.Line": say("rival draft"),
    "texts.Table": say("version"),
    "texts.Witness": say("published wording"),
    "tracks.Refer": say("referral"),
    "tracks.Track": say("track"),
}


def refuse_unknown(text: str, *bodies: type) -> NoReturn:
    """Refuse what means no act, or none of these kinds, that the viewer can see."""
    if not bodies:
        refuse("There is no “{name}” in this record that you can see.", name=text)
    refuse(
        "There is no {kind} “{name}” in this record that you can see.",
        kind=listed(map(_noun, bodies), " or "),
        name=text,
    )


def _noun(body: type) -> str:
    module = body.__module__.rpartition(".")[2]
    return _NOUNS.get(f"{module}.{body.__name__}", body.__name__.lower())
