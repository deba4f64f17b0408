"""Stretches of words that two texts share: where a part stands in a whole, word for word or nearly so.

The words in common are a longest common subsequence (Hyyrö 2004, bit-parallel, by rapidfuzz). By itself that matches
"the" and "of" across a whole page; so only dense clusters of it count, as in the detection of reused text (Wise 1993,
"String similarity via greedy string tiling"; Potthast and others 2013 on seeding and extending).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from onetext.text.words import STOP_WORDS, word_set

Pair = tuple[int, int]


class Block(NamedTuple):
    """`length` words from `first` in the part stand from `new_first` in the whole."""

    first: int
    new_first: int
    length: int


_MODAL = word_set("shall should would will may must not no nor all each within")
_WIDE = 6  # words between two blocks, in either text, that part them into two clusters
_DENSE = 0.5  # a cluster's share of matched words, in the text where it is longer
_FEW = 3  # words that a cluster has at least, unless it is most of the part
GRAM = 3  # words of the stretches that are looked up


def is_telling(word: str) -> bool:
    """Whether a folded word says something by itself: no mere function word, but "shall" and "not" do."""
    return word not in STOP_WORDS or word in _MODAL


def common(part: Sequence[str], whole: Sequence[str], *, least: int = _FEW) -> tuple[Pair, ...]:
    """The places of the words of `part` and where each stands in `whole`, rising in both.

    Counted are clusters of at least `least` words with a telling one among them, or of half of the part, that are at
    least half matched in both texts.
    """
    blocks = _blocks(part, whole)
    telling = [is_telling(word) for word in part]
    found: list[Pair] = []
    for cluster in _clusters(blocks):
        matched = sum(block.length for block in cluster)
        if not any(any(telling[b.first : b.first + b.length]) for b in cluster) and 2 * matched < len(part):
            continue
        if matched >= least or 2 * matched >= len(part):
            found += [(b.first + n, b.new_first + n) for b in cluster for n in range(b.length)]
    return tuple(found)


def _blocks(part: Sequence[str], whole: Sequence[str]) -> list[Block]:
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415

    if not part or not whole:
        return []
    number: dict[str, int] = {}
    coded = [[number.setdefault(word, len(number)) for word in words] for words in (part, whole)]
    codes = LCSseq.opcodes(*coded)
    blocks = [Block(c.src_start, c.dest_start, c.src_end - c.src_start) for c in codes if c.tag == "equal"]
    return _together(blocks, *coded)


def _together(blocks: Sequence[Block], part: Sequence[int], whole: Sequence[int]) -> list[Block]:
    """The blocks with each that could as well stand right beside its neighbour put there."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else block
        if last.first + last.length == block.first and _fits(last, block.new_first - last.length, part, whole):
            found[-1] = Block(last.first, block.new_first - last.length, last.length + block.length)
        elif last.first + last.length == block.first and _fits(block, last.new_first + last.length, part, whole):
            found[-1] = Block(last.first, last.new_first, last.length + block.length)
        else:
            found.append(block)
    return found


def _fits(block: Block, new_first: int, part: Sequence[int], whole: Sequence[int]) -> bool:
    return part[block.first : block.first + block.length] == whole[new_first : new_first + block.length]


def _clusters(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The blocks in clusters that are dense enough, each in order."""
    waiting = [list(blocks)] if blocks else []
    while waiting:
        cluster = waiting.pop()
        gaps = [_gap(a, b) for a, b in pairwise(cluster)]
        widest = max(gaps, default=0)
        if widest > _WIDE or not _is_dense(cluster):
            cut = gaps.index(widest) + 1
            waiting += [cluster[cut:], cluster[:cut]]
        else:
            yield cluster


def _gap(before: Block, after: Block) -> int:
    return max(
        after.first - before.first - before.length,
        after.new_first - before.new_first - before.length,
    )


def _is_dense(cluster: Sequence[Block]) -> bool:
    first, last = cluster[0], cluster[-1]
    span = max(last.first + last.length - first.first, last.new_first + last.length - first.new_first)
    return sum(block.length for block in cluster) >= _DENSE * span


class Grams:
    """Where each stretch of two or three words stands in a text whose parts are numbered."""

    def __init__(self, parts: Iterable[Sequence[str]]) -> None:
        self.found: dict[tuple[str, ...], Counter[int]] = {}
        for number, words in enumerate(parts):
            for gram in (*zip(words, words[1:], words[2:], strict=False), *pairwise(words)):
                self.found.setdefault(gram, Counter())[number] += 1

    def often(self, gram: tuple[str, ...]) -> int:
        """How often a stretch stands in the text."""
        return self.found[gram].total() if gram in self.found else 0

    def nearest(self, words: Sequence[str], most: int, allowed: Callable[[int], bool] = lambda _: True) -> list[int]:
        """The parts that share the most stretches with these words, rare ones counting more, best first."""
        votes: dict[int, float] = {}
        for gram in set(grams(words)):
            where = self.found.get(gram, ())
            for number in where:
                if allowed(number):
                    votes[number] = votes.get(number, 0) + 1 / len(where)
        return sorted(votes, key=lambda number: (-votes[number], number))[:most]


def grams(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The stretches of three words; a shorter text is one stretch."""
    for at in range(max(len(words) - GRAM + 1, min(len(words), 1))):
        yield tuple(words[at : at + GRAM])


def in_runs(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Pairs of places in runs of neighbours in both texts."""
    for _, run in groupby(enumerate(pairs), key=lambda item: (item[1][0] - item[0], item[1][1] - item[0])):
        yield [pair for _, pair in run]
