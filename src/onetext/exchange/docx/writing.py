"""Word files out: a document with its tracked changes, moves, notes and comments as Word's own.

Writes what ISO/IEC 29500 (Office Open XML), transitional, calls a WordprocessingML document. The same document gives
the same bytes: no clock, no machine and no user has a part in them.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from onetext.exchange.document import Document, Note, Paragraph, Span
from onetext.exchange.docx import fixed_parts
from onetext.exchange.docx.changes import with_firm_ends, without_lone_moves
from onetext.exchange.docx.markup import tag
from onetext.exchange.docx.story import Part
from onetext.exchange.docx.written_notes import comments, footnotes
from onetext.exchange.docx.written_numbers import with_numbers
from onetext.exchange.docx.written_runs import Ids, properties, run
from onetext.exchange.docx.written_story import Writer, unmarked

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP archive can name stands for none."""
_PACKED = 3
"""How hard to compress: half the time of the usual 6, for a tenth more bytes."""


def write(document: Document) -> bytes:
    """The document as a Word file; refuses, with a sentence, characters that no Word file can hold.

    Word cannot join words across the end of a cell, of a header or of a footer: such an end stands firm. It has neither
    notes nor comments in headers and footers, nor notes that nothing refers to: those stand at the end of the text.
    """
    return _zipped(_File(document).parts())


class _File:
    """What all parts of one file share."""

    def __init__(self, document: Document) -> None:
        self._document, self._ids = document, Ids()
        self._paragraphs, _ = without_lone_moves(document.paragraphs)
        self._known = {one.id: one for one in document.notes}
        self._notes: list[Note] = []

    def parts(self) -> Mapping[str, str]:
        """The parts of the file by their names, with those that say what the others are."""
        document = self._document
        margins = {name: part for name in ("header", "footer") if (part := self._margin(name))}
        inner = {
            "document": fixed_parts.root("document", tag("body", self._body(margins))),
            "styles": fixed_parts.styles(document.lang, rtl=document.rtl),
            "settings": fixed_parts.settings(),
            **margins,
            "footnotes": footnotes(self._notes, rtl=document.rtl),
            **comments(document.comments, rtl=document.rtl),
        }
        return {
            "[Content_Types].xml": fixed_parts.content_types(inner),
            "_rels/.rels": fixed_parts.package_relations(),
            "docProps/core.xml": fixed_parts.core(document.title),
            "word/_rels/document.xml.rels": fixed_parts.text_relations(name for name in inner if name != "document"),
            **{f"word/{name}.xml": content for name, content in inner.items()},
        }

    def _margin(self, part: Part) -> str:
        """The header or the footer, each on every page; a footer without words has the number of the page."""
        lines = with_numbers([unmarked(one) for one in self._of(part)])
        if lines:
            writer = Writer(lines, self._ids, self._mark, rtl=self._document.rtl)
            return fixed_parts.root("hdr" if part == "header" else "ftr", writer.story())
        return fixed_parts.root("ftr", fixed_parts.page_number()) if part == "footer" else ""

    def _body(self, margins: Iterable[str]) -> str:
        document = self._document
        paragraphs = _with_stray_notes(self._of("body") or [Paragraph()], document.notes)
        writer = Writer(with_numbers(paragraphs), self._ids, self._mark, document.comments, rtl=document.rtl)
        return writer.story() + fixed_parts.section(margins, rtl=document.rtl)

    def _of(self, part: Part) -> list[Paragraph]:
        return with_firm_ends([one for one in self._paragraphs if one.part == part])[0]

    def _mark(self, name: str) -> str:
        """The reference to a note, which from then on is in the file; "" for one that the document does not have.

        A note that is referred to twice is printed twice, as Word numbers its references.
        """
        if name not in self._known:
            return ""
        self._notes.append(self._known[name])
        return run(tag("footnoteReference", id=len(self._notes)), properties("FootnoteReference"))


def _with_stray_notes(paragraphs: Sequence[Paragraph], notes: Sequence[Note]) -> list[Paragraph]:
    """The paragraphs, the last of which refers to all notes that none of them refers to."""
    referred = {name for paragraph in paragraphs for one in paragraph.spans for name in one.notes}
    stray = tuple(one.id for one in notes if one.id not in referred)
    if not stray:
        return list(paragraphs)
    last = paragraphs[-1]
    return [*paragraphs[:-1], msgspec.structs.replace(last, spans=(*last.spans, Span("", notes=stray)))]


def _zipped(parts: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, content.encode(), compresslevel=_PACKED)
    return file.getvalue()
