"""Rounds of talks: where, between whom, from when; and whether their end was announced or is only understood."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import msgspec
from rpds import HashTrieMap

from onetext.process import actors, moments, texts
from onetext.process.reach import spoken_of
from onetext.process.texts import Table
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.times import bounds
from onetext.record.view import View

Ending = Literal["announced", "understood"]
Status = Literal["not known to have ended", "ended, as announced", "understood to have ended, not announced"]


class Round(msgspec.Struct, frozen=True, omit_defaults=True):
    """A round of talks. When the act happened is when the round began, as far as that is known."""

    title: str
    place: str = ""
    participants: tuple[str, ...] = ()


class RoundEnd(msgspec.Struct, frozen=True, omit_defaults=True):
    """A round ended: somebody announced it (`by`), or it is only understood. When it happened is when it ended."""

    round: str
    ending: Ending
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rounds:
    """Every round, and every account of an end."""

    begun: HashTrieMap[str, Act[Round]] = HashTrieMap()
    ended: HashTrieMap[str, Act[RoundEnd]] = HashTrieMap()


def rounds(view: View) -> tuple[Act[Round], ...]:
    """The rounds, in the order of the record."""
    return tuple(sorted(view[Rounds].begun.values(), key=lambda act: act.order))


def ends(view: View, id_: str) -> tuple[Act[RoundEnd], ...]:
    """What was recorded about a round's end, in the order of the record."""
    found = (act for act in view[Rounds].ended.values() if act.body.round == id_)
    return tuple(sorted(found, key=lambda act: act.order))


def status(view: View, id_: str) -> Status:
    """Whether a round has ended, and how that is known. An announcement outweighs what is only understood."""
    endings = {act.body.ending for act in ends(view, id_)}
    if "announced" in endings:
        return "ended, as announced"
    return "understood to have ended, not announced" if endings else "not known to have ended"


def versions_of(view: View, act: Act[Round]) -> tuple[Act[Table], ...]:
    """The versions of texts that name a round as their meeting, in the order of the record."""
    called = {act.id, act.name, act.body.title} - {""}
    return tuple(version for version in texts.versions(view) if version.body.meeting in called)


def _may_begin(view: View, act: Act[Round]) -> None:
    if not act.body.title.strip():
        refuse("A round needs a title.")
    if len(set(act.body.participants)) != len(act.body.participants):
        refuse("A participant is named twice.")
    for participant in act.body.participants:
        actors.known(view, participant)
    _may_tell(view, act, act.body.participants)


def _may_end(view: View, act: Act[RoundEnd]) -> None:
    begun: Act[Round] = spoken_of(view, act, act.body.round, Round)
    for who in act.body.by:
        actors.known(view, who)
    if act.body.ending == "understood" and act.body.by:
        refuse("An end that somebody announced is not only understood; leave out one of the two.")
    begins, ends_at = bounds(begun.happened)[0], bounds(act.happened)[1]
    if isinstance(act.basis, Own) and begins and ends_at and ends_at < begins:
        refuse(
            "{round} cannot end before it begins ({moment}); check the dates.",
            round=begun.body.title,
            moment=moments.told(view, begun.happened),
        )
    _may_tell(view, act, begun.body.participants)


def _may_tell(view: View, act: Act[Round] | Act[RoundEnd], participants: tuple[str, ...]) -> None:
    own = isinstance(act.basis, Own)
    if own and not actors.holds_the_pen(view, act) and (act.party or act.author) not in participants:
        refuse("Only a participant, a mediator or the keeper records a round; otherwise name the source.")


def _begun(state: Rounds, act: Act[Round]) -> Rounds:
    return replace(state, begun=state.begun.insert(act.id, act))


def _ended(state: Rounds, act: Act[RoundEnd]) -> Rounds:
    return replace(state, ended=state.ended.insert(act.id, act))


SUBJECT = Subject(
    "rounds", Rounds(), (Kind("begin", Round, _begun, _may_begin), Kind("end", RoundEnd, _ended, _may_end))
)
