"""Likeness: how much of the telling words of each provision stands in each of the other text, as columns of numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from onetext.text.alignment.saying import BREAK, Said
from onetext.text.words import STOP_WORDS

NEAREST = 10  # candidates that a provision has on the other side
_FUNCTION = 0.3  # what a function word counts beside a telling one
_LEAST = 0.01  # what a word counts that every provision has
_EVERY = 1_000_000  # pairs of provisions up to which every word helps to find candidates
_COMMON = 60  # provisions of one text in which a word may stand and still help to find candidates in longer texts
_UNSEEN = 30  # provisions of other texts thought beside these, for in a text of two points no word is rare
_FAINT = 0.03  # a cosine below this makes no candidate
_TINY = 1e-9

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
_NO_PLACE: Places = np.array([], np.int64)


@dataclass(frozen=True)
class Terms:
    """The words, or the pairs of words, of both texts: one row a provision, one column a term, and what each weighs."""

    before: Any
    after: Any
    weight: Floats

    @cached_property
    def totals(self) -> tuple[Floats, Floats]:
        """The weight of all terms of each provision."""
        return self.before @ self.weight, self.after @ self.weight

    def common(self, olds: Places, news: Places) -> Floats:
        """The weight of the terms that the two provisions of each pair have in common."""
        found: Floats = self.before[olds].multiply(self.after[news]) @ self.weight
        return found

    def turned(self) -> "Terms":
        """The same with the texts in each other's place."""
        return Terms(self.after, self.before, self.weight)


def _terms(rows: Places, columns: Places, sizes: tuple[int, int], function: Places = _NO_PLACE) -> Terms:
    """Weigh every term by how few provisions have it (inverse document frequency, Spärck Jones 1972).

    Each provision of either text, `sizes` of them, has a row; `function` are the columns of the function words.
    """
    olds, count = sizes[0], sum(sizes)
    width = int(columns.max(initial=0)) + 1
    table = _table(rows, columns, (count, width))
    weight = np.log((count + _UNSEEN) / (np.bincount(table.indices, minlength=width) + 0.5))
    weight[function] *= _FUNCTION
    return Terms(table[:olds], table[olds:], np.maximum(weight, _LEAST))


@dataclass(frozen=True)
class Pieces:
    """The pieces of the provisions of one text: a row each, its columns those of `Likeness.words` and `pairs`.

    `starts` are the rows of the first piece of each provision, and the end.
    """

    words: Any
    pairs: Any
    starts: Places

    def of(self, provisions: Places) -> tuple[Places, Places, Places]:
        """All pieces of some provisions: their rows, whose each is (by place among these), where each one's begin."""
        count = np.diff(self.starts)[provisions]
        first = np.cumsum(count) - count
        whose = np.repeat(np.arange(len(provisions)), count)
        return self.starts[provisions][whose] + np.arange(len(whose)) - first[whose], whose, first


@dataclass(frozen=True)
class Likeness:
    """Two texts by their words and pairs of words; `lengths` are the words that each provision has."""

    words: Terms
    pairs: Terms
    lengths: tuple[Places, Places]
    pieces: tuple[Pieces, Pieces]

    def turned(self) -> "Likeness":
        """The same with the texts in each other's place."""
        return Likeness(self.words.turned(), self.pairs.turned(), self.lengths[::-1], self.pieces[::-1])

    def shares(self, olds: Places, news: Places) -> tuple[Floats, Floats, Floats]:
        """For each pair: the share in common of both, of the words of either, and of the pairs of words of either.

        The first is Dice's coefficient (1945), the others are the higher of both containments (Broder 1997).
        """
        words, pairs = self.words.common(olds, news), self.pairs.common(olds, news)
        own, other = [t[olds] for t in self._totals(0)], [t[news] for t in self._totals(1)]
        dice = 2 * (words + pairs) / (own[0] + own[1] + other[0] + other[1] + _TINY)
        return (
            dice,
            words / (np.minimum(own[0], other[0]) + _TINY),
            pairs / (np.minimum(own[1], other[1]) + _TINY),
        )

    def _totals(self, side: int) -> tuple[Floats, Floats]:
        return self.words.totals[side], self.pairs.totals[side]

    def candidates(self) -> tuple[Places, Places]:
        """For each provision those of the other text with the nearest words (cosine), in rising order."""
        weight = np.concatenate([self.words.weight, self.pairs.weight])
        tables = [
            sparse.hstack([words, pairs], format="csr")
            for words, pairs in ((self.words.before, self.pairs.before), (self.words.after, self.pairs.after))
        ]
        for table in tables:
            table.data = weight[table.indices]
        norms = [np.sqrt((table * table).sum(axis=1)) for table in tables]
        if len(self.lengths[0]) * len(self.lengths[1]) > _EVERY:
            seldom = [np.bincount(t.indices, minlength=t.shape[1]) <= _COMMON for t in tables]
            tables = [table[:, np.nonzero(seldom[0] & seldom[1])[0]] for table in tables]
        near = (tables[0] @ tables[1].T).tocoo()
        value = near.data / (norms[0][near.row] * norms[1][near.col] + _TINY)
        seen = value > _FAINT
        rows, columns, value = near.row[seen], near.col[seen], value[seen]
        chosen = np.union1d(_nearest(rows, value), _nearest(columns, value))
        order = np.lexsort((columns[chosen], rows[chosen]))
        return rows[chosen][order].astype(np.int64), columns[chosen][order].astype(np.int64)


def likeness(before: Sequence[Said], after: Sequence[Said]) -> Likeness:
    """Read the words of every provision of two texts."""
    said = list(chain(*before, *after))
    column = {word: number for number, word in enumerate(dict.fromkeys((BREAK, *said)))}
    every = np.fromiter(map(column.__getitem__, said), np.int64, len(said))
    count = np.array([len(one) for one in (*before, *after)], np.int64)
    owner, breaks = np.repeat(np.arange(len(count)), count), every == 0
    cut = np.bincount(owner[breaks], minlength=len(count))
    piece = (np.cumsum(breaks) + owner)[~breaks]
    words, rows = every[~breaks], owner[~breaks]
    beside = np.nonzero(rows[1:] == rows[:-1])[0]
    pairs = _numbered(words[beside] * len(column) + words[beside + 1])
    within = piece[1:][beside] == piece[:-1][beside]
    sizes = len(before), len(after)
    function = np.array([column[word] for word in sorted(STOP_WORDS & column.keys())], np.int64)
    both = _terms(rows, words, sizes, function), _terms(rows[beside], pairs, sizes)
    starts = np.concatenate([[0], np.cumsum(cut + 1)])
    height = int(starts[-1])
    tables = (
        _table(piece, words, (height, len(both[0].weight))),
        _table(piece[beside][within], pairs[within], (height, len(both[1].weight))),
    )
    lengths, middle = count - cut, starts[sizes[0]]
    first = Pieces(tables[0][:middle], tables[1][:middle], starts[: sizes[0] + 1])
    second = Pieces(tables[0][middle:], tables[1][middle:], starts[sizes[0] :] - middle)
    return Likeness(*both, (lengths[: sizes[0]], lengths[sizes[0] :]), (first, second))


def _table(rows: Places, columns: Places, shape: tuple[int, int]) -> Any:
    """A sparse table with 1 wherever a row has a column."""
    table = sparse.coo_array((np.ones(len(columns)), (rows, columns)), shape=shape).tocsr()
    table.data[:] = 1.0
    return table


def mask(places: Iterable[int], size: int) -> NDArray[np.bool_]:
    """Which of so many places are among these."""
    found = np.zeros(size, bool)
    found[[*places]] = True
    return found


def _numbered(keys: Places) -> Places:
    """Each key by its number, from 0, in the order in which they first come."""
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    number = np.empty(len(first), np.int64)
    number[np.argsort(first)] = np.arange(len(first))
    found: Places = number[which]
    return found


def _nearest(keys: Places, value: Floats) -> Places:
    """The places of the highest values of each key."""
    order = np.lexsort((-value, keys))
    starts = np.nonzero(np.diff(keys[order], prepend=-1))[0]
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
    found: Places = order[rank < NEAREST]
    return found
