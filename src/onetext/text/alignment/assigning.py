"""Assigning: the links, each provision in one at most, with the highest sum of gains."""

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from onetext.text.alignment.likeness import Floats, Places

_TOP = 64.0  # higher than any gain


def assigned(olds: Places, news: Places, gain: Floats) -> list[int]:
    """The places of the pairs that are chosen: an optimal assignment in which a provision may stay alone.

    Sparse linear assignment (Jonker and Volgenant 1987; LAPJVsp). Only pairs with a gain above 0 are looked at.
    """
    useful = np.nonzero(gain > 0)[0]
    if not len(useful):
        return []
    rows, old = np.unique(olds[useful], return_inverse=True)
    columns, new = np.unique(news[useful], return_inverse=True)
    alone = np.arange(len(rows))
    cost = np.concatenate([_TOP - np.minimum(gain[useful], _TOP / 2), np.full(len(rows), _TOP)])
    table = sparse.csr_array(
        (cost, (np.concatenate([old, alone]), np.concatenate([new, len(columns) + alone]))),
        shape=(len(rows), len(columns) + len(rows)),
    )
    chosen = dict(zip(*min_weight_full_bipartite_matching(table), strict=True))
    return [int(k) for k, i, j in zip(useful, old, new, strict=True) if chosen[i] == j]
