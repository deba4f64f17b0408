"""A long list on a page, so many of it on a leaf."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from onetext.record.errors import refuse
from onetext.web.asked import Asked

Item = TypeVar("Item")
LONGEST = 9
"""Digits of a leaf's number."""


@dataclass(frozen=True)
class Leaves:
    """Which leaf of how many is shown, and of how many things in all."""

    leaf: int
    leaves: int
    count: int


def turned(asked: Asked, found: Sequence[Item], abreast: int) -> tuple[Leaves, Sequence[Item]]:
    """The leaf that was asked for, and what stands on it. Raises Refused for one that there is not."""
    leaves, word = max(1, -(-len(found) // abreast)), asked.word("leaf", "1")
    leaf = numbered(word, leaves)
    return Leaves(leaf, leaves, len(found)), found[(leaf - 1) * abreast : leaf * abreast]


def numbered(word: str, leaves: int) -> int:
    """The number of a leaf as it was asked for. Raises Refused for one that there is not."""
    if not (word.isascii() and word.isdigit() and len(word) <= LONGEST and 1 <= int(word) <= leaves):
        refuse("There is no leaf “{leaf}”; there are 1 to {last}.", leaf=word[:20], last=leaves)
    return int(word)
