"""Slots: what a commitment must say to be one: who, what, by when, verified by whom, if breached."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

import msgspec
from rpds import HashTrieMap

from onetext.process import actors, current, texts
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.text.provision import fingerprint
from onetext.text.sense import slots as read
from onetext.text.sense.quantities import quantities

Slot = Literal["who", "what", "by when", "verified by", "if breached"]
SLOTS: tuple[Slot, ...] = get_args(Slot)
State = Literal["in the words", "in an annex", "empty", "left vague on purpose"]


class Filled(msgspec.Struct, frozen=True):
    """One slot and the words that fill it."""

    slot: Slot
    words: str


class Annex(msgspec.Struct, frozen=True, omit_defaults=True):
    """An annex gives details of a point: the slots that it fills, each with its words, and no others.

    `fingerprint` is that of the point's words: the annex goes with them.
    """

    provision: str
    title: str
    fills: tuple[Filled, ...]
    fingerprint: str
    line: str = texts.MAIN


class Vague(msgspec.Struct, frozen=True, omit_defaults=True):
    """A party says that it leaves a slot of a point open on purpose."""

    provision: str
    slot: Slot
    party: str
    fingerprint: str
    reason: str = ""
    line: str = texts.MAIN


@dataclass(frozen=True)
class Slots:
    """Every annex, and every slot that was left open on purpose."""

    annexes: HashTrieMap[str, Act[Annex]] = HashTrieMap()
    vague: HashTrieMap[str, Act[Vague]] = HashTrieMap()


@dataclass(frozen=True, slots=True)
class Found:
    """A slot of a point: what fills it, from where, and which parties left it open on purpose."""

    slot: Slot
    state: State
    words: str = ""
    annex: Act[Annex] | None = None
    deliberate: tuple[Act[Vague], ...] = ()


_NAMES: dict[str, Slot] = dict(zip(read.NAMES, SLOTS, strict=True))


def lint(words: str) -> dict[Slot, str]:
    """The slots that a wording fills by itself, each with the words that fill it; one that is not there is empty.

    A thing of which the words say only that it is reliable, adequate and the like is not said: "what" is empty then,
    unless a number is given. It asks questions; it decides nothing.
    """
    found = read.slots(words)
    said = {slot: getattr(found, name) for name, slot in _NAMES.items()}
    filled: dict[Slot, str] = {slot: one.words for slot, one in said.items() if one is not None}
    if found.vague and not any(q.kind == "number" for q in quantities(words)):
        filled.pop("what", None)
    return filled


def of(view: View, provision: str, words: str) -> tuple[Found, ...]:
    """The slots of a point with these words: filled by the words, by an annex made for them, or empty."""
    print_ = fingerprint(words)
    said = lint(words)
    annexes = [act for act in annexes_of(view, provision) if act.body.fingerprint == print_]
    return tuple(_found(view, provision, print_, slot, said.get(slot, ""), annexes) for slot in SLOTS)


def _found(view: View, provision: str, print_: str, slot: Slot, said: str, annexes: list[Act[Annex]]) -> Found:
    open_ = tuple(
        act
        for act in sorted(view[Slots].vague.values(), key=lambda act: act.order)
        if (act.body.provision, act.body.slot, act.body.fingerprint) == (provision, slot, print_)
    )
    if said:
        return Found(slot, "in the words", said, None, open_)
    for annex in reversed(annexes):
        for filled in annex.body.fills:
            if filled.slot == slot:
                return Found(slot, "in an annex", filled.words, annex, open_)
    return Found(slot, "left vague on purpose" if open_ else "empty", "", None, open_)


def annexes_of(view: View, provision: str) -> tuple[Act[Annex], ...]:
    """The annexes to a point, in the order of the record."""
    found = (act for act in view[Slots].annexes.values() if act.body.provision == provision)
    return tuple(sorted(found, key=lambda act: act.order))


def _bound(view: View, body: Annex | Vague) -> None:
    standing = next((s for s in current.standings(view, body.line) if s.provision.id == body.provision), None)
    words = standing.known_words if standing else None
    if words is None:
        refuse("That point is not in this text, or its words are not known.")
    if fingerprint(words) != body.fingerprint:
        refuse("The point's words have changed; look at them again and do it on these.", typed="“onetext show POINT”")


def _may_annex(view: View, act: Act[Annex]) -> None:
    _bound(view, act.body)
    if not act.body.title.strip():
        refuse("Give the annex a title.")
    if not act.body.fills or any(not filled.words.strip() for filled in act.body.fills):
        refuse("Say which slots the annex fills, each with its words.", typed="--fills “by when=within 30 days”")
    if len({filled.slot for filled in act.body.fills}) != len(act.body.fills):
        refuse("A slot is filled twice; give each once.")


def _may_leave_vague(view: View, act: Act[Vague]) -> None:
    _bound(view, act.body)
    actors.known(view, act.body.party)
    actors.acting(view, act, act.body.party)


def _annexed(state: Slots, act: Act[Annex]) -> Slots:
    return replace(state, annexes=state.annexes.insert(act.id, act))


def _left_vague(state: Slots, act: Act[Vague]) -> Slots:
    return replace(state, vague=state.vague.insert(act.id, act))


SUBJECT = Subject(
    "slots",
    Slots(),
    (Kind("annex", Annex, _annexed, _may_annex), Kind("leave-vague", Vague, _left_vague, _may_leave_vague)),
)
