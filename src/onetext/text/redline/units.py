"""Units: what a redline keeps, strikes or puts in as a whole: a word, a number, a mark, a bracket's list of names."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec

from onetext.text.brackets.tree import Bracket, read
from onetext.text.words import QUOTES, Script, script, shapes, unify


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
_Piece = tuple[str, str, str]
"""The quotation marks before a word, number or mark, itself, and what goes with it behind it."""

_HYPHENS = "\u2010\u2011-"
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

    An opening quotation mark goes with the word behind it, a closing one and the white space with the word before; one
    before a bracket with the word before the bracket.
    Typographic variants of a quotation mark, a dash, a ligature or the marks that group digits have one key. Without
    `labels`, so have all labels of a list, "(a)" and "(b)" where a list item begins: one that was renumbered is not
    another.
    """
    pieces, tail = _patterns(script(text))
    at = len(text) - len(text.lstrip())
    lead = text[:at]
    found: list[Unit] = []
    wholes = _wholes(text, labels=labels)
    ends = [first for first, _, _ in wholes[1:]] + [len(text)]
    for (first, last, key), end in zip(wholes, ends, strict=False):
        lead = _add(found, lead, pieces.findall(text, at, first))
        at = next(tail.finditer(text, last, end)).end()
        found.append(Unit(lead + text[first:at], key, key != LABEL))
        lead = ""
    lead = _add(found, lead, pieces.findall(text, at))
    return (Unit(lead, ""),) if lead else tuple(found)


@cache
def _patterns(of: Script) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What makes a `_Piece`, and what goes with a word behind it.

    Quotation marks right behind a word close; behind another mark those close that stand before no letter. So does a
    guillemet behind a space, as in French, if no letter follows.
    """
    shape = {kind: pattern.pattern for kind, pattern in shapes(of).items()}
    quotes = "".join(sorted(QUOTES))
    word = rf"(?:{shape['word']})(?:[{_HYPHENS}](?:{shape['word']}|{shape['number']}))*"
    core = rf"{word}|{shape['number']}|[^{quotes}\s]"
    closing = rf"(?:(?<=\w)[{quotes}]*|(?:[{quotes}](?![{quotes}]{{0,3}}\w))*)"
    tail = rf"{closing}(?:\s?[\u00bb\u203a](?!\w))*\s*"
    return re.compile(rf"((?:[{quotes}]\s*)*+)({core}|)({tail})"), re.compile(tail)


def _add(found: list[Unit], lead: str, pieces: list[_Piece]) -> str:
    """Add the units of a stretch, what stood before it with the first; give back what no word stands beside.

    Quotation marks at the end that no word follows go with the word before.
    """
    left = ""
    while pieces and not pieces[-1][1]:
        left = "".join(pieces.pop()) + left
    if not pieces and not found:
        return lead + left
    if pieces:
        pieces[0] = (lead + pieces[0][0], *pieces[0][1:])
        found += map(_unit, pieces)
    else:
        left = lead + left
    if left:
        found[-1] = msgspec.structs.replace(found[-1], text=found[-1].text + left)
    return ""


@lru_cache(maxsize=1 << 16)
def _unit(piece: _Piece) -> Unit:
    return Unit("".join(piece), compared(piece[1]))


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
