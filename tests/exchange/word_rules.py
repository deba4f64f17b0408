"""What Word demands of a file beyond sound XML, after ISO/IEC 29500-1; read with lxml alone, not with our reader."""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Element = etree._Element
_ORDERS = {
    "pPr": "pStyle keepNext tabs bidi spacing ind jc outlineLvl rPr",
    "rPr": "ins del moveFrom moveTo rStyle rFonts b bCs i iCs sz szCs vertAlign rtl lang",
    "tblPr": "tblStyle bidiVisual tblW tblInd tblBorders tblCellMar tblLook",
    "tcPr": "tcW gridSpan",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "sectPr": "headerReference footerReference pgSz pgMar bidi",
    "settings": "trackRevisions defaultTabStop footnotePr compat",
    "style": "name basedOn next qFormat pPr rPr tblPr",
}
"""In which order the schema wants the children of an element; only those that are written here."""
_CHANGES = ("ins", "del", "moveFrom", "moveTo")
_RANGES = ("moveFromRange", "moveToRange", "bookmark")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?")
_BOOKMARK = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")


def parts(data: bytes) -> dict[str, Element]:
    """The parts of a file as XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def faults(data: bytes) -> list[str]:
    """What Word would repair or refuse."""
    found = parts(data)
    roots = [root for name, root in found.items() if name.startswith("word/") and not name.endswith(".rels")]
    return [
        *(fault for root in roots for fault in _out_of_order(root)),
        *(fault for root in roots for fault in _misplaced(root)),
        *_ids(roots),
        *_references(found),
        *_package(found),
    ]


def _out_of_order(root: Element) -> Iterator[str]:
    for name, order in _ORDERS.items():
        places = {W + child: at for at, child in enumerate(order.split())}
        for element in root.iter(W + name):
            tags = [str(child.tag) for child in element]
            if any(tag not in places for tag in tags):
                yield f"unknown in {name}: {tags}"
            elif [places[tag] for tag in tags] != sorted(places[tag] for tag in tags):
                yield f"{name} out of order: {tags}"


def _misplaced(root: Element) -> Iterator[str]:
    for text in root.iter(f"{W}t", f"{W}delText"):
        if (text.tag == f"{W}delText") != (next(text.iterancestors(f"{W}del"), None) is not None):
            yield f"struck words not as such: {text.text!r}"
    for cell in root.iter(f"{W}tc"):
        if cell[-1].tag != f"{W}p":
            yield "a cell does not end with a paragraph"
    for table in root.iter(f"{W}tbl"):
        following = table.getnext()
        if following is None or following.tag != f"{W}p":
            yield "a table is not followed by a paragraph"
    for dated in root.iter():
        if not _INSTANT.fullmatch(dated.get(f"{W}date", "2000-01-01T00:00:00Z")):
            yield f"no instant: {dated.get(f'{W}date')}"


def _ids(roots: Iterable[Element]) -> Iterator[str]:
    used: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for root in roots:
        for kind in (*_CHANGES, *(f"{one}Start" for one in _RANGES)):
            used.update(one.get(f"{W}id", "") for one in root.iter(W + kind) if one.get(f"{W}id"))
        for kind in _RANGES:
            starts = [one.get(f"{W}id") for one in root.iter(f"{W}{kind}Start")]
            if sorted(map(str, starts)) != sorted(str(one.get(f"{W}id")) for one in root.iter(f"{W}{kind}End")):
                yield f"{kind}: not each has its end"
        names.update(one.get(f"{W}name", "") for one in root.iter(f"{W}bookmarkStart"))
    yield from (f"id {one} is used {times} times" for one, times in used.items() if times > 1)
    yield from (f"bookmark {one!r}" for one in names if not _BOOKMARK.fullmatch(one))


def _references(found: dict[str, Element]) -> Iterator[str]:
    text = found["word/document.xml"]
    for kind, place in (("comment", "word/comments.xml"), ("footnote", "word/footnotes.xml")):
        there = (
            sorted(one.get(f"{W}id", "") for one in found[place].findall(W + kind) if not one.get(f"{W}type"))
            if place in found
            else []
        )
        for name in (f"{kind}Reference", *((f"{kind}RangeStart", f"{kind}RangeEnd") if kind == "comment" else ())):
            if sorted(one.get(f"{W}id", "") for one in text.iter(W + name)) != there:
                yield f"{name} and {place} differ"
    styles = {one.get(f"{W}styleId") for one in found["word/styles.xml"].findall(f"{W}style")}
    for root in found.values():
        for one in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle", f"{W}basedOn", f"{W}next"):
            if one.get(f"{W}val") not in styles:
                yield f"no style {one.get(f'{W}val')}"


def _package(found: dict[str, Element]) -> Iterator[str]:
    kinds = {one.get("PartName") for one in found["[Content_Types].xml"]}
    for name, root in found.items():
        if not name.endswith(".rels") and name != "[Content_Types].xml" and f"/{name}" not in kinds:
            yield f"{name} has no content type"
        folder = posixpath.dirname(posixpath.dirname(name))
        for one in root if name.endswith(".rels") else ():
            if posixpath.join(folder, one.get("Target", "")) not in found:
                yield f"{name} leads to nothing: {one.get('Target')}"


def decided(data: bytes, gone: tuple[str, str]) -> list[str]:
    """The lines of the text without what is in these changes: a paragraph whose mark is gone runs on into the next."""
    return [line for line in _lines(parts(data)["word/document.xml"][0], gone) if line]


ACCEPTED, REJECTED = ("del", "moveFrom"), ("ins", "moveTo")


def _lines(container: Element, gone: tuple[str, str]) -> Iterator[str]:
    """The lines of the text, or of a cell; what is left over at its end is a line, whatever became of its mark."""
    line = ""
    for child in container:
        if child.tag == f"{W}p":
            line += "".join(_words(child, gone))
            if not any(child.find(f"{W}pPr/{W}rPr/{W}{kind}") is not None for kind in gone):
                yield line
                line = ""
        elif child.tag == f"{W}tbl":
            for row in child.findall(f"{W}tr"):
                if not any(row.find(f"{W}trPr/{W}{kind}") is not None for kind in gone):
                    for cell in row.findall(f"{W}tc"):
                        yield from _lines(cell, gone)
    yield line


def _words(element: Element, gone: tuple[str, str]) -> Iterator[str]:
    signs = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}softHyphen": "\u00ad"}
    for child in element:
        if child.tag in (f"{W}pPr", f"{W}rPr", *(W + kind for kind in gone)):
            continue
        if child.tag in (f"{W}t", f"{W}delText"):
            yield child.text or ""
        elif child.tag in signs:
            yield signs[str(child.tag)]
        else:
            yield from _words(child, gone)
