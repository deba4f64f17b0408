"""Rows: which provisions correspond, what happened to them, and how sure that is."""

from typing import Literal

import msgspec

Disposition = Literal[
    "kept",
    "reworded",
    "changed quantity",
    "substituted",
    "moved",
    "split",
    "merged",
    "added",
    "dropped",
    "retained",
    "parked",
    "unknown",
]


class Correspondence(msgspec.Struct, frozen=True, gc=False):
    """A person's word that these provisions correspond; no `after` says dropped, no `before` says added.

    `disposition` is what that person calls it, "" to have it worked out.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    disposition: Disposition | Literal[""] = ""


class Row(msgspec.Struct, frozen=True, gc=False):
    """Provisions that correspond, by their ids, with what happened to them and why this is thought so.

    `score` is the share of telling words in common, 0 to 1. `alternatives` are the next best provisions, each with its
    score, best first: of the new text where the row has a provision of the old one, else of the old text. `confidence`
    is the probability that the provisions of the row belong together (or, where one stands alone, that it does);
    1 where a person settled it, where the ids are equal, and where both texts have the same words equally often.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    dispositions: tuple[Disposition, ...]
    score: float
    reason: str
    alternatives: tuple[tuple[str, float], ...] = ()
    confidence: float = 1.0


class Alignment(msgspec.Struct, frozen=True, gc=False):
    """The rows in the order of the new text, each dropped provision behind the row of the one before it.

    Every provision of both texts stands in a row; one that was split or merged stands in one row with its parts.
    """

    rows: tuple[Row, ...]
