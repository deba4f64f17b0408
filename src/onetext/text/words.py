"""Words: a lossless tokeniser and the folded forms in which words are compared."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import groupby
from typing import Literal

import msgspec

Kind = Literal["word", "number", "punctuation", "space"]
Script = Literal["ascii", "alphabet", "any"]
"""Of an alphabet are Latin, Greek and Cyrillic with their marks of print, but for letters with accents put apart."""

_MARKED_OR_LONE = re.compile("[\u0300-\u036f\u0483-\u0489\u0590-\u1fff\u2070-\u209f\u20d0-\u20ff\u2c00-\uffff]")

# Typographic quotation marks, double and single; then dashes and hyphens.
_DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u2033\uff02"
_SINGLE = "\u2018\u2019\u201a\u201b\u2032\u02bc\uff07`\u00b4"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SOFT_HYPHEN = "\u00ad"
_UNIFY = str.maketrans(
    _DOUBLE + _SINGLE + _DASHES, '"' * len(_DOUBLE) + "'" * len(_SINGLE) + "-" * len(_DASHES), _SOFT_HYPHEN
)
QUOTES = frozenset("\"'" + _DOUBLE + _SINGLE)
_SHORTEST_ROOT = 3
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", ""))
_LAST = frozenset(ending[-1] for ending, _ in _ENDINGS)
_SHORT = 5_000  # characters; the words of longer texts are not kept in memory


def word_set(text: str) -> frozenset[str]:
    """The words of a list written with spaces between them."""
    return frozenset(text.split())


# The function words of English: they say little about what a provision is about.
STOP_WORDS = word_set(
    "a an and are as at be been being but by each for from had has have he her his if in into is it its nor of on "
    "or our shall she should so such than that the their them then there these they this those to upon was we "
    "were which while who whom whose will with within would"
)


class Token(msgspec.Struct, frozen=True, gc=False):
    """One word, number, mark or run of white space; `text` stands at `start` in the string it was read from."""

    text: str
    kind: Kind
    start: int
    folded: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def script(text: str) -> Script:
    """In which characters a text is written; the fewer they may be, the sooner its words are read."""
    if text.isascii():
        return "ascii"
    return "any" if _MARKED_OR_LONE.search(text) else "alphabet"


@cache
def shapes(of: Script) -> dict[Kind, re.Pattern[str]]:
    """What each kind of token looks like in a text of such a script, the commonest first."""
    letter, inner, lone = r"[^\W\d_]", "(?:[^\\W_]|[\u200c\u200d\u00ad])", ""
    if of == "ascii":
        letter, inner = "[A-Za-z]", "[A-Za-z0-9]"
    elif of == "any":
        # A mark (an Arabic vowel sign, a combining accent) belongs to its word, but \w does not hold it.
        blocks = (range(0x300, 0x3100), range(0xA640, 0xAC00), range(0xFE00, 0xFE30))
        marks = _ranges(c for block in blocks for c in block if unicodedata.category(chr(c))[0] == "M")
        marks += "\u200c\u200d\u00ad"
        # Chinese and Japanese are written without spaces: there each character is a token.
        lone = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
        letter, inner = rf"(?:[^\W\d_{lone}])", rf"(?:[^\W_{lone}]|[{marks}])"
    word = rf"{letter}{inner}*(?:['\u2019\u02bc]{letter}{inner}*)*"
    found: dict[Kind, str] = {
        "space": r"\s+",
        "word": rf"[{lone}]|{word}" if lone else word,
        "number": r"\d{1,3}(?:[ '\u2019\u00a0\u2009\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,\u066b\u066c]\d+)*",
        "punctuation": r".",
    }
    return {kind: re.compile(shape, re.DOTALL) for kind, shape in found.items()}


def _ranges(codes: Iterable[int]) -> str:
    """Characters, given by their numbers in rising order, as ranges of a regular expression."""
    runs = groupby(enumerate(codes), key=lambda pair: pair[1] - pair[0])
    ends = [(group[0][1], group[-1][1]) for group in (list(run) for _, run in runs)]
    return "".join(rf"\u{first:04x}-\u{last:04x}" for first, last in ends)


@cache
def _any(of: Script) -> re.Pattern[str]:
    return re.compile("|".join(shape.pattern for shape in shapes(of).values()), re.DOTALL)


@cache
def _spaced(of: Script) -> re.Pattern[str]:
    """A token that is no white space, and the white space behind it."""
    seen = (shape.pattern for kind, shape in shapes(of).items() if kind != "space")
    return re.compile(rf"({'|'.join(seen)})(\s*)", re.DOTALL)


@lru_cache(maxsize=1 << 16)
def form(word: str) -> tuple[Kind, str]:
    """The kind of a token, and its folded form."""
    return next(kind for kind, shape in shapes(script(word)).items() if shape.fullmatch(word)), fold(word)


def unify(text: str) -> str:
    """The text in NFC with straight quotation marks, plain hyphens and no soft hyphens; case is kept."""
    return unicodedata.normalize("NFC", text).translate(_UNIFY)


def fold(text: str) -> str:
    """The form in which words are compared: compatibility form, no case, plain quotation marks and dashes.

    Unicode 16, section 3.13, D147 (compatibility caseless matching). Folding twice changes nothing.
    """
    if text.isascii():
        return text.replace("`", "'").lower()
    plain, marks, beyond = _print()
    if not beyond.search(text):
        return marks.sub(lambda mark: plain[mark[0]], text).replace("`", "'").lower()
    return _folded(text)


def _folded(text: str) -> str:
    once = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", text).casefold()).casefold()
    unified = unicodedata.normalize("NFKC", once).translate(_UNIFY)
    return unified if unified == text else _folded(unified)


@cache
def _print() -> tuple[Mapping[str, str], re.Pattern[str], re.Pattern[str]]:
    """The marks of print that fold to ASCII whatever stands beside them; what finds them, and what finds all beyond."""
    marks = _DOUBLE + _SINGLE + _DASHES + _SOFT_HYPHEN + "\u00a0"
    plain = {mark: folded for mark in marks if not mark.isascii() and (folded := _folded(mark)).isascii()}
    every = "".join(plain)
    return plain, re.compile(f"[{every}]"), re.compile(rf"[^\x00-\x7f{every}]")


def tokens(text: str) -> tuple[Token, ...]:
    """All tokens of a text in their order; their texts, put together, are the text exactly.

    A number with separators ("600,000", "600 000", "600'000", "1.5") is one token, in the digits of any script.
    """
    found: list[Token] = []
    start = 0
    for word in _any(script(text)).findall(text):
        kind, folded = form(word)
        found.append(Token(word, kind, start, folded))
        start += len(word)
    return tuple(found)


def spaced(text: str) -> list[tuple[str, str]]:
    """The texts of the visible tokens, each with the white space behind it; what stands before the first is left out.

    The quickest way through a text of which the places do not count.
    """
    return _spaced(script(text)).findall(text.lstrip())


def visible(text: str) -> tuple[Token, ...]:
    """The tokens of a text without the white space."""
    return _remembered(text) if len(text) <= _SHORT else _seen(text)


def _seen(text: str) -> tuple[Token, ...]:
    found: list[Token] = []
    start = len(text) - len(text.lstrip())
    for word, space in spaced(text):
        kind, folded = form(word)
        found.append(Token(word, kind, start, folded))
        start += len(word) + len(space)
    return tuple(found)


# One comparison asks a dozen times for the words of the same provision.
_remembered = lru_cache(maxsize=512)(_seen)


def folded_words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text in their order, folded for comparison."""
    return tuple(token.folded for token in visible(text) if token.kind in ("word", "number"))


@cache
def root(word: str) -> str:
    """A folded English word without its commonest endings, so that "guarantees" meets "guarantee".

    A light "S" stemmer (Harman 1991, "How effective is suffixing?") with -ing, -ed and -ise/-ize added.
    """
    word = word.removesuffix("'s").removesuffix("'")
    for ending, instead in _ENDINGS if word[-1:] in _LAST else ():
        if (
            word.endswith(ending)
            and len(word) - len(ending) >= _SHORTEST_ROOT
            and not word.endswith(("ss", "us", "is"))
        ):
            word = word.removesuffix(ending) + instead
            break
    word = word.removesuffix("e")
    if word.endswith("is") and len(word) > _SHORTEST_ROOT + 2:
        return word.removesuffix("is") + "iz"
    return word


def content(text: str) -> tuple[str, ...]:
    """The roots of the words and numbers of a text in their order, function words left out."""
    return roots(folded_words(text))


def roots(folded: Iterable[str]) -> tuple[str, ...]:
    """The roots of folded words, function words left out."""
    return tuple(root(word) for word in folded if word not in STOP_WORDS)
