"""Leaks: what came out, and which version a found text is nearest to. Likeness is not proof of who leaked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import msgspec
from rpds import HashTrieMap

from onetext.process import current, presentations, texts
from onetext.process.reach import spoken_of
from onetext.process.texts import Table
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.sentences import say
from onetext.text.invisible import oddities
from onetext.text.leaks.matching import Likeness, Matcher, Passage, State, Telling, telling, vocabulary
from onetext.text.leaks.retyped import Retyped, retyped
from onetext.text.provision import Wording

NOT_PROOF = say("This is a likeness of words, not proof of who passed them on.")
HAVING_IS_NOT_TELLING = say("That somebody had it is no proof of having passed it on.")
_RIVALS = 3  # other wordings that the nearest is told apart from, at most
_NEAR = 0.7  # and how much of its score all but the first of them have


class Leak(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something of a version came out: through which outlets (where known), and how much of it, in words."""

    version: str
    extent: str
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Leaks:
    """Every leak."""

    registered: HashTrieMap[str, Act[Leak]] = HashTrieMap()


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody who had a version before it came out, and why the record says so."""

    actor: str
    how: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A point of a version beside the words in which it was found."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Match:
    """A found text beside one known wording of a version.

    Points are named as that wording prints them: `present` word for word; `in_part` quoted word for word as far as
    they were found, with the quotation; `altered`; `absent`; `unknown` where the version's own words are not known.
    `likeness` has the score and what was found nowhere in the version.
    """

    version: Act[Table]
    wording: str
    likeness: Likeness
    present: tuple[str, ...]
    in_part: tuple[Pair, ...]
    altered: tuple[Pair, ...]
    absent: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def score(self) -> float:
        """The share of words that agree, 0 to 1; see `text.leak_match`."""
        return self.likeness.score

    @property
    def called(self) -> str:
        """The version, and which of its wordings."""
        return say("{version} ({wording})", version=self.version.handle, wording=self.wording)


@dataclass(frozen=True, slots=True)
class Rival:
    """Another wording that comes near, what speaks for the nearest against it, and what against the nearest for it."""

    match: Match
    against: Telling
    speaks: Telling


@dataclass(frozen=True, slots=True)
class Findings:
    """A found text as it was read, and every known wording beside it, the nearest first.

    `tied` are those that cannot be told apart from the nearest by what was found; `rivals` the next.
    """

    found: Retyped
    matches: tuple[Match, ...]
    tied: tuple[Match, ...]
    rivals: tuple[Rival, ...]


def leaks(view: View) -> tuple[Act[Leak], ...]:
    """The leaks, in the order of the record."""
    return tuple(sorted(view[Leaks].registered.values(), key=lambda act: act.order))


def matched(view: View, text: str, *, whole: bool = False) -> Findings:
    """A found text beside every wording of a version that the viewer knows.

    `whole` says that the text claims to be all of a version, so that what is missing in it counts.
    """
    known = tuple(_wordings(view))
    found = retyped(text, vocabulary([words for _, _, words in known]))
    matcher = Matcher(found, whole=whole)
    made = [_match(version, name, matcher.against(words), texts.printed(words)) for version, name, words in known]
    ordered = tuple(sorted(made, key=lambda match: (-match.score, match.version.order, match.wording)))
    return _findings(found, ordered)


def _findings(found: Retyped, ordered: tuple[Match, ...]) -> Findings:
    tied: list[Match] = []
    rivals: list[Rival] = []
    for other in ordered[1:]:
        against = telling(found, ordered[0].likeness, other.likeness)
        speaks = telling(found, other.likeness, ordered[0].likeness)
        if against.is_nothing and speaks.is_nothing:
            tied.append(other)
        elif other.likeness.agreed and (
            not rivals or (len(rivals) < _RIVALS and other.score >= _NEAR * ordered[0].score)
        ):
            rivals.append(Rival(other, against, speaks))
    return Findings(found, ordered, tuple(tied) if ordered and ordered[0].likeness.agreed else (), tuple(rivals))


def _wordings(view: View) -> Iterator[tuple[Act[Table], str, Wording]]:
    for version in texts.versions(view):
        if version.body.wording is not None:
            yield version, say("as tabled"), version.body.wording
        words = current.wording_of(view, version)
        if words is not None and words != version.body.wording:
            yield version, say("with what was settled since"), words
        for act in texts.witnesses(view, version.id):
            yield version, act.body.label, act.body.wording


def held_by(view: View, version: Act[Table]) -> tuple[Held, ...]:
    """Who had a version, as far as the record says: those who drew it up, and those to whom it was given."""
    concerned = {*presentations.concerned(view), *version.body.authors, *texts.holders(view, version.body.line)}
    found = (presentations.held(view, slug, version) for slug in sorted(concerned))
    return tuple(Held(one.actor, _how(one)) for one in found if one.knowledge in ("yes", "accounts differ"))


def hidden_characters(text: str) -> tuple[str, ...]:
    """The invisible and look-alike characters of a found text, each with its place: they may mark a copy."""
    return tuple(
        say(
            "{code} {name} at character {place}: {what}",
            code=odd.code, name=odd.name, place=odd.offset + 1, what=odd.sentence,
        )
        for odd in oddities(text)
    )  # fmt: skip


def shared_marks(found: Findings) -> tuple[str, ...]:
    """The words of the nearest wording that hold the same characters that do not show as the found text has in them.

    A copy that was marked so, and what was copied from it, share them.
    """
    best = found.matches[0] if found.matches else None
    words = dict.fromkeys(
        word
        for passage in (best.likeness.passages if best else ())
        for word in passage.words.split()
        if word in found.found.source and any(not word[odd.offset].isalpha() for odd in oddities(word))
    )
    return tuple(
        say("{version} has it in “{word}” too: this may be a copy of it.", version=best.called, word=word)
        for word in words
        if best is not None
    )


def _how(held: presentations.Held) -> str:
    if held.knowledge == "accounts differ":
        return say("accounts differ")
    if held.drew_up:
        return say("drew it up")
    if held.put or held.accounts:
        return say("was given it, or saw it")
    return say("could read it when it was tabled")


def _match(version: Act[Table], name: str, likeness: Likeness, called: dict[str, str]) -> Match:
    named: dict[State, list[tuple[str, Passage]]] = {}
    for passage in likeness.passages:
        named.setdefault(passage.state, []).append((called[passage.provision], passage))

    def labels(state: State) -> tuple[str, ...]:
        return tuple(label for label, _ in named.get(state, ()))

    def pairs(state: State) -> tuple[Pair, ...]:
        return tuple(Pair(label, passage.words, passage.found) for label, passage in named.get(state, ()))

    return Match(
        version,
        name,
        likeness,
        labels("present"),
        pairs("in part"),
        pairs("altered"),
        labels("absent"),
        labels("unknown"),
    )


def _may_register(view: View, act: Act[Leak]) -> None:
    spoken_of(view, act, act.body.version, Table)
    if not act.body.extent.strip():
        refuse("Say how much came out: “major details”, “the whole text”, “points 1 to 4” …")
    if isinstance(act.basis, Own):
        refuse(
            "A leak is recorded from a source: name the document, with a quotation and the place in it.",
            typed="--source, --quote and --place",
        )


def _registered(state: Leaks, act: Act[Leak]) -> Leaks:
    return replace(state, registered=state.registered.insert(act.id, act))


SUBJECT = Subject("leaks", Leaks(), (Kind("leak", Leak, _registered, _may_register),))
