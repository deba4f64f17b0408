"""Opening a Word file safely: a ZIP archive of XML parts and of relations between them (ISO/IEC 29500-2).

A file may come from an adversary. Nothing is unpacked to disk, fetched, run or resolved; only the parts that are needed
are unpacked, after their sizes are checked.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from onetext.exchange.errors import UnreadableDocument

MAX_FILE = 200 * 2**20
"""Bytes: a file that is larger, as it lies on the disk, is not opened."""
MAX_PARTS = 20_000
"""Parts in one file: the largest real documents, with a picture on each page, have some thousands."""
MAX_PART = 96 * 2**20
"""Bytes of one part when unpacked: about 10,000 pages of text."""
MAX_UNPACKED = 256 * 2**20
"""Bytes of all the parts that are read, when unpacked."""
MAX_RATIO = 300
"""How many times a part that is large may be smaller packed than unpacked; text of many pages packs 10 to 60 times."""
LARGE_PART = 8 * 2**20
"""Bytes from which on a part is held to MAX_RATIO: a short text of one word many times is no bomb."""

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the type of its elements

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
_ENCRYPTED = 0x1
_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a file in Rich Text Format"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
)
_PACKAGE_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_CONTENT_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_FOREIGN = {"spreadsheetml": "a spreadsheet", "presentationml": "a presentation"}


class Relation(NamedTuple):
    """Where a part points to: `kind` is the last word of the relation's type, `target` a part's name or an address."""

    kind: str
    target: str
    external: bool


class Package:
    """A Word file whose parts can be read by their names, without the leading slash."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._sizes = {one.filename.replace("\\", "/").lstrip("/"): one for one in archive.infolist()}
        self._unpacked = 0

    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the file."""
        return tuple(self._sizes)

    def xml(self, name: str) -> Element | None:
        """The root of an XML part, in transitional names; None where there is no such part."""
        info = self._sizes.get(name)
        return _parsed(self._read(info), name) if info else None

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
            if relation.kind == "officeDocument" and relation.target in self._sizes:
                return self._text_part(relation.target)
        for name, kind in self._kinds():
            if kind.endswith((".document.main+xml", "document.macroEnabled.main+xml")) and name in self._sizes:
                return name
        if "word/document.xml" in self._sizes:
            return "word/document.xml"
        raise UnreadableDocument(
            "The file is a ZIP archive, but no Word file: the part with the text is missing. Save it again as .docx."
        )

    def _text_part(self, name: str) -> str:
        kind = dict(self._kinds()).get(name, "")
        for mark, what in _FOREIGN.items():
            if mark in kind:
                raise UnreadableDocument(f"The file is {what}, not a text: copy its words into a Word file.")
        return name

    def _kinds(self) -> Iterator[tuple[str, str]]:
        root = self.xml("[Content_Types].xml")
        for one in () if root is None else root.iter(f"{_CONTENT_TYPES}Override"):
            yield one.get("PartName", "").lstrip("/"), one.get("ContentType", "")

    def _read(self, info: zipfile.ZipInfo) -> bytes:
        _check_part(info)
        self._unpacked += info.file_size
        if self._unpacked > MAX_UNPACKED:
            raise UnreadableDocument(f"The file is not opened: its parts unpack to over {_mebibytes(MAX_UNPACKED)}.")
        try:
            return self._archive.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableDocument(
                f"The file is damaged: its part {info.filename!r} cannot be unpacked. Ask for it again."
            ) from error


def opened(data: bytes) -> Package:
    """A Word file, opened: raises UnreadableDocument for what is none, or is not safe to open."""
    if len(data) > MAX_FILE:
        raise UnreadableDocument(f"The file is not opened: it is larger than {_mebibytes(MAX_FILE)}.")
    _refuse_others(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableDocument(
            "The file is damaged: its end is lost, or its table of contents cannot be read. Ask for it again."
        ) from error
    _check_parts(archive.infolist())
    return Package(archive)


def _refuse_others(data: bytes) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableDocument("The file is locked with a password: save it without one, and try again.")
        raise UnreadableDocument("The file is in Word's format of before 2007 (.doc): save it as .docx, and try again.")
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for begins, what in _OTHERS:
        if start.startswith(begins.lower()):
            raise UnreadableDocument(
                f"The file is {what}, not a Word file: give it its own ending, or save it as .docx."
            )
    if not data.startswith(b"PK"):
        what = "is empty" if not data else "is no Word file: a Word file is a ZIP archive, and this is none"
        raise UnreadableDocument(f"The file {what}.")


def _check_parts(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MAX_PARTS:
        raise UnreadableDocument(f"The file is not opened: it has {len(infos):,} parts, and {MAX_PARTS:,} are allowed.")
    seen: set[str] = set()
    for info in infos:
        name = info.filename.replace("\\", "/").lstrip("/").lower()
        if name in seen:
            raise UnreadableDocument(
                f"The file is not opened: it has two parts named {info.filename!r}, "
                "and programs would show different texts."
            )
        seen.add(name)
        if name == "mimetype":
            raise UnreadableDocument("The file is no Word file but another kind of document, such as ODT or EPUB.")


def _check_part(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableDocument("The file is locked with a password: save it without one, and try again.")
    if info.file_size > MAX_PART:
        raise UnreadableDocument(
            f"The file is not opened: its part {info.filename!r} unpacks to {_mebibytes(info.file_size)}, "
            f"and {_mebibytes(MAX_PART)} are allowed."
        )
    if info.file_size > LARGE_PART and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        raise UnreadableDocument(
            f"The file is not opened: its part {info.filename!r} unpacks to more than {MAX_RATIO} times its size, "
            "as only a trap does."
        )


def _mebibytes(size: int) -> str:
    return f"{size // 2**20:,} MiB"


def _parsed(data: bytes, name: str) -> Element:
    try:
        root = _root(data)
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableDocument(
                f"The file is not opened: its part {name!r} declares entities of its own, as no word processor does."
            )
        if STRICT in data or (b"\x00" in data and STRICT in etree.tostring(root, encoding="utf-8")):
            root = _root(_in_transitional_names(root))
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise UnreadableDocument(f"The file is not opened: its part {name!r} is nested too deep.") from error
        why = str(error).partition(" (")[0]
        raise UnreadableDocument(f"The file is damaged: its part {name!r} is no sound XML ({why}).") from error
    return root


def _root(data: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    return etree.fromstring(data, parser)


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
