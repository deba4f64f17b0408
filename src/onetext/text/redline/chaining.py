"""Chaining: the stretches that two wordings have in common, none crossing another, that keep most words."""

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from onetext.text.words import STOP_WORDS

Keys = Sequence[str]
Pairs = list[tuple[int, int]]


class Block(NamedTuple):
    """`length` keys from `old` in the one wording stand from `new` in the other."""

    old: int
    new: int
    length: int


class _Chain(NamedTuple):
    """The best way to a block: what is kept so far, the block as far as it is kept, and the one before it."""

    score: float
    block: Block
    before: int


_FEW = 3  # words of a stretch that is looked for first, unless
_TELLING = 2  # of its words are no function words
_SEED = 2  # keys of such a stretch at least
_COST = 1.5  # kept words that one more stretch must be worth
_ANCHOR = 5  # keys that must agree, and stand only once on each side, to anchor a long text
_LONG = 250_000  # pairs of keys from which a text is cut at anchors first
_HUGE = 25_000_000  # pairs of keys up to which a longest common subsequence is found
_OFTEN = 60  # places at which two keys stand; more of them tell nothing
_MANY = 400  # stretches in common of which the best are chosen exactly


def kept(before: Keys, after: Keys) -> Pairs:
    """The keys that are kept, by their places in both, rising."""
    shorter = min(len(before), len(after))
    head = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    tail = next((at for at in range(shorter - head) if before[-1 - at] != after[-1 - at]), shorter - head)
    old_end, new_end = len(before) - tail, len(after) - tail
    pairs = [(at, at) for at in range(head)]
    for block in _middle(before[head:old_end], after[head:new_end]):
        pairs += ((head + block.old + n, head + block.new + n) for n in range(block.length))
    return [*pairs, *((old_end + n, new_end + n) for n in range(tail))]


def _middle(before: Keys, after: Keys) -> Iterator[Block]:
    """What is kept of what is between the changed ends: the best stretches in common, and short ones among them."""
    old = new = 0
    for anchor, new_anchor in [*_anchors(before, after), (len(before), len(after))]:
        olds, news = before[old:anchor], after[new:new_anchor]
        for block in _with_short(_best(_common(olds, news), olds), olds, news):
            yield Block(old + block.old, new + block.new, block.length)
        old, new = anchor, new_anchor


def _with_short(blocks: Sequence[Block], before: Keys, after: Keys) -> Iterator[Block]:
    """The blocks, and between them the short stretches in common that are worth keeping."""
    old = new = 0
    for block in [*blocks, Block(len(before), len(after), 0)]:
        for short in _short(before[old : block.old], after[new : block.new]):
            yield Block(old + short.old, new + short.new, short.length)
        if block.length:
            yield block
        old, new = block.old + block.length, block.new + block.length


def _short(before: Keys, after: Keys) -> Iterator[Block]:
    """The words of a longest common subsequence (Hyyrö 2004, by rapidfuzz), with the marks between and beside them."""
    olds, news = ([at for at, key in enumerate(keys) if key[:1].isalnum()] for keys in (before, after))
    if not (olds and news) or len(olds) * len(news) > _HUGE:
        return
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415

    old = new = 0
    for code in LCSseq.opcodes([before[at] for at in olds], [after[at] for at in news]):
        if code.tag != "equal":
            continue
        for n in range(code.src_end - code.src_start):
            i, j = olds[code.src_start + n], news[code.dest_start + n]
            back = 0
            while i - back > old and j - back > new and before[i - back - 1] == after[j - back - 1]:
                back += 1
            length = 1
            while _is_same_mark(before[i + length : i + length + 1], after[j + length : j + length + 1]):
                length += 1
            yield Block(i - back, j - back, back + length)
            old, new = i + length, j + length


def _is_same_mark(before: Keys, after: Keys) -> bool:
    """Whether both are one key, the same, and no word."""
    return bool(before) and before == after and not before[0][:1].isalnum()


def _common(before: Keys, after: Keys) -> list[Block]:
    """Every stretch in common of two keys or more that cannot be made longer."""
    places: dict[tuple[str, ...], list[int]] = {}
    for at, seed in enumerate(pairwise(before)):
        places.setdefault(seed, []).append(at)
    found = []
    for new, seed in enumerate(pairwise(after)):
        olds = places.get(seed, ())
        for old in olds if len(olds) <= _OFTEN else ():
            if not (old and new and before[old - 1] == after[new - 1]):
                most = min(len(before) - old, len(after) - new)
                length = next((n for n in range(_SEED, most) if before[old + n] != after[new + n]), most)
                found.append(Block(old, new, length))
    return found


def _best(blocks: Sequence[Block], before: Keys) -> list[Block]:
    """The blocks, none crossing another, that keep most words, overlaps cut from the later one."""
    worth = _Worth(before)
    able = sorted(blocks, key=lambda block: -block.length)[:_MANY]
    able = sorted(block for block in able if worth.of(block) > 0)
    chains: list[_Chain] = []
    for block in able:
        most = worth.of(block) - _COST
        best = _Chain(most, block, -1)
        for index, chain in enumerate(chains):
            if chain.score + most <= best.score:
                continue
            cut = _behind(chain.block, block)
            gain = worth.of(cut) - _COST
            if gain > 0 and chain.score + gain > best.score:
                best = _Chain(chain.score + gain, cut, index)
        chains.append(best)
    at = max(range(len(chains)), key=lambda index: chains[index].score, default=-1)
    found = []
    while at >= 0:
        found.append(chains[at].block)
        at = chains[at].before
    return found[::-1]


def _behind(first: Block, block: Block) -> Block:
    """What of a block stands behind another on both sides."""
    cut = max(0, first.old + first.length - block.old, first.new + first.length - block.new)
    cut = min(cut, block.length)
    return Block(block.old + cut, block.new + cut, block.length - cut)


class _Worth:
    """How many words a stretch of keys keeps; 0 where they are too few, or function words only."""

    def __init__(self, keys: Keys) -> None:
        self.words = [0, *accumulate(key[:1].isalnum() for key in keys)]
        self.telling = [0, *accumulate(key[:1].isalnum() and key.lower() not in STOP_WORDS for key in keys)]

    def of(self, block: Block) -> float:
        first, last = block.old, block.old + block.length
        count, telling = self.words[last] - self.words[first], self.telling[last] - self.telling[first]
        return count if telling >= _TELLING or (telling and count >= _FEW) else 0


def _anchors(before: Keys, after: Keys) -> Iterator[tuple[int, int]]:
    """Where stretches begin that stand once on each side of a long text, in an order that both sides keep."""
    if len(before) * len(after) <= _LONG:
        return
    places = _once(before), _once(after)
    pairs = sorted((at, places[1][key]) for key, at in places[0].items() if key in places[1])
    last = (-1, -1)
    for old, new in (pairs[index] for index in increasing([new for _, new in pairs])):
        if old - last[0] != new - last[1]:
            back = 0
            while min(old - last[0], new - last[1]) > back + 1 and before[old - back - 1] == after[new - back - 1]:
                back += 1
            yield old - back, new - back
        last = old, new


def _once(keys: Sequence[Hashable]) -> dict[tuple[Hashable, ...], int]:
    seen: dict[tuple[Hashable, ...], int] = {}
    twice: set[tuple[Hashable, ...]] = set()
    for at in range(len(keys) - _ANCHOR + 1):
        key = tuple(keys[at : at + _ANCHOR])
        if key in seen:
            twice.add(key)
        seen[key] = at
    return {key: at for key, at in seen.items() if key not in twice}


def increasing(values: Sequence[int]) -> list[int]:
    """The indices of a longest strictly increasing subsequence (Schensted 1961, by patience sorting)."""
    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        pile = bisect_left(tops, value)
        before.append(last[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [value]
        last[pile : pile + 1] = [index]
    chain = []
    at = last[-1] if last else -1
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]
