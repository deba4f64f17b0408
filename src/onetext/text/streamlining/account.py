"""Where each word of an old text stands in a new one, word for word and each new word claimed once.

The words of every bracket, and those outside of all, are looked for on their own: first among the provisions that the
alignment gives, then in the whole new text. A new word stands for one old word. Where two options say the same and the
new text says it once, it belongs to the one that is there more fully; the other's words are "shared": they stand there
only as words of somebody else.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from onetext.text.alignment import Alignment
from onetext.text.brackets import Bracket
from onetext.text.streamlining.bracketed_words import OUTSIDE, Words, own_words
from onetext.text.streamlining.stretches import Grams, Pair, common, grams, in_runs, is_telling

_CONTEXT = 12  # words before and behind that say where a short bracket stands
_LONG = 4  # words that a stretch found elsewhere has at least, unless it is all of a bracket
_RARE = 6  # how often both texts together may say a stretch that proves a move
_MOSTLY = 0.6
_PLACES = 3  # provisions that are tried for a stretch that was moved
_LIKELY = 0.5  # the score from which a provision that the alignment did not take is looked at all the same
_TAKEN = "\0"  # no word


class Piece(NamedTuple):
    """The own words of a bracket (or of none) in one provision, and the same with what surrounds them."""

    bracket: int
    provision: int
    places: tuple[int, ...]
    reading: tuple[int, ...]


@dataclass(frozen=True)
class Counterparts:
    """For old words by their places the new words that stand for them as their own, or in their place as another's.

    `echoes` are like words in another place of the new text that are another's.
    """

    own: Mapping[int, int]
    shared: Mapping[int, int]
    echoes: Mapping[int, int]

    @cached_property
    def claimed(self) -> frozenset[int]:
        """The new words that stand for an old one."""
        return frozenset(self.own.values())


def counterparts(old: Words, new: Words, alignment: Alignment) -> Counterparts:
    """The new word of every old word that has one. Time is near-linear in the length of both texts."""
    return _Search(old, new, alignment).result()


def pieces(words: Words) -> tuple[Piece, ...]:
    """The words of every bracket and of what stands outside, provision by provision, in order."""
    found = []
    for (bracket, provision), places in own_words(words).items():
        around = {OUTSIDE, *words.around(bracket)}
        line = [place for place in words.of_provision[provision] if words.bracket[place] in around]
        found.append(Piece(bracket, provision, tuple(places), _near(line, places)))
    return tuple(found)


def _near(line: Sequence[int], places: Sequence[int]) -> tuple[int, ...]:
    """What stands with these places in a line, without what is far from all of them."""
    at = {place: number for number, place in enumerate(line)}
    near: set[int] = set()
    for place in places:
        near.update(range(max(0, at[place] - _CONTEXT), min(len(line), at[place] + _CONTEXT + 1)))
    return tuple(line[number] for number in sorted(near))


class _InPlace(NamedTuple):
    """Words found where the alignment says, and how much of what was looked for they are, 0 to 1."""

    pairs: Sequence[Pair]
    share: float


class _Search:
    """The state of one search: which old words are found, and which new words are claimed."""

    def __init__(self, old: Words, new: Words, alignment: Alignment) -> None:
        self.old, self.new = old, new
        self.regions = _regions(old, new, alignment)
        self.own: dict[int, int] = {}
        self.shared: dict[int, int] = {}
        self.echoes: dict[int, int] = {}
        self.taken: set[int] = set()
        self.flat: dict[int, dict[int, int]] = {}
        self.named_in: dict[int, frozenset[str]] = {}
        self.pieces = pieces(old)
        self.grams = Grams([new.keys[place] for place in places] for places in new.of_provision)
        self.said = Grams([[old.keys[place] for place in places] for places in old.of_provision])

    def result(self) -> Counterparts:
        first = {piece: self.in_place(piece, masked=False) for piece in self.pieces}
        order = sorted(self.pieces, key=lambda piece: self.rank(piece, first[piece]))
        for piece in order:
            own = set(piece.places)
            clash = any(before in own and after in self.taken for before, after in first[piece].pairs)
            self.claim(piece, (self.in_place(piece, masked=True) if clash else first[piece]).pairs)
        for piece in order:
            self.claim(piece, self.elsewhere(piece, masked=True))
        for piece in order:
            self.share(piece, first[piece].pairs)
            self.echoes.update(pair for run in self.left(piece, self.elsewhere(piece, masked=False)) for pair in run)
        return Counterparts(self.own, self.shared, self.echoes)

    def rank(self, piece: Piece, found: _InPlace) -> tuple[float, int, int, int, int]:
        """Who claims first: what is there most fully, under its proponents' names, outside of brackets, at length."""
        own, names = set(piece.places), self.names(self.old, piece.bracket)
        named = sum(1 for before, after in found.pairs if before in own and names & self.named(after))
        return (
            -round(found.share, 3),
            -named,
            len(self.old.around(piece.bracket)),
            -len(piece.places),
            piece.places[0],
        )

    def names(self, words: Words, bracket: int) -> frozenset[str]:
        """The proponents of a bracket and of those that it stands in."""
        return frozenset(names_of(words.brackets, words.around(bracket)))

    def named(self, place: int) -> frozenset[str]:
        """The proponents under whose names a new word stands."""
        bracket = self.new.bracket[place]
        if bracket not in self.named_in:
            self.named_in[bracket] = self.names(self.new, bracket)
        return self.named_in[bracket]

    def in_place(self, piece: Piece, *, masked: bool) -> _InPlace:
        """The words of a piece in the provisions that its provision became, with what stands around them.

        All of them under the same names, or outside of brackets as before, or among all the same words as before, go
        before what only reads the same.
        """
        region = self.regions[piece.provision]
        alike = self.alike(piece, region)
        pairs = self.match(piece.places, alike, masked=masked) if alike else ()
        if len(pairs) < len(piece.places):
            pairs = self.as_it_stood(piece, masked=masked)
        if len(pairs) == len(piece.places):
            return _InPlace(pairs, 1)
        pairs = self.match(piece.reading, region, masked=masked)
        if len(piece.places) > 1 and not set(piece.places) & {before for before, _ in pairs}:
            alone = self.match(piece.places, region, masked=masked)
            pairs = alone if len(alone) == len(piece.places) and len(list(in_runs(alone))) == 1 else pairs
        return _InPlace(pairs, len(pairs) / len(piece.reading))

    def as_it_stood(self, piece: Piece, *, masked: bool) -> tuple[Pair, ...]:
        """The words of a piece where the whole provision, with all its brackets, reads as it did."""
        if piece.provision not in self.flat:
            line = self.old.of_provision[piece.provision]
            self.flat[piece.provision] = dict(self.match(line, self.regions[piece.provision], masked=False))
        flat = self.flat[piece.provision]
        found = ((place, flat[place]) for place in piece.places if place in flat)
        return tuple(pair for pair in found if not masked or pair[1] not in self.taken)

    def alike(self, piece: Piece, region: Sequence[int]) -> Sequence[int]:
        """The new words of a region that stand under a name of this piece, or outside of brackets as it does."""
        if piece.bracket == OUTSIDE:
            return [place for place in region if self.new.bracket[place] == OUTSIDE]
        names = self.names(self.old, piece.bracket)
        return [place for place in region if names & self.named(place)] if names else ()

    def match(self, reading: Sequence[int], region: Sequence[int], *, masked: bool) -> tuple[Pair, ...]:
        part = [self.old.keys[place] for place in reading]
        whole = [_TAKEN if masked and place in self.taken else self.new.keys[place] for place in region]
        return tuple((reading[a], region[b]) for a, b in common(part, whole))

    def elsewhere(self, piece: Piece, *, masked: bool) -> list[Pair]:
        """What is left of a piece, in the provisions of the whole new text that say most of it."""
        left = [place for place in piece.places if place not in self.own and place not in self.shared]
        found: dict[int, int] = {}
        for _ in range(_PLACES):
            words = [self.old.keys[place] for place in left]
            if sum(map(is_telling, words)) < 2:  # noqa: PLR2004  one word alone is found anywhere
                break
            for provision in self.grams.nearest(words, _PLACES):
                pairs = self.match(left, self.new.of_provision[provision], masked=masked)
                found.update({a: b for a, b in self.proven(piece, pairs, masked=masked) if a not in found})
            if not found.keys() & set(left):
                break
            left = [place for place in left if place not in found]
        return sorted(found.items())

    def proven(self, piece: Piece, pairs: Sequence[Pair], *, masked: bool) -> Iterator[Pair]:
        """Of words found elsewhere those in stretches that are no mere turn of phrase of these texts.

        Most of a piece counts though words stand between; to be pointed out as an echo, that is enough.
        """
        runs = list(in_runs(pairs))
        most = len(pairs) >= _MOSTLY * len(piece.places)
        together = most and any(map(self.is_rare, runs))
        for run in runs:
            telling = sum(is_telling(self.old.keys[before]) for before, _ in run)
            proves = telling > 1 and len(run) >= _LONG and self.is_rare(run)
            if together or proves or (most and not masked and telling > 1):
                yield from run

    def is_rare(self, run: Sequence[Pair]) -> bool:
        """Whether these texts hardly say it elsewhere; one word is said anywhere."""
        words = [self.old.keys[before] for before, _ in run]
        often = min(self.said.often(gram) + self.grams.often(gram) for gram in grams(words))
        return sum(map(is_telling, words)) > 1 and often <= _RARE

    def claim(self, piece: Piece, pairs: Iterable[Pair]) -> None:
        """Give a piece its words that nobody has claimed; of one that says something not its function words alone."""
        own = set(piece.places)
        found = [p for p in pairs if p[0] in own and p[0] not in self.own and p[1] not in self.taken]
        if self.is_trifle([before for before, _ in found], piece.places):
            return
        for before, after in found:
            if after not in self.taken:
                self.own[before] = after
                self.taken.add(after)

    def is_trifle(self, found: Sequence[int], places: Sequence[int]) -> bool:
        """Whether of words that say something only function words are found, or of an amount only the unit."""
        if self.says_nothing(found):
            return not self.says_nothing(places)
        numbers = [place for place in places if self.old.keys[place][0].isdigit()]
        return bool(numbers) and set(numbers).isdisjoint(found) and 2 * len(found) <= len(places)

    def says_nothing(self, places: Iterable[int]) -> bool:
        return not any(is_telling(self.old.keys[place]) for place in places)

    def share(self, piece: Piece, pairs: Iterable[Pair]) -> None:
        """What is left of a piece and stands in its place: as its own where nobody claims it, else as another's."""
        for run in self.left(piece, pairs):
            self.claim(piece, run)
            self.shared.update({before: after for before, after in run if before not in self.own})

    def left(self, piece: Piece, pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
        """Of the words found those that are not accounted for yet, in stretches that say something."""
        mine = {place for place in piece.places if place not in self.own and place not in self.shared}
        for run in in_runs([pair for pair in pairs if pair[0] in mine]):
            if not self.says_nothing(before for before, _ in run):
                yield run


def _regions(old: Words, new: Words, alignment: Alignment) -> tuple[tuple[int, ...], ...]:
    """For each old provision the words of those that it became; of one found nowhere, of the one most like it."""
    at = {provision.id: place for place, provision in enumerate(new.wording)}
    became: dict[str, list[int]] = {}
    for row in alignment.rows:
        likely = [key for key, score in row.alternatives[:1] if score >= _LIKELY]
        for id_ in row.before:
            became.setdefault(id_, []).extend(at[key] for key in row.after or likely if key in at)
    return tuple(
        tuple(word for place in sorted(set(became.get(p.id, ()))) for word in new.of_provision[place])
        for p in old.wording
    )


def named_around(words: Words, place: int) -> tuple[str, ...]:
    """The proponents of the brackets in which a word stands, the innermost first."""
    return names_of(words.brackets, words.around(words.bracket[place]))


def names_of(brackets: Mapping[int, Bracket], indices: Iterable[int]) -> tuple[str, ...]:
    """The proponents of some brackets, each once."""
    return tuple(dict.fromkeys(name for index in indices for name in brackets[index].proponents))


def provisions_of(words: Words, places: Iterable[int]) -> Counter[int]:
    """In which provisions some words stand, and how many of them in each."""
    return Counter(words.provision[place] for place in places)
