"""Redline: what changed between two wordings, word by word, without shredded words."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from onetext.text.edits import edits, increasing
from onetext.text.moved_words import with_moves
from onetext.text.runs import Kind, Run, as_text, segments
from onetext.text.units import Edit, Unit, units
from onetext.text.words import folded_words

__all__ = [
    "Edit", "Kind", "Run", "Unit",
    "as_text", "edits", "increasing", "redline", "runs_of", "segments", "similarity", "units",
]  # fmt: skip


def redline(before: str, after: str) -> tuple[Run, ...]:
    """The runs that lead from one wording to the other, in order, a deleted run before the inserted one.

    The `before` of all runs, put together, is the one wording exactly, the `after` of all runs the other.
    White space, quotation marks, dashes and the labels of a list alone are no change; case is. See `edits` for
    what is kept, `with_moves` for what is said to have moved.
    """
    if before == after:
        return (Run("kept", before, after),) if before else ()
    old, new = units(before, labels=False), units(after, labels=False)
    return with_moves([runs_of(old, new, edits(old, new))])[0]


def runs_of(old: Sequence[Unit], new: Sequence[Unit], changes: Iterable[Edit]) -> tuple[Run, ...]:
    """The runs of two wordings in units and the changes between them, no move marked."""
    runs: list[Run] = []
    at = new_at = 0
    for edit in changes:
        runs.append(Run("kept", _text(old, at, edit.first), _text(new, new_at, edit.new_first)))
        deleted = _text(old, edit.first, edit.last)
        inserted = _text(new, edit.new_first, edit.new_last)
        space, new_space = _space_after(deleted, inserted)
        runs.append(Run("deleted", deleted.removesuffix(space), ""))
        runs.append(Run("inserted", "", inserted.removesuffix(new_space)))
        runs.append(Run("kept", space, new_space))
        at, new_at = edit.last, edit.new_last
    runs.append(Run("kept", _text(old, at, len(old)), _text(new, new_at, len(new))))
    return tuple(_joined(run for run in runs if run.before or run.after))


def similarity(before: str, after: str) -> float:
    """How much of the words two wordings share, in order: 0 for none, 1 for the same words.

    Twice the longest common subsequence over the number of words of both (the normalised Indel similarity).
    """
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    return Indel.normalized_similarity(folded_words(before), folded_words(after))


def _text(of: Sequence[Unit], first: int, last: int) -> str:
    return "".join(unit.text for unit in of[first:last])


def _space_after(deleted: str, inserted: str) -> tuple[str, str]:
    """The white space at the end of both sides of a change, which is no part of it; where one has none, none."""
    pair = tuple(text[len(text.rstrip()) :] for text in (deleted, inserted))
    return (pair[0], pair[1]) if all(pair) else ("", "")


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs with neighbours of one kind put together."""
    for kind, group in groupby(runs, key=lambda run: run.kind):
        pieces = list(group)
        yield Run(kind, "".join(run.before for run in pieces), "".join(run.after for run in pieces))
