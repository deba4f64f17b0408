"""Weights: the numbers of the two small models, in the log-odds of a logistic regression.

Fitted by `benchmarks/alignment.py --fit` on negotiated texts with a known alignment and on texts rewritten by rule, no
weight but the last of each below 0. Those of `Pair` are rounded to quarters, those of `Part` to hundredths.
"""

import msgspec


class Pair(msgspec.Struct, frozen=True):
    """What speaks for two provisions being one, each between 0 and 1 but `rival`."""

    words: float = 7.75  # the share of the one's words that stand in the other, the higher of both ways
    pairs: float = 0.25  # the same of its pairs of words
    rival: float = 14.25  # how far it is behind the likest (below 0; 0 for the likest itself)
    near: float = 3.0  # how near it stands to where its neighbours' links lead
    near_unlike: float = 5.75  # the same, for what is little alike
    number: float = 3.25  # the same printed number, by how far the text keeps its numbers
    never: float = -6.75  # before anything is known


class Part(msgspec.Struct, frozen=True):
    """What speaks for a leftover being a part of a provision that has another counterpart, its partner."""

    words: float = 2.68  # the share of its words that stand in the whole
    new_words: float = 3.42  # the share of its words that stand in the whole, and not in the partner
    new_pairs: float = 1.11  # the same of its pairs of words
    lack: float = 3.69  # the share of the whole that the partner does not explain
    beside: float = 2.91  # how near it stands to the partner
    option: float = (
        4.94  # that it is one option of several: words in common, beside the partner, in a draft with brackets
    )
    near: float = 2.14  # how near it stands to where its neighbours' links lead
    rival: float = 3.7  # how far the whole is behind the likest (below 0; 0 for the likest itself)
    renumbered: float = 4.76  # how far the text was numbered anew, as one that is written anew and not amended
    piece: float = 0.54  # the share of its best piece that stands in the whole
    new_piece: float = 1.15  # the same, and not in the partner
    taken: float = 1.68  # the share of the best piece of the whole that stands in it
    new_taken: float = 2.2  # the same, and not in the partner
    never: float = -14.26  # before anything is known


class Weights(msgspec.Struct, frozen=True):
    """The weights of both models."""

    pair: Pair = Pair()
    part: Part = Part()


FITTED = Weights()
