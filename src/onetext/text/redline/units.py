"""Units: what a redline keeps, strikes or puts in as a whole: a word, a number, a mark, a bracket's list of names."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from onetext.text.brackets.tree import Bracket, read
from onetext.text.words import QUOTES, form, spaced, unify


class Unit(msgspec.Struct, frozen=True, gc=False):
    """A word, number or mark with the quotation marks and white space that go with it; `key` is what is compared.

    Words with hyphens between them are one, "climate-related".
    `bracket` is True for what makes a bracket: "[", "]", the names of its proponents, "Option 1:", "~~".
    """

    text: str
    key: str
    bracket: bool = False

    @property
    def tail(self) -> str:
        """The white space at its end."""
        return self.text[len(self.text.rstrip()) :]


class Edit(msgspec.Struct, frozen=True, gc=False):
    """The units `first` to `last` of the one wording became the units `new_first` to `new_last` of the other."""

    first: int
    last: int
    new_first: int
    new_last: int


Span = tuple[int, int]
_Meant = tuple[str, str, str]
"""A token, what it is, and its key."""
_Piece = tuple[_Meant, str]
"""A token and the white space behind it; white space before all tokens stands behind none."""

_NONE: _Meant = ("", "space", "")
_HYPHENS = frozenset("-\u2010\u2011")
_JOINS = QUOTES | _HYPHENS
LABEL = "(#)"
_LABEL = re.compile(
    r"(?:(?<=[;:])|^)[ \t]*(?:(?:and|or)[ \t]+)?(\([a-z]{1,2}\)|\([ivx]{1,5}\)|\(\d{1,3}\)|^\d{1,3}[.)])(?=\s)",
    re.MULTILINE,
)
_GROUPED = re.compile(r"\d{1,3}(?:[ ,\u00a0\u2009\u202f]\d{3})+")
_SEPARATOR = re.compile(r"[ ,\u00a0\u2009\u202f](?=\d{3})")
_LIGATURES = str.maketrans({"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"})


def units(text: str, *, labels: bool = True) -> tuple[Unit, ...]:
    """The units of a wording; their texts, put together, are the wording exactly.

    An opening quotation mark goes with the word behind it, a closing one and the white space with the word before.
    Typographic variants of a quotation mark, a dash, a ligature or the marks that group digits have one key. Without
    `labels`, so have all labels of a list, "(a)" and "(b)" where a list item begins: one that was renumbered is not
    another.
    """
    wholes = _wholes(text, labels=labels)
    if not wholes and not text[:1].isspace():
        pieces = spaced(text)
        if _JOINS.isdisjoint([word for word, _ in pieces]):
            return tuple([_alone(piece) for piece in pieces])
    return _joined(_pieces(text, wholes))


@lru_cache(maxsize=1 << 16)
def _alone(piece: tuple[str, str]) -> Unit:
    """A word and the white space behind it as a unit, where no quotation mark and no hyphen stands beside it."""
    return Unit("".join(piece), compared(piece[0]))


def _joined(pieces: Iterable[_Piece]) -> tuple[Unit, ...]:
    found: list[Unit] = []
    lead = core = tail = key = ""
    bracket = False
    for (piece, kind, whole), space in pieces:
        if kind == "quote" and core and not lead and not tail[-1:].isspace():
            tail += piece
        elif kind == "quote":
            lead += piece
        elif piece:
            if core:
                found.append(Unit(core + tail, key, bracket))
            core, tail, lead, key, bracket = lead + piece, space, "", whole, kind == "bracket"
            continue
        if core and not lead:
            tail += space
        else:
            lead += space
    if core or lead:
        found.append(Unit(core + tail + lead, key, bracket))
    return tuple(found)


def otherwise_printed(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Two wordings with the same words, in stretches that are equal on both sides or differ in print.

    Put together, the one sides are the one wording exactly, the other sides the other. Time is linear in the length.
    """
    olds, news = units(before, labels=False), units(after, labels=False)
    if [unit.key for unit in olds] != [unit.key for unit in news]:
        yield before, after
        return
    for old, new in zip((unit.text for unit in olds), (unit.text for unit in news), strict=True):
        core, new_core = old.rstrip(), new.rstrip()
        yield from zip(core, new_core, strict=True) if len(core) == len(new_core) else ((core, new_core),)
        yield old[len(core) :], new[len(new_core) :]


def _pieces(text: str, wholes: Iterable[tuple[int, int, str]]) -> list[_Piece]:
    """The tokens of a text; what makes a bracket, and a label of a list, is one piece."""
    found: list[_Piece] = []
    at = 0
    for first, last, key in wholes:
        found += _plain(text[at:first])
        found.append(((text[first:last], "word" if key == LABEL else "bracket", key), ""))
        at = last
    return [*found, *_plain(text[at:])]


def _plain(text: str) -> list[_Piece]:
    """The tokens of a stretch; words with hyphens between them are one piece, "climate-related"."""
    lead = text[: len(text) - len(text.lstrip())]
    found = [(_meant(word), space) for word, space in spaced(text)]
    if not _HYPHENS.isdisjoint(text):
        found = list(_hyphened(found))
    return [(_NONE, lead), *found] if lead else found


@lru_cache(maxsize=1 << 16)
def _meant(word: str) -> _Meant:
    return word, "quote" if word in QUOTES else form(word)[0], compared(word)


def _hyphened(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    waiting: list[_Piece] = []
    for piece in pieces:
        if _goes_on(waiting, piece[0]):
            waiting.append(piece)
            continue
        yield from _released(waiting)
        waiting = [piece]
    yield from _released(waiting)


def _goes_on(waiting: Sequence[_Piece], token: _Meant) -> bool:
    """Whether a token goes on a word that ends in a hyphen, or is the hyphen."""
    if not waiting or waiting[0][0][1] != "word" or waiting[-1][1]:
        return False
    if len(waiting) % 2:
        return token[0] in _HYPHENS
    return token[1] in {"word", "number"}


def _released(waiting: Sequence[_Piece]) -> Iterator[_Piece]:
    whole = len(waiting) - (len(waiting) % 2 == 0)
    if whole > 1:
        text = "".join(token[0] for token, _ in waiting[:whole])
        yield (text, "word", compared(text)), waiting[whole - 1][1]
    yield from waiting[whole if whole > 1 else 0 :]


@lru_cache(maxsize=1 << 16)
def compared(word: str) -> str:
    """The form in which one word, number or mark is compared: typographic variants are the same, case is not."""
    if word.isascii() and not word[0].isdigit():
        return word.replace("`", "'")
    plain = unify(word).translate(_LIGATURES)
    return _SEPARATOR.sub("", plain) if _GROUPED.fullmatch(plain) else plain


def _wholes(text: str, *, labels: bool) -> list[tuple[int, int, str]]:
    """From where to where something stands that is one unit, with its key, in order."""
    marks = _marks(text) if may_have_brackets(text) else []
    wholes = [(first, last, "".join(text[first:last].split())) for first, last in marks]
    if labels or "(" not in text:
        return wholes
    starts = [first for first, _, _ in wholes]
    for found in _LABEL.finditer(text):
        first, last = found.span(1)
        at = bisect_left(starts, first)
        free = (not at or wholes[at - 1][1] <= first) and (at == len(wholes) or last <= wholes[at][0])
        if free:
            wholes.insert(at, (first, last, LABEL))
            starts.insert(at, first)
    return wholes


def may_have_brackets(text: str) -> bool:
    """Whether a text has a character or a word that may make a bracket or an option block; quickly."""
    return any(sign in text for sign in ("[", "~~", "Option", "Alt"))


def _marks(text: str) -> list[Span]:
    """Where the characters stand that make brackets, each without white space around it, in order."""
    found: list[Span] = []
    for node in read(text).nodes:
        if isinstance(node, Bracket):
            inside, end = node.start + len(node.open), node.end - len(node.close)
            spans = (node.start, inside), (inside, inside + node.lead), (end - node.trail, end), (end, node.end)
            found += [trimmed for first, last in spans if (trimmed := _trimmed(text, first, last))]
    return sorted(_apart(found))


def _trimmed(text: str, first: int, last: int) -> Span | None:
    piece = text[first:last]
    lead, length = len(piece) - len(piece.lstrip()), len(piece.strip())
    return (first + lead, first + lead + length) if length else None


def _apart(spans: list[Span]) -> Iterator[Span]:
    """The spans without those that overlap one before them."""
    at = 0
    for first, last in sorted(spans):
        if first >= at:
            yield first, last
            at = last
