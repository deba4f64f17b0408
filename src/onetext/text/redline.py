"""Redline: what changed between two wordings, word by word, without shredded words."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal

import msgspec

from onetext.text.edits import edits, increasing
from onetext.text.units import Edit, Unit, units
from onetext.text.words import folded_words

__all__ = [
    "Edit", "Kind", "Run", "Unit",
    "as_text", "edits", "increasing", "redline", "segments", "similarity", "units",
]  # fmt: skip

Kind = Literal["kept", "inserted", "deleted"]


class Run(msgspec.Struct, frozen=True):
    """A stretch of text that was kept, inserted or deleted.

    `before` and `after` are the exact characters on either side. In a kept run they differ only in white space,
    quotation marks and other variants of print, and in the labels of a list; a deleted run has no `after`, an inserted
    one no `before`. With a `move` that is not 0, the deleted run was moved away, and the inserted run with the same
    number is where it went.
    """

    kind: Kind
    before: str
    after: str
    move: int = 0


def redline(before: str, after: str) -> tuple[Run, ...]:
    """The runs that lead from one wording to the other, in order, a deleted run before the inserted one.

    The `before` of all runs, put together, is the one wording exactly, the `after` of all runs the other.
    White space, quotation marks, dashes and the labels of a list alone are no change; case is. See `edits` for
    what is kept.
    """
    if before == after:
        return (Run("kept", before, after),) if before else ()
    old, new = units(before, labels=False), units(after, labels=False)
    runs: list[Run] = []
    at = new_at = 0
    for edit in edits(old, new):
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


def as_text(runs: Sequence[Run]) -> str:
    """A redline in plain characters: "{-old-}{+new+}", the kept words as they stand in the new wording."""
    marks = {"kept": "{}", "deleted": "{{-{}-}}", "inserted": "{{+{}+}}"}
    return "".join(marks[kind].format(text) for kind, text in segments(runs))


def segments(runs: Sequence[Run]) -> tuple[tuple[Kind, str], ...]:
    """The pieces to show one after the other, each with its kind, for colour or for other marks."""
    return tuple((run.kind, run.before if run.kind == "deleted" else run.after) for run in runs)


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
