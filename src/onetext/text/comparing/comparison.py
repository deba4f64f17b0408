"""Comparing two whole texts: the words of every row of an alignment, and what changed in them that matters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from onetext.text.alignment import Alignment, Row
from onetext.text.comparing.bracket_changes import BracketChange, changed
from onetext.text.comparing.callouts import Callout, callouts
from onetext.text.comparing.pieces import pieces
from onetext.text.provision import Wording
from onetext.text.redline.moved_words import with_moves
from onetext.text.redline.runs import Piece
from onetext.text.redline.units import may_have_brackets

__all__ = ["BracketChange", "Callout", "Piece", "RowRedline", "redlined"]

_Words = Mapping[str, str | None]


@dataclass(frozen=True)
class RowRedline:
    """A row of an alignment with the redline of its words.

    For each provision the `before` (or `after`) of all runs of all pieces with its id, in their order, is its words
    exactly. A provision whose words are not known has no runs. `words` are those of both sides whole, None where one
    has none or they are not known.
    """

    row: Row
    pieces: tuple[Piece, ...]
    brackets: tuple[BracketChange, ...] = ()
    words: tuple[str, str] | None = None

    @cached_property
    def callouts(self) -> tuple[Callout, ...]:
        """What should be looked at first, from English only; worked out when asked for: a Word file shows none."""
        runs = [run for piece in self.pieces for run in piece.runs]
        if self.words is None or all(run.kind == "kept" for run in runs):
            return ()
        return callouts(*self.words, runs)


def redlined(before: Wording, after: Wording, alignment: Alignment) -> tuple[RowRedline, ...]:
    """The redline of every row of an alignment of two texts, in the order of its rows.

    Words that moved from any provision into any other are numbered through the whole comparison.
    """
    olds, news = ({p.id: p.words for p in side} for side in (before, after))
    vacant = {p.id for p in (*before, *after) if p.vacant}
    cut = [_cut(row, olds, news) for row in alignment.rows]
    marked = iter(with_moves([piece.runs for pieces_ in cut for piece in pieces_]))
    whole = [tuple(Piece(one.before, one.after, next(marked)) for one in pieces_) for pieces_ in cut]
    brackets = _brackets(alignment.rows, whole, (olds, news))
    return tuple(
        RowRedline(row, pieces_, tuple(brackets.get(row, ())), _whole_words(row, olds, news))
        if vacant.isdisjoint((*row.before, *row.after))
        else RowRedline(row, pieces_)
        for row, pieces_ in zip(alignment.rows, whole, strict=True)
    )


def _cut(row: Row, olds: _Words, news: _Words) -> list[Piece]:
    """The pieces of a row, what moved not yet marked."""
    before, after = [olds[id_] or "" for id_ in row.before], [news[id_] or "" for id_ in row.after]
    return [
        Piece(row.before[cut.old] if cut.old >= 0 else "", row.after[cut.new] if cut.new >= 0 else "", cut.runs)
        for cut in pieces(before, after)
    ]


def _brackets(
    rows: Sequence[Row], whole: Sequence[tuple[Piece, ...]], words: tuple[_Words, _Words]
) -> dict[Row, list[BracketChange]]:
    """What became of the brackets of both texts, by the row in which each begins; none of a row with one side only."""
    some = [(row, pieces_) for row, pieces_ in zip(rows, whole, strict=True) if _may_tell(row, pieces_, words)]
    ids = {id_ for row, _ in some for id_ in row.before}, {id_ for row, _ in some for id_ in row.after}
    olds, news = (
        {id_: text or "" for id_, text in side.items() if id_ in wanted}
        for side, wanted in zip(words, ids, strict=True)
    )
    of = {("old", id_): row for row, _ in some for id_ in row.before}
    of |= {("new", id_): row for row, _ in some for id_ in row.after}
    found: dict[Row, list[BracketChange]] = {}
    for old, new, change in changed(olds, news, [piece for _, pieces_ in some for piece in pieces_]):
        row = of.get(("new", new)) or of[("old", old)]
        if row.before and row.after:
            found.setdefault(row, []).append(change)
    return found


def _may_tell(row: Row, whole: Sequence[Piece], words: tuple[_Words, _Words]) -> bool:
    """Whether a row may tell of brackets: its words moved, a bracket spans it, or it has some and was changed."""
    runs = [run for piece in whole for run in piece.runs]
    texts = [words[0][id_] or "" for id_ in row.before] + [words[1][id_] or "" for id_ in row.after]
    if any(run.move for run in runs) or any(text.count("[") != text.count("]") for text in texts):
        return True
    return any(run.kind != "kept" for run in runs) and any(may_have_brackets(text) for text in texts)


def _whole_words(row: Row, olds: _Words, news: _Words) -> tuple[str, str] | None:
    """The words of both sides, None where a side is empty or not known."""
    before, after = [olds[id_] for id_ in row.before], [news[id_] for id_ in row.after]
    if not before or not after or None in (*before, *after):
        return None
    return "\n\n".join(map(str, before)), "\n\n".join(map(str, after))
