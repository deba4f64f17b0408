"""Comparing two whole texts: the words of every row of an alignment, and what changed in them that matters."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from onetext.text.alignment import Alignment, Row
from onetext.text.moved_words import with_moves
from onetext.text.pieces import pieces
from onetext.text.provision import Wording, canonical
from onetext.text.runs import Run

_Words = Mapping[str, str | None]

BracketKind = Literal[
    "opened", "closed", "settled", "narrowed", "widened", "option added", "proponent given", "proponent taken"
]
CalloutKind = Literal["quantity", "modality", "negation", "actor", "condition", "time"]


class Piece(msgspec.Struct, frozen=True):
    """The runs between two provisions, by their ids; "" where there is none on that side.

    A split of 3 into 3 and 3 bis is two pieces, (3, 3) and (3, 3 bis), each with the words of 3 that went there.
    """

    before: str
    after: str
    runs: tuple[Run, ...]


class BracketChange(msgspec.Struct, frozen=True):
    """What became of a bracket, as a sentence without a full stop: "brackets opened round “in peacetime”"."""

    kind: BracketKind
    sentence: str


class Callout(msgspec.Struct, frozen=True):
    """A change that may matter however few its words, as a sentence with both wordings."""

    kind: CalloutKind
    sentence: str


class RowRedline(msgspec.Struct, frozen=True):
    """A row of an alignment with the redline of its words.

    For each provision the `before` (or `after`) of all runs of all pieces with its id, in their order, is its words
    exactly. A provision whose words are not known has no runs.
    """

    row: Row
    pieces: tuple[Piece, ...]
    brackets: tuple[BracketChange, ...]
    callouts: tuple[Callout, ...]


def redlined(before: Wording, after: Wording, alignment: Alignment) -> tuple[RowRedline, ...]:
    """The redline of every row of an alignment of two texts, in the order of its rows.

    Words that moved from any provision into any other are numbered through the whole comparison. What is said of
    quantities, modality, negations, actors, conditions and times is read from English only.
    """
    olds = {p.id: p.words for p in before}
    news = {p.id: p.words for p in after}
    cut = [_cut(row, olds, news) for row in alignment.rows]
    marked = iter(with_moves([runs for pieces in cut for _, _, runs in pieces]))
    return tuple(
        _row(row, [Piece(old, new, next(marked)) for old, new, _ in pieces], olds, news)
        for row, pieces in zip(alignment.rows, cut, strict=True)
    )


def _cut(row: Row, olds: _Words, news: _Words) -> list[tuple[str, str, tuple[Run, ...]]]:
    """The pieces of a row without moves, by the ids of their provisions."""
    before, after = [olds[id_] or "" for id_ in row.before], [news[id_] or "" for id_ in row.after]
    return [
        (row.before[cut.old] if cut.old >= 0 else "", row.after[cut.new] if cut.new >= 0 else "", cut.runs)
        for cut in pieces(before, after)
    ]


def _row(row: Row, redlines: list[Piece], olds: _Words, news: _Words) -> RowRedline:
    before, after = [olds[id_] for id_ in row.before], [news[id_] for id_ in row.after]
    known = before and after and None not in (*before, *after)
    old, new = ("\n\n".join(words or "" for words in side) for side in (before, after))
    if not known or canonical(old) == canonical(new):
        return RowRedline(row, tuple(redlines), (), ())
    return RowRedline(row, tuple(redlines), (), ())
