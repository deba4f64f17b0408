"""Bracketing: the edits that open, close or sign one bracket belong together, with the words that it holds."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from onetext.text import brackets
from onetext.text.redline.units import Edit, Unit

Span = tuple[int, int]
Whole = tuple[Edit, tuple[Edit, ...]]
"""An edit, and those that it is made of."""


def whole(old: Sequence[Unit], new: Sequence[Unit], edits: Sequence[Edit]) -> tuple[Whole, ...]:
    """The edits; those that make, take away or sign a bracket as one, from its opening to its close.

    A bracket is one wish: what is wished is not "[" in one place and "]" in another.
    """
    changed = set(edits)
    steps = list(_steps(edits, len(old)))
    edges = list(_edges(steps, old, new))
    spans = [(n, n + 1) for n, step in enumerate(steps) if step in changed]
    while (wider := _merged([_widened(span, edges) for span in spans])) != spans:
        spans = wider
    return tuple((_across(steps[a:b]), tuple(step for step in steps[a:b] if step in changed)) for a, b in spans)


def _steps(edits: Sequence[Edit], length: int) -> Iterator[Edit]:
    """The way from the one wording to the other: each unit that is kept as a step, and each edit as one."""
    at = shift = 0
    for edit in edits:
        yield from (Edit(unit, unit + 1, unit + shift, unit + shift + 1) for unit in range(at, edit.first))
        yield edit
        at, shift = edit.last, edit.new_last - edit.last
    yield from (Edit(unit, unit + 1, unit + shift, unit + shift + 1) for unit in range(at, length))


def _edges(steps: Sequence[Edit], old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[tuple[Span, Span]]:
    """The opening and the closing part of each bracket of either wording, marks and names, in steps."""
    lasts = [step.last for step in steps], [step.new_last for step in steps]
    for units, ends in zip((old, new), lasts, strict=True):
        for opening, closing in _brackets(units):
            yield _in_steps(ends, opening), _in_steps(ends, closing)


def _in_steps(ends: Sequence[int], units: Span) -> Span:
    return bisect_right(ends, units[0]), bisect_right(ends, units[1] - 1) + 1


def _brackets(units: Sequence[Unit]) -> Iterator[tuple[Span, Span]]:
    """The opening and the closing part of each bracket, in units; what is only implied has the last unit before it."""
    if not any(unit.bracket for unit in units):
        return
    starts = [0, *accumulate(len(unit.text) for unit in units)]
    for node in brackets.read("".join(unit.text for unit in units)).nodes:
        if isinstance(node, brackets.Bracket):
            opening = node.start, max(node.start + 1, node.start + len(node.open) + node.lead)
            closing = min(node.end - 1, node.end - len(node.close) - node.trail), node.end
            yield _in_units(starts, opening), _in_units(starts, closing)


def _in_units(starts: Sequence[int], characters: Span) -> Span:
    return bisect_right(starts, characters[0]) - 1, bisect_right(starts, characters[1] - 1)


def _widened(span: Span, edges: Sequence[tuple[Span, Span]]) -> Span:
    """The span with every bracket of which it holds a part of the marks or names."""
    first, last = span
    for opening, closing in edges:
        if any(first < end and start < last for start, end in (opening, closing)):
            first, last = min(first, opening[0]), max(last, closing[1])
    return first, last


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for first, last in sorted(spans):
        if merged and first < merged[-1][1]:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged


def _across(steps: Sequence[Edit]) -> Edit:
    return Edit(steps[0].first, steps[-1].last, steps[0].new_first, steps[-1].new_last)
