"""How a found text compares with one known wording: which points stand in it, how they read there, what tells apart.

Where a point stands is found by `leak_places`. A found word stands for one word of the wording.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from onetext.text.leaks.places import WIDE, Lacking, Placed, Places, bits
from onetext.text.leaks.retyped import Retyped, words_as_read
from onetext.text.provision import Provision, Wording

__all__ = ["Lacking", "Likeness", "Matcher", "Passage", "Quoted", "State", "Telling", "telling", "vocabulary"]

State = Literal["present", "in part", "altered", "absent", "unknown"]
_AROUND = 3  # words on either side by which a quotation is known


class Passage(msgspec.Struct, frozen=True):
    """A point of the wording (its id and words) and the words in which it was found, "" where it was not.

    "present": word for word; "in part": what is there of it is word for word; "altered": words differ.
    """

    provision: str
    state: State
    words: str
    found: str = ""


class Likeness(msgspec.Struct, frozen=True):
    """A found text beside one wording.

    `score` is the share of words that agree, 0 to 1: of all words of the found text and of those that the wording has
    between them. `agreed` has a bit for each found word, by its place, that stands in the wording; `lacking` are words
    of the wording that were not found there; `beyond` the stretches that do not stand in it, but for a few words within
    a point.
    """

    score: float
    passages: tuple[Passage, ...]
    agreed: int
    lacking: tuple[Lacking, ...]
    beyond: tuple[str, ...]


class Quoted(msgspec.Struct, frozen=True):
    """Words as they were found, and the same with a few words around them."""

    words: str
    context: str


class Telling(msgspec.Struct, frozen=True):
    """What speaks for one wording against another.

    `has` are words that were found and that only it has in their place (the other may have them elsewhere); `lacks`
    words that the other has and that were not found in theirs.
    """

    has: tuple[Quoted, ...]
    lacks: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether nothing speaks for it."""
        return not self.has and not self.lacks


class Matcher:
    """A found text, ready to be compared with many wordings; what they have in common is looked for once.

    `whole` says that the found text claims to be all of a text: then what is missing counts.
    """

    def __init__(self, found: Retyped, *, whole: bool = False) -> None:
        self.found, self.whole = found, whole
        self.places = Places(found, whole=whole)
        self.text = bits(place for place, word in enumerate(found.words) if not word.marker)
        self.passages: dict[tuple[str, str, int, tuple[Lacking, ...], int], Passage] = {}

    def against(self, wording: Wording) -> Likeness:
        """Compare with one wording."""
        points = [p for p in wording if (p.words is None and not p.vacant) or (p.words or "").strip()]
        placed = self.places.shared_out([p.words or "" for p in points])
        agreed = 0
        for one in placed:
            agreed |= one.mask
        lacking: list[Lacking] = []
        passages = []
        for point, one in zip(points, placed, strict=True):
            is_point = not point.heading and not point.vacant
            missing = self.missing(one, agreed) if one.pairs or is_point else ()
            lacking += missing
            if is_point:
                passages.append(self.passage(point, one, missing, agreed))
        return Likeness(self.score(agreed, lacking), tuple(passages), agreed, tuple(lacking), self.beyond(agreed))

    def score(self, agreed: int, lacking: Sequence[Lacking]) -> float:
        total = (agreed | self.text).bit_count() + sum(len(one.words) for one in lacking)
        return agreed.bit_count() / total if total else 0.0

    def beyond(self, agreed: int) -> tuple[str, ...]:
        """The stretches of the found text that stand nowhere in the wording, but for a few words within a point."""
        found = []
        for first, last in _runs(self.text & ~agreed):
            within = first > 0 and agreed >> (first - 1) & 1 and agreed >> last & 1
            if last - first > WIDE or not within:
                found.append(self.found.stretch(first, last))
        return tuple(found)

    def missing(self, one: Placed, agreed: int) -> tuple[Lacking, ...]:
        """The words of a point that the found text has not, between those that it has and where it has others.

        Of a text that claims to be whole, all that it has not.
        """
        if not one.pairs:
            return (Lacking(0, one.words),) if self.whole and one.words else ()
        (first, start), (last, end) = one.pairs[0], one.pairs[-1]
        before, behind = first, len(one.words) - 1 - last
        if not self.whole:
            before = min(before, start - self.places.reach(start, -1, before, agreed))
            behind = min(behind, self.places.reach(end, 1, behind, agreed) - end)
        edges = [Lacking(start, one.words[first - before : first])] if before else []
        edges += [Lacking(end + 1, one.words[last + 1 : last + 1 + behind])] if behind else []
        return (*one.lacking, *edges)

    def passage(self, point: Provision, one: Placed, missing: tuple[Lacking, ...], agreed: int) -> Passage:
        if point.words is None:
            return Passage(point.id, "unknown", "")
        if not one.pairs:
            return Passage(point.id, "absent" if one.words else "present", point.words)
        last = one.pairs[-1][1]
        added = self.places.reach(last, 1, WIDE, agreed) - last if one.runs_on else 0
        known = (point.id, point.words, one.mask, missing, added)
        if known not in self.passages:
            whole = len(one.pairs) == len(one.words)
            state: State = "altered" if missing or one.put_in or added else "present" if whole else "in part"
            ends = {lack.at: len(lack.words) for lack in missing}
            ends[last + 1] = added or ends.get(last + 1, 0)
            self.passages[known] = Passage(point.id, state, point.words, self.places.quoted(one.pairs, ends))
        return self.passages[known]


def telling(found: Retyped, one: Likeness, other: Likeness) -> Telling:
    """What in a found text speaks for one wording against another."""
    has = [_quoted(found, first, last) for first, last in _runs(one.agreed & ~other.agreed)]
    said = {(lack.at, lack.words) for lack in one.lacking}
    lacks = [" ".join(lack.words) for lack in other.lacking if (lack.at, lack.words) not in said]
    return Telling(tuple(has), tuple(lacks))


def _quoted(found: Retyped, first: int, last: int) -> Quoted:
    around = max(0, first - _AROUND), min(last + _AROUND, len(found.words))
    return Quoted(found.stretch(first, last), found.stretch(*around))


def vocabulary(wordings: Sequence[Wording]) -> frozenset[str]:
    """Every word of some wordings, folded, as it is read in a found text."""
    every = {p.words for wording in wordings for p in wording if p.words}
    return frozenset(word for words in every for word in words_as_read(words))


def _runs(mask: int) -> Iterator[tuple[int, int]]:
    """The runs of bits that are set: from where to where, the end not included."""
    at = 0
    while mask:
        skipped = (mask & -mask).bit_length() - 1
        mask >>= skipped
        length = (~mask & mask + 1).bit_length() - 1
        yield at + skipped, at + skipped + length
        mask >>= length
        at += skipped + length
