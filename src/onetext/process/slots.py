"""Slots: what a commitment must say to be one: who, what, by when, verified by whom, if breached."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

import msgspec
from rpds import HashTrieMap

from onetext.process import actors, current, texts
from onetext.record.act import Act
from onetext.record.fold import View
from onetext.record.subject import Kind, Subject, refuse
from onetext.text.modality import clauses
from onetext.text.provision import fingerprint
from onetext.text.quantities import quantities
from onetext.text.words import Token, root, visible, word_set

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


_VAGUE = word_set(
    "reliable appropriate adequate robust necessary sufficient relevant meaningful reasonable effective credible "
    "strong suitable certain various proper due substantial significant considerable comprehensive solid firm "
    "satisfactory acceptable proportionate timely"
)
_DETAIL = word_set("including comprising consisting namely")
_RECEIVES = {root(word) for word in word_set("receive receives granted obtain obtains given enjoy enjoys provided")}
_BY = word_set("by from")
_VERIFY = {
    root(word)
    for word in word_set("verify verified verification monitor monitored monitoring inspect inspected inspection "
                         "certify certified supervise supervised supervision observe observed audit audited")
}  # fmt: skip
_BREACH = {
    root(word)
    for word in word_set("breach breached breaches violate violated violation violations infringe infringement "
                         "default noncompliance snapback")
}  # fmt: skip
_TIME_UNITS = word_set("days weeks months years hours day week month year hour")
_WITHIN = word_set("within by before until after on no later than from upon")


def lint(words: str) -> dict[Slot, str]:
    """The slots that a wording fills, each with the words that fill it; a slot that is not there is empty.

    A plain reading of English: who is bound by the grammar, what without a vague adjective as its only detail, a
    date or a term, a word of verifying, a word of breach. It asks questions; it decides nothing.
    """
    toks = visible(words)
    said: dict[Slot, str] = {
        "who": _who(words, toks),
        "what": _what(words, toks),
        "by when": _by_when(words),
        "verified by": _sentence_with(words, toks, _VERIFY),
        "if breached": _sentence_with(words, toks, _BREACH),
    }
    return {slot: found for slot, found in said.items() if found}


def _who(words: str, toks: tuple[Token, ...]) -> str:
    """Who does it: the actor of a modal verb, or the subject of a plain sentence that does not only receive."""
    if any(root(token.folded) in _RECEIVES for token in toks):
        return next((words[t.start :].rstrip(" .") for i, t in enumerate(toks) if t.folded in _BY and i), "")
    bound = [mode.actor for mode in clauses(words) if mode.actor]
    if bound:
        return ", ".join(dict.fromkeys(bound))
    verb = next((i for i, t in enumerate(toks) if t.folded in ("is", "are")), None)
    if verb is None:
        return toks[0].text if toks and _named(toks[0]) else ""
    agent = next((i + 1 for i in range(verb, len(toks) - 1) if toks[i].folded == "by" and _named(toks[i + 1])), None)
    return "" if agent is None else words[toks[agent].start :].strip(" .")


def _named(token: Token) -> bool:
    return token.text[0].isupper() or token.folded == "the"


def _what(words: str, toks: tuple[Token, ...]) -> str:
    """The wording itself, unless a vague adjective is all the detail there is."""
    vague = any(t.folded in _VAGUE for t in toks)
    numbers = (q for q in quantities(words) if q.kind == "number" and q.unit not in _TIME_UNITS)
    detailed = any(t.folded in _DETAIL for t in toks) or any(numbers)
    return "" if not toks or (vague and not detailed) else words.strip()


def _by_when(words: str) -> str:
    for quantity in quantities(words):
        if quantity.kind == "date":
            return quantity.words
        if quantity.unit in _TIME_UNITS and set(_folded(words[: quantity.start])[-4:]) & _WITHIN:
            return quantity.words
        if quantity.unit in _TIME_UNITS and set(_folded(quantity.words)) & _WITHIN:
            return quantity.words
    return ""


def _folded(words: str) -> list[str]:
    return [token.folded for token in visible(words[-200:])]


def _sentence_with(words: str, toks: tuple[Token, ...], roots: set[str]) -> str:
    """The sentence that holds one of these words."""
    for at, token in enumerate(toks):
        if root(token.folded) in roots:
            first = next((i + 1 for i in range(at, -1, -1) if toks[i].text in (".", ";")), 0)
            last = next((i for i in range(at, len(toks)) if toks[i].text in (".", ";")), len(toks) - 1)
            return words[toks[first].start : toks[last].end].strip()
    return ""


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
        refuse("The point's words have changed; look at them with “onetext show POINT” and do it on these.")


def _may_annex(view: View, act: Act[Annex]) -> None:
    _bound(view, act.body)
    if not act.body.title.strip():
        refuse("Give the annex a title.")
    if not act.body.fills or any(not filled.words.strip() for filled in act.body.fills):
        refuse("Say which slots the annex fills, each with its words: --fills “by when=within 30 days”.")
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
