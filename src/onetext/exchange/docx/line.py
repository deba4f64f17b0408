"""The words of one paragraph as they are read, each stretch with its fate."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from onetext.exchange.document import Mark, Paragraph, Span


class Fate(NamedTuple):
    """Who inserted and who deleted what is being read, and the move that it is part of."""

    inserted: Mark | None = None
    deleted: Mark | None = None
    move: str = ""


PLAIN = Fate()


class _Piece:
    """A stretch of words with one fate and the same comments."""

    __slots__ = ("comments", "fate", "notes", "texts")

    def __init__(self, text: str, fate: Fate, comments: tuple[str, ...]) -> None:
        self.texts, self.fate, self.comments = [text], fate, comments
        self.notes: tuple[str, ...] = ()


class Line:
    """A paragraph in the making."""

    def __init__(self) -> None:
        self.names: list[str] = []
        """The names of its bookmarks."""
        self._number: list[tuple[str, Fate]] = []
        self._numbers: list[list[tuple[str, Fate]]] = []
        self.boxes: list[Paragraph] = []
        """The paragraphs that hang on this one: those of its text boxes."""
        self.languages: defaultdict[str, int] = defaultdict(int)
        self._pieces: list[_Piece] = []
        self._page_ended = False
        self._apart = False

    def __len__(self) -> int:
        return len(self._pieces)

    def add(self, text: str, fate: Fate, comments: tuple[str, ...]) -> None:
        """Words, after those that stand already."""
        if self._page_ended and self._pieces:
            text, self._page_ended = f"\n{text}", False
        last = self._pieces[-1] if self._pieces else None
        if last and not self._apart and last.fate == fate and last.comments == comments and not last.notes:
            last.texts.append(text)
        else:
            self._pieces.append(_Piece(text, fate, comments))
            self._apart = False

    def add_number(self, text: str, fate: Fate) -> None:
        """Characters of a number that is written out: it ends with its tab."""
        self._number.append((text, fate))
        if text.endswith("\t"):
            self._numbers.append(self._number)
            self._number = []

    def end_number(self) -> None:
        """What was taken for a number and has no tab behind it is words."""
        found, self._number = self._number, []
        for text, fate in found:
            self.add(text, fate, ())

    def number(self, end: Fate) -> str:
        """The paragraph's own number among those written out, "" for none, by the fate of the paragraph's end.

        Where paragraphs are joined by a change, the number of the next one stands in the first as well: it goes where
        the paragraph's end stays, and stays where that goes.
        """
        for number in self._numbers:
            if all(_goes_with(fate, end) for _, fate in number):
                kept = [text for text, fate in number if not fate.deleted] or [text for text, _ in number]
                return "".join(kept).strip()
        return ""

    def end_page(self) -> None:
        """A page or column ends here: a new line for the words that follow, if any stand before."""
        self._page_ended = bool(self._pieces)

    def note(self, note: str, fate: Fate, comments: tuple[str, ...]) -> None:
        """The reference to a note, behind the words that stand already."""
        self.end_number()
        last = self._pieces[-1] if self._pieces else None
        if last is None or last.fate != fate or last.comments != comments:
            last = _Piece("", fate, comments)
            self._pieces.append(last)
        last.notes = (*last.notes, note)

    def comment(self, comment: str, fate: Fate) -> None:
        """A comment on no words of its own: it is on what stands before it."""
        self.end_number()
        if not self._pieces:
            self._pieces.append(_Piece("", fate, ()))
        last = self._pieces[-1]
        if comment not in last.comments:
            last.comments = (*last.comments, comment)

    def cut(self, start: int) -> bool:
        """Take back what was read since there were `start` pieces: whether there was anything."""
        found = len(self._pieces) > start
        del self._pieces[start:]
        return found

    def part(self) -> None:
        """What follows is a piece of its own, so that it can be taken back."""
        self.end_number()
        self._apart = True

    def spans(self) -> tuple[Span, ...]:
        """The words, without pieces that say nothing and with equal neighbours as one."""
        return joined(Span("".join(one.texts), *one.fate, one.notes, one.comments) for one in self._pieces)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Stretches without those that say nothing, and with neighbours that differ only in their words as one."""
    found: list[Span] = []
    for span in spans:
        if not span.text and not span.notes and not span.comments:
            continue
        if found and (both := _joined(found[-1], span)):
            found[-1] = both
        else:
            found.append(span)
    return tuple(found)


def _goes_with(number: Fate, end: Fate) -> bool:
    return bool((number.deleted or not end.deleted) and (number.inserted or not end.inserted))


def _joined(first: Span, second: Span) -> Span | None:
    """Two neighbours as one span, None where they differ in more than their words."""
    alike = (first.inserted, first.deleted, first.move, first.comments) == (
        second.inserted,
        second.deleted,
        second.move,
        second.comments,
    )
    if not alike or (first.notes and second.text):
        return None
    text, notes = first.text + second.text, (*first.notes, *second.notes)
    return Span(text, first.inserted, first.deleted, first.move, notes, first.comments)
