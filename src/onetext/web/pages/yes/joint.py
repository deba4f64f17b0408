"""Joint statements: what was issued, what each speaker released, and the draft that chosen speakers could issue now."""

from dataclasses import dataclass

from onetext.process import actors, joint, rounds
from onetext.record.errors import Refused
from onetext.record.view import View
from onetext.sentences import enumerated, say
from onetext.web.asked import Asked


@dataclass(frozen=True)
class Speaker:
    """Somebody who could speak; `chosen` in the draft that is asked for."""

    slug: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class OfRound:
    """A round that a statement can be about."""

    id: str
    title: str
    chosen: bool


@dataclass(frozen=True)
class Held:
    """A sentence that is left out, and who has not released it."""

    words: str
    missing: str


@dataclass(frozen=True)
class Draft:
    """The draft that was asked for; `error` is why there is none."""

    speakers: str
    elements: tuple[str, ...]
    held_back: tuple[Held, ...]
    error: str


@dataclass(frozen=True)
class Issued:
    """A joint statement that was issued."""

    id: str
    title: str
    elements: tuple[str, ...]


@dataclass(frozen=True)
class Released:
    """A sentence that somebody released for a joint statement."""

    speaker: str
    words: str


@dataclass(frozen=True)
class JointStatements:
    """The page's value."""

    speakers: tuple[Speaker, ...]
    rounds: tuple[OfRound, ...]
    draft: Draft | None
    issued: tuple[Issued, ...]
    released: tuple[Released, ...]


def joint_statements(view: View, asked: Asked) -> JointStatements:
    """What is issued and released, and the draft for the speakers that were chosen."""
    chosen, named = asked.words("speakers"), asked.word("round")
    on = view.find(named, rounds.Round).id if named else ""
    released = joint.released(view)
    who = dict.fromkeys((*actors.seated(view), *(act.body.speaker for act in released)))
    return JointStatements(
        tuple(Speaker(slug, actors.name(view, slug), slug in chosen) for slug in who),
        tuple(OfRound(act.id, act.body.title, act.id == on) for act in rounds.rounds(view)),
        _draft(view, chosen, on) if chosen else None,
        tuple(Issued(act.id, _title(view, act.body), act.body.elements) for act in joint.issued(view)),
        tuple(Released(actors.name(view, act.body.speaker), act.body.words) for act in released),
    )


def _draft(view: View, chosen: tuple[str, ...], on: str) -> Draft:
    try:
        found = joint.draft(view, chosen, on)
    except Refused as error:
        return Draft("", (), (), error.args[0])
    held = tuple(Held(words, _names(view, who)) for words, who in found.held_back)
    return Draft(_names(view, found.speakers), found.elements, held, "")


def _title(view: View, body: joint.Issue) -> str:
    on = view.act(body.round)
    speakers = _names(view, body.speakers)
    if on is None or not isinstance(on.body, rounds.Round):
        return speakers
    return say("{speakers}, on {round}", speakers=speakers, round=on.body.title)


def _names(view: View, who: tuple[str, ...]) -> str:
    return enumerated([actors.name(view, slug) for slug in who])
