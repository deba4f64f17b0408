"""Akoma Ntoso out: a document as XML that is valid against the schema of the standard.

Akoma Ntoso Version 1.0 Part 2: Specifications, OASIS Standard, 29 August 2018. What it has no place for (who changed
the end of a paragraph, the level of a paragraph that stands under no other) stands in attributes of our own namespace,
which the schema allows. docs/akoma-ntoso.md says what stands where.
"""

from itertools import groupby
from typing import NamedTuple

from lxml import etree

from onetext.exchange.akoma_ntoso.ids import may_be_kept
from onetext.exchange.akoma_ntoso.metadata import PRESERVE, Names, fill_note, language, metadata, placed_notes
from onetext.exchange.akoma_ntoso.names import AKN, NUMBERED_TABLE, OWN, RTL, XML
from onetext.exchange.akoma_ntoso.outline import Unit, outline
from onetext.exchange.document import Document, Mark, Note, Paragraph, Span
from onetext.exchange.xml import Element, writable

_UNITS = {word: word for word in ("article", "part", "chapter", "section", "title")}
_SPACES: dict[str | None, str] = {None: AKN[1:-1], "onetext": OWN[1:-1]}


def write(document: Document) -> bytes:
    """The document in Akoma Ntoso, as UTF-8.

    Raises RecordError for words with a character that XML cannot hold.
    """
    root = etree.Element(f"{AKN}akomaNtoso", nsmap=_SPACES)
    doc = etree.SubElement(root, f"{AKN}doc", name="draft")
    names = Names(document)
    doc.append(metadata(document, names, placed_notes(document)))
    doc.append(_Body(document, names).element())
    _in_lines(doc)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _in_lines(doc: Element) -> None:
    """Each block begins a line of the file, for those who read it; white space between blocks means nothing."""
    for block in doc.iter(*(AKN + name for name in ("meta", "mainBody", "content", "intro", "heading", "num", "td"))):
        block.tail = "\n"
    for block in doc.iter(f"{AKN}p", f"{AKN}hcontainer", f"{AKN}paragraph", f"{AKN}point", f"{AKN}alinea", f"{AKN}tr"):
        block.tail = "\n"


class _Depth(NamedTuple):
    """How many points and how many headings a unit stands under."""

    level: int = 0
    rank: int = 0


_TOP = _Depth()


class _Body:
    """The text of one document, on its way into XML."""

    def __init__(self, document: Document, names: Names) -> None:
        self.document, self.names = document, names
        self.notes: dict[str, Note] = {note.id: note for note in document.notes}

    def element(self) -> Element:
        body = etree.Element(f"{AKN}mainBody", PRESERVE)
        body.set(f"{OWN}ids", "wId")
        if spoken := language(self.document.lang):
            body.set(f"{XML}lang", spoken)
        if self.document.rtl:
            body.set("style", RTL)
        body.extend(self._unit(unit, "", _TOP) for unit in outline(self.document.paragraphs))
        if not len(body):
            etree.SubElement(body, f"{AKN}p", {f"{OWN}empty": "true"})
        return body

    def _unit(self, unit: Unit, above: str, depth: _Depth) -> Element:
        if unit.first.part != "body":
            return self._margin(unit)
        if unit.first.cell is not None:
            return self._table(unit, above, at_top=depth == _TOP)
        if depth == _TOP and not unit.under and not unit.first.number and not unit.first.heading:
            return self._line("p", unit.first, depth, identified=True)
        return self._point(unit, above, depth)

    def _point(self, unit: Unit, above: str, depth: _Depth) -> Element:
        paragraph = unit.first
        name = _name(paragraph)
        found = etree.Element(AKN + name)
        if name == "hcontainer":
            found.set("name", "heading")
        own = self._identify(found, paragraph, above)
        if paragraph.number:
            etree.SubElement(found, f"{AKN}num").text = writable(paragraph.number)
        if paragraph.heading:
            found.append(self._line("heading", paragraph, depth))
        else:
            holder = etree.SubElement(found, f"{AKN}intro" if unit.under else f"{AKN}content")
            holder.append(self._line("p", paragraph, depth))
        inner = _Depth(depth.level + unit.is_point, depth.rank + (not unit.is_point))
        found.extend(self._unit(one, own, inner) for one in unit.under)
        return found

    def _identify(self, element: Element, paragraph: Paragraph, above: str = "") -> str:
        name = etree.QName(element).localname
        own = self.names.ids.give(name, writable(paragraph.number), writable(paragraph.id), above)
        element.set("eId", own)
        if may_be_kept(paragraph.id):
            element.set("wId", paragraph.id)
        elif paragraph.id:
            element.set(f"{OWN}id", paragraph.id)
        return own

    def _margin(self, unit: Unit) -> Element:
        found = etree.Element(f"{AKN}container", name=unit.first.part)
        for _, paragraphs in groupby(unit.paragraphs, lambda one: one.cell and one.cell[0]):
            together = list(paragraphs)
            blocks = [self._block(one) for one in together] if together[0].cell is None else [self._rows(together)]
            found.extend(blocks)
        return found

    def _table(self, unit: Unit, above: str, *, at_top: bool) -> Element:
        table = self._rows(unit.paragraphs)
        if at_top:
            return table
        found = etree.Element(f"{AKN}hcontainer", name=NUMBERED_TABLE)
        found.set("eId", self.names.ids.give(NUMBERED_TABLE, "", "", above))
        etree.SubElement(found, f"{AKN}content").append(table)
        return found

    def _rows(self, paragraphs: list[Paragraph]) -> Element:
        """A table whose cells all stand; those of which nothing is known are empty."""
        placed: dict[tuple[int, int], list[Paragraph]] = {}
        for one in paragraphs:
            if one.cell is not None:
                placed.setdefault(one.cell[1:], []).append(one)
        columns = sorted({column for _, column in placed})
        table = etree.Element(f"{AKN}table")
        for row in sorted({row for row, _ in placed}):
            line = etree.SubElement(table, f"{AKN}tr")
            for column in columns:
                cell = etree.SubElement(line, f"{AKN}td")
                cell.extend(self._block(one) for one in placed.get((row, column), ()))
        return table

    def _block(self, paragraph: Paragraph) -> Element:
        """A paragraph where no points can stand: in a table, a header or a footer."""
        if not paragraph.number:
            return self._line("p", paragraph, _TOP, identified=True)
        found = etree.Element(f"{AKN}blockContainer")
        self._identify(found, paragraph)
        etree.SubElement(found, f"{AKN}num").text = writable(paragraph.number)
        found.append(self._line("p", paragraph, _TOP))
        return found

    def _line(self, name: str, paragraph: Paragraph, depth: _Depth, *, identified: bool = False) -> Element:
        """The element that holds the words, with all that is to be said of the paragraph."""
        found = etree.Element(AKN + name)
        if identified and paragraph.id:
            self._identify(found, paragraph)
        if spoken := language(paragraph.lang):
            found.set(f"{XML}lang", spoken)
        if paragraph.rtl:
            found.set("style", RTL)
        if paragraph.level != depth.level:
            found.set(f"{OWN}level", str(paragraph.level))
        if paragraph.heading and (name != "heading" or paragraph.heading != depth.rank + 1):
            found.set(f"{OWN}heading", str(paragraph.heading))
        self._end(found, paragraph)
        for span in paragraph.spans:
            self._say(found, span)
        return found

    def _end(self, line: Element, paragraph: Paragraph) -> None:
        for what, mark in (("inserted", paragraph.inserted), ("deleted", paragraph.deleted)):
            if mark:
                line.set(f"{OWN}{what}By", f"#{self.names.authors[mark.author]}")
                line.set(f"{OWN}{what}When", writable(mark.when))
        if paragraph.move:
            line.set(f"{OWN}move", writable(paragraph.move))

    def _say(self, line: Element, span: Span) -> None:
        """The words of a span, within who commented on them, who inserted and who deleted them."""
        holder = line
        known = [self.names.comments[one] for one in span.comments if one in self.names.comments]
        if known:
            refers = " ".join(f"#{one}" for one in known)
            holder = etree.SubElement(holder, f"{AKN}inline", name="comment", refersTo=refers)
        for name, mark in (("ins", span.inserted), ("del", span.deleted)):
            if mark:
                holder = self._changed(holder, name, mark, span.move)
        _add(holder, span.text)
        for note in span.notes:
            holder.append(self._note(note))

    def _changed(self, holder: Element, name: str, mark: Mark, move: str) -> Element:
        found = etree.SubElement(holder, AKN + name, self.names.by(mark))
        if move:
            found.set(f"{OWN}move", writable(move))
        return found

    def _note(self, name: str) -> Element:
        """The note itself where its first mark stands, and only a mark after that."""
        note = self.notes.pop(name, None)
        if note is None:
            href = f"#{self.names.notes.get(name, '')}"
            return etree.Element(f"{AKN}noteRef", marker=writable(name), href=href)
        attributes = {"eId": self.names.notes[name], "marker": writable(name)}
        return fill_note(etree.Element(f"{AKN}authorialNote", attributes), note.text)


def _name(paragraph: Paragraph) -> str:
    """The element for a unit: what its number calls it, or by its place."""
    if paragraph.heading:
        return _UNITS.get(paragraph.number.partition(" ")[0].lower(), "hcontainer")
    if not paragraph.number:
        return "alinea"
    return "point" if paragraph.level else "paragraph"


def _add(holder: Element, text: str) -> None:
    """Words after all that stands in an element already; a new line is an element of its own."""
    for place, line in enumerate(writable(text).split("\n")):
        if place:
            etree.SubElement(holder, f"{AKN}br")
        if len(holder):
            holder[-1].tail = (holder[-1].tail or "") + line
        else:
            holder.text = (holder.text or "") + line
