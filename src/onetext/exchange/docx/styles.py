"""Styles: what a paragraph or a run is by the name of its style, and by the styles that this one is based on."""

import re
from collections.abc import Iterator

import msgspec

from onetext.exchange.docx.names import W
from onetext.exchange.docx.package import Element
from onetext.exchange.docx.values import integer, switched, value

_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo|заголовок|عنوان|כותרת|标题|見出し)\s*([1-9])")
"""Word keeps the English name of its own styles in every language; other programs may not."""
_CONTENTS = re.compile(r"(?:toc|contents)\s*[1-9]")
_BODY = 9
_INDENTS = 8
"""Styles of a chain whose indents are looked at."""


class Language(msgspec.Struct, frozen=True):
    """The languages of some words: `plain` for most scripts, `bidi` for those written from right to left."""

    plain: str = ""
    bidi: str = ""
    asian: str = ""

    def over(self, base: "Language") -> "Language":
        """These languages, and where one is not named, the base's."""
        return Language(self.plain or base.plain, self.bidi or base.bidi, self.asian or base.asian)


class Style(msgspec.Struct, frozen=True):
    """What a style says, with what it inherits: None and "" where nothing in the chain says it."""

    name: str = ""
    heading: int | None = None
    numbering: str = ""
    level: int | None = None
    numbered_by: str = ""
    rtl: bool | None = None
    hidden: bool | None = None
    language: Language = Language()
    indents: tuple[Element, ...] = ()

    @property
    def contents(self) -> bool:
        """Whether it is the style of a line in a table of contents."""
        return bool(_CONTENTS.fullmatch(self.name))


class Styles:
    """The styles of a document, each resolved once."""

    def __init__(self, root: Element | None) -> None:
        elements = [] if root is None else root.findall(f"{W}style")
        self._elements = {one.get(f"{W}styleId", ""): one for one in elements}
        self._resolved: dict[str, Style] = {}
        self.defaults = _defaults(root)
        """What every paragraph and run is where nothing else is said."""
        self.normal = next((one.get(f"{W}styleId", "") for one in elements if _is_default(one)), "")
        """The id of the style of a paragraph that names none."""

    def get(self, name: str) -> Style:
        """The style of this id, resolved; an unknown one says nothing."""
        if name in self._resolved:
            return self._resolved[name]
        style = Style()
        for key in reversed(list(self._chain(name))):
            style = self._resolved.get(key) or _own(self._elements[key], key, style)
            self._resolved[key] = style
        return style

    def list_of(self, name: str) -> str:
        """The w:numId that a numbering style names."""
        return self.get(name).numbering

    def _chain(self, name: str) -> Iterator[str]:
        seen: set[str] = set()
        while name in self._elements and name not in seen:
            seen.add(name)
            yield name
            if name in self._resolved:
                return
            name = value(self._elements[name], "basedOn")


def language(properties: Element | None, inherited: Language) -> Language:
    """The languages that run properties name, over those inherited; "no proofing" codes are none."""
    found = None if properties is None else properties.find(f"{W}lang")
    if found is None:
        return inherited
    own = Language(_tag(found.get(f"{W}val")), _tag(found.get(f"{W}bidi")), _tag(found.get(f"{W}eastAsia")))
    return own.over(inherited)


def heading_of(properties: Element | None) -> int | None:
    """The heading level that paragraph properties name outright, 0 for body text, None where they say nothing."""
    found = None if properties is None else properties.find(f"{W}outlineLvl")
    if found is None:
        return None
    level = integer(found.get(f"{W}val"), _BODY)
    return level + 1 if 0 <= level < _BODY else 0


def _named_heading(name: str) -> int:
    """The heading level that a style's own name says, 0 for none; a title is a heading, and no point of the text."""
    found = _HEADING.fullmatch(name)
    return int(found[1]) if found else int(name in ("title", "subtitle"))


def _own(element: Element, key: str, base: Style) -> Style:
    paragraph, run = element.find(f"{W}pPr"), element.find(f"{W}rPr")
    name = value(element, "name").lower() or key.lower()
    numbers = None if paragraph is None else paragraph.find(f"{W}numPr")
    heading = heading_of(paragraph)
    if heading is None:
        heading = _named_heading(name) or base.heading
    style = msgspec.structs.replace(base, name=name, heading=heading, language=language(run, base.language))
    if numbers is not None:
        level = numbers.find(f"{W}ilvl")
        style = msgspec.structs.replace(
            style,
            numbering=value(numbers, "numId") or base.numbering,
            level=base.level if level is None else integer(level.get(f"{W}val")),
            numbered_by=key,
        )
    return _switches(paragraph, run, style)


def _switches(paragraph: Element | None, run: Element | None, base: Style) -> Style:
    rtl = None if paragraph is None else switched(paragraph, "bidi")
    hidden = None if run is None else switched(run, "vanish")
    indent = None if paragraph is None else paragraph.find(f"{W}ind")
    return msgspec.structs.replace(
        base,
        rtl=base.rtl if rtl is None else rtl,
        hidden=base.hidden if hidden is None else hidden,
        indents=base.indents if indent is None else (indent, *base.indents)[:_INDENTS],
    )


def _defaults(root: Element | None) -> Style:
    found = None if root is None else root.find(f"{W}docDefaults")
    if found is None:
        return Style()
    paragraph = found.find(f"{W}pPrDefault/{W}pPr")
    run = found.find(f"{W}rPrDefault/{W}rPr")
    return _switches(paragraph, run, Style(language=language(run, Language())))


def _is_default(element: Element) -> bool:
    return element.get(f"{W}type") == "paragraph" and element.get(f"{W}default", "").lower() in ("1", "true", "on")


def _tag(text: str | None) -> str:
    return "" if text is None or text.lower() in ("x-none", "zxx", "none", "und") else text
