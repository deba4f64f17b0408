"""Reading the text of an OpenDocument file, or that of a note: its paragraphs, in one pass.

Whatever element is not known is gone into, so that no word in it is lost.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import msgspec

from onetext.exchange.document import Cell, Comment, Mark, Note
from onetext.exchange.flow import MOST_CELLS, Ends, Flow, Grid, Nature, Part, words
from onetext.exchange.odt.changes import Change, mark
from onetext.exchange.odt.lists import Count, ListStyle, whole
from onetext.exchange.odt.names import DC, DRAW, LOEXT, META, OFFICE, TABLE, TEXT, XML
from onetext.exchange.odt.styles import Styles
from onetext.exchange.xml import Element, local_name

_NOTE_IDS = {"footnote": "{}", "endnote": "e{}"}
_MOST_SPACES = 10_000


@dataclass
class Book:
    """What all stories of one file share."""

    styles: Styles
    changes: Mapping[str, Change]
    language: str = ""
    tally: Counter[str] = field(default_factory=Counter)
    notes: dict[str, Note] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)
    """Comments by the names that their ranges and answers use."""
    marks: Counter[str] = field(default_factory=Counter)
    counts: dict[str, Count] = field(default_factory=dict)
    """The countings of lists, by the ids of the lists and by the names of their styles."""
    outline: Count = field(default_factory=Count)
    tables: int = 0


@dataclass
class Item:
    """The list item that is being read: its number is printed before its first words."""

    style: ListStyle
    count: Count
    level: int
    start: int | None = None
    is_numbered: bool = True


class Story:
    """A reader that goes through a text from its first element to its last."""

    def __init__(self, book: Book, part: Part = "body") -> None:
        self.book, self.part = book, part
        self.flow = Flow()
        self.flow.tally = book.tally
        self.lists: list[tuple[ListStyle, Count]] = []
        self.item: Item | None = None
        self.grid: Grid | None = None
        self.cell: Cell | None = None
        self.inserted: dict[str, Mark] = {}
        """The insertions that are open, by their ids."""
        self.deleted: Mark | None = None
        self.open_comments: dict[str, None] = {}

    def walk(self, element: Element) -> None:
        """Read what stands in an element."""
        self._say(element.text)
        for child in element:
            self._one(child)
            self._say(child.tail)

    def _say(self, text: str | None) -> None:
        """Words; outside of any paragraph, as no sound file has them, they are one of their own."""
        if text and text.strip() and not self.flow.is_open:
            self.flow.begin(Nature(cell=self.cell, part=self.part))
            self._settle()
        self.flow.say(text)

    def _one(self, element: Element) -> None:
        handler = self._HANDLERS.get(str(element.tag))
        if handler:
            handler(self, element)
        else:
            self.walk(element)

    def _skip(self, _element: Element) -> None:
        """What holds no words of the text."""

    # --- paragraphs

    def _paragraph(self, element: Element) -> None:
        if self.flow.is_open and self.deleted is None:
            self._end()  # a text box hangs on a paragraph
        self.flow.begin(self._nature(element))
        self._settle()
        self.walk(element)
        if self.deleted is None:
            self._end()

    def _end(self) -> None:
        """The open paragraph ends, within the insertions that are open."""
        self.flow.ends = Ends(next(reversed(self.inserted.values()), None), self.deleted)
        self.flow.end()

    def _settle(self) -> None:
        """The fate and the comments of what follows."""
        self.flow.fate = self.flow.fate._replace(
            inserted=next(reversed(self.inserted.values()), None), deleted=self.deleted
        )
        self.flow.comments = tuple(
            self.book.comments[one].id for one in self.open_comments if one in self.book.comments
        )

    def _nature(self, element: Element) -> Nature:
        name = element.get(f"{TEXT}style-name", "")
        style = self.book.styles.paragraph(name)
        heading = whole(element.get(f"{TEXT}outline-level"), 1) if local_name(element) == "h" else style.outline
        number, level = self._number(element, style.list_style or "", heading)
        heading = heading or int(self.book.styles.is_title(name))
        lang = self.book.styles.lang_of(style)
        lang = "" if lang == self.book.language else lang
        level = 0 if heading else level
        return Nature(number, "", level, heading, lang, bool(style.rtl), self.cell, self.part)

    def _number(self, element: Element, of_style: str, heading: int) -> tuple[str, int]:
        """What is printed before a paragraph, and how deep it stands."""
        written = element.findtext(f"{TEXT}number")
        if self.item is None:
            outline = self.book.styles.outline
            if heading and outline and element.get(f"{TEXT}is-list-header") != "true":
                start = element.get(f"{TEXT}start-value")
                count = self.book.outline.number(outline, heading, whole(start, 1) if start else None)
                return written or count, 0
            return written or "", 0
        item = self.item
        if not item.is_numbered:
            return "", item.level
        item.is_numbered = False
        style = item.style if item.style.levels else self.book.styles.list_style(of_style)
        return written or item.count.number(style, item.level, item.start), item.level - 1

    # --- lists

    def _list(self, element: Element) -> None:
        outer = self.item
        name = element.get(f"{TEXT}style-name", "")
        style, count = self.lists[-1] if self.lists else (ListStyle({}), Count())
        if name:
            style = self.book.styles.list_style(name)
        if not self.lists:
            count = self._continued(element, name)
        elif element.get(f"{TEXT}continue-numbering") != "true":
            count.begin(len(self.lists) + 1)
        self.book.counts.update({key: count for key in (name, element.get(f"{XML}id", "")) if key and not self.lists})
        self.lists.append((style, count))
        self.walk(element)
        self.lists.pop()
        self.item = outer

    def _continued(self, element: Element, name: str) -> Count:
        """The counting of an outermost list: its own, or that of the list which it continues."""
        other = element.get(f"{TEXT}continue-list", "")
        if other in self.book.counts:
            return self.book.counts[other]
        if element.get(f"{TEXT}continue-numbering") == "true" and name in self.book.counts:
            return self.book.counts[name]
        return Count()

    def _item(self, element: Element) -> None:
        outer = self.item
        style, count = self.lists[-1] if self.lists else (ListStyle({}), Count())
        override = element.get(f"{TEXT}style-override")
        if override:
            style = self.book.styles.list_style(override)
        start = element.get(f"{TEXT}start-value")
        is_numbered = local_name(element) != "list-header"
        self.item = Item(style, count, max(len(self.lists), 1), whole(start, 1) if start else None, is_numbered)
        self.walk(element)
        self.item = outer

    def _numbered_paragraph(self, element: Element) -> None:
        """A list of one item, which says its level itself; its number goes on from the last of its list."""
        outer, lists = self.item, self.lists
        level = whole(element.get(f"{TEXT}level"), 1)
        name = element.get(f"{TEXT}list-id", element.get(f"{TEXT}style-name", ""))
        count = self.book.counts.setdefault(name, Count())
        start = element.get(f"{TEXT}start-value")
        style = self.book.styles.list_style(element.get(f"{TEXT}style-name", ""))
        self.item, self.lists = Item(style, count, level, whole(start, 1) if start else None), []
        self.walk(element)
        self.item, self.lists = outer, lists

    # --- tables

    def _table(self, element: Element) -> None:
        outer = self.grid, self.cell, self.item, self.lists
        self.grid, self.item, self.lists = Grid(self.book.tables), None, []
        self.book.tables += 1
        self.walk(element)
        self.grid, self.cell, self.item, self.lists = outer

    def _row(self, element: Element) -> None:
        if self.grid is not None:
            self.grid.next_row()
        self.walk(element)

    def _cell(self, element: Element) -> None:
        if self.grid is not None:
            for _ in range(min(whole(element.get(f"{TABLE}number-columns-repeated"), 1), MOST_CELLS)):
                self.cell = self.grid.place()
        self.walk(element)

    # --- changes

    def _change_begins(self, element: Element) -> None:
        name = element.get(f"{TEXT}change-id", "")
        change = self.book.changes.get(name)
        if change and change.kind == "insertion":
            self.inserted[name] = change.by
        self.book.tally["format change"] += bool(change and change.kind == "format-change")
        self._settle()

    def _change_ends(self, element: Element) -> None:
        self.inserted.pop(element.get(f"{TEXT}change-id", ""), None)
        self._settle()

    def _deletion(self, element: Element) -> None:
        """Here stood what the change holds: its first paragraph goes on with this one, and this one with its last."""
        change = self.book.changes.get(element.get(f"{TEXT}change-id", ""))
        if change is None or change.gone is None or self.deleted is not None:
            return
        self.deleted = change.by
        self._settle()
        first = True
        for block in change.gone:
            if local_name(block) != "change-info":
                first = self._deleted_block(block, first=first)
        self.deleted = None
        self._settle()

    def _deleted_block(self, block: Element, *, first: bool) -> bool:
        if first and local_name(block) in ("p", "h") and self.flow.is_open:
            self.walk(block)
            return False
        outer = self.flow.nature
        if self.flow.is_open:
            self._end()
        self._one(block)
        if not self.flow.is_open:
            self.flow.begin(outer)
            self._settle()
        return False

    # --- among words

    def _spaces(self, element: Element) -> None:
        self.flow.say_exactly(" " * min(whole(element.get(f"{TEXT}c"), 1), _MOST_SPACES))

    def _tab(self, _element: Element) -> None:
        self.flow.say_exactly("\t")

    def _break(self, _element: Element) -> None:
        self.flow.break_line()

    def _note(self, element: Element) -> None:
        kind = element.get(f"{TEXT}note-class", "footnote")
        self.book.marks[kind] += 1
        name = _NOTE_IDS.get(kind, "{}").format(self.book.marks[kind])
        self.book.notes[name] = Note(name, self._words(element).strip(" \t"))
        self.flow.note(name)

    def _annotation(self, element: Element) -> None:
        """A comment: on the words up to where its range ends, or on those before it where it has no range."""
        name = element.get(f"{OFFICE}name", f"({len(self.book.comments) + 1})")
        answers = self.book.comments.get(element.get(f"{LOEXT}parent-name", ""))
        own = str(len(self.book.comments) + 1)
        while name in self.book.comments:
            name += "'"
        comment = Comment(own, "", mark(element), answers.id if answers else "")
        self.book.comments[name] = comment  # one within it takes the next number
        self.book.comments[name] = msgspec.structs.replace(comment, text=self._words(element))
        self.book.tally["resolved"] += element.get(f"{LOEXT}resolved") == "true"
        if f"{OFFICE}name" in element.attrib and self._has_end(element, name):
            self.open_comments[name] = None
            self._settle()
        else:
            self.flow.comment(own)

    def _has_end(self, element: Element, name: str) -> bool:
        root = element.getroottree().getroot()
        if self._ends is None:
            self._ends = {one.get(f"{OFFICE}name", "") for one in root.iter(f"{OFFICE}annotation-end")}
        return name in self._ends

    _ends: set[str] | None = None

    def _annotation_ends(self, element: Element) -> None:
        self.open_comments.pop(element.get(f"{OFFICE}name", ""), None)
        self._settle()

    def _words(self, element: Element) -> str:
        """The words of a note or comment, a line for each paragraph; changes in it are only counted."""
        self.book.tally["note change"] += sum(1 for _ in element.iter(f"{TEXT}change", f"{TEXT}change-start"))
        apart = Story(self.book, self.part)
        apart.walk(element)
        apart.flow.end()
        return words(apart.flow.paragraphs)

    def _picture(self, element: Element) -> None:
        self.book.tally["picture"] += 1
        self.walk(element)

    def _object(self, _element: Element) -> None:
        self.book.tally["object"] += 1

    def _hidden(self, element: Element) -> None:
        """Words that a condition hides."""
        self.book.tally["hidden"] += 1
        self.flow.say(element.get(f"{TEXT}string-value", "") or element.text)

    _HANDLERS: ClassVar[Mapping[str, Callable[["Story", Element], None]]] = {
        f"{TEXT}p": _paragraph,
        f"{TEXT}h": _paragraph,
        f"{TEXT}list": _list,
        f"{TEXT}list-item": _item,
        f"{TEXT}list-header": _item,
        f"{TEXT}numbered-paragraph": _numbered_paragraph,
        f"{TEXT}number": _skip,
        f"{TEXT}note-citation": _skip,
        f"{TEXT}tracked-changes": _skip,
        f"{TEXT}change-start": _change_begins,
        f"{TEXT}change-end": _change_ends,
        f"{TEXT}change": _deletion,
        f"{TEXT}s": _spaces,
        f"{TEXT}tab": _tab,
        f"{TEXT}line-break": _break,
        f"{TEXT}note": _note,
        f"{TEXT}hidden-text": _hidden,
        f"{TEXT}ruby-text": _skip,
        f"{TABLE}table": _table,
        f"{TABLE}table-row": _row,
        f"{TABLE}table-cell": _cell,
        f"{TABLE}covered-table-cell": _cell,
        f"{OFFICE}annotation": _annotation,
        f"{OFFICE}annotation-end": _annotation_ends,
        f"{OFFICE}forms": _skip,
        f"{DC}creator": _skip,
        f"{DC}date": _skip,
        f"{META}creator-initials": _skip,
        f"{LOEXT}sender-initials": _skip,
        f"{DRAW}image": _picture,
        f"{DRAW}object": _object,
        f"{DRAW}object-ole": _object,
    }
