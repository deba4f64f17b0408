"""Word files made by hand, part by part: what programs write, and what only an adversary would."""

import io
import zipfile
from collections.abc import Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KINDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMES = (
    f'xmlns:w="{WORD}" xmlns:r="{RELATIONS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_KINDS}.document.main+xml"/></Types>'
)
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "settings": "settings",
}


def relations(*lines: tuple[str, str, str]) -> str:
    """A part of relations: the id, kind and target of each; a target with "://" in it is outside the file."""
    outside = ("", ' TargetMode="External"')
    found = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{target}"{outside["://" in target]}/>'
        for name, kind, target in lines
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'
    )


def root(name: str, inner: str) -> str:
    """A part of a Word file."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{name} {NAMES}>{inner}</w:{name}>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Parts in a ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def parts(body: str, *more: tuple[str, str, str], **inner: str) -> dict[str, str | bytes]:
    """The parts of a Word file: its body, further relations of it, and the inside of styles, numbering and others."""
    lines = [(f"r{at}", kind, f"{kind}.xml") for at, kind in enumerate(inner) if kind in _ROOTS]
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")),
        "word/document.xml": root("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations(*lines, *more),
    }
    for kind, content in inner.items():
        found[f"word/{kind}.xml"] = root(_ROOTS[kind], content)
    return found


def word(body: str, *more: tuple[str, str, str], **inner: str) -> bytes:
    """A Word file of these parts."""
    return zipped(parts(body, *more, **inner))


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; words alone are made a run."""
    inner = "".join(one if one.startswith("<") or not one else r(one) for one in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def r(words: str, properties: str = "") -> str:
    """A run of words."""
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t xml:space='preserve'>{words}</w:t></w:r>"


def change(kind: str, who: str, *runs: str, when: str = "2026-03-01T10:00:00Z") -> str:
    """A tracked change; what is deleted, and not moved away, stands in w:delText."""
    inner = "".join(one if one.startswith("<") else r(one) for one in runs)
    if kind == "del":
        inner = inner.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f'<w:{kind} w:id="9{len(inner)}" w:author="{who}" w:date="{when}">{inner}</w:{kind}>'


def listed(number: int = 1, level: int = 0) -> str:
    """The properties of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def levels(*forms: tuple[str, str], more: str = "", indent: int = 360) -> str:
    """The levels of a list: the format and the pattern of each, and the same `more` for all."""
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{indent * (at + 1)}" w:hanging="{indent}"/></w:pPr></w:lvl>'
        for at, (form, text) in enumerate(forms)
    )


def numbering(abstract: str, *nums: str) -> str:
    """One abstract list, number 0, and the lists on it: list 1, 2, …, each with its overrides."""
    lists = "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="0"/>{inner}</w:num>'
        for at, inner in enumerate(nums or ("",), 1)
    )
    return f'<w:abstractNum w:abstractNumId="0">{abstract}</w:abstractNum>{lists}'


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells; words alone are made a cell."""
    inner = "".join(one if one.startswith("<w:tc>") else cell(one) for one in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def cell(*paragraphs: str, properties: str = "") -> str:
    """A cell of paragraphs; words alone are made a paragraph."""
    inner = "".join(one if one.startswith("<") else p(one) for one in paragraphs)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{inner}</w:tc>"


def field(code: str, result: str, runs: str = "") -> str:
    """A complex field: its code and its result, in words or in runs."""
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{one}"/></w:r>' for one in ("begin", "separate", "end"))
    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return begin + instruction + middle + (runs or r(result)) + end
