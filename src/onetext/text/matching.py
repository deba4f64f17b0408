"""Matching: which provisions of two texts have the most telling words in common."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from onetext.text.provision import Wording
from onetext.text.words import content

ENOUGH = 0.18  # below this share of weighted words in common two provisions are not the same
_LONG_ENOUGH = 6  # different words and pairs of words that a part has at least
_SHARED_TWICE = 0.5  # what a word counts that the partner of the longer provision explains already
_PART = 0.5  # a provision that has so much of its words in another is a part of it
_ORDER = 0.06  # how much the place in the text counts
_NUMBER = 0.01  # how much the printed number counts: enough to break a tie
_DENSE = 4_000_000  # pairs up to which one assignment over all of them is solved


def _features(words: str | None) -> Counter[str]:
    said = content(words or "")
    return Counter(said) + Counter(f"{a} {b}" for a, b in pairwise(said))


def weigh(before: Wording, after: Wording) -> tuple[list[Counter[str]], list[Counter[str]], dict[str, float]]:
    """The features of every provision, and how telling each is: the rarer, the more."""
    olds, news = [_features(p.words) for p in before], [_features(p.words) for p in after]
    seen = Counter(feature for features in [*olds, *news] for feature in features)
    total = len(olds) + len(news)
    return olds, news, {feature: math.log(1 + total / count) for feature, count in seen.items()}


def scores(before: Wording, after: Wording) -> Any:
    """The cosine of every provision of the one text with every one of the other, as a sparse matrix."""
    from scipy.sparse import csr_array  # noqa: PLC0415

    olds, news, weights = weigh(before, after)
    column = {feature: number for number, feature in enumerate(weights)}

    def matrix(rows: Sequence[Counter[str]]) -> Any:
        values, columns, ends = [], [], [0]
        for row in rows:
            vector = {f: (1 + math.log(count)) * weights[f] for f, count in row.items()}
            norm = math.sqrt(sum(value * value for value in vector.values())) or 1
            values += [value / norm for value in vector.values()]
            columns += [column[f] for f in vector]
            ends.append(len(values))
        return csr_array((values, columns, ends), shape=(len(rows), len(column)))

    return (matrix(olds) @ matrix(news).T).tocsr()


def assigned(
    scored: Any, before: Wording, after: Wording, olds: Sequence[int], news: Sequence[int]
) -> list[tuple[int, int]]:
    """The pairs of places of the assignment with the highest sum of scores, each pair with enough in common."""
    if not olds or not news:
        return []
    part = scored[list(olds)][:, list(news)].tocoo()
    pairs = {}
    for i, j, value in zip(part.row, part.col, part.data, strict=True):
        old, new = before[olds[i]], after[news[j]]
        if value >= ENOUGH and old.heading == new.heading:
            drift = abs(olds[i] / len(before) - news[j] / len(after))
            number = _NUMBER * (bool(old.number) and old.number == new.number)
            pairs[int(i), int(j)] = float(value) + number - _ORDER * drift
    small = len(olds) * len(news) <= _DENSE
    chosen = _optimal(pairs, len(olds), len(news)) if small else _greedy(pairs)
    return [(olds[i], news[j]) for i, j in chosen]


def _optimal(pairs: Mapping[tuple[int, int], float], rows: int, columns: int) -> list[tuple[int, int]]:
    import numpy as np  # noqa: PLC0415
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

    gain = np.zeros((rows, columns))
    for (i, j), value in pairs.items():
        gain[i, j] = value
    chosen = zip(*linear_sum_assignment(gain, maximize=True), strict=True)
    return [(int(i), int(j)) for i, j in chosen if (int(i), int(j)) in pairs]


def _greedy(pairs: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The best pair first, and so on: what a text too long for the optimum gets."""
    taken: tuple[set[int], set[int]] = (set(), set())
    chosen = []
    for i, j in sorted(pairs, key=lambda pair: (-pairs[pair], pair)):
        if i not in taken[0] and j not in taken[1]:
            chosen.append((i, j))
            taken[0].add(i)
            taken[1].add(j)
    return chosen


def wholes(
    leftovers: Iterable[int],
    own: Sequence[Counter[str]],
    others: Sequence[Counter[str]],
    partners: Mapping[int, int],
    weights: Mapping[str, float],
) -> Iterator[tuple[int, int]]:
    """Each leftover with the provision of the other text that holds it beside that provision's partner."""
    holders: dict[str, list[int]] = {}
    for place in partners:
        for feature in others[place]:
            holders.setdefault(feature, []).append(place)
    for leftover in leftovers:
        shared: dict[int, float] = {}
        for feature in own[leftover]:
            for place in holders.get(feature, ()):
                counts = _SHARED_TWICE if feature in own[partners[place]] else 1
                shared[place] = shared.get(place, 0) + weights[feature] * counts
        whole = sum(weights[feature] for feature in own[leftover])
        if shared and len(own[leftover]) >= _LONG_ENOUGH:
            place, weight = max(shared.items(), key=lambda item: (item[1], -item[0]))
            if weight >= _PART * whole:
                yield leftover, place
