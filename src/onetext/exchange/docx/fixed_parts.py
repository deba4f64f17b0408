"""The parts of a Word file that are the same for nearly every document: styles, settings, the page, what is where."""

from collections.abc import Iterable

from onetext.exchange.docx.markup import escaped, tag, valued
from onetext.exchange.docx.names import FILLER, NUMBER, level_style, style_id

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w14 w15"'
)
_ANSWERS = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_FONT = "Times New Roman"
_STEP = 567
"""Twentieths of a point, one centimetre: how far in each level stands, and its words behind a number."""
_LEVELS = 9
_SIZES = {1: 32, 2: 28, 3: 24}
"""Half points, of headings; the lower ones are as large as the text."""


def root(name: str, inner: str, prefix: str = "w") -> str:
    """A part of the file."""
    return f"{_START}<{prefix}:{name} {_NAMES}>{inner}</{prefix}:{name}>"


def content_types(names: Iterable[str]) -> str:
    """What each part under word/ is."""
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{_kind(name)}+xml"/>' for name in names
    )
    return (
        f'{_START}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{_CORE}"/>{parts}</Types>'
    )


_CORE = "application/vnd.openxmlformats-package.core-properties+xml"


def _kind(name: str) -> str:
    return "document.main" if name == "document" else name


def package_relations() -> str:
    """From the package to its text and its title."""
    return _relations(
        (
            ("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        )
    )


def text_relations(names: Iterable[str]) -> str:
    """From the text to the parts that it uses, each by its own name."""
    kinds = {"commentsExtended": _ANSWERS}
    return _relations((name, kinds.get(name, f"{_OFFICE}/relationships/{name}"), f"{name}.xml") for name in names)


def _relations(found: Iterable[tuple[str, str, str]]) -> str:
    lines = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in found)
    return f'{_START}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def core(title: str) -> str:
    """What the file says of itself: its title, and neither who made it, nor when, nor on which machine."""
    named = f"<dc:title>{escaped(title)}</dc:title>" if title else ""
    return (
        f'{_START}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{named}</cp:coreProperties>'
    )


def settings() -> str:
    """Changes that readers of the file make are tracked, so that they come back as theirs."""
    separators = "".join(tag("footnote", id=one) for one in (-1, 0))
    mode = tag("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15")
    inner = tag("trackRevisions") + valued("defaultTabStop", _STEP) + tag("footnotePr", separators)
    return root("settings", inner + tag("compat", mode))


def section(margins: Iterable[str], *, rtl: bool) -> str:
    """The page: A4 with margins of 2.5 cm, and its header and footer."""
    references = "".join(f'<w:{name}Reference w:type="default" r:id="{name}"/>' for name in margins)
    page = tag("pgSz", w=11906, h=16838)
    edges = tag("pgMar", top=1418, right=1418, bottom=1418, left=1418, header=709, footer=709, gutter=0)
    return tag("sectPr", references + page + edges + (tag("bidi") if rtl else ""))


def page_number() -> str:
    """A footer's paragraph with the number of the page."""
    field = tag("fldSimple", f"<w:r>{_small()}<w:t>1</w:t></w:r>", instr=" PAGE ")
    return tag("p", tag("pPr", valued("pStyle", FILLER) + valued("jc", "center")) + field)


def _small() -> str:
    return tag("rPr", valued("sz", 20) + valued("szCs", 20))


def separators(notes: str) -> str:
    """The lines that Word draws above the notes of a page."""
    return "".join(
        tag(notes, tag("p", f"<w:r>{tag(kind)}</w:r>"), type=kind, id=at)
        for at, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )


def styles(lang: str, *, rtl: bool) -> str:
    """All styles that are used: what is bold or set in is so by its style, to be changed in one place."""
    fonts = tag("rFonts", ascii=_FONT, hAnsi=_FONT, cs=_FONT)
    spoken = tag("lang", **{"bidi" if rtl else "val": lang}) if lang else ""
    of_runs = tag("rPr", fonts + valued("sz", 24) + valued("szCs", 24) + spoken)
    of_paragraphs = tag("pPr", (tag("bidi") if rtl else "") + tag("spacing", after=120, line=264, lineRule="auto"))
    defaults = tag("docDefaults", tag("rPrDefault", of_runs) + tag("pPrDefault", of_paragraphs))
    found = [
        tag("style", valued("name", "Normal") + tag("qFormat"), type="paragraph", default=1, styleId="Normal"),
        *(_heading(level) for level in range(1, _LEVELS + 1)),
        *(_level(level, numbered=numbered) for level in range(_LEVELS) for numbered in (True, False)),
        *_small_print(),
        *_characters(),
        _table_normal(),
        _table_grid(),
    ]
    return root("styles", defaults + "".join(found))


def _style(name: str, inner: str, kind: str = "paragraph", based: str = "Normal", after: str = "") -> str:
    base = valued("basedOn", based) if based else ""
    then = valued("next", after) if after else ""
    own = None if name.lower() in _WORDS_OWN or name.startswith("heading ") else 1
    return tag("style", valued("name", name) + base + then + inner, type=kind, customStyle=own, styleId=_id_of(name))


_WORDS_OWN = {
    "footnote text": "FootnoteText",
    "footnote reference": "FootnoteReference",
    "annotation text": "CommentText",
    "annotation reference": "CommentReference",
    "header": "Header",
    "footer": "Footer",
    "normal table": "TableNormal",
    "table grid": "TableGrid",
}
"""The names that Word has for its own styles, and their ids."""


def _id_of(name: str) -> str:
    if name.startswith("heading "):
        return f"Heading{name[-1]}"
    return _WORDS_OWN.get(name.lower()) or style_id(name)


def _heading(level: int) -> str:
    outline = tag("keepNext") + tag("spacing", before=240, after=120) + valued("outlineLvl", level - 1)
    size = valued("sz", _SIZES.get(level, 24)) + valued("szCs", _SIZES.get(level, 24))
    look = tag("b") + tag("bCs") + (tag("i") + tag("iCs") if level > len(_SIZES) else "") + size
    return _style(f"heading {level}", tag("qFormat") + tag("pPr", outline) + tag("rPr", look), after="Normal")


def _level(level: int, *, numbered: bool) -> str:
    """A depth: words hang behind their number, and stand as far in where they have none."""
    left = _STEP * (level + numbered)
    tabs = tag("tabs", tag("tab", val="left", pos=left)) if numbered else ""
    indent = tag("ind", left=left, hanging=_STEP if numbered else None)
    return _style(level_style(level, numbered=numbered), tag("qFormat") + tag("pPr", tabs + indent))


def _small_print() -> list[str]:
    plain = tag("pPr", tag("spacing", after=0))
    ends = tag("tabs", tag("tab", val="center", pos=4535) + tag("tab", val="right", pos=9070))
    margin = tag("pPr", ends + tag("spacing", after=0)) + _small()
    thin = tag("pPr", tag("spacing", after=0, line=240, lineRule="auto")) + tag(
        "rPr", valued("sz", 2) + valued("szCs", 2)
    )
    return [
        _style("footnote text", plain + _small()),
        _style("annotation text", plain + _small()),
        _style("header", margin),
        _style("footer", margin),
        _style(FILLER, thin),
    ]


def _characters() -> list[str]:
    raised = tag("rPr", valued("vertAlign", "superscript"))
    bold = tag("rPr", tag("b") + tag("bCs"))
    small = tag("rPr", valued("sz", 16) + valued("szCs", 16))
    return [
        _style("footnote reference", raised, "character", ""),
        _style("annotation reference", small, "character", ""),
        _style("Bracket", tag("qFormat") + bold, "character", ""),
        _style(NUMBER, tag("qFormat"), "character", ""),
    ]


def _table_normal() -> str:
    sides = (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
    margins = tag("tblCellMar", "".join(tag(side, w=width, type="dxa") for side, width in sides))
    inner = valued("name", "Normal Table") + tag("tblPr", tag("tblInd", w=0, type="dxa") + margins)
    return tag("style", inner, type="table", default=1, styleId="TableNormal")


def _table_grid() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(tag(side, val="single", sz=4, space=0, color="auto") for side in sides)
    return _style("Table Grid", tag("tblPr", tag("tblBorders", lines)), "table", "TableNormal")
