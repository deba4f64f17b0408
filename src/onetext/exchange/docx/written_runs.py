"""Stretches of words as runs, in the tracked changes that they are part of."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from itertools import accumulate, groupby
from operator import itemgetter

from onetext.exchange.document import Mark, Span
from onetext.exchange.docx.markup import escaped, saying, tag, valued
from onetext.exchange.docx.ranges import Kind

_BRACKETS = re.compile(r"([\[\]])")
_SIGNS = re.compile("(\r\n|[\t\n\r\v\f\u00ad])")
_ELEMENTS = {"\t": tag("tab"), "\u00ad": tag("softHyphen")}
_DIRECTIONS = {"L": "L", "R": "R", "AL": "R", "AN": "R", "EN": "1", "ET": "%"}
# What is written from the right stands in these blocks, and the mark that says so.
_BACKWARD = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
_NUMBER = re.compile("%*1[1%]*")
_ISO_DATE = 10
"""Characters in a date without a time, which Word cannot hold."""


class Ids:
    """Numbers for what must be told apart within a file, from 1."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        """A number that none has had."""
        self._last += 1
        return self._last


def in_change(inner: str, span: Span, kind: Kind | None, ids: Ids) -> str:
    """Runs within the changes they are part of: struck words lie within the insertion that put them in."""
    if span.deleted:
        inner = tag("moveFrom" if kind == "moveFrom" else "del", inner, marked(span.deleted, ids))
    if span.inserted:
        inner = tag("moveTo" if kind == "moveTo" else "ins", inner, marked(span.inserted, ids))
    return inner


def marked(mark: Mark, ids: Ids) -> str:
    """The attributes that say who made a change and when; a time that is not an exact one is left out."""
    return f' w:id="{ids.next()}"{signed(mark)}'


@lru_cache(maxsize=256)
def signed(mark: Mark) -> str:
    """The attributes that say who and when."""
    return saying(author=mark.author, date=_instant(mark.when))


def _instant(when: str) -> str | None:
    """An instant as Word writes it, to the second; None for what is not an instant."""
    try:
        found = datetime.fromisoformat(when) if len(when) > _ISO_DATE else None
        exact = found if found is None or found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return None if exact is None else exact.replace(microsecond=0).isoformat().replace("+00:00", "Z")


def runs(text: str, style: str = "", *, struck: bool = False, rtl: bool = False, lang: str = "") -> str:
    """Words as runs; brackets are set apart by their style, and words of the other direction by their run.

    `struck` words stand in a deletion; `rtl` is the direction of the paragraph.
    """
    parts = _parts(text, style, rtl=rtl)
    return "".join(
        [run(_words(part, struck=struck), properties(named, rtl=way, lang=lang)) for part, named, way in parts]
    )


def run(content: str, of_run: str = "") -> str:
    """One run."""
    return f"<w:r>{of_run}{content}</w:r>"


@lru_cache(maxsize=256)
def properties(style: str = "", *, rtl: bool = False, lang: str = "") -> str:
    """The properties of a run."""
    found = valued("rStyle", style) if style else ""
    if rtl:
        found += tag("rtl")
    if lang:
        found += tag("lang", **{"bidi" if rtl else "val": lang})
    return tag("rPr", found) if found else ""


def _parts(text: str, style: str, *, rtl: bool) -> Iterator[tuple[str, str, bool]]:
    for words, backward in _directed(text, rtl=rtl):
        pieces = [words] if style or not _has_brackets(words) else _BRACKETS.split(words)
        for place, piece in enumerate(pieces):
            if piece:
                yield piece, "Bracket" if place % 2 else style, backward


def _has_brackets(words: str) -> bool:
    return "[" in words or "]" in words


def _directed(text: str, *, rtl: bool) -> Iterator[tuple[str, bool]]:
    """The words by their direction: numbers go with the words before them, signs with those on both sides.

    After UAX #9, the Unicode Bidirectional Algorithm, rules W5, W7, N1 and N2.
    """
    if not (rtl or _BACKWARD.search(text)):
        yield text, False
        return
    own = "R" if rtl else "L"
    strong = _strong("".join(_DIRECTIONS.get(unicodedata.bidirectional(one), " ") for one in text), own)
    before = list(accumulate(strong, lambda last, one: last if one == " " else one, initial=own))[1:]
    after = list(accumulate(reversed(strong), lambda last, one: last if one == " " else one, initial=own))[1:]
    found = [one if one == other else own for one, other in zip(before, reversed(after), strict=True)]
    for direction, group in groupby(zip(text, found, strict=True), key=itemgetter(1)):
        yield "".join(character for character, _ in group), direction == "R"


def _strong(classes: str, own: str) -> str:
    """The direction of each character that has one, numbers as the words before them."""
    found = []
    last = own
    for one in _NUMBER.sub(lambda number: "1" * len(number[0]), classes):
        last = one if one in "LR" else last
        found.append(last if one in "LR1" else " ")
    return "".join(found)


def _words(text: str, *, struck: bool) -> str:
    name = "delText" if struck else "t"
    if text.isprintable() or not _SIGNS.search(text):
        return f'<w:{name} xml:space="preserve">{escaped(text)}</w:{name}>'
    pieces = _SIGNS.split(text)
    return "".join(
        (_ELEMENTS.get(piece) or tag("br"))
        if place % 2
        else f'<w:{name} xml:space="preserve">{escaped(piece)}</w:{name}>'
        for place, piece in enumerate(pieces)
        if piece
    )
