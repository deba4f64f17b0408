"""Claims: what statements assert, of which kind, and who rebuts them. No claim ever changes what the text is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import msgspec
from rpds import HashTrieMap

from onetext.process import actors, texts
from onetext.process.reach import spoken_of
from onetext.process.statements import Statement, may_name_points
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.sentences import Sentence, listed, say, term
from onetext.text.alignment import Disposition as Became

Role = Literal["author", "input", "sponsor", "position"]
ClaimKind = Literal[
    "authorship",
    "existence",
    "knowledge",
    "disposition",
    "progress",
    "position",
    "principle",
    "pressure",
    "context",
]


class Part(msgspec.Struct, frozen=True, omit_defaults=True):
    """The part that actors had in a text; `holds` False says that they had not."""

    role: Role
    actors: tuple[str, ...]
    holds: bool = True


class Authorship(msgspec.Struct, frozen=True, tag="authorship", tag_field="kind"):
    """Who wrote a text (a version or a draft, by its act's id), who had an input, who sponsors it, whose it is."""

    text: str
    parts: tuple[Part, ...]


class Existence(msgspec.Struct, frozen=True, tag="existence", tag_field="kind"):
    """A text exists, or does not."""

    text: str
    exists: bool = True


class Knowledge(msgspec.Struct, frozen=True, tag="knowledge", tag_field="kind"):
    """The asserter knows of a text, or has no knowledge of it. No knowledge does not mean that it does not exist."""

    text: str
    knows: bool


class Disposed(msgspec.Struct, frozen=True, tag="disposition", tag_field="kind"):
    """What became of points (by id), or of whatever deals with a topic, in a version that may not be public.

    `topic` are words of which one is enough to recognise a provision as being about it: ("Nato", "Europe").
    """

    version: str
    became: Became
    points: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()


class Progress(msgspec.Struct, frozen=True, tag="progress", tag_field="kind"):
    """How well the talks go. It is kept apart from what is open in the text."""


class Position(msgspec.Struct, frozen=True, tag="position", tag_field="kind", omit_defaults=True):
    """What somebody wants or will not have; about which points (by id), where that is said."""

    points: tuple[str, ...] = ()


class Principle(msgspec.Struct, frozen=True, tag="principle", tag_field="kind"):
    """A principle that an outcome must satisfy."""


class Pressure(msgspec.Struct, frozen=True, tag="pressure", tag_field="kind", omit_defaults=True):
    """Pressure on actors: a reproach, a threat, a warning."""

    on: tuple[str, ...] = ()


class Context(msgspec.Struct, frozen=True, tag="context", tag_field="kind"):
    """A fact outside the text, for which the asserter answers."""


Asserts = Authorship | Existence | Knowledge | Disposed | Progress | Position | Principle | Pressure | Context


class Claim(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody (`by`) asserts something, in words; `statement` is the statement in which it was said, where known."""

    by: tuple[str, ...]
    words: str
    asserts: Asserts
    statement: str = ""


class Rebuttal(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody contradicts a claim. The claim stays."""

    claim: str
    by: tuple[str, ...]
    words: str
    statement: str = ""


_KIND_OF: dict[type, ClaimKind] = {
    Authorship: "authorship",
    Existence: "existence",
    Knowledge: "knowledge",
    Disposed: "disposition",
    Progress: "progress",
    Position: "position",
    Principle: "principle",
    Pressure: "pressure",
    Context: "context",
}
KINDS = tuple(_KIND_OF.values())


@dataclass(frozen=True)
class Claims:
    """Every claim and every rebuttal."""

    made: HashTrieMap[str, Act[Claim]] = HashTrieMap()
    rebutted: HashTrieMap[str, Act[Rebuttal]] = HashTrieMap()


def kind_of(claim: Claim) -> ClaimKind:
    """The kind of a claim."""
    return _KIND_OF[type(claim.asserts)]


def claims(view: View, kind: str = "") -> tuple[Act[Claim], ...]:
    """The claims (of one kind), in the order of the record."""
    found = (act for act in view[Claims].made.values() if not kind or kind_of(act.body) == kind)
    return tuple(sorted(found, key=lambda act: act.order))


def rebuttals(view: View) -> dict[str, tuple[Act[Rebuttal], ...]]:
    """The rebuttals of each claim that has some, by the claim's id, in the order of the record."""
    found: dict[str, tuple[Act[Rebuttal], ...]] = {}
    for act in sorted(view[Claims].rebutted.values(), key=lambda act: act.order):
        found[act.body.claim] = (*found.get(act.body.claim, ()), act)
    return found


def about_version(view: View, version: str) -> tuple[Act[Claim], ...]:
    """The claims about a version or a draft (by its act's id), in the order of the record."""
    return tuple(act for act in claims(view) if text_of(act.body) == version)


def text_of(claim: Claim) -> str:
    """The id of the version or draft that a claim is about; "" for one that is about none."""
    match claim.asserts:
        case Authorship(text=text) | Existence(text=text) | Knowledge(text=text) | Disposed(version=text):
            return text
    return ""


def called(view: View, text: str) -> str:
    """What a version or a draft is called."""
    found = view.act(text)
    return found.handle if found else say("a text that is not shown")


def names(view: View, slugs: tuple[str, ...]) -> str:
    """The names of actors, with "and" between them."""
    return listed((actors.name(view, slug) for slug in slugs), " and ")


def in_words(view: View, claim: Claim) -> str:
    """What a claim asserts, in plain words."""
    match claim.asserts:
        case Authorship(text, parts):
            said = listed((_part(part.role, names(view, part.actors), holds=part.holds) for part in parts), "; ")
            return say("{who}: {what}", who=called(view, text), what=said)
        case Existence(text, exists):
            there = called(view, text)
            return say("{text} exists", text=there) if exists else say("{text} does not exist", text=there)
        case Knowledge(text, knows):
            known = called(view, text)
            return say("knows of {text}", text=known) if knows else say("no knowledge of {text}", text=known)
        case Disposed(version, became, _, topic):
            what = listed(topic, " or ") if topic else say("the points named")
            return say("in {text}: {what} {became}", text=called(view, version), what=what, became=term(became))
        case Pressure(on) if on:
            return say("on {names}", names=names(view, on))
    return claim.words


def _part(role: Role, who: str, *, holds: bool) -> Sentence:
    match role:
        case "author":
            return say("written by {names}", names=who) if holds else say("not written by {names}", names=who)
        case "input":
            return say("with input from {names}", names=who) if holds else say("without input from {names}", names=who)
        case "sponsor":
            return say("sponsored by {names}", names=who) if holds else say("not sponsored by {names}", names=who)
        case "position":
            return say("the position of {names}", names=who) if holds else say("not the position of {names}", names=who)


def _may_claim(view: View, act: Act[Claim]) -> None:
    body = act.body
    _may_assert(view, act, body.by, body.words, body.statement)
    asserted = body.asserts
    if (text := text_of(body)) or isinstance(asserted, Authorship | Existence | Knowledge | Disposed):
        spoken_of(view, act, text, texts.Table, texts.Line)
    match asserted:
        case Authorship(_, parts):
            for slug in (slug for part in parts for slug in part.actors):
                actors.known(view, slug)
            if not any(part.actors for part in parts):
                refuse("Say who wrote it, had an input, sponsors it, or whose position it is.")
        case Disposed(version, _, named, topic):
            spoken_of(view, act, version, texts.Table)
            may_name_points(view, named)
            if not named and not any(word.strip() for word in topic):
                refuse("Say of which points, or of which topic, the claim is.", typed="--points or --topic")
        case Position(named):
            may_name_points(view, named)
        case Pressure(on):
            for slug in on:
                actors.known(view, slug)


def _may_assert(view: View, act: Act[Claim] | Act[Rebuttal], by: tuple[str, ...], words: str, statement: str) -> None:
    for slug in by:
        actors.known(view, slug)
    if not by:
        refuse("Somebody must answer for it: say who asserts it.")
    if not words.strip():
        refuse("A claim needs its words.")
    if statement:
        spoken_of(view, act, statement, Statement)
    if isinstance(act.basis, Own) and by != (act.party or act.author,):
        refuse("One's own claim is made in one's own name; record what others said with its source.", typed="--source")


def _may_rebut(view: View, act: Act[Rebuttal]) -> None:
    spoken_of(view, act, act.body.claim, Claim)
    _may_assert(view, act, act.body.by, act.body.words, act.body.statement)


def _claimed(state: Claims, act: Act[Claim]) -> Claims:
    return replace(state, made=state.made.insert(act.id, act))


def _rebutted(state: Claims, act: Act[Rebuttal]) -> Claims:
    return replace(state, rebutted=state.rebutted.insert(act.id, act))


SUBJECT = Subject(
    "claims",
    Claims(),
    (Kind("claim", Claim, _claimed, _may_claim), Kind("rebut", Rebuttal, _rebutted, _may_rebut)),
)
