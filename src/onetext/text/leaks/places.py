"""Where the points of a wording stand in a found text.

A point is looked for where its rare words and pairs of words fall together; there the words in common are found as in
`stretches`. Order plays no part: a press report quotes as it likes. Places are kept as bits of one number, so that a
thousand versions are compared in seconds.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from onetext.text.leaks.retyped import Retyped, words_as_read
from onetext.text.streamlining.stretches import Pair, common, in_runs

_REGIONS = 3  # places that are tried for a point
_OFTEN = 60  # places at which a word is too common to say where a point stands
_MOST = 1000  # the same, whatever stands for other points
_SLACK = 12  # words around the place where a point should stand that are searched with it
_SOME = 0.4  # a point is there when so much of it is, or a stretch of so many words:
_STRETCH = 5
_QUOTED = 3  # words of a quotation that is shown, where there is a longer one
WIDE = 6  # words between two quotations of a point, beyond which nothing is said of what stands between
_TAKEN = "\0"  # no word
_QUOTES = re.compile(r"[“”„\"«»]")
_STOPS = re.compile(r"[.;:!?“”\"«»…]|\n\s*\n")


class Lacking(msgspec.Struct, frozen=True):
    """Words that the wording has before the word at place `at` of the found text, and the found text has not."""

    at: int
    words: tuple[str, ...]


class Placed(NamedTuple):
    """The words of a point, and which of them stand where in the found text.

    `mask` has the same places as bits. `lacking` are the words that the found text has not between those that it has;
    `put_in` says that it has others between; `runs_on`, that it goes on behind the point's last word without a stop.
    """

    words: tuple[str, ...]
    pairs: tuple[Pair, ...] = ()
    mask: int = 0
    lacking: tuple[Lacking, ...] = ()
    put_in: bool = False
    runs_on: bool = False


class Places:
    """A found text in which points are looked for; what was found is kept, as versions have most of their points alike.

    With `whole`, the text claims to be all of a text, so that all that stands between two words of a point is its own.
    """

    def __init__(self, found: Retyped, *, whole: bool) -> None:
        self.found, self.whole = found, whole
        self.keys = tuple(word.key for word in found.words)
        self.placed: dict[str, Placed] = {}
        self.at: dict[tuple[str, ...], list[int]] = {}
        for place, key in enumerate(self.keys):
            self.at.setdefault((key,), []).append(place)
        for place, pair in enumerate(pairwise(self.keys)):
            self.at.setdefault(pair, []).append(place)

    def shared_out(self, points: Sequence[str]) -> list[Placed]:
        """Where each point stands, the surest first; no found word stands for two."""
        placed = [self.place(words) for words in points]
        shares = [-len(one.pairs) / (len(one.words) or 1) for one in placed]
        taken, free = 0, list(self.keys)
        for n in sorted(range(len(points)), key=shares.__getitem__):
            if placed[n].mask & taken:
                placed[n] = self.look(placed[n].words, free)
            taken |= placed[n].mask
            for _, place in placed[n].pairs:
                free[place] = _TAKEN
        return placed

    def place(self, point: str) -> Placed:
        """Where a point stands, whatever other points there are."""
        if point not in self.placed:
            self.placed[point] = self.look(words_as_read(point), self.keys)
        return self.placed[point]

    def look(self, words: tuple[str, ...], free: Sequence[str]) -> Placed:
        """The best of the places where a point may stand; in `free` no word is left that stands for another point."""
        best: tuple[Pair, ...] = ()
        for start, end in self.regions(words, free):
            region = free[start:end]
            pairs = tuple((a, b + start) for a, b in common(words, region))
            if len(pairs) > len(best) and _is_enough(pairs, len(words)):
                best = pairs
        return self.told(words, best) if best else Placed(words)

    def regions(self, words: tuple[str, ...], free: Sequence[str]) -> Iterator[tuple[int, int]]:
        """From where to where a point may stand: where its words and pairs fall together, rare ones counting more."""
        width = max(len(words) // 2, _SLACK)
        votes: dict[int, float] = {}
        for grams, weight in ((tuple((word,) for word in words), 1), (tuple(pairwise(words)), 2)):
            for offset, gram in enumerate(grams):
                found = self.at.get(gram, ())
                places = [place for place in found if free[place] != _TAKEN] if len(found) <= _MOST else ()
                for place in places if len(places) <= _OFTEN else ():
                    number = (place - offset) // width
                    votes[number] = votes.get(number, 0) + weight / len(places)
        both = {n: votes.get(n, 0) + votes.get(n + 1, 0) for seen in votes for n in (seen - 1, seen)}
        best = sorted(both, key=lambda n: (-both[n], n))[:_REGIONS]
        starts = [number * width - _SLACK for number in best]
        yield from dict.fromkeys(
            (max(0, start), min(len(self.keys), start + 2 * width + len(words) + 2 * _SLACK)) for start in starts
        )

    def told(self, words: tuple[str, ...], pairs: tuple[Pair, ...]) -> Placed:
        """What is found of a point, with what differs between its words."""
        gaps = [
            (one, two)
            for one, two in pairwise(pairs)
            if (two[0] > one[0] + 1 or two[1] > one[1] + 1) and (self.whole or self.is_one_quotation(one[1], two[1]))
        ]
        lacking = tuple(Lacking(two[1], words[one[0] + 1 : two[0]]) for one, two in gaps if two[0] > one[0] + 1)
        put_in = any(two[1] > one[1] + 1 and self.is_one_quotation(one[1], two[1]) for one, two in gaps)
        mask = bits(after for _, after in pairs)
        return Placed(
            words, pairs, mask, lacking, put_in, pairs[-1][0] == len(words) - 1 and self.runs_on(pairs[-1][1])
        )

    def is_one_quotation(self, one: int, two: int) -> bool:
        """Whether what stands between two found words of a point is told as its own, and is no report around it."""
        between = self.found.source[self.found.words[one].end : self.found.words[two].start]
        return two - one <= WIDE + 1 and not _QUOTES.search(between)

    def runs_on(self, last: int) -> bool:
        """Whether another word follows, without so much as a comma."""
        following = self.found.words[last + 1 : last + 2]
        return bool(following) and not self.found.source[self.found.words[last].end : following[0].start].strip()

    def reach(self, place: int, step: int, most: int, agreed: int = 0) -> int:
        """As far from a word as the found text goes on in the same sentence with other words, at most so many."""
        for _ in range(most):
            following = place + step
            if following < 0 or agreed >> following & 1 or not self.goes_on(*sorted((following, place))):
                break
            place = following
        return place

    def goes_on(self, one: int, two: int) -> bool:
        """Whether two neighbouring words stand in one sentence."""
        if two >= len(self.keys) or self.found.words[one].marker or self.found.words[two].marker:
            return False
        return not _STOPS.search(self.found.source[self.found.words[one].end : self.found.words[two].start])

    def quoted(self, pairs: Sequence[Pair], ends: Mapping[int, int]) -> str:
        """The found words of a point as they stand, with others between them.

        `ends` says how many words more, at most, belong to it before the first and behind the last.
        """
        pieces: list[list[int]] = []
        for _, place in pairs:
            if pieces and self.is_one_quotation(pieces[-1][-1], place):
                pieces[-1].append(place)
            else:
                pieces.append([place])
        longest = max(map(len, pieces))
        spans = [[piece[0], piece[-1] + 1] for piece in pieces if len(piece) >= min(_QUOTED, longest)]
        spans[0][0] = self.reach(spans[0][0], -1, ends.get(spans[0][0], 0))
        spans[-1][1] = self.reach(spans[-1][1] - 1, 1, ends.get(spans[-1][1], 0)) + 1
        return " … ".join(self.found.stretch(first, last) for first, last in spans)


def bits(places: Iterable[int]) -> int:
    """Places as bits of one number."""
    found = bytearray()
    for place in places:
        found.extend(bytes(max(0, place // 8 + 1 - len(found))))
        found[place // 8] |= 1 << place % 8
    return int.from_bytes(found, "little")


def _is_enough(pairs: Sequence[Pair], total: int) -> bool:
    """Whether so much of a point is found that it is no chance."""
    return len(pairs) >= _SOME * total or any(len(run) >= _STRETCH for run in in_runs(pairs))
