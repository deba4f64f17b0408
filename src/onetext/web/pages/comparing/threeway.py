"""Three-way: two drafts beside the text that both began from; per place what each made of it, and both together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from django.utils.translation import gettext_lazy as _

from onetext.process import alignments, beside, texts, threeway
from onetext.record.view import View
from onetext.sentences import listed, say
from onetext.text.provision import Wording
from onetext.text.redline import redline
from onetext.text.threeway import Made, Place, Together
from onetext.web.asked import Asked
from onetext.web.pages import Page
from onetext.web.pages.comparing.leaves import Leaves, turned
from onetext.web.pages.comparing.two_texts import Choice, Count, Stretch, every_text

ABREAST = 100
Stood = Literal["words", "vacant", "unknown", "not there"]


@dataclass(frozen=True)
class Reading:
    """What one of the three texts has in a place: whether it has words there, and these as they differ from the base.

    `became` says what a draft did to the base's points there.
    """

    label: str
    stood: Stood
    stretches: tuple[Stretch, ...]
    became: tuple[str, ...] = ()


@dataclass(frozen=True)
class Laid:
    """A place. `words` are both drafts' together, what collides in brackets with their names; "" for no words."""

    id: str
    label: str
    together: Together
    sentence: str
    base: Reading
    one: Reading
    other: Reading
    words: str


@dataclass(frozen=True)
class ThreeTexts:
    """The page's value. `why_not` says why the three cannot be laid beside one another."""

    choices: tuple[Choice, ...]
    base: str
    one: str
    other: str
    called: tuple[str, str, str]
    why_not: str
    tally: tuple[Count, ...]
    everything: bool
    shown: Leaves
    places: tuple[Laid, ...]


def three_texts(view: View, asked: Asked) -> ThreeTexts:
    """The three texts that were asked for: else the head and the latest rival beside the first version."""
    choices = every_text(view)
    names = tuple(asked.word(word) or usual for word, usual in zip(("base", "one", "other"), _usual(view), strict=True))
    everything = bool(asked.word("everything"))
    base, one, other = names
    empty = ThreeTexts(choices, base, one, other, ("", "", ""), "", (), everything, Leaves(1, 1, 0), ())
    if not all(names):
        return empty
    sides = [alignments.side(view, name) for name in names]
    called = (sides[0].called, sides[1].called, sides[2].called)
    missing = [side.called for side in sides if side.wording is None]
    if missing:
        why = say("The text of {versions} is not available; three texts are needed.", versions=listed(missing))
        return ThreeTexts(choices, base, one, other, called, why, (), everything, Leaves(1, 1, 0), ())
    found = threeway.laid(view, *sides)
    counts = Counter(place.together for place in found.places)
    tally = tuple(Count(kind, counts[kind]) for kind in get_args(Together) if counts[kind])
    chosen = [place for place in enumerate(found.places, 1) if everything or place[1].together != "unchanged"]
    shown, places = turned(asked, chosen, ABREAST)
    printed = [texts.printed(side.wording or ()) for side in sides]
    said = threeway.sentences(found)
    laid = tuple(_laid(number, place, said[place.together], printed) for number, place in places)
    return ThreeTexts(choices, base, one, other, called, "", tally, everything, shown, laid)


def _usual(view: View) -> tuple[str, str, str]:
    """The names of the three texts that one would look at first; "" where there is none."""
    head = texts.head(view)
    rivals = [texts.head(view, line.id) for line in texts.lines(view)]
    known = [act.handle for act in rivals if act is not None and act.body.wording is not None]
    first = next((act for act in texts.versions(view, texts.MAIN) if act.body.wording is not None), None)
    return (first.handle if first else "", head.handle if head else "", known[-1] if known else "")


def _laid(number: int, place: Place, sentence: str, called: Sequence[Mapping[str, str]]) -> Laid:
    """A place as it is drawn; `called` says what is printed for each point of the base and of the two drafts."""
    sides = (place.base, place.one.provisions, place.other.provisions)
    label = next(beside.label(p, names) for names, side in zip(called, sides, strict=True) for p in side)
    readings = [_reading(place, side, names) for side, names in zip(sides, called, strict=True)]
    return Laid(
        f"place-{number}",
        label,
        place.together,
        sentence,
        readings[0],
        _made(readings[1], place.one),
        _made(readings[2], place.other),
        place.words or "" if place.together in {"fits", "collides"} else "",
    )


def _made(reading: Reading, made: Made) -> Reading:
    return Reading(reading.label, reading.stood, reading.stretches, threeway.dispositions(made))


def _reading(place: Place, side: Wording, called: Mapping[str, str]) -> Reading:
    label = " + ".join(p.number if p.heading else called[p.id] for p in side if p.number and not p.vacant)
    stood = _stood(side)
    if stood != "words":
        return Reading(label, stood, ())
    words = _words(side)
    if side is place.base or not place.base or place.together == "unknown":
        return Reading(label, stood, (Stretch("kept", words),))
    runs = redline(_words(place.base), words)
    return Reading(label, stood, tuple(Stretch(run.kind, run.text) for run in runs))


def _words(side: Wording) -> str:
    return "\n".join(p.words for p in side if p.words and not p.vacant)


def _stood(side: Wording) -> Stood:
    if not side:
        return "not there"
    if all(p.vacant for p in side):
        return "vacant"
    return "unknown" if any(p.words is None and not p.vacant for p in side) else "words"


PAGES = (
    Page(
        "threeway",
        _("Two drafts beside their base"),
        "threeway",
        three_texts,
        "pages/threeway.html",
        asks=(
            ("base", "the text that both drafts began from"),
            ("one", "the one draft"),
            ("other", "the other draft"),
            ("everything", "anything: the points that neither draft changed, too"),
            ("leaf", "which leaf"),
        ),
    ),
)
