"""Pieces: the redline between several provisions and several others, cut where any of them ends."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from onetext.text.redline import runs_of
from onetext.text.redline.edits import edits
from onetext.text.redline.runs import Run
from onetext.text.redline.units import Edit, Unit, units


class Cut(NamedTuple):
    """The runs between the provision at the place `old` of the one side and `new` of the other; -1 for none."""

    old: int
    new: int
    runs: tuple[Run, ...]


Point = tuple[int, int]


def pieces(before: Sequence[str], after: Sequence[str]) -> list[Cut]:
    """The redline of these wordings, put together on either side, in pieces that each belong to one of either side.

    The `before` of the runs of all pieces with a place `old`, in their order, is that wording exactly; so `after`. A
    wording without a word has a piece without runs. No move is marked.
    """
    if len(before) <= 1 and len(after) <= 1:
        old, new = "".join(before), "".join(after)
        return [Cut(len(before) - 1, len(after) - 1, _plain(old, new))]
    olds, news = [units(text, labels=False) for text in before], [units(text, labels=False) for text in after]
    found = list(_cut(olds, news))
    missing = [Cut(n, -1, ()) for n in range(len(before)) if n not in {cut.old for cut in found}]
    return [*found, *missing, *(Cut(-1, n, ()) for n in range(len(after)) if n not in {cut.new for cut in found})]


def _plain(before: str, after: str) -> tuple[Run, ...]:
    if before == after:
        return (Run("kept", before, after),) if before else ()
    if not (before and after):
        return (Run("deleted", before, "") if before else Run("inserted", "", after),)
    old, new = units(before, labels=False), units(after, labels=False)
    return runs_of(old, new, edits(old, new))


def _cut(olds: Sequence[Sequence[Unit]], news: Sequence[Sequence[Unit]]) -> Iterator[Cut]:
    old, new = [unit for one in olds for unit in one], [unit for one in news for unit in one]
    borders, new_borders = list(accumulate(map(len, olds))), list(accumulate(map(len, news)))
    changes = edits(old, new)
    points = _points(changes, (borders[:-1], new_borders[:-1]), (len(old), len(new)))
    for (i, j), (i2, j2) in pairwise(points):
        runs = runs_of(old[i:i2], new[j:j2], _within(changes, (i, j), (i2, j2)))
        if runs:
            yield Cut(_holder(borders, i, i2), _holder(new_borders, j, j2), runs)


def _holder(borders: Sequence[int], first: int, last: int) -> int:
    """The place of the provision in which a stretch of units stands; of an empty stretch, the one before it."""
    at = first if last > first else max(first - 1, 0)
    return next((n for n, border in enumerate(borders) if at < border), len(borders) - 1)


def _points(changes: Sequence[Edit], borders: tuple[list[int], list[int]], end: Point) -> list[Point]:
    """Where on the way through both texts a provision ends on either side, from the beginning to the end."""
    found: list[Point] = [(0, 0)]
    old = new = 0
    for edit in [*changes, Edit(end[0], end[0], end[1], end[1])]:
        kept = {border: border - old + new for border in borders[0] if old < border < edit.first}
        kept.update({border - new + old: border for border in borders[1] if new < border < edit.new_first})
        found += sorted(kept.items())
        found += _inside(edit, *borders)
        old, new = edit.last, edit.new_last
    return list(dict.fromkeys([*found, end]))


def _inside(edit: Edit, olds: Sequence[int], news: Sequence[int]) -> list[Point]:
    """The ends of provisions in a change or at its edges, those of both sides paired in their order."""
    firsts = [border for border in olds if edit.first <= border <= edit.last]
    seconds = [border for border in news if edit.new_first <= border <= edit.new_last]
    both = firsts and seconds
    firsts += [edit.last if both or end > edit.new_first else edit.first for end in seconds[len(firsts) :]]
    seconds += [edit.new_last if both or end > edit.first else edit.new_first for end in firsts[len(seconds) :]]
    return list(zip(firsts, seconds, strict=True))


def _within(changes: Sequence[Edit], first: Point, last: Point) -> Iterator[Edit]:
    """What of the changes lies between two points, counted from the first."""
    for edit in changes:
        old, end = max(edit.first, first[0]), min(edit.last, last[0])
        new, new_end = max(edit.new_first, first[1]), min(edit.new_last, last[1])
        if old <= end and new <= new_end and (old < end or new < new_end):
            yield Edit(old - first[0], end - first[0], new - first[1], new_end - first[1])
