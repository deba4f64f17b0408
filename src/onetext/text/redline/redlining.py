"""Redline: what changed between two wordings, word by word, without shredded words."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from onetext.text.redline.chaining import increasing
from onetext.text.redline.edits import SHORT, edits
from onetext.text.redline.moved_words import with_moves
from onetext.text.redline.runs import Kind, Run, as_text
from onetext.text.redline.units import Edit, Unit, units
from onetext.text.words import folded_words

__all__ = [
    "Edit", "Kind", "Run", "Unit",
    "as_text", "edits", "increasing", "redline", "runs_of", "similarity", "units",
]  # fmt: skip

_CLOSING = frozenset("]),.;:")


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
        kept = _text(old, at, edit.first), _text(new, new_at, edit.new_first)
        change = _text(old, edit.first, edit.last), _text(new, edit.new_first, edit.new_last)
        runs += _plainly(*kept, *change) if runs and _is_short(kept) else _changed(*kept, *change)
        at, new_at = edit.last, edit.new_last
    runs.append(Run("kept", _text(old, at, len(old)), _text(new, new_at, len(new))))
    return tuple(_joined(run for run in runs if run.before or run.after))


def _is_short(kept: tuple[str, str]) -> bool:
    """Whether too little would be left between two changes without the white space behind it."""
    return any(len(text.rstrip()) < SHORT for text in kept)


def _plainly(before: str, after: str, deleted: str, inserted: str) -> tuple[Run, ...]:
    return Run("kept", before, after), Run("deleted", deleted, ""), Run("inserted", "", inserted)


def _changed(before: str, after: str, deleted: str, inserted: str) -> tuple[Run, ...]:
    """What is kept before a change on either side, the change, and the white space behind it, which is no part of it.

    Of "the Council, the Court and" and "the Council and", the words ", the Court" are deleted, not ", the Court "; a
    space before a change that only one side has goes with that side's words.
    """
    space, new_space = _space(deleted), _space(inserted)
    if not (deleted and inserted) and _leans_back(deleted or inserted) and _space(before) and _space(after):
        return _behind(before, after, deleted, inserted)
    if not inserted and space and not _space(before):
        new_space = _space(after)
        after = after.removesuffix(new_space)
    elif not deleted and new_space and not _space(after):
        space = _space(before)
        before = before.removesuffix(space)
    if not (space and new_space):
        space = new_space = ""
    if deleted and _space(before) and not _space(after):
        before, deleted = before.rstrip(), _space(before) + deleted
    elif inserted and _space(after) and not _space(before):
        after, inserted = after.rstrip(), _space(after) + inserted
    return (
        Run("kept", before, after),
        Run("deleted", deleted.removesuffix(space), ""),
        Run("inserted", "", inserted.removesuffix(new_space)),
        Run("kept", space, new_space),
    )


def _leans_back(text: str) -> bool:
    """Whether a change belongs to the words before it: it begins or ends with what closes, then white space."""
    closes = text[:1] in _CLOSING or (text[:1] == "(" and text.rstrip()[-1:] == "]")
    return closes and bool(_space(text))


def _behind(before: str, after: str, deleted: str, inserted: str) -> tuple[Run, ...]:
    """A change that belongs to the words before it, with the white space before it instead of that behind it."""
    space, new_space = _space(before), _space(after)
    return (
        Run("kept", before.rstrip(), after.rstrip()),
        Run("deleted", space + deleted.rstrip() if deleted else "", ""),
        Run("inserted", "", new_space + inserted.rstrip() if inserted else ""),
        Run("kept", _space(deleted) or space, _space(inserted) or new_space),
    )


def _space(text: str) -> str:
    """The white space at the end of a text."""
    return text[len(text.rstrip()) :]


def similarity(before: str, after: str) -> float:
    """How much of the words two wordings share, in order: 0 for none, 1 for the same words.

    Twice the longest common subsequence over the number of words of both (the normalised Indel similarity).
    """
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    return Indel.normalized_similarity(folded_words(before), folded_words(after))


def _text(of: Sequence[Unit], first: int, last: int) -> str:
    return "".join(unit.text for unit in of[first:last])


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs with neighbours of one kind put together."""
    for kind, group in groupby(runs, key=lambda run: run.kind):
        pieces = list(group)
        yield Run(kind, "".join(run.before for run in pieces), "".join(run.after for run in pieces))
