"""Whose words a point is made of: who proposed each, when, in which version or amendment, and what became of them."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from onetext.process import amendments, current, points, provenance, texts
from onetext.process.current import Standing
from onetext.process.provenance import Traced
from onetext.process.texts import MAIN, Line, Table
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.sentences import listed
from onetext.text.carrying import disputes
from onetext.text.provenance import Gone, Passage
from onetext.web.asked import Asked
from onetext.web.pages import Page
from onetext.web.pages.text import wording
from onetext.web.pages.text.drawn import Place
from onetext.web.pages.text.whole import place_of
from onetext.web.pages.text.wording import Direction


@dataclass(frozen=True)
class Words:
    """Words that came in together: who proposed them, when, in what, and what became of them; "" for brackets."""

    words: str
    who: str = ""
    when: str = ""
    where: str = ""
    since: str = ""

    @property
    def said(self) -> str:
        """All of it in one line."""
        return listed(filter(None, (self.who, self.when, self.where, self.since)))


@dataclass(frozen=True)
class Wanted:
    """The words that a pending amendment wants, and whose each of them is."""

    name: str
    by: tuple[str, ...]
    passages: tuple[Words, ...]


@dataclass(frozen=True)
class Lost:
    """Words that stood there or were proposed, and do not stand there any more."""

    words: Words
    went: str
    instead: str


@dataclass(frozen=True)
class Origins:
    """The page's value. The `drawn` words, put together, are those that the text shows, brackets and all.

    `version` is the one whose words they are as it was tabled, "" for the text as it stands.
    """

    title: str
    place: Place
    id: str
    version: str
    known: bool
    drawn: tuple[Words, ...]
    pending: tuple[Wanted, ...]
    gone: tuple[Lost, ...]
    lang: str
    dir: Direction


# Reading the whole line is what takes time, and the next words are asked for a moment later.
_LATEST: deque[tuple[Sequence[Act[Any]], str, Traced]] = deque(maxlen=8)


def _traced(view: View, line: str, version: Act[Table] | None = None) -> Traced:
    wanted = version.id if version else line
    for acts, of, found in tuple(_LATEST):
        if acts is view.acts and of == wanted:
            return found
    answer = provenance.as_tabled(view, version) if version else provenance.of(view, line)
    _LATEST.append((view.acts, wanted, answer))
    return answer


def origins(view: View, asked: Asked) -> Origins:
    """Whose words the point is made of that the address names, as it stands or as a `version` has it."""
    if asked.word("version"):
        return _as_tabled(view, asked, view.find(asked.word("version"), Table))
    rival = view.find(asked.word("line"), Line) if asked.word("line") else None
    line = rival.id if rival else MAIN
    standing = current.find(view, asked.parts["point"], line)
    traced, labels = _traced(view, line), points.labels(view, line)
    found = next(one for one in traced.points if one.id == standing.provision.id)
    telling = _Telling(view, traced, labels)
    pending = tuple(
        Wanted(
            amendments.called(view, act),
            tuple(provenance.named(view, (who,)) for who in amendments.proponents(act)),
            telling.of(wanted),
        )
        for act, wanted in found.pending
    )
    lang = standing.provision.lang or standing.version.body.lang
    pieces = _pieces(standing, {act.id: telling.of(wanted) for act, wanted in found.pending})
    return Origins(
        title=points.label(standing),
        place=place_of(view, asked, rival),
        id=standing.provision.id,
        version="",
        known=found.known,
        drawn=tuple(drawn(telling.of(found.passages), pieces)),
        pending=pending,
        gone=tuple(telling.lost(one) for one in found.gone if one.origin is not None),
        lang=lang,
        dir=wording.direction(lang),
    )


def _as_tabled(view: View, asked: Asked, version: Act[Table]) -> Origins:
    """Whose words a point of a version was made of when that was tabled."""
    wording_, wanted = version.body.wording or (), asked.parts["point"]
    provision = next((one for one in wording_ if one.id == wanted), None)
    if provision is None:
        refuse("There is no point {point} in {version}.", point=wanted, version=version.handle)
    traced = _traced(view, version.body.line, version)
    called = texts.printed(wording_)
    found = next(one for one in traced.points if one.id == provision.id)
    telling = _Telling(view, traced, called)
    lang, drawn_ = provision.lang or version.body.lang, telling.of(found.passages)
    if "".join(one.words for one in drawn_) != (provision.words or ""):
        drawn_ = (Words(provision.words),) if provision.words else ()  # whose they are cannot be told
    return Origins(
        title=called[provision.id],
        place=place_of(view, asked, view[texts.Texts].lines.get(version.body.line)),
        id=provision.id,
        version=version.handle,
        known=True,
        drawn=drawn_,
        pending=(),
        gone=tuple(telling.lost(one) for one in found.gone if one.origin is not None),
        lang=lang,
        dir=wording.direction(lang),
    )


class _Telling:
    """How passages are told to a reader."""

    def __init__(self, view: View, traced: Traced, labels: Mapping[str, str]) -> None:
        self.view, self.traced, self.labels = view, traced, labels

    def of(self, passages: Iterable[Passage]) -> tuple[Words, ...]:
        return tuple(self.words(one.words, one) for one in passages)

    def words(self, words: str, one: Passage | Gone) -> Words:
        if one.origin is None:
            return Words(words)
        return Words(words, *provenance.told(self.view, self.traced, one.origin, one.events, self.labels))

    def lost(self, one: Gone) -> Lost:
        return Lost(self.words(one.words, one), provenance.went(self.view, self.traced, one), one.instead)


@dataclass(frozen=True)
class Pieces:
    """A stretch of the settled words, what is shown of it, and what each amendment that is at work there wants."""

    before: str
    after: str
    wishes: tuple[tuple[Words, ...], ...] = ()


def _pieces(standing: Standing, wishes: Mapping[str, tuple[Words, ...]]) -> tuple[Pieces, ...]:
    """The words of a point as they are shown, from what stands to what is wished in brackets, stretch by stretch."""
    changes = {one.change.key: one for one in standing.carried if one.change is not None}
    words = standing.provision.words
    if words is None or standing.bracketed is None:
        return (Pieces(standing.known_words or "", standing.known_words or ""),)
    found = disputes(words, [one.change for one in changes.values() if one.change is not None])
    made = tuple(
        Pieces(one.before, one.after, tuple(wishes.get(changes[key].act.id, ()) for key in one.keys)) for one in found
    )
    return made if "".join(one.after for one in made) == standing.bracketed else (Pieces(words, standing.bracketed),)


def drawn(settled: Sequence[Words], pieces: Iterable[Pieces]) -> Iterator[Words]:
    """The words that are shown, brackets and all, in stretches of one origin; put together they are exactly these.

    What stands in the settled words is whose it is there, in a bracket too; what is wished there, whose it is in the
    amendment that wishes it.
    """
    return _together(_told(_Reader(settled), pieces))


def _told(reader: "_Reader", pieces: Iterable[Pieces]) -> Iterator[Words]:
    for piece in pieces:
        stood = tuple(reader.take(piece.before))
        if piece.before == piece.after == "".join(one.words for one in stood):
            yield from stood
        else:
            yield from _in_brackets(piece.after, stood, piece.wishes)


class _Reader:
    """Passages that are read from their beginning, so many characters at a time."""

    def __init__(self, passages: Iterable[Words]) -> None:
        self.waiting = [one for one in passages if one.words][::-1]

    def take(self, words: str) -> Iterator[Words]:
        left = len(words)
        while left and self.waiting:
            one = self.waiting.pop()
            yield _as(one.words[:left], one)
            if len(one.words) > left:
                self.waiting.append(_as(one.words[left:], one))
            left -= min(left, len(one.words))


_BRACKET = re.compile(r"(?=\[)|(?<=\])")
_NAMES = re.compile(r"\s*\([^()]*\)\s*\]?\s*$")


def _in_brackets(shown: str, stood: Sequence[Words], wishes: Sequence[Sequence[Words]]) -> Iterator[Words]:
    """What is shown of a stretch, bracket by bracket: the words that stood there, and those that amendments wish."""
    known = {_as("", one) for one in stood}
    for piece in filter(None, _BRACKET.split(shown)):
        whole, named = piece.strip(" []\n"), _NAMES.sub("", piece).strip(" []\n")
        sought = [(whole, of) for of in (stood, *wishes)] + [(named, of) for of in wishes if named != whole]
        found = next((core for core, of in sought if core and _places(core, of)), "")
        told = [one for core, of in sought if core == found for one in _places(core, of)] if found else []
        # Where the same words stand elsewhere in what is wished, those are meant that do not stand in the text.
        first = next((one for one in told if not {_as("", part) for part in one} <= known), told[0]) if told else ()
        start = piece.find(found) if first else len(piece)
        around = (Words(piece[:start]), *first, Words(piece[start + len(found) :]))
        yield from (one for one in around if one.words)


def _places(core: str, passages: Sequence[Words]) -> list[tuple[Words, ...]]:
    """Every place in passages where words stand, not as a part of other words, with whose they are there."""
    found = []
    for match in re.finditer(rf"(?<!\w){re.escape(core)}(?!\w)", "".join(one.words for one in passages)):
        reader = _Reader(passages)
        list(reader.take("x" * match.start()))
        found.append(tuple(reader.take(core)))
    return found


def _together(passages: Iterable[Words]) -> Iterator[Words]:
    """Neighbours of one origin as one passage; a space alone belongs to the words before it."""
    last = Words("")
    for one in passages:
        if _as("", one) == _as("", last) or (last.who and not one.words.strip()):
            last = _as(last.words + one.words, last)
        else:
            yield from (last,) if last.words else ()
            last = one
    yield from (last,) if last.words else ()


def _as(words: str, one: Words) -> Words:
    return Words(words, one.who, one.when, one.where, one.since)


PAGES = (
    Page(
        "origins",
        _("Whose words"),
        "text/<str:point>/words",
        origins,
        "pages/origins.html",
        asks=(("line", "a rival draft, instead of the one text"), ("version", "a version, as it was tabled")),
    ),
)
