"""Limbs: the parts of a provision that bind one actor each, so that each can have its own state."""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec
from rpds import HashTrieMap

from onetext.process import actors, current, texts
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.sentences import listed
from onetext.text.provision import canonical, fingerprint
from onetext.text.sense import limbs as text

MOST = 50


class Limb(msgspec.Struct, frozen=True, omit_defaults=True):
    """A part of a provision. `key` names it within the provision: "1", "2" …; `actor` is whom it binds, or ""."""

    key: str
    words: str
    actor: str = ""


class Divide(msgspec.Struct, frozen=True, omit_defaults=True):
    """A provision is divided into limbs. `fingerprint` is that of the words that were divided."""

    provision: str
    limbs: tuple[Limb, ...]
    fingerprint: str
    line: str = texts.MAIN


@dataclass(frozen=True)
class Limbs:
    """How each provision was last divided."""

    divided: HashTrieMap[str, Act[Divide]] = HashTrieMap()


def division(view: View, provision: str) -> Act[Divide] | None:
    """The act by which a provision was last divided; None where it never was."""
    return view[Limbs].divided.get(provision)


def of(view: View, provision: str) -> tuple[Limb, ...]:
    """The limbs of a provision as they were last recorded; none where it was not divided."""
    found = division(view, provision)
    return found.body.limbs if found else ()


def find(view: View, provision: str, key: str) -> Limb:
    """The limb of a provision with this key. Raises Refused when there is none."""
    for limb in of(view, provision):
        if limb.key == key:
            return limb
    keys = [limb.key for limb in of(view, provision)]
    if not keys:
        refuse("There is no limb “{limb}” of this point; it is not divided.", limb=key)
    refuse("There is no limb “{limb}” of this point; it has: {limbs}.", limb=key, limbs=listed(keys))


def on_earlier_words(view: View, provision: str, line: str = texts.MAIN) -> bool:
    """Whether a provision's words are known to have changed since it was divided."""
    found = division(view, provision)
    if found is None:
        return False
    now = next((s.provision.words for s in current.standings(view, line) if s.provision.id == provision), None)
    return now is not None and fingerprint(now) != found.body.fingerprint


def suggested(words: str) -> tuple[text.Limb, ...]:
    """The parts that the grammar suggests, a clause for each actor of its own; none for a single promise."""
    found = text.suggest(words)
    return found if len(found) > 1 else ()


def _may_divide(view: View, act: Act[Divide]) -> None:
    body = act.body
    standing = next((s for s in current.standings(view, body.line) if s.provision.id == body.provision), None)
    if standing is None:
        refuse("That point is not in this text.")
    if isinstance(act.basis, Own) and not _may_arrange(view, act, body.line):
        refuse("Those who hold the text, or the pen, say how a point is divided.")
    if not 1 < len(body.limbs) <= MOST:
        refuse("A point is divided into 2 to {most} limbs.", most=MOST)
    if len({limb.key for limb in body.limbs}) != len(body.limbs):
        refuse("Two limbs have one key; number them 1, 2 and so on.")
    words = standing.known_words
    if words is None or fingerprint(words) != body.fingerprint:
        refuse(
            "Limbs are made of the words as they stand, or as last known; look at them again.",
            typed="“onetext show POINT”",
        )
    whole = canonical(words).casefold()
    for limb in body.limbs:
        if not limb.words.strip() or canonical(limb.words).casefold() not in whole:
            refuse(
                "Limb {limb}, “{words}”, does not stand in the point's words; quote it exactly.",
                limb=limb.key,
                words=limb.words,
            )
        if limb.actor:
            actors.known(view, limb.actor)


def _may_arrange(view: View, act: Act[Divide], line: str) -> bool:
    author = act.party or act.author
    return actors.holds_the_pen(view, act) or author in texts.holders(view, line) or "*" not in act.audience


def _divided(state: Limbs, act: Act[Divide]) -> Limbs:
    return replace(state, divided=state.divided.insert(act.body.provision, act))


SUBJECT = Subject("limbs", Limbs(), (Kind("divide", Divide, _divided, _may_divide),))
