"""Consent: whose agreement or act each point and limb needs, and who of them is not in the room."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import msgspec
from rpds import HashTrieMap

from onetext.process import actors, current, points
from onetext.process.actors import Declare
from onetext.process.current import Standing
from onetext.process.targets import Part, limbs_of
from onetext.process.texts import MAIN
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.sentences import say
from onetext.text.sense.modality import clauses
from onetext.text.words import unify, visible

Ground = Literal["seated", "acts", "named", "said"]
LONGEST_ACRONYM = 4
WHY: dict[Ground, str] = {
    "seated": say("a party at the table"),
    "acts": say("is to act"),
    "named": say("is named in it"),
    "said": "",
}


class Need(msgspec.Struct, frozen=True, omit_defaults=True):
    """A point, or a limb of it in its exact words, needs an actor's consent or act; why."""

    actor: str
    provision: str
    why: str
    limb: str = ""
    line: str = MAIN


class Unneed(msgspec.Struct, frozen=True, omit_defaults=True):
    """A point, or a limb of it, does not need an actor's consent or act, whatever its words suggest; why."""

    actor: str
    provision: str
    why: str
    limb: str = ""
    line: str = MAIN


@dataclass(frozen=True)
class Consents:
    """What people said of who is needed: the last word for each line, point, limb and actor."""

    said: HashTrieMap[tuple[str, str, str, str], Act[Need] | Act[Unneed]] = HashTrieMap()


@dataclass(frozen=True)
class Required:
    """An actor whose consent or act is needed: for which limb ("" for the whole point), why, and on what ground.

    "seated" and "named" and "acts" are derived; "said" rests on `act`. `present` tells whether it is in the room.
    """

    actor: str
    ground: Ground
    why: str
    present: bool
    limb: str = ""
    act: Act[Need] | None = None


@dataclass(frozen=True)
class Consent:
    """A point of the consent map."""

    standing: Standing
    called: str
    required: tuple[Required, ...]

    @property
    def absent(self) -> tuple[Required, ...]:
        """Those who are needed and not in the room."""
        return tuple(r for r in self.required if not r.present)


def required(view: View, standing: Standing, line: str = MAIN) -> tuple[Required, ...]:
    """Who must consent or act, each once: the parties at the table, those whom the words name, and what people said.

    For each actor the most telling ground is kept: what was said, then an act of its own, then its name in the words.
    No party at the table is passed over because of what another says, or a source.
    """
    parties = {slug: Required(slug, "seated", WHY["seated"], present=True) for slug in actors.seated(view, "party")}
    found = dict(parties)
    provision = standing.provision.id
    for need in derived(view, provision, points.words_to_read(standing)):
        if need.ground == "acts" or need.actor not in found:
            found[need.actor] = need
    said = (act for key, act in view[Consents].said.items() if key[:2] == (line, provision))
    for act in sorted(said, key=lambda act: act.order):
        slug, limb = act.body.actor, act.body.limb
        if isinstance(act.body, Need):
            found[slug] = Required(slug, "said", act.body.why, in_the_room(view, slug), limb, act)
        elif slug in found and limb in {"", found[slug].limb}:
            del found[slug]
            if slug in parties and (limb or not _by_itself(act)):
                found[slug] = parties[slug]
    return tuple(sorted(found.values(), key=lambda r: (not r.present, r.actor)))


def derived(view: View, provision: str, words: str) -> tuple[Required, ...]:
    """Whom the words of a point name, limb by limb: as the one who is to act, or otherwise. Persons are left out."""
    bodies = sorted(
        (act for act in view[actors.Actors].declared.values() if act.body.kind != "person"), key=lambda act: act.order
    )
    found = _called_on(limbs_of(view, provision, words), tuple(act.body for act in bodies))
    return tuple(Required(who, ground, WHY[ground], in_the_room(view, who), limb) for who, ground, limb in found)


@lru_cache(maxsize=16_384)
def _called_on(parts: tuple[Part, ...], bodies: tuple[Declare, ...]) -> tuple[tuple[str, Ground, str], ...]:
    """Whom the limbs of a point name: each actor with the ground, and the limb where there are several."""
    found: dict[str, tuple[str, Ground, str]] = {}
    for part in parts:
        named = _searchable(part.words)
        acting = [_searchable(mode.actor) for mode in clauses(part.words) if mode.actor and mode.grade != "statement"]
        for body in bodies:
            slug = body.slug
            if part.actor != slug and not _names(body, named):
                continue
            acts = part.actor == slug or any(_names(body, subject) for subject in acting)
            if slug not in found or (acts and found[slug][1] == "named"):
                found[slug] = (slug, "acts" if acts else "named", part.says if len(parts) > 1 else "")
    return tuple(found.values())


def passed_over(view: View, standing: Standing, line: str = MAIN) -> tuple[str, ...]:
    """Those of whom somebody, perhaps they themselves, said that the point does not need them at all."""
    point = (line, standing.provision.id)
    said = (act.body for key, act in view[Consents].said.items() if key[:2] == point)
    without = {body.actor for body in said if isinstance(body, Unneed) and not body.limb}
    return tuple(sorted(without - {one.actor for one in required(view, standing, line)})) if without else ()


def consents(view: View, line: str = MAIN) -> tuple[Consent, ...]:
    """The consent map: for each point who must consent or act, why, and who of them is not in the room."""
    return tuple(
        Consent(standing, points.label(standing), required(view, standing, line))
        for standing in current.standings(view, line)
        if points.is_point(standing)
    )


def in_the_room(view: View, slug: str) -> bool:
    """Whether an actor is at the table, itself or, for a body, by all of its known members."""
    members = actors.members_of(view, slug)
    return actors.at_the_table(view, slug) or (bool(members) and all(actors.at_the_table(view, m) for m in members))


def _searchable(text: str) -> tuple[str, frozenset[str]]:
    """The folded words of a text between blanks, and its words as they are written; both without a final 's."""
    found = [token for token in visible(text) if token.kind in ("word", "number")]
    folded = " ".join(token.folded.removesuffix("'s") for token in found)
    return f" {folded} ", frozenset(unify(token.text).removesuffix("'s") for token in found)


def _names(actor: Declare, text: tuple[str, frozenset[str]]) -> bool:
    """Whether a text names an actor: by its name, or by its short form in capitals ("EU", never "us")."""
    folded, written = text
    name = _searchable(actor.name)[0]
    short = actor.slug.upper() if len(actor.slug) <= LONGEST_ACRONYM else ""
    return (len(name) > len("  ") and name in folded) or short in written


def _may_say(view: View, act: Act[Need] | Act[Unneed]) -> None:
    actors.known(view, act.body.actor)
    if not act.body.why.strip():
        refuse("Say why the consent is needed, or is not.")
    standing = points.present(view, act.body.provision, act.body.line)
    if standing is None:
        refuse("This point is not in the current text that you can see.")
    says = {part.says for part in limbs_of(view, act.body.provision, points.words_to_read(standing))}
    if act.body.limb and act.body.limb not in says:
        refuse("There is no such limb in point {point}.", point=points.label(standing))
    if not isinstance(act.basis, Own):
        return
    if not actors.at_the_table(view, act.party or act.author):
        _refuse_outsiders(view, act)
    if isinstance(act.body, Unneed) and actors.role(view, act.body.actor) == "party" and not _by_itself(act):
        refuse(
            "{name} is a party at the table: only {name} itself can say that a point does not need its consent.",
            name=actors.name(view, act.body.actor),
        )


def _by_itself(act: Act[Need] | Act[Unneed]) -> bool:
    return isinstance(act.basis, Own) and (act.party or act.author) == act.body.actor


def _refuse_outsiders(view: View, act: Act[Need] | Act[Unneed]) -> None:
    if not actors.holds_the_pen(view, act) and (act.party or act.author) != act.body.actor:
        refuse("Only those at the table, the keeper, or the actor itself say whose consent a point needs.")


def _said(state: Consents, act: Act[Need] | Act[Unneed]) -> Consents:
    key = (act.body.line, act.body.provision, act.body.limb, act.body.actor)
    return replace(state, said=state.said.insert(key, act))


SUBJECT = Subject(
    "consent",
    Consents(),
    (
        Kind("need", Need, _said, _may_say),
        Kind("unneed", Unneed, _said, _may_say),
    ),
)
