"""Runs: the stretches of a redline, and how they are written in plain characters."""

from collections.abc import Sequence
from typing import Literal

import msgspec

Kind = Literal["kept", "inserted", "deleted"]


class Run(msgspec.Struct, frozen=True, gc=False):
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

    @property
    def text(self) -> str:
        """The words to show: those of the new wording, or the ones that were deleted."""
        return self.before if self.kind == "deleted" else self.after


class Piece(msgspec.Struct, frozen=True, gc=False):
    """The runs between two provisions, by their ids; "" where there is none on that side.

    A split of 3 into 3 and 3 bis is two pieces, (3, 3) and (3, 3 bis), each with the words of 3 that went there.
    """

    before: str
    after: str
    runs: tuple[Run, ...]


def as_text(runs: Sequence[Run]) -> str:
    """A redline in plain characters: "{-old-}{+new+}", the kept words as they stand in the new wording.

    What moved is "{-moved 1: words-}" where it was and "{+moved 1: words+}" where it went.
    """
    return "".join(_marked(run) for run in runs)


def _marked(run: Run) -> str:
    if run.kind == "kept":
        return run.after
    sign = "-" if run.kind == "deleted" else "+"
    return f"{{{sign}{f'moved {run.move}: ' if run.move else ''}{run.text}{sign}}}"
