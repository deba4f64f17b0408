"""Reading a story, as Word calls the main text, a header, a footer or a note: its paragraphs, in one pass.

Whatever element is not known is gone into, so that no word in it is lost.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from onetext.exchange.document import Cell, Paragraph
from onetext.exchange.docx.changes import Moves
from onetext.exchange.docx.line import PLAIN, Fate, Line
from onetext.exchange.docx.package import Element, Relation
from onetext.exchange.docx.paragraphs import Nature, Natures
from onetext.exchange.docx.styles import Language, Styles

NOTE_IDS = {"footnote": "{}", "endnote": "e{}"}
"""Notes are named as they are numbered in print, endnotes apart from footnotes."""
Part = Literal["body", "header", "footer"]


@dataclass
class Book:
    """What all stories of one file share: its styles, its counting, what was found and not read."""

    styles: Styles
    natures: Natures
    handlers: "Mapping[str, Handler]"
    tally: Counter[str]
    notes: dict[tuple[str, str], str] = field(default_factory=dict)
    """The notes referred to, by the kind and the file's id of each, in the order of their marks."""
    marks: Counter[str] = field(default_factory=Counter)
    """How many notes of each kind have been referred to."""
    comments: Mapping[str, str] = field(default_factory=dict)
    """The comments' ids by the file's own."""
    watermarks: dict[str, None] = field(default_factory=dict)
    tables: int = 0


@dataclass
class Field:
    """A field that has begun: until its result begins, what is read is its code."""

    line: Line
    start: int
    in_code: bool = True
    chosen: str = ""


@dataclass
class Place:
    """Where in a table a reader stands."""

    table: int
    row: int = -1
    column: int = 0


class Story:
    """A reader that goes through a story from its first element to its last."""

    def __init__(self, book: Book, part: Part = "body", relations: Mapping[str, Relation] | None = None) -> None:
        self.book, self.part = book, part
        self.relations: Mapping[str, Relation] = relations or {}
        self.paragraphs: list[Paragraph] = []
        self.line: Line | None = None
        self.fate: Fate = PLAIN
        self.comments: tuple[str, ...] = ()
        self.ranged: set[str] = set()
        """The comments whose ranges have begun."""
        self.wordless: set[str] = set()
        """Those of them on no words so far."""
        self.moves = Moves()
        self.fields: list[Field] = []
        self.place: Place | None = None
        self.nature: Nature | None = None
        self.language = Language()
        self.spoken = ""
        self.hidden = False
        self.numbering = False
        """Whether what is being read is a number written out."""
        self.names: list[str] = []

    def walk(self, element: Element) -> None:
        """Read everything in an element."""
        handlers = self.book.handlers
        for child in element:
            handler = handlers.get(str(child.tag))
            if handler is None:
                self.walk(child)
            else:
                handler(self, child)

    def emit(self, paragraph: Paragraph) -> None:
        """A paragraph is read; one within another hangs on that."""
        self.emitted().append(paragraph)

    def emitted(self) -> list[Paragraph]:
        """Where paragraphs go."""
        return self.paragraphs if self.line is None else self.line.boxes

    def finish(self) -> list[Paragraph]:
        """The paragraphs, when all is read."""
        for open_field in self.fields:
            self.book.tally["open field"] += open_field.in_code
        return self.paragraphs

    def say(self, text: str) -> None:
        """Words, with the fate and comments of the place."""
        if self.line is None:
            self._loose(text)
            return
        if self.numbering:
            self.line.add_number(text, self.fate)
            return
        self.line.end_number()
        self.line.add(text, self.fate, self.comments)
        self.line.languages[self.spoken] += len(text)
        if self.wordless:
            self.wordless.clear()

    def _loose(self, text: str) -> None:
        """Words outside of any paragraph, as no sound file has: a paragraph of their own."""
        line = Line()
        line.add(text, self.fate, self.comments)
        self.emit(Paragraph(line.spans(), cell=self.cell(), part=self.part))

    def cell(self) -> Cell | None:
        """The place in a table, None outside of any."""
        return None if self.place is None else (self.place.table, max(self.place.row, 0), self.place.column)


Handler = Callable[[Story, Element], None]
