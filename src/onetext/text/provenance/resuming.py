"""Resuming: the units of a wording, and the changes that led to it, from those of the wording before it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from onetext.text.provenance.ledger import Held
from onetext.text.redline.edits import edits
from onetext.text.redline.units import Edit, Unit, units

_MARGIN = 12  # units of what is the same that are compared all the same, so that a change can be slid among them
_FAR_REACHING = re.compile(r"\[|\(|~~|Option|Alt")  # what may make a bracket or a label of what stands far from it


class _Same(NamedTuple):
    """How many units, and how many characters, from the beginning and from the end on are surely in both wordings."""

    head: int = 0
    tail: int = 0
    lead: int = 0
    trail: int = 0


def read_on(old: Held, words: str) -> tuple[Sequence[Unit], Sequence[Edit]]:
    """The units of a wording, and the edits that lead to it from an old one; where little changed, without its rest."""
    same = _same(old, words)
    kept = old.units[: same.head], old.units[len(old.units) - same.tail :]
    middle = units(words[same.lead : len(words) - same.trail], labels=False)
    new = (*kept[0], *middle, *kept[1])
    if not old.units:
        return new, (Edit(0, 0, 0, len(new)),)
    head, tail = max(same.head - _MARGIN, 0), max(same.tail - _MARGIN, 0)
    found = edits(old.units[head : len(old.units) - tail], new[head : len(new) - tail])
    return new, [Edit(e.first + head, e.last + head, e.new_first + head, e.new_last + head) for e in found]


def _same(old: Held, words: str) -> _Same:
    """What need not be read again: up to a word behind a space before the first change, from one behind the last on."""
    if _FAR_REACHING.search(old.words) or _FAR_REACHING.search(words):
        return _Same()
    head, tail = _common(old.words, words), _common(old.words[::-1], words[::-1])
    tail = min(tail, min(len(old.words), len(words)) - head)
    starts = [0, *accumulate([len(unit.text) for unit in old.units])]
    first = max(bisect_left(starts, head, hi=len(old.units)) - 1, 0)
    while first and not _begins(old.units, first):
        first -= 1
    last = max(bisect_right(starts, len(old.words) - tail, hi=len(old.units)), first)
    while last < len(old.units) and not _begins(old.units, last):
        last += 1
    return _Same(first, len(old.units) - last, starts[first], len(old.words) - starts[last])


def _begins(of: Sequence[Unit], at: int) -> bool:
    """Whether a unit is a word behind a space."""
    return at > 0 and of[at].text[0].isalpha() and of[at - 1].text[-1].isspace()


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common from their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low
