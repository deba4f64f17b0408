"""Opening a Word file safely: a ZIP archive of XML parts and of relations between them (ISO/IEC 29500-2).

A file may come from an adversary. Nothing is unpacked to disk, fetched, run or resolved; only the parts that are needed
are unpacked, after their sizes are checked.
"""

import posixpath
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from onetext.exchange import zipped
from onetext.exchange.errors import UnreadableDocument
from onetext.exchange.xml import Element, parsed
from onetext.sentences import say

__all__ = ["Element", "Package", "Relation", "opened"]

STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", b"http://schemas.openxmlformats.org/drawingml/2006/picture"),
    (b"http://purl.oclc.org/ooxml/drawingml/chart", b"http://schemas.openxmlformats.org/drawingml/2006/chart"),
    (b"http://purl.oclc.org/ooxml/drawingml/diagram", b"http://schemas.openxmlformats.org/drawingml/2006/diagram"),
)
"""The strict names of ISO/IEC 29500 beside the transitional ones that nearly every program writes."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB_PAGE = say("The file is a web page, not a Word file: give it its own ending, or save it as .docx.")
_OTHERS = (
    (
        b"%PDF",
        say("The file is a PDF, not a Word file: give it its own ending, or save it as .docx."),
    ),
    (
        b"{\\rtf",
        say("The file is a file in Rich Text Format, not a Word file: give it its own ending, or save it as .docx."),
    ),
    (b"<!doctype html", _WEB_PAGE),
    (b"<html", _WEB_PAGE),
)
_PACKAGE_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_CONTENT_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_FOREIGN = {
    "spreadsheetml": say("The file is a spreadsheet, not a text: copy its words into a Word file."),
    "presentationml": say("The file is a presentation, not a text: copy its words into a Word file."),
}


class Relation(NamedTuple):
    """Where a part points to: `kind` is the last word of the relation's type, `target` a part's name or an address."""

    kind: str
    target: str
    external: bool


class Package:
    """A Word file whose parts can be read by their names, without the leading slash."""

    def __init__(self, archive: zipped.Archive) -> None:
        self._archive = archive

    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the file."""
        return self._archive.names()

    def xml(self, name: str) -> Element | None:
        """The root of an XML part, in transitional names; None where there is no such part."""
        data = self._archive.data(name)
        return None if data is None else _parsed(data, name)

    def styles(self, name: str) -> Element | None:
        """The same of the part with the styles, which is often the longest; it must not be changed."""
        data = self._archive.data(name)
        return None if data is None else _parsed_before(data, name)

    def relations(self, part: str) -> Mapping[str, Relation]:
        """The relations of a part by their ids; "" for those of the file as a whole."""
        folder, _, name = part.rpartition("/")
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return {}
        return {one.get("Id", ""): _relation(one, folder) for one in root.iter(f"{_PACKAGE_RELATIONS}Relationship")}

    def main(self) -> str:
        """The name of the part that holds the text."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and relation.target in self.names():
                return self._text_part(relation.target)
        for name, kind in self._kinds():
            if kind.endswith((".document.main+xml", "document.macroEnabled.main+xml")) and name in self.names():
                return name
        if "word/document.xml" in self.names():
            return "word/document.xml"
        raise UnreadableDocument(
            say(
                "The file is a ZIP archive, but no Word file: the part with the text is missing. "
                "Save it again as .docx."
            )
        )

    def _text_part(self, name: str) -> str:
        kind = dict(self._kinds()).get(name, "")
        for mark, sentence in _FOREIGN.items():
            if mark in kind:
                raise UnreadableDocument(sentence)
        return name

    def _kinds(self) -> Iterator[tuple[str, str]]:
        root = self.xml("[Content_Types].xml")
        for one in () if root is None else root.iter(f"{_CONTENT_TYPES}Override"):
            yield one.get("PartName", "").lstrip("/"), one.get("ContentType", "")


def opened(data: bytes) -> Package:
    """A Word file, opened: raises UnreadableDocument for what is none, or is not safe to open."""
    zipped.check_size(data)
    _refuse_others(data)
    archive = zipped.opened(data)
    if any(name.lower() == "mimetype" for name in archive.names()):
        raise UnreadableDocument(say("The file is no Word file but another kind of document, such as ODT or EPUB."))
    return Package(archive)


def _refuse_others(data: bytes) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableDocument(say("The file is locked with a password: save it without one, and try again."))
        raise UnreadableDocument(
            say("The file is in Word's format of before 2007 (.doc): save it as .docx, and try again.")
        )
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for begins, sentence in _OTHERS:
        if start.startswith(begins.lower()):
            raise UnreadableDocument(sentence)
    if not data:
        raise UnreadableDocument(say("The file is empty."))
    if not data.startswith(b"PK"):
        raise UnreadableDocument(say("The file is no Word file: a Word file is a ZIP archive, and this is none."))


def _parsed(data: bytes, name: str) -> Element:
    root = parsed(data, name)
    if STRICT in data or (b"\x00" in data and STRICT in etree.tostring(root, encoding="utf-8")):
        root = parsed(_in_transitional_names(root), name)
    return root


# Drafts of one text mostly have the styles of one template, byte for byte.
_parsed_before = lru_cache(maxsize=1)(_parsed)


def _in_transitional_names(root: Element) -> bytes:
    data: bytes = etree.tostring(root, encoding="utf-8")
    for strict, transitional in _TRANSITIONAL:
        data = data.replace(strict, transitional)
    return data


def _relation(element: Element, folder: str) -> Relation:
    external = element.get("TargetMode", "").lower() == "external"
    target = element.get("Target", "")
    if not external:
        target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        target = unquote(target)
    return Relation(element.get("Type", "").rpartition("/")[2], target, external)
