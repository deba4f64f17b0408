"""Scoring: how probable it is that two provisions are one, from what they have in common and where they stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import msgspec
import numpy as np

from onetext.text.alignment.likeness import Floats, Likeness, Places
from onetext.text.alignment.manner import Manner
from onetext.text.alignment.order import distance
from onetext.text.alignment.weights import Pair

_SURE_ALIKE = 0.55  # the root of the share in common from which a pair can be sure by its words alone
_SURE_AHEAD = 0.12  # how far such a pair is ahead of every rival
_SURE_LENGTH = 4  # how many words both have
_RIVAL = 0.4  # the root of the share in common that some provision of a longer text would have by chance
_TIE = 0.05  # what the same number counts where everything was numbered anew
_HALF = 3.0  # places away at which nearness has fallen to 1/e


@dataclass(frozen=True)
class Pairs:
    """Pairs of provisions worth looking at, as columns; `dice` is the share of telling words in common, 0 to 1."""

    olds: Places
    news: Places
    dice: Floats
    words: Floats
    pairs: Floats
    number: Floats
    manner: Manner = Manner()

    def turned(self) -> "Pairs":
        """The same with the texts in each other's place."""
        return replace(self, olds=self.news, news=self.olds, manner=self.manner.turned())

    def only(self, chosen: Places) -> "Pairs":
        """Some of the pairs, by their places in the columns."""
        shares = (self.dice[chosen], self.words[chosen], self.pairs[chosen], self.number[chosen])
        return Pairs(self.olds[chosen], self.news[chosen], *shares, self.manner)

    def places(self) -> Iterator[tuple[int, int]]:
        """The places of both provisions of each pair."""
        return zip(self.olds.tolist(), self.news.tolist(), strict=True)


def measured(like: Likeness, olds: Places, news: Places, number: Floats) -> Pairs:
    """Measure what the provisions of each pair have in common; `number` is 1 where they have one printed number."""
    return Pairs(olds, news, *like.shares(olds, news), number)


def features(found: Pairs, links: Mapping[int, int]) -> Floats:
    """What speaks for each pair, given the links that are sure: a row a pair, its columns those of `weights.Pair`."""
    alike = np.sqrt(found.dice)
    near = nearness(links, found.olds, found.news)
    rival = np.minimum(behind(found.olds, alike), behind(found.news, alike))
    rival = np.minimum(rival, alike - _RIVAL)
    known = np.ones(len(alike))
    number = found.number * (found.manner.kept + _TIE)
    columns = (found.words, found.pairs, rival, near, near * (1 - alike), number, known)
    return np.stack(columns, axis=-1)


def log_odds(found: Pairs, links: Mapping[int, int], weights: Pair) -> Floats:
    """For each pair the log-odds that its provisions are one, given the links that are sure."""
    odds: Floats = features(found, links) @ np.array(msgspec.structs.astuple(weights))
    return odds


def probability(odds: Floats) -> Floats:
    """The probability that log-odds stand for."""
    found: Floats = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    return found


def nearness(links: Mapping[int, int], olds: Places, news: Places) -> Floats:
    """1 where the sure links around expect a pair, falling to 0 with the distance from there."""
    found: Floats = np.exp(-distance(links, olds, news) / _HALF)
    return found


def behind(keys: Places, value: Floats) -> Floats:
    """How far each value is behind the best of its key: 0 for the best, else below."""
    best = np.zeros(int(keys.max(initial=0)) + 1)
    np.maximum.at(best, keys, value)
    found: Floats = value - best[keys]
    return found


def sure(found: Pairs, like: Likeness) -> dict[int, int]:
    """The pairs whose words alone say that they are one: much alike, and nothing else is nearly as much."""
    alike = np.sqrt(found.dice)
    ahead = np.minimum(_ahead(found.olds, alike), _ahead(found.news, alike))
    length = np.minimum(like.lengths[0][found.olds], like.lengths[1][found.news])
    clear = (alike > _SURE_ALIKE) & (ahead > _SURE_AHEAD) & (length >= _SURE_LENGTH)
    return dict(zip(found.olds[clear].tolist(), found.news[clear].tolist(), strict=True))


def _ahead(keys: Places, value: Floats) -> Floats:
    """How far the best value of each key is ahead of the second; below 0 for all others."""
    order = np.lexsort((-value, keys))
    ordered, falling = keys[order], value[order]
    first = np.diff(ordered, prepend=-1) != 0
    second = np.append(np.where(first[1:], 0.0, falling[1:]), 0.0) if len(order) else falling
    found = np.full(len(keys), -1.0)
    found[order[first]] = (falling - second)[first]
    return found
