"""Joint statements: drafted from what all their speakers released, then issued; never from what one of them said."""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec
from rpds import HashTrieMap

from onetext.process import actors
from onetext.process.reach import spoken_of
from onetext.process.rounds import Round
from onetext.record.act import Act, Own
from onetext.record.audience import Viewer
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.text.provision import canonical, fingerprint

FEWEST = 2


class Element(msgspec.Struct, frozen=True, omit_defaults=True):
    """A speaker releases a sentence for a joint statement (on a round): these words may be said in its name too."""

    words: str
    speaker: str
    round: str = ""


class Issue(msgspec.Struct, frozen=True, omit_defaults=True):
    """A joint statement is issued by its speakers, in elements that each of them released."""

    speakers: tuple[str, ...]
    elements: tuple[str, ...]
    round: str = ""


@dataclass(frozen=True)
class Joint:
    """What was released and what was issued."""

    released: HashTrieMap[str, Act[Element]] = HashTrieMap()
    issued: HashTrieMap[str, Act[Issue]] = HashTrieMap()


@dataclass(frozen=True, slots=True)
class Draft:
    """A joint statement that could be issued now.

    `elements` are the sentences that every speaker released, in the order in which they became common. `held_back`
    are the others that the viewer knows of, each with the speakers who have not released it.
    """

    speakers: tuple[str, ...]
    elements: tuple[str, ...]
    held_back: tuple[tuple[str, tuple[str, ...]], ...]


def released(view: View, round_: str = "") -> tuple[Act[Element], ...]:
    """The releases (for a round; with "", every one), in the order of the record."""
    found = (act for act in view[Joint].released.values() if not round_ or act.body.round == round_)
    return tuple(sorted(found, key=lambda act: act.order))


def issued(view: View) -> tuple[Act[Issue], ...]:
    """The joint statements that were issued, in the order of the record."""
    return tuple(sorted(view[Joint].issued.values(), key=lambda act: act.order))


def draft(view: View, speakers: tuple[str, ...], round_: str = "") -> Draft:
    """What these speakers could say together. Raises Refused for fewer than two speakers.

    A release counts only when every speaker can read it: nobody is drafted into a sentence that it has not seen.
    """
    together = sound_speakers(view, speakers)
    by_words: dict[str, dict[str, Act[Element]]] = {}
    for act in released(view, round_):
        if act.body.speaker in together and all(Viewer(speaker).admits(act.audience) for speaker in together):
            by_words.setdefault(fingerprint(act.body.words), {})[act.body.speaker] = act
    common, held = [], []
    for by_speaker in by_words.values():
        first = min(by_speaker.values(), key=lambda act: act.order)
        missing = tuple(speaker for speaker in together if speaker not in by_speaker)
        if missing:
            held.append((canonical(first.body.words), missing))
        else:
            common.append((max(act.order for act in by_speaker.values()), canonical(first.body.words)))
    return Draft(together, tuple(words for _, words in sorted(common)), tuple(held))


def sound_speakers(view: View, speakers: tuple[str, ...]) -> tuple[str, ...]:
    """The speakers of a joint statement. Raises Refused when they are not at least two different known actors."""
    for speaker in speakers:
        actors.known(view, speaker)
    if len(set(speakers)) < FEWEST or len(set(speakers)) != len(speakers):
        refuse("A joint statement has at least two different speakers; record one speaker's words as a statement.")
    return speakers


def _may_release(view: View, act: Act[Element]) -> None:
    if not act.body.words.strip():
        refuse("An element needs its words.")
    actors.known(view, act.body.speaker)
    actors.acting(view, act, act.body.speaker)
    if act.body.round:
        spoken_of(view, act, act.body.round, Round)
    if isinstance(act.basis, Own) and act.audience == (act.body.speaker,):
        refuse("A release goes to those with whom it is to be said; name them as its readers.", typed="--to")


def _may_issue(view: View, act: Act[Issue]) -> None:
    body = act.body
    sound_speakers(view, body.speakers)
    if body.round:
        spoken_of(view, act, body.round, Round)
    if not body.elements:
        refuse(
            "There is nothing that all the speakers released; each releases its elements first.",
            typed="“joint release”",
        )
    if not isinstance(act.basis, Own):
        return
    if (act.party or act.author) not in body.speakers and not actors.holds_the_pen(view, act):
        refuse("A joint statement is issued by one of its speakers or by those who hold the pen.")
    common = set(draft(view, body.speakers, body.round).elements)
    lacking = [element for element in body.elements if canonical(element) not in common]
    if lacking:
        refuse(
            "“{words}” was not released by all the speakers; leave it out or have it released.", words=lacking[0][:80]
        )


def _released(state: Joint, act: Act[Element]) -> Joint:
    return replace(state, released=state.released.insert(act.id, act))


def _issued(state: Joint, act: Act[Issue]) -> Joint:
    return replace(state, issued=state.issued.insert(act.id, act))


SUBJECT = Subject(
    "joint", Joint(), (Kind("release", Element, _released, _may_release), Kind("issue", Issue, _issued, _may_issue))
)
