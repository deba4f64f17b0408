"""Comparing two whole texts: the words of every row of an alignment, and what changed in them that matters."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from onetext.text.alignment import Alignment, Row
from onetext.text.provision import Wording
from onetext.text.redline import Run, redline

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
    """The redline of every row of an alignment of two texts, in the order of its rows."""
    olds = {p.id: p.words for p in before}
    news = {p.id: p.words for p in after}
    return tuple(RowRedline(row, tuple(_pieces(row, olds, news)), (), ()) for row in alignment.rows)


def _pieces(row: Row, olds: dict[str, str | None], news: dict[str, str | None]) -> Iterator[Piece]:
    """Each provision with its counterpart, the first with the first."""
    for old, new in _paired(row.before, row.after):
        yield Piece(old, new, redline(olds.get(old) or "", news.get(new) or ""))


def _paired(before: Sequence[str], after: Sequence[str]) -> Iterable[tuple[str, str]]:
    length = max(len(before), len(after))
    return zip([*before, *[""] * (length - len(before))], [*after, *[""] * (length - len(after))], strict=True)
