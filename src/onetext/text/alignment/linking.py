"""Linking: which provisions of two texts are one, and how sure that is.

Same words first; then optimal assignment by what provisions have in common; then once more with what the sure links say
of the order around them, for a text put into another order is in order within its sections; at last the parts.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import linear_sum_assignment

from onetext.text.alignment.assigning import assigned
from onetext.text.alignment.groups import rank
from onetext.text.alignment.likeness import Floats, Likeness, Places, likeness, mask
from onetext.text.alignment.manner import manner
from onetext.text.alignment.order import distance
from onetext.text.alignment.parts import Parts, part_odds, parts
from onetext.text.alignment.saying import said
from onetext.text.alignment.scoring import Pairs, log_odds, measured, probability, sure
from onetext.text.alignment.weights import FITTED, Part, Weights
from onetext.text.provision import Provision, canonical

_ENOUGH = 0.4  # the probability from which a link is made: for F1, half of the F1 that is hoped for (Lipton 2014)
_HELPS = 0.8  # the probability from which a link of the first round helps to place the others
_SAME = 0.97  # how sure a link between the same words is where one text has them more often
_MANY = 200_000  # pairs of provisions with the same words up to which the best way to pair them is found
_ROUNDS = 4  # how often what stands beside a part is looked at once more
_RANK = 1e-6  # what the place among the provisions with the same words counts

Place = tuple[int, int]
Free = tuple[set[int], set[int]]


@dataclass(frozen=True)
class Links:
    """Links by the places of both ends, each with its probability; a part comes beside the link of its whole.

    `pairs` are all pairs that were looked at, and `chance` the probability of each.
    """

    whole: Mapping[Place, float]
    parts: Mapping[Place, float]
    pairs: Pairs
    chance: Floats
    like: Likeness

    def shares(self, pairs: Sequence[Place]) -> list[float]:
        """The share of telling words in common of each pair."""
        places = np.array(pairs, np.int64).reshape(-1, 2)
        shares: list[float] = self.like.shares(places[:, 0], places[:, 1])[0].tolist()
        return shares

    def alike(self, least: float) -> Iterator[tuple[int, int, float]]:
        """The pairs that were looked at, with their share of telling words in common where it is at least so much."""
        chosen = np.nonzero(self.pairs.dice >= least)[0]
        columns = (self.pairs.olds[chosen], self.pairs.news[chosen], self.pairs.dice[chosen])
        return zip(*(column.tolist() for column in columns), strict=True)

    def best(self) -> tuple[dict[int, float], dict[int, float]]:
        """The highest probability that each provision of either text has with any of the other."""
        return _highest(self.pairs.olds, self.chance), _highest(self.pairs.news, self.chance)

    def turned(self) -> "Links":
        """The same with the texts in each other's place."""
        whole, parts = _turned(self.whole), _turned(self.parts)
        return Links(whole, parts, self.pairs.turned(), self.chance, self.like.turned())


def linked(
    before: Sequence[Provision],
    after: Sequence[Provision],
    given: Sequence[Place],
    free: Free,
    weights: Weights = FITTED,
) -> Links:
    """Link the provisions that are `free`; those `given` are linked already, and tell where others should stand.

    The result does not depend on which text is called the first.
    """
    if rank(after) < rank(before):
        return linked(after, before, [(j, i) for i, j in given], free[::-1], weights).turned()
    words = {p.words: said(p.words) for p in {p.words: p for p in (*before, *after)}.values()}  # most are in both texts
    like = likeness([words[p.words] for p in before], [words[p.words] for p in after])
    pairs = worth_a_look(before, after, like)
    links = _Linking(dict.fromkeys(given, 1.0), (set(free[0]), set(free[1])), (len(before), len(after)))
    same = _same(before, after, links.free)
    links.add(((olds[0], news[0]), 1.0) for olds, news in same if len(olds) == len(news) == 1)
    clear = {**sure(links.still(pairs), like), **links.places()}
    first = {i: j for (i, j), _ in links.best(pairs, log_odds(pairs, clear, weights.pair), _HELPS)}
    for olds, news in same:
        if len(olds) > 1 or len(news) > 1:
            chance = 1.0 if len(olds) == len(news) else _SAME
            links.add((pair, chance) for pair in _paired(olds, news, {**first, **links.places()}))
    odds = log_odds(pairs, {**first, **links.places()}, weights.pair)
    links.add(links.best(pairs, odds, _ENOUGH))
    found = _parts(links, pairs, like, weights.part)
    return Links(links.found, found, pairs, probability(odds), like)


@dataclass
class _Linking:
    """What is linked, and what is free yet; `sizes` are the provisions of both texts."""

    found: dict[Place, float]
    free: Free
    sizes: Place

    def add(self, made: Iterable[tuple[Place, float]]) -> None:
        for (i, j), chance in made:
            self.found[i, j] = chance
            self.free[0].discard(i)
            self.free[1].discard(j)

    def places(self) -> dict[int, int]:
        return dict(sorted(self.found, reverse=True))

    def _able(self, pairs: Pairs) -> Places:
        old, new = mask(self.free[0], self.sizes[0]), mask(self.free[1], self.sizes[1])
        return np.nonzero(old[pairs.olds] & new[pairs.news])[0]

    def still(self, pairs: Pairs) -> Pairs:
        return pairs.only(self._able(pairs))

    def best(self, pairs: Pairs, odds: Floats, least: float) -> list[tuple[Place, float]]:
        """The best assignment of what is free, each link at least so probable."""
        able = self._able(pairs)
        olds, news, gain = pairs.olds[able], pairs.news[able], odds[able] - math.log(least / (1 - least))
        chance = probability(odds[able])
        return [((int(olds[k]), int(news[k])), float(chance[k])) for k in assigned(olds, news, gain)]


def _highest(places: Places, chance: Floats) -> dict[int, float]:
    order = np.lexsort((chance, places))
    last = np.nonzero(np.diff(places[order], append=-1))[0]
    return dict(zip(places[order][last].tolist(), chance[order][last].tolist(), strict=True))


def _turned(found: Mapping[Place, float]) -> dict[Place, float]:
    return {(j, i): chance for (i, j), chance in found.items()}


def worth_a_look(before: Sequence[Provision], after: Sequence[Provision], like: Likeness) -> Pairs:
    """The pairs worth looking at: a heading is never the counterpart of a paragraph."""
    olds, news = like.candidates()
    headings = np.array([p.heading for p in before], bool), np.array([p.heading for p in after], bool)
    alike = headings[0][olds] == headings[1][news]
    olds, news = olds[alike], news[alike]
    known: dict[str, int] = {"": 0}
    number = [
        np.array([known.setdefault(canonical(p.number), len(known)) for p in w], np.int64) for w in (before, after)
    ]
    same = (number[0][olds] > 0) & (number[0][olds] == number[1][news])
    found = measured(like, olds, news, same.astype(np.float64))
    return replace(found, manner=manner(before, after, sure(found, like)))


def _same(before: Sequence[Provision], after: Sequence[Provision], free: Free) -> list[tuple[list[int], list[int]]]:
    """The free provisions with the same words, by their places in both texts."""
    found: dict[tuple[str, bool], tuple[list[int], list[int]]] = {}
    for side, wording in enumerate((before, after)):
        for place in sorted(free[side]):
            one = wording[place]
            found.setdefault((canonical(one.words or ""), one.heading), ([], []))[side].append(place)
    return [group for group in found.values() if group[0] and group[1]]


def _paired(olds: Sequence[int], news: Sequence[int], clear: Mapping[int, int]) -> list[Place]:
    """Provisions with the same words, paired by where the clear links expect them, else in their order."""
    if len(olds) * len(news) > _MANY:
        return list(zip(olds, news, strict=False))
    rank = np.abs(np.arange(len(olds))[:, None] - np.arange(len(news))[None, :])
    pairs = np.repeat(olds, len(news)), np.tile(news, len(olds))
    cost = distance(clear, *pairs).reshape(rank.shape) + _RANK * rank**2
    return [(olds[int(i)], news[int(j)]) for i, j in zip(*linear_sum_assignment(cost), strict=True)]


def _parts(links: _Linking, pairs: Pairs, like: Likeness, weights: Part) -> dict[Place, float]:
    """The leftovers that are parts; what stands beside a part is looked at once more."""
    places = links.places()
    back = {j: i for i, j in places.items()}
    merged = parts(pairs, like, places, links.free[0])
    split = parts(pairs.turned(), like.turned(), back, links.free[1])
    found: dict[Place, float] = {}
    for _ in range(_ROUNDS):
        again = _parts_beside(found, merged, split, weights)
        if again.keys() == found.keys():
            break
        found = again
    return found


def _parts_beside(known: Iterable[Place], merged: Parts, split: Parts, weights: Part) -> dict[Place, float]:
    """The leftovers that are parts, the surest first; what is split is not merged as well."""
    joined: tuple[dict[int, list[int]], dict[int, list[int]]] = {}, {}
    for i, j in known:
        joined[0].setdefault(j, []).append(i)
        joined[1].setdefault(i, []).append(j)
    odds = [part_odds(side.features(of), weights) for side, of in zip((merged, split), joined, strict=True)]
    ranked = sorted(
        [(-o, 0, i, j) for (i, j), o in zip(merged.pairs.places(), odds[0], strict=True)]
        + [(-o, 1, i, j) for (j, i), o in zip(split.pairs.places(), odds[1], strict=True)]
    )
    found: dict[Place, float] = {}
    kinds: dict[Place, int] = {}
    taken: tuple[set[int], set[int]] = (set(), set())
    for odd, kind, i, j in ranked:
        leftover = (i, j)[kind]
        whole = (merged.partner[j], j) if kind == 0 else (i, split.partner[i])
        if odd < 0 and leftover not in taken[kind] and kinds.setdefault(whole, kind) == kind:
            taken[kind].add(leftover)
            found[i, j] = float(probability(np.array(-odd)))
    return found
