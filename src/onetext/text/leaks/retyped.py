"""Reading a text that was typed again, scanned or copied: its words as they were probably meant.

Characters that do not show are left out, letters of other scripts that look like Latin ones are read as these, words
broken at the end of a line are joined, and a word that no known text has is read as the nearest that one has: at a
distance of one slip of the finger, or two in a long word (Damerau 1964; optimal string alignment). Numbers are never
guessed: only a letter O or l among digits is read as 0 or 1. The text itself stays as it was found.
"""

import re
from collections.abc import Collection, Iterator, Sequence

import msgspec

from onetext.text.invisible import as_meant, latin, oddities
from onetext.text.reading import read_points
from onetext.text.words import Token, fold, folded_words, tokens

_LIKE_A_NUMBER = re.compile(r"(?<!\w)(?=[OolI|.,]*\d)[\dOolI|](?:[\dOolI|.,]*[\dOolI|])?(?!\w)")
_DIGITS = str.maketrans("OolI|", "00111")
_MISREAD = (
    ("rn", "m"),
    ("m", "rn"),
    ("cl", "d"),
    ("d", "cl"),
    ("vv", "w"),
    ("0", "o"),
    ("1", "l"),
    ("1", "i"),
    ("5", "s"),
)
_STRANGE = 10_000  # different words that no known text has; with more, it is another text and nothing more is mended
_SHORT, _LONG = 4, 8  # letters from which one slip, and two slips, are mended


class Word(msgspec.Struct, frozen=True):
    """A word of a found text: how it is read, from where to where it stands, and whether that was mended.

    `marker` says that it belongs to a printed number at the start of a line, which retyped texts often lack.
    """

    key: str
    start: int
    end: int
    mended: bool = False
    marker: bool = False


class Retyped(msgspec.Struct, frozen=True):
    """A found text, exactly as it was found, and its words as they are read."""

    source: str
    words: tuple[Word, ...]

    def stretch(self, first: int, last: int) -> str:
        """The characters from one word up to, but not with, another, on one line."""
        if first >= last:
            return ""
        return " ".join(self.source[self.words[first].start : self.words[last - 1].end].split())


def retyped(source: str, vocabulary: Collection[str]) -> Retyped:
    """Read a found text; `vocabulary` are the folded words of the texts that it may have been taken from."""
    clean, origin = _visible(source)
    markers = _markers(clean)
    found = tokens(clean)
    reader = _Reader(frozenset(vocabulary))
    words = []
    for first, last, key in reader.read(found):
        start, end = found[first].start, found[last].end
        mended = key != fold(source[origin[start] : origin[end - 1] + 1])
        words.append(Word(key, origin[start], origin[end - 1] + 1, mended, bool(markers[start])))
    return Retyped(source, tuple(words))


def words_as_read(known: str) -> tuple[str, ...]:
    """The words and numbers of a known text, folded, read from the same characters as those of a found text.

    A known text may itself hold what does not show: a copy that was marked holds it too, and is no other text.
    """
    return folded_words(_visible(known)[0])


def _visible(source: str) -> tuple[str, list[int]]:
    """The characters that show, each word in letters of one script and numbers in digits, and where each stands."""
    hidden = {one.offset for one in oddities(source) if not source[one.offset].isalpha()}
    kept = [offset for offset in range(len(source)) if offset not in hidden]
    shown = as_meant("".join(source[offset] for offset in kept))
    return _LIKE_A_NUMBER.sub(lambda number: number[0].translate(_DIGITS), shown), kept


def _markers(clean: str) -> bytearray:
    """For each character whether it stands in a printed marker."""
    found = bytearray(len(clean))
    at = 0
    for provision in read_points(clean, str):
        found[at : at + len(provision.mark)] = b"\1" * len(provision.mark)
        at += len(provision.mark) + len(provision.words or "") + len(provision.gap)
    return found


class _Reader:
    """Reads tokens as words of a vocabulary."""

    def __init__(self, vocabulary: frozenset[str]) -> None:
        self.vocabulary = vocabulary
        self.by_length: dict[int, list[str]] = {}
        for word in sorted(word for word in vocabulary if not any(map(str.isdigit, word))):
            self.by_length.setdefault(len(word), []).append(word)
        self.read_as: dict[str, str] = {}

    def read(self, found: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
        """The first token, the last and the word as it is read."""
        at = 0
        while at < len(found):
            token = found[at]
            if token.kind not in {"word", "number"}:
                at += 1
                continue
            last, key = self.joined(found, at)
            yield at, last, key
            at = last + 1

    def joined(self, found: Sequence[Token], at: int) -> tuple[int, str]:
        """A token alone, or with the next where only both together are a word: "har-" and "bour", "har" and "bour"."""
        token = found[at]
        following = found[at + 1 : at + 4]
        rest = next((n for n, one in enumerate(following) if one.kind == "word"), None)
        if rest is None or token.kind != "word":
            return at, self.one(token)
        between = "".join(one.folded for one in following[:rest])
        whole = token.folded + following[rest].folded
        broken = between.strip() in {"", "-"} and ("-" in between or between.isspace())
        known = token.folded in self.vocabulary and following[rest].folded in self.vocabulary
        if broken and whole in self.vocabulary and (not known or ("\n" in between and "-" in between)):
            return at + 1 + rest, whole
        return at, self.one(token)

    def one(self, token: Token) -> str:
        if token.kind == "number" or token.folded in self.vocabulary:
            return token.folded
        if token.folded not in self.read_as:
            foreign = len(self.read_as) >= _STRANGE
            self.read_as[token.folded] = token.folded if foreign else self.nearest(token.folded)
        return self.read_as[token.folded]

    def nearest(self, word: str) -> str:
        """The word of the vocabulary that was probably meant; the word itself where none or several may be."""
        latin_only = "".join(map(latin, word))
        misread = {
            latin_only[: place.start()] + right + latin_only[place.end() :]
            for wrong, right in _MISREAD
            for place in re.finditer(wrong, latin_only)
        }
        for meant in ({latin_only} & self.vocabulary, misread & self.vocabulary, self.slips(latin_only)):
            if len(meant) == 1:
                return next(iter(meant))
        return word

    def slips(self, word: str) -> set[str]:
        """The words at the smallest distance, where that is no more than this length allows."""
        from rapidfuzz import process  # noqa: PLC0415
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        most = 0 if len(word) < _SHORT else 1 if len(word) < _LONG else 2
        if not most:
            return set()
        near = [
            (distance, known)
            for length in range(len(word) - most, len(word) + most + 1)
            for known, distance, _ in process.extract(
                word, self.by_length.get(length, ()), scorer=OSA.distance, score_cutoff=most, limit=None
            )
        ]
        least = min((distance for distance, _ in near), default=0)
        return {known for distance, known in near if distance == least}
