"""Weights: the numbers of the two small models, in the log-odds of a logistic regression.

Fitted by `benchmarks/alignment.py --fit` on negotiated texts with a known alignment and on texts rewritten by rule, no
weight but the last of each below 0, then rounded.
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

    words: float = 3.1  # the share of its words that stand in the whole
    pairs: float = 0.2  # the same of its pairs of words
    new_words: float = 4.0  # the share of its words that stand in the whole, and not in the partner
    new_pairs: float = 3.1  # the same of its pairs of words
    filled: float = 1.1  # the share of the whole that it explains and the partner does not
    lack: float = 3.5  # the share of the whole that the partner does not explain
    beside: float = 2.8  # how near it stands to the partner
    near: float = 2.4  # how near it stands to where its neighbours' links lead
    alike: float = 0.7  # the root of the share in common
    rival: float = 4.0  # how far the whole is behind the likest (below 0; 0 for the likest itself)
    long: float = 0.4  # how much it says: 1 from thirty words
    renumbered: float = 4.3  # how far the text was numbered anew, as one that is written anew and not amended
    option: float = (
        5.0  # that it is one option of several: words in common, beside the partner, in a draft with brackets
    )
    never: float = -14.1  # before anything is known


class Weights(msgspec.Struct, frozen=True):
    """The weights of both models."""

    pair: Pair = Pair()
    part: Part = Part()


FITTED = Weights()
