"""Fits the weights of the aligner: logistic regression on the pairs that it looks at, no weight below 0."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from onetext.text.alignment import linking
from onetext.text.alignment.likeness import likeness
from onetext.text.alignment.parts import parts
from onetext.text.alignment.saying import said
from onetext.text.alignment.scoring import Pairs, features, sure
from onetext.text.alignment.weights import Pair, Part, Weights
from onetext.text.provision import Provision, Wording
from rewriting import amended, rewritten, streamlined

RIDGE = 1.0
EQUAL = 0.2  # what a pair with the same words counts
REWRITTEN = 0.4  # what a text rewritten by rule counts beside a real one
AMENDED = 0.13  # what a text with amendments counts: there everything stands in its order
RATES = (0.12, 0.3)  # shares of words that change in them
Rows = list[tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]]


class Sample:
    """A pair of texts whose alignment is known."""

    def __init__(self, gold: Mapping[str, Any], counts: float) -> None:
        self.before, self.after = _wording(gold["doc_a"]), _wording(gold["doc_b"])
        place = [{p["id"]: n for n, p in enumerate(gold[side])} for side in ("doc_a", "doc_b")]
        self.true = {(place[0][a], place[1][b]) for a, b, *_ in gold["links"]}
        self.out = [{place[n][id_] for id_ in gold.get(key) or ()} for n, key in enumerate(("ignore_a", "ignore_b"))]
        self.said = [said(p.words) for p in self.before], [said(p.words) for p in self.after]
        self.like = likeness(*self.said)
        self.pairs = linking.worth_a_look(self.before, self.after, self.like)
        self.counts = counts / max(len(self.true), 1)

    def row(self, pairs: Pairs, columns: NDArray[np.float64], *, turned: bool = False) -> Any:
        """The columns with what is true and how much each pair counts."""
        places = [(j, i) if turned else (i, j) for i, j in pairs.places()]
        right = np.array([pair in self.true for pair in places], np.float64)
        known = np.array([i not in self.out[0] and j not in self.out[1] for i, j in places], np.float64)
        equal = np.array([self.said[0][i] == self.said[1][j] for i, j in places], bool)
        return columns, right, self.counts * known * np.where(equal, EQUAL, 1.0)


def linked(before: Wording, after: Wording, weights: Weights) -> list[tuple[int, int]]:
    """The links that these weights make."""
    free = {i for i, p in enumerate(before) if p.words}, {j for j, p in enumerate(after) if p.words}
    links = linking.linked(before, after, [], free, weights)
    return [*links.whole, *links.parts]


def fitted(golds: Sequence[Mapping[str, Any]]) -> Weights:
    """The weights that fit the pairs of texts, and each of these texts rewritten, amended and made shorter, best."""
    samples = [Sample(gold, 1.0) for gold in golds]
    for number, gold in enumerate(golds):
        others = [p["text"] for other in golds if other is not gold for p in other["doc_a"] if p["text"]]
        for side in ("doc_a", "doc_b"):
            for seed, rate in enumerate(RATES):
                samples.append(Sample(rewritten(gold[side], others, rate, 10 * number + seed), REWRITTEN))
                samples.append(Sample(amended(gold[side], rate, 10 * number + seed), AMENDED))
                samples.append(Sample(streamlined(gold[side], rate, 10 * number + seed), REWRITTEN))
    weights = Weights(_pair([s.row(s.pairs, features(s.pairs, sure(s.pairs, s.like))) for s in samples]))
    weights = Weights(_pair([s.row(s.pairs, features(s.pairs, _whole(s, weights))) for s in samples]))
    return Weights(weights.pair, _part(samples, weights))


def _whole(sample: Sample, weights: Weights) -> dict[int, int]:
    free = set(range(len(sample.before))), set(range(len(sample.after)))
    return dict(linking.linked(sample.before, sample.after, [], free, weights).whole.keys())


def _pair(rows: Rows) -> Pair:
    return Pair(*_regression(rows))


def _part(samples: Sequence[Sample], weights: Weights) -> Part:
    rows = []
    for sample in samples:
        links = _whole(sample, weights)
        back = {j: i for i, j in links.items()}
        left = set(range(len(sample.before))) - set(links), set(range(len(sample.after))) - set(back)
        merged = parts(sample.pairs, sample.like, links, left[0])
        split = parts(sample.pairs.turned(), sample.like.turned(), back, left[1])
        rows.append(sample.row(merged.pairs, merged.features()))
        rows.append(sample.row(split.pairs, split.features(), turned=True))
    return Part(*_regression(rows))


def _regression(rows: Rows) -> list[float]:
    """Logistic regression with a ridge; only the last column, which is known before anything, may count against."""
    columns, right, counts = (np.concatenate(part) for part in zip(*rows, strict=True))
    counts = counts / counts.sum() * len(counts)
    ridge = np.append(np.full(columns.shape[1] - 1, RIDGE), 0.0)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = columns @ weights
        wrong = counts * (1 / (1 + np.exp(-np.clip(odds, -30, 30))) - right)
        value = (counts * (np.logaddexp(0, odds) - right * odds)).sum() + (ridge * weights**2).sum() / 2
        return float(value), columns.T @ wrong + ridge * weights

    bounds = [(0.0, None)] * (columns.shape[1] - 1) + [(None, None)]
    found = minimize(loss, np.zeros(columns.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds)
    weights: list[float] = found.x.tolist()
    return weights


def _wording(provisions: Sequence[Mapping[str, Any]]) -> Wording:
    return tuple(
        Provision(str(n), str(p.get("text") or ""), number=str(p.get("num") or "")) for n, p in enumerate(provisions)
    )
