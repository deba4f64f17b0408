"""How a found text compares with one known wording: which points stand in it, how they read there, what tells apart.

A point is looked for where its rare words and pairs of words fall together; there the words in common are found as in
`stretches`. Order plays no part: a press report quotes as it likes. A found word stands for one word of the wording.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

import msgspec

from onetext.text.provision import Provision, Wording
from onetext.text.retyped import Retyped
from onetext.text.stretches import Pair, common, in_runs
from onetext.text.words import folded_words

State = Literal["present", "in part", "altered", "absent", "unknown"]
_REGIONS = 3  # places that are tried for a point
_OFTEN = 60  # places at which a word is too common to say where a point stands
_SLACK = 12  # words around the place where a point should stand that are searched with it
_WIDE = 6  # words between two quotations of a point, beyond which nothing is said of what stands between
_SOME = 0.4  # a point is there when so much of it is, or a stretch of so many words:
_STRETCH = 5
_QUOTED = 3  # words of a quotation that is shown, where there is a longer one
_AROUND = 3  # words on either side by which a quotation is known
_QUOTES = re.compile(r"[“”„\"«»]")
_STOPS = re.compile(r"[.;:!?“”\"«»…]|\n\s*\n")


class Passage(msgspec.Struct, frozen=True):
    """A point of the wording (its id and words) and the words in which it was found, "" where it was not.

    "present": word for word; "in part": what is there of it is word for word; "altered": words differ.
    """

    provision: str
    state: State
    words: str
    found: str = ""


class Lacking(msgspec.Struct, frozen=True):
    """Words that the wording has before the word at place `at` of the found text, and the found text has not."""

    at: int
    words: tuple[str, ...]


class Likeness(msgspec.Struct, frozen=True):
    """A found text beside one wording.

    `score` is the share of words that agree, 0 to 1: of all words of the found text and of those that the wording has
    between them. `agreed` are the places of the found words that stand in the wording; `beyond` the stretches that do
    not stand in it, but for a few words within a point.
    """

    score: float
    passages: tuple[Passage, ...]
    agreed: frozenset[int]
    lacking: tuple[Lacking, ...]
    beyond: tuple[str, ...]


class Quoted(msgspec.Struct, frozen=True):
    """Words as they were found, and the same with a few words around them."""

    words: str
    context: str


class Telling(msgspec.Struct, frozen=True):
    """What speaks for one wording against another.

    `has` are words that were found and that only it has; `lacks` words that the other has and that were not found.
    """

    has: tuple[Quoted, ...]
    lacks: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether nothing speaks for it."""
        return not self.has and not self.lacks


class _Placed(NamedTuple):
    """The words of a point that were found, and the same places as bits of one number."""

    pairs: tuple[Pair, ...]
    mask: int


_NOWHERE = _Placed((), 0)


class Matcher:
    """A found text, ready to be compared with many wordings; what they have in common is looked for once.

    `whole` says that the found text claims to be all of a text: then what is missing counts.
    """

    def __init__(self, found: Retyped, *, whole: bool = False) -> None:
        self.found, self.whole = found, whole
        self.keys = tuple(word.key for word in found.words)
        self.placed: dict[tuple[str, ...], _Placed] = {}

    @cached_property
    def at(self) -> dict[tuple[str, ...], list[int]]:
        """Where each word and each pair of neighbours stands."""
        found: dict[tuple[str, ...], list[int]] = {}
        for place, key in enumerate(self.keys):
            found.setdefault((key,), []).append(place)
        for place, pair in enumerate(pairwise(self.keys)):
            found.setdefault(pair, []).append(place)
        return found

    def against(self, wording: Wording) -> Likeness:
        """Compare with one wording."""
        points = [p for p in wording if (p.words is None and not p.vacant) or (p.words or "").strip()]
        keys = [folded_words(p.words or "") for p in points]
        placed = self.shared_out(keys)
        agreed = frozenset(after for one in placed for _, after in one.pairs)
        lacking: list[Lacking] = []
        passages = []
        for point, words, one in zip(points, keys, placed, strict=True):
            missing = (
                tuple(self.lacking(words, one.pairs, agreed))
                if one.pairs or not (point.heading or point.vacant)
                else ()
            )
            lacking += missing
            if not point.heading and not point.vacant:
                passages.append(self.passage(point, words, one.pairs, missing, agreed))
        return Likeness(self.score(agreed, lacking), tuple(passages), agreed, tuple(lacking), self.beyond(agreed))

    def score(self, agreed: frozenset[int], lacking: Sequence[Lacking]) -> float:
        read = sum(1 for place, word in enumerate(self.found.words) if place in agreed or not word.marker)
        total = read + sum(len(one.words) for one in lacking)
        return len(agreed) / total if total else 0.0

    def beyond(self, agreed: frozenset[int]) -> tuple[str, ...]:
        """The stretches of the found text that stand nowhere in the wording, but for a few words within a point."""
        left = [place for place, word in enumerate(self.found.words) if place not in agreed and not word.marker]
        apart = (run for run in _runs(left) if len(run) > _WIDE or not {run[0] - 1, run[-1] + 1} <= agreed)
        return tuple(self.found.stretch(run[0], run[-1] + 1) for run in apart)

    def shared_out(self, keys: Sequence[tuple[str, ...]]) -> list[_Placed]:
        """Where each point stands, the surest first; no found word stands for two."""
        placed = [self.place(words) for words in keys]
        order = sorted(range(len(keys)), key=lambda n: (-len(placed[n].pairs) / (len(keys[n]) or 1), n))
        taken = 0
        for n in order:
            if placed[n].mask & taken:
                placed[n] = self.look(keys[n], taken)
            taken |= placed[n].mask
        return placed

    def place(self, words: tuple[str, ...]) -> _Placed:
        if words not in self.placed:
            self.placed[words] = self.look(words, 0)
        return self.placed[words]

    def look(self, words: tuple[str, ...], taken: int) -> _Placed:
        """The best of the places where a point may stand, apart from words that stand for others."""
        best: tuple[Pair, ...] = ()
        for start, end in self.regions(words, taken):
            region = ["\0" if taken >> place & 1 else self.keys[place] for place in range(start, end)]
            pairs = tuple((a, b + start) for a, b in common(words, region))
            if len(pairs) > len(best) and _is_enough(pairs, len(words)):
                best = pairs
        return _Placed(best, sum(1 << after for _, after in best)) if best else _NOWHERE

    def regions(self, words: tuple[str, ...], taken: int) -> Iterator[tuple[int, int]]:
        """From where to where a point may stand: where its words and pairs fall together, rare ones counting more."""
        width = max(len(words) // 2, _SLACK)
        votes: dict[int, float] = {}
        for grams, weight in ((tuple((word,) for word in words), 1), (tuple(pairwise(words)), 2)):
            for offset, gram in enumerate(grams):
                places = [place for place in self.at.get(gram, ()) if not taken >> place & 1]
                for place in places if len(places) <= _OFTEN else ():
                    number = (place - offset) // width
                    votes[number] = votes.get(number, 0) + weight / len(places)
        both = {n: votes.get(n, 0) + votes.get(n + 1, 0) for seen in votes for n in (seen - 1, seen)}
        best = sorted(both, key=lambda n: (-both[n], n))[:_REGIONS]
        starts = [number * width - _SLACK for number in best]
        yield from dict.fromkeys(
            (max(0, start), min(len(self.keys), start + 2 * width + len(words) + 2 * _SLACK)) for start in starts
        )

    def lacking(self, words: tuple[str, ...], pairs: Sequence[Pair], agreed: frozenset[int]) -> Iterator[Lacking]:
        """The words of a point that the found text has not, between those that it has and where it has others."""
        if not pairs:
            if self.whole and words:
                yield Lacking(0, words)
            return
        for one, two in pairwise(pairs):
            if two[0] > one[0] + 1 and (self.whole or self.is_one_quotation(one[1], two[1])):
                yield Lacking(two[1], words[one[0] + 1 : two[0]])
        (first, start), (last, end) = pairs[0], pairs[-1]
        before = first if self.whole else min(first, start - self.reach(start, -1, first, agreed))
        behind = len(words) - 1 - last
        behind = behind if self.whole else min(behind, self.reach(end, 1, behind, agreed) - end)
        if before:
            yield Lacking(start, words[first - before : first])
        if behind:
            yield Lacking(end + 1, words[last + 1 : last + 1 + behind])

    def is_one_quotation(self, one: int, two: int) -> bool:
        """Whether what stands between two found words of a point is told as its own, and is no report around it."""
        between = self.found.source[self.found.words[one].end : self.found.words[two].start]
        return two - one <= _WIDE + 1 and not _QUOTES.search(between)

    def reach(self, place: int, step: int, most: int, agreed: frozenset[int] = frozenset()) -> int:
        """As far from a word as the found text goes on in the same sentence with other words, at most so many."""
        for _ in range(most):
            following = place + step
            if following in agreed or not self.goes_on(*sorted((following, place))):
                break
            place = following
        return place

    def goes_on(self, one: int, two: int) -> bool:
        """Whether two neighbouring words stand in one sentence."""
        if one < 0 or two >= len(self.keys):
            return False
        before, after = self.found.words[one], self.found.words[two]
        if before.marker or after.marker:
            return False
        return not _STOPS.search(self.found.source[before.end : after.start])

    def passage(
        self,
        point: Provision,
        words: tuple[str, ...],
        pairs: Sequence[Pair],
        missing: Sequence[Lacking],
        agreed: frozenset[int],
    ) -> Passage:
        if point.words is None:
            return Passage(point.id, "unknown", "")
        if not pairs:
            return Passage(point.id, "absent" if words else "present", point.words)
        last = pairs[-1][1]
        put_in = any(two[1] - one[1] > 1 and self.is_one_quotation(one[1], two[1]) for one, two in pairwise(pairs))
        added = self.added(last, agreed) if pairs[-1][0] == len(words) - 1 else 0
        if missing or put_in or added:
            state: State = "altered"
        else:
            state = "present" if len(pairs) == len(words) else "in part"
        ends = {one.at: len(one.words) for one in missing}
        return Passage(
            point.id, state, point.words, self.quoted(pairs, {**ends, last + 1: added or ends.get(last + 1, 0)})
        )

    def added(self, last: int, agreed: frozenset[int]) -> int:
        """How many words the found text goes on with, without so much as a comma, behind the last of a point."""
        following = self.found.words[last + 1 : last + 2]
        if not following or self.found.source[self.found.words[last].end : following[0].start].strip():
            return 0
        return self.reach(last, 1, _WIDE, agreed) - last

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


def telling(found: Retyped, one: Likeness, other: Likeness) -> Telling:
    """What in a found text speaks for one wording against another."""
    has = [_quoted(found, run[0], run[-1] + 1) for run in _runs(sorted(one.agreed - other.agreed))]
    said = {(lack.at, lack.words) for lack in one.lacking}
    lacks = [" ".join(lack.words) for lack in other.lacking if (lack.at, lack.words) not in said]
    return Telling(tuple(has), tuple(lacks))


def _quoted(found: Retyped, first: int, last: int) -> Quoted:
    around = max(0, first - _AROUND), min(last + _AROUND, len(found.words))
    return Quoted(found.stretch(first, last), found.stretch(*around))


def vocabulary(wordings: Sequence[Wording]) -> frozenset[str]:
    """Every word of some wordings, folded."""
    every = {p.words for wording in wordings for p in wording if p.words}
    return frozenset(word for words in every for word in folded_words(words))


def _is_enough(pairs: Sequence[Pair], total: int) -> bool:
    """Whether so much of a point is found that it is no chance."""
    return len(pairs) >= _SOME * total or any(len(run) >= _STRETCH for run in in_runs(pairs))


def _runs(places: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for place in places:
        if run and place != run[-1] + 1:
            yield run
            run = []
        run.append(place)
    if run:
        yield run
