"""Whose words a point is made of: who proposed each, when, in which version or amendment, and what became of them."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from onetext.process import amendments, current, points, provenance, texts
from onetext.process.provenance import Traced
from onetext.process.texts import MAIN, Line, Table
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.sentences import listed
from onetext.text.provenance import Gone, Passage
from onetext.text.redline import redline
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
    settled = telling.of(found.passages)
    shown = standing.bracketed if standing.bracketed is not None else standing.known_words or ""
    return Origins(
        title=points.label(standing),
        place=place_of(view, asked, rival),
        id=standing.provision.id,
        version="",
        known=found.known,
        drawn=tuple(drawn(settled, [one.passages for one in pending], shown)),
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


def drawn(settled: Sequence[Words], wanted: Sequence[Sequence[Words]], shown: str) -> Iterator[Words]:
    """The words that are shown, brackets and all, in stretches of one origin; put together they are exactly these.

    What stands in the settled words is whose it is there; what stands in a bracket, whose it is in the amendment.
    """
    reader = _Reader(settled)
    for run in redline("".join(one.words for one in settled), shown):
        if run.kind == "deleted":
            list(reader.take(run.before))
        elif run.kind == "inserted":
            for piece in re.split(r"(?=\[)", run.after):
                yield from _in_bracket(piece, wanted)
        elif run.before == run.after:
            yield from reader.take(run.before)
        else:
            first, *_rest = (*reader.take(run.before), Words(""))
            yield _as(run.after, first)


class _Reader:
    """Passages that are read from their beginning, so many characters at a time."""

    def __init__(self, passages: Sequence[Words]) -> None:
        self.waiting = [one for one in reversed(passages) if one.words]

    def take(self, words: str) -> Iterator[Words]:
        left = len(words)
        while left and self.waiting:
            one = self.waiting.pop()
            yield _as(one.words[:left], one)
            if len(one.words) > left:
                self.waiting.append(_as(one.words[left:], one))
            left -= min(left, len(one.words))


_NAMES = re.compile(r"\s*\([^()]*\)\s*\]?\s*$")


def _in_bracket(piece: str, wanted: Sequence[Sequence[Words]]) -> Iterator[Words]:
    """A piece from one bracket to the next, its wording told from what makes the bracket."""
    core = _NAMES.sub("", piece).strip(" []\n")
    for passages in wanted:
        at = "".join(one.words for one in passages).find(core) if core else -1
        if at >= 0:
            start = piece.find(core)
            reader = _Reader(passages)
            list(reader.take("x" * at))
            yield from (one for one in (Words(piece[:start]), *reader.take(core)) if one.words)
            yield Words(piece[start + len(core) :])
            return
    if piece:
        yield Words(piece)


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
