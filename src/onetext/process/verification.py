"""Verification: who saw, verified or denied a document, version, claim or statement, and when; nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import msgspec
from rpds import HashTrieMap

from onetext.process import actors
from onetext.process.reach import spoken_of
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.sentences import term

Status = Literal["seen by", "not independently verified by", "verified by", "denied by"]


class Verify(msgspec.Struct, frozen=True):
    """`by` (an actor's slug, or an outlet's name) has this standing towards what an act holds."""

    act: str
    status: Status
    by: str


@dataclass(frozen=True)
class Verifications:
    """Every verification status that was ever recorded."""

    said: HashTrieMap[str, Act[Verify]] = HashTrieMap()


def history(view: View, act: str = "") -> tuple[Act[Verify], ...]:
    """Every status that was recorded (about one act), in the order of the record."""
    found = (said for said in view[Verifications].said.values() if not act or said.body.act == act)
    return tuple(sorted(found, key=lambda said: said.order))


def standing(view: View) -> dict[str, tuple[Act[Verify], ...]]:
    """For each act with a status, by its id: the latest one of each verifier, the verifiers in order of their first."""
    latest: dict[str, dict[str, Act[Verify]]] = {}
    for said in history(view):
        latest.setdefault(said.body.act, {})[said.body.by] = said
    return {act: tuple(by.values()) for act, by in latest.items()}


def in_words(view: View, found: tuple[Act[Verify], ...]) -> str:
    """For instance "seen by Reuters; not independently verified by BBC News"; "no status recorded"."""
    return "; ".join(f"{said.body.status} {actors.name(view, said.body.by)}" for said in found) or "no status recorded"


def _may_verify(view: View, act: Act[Verify]) -> None:
    spoken_of(view, act, act.body.act)
    if not act.body.by.strip():
        refuse("Say who has seen, verified or denied it.")
    if isinstance(act.basis, Own):
        refuse(
            "A verification status needs its source: name the document, with a quotation and the place in it.",
            typed="--source, --quote and --place",
        )
    now = standing(view).get(act.body.act, ())
    if any((said.body.by, said.body.status) == (act.body.by, act.body.status) for said in now):
        refuse(
            "It already stands as “{status} {name}”.",
            status=term(act.body.status),
            name=actors.name(view, act.body.by),
        )


def _verified(state: Verifications, act: Act[Verify]) -> Verifications:
    return replace(state, said=state.said.insert(act.id, act))


SUBJECT = Subject("verification", Verifications(), (Kind("verify", Verify, _verified, _may_verify),))
