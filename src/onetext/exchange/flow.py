"""A document in the making: what every reader of marked-up text does with paragraphs, words, changes and tables."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Literal, NamedTuple

import msgspec

from onetext.exchange.document import Cell, Mark, Paragraph, Span, plain
from onetext.exchange.docx.line import PLAIN, Fate, Line
from onetext.sentences import say_count

Part = Literal["body", "header", "footer"]

WHITE = " \t\r\n\f"
_RUN = re.compile(f"[{WHITE}]+")
MOST_CELLS = 1_000
"""A cell that claims to be wider or taller than this is taken as one cell: no real table is."""


class Nature(NamedTuple):
    """What is known of a paragraph before its words are read."""

    number: str = ""
    id: str = ""
    level: int = 0
    heading: int = 0
    lang: str = ""
    rtl: bool = False
    cell: Cell | None = None
    part: Part = "body"


class Ends(NamedTuple):
    """What became of a paragraph's end, where it is divided from the next."""

    inserted: Mark | None = None
    deleted: Mark | None = None
    move: str = ""


class Flow:
    """The paragraphs that have been read, and the one that is being read.

    White space is one space, and none at the ends of a paragraph, as in HTML; where it is `exact`, it stands.
    """

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.tally: Counter[str] = Counter()
        self.fate: Fate = PLAIN
        self.comments: tuple[str, ...] = ()
        self.exact = False
        self.ends = Ends()
        self._line: Line | None = None
        self._nature = Nature()
        self._white = True

    def begin(self, nature: Nature) -> None:
        """A paragraph begins; one that is open ends."""
        self.end()
        self._line, self._nature, self._white = Line(), nature, True

    def end(self) -> None:
        """The open paragraph ends, if there is one."""
        if self._line is None:
            return
        spans = self._line.spans()
        if self._white and not self.exact:
            spans = _without_white_end(spans)
        self.paragraphs.append(Paragraph(spans, **self._nature._asdict(), **self.ends._asdict()))
        self._line, self.ends = None, Ends()

    def set_number(self, number: str) -> None:
        """The number of the open paragraph, where it is read after its beginning."""
        self._nature = self._nature._replace(number=number)

    @property
    def nature(self) -> Nature:
        """What is known of the paragraph that is or was last read."""
        return self._nature

    @property
    def is_open(self) -> bool:
        """Whether a paragraph is being read."""
        return self._line is not None

    def say(self, text: str | None) -> None:
        """Words of the open paragraph; none may be white space between paragraphs."""
        if text and self._line is not None and (shown := text if self.exact else self._collapsed(text)):
            self._line.add(shown, self.fate, self.comments)

    def say_exactly(self, text: str) -> None:
        """Words of the open paragraph whose white space counts."""
        if self._line is not None:
            self._line.add(text, self.fate, self.comments)
            self._white = False

    def break_line(self) -> None:
        """A new line within a paragraph."""
        if self._line is not None:
            self._line.add("\n", self.fate, self.comments)
            self._white = True

    def note(self, note: str) -> None:
        """The mark of a note, behind the words that stand already."""
        if self._line is None:
            self.begin(Nature())
        if self._line is not None:
            self._line.note(note, self.fate, self.comments)

    def comment(self, comment: str) -> None:
        """A comment on no words of its own: it is on what stands before it."""
        if self._line is not None:
            self._line.comment(comment, self.fate)

    @contextmanager
    def marked(self, *, inserted: Mark | None = None, deleted: Mark | None = None, move: str = "") -> Iterator[None]:
        """What is said in here was inserted or deleted, within what was so before."""
        outer = self.fate
        self.fate = Fate(inserted or outer.inserted, deleted or outer.deleted, move or outer.move)
        yield
        self.fate = outer

    @contextmanager
    def commented(self, comments: tuple[str, ...]) -> Iterator[None]:
        """What is said in here has these comments, beside those that it has already."""
        outer = self.comments
        self.comments = tuple(dict.fromkeys((*outer, *comments)))
        yield
        self.comments = outer

    def _collapsed(self, text: str) -> str:
        text = _RUN.sub(" ", text)
        if self._white:
            text = text.removeprefix(" ")
        if text:
            self._white = text.endswith(" ")
        return text


def _without_white_end(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Without the one space at the end that collapsing leaves."""
    while spans and spans[-1].text.endswith(" ") and not spans[-1].text.endswith("\n "):
        last = msgspec.structs.replace(spans[-1], text=spans[-1].text.removesuffix(" "))
        if last.text or last.notes or last.comments:
            return (*spans[:-1], last)
        spans = spans[:-1]
    return spans


class Grid:
    """Where the cells of a table stand, when some are wider or taller than one."""

    def __init__(self, table: int) -> None:
        self.table = table
        self.row = -1
        self._column = 0
        self._taken: dict[int, int] = {}

    def next_row(self) -> None:
        """A row begins."""
        self.row += 1
        self._column = 0
        self._taken = {column: rows - 1 for column, rows in self._taken.items() if rows > 1}

    def place(self, columns: int = 1, rows: int = 1) -> Cell:
        """The place of the next cell."""
        while self._column in self._taken:
            self._column += 1
        cell = (self.table, max(self.row, 0), self._column)
        columns, rows = (one if 1 <= one <= MOST_CELLS else 1 for one in (columns, rows))
        if rows > 1:
            self._taken.update({self._column + at: rows for at in range(columns)})
        self._column += columns
        return cell


def words(paragraphs: list[Paragraph]) -> str:
    """The words of a note or comment, a line for each paragraph, with the numbers before them."""
    return "\n".join(" ".join(filter(None, (one.number, plain(one)))) for one in paragraphs)


def said(tally: Counter[str], sentences: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """What was counted as it was read, one sentence for each kind: for one, and for several of them."""
    return tuple(say_count(*pair, tally[kind]) for kind, pair in sentences.items() if tally[kind])
