"""Interests: what a party wants behind its positions, who says so, and where the text does not meet it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import msgspec
from rpds import HashTrieMap

from onetext.process import actors, current, points, reach
from onetext.process.current import Standing
from onetext.process.texts import MAIN
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.sentences import Sentence, say, term
from onetext.text.provision import fingerprint
from onetext.text.sense.recognition import recognition
from onetext.text.words import folded_words

Recognised = Literal["", "legal", "de facto", "none"]
Verdict = Literal["met", "met in part", "not met"]


class Want(msgspec.Struct, frozen=True, omit_defaults=True):
    """A party has an interest, in plain words, perhaps in a kind of recognition and in certain points.

    `asserter` is who says so, where that is somebody else than the author of the act (a source's speaker).
    """

    party: str
    wants: str
    recognition: Recognised = ""
    provisions: tuple[str, ...] = ()
    asserter: str = ""
    reason: str = ""
    line: str = MAIN


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody answers whether a point's words (their fingerprint) meet an interest (its act's id)."""

    interest: str
    provision: str
    words: str
    verdict: Verdict
    reason: str = ""


class Drop(msgspec.Struct, frozen=True, omit_defaults=True):
    """A party no longer has an interest (its act's id), or it is no longer ascribed to it."""

    interest: str
    reason: str


@dataclass(frozen=True)
class Interests:
    """Every interest, those that were dropped, and the last answer for each interest and point."""

    wanted: HashTrieMap[str, Act[Want]] = HashTrieMap()
    dropped: HashTrieMap[str, Act[Drop]] = HashTrieMap()
    answers: HashTrieMap[tuple[str, str], Act[Answer]] = HashTrieMap()


@dataclass(frozen=True)
class Question:
    """An open question between an interest and a point's words (`called` "" where no point is named)."""

    interest: Act[Want]
    called: str
    provision: str
    sentence: str


def interests(view: View, party: str | None = None) -> tuple[Act[Want], ...]:
    """The interests (of a party) that were not dropped, in the order of the record."""
    state = view[Interests]
    found = (a for a in state.wanted.values() if a.id not in state.dropped and party in {None, a.body.party})
    return tuple(sorted(found, key=lambda act: act.order))


def asserter(act: Act[Want]) -> str:
    """Who says that the party has the interest: the source's speaker, else the author's party, else the author."""
    return act.body.asserter or act.party or act.author


def questions(view: View) -> tuple[Question, ...]:
    """Where the words, as they are or were last known, do not plainly meet an interest; answered ones are left out."""
    by_line: dict[str, dict[str, Standing]] = {}
    found: list[Question] = []
    for act in interests(view):
        line = act.body.line
        if line not in by_line:
            by_line[line] = {s.provision.id: s for s in current.standings(view, line)}
        found += _of(view, act, by_line[line])
    return tuple(found)


def answer(view: View, interest: str, standing: Standing) -> Act[Answer] | None:
    """The last answer for an interest and a point, if it was given on the point's present words."""
    found = view[Interests].answers.get((interest, standing.provision.id))
    return found if found and standing.fingerprint == found.body.words else None


def _of(view: View, act: Act[Want], standings: dict[str, Standing]) -> list[Question]:
    who = _wanted_by(view, act)
    if not act.body.provisions:
        return [Question(act, "", "", say("{wanted}; which point is to meet it is not said.", wanted=who))]
    found = []
    for id_ in act.body.provisions:
        standing = standings.get(id_)
        if standing is None:
            called = points.named(view, id_, act.body.line)
            found.append(Question(act, called, id_, _not_there(who, called)))
            continue
        answered = answer(view, act.id, standing)
        if answered is not None and answered.body.verdict == "met":
            continue
        if answered is not None:
            finding: str = say("is answered: {verdict}", verdict=term(answered.body.verdict))
        else:
            finding = _mismatch(act.body, standing)
        if finding:
            told = say("{wanted}; {where} {finding}.", wanted=who, where=_where(standing), finding=finding)
            found.append(Question(act, points.label(standing), id_, told))
    return found


def _not_there(wanted: str, point: str) -> Sentence:
    return say("{wanted}; point {point} is not in the current text.", wanted=wanted, point=point)


def _wanted_by(view: View, act: Act[Want]) -> Sentence:
    party, wants, said = actors.name(view, act.body.party), act.body.wants, asserter(act)
    if said == act.body.party:
        return say("{party} wants: {wants}", party=party, wants=wants)
    return say("{party} wants, as {who} says: {wants}", party=party, who=actors.name(view, said), wants=wants)


def _where(standing: Standing) -> Sentence:
    point, now = points.label(standing), standing.version.handle
    if standing.provision.words is None and standing.last_known is not None:
        version, _words = standing.last_known
        return say(
            "point {point} in {version} (its words in {now} are not available)",
            point=point,
            version=version.handle,
            now=now,
        )
    return say("point {point} in {version}", point=point, version=now)


def _mismatch(body: Want, standing: Standing) -> str:
    """What is open between the words and the interest, as the end of a sentence; "" where they plainly agree."""
    words = points.words_to_read(standing)
    if not words:
        return say("has no known words")
    if not body.recognition:
        return say("has not been said to meet it or not")
    found = recognition(words)
    if found.kind != body.recognition:
        return say("speaks of {found}, not of {wanted}", found=_FOUND[found.kind], wanted=_WANTED[body.recognition])
    if found.kind == "legal" and _speaks_of(words, "de facto"):
        return say(
            "speaks of “de facto” control in a promise of recognition: whether that is legal recognition is open"
        )
    return ""


_FOUND: Mapping[str, Sentence] = {
    "none": say("no recognition"),
    "unspecified": say("a recognition of a kind that is not said"),
    "legal": say("“legal” recognition"),
    "de facto": say("“de facto” recognition"),
}
_WANTED: Mapping[str, Sentence] = {
    "none": say("none"),
    "legal": say("legal recognition"),
    "de facto": say("de facto recognition"),
}


def _speaks_of(words: str, phrase: str) -> bool:
    return f" {phrase} " in f" {' '.join(folded_words(words))} ".replace("-", " ")


def _may_want(view: View, act: Act[Want]) -> None:
    body = act.body
    actors.known(view, body.party)
    if not body.wants.strip():
        refuse("Say what is wanted.")
    if body.asserter:
        actors.known(view, body.asserter)
    if isinstance(act.basis, Own) and body.asserter not in {"", act.author, act.party}:
        refuse("An own act is asserted by its author; record what somebody else says with its source.")
    named = points.labels(view, body.line)
    if any(provision not in named for provision in body.provisions):
        refuse("One of these points is not in the text that you can see.")


def _may_answer(view: View, act: Act[Answer]) -> None:
    body = act.body
    found = reach.spoken_of(view, act, body.interest, Want)
    standing = points.present(view, body.provision, found.body.line)
    if standing is None or standing.provision.words is None:
        refuse("The words of this point are not available; the question stays open until they are.")
    if body.words != fingerprint(standing.provision.words):
        refuse("The words of this point have changed; read them again.")
    if isinstance(act.basis, Own):
        actors.acting(view, act, found.body.party)


def _may_drop(view: View, act: Act[Drop]) -> None:
    found = reach.spoken_of(view, act, act.body.interest, Want)
    if found.id in view[Interests].dropped:
        refuse("This interest is dropped already.")
    if not act.body.reason.strip():
        refuse("Give the reason.")
    own = {found.body.party, found.party or found.author}
    if isinstance(act.basis, Own) and (act.party or act.author) not in own:
        refuse("Only the party itself, or who ascribed the interest to it, drops it.")


def _wanted(state: Interests, act: Act[Want]) -> Interests:
    return replace(state, wanted=state.wanted.insert(act.id, act))


def _answered(state: Interests, act: Act[Answer]) -> Interests:
    return replace(state, answers=state.answers.insert((act.body.interest, act.body.provision), act))


def _dropped(state: Interests, act: Act[Drop]) -> Interests:
    return replace(state, dropped=state.dropped.insert(act.body.interest, act))


SUBJECT = Subject(
    "interests",
    Interests(),
    (
        Kind("want", Want, _wanted, _may_want, private=True),
        Kind("answer", Answer, _answered, _may_answer, fixed=("interest", "provision", "words", "verdict")),
        Kind("drop", Drop, _dropped, _may_drop),
    ),
)
