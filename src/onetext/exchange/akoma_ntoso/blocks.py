"""The blocks of an Akoma Ntoso document: units in one another, lists, tables, and whatever else holds paragraphs."""

import re
from collections.abc import Callable, Mapping
from typing import ClassVar

from onetext.exchange.akoma_ntoso.lines import BLOCKS, Lines
from onetext.exchange.akoma_ntoso.names import HIERARCHY, INLINE, LINES, NUMBERED_TABLE
from onetext.exchange.flow import Grid
from onetext.exchange.xml import Element, local_name

_WORDY = re.compile(r"[^\W\d_]{4,}")


class Blocks(Lines):
    """A reader that goes through the blocks of a document from the first to the last."""

    def __init__(self, root: Element) -> None:
        super().__init__(root)
        self.rank = self.tables = 0
        self.grid: Grid | None = None

    def walk(self, element: Element) -> None:
        self.say(element.text, element)
        for child in element:
            if self.flow.is_open and local_name(child) in INLINE:
                self.among_words(child)
            else:
                self.block(child)
            self.say(child.tail, element)

    def block(self, element: Element) -> None:
        """One element that stands among paragraphs."""
        self.flow.end()
        name = local_name(element)
        self.flow.tally["removed"] += element.get("status", "") in ("removed", "temporarilyRemoved")
        if name in HIERARCHY:
            self._unit(element)
        elif name in self._SPECIAL:
            self._SPECIAL[name](self, element)
        elif name in LINES and not self._only_holds_blocks(element):
            self.line(element)
        elif name:
            self.walk(element)

    def _only_holds_blocks(self, element: Element) -> bool:
        return bool(len(element)) and not (element.text or "").strip() and local_name(element[0]) in BLOCKS

    def _unit(self, element: Element) -> None:
        """A unit of the hierarchy: its number and identifier belong to its first words."""
        name = local_name(element)
        passes_on = name == "list" and element.find("{*}num") is None
        if not passes_on:
            self.print_number()
            self.number, self.id = "", self.id_of(element)
        outer = self.level, self.rank
        number = element.find("{*}num")
        if number is not None:
            self.number = self._number(number)
        headed = element.find("{*}heading") is not None or self._is_heading(element)
        deeper = not headed and not passes_on and element.get("name") != NUMBERED_TABLE
        self.say(element.text, element)
        for child in element:
            self.level, self.rank = outer
            if local_name(child) in HIERARCHY:
                self.print_number(heading=headed)
                self.level, self.rank = outer[0] + deeper, outer[1] + headed
            if child is not number:
                self.block(child)
            self.say(child.tail, element)
        self.print_number(heading=headed)
        self.level, self.rank = outer
        self.id = ""

    def _is_heading(self, element: Element) -> bool:
        """Whether a unit's number is all that is printed above the units in it: "Chapter II", "Article 4"."""
        inner = [local_name(child) for child in element]
        only_units = all(name in HIERARCHY or name == "num" for name in inner) and len(inner) > 1
        return only_units and _WORDY.search(self.number) is not None

    def print_number(self, *, heading: bool = False) -> None:
        """A number that has no words of its own is a paragraph all the same."""
        if self.number or self.waiting:
            self.flow.begin(
                self.nature(None)._replace(number=self.take_number(), heading=self.rank + 1 if heading else 0)
            )
            self.say_waiting()
            self.flow.end()

    def _number(self, element: Element) -> str:
        """The number as printed; notes on it wait for the words."""
        self.flow.tally["number"] += sum(1 for _ in element.iter("{*}ins", "{*}del"))
        text = element.text or ""
        for child in element:
            if local_name(child) in ("authorialNote", "noteRef"):
                self.waiting.append(self.note_meant(child))
            else:
                text += self._number(child)
            text += child.tail or ""
        return text if self.exact(element) else " ".join(text.split())

    def _set_number(self, element: Element) -> None:
        self.print_number()
        self.number = self._number(element)

    def _block_container(self, element: Element) -> None:
        self.print_number()
        self.id = self.id_of(element)
        self.walk(element)
        self.print_number()

    def _item(self, element: Element) -> None:
        self.level += 1
        self._block_container(element)
        self.level -= 1

    def _heading(self, element: Element) -> None:
        self.line(element, heading=self.rank + 1)

    def _cross_heading(self, element: Element) -> None:
        self.line(element, heading=self.rank + 1)

    def _container(self, element: Element) -> None:
        name = element.get("name", "")
        if self.ours and (name in ("header", "footer")):
            outer, self.part = self.part, "header" if name == "header" else "footer"
            self.walk(element)
            self.part = outer
        else:
            self.walk(element)

    def _list(self, element: Element) -> None:
        """A list as in HTML: what an ordered one prints is counted."""
        ordered = local_name(element) == "ol"
        self.say(element.text, element)
        for place, child in enumerate(element, 1):
            if local_name(child) == "li":
                self.print_number()
                value = child.get("value", str(place))
                self.number = f"{value}." if ordered else ""
            self.block(child)
            self.say(child.tail, element)
        self.print_number()

    def _table(self, element: Element) -> None:
        self.print_number()
        outer = self.grid, self.cell, self.level
        self.grid, self.level = Grid(self.tables), 0
        self.tables += 1
        self.walk(element)
        self.grid, self.cell, self.level = outer

    def _row(self, element: Element) -> None:
        if self.grid is not None:
            self.grid.next_row()
        self.walk(element)

    def _cell(self, element: Element) -> None:
        if self.grid is not None:
            spans = (int(text) if (text := element.get(name, "")).isdecimal() else 1 for name in ("colspan", "rowspan"))
            self.cell = self.grid.place(*spans)
        self.walk(element)
        self.print_number()
        self.flow.end()

    def _foreign(self, element: Element) -> None:
        self.flow.tally["foreign"] += 1
        self.say(" ".join(" ".join(map(str, element.itertext())).split()), element)

    def _picture(self, _element: Element) -> None:
        self.flow.tally["picture"] += 1

    def _linked_part(self, _element: Element) -> None:
        self.flow.tally["linked part"] += 1

    def _nothing(self, _element: Element) -> None:
        """What holds no words of the text."""

    def _note(self, element: Element) -> None:
        self.flow.note(self.note_meant(element))

    _SPECIAL: ClassVar[Mapping[str, Callable[["Blocks", Element], None]]] = {
        "meta": _nothing,
        "num": _set_number,
        "heading": _heading,
        "subheading": _cross_heading,
        "crossHeading": _cross_heading,
        "blockContainer": _block_container,
        "item": _item,
        "container": _container,
        "ol": _list,
        "ul": _list,
        "table": _table,
        "tr": _row,
        "td": _cell,
        "th": _cell,
        "foreign": _foreign,
        "img": _picture,
        "componentRef": _linked_part,
        "documentRef": _linked_part,
        "authorialNote": _note,
        "br": _nothing,
        "eol": _nothing,
        "eop": _nothing,
    }
