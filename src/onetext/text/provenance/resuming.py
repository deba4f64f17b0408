"""Resuming: the units of a wording, and the changes that led to it, from those of the wording before it."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from onetext.text.provenance.ledger import Held
from onetext.text.redline.edits import edits
from onetext.text.redline.units import Edit, Unit, units

_MARGIN = 12  # units of what is the same that are compared all the same, so that a change can be slid among them
_FAR_REACHING = ("[", "(", "~~", "Option", "Alt")  # what may make a bracket or a label of what stands far from it


class _Same(NamedTuple):
    """How many units from the beginning and from the end on are surely the same in both wordings."""

    head: int
    tail: int


def read_on(old: Held, words: str) -> tuple[Sequence[Unit], Sequence[Edit]]:
    """The units of a wording, and the edits that lead to it from an old one; where little changed, without its rest."""
    same = _same(old, words)
    kept = old.units[: same.head], old.units[len(old.units) - same.tail :]
    length = len(words) - sum(len(unit.text) for unit in kept[1])
    middle = units(words[sum(len(unit.text) for unit in kept[0]) : length], labels=False)
    new = (*kept[0], *middle, *kept[1])
    if not old.units:
        return new, (Edit(0, 0, 0, len(new)),)
    head, tail = max(same.head - _MARGIN, 0), max(same.tail - _MARGIN, 0)
    found = edits(old.units[head : len(old.units) - tail], new[head : len(new) - tail])
    return new, [Edit(e.first + head, e.last + head, e.new_first + head, e.new_last + head) for e in found]


def _same(old: Held, words: str) -> _Same:
    """What need not be read again: up to a word behind a space before the first change, from one behind the last on."""
    if any(mark in text for mark in _FAR_REACHING for text in (old.words, words)):
        return _Same(0, 0)
    head, tail = _common(old.words, words), _common(old.words[::-1], words[::-1])
    tail = min(tail, min(len(old.words), len(words)) - head)
    starts = [0, *accumulate(len(unit.text) for unit in old.units)]
    safe = [n for n, unit in enumerate(old.units) if n and unit.text[0].isalpha() and old.units[n - 1].tail]
    first = max((n for n in safe if starts[n] < head), default=0)
    last = min((n for n in safe if n >= first and starts[n] > len(old.words) - tail), default=len(old.units))
    return _Same(first, len(old.units) - last)


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common from their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low
