"""The styles of an OpenDocument text: which list, language and direction each gives to its paragraphs."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from onetext.exchange.odt.lists import ListStyle, list_style
from onetext.exchange.odt.names import FO, STYLE, TEXT
from onetext.exchange.xml import Element, local_name

_RTL = ("rl-tb", "rl")
_LONGEST_CHAIN = 50
_HEADING = re.compile(r"Heading_20_(\d{1,2})")
_TITLES = ("Title", "Subtitle")
"""The names of the styles for headings and titles, which are the same in every language."""


class ParagraphStyle(NamedTuple):
    """What a paragraph style says itself; "" and None for what it leaves to its parent."""

    parent: str = ""
    list_style: str | None = None
    outline: int = 0
    lang: str = ""
    complex_lang: str = ""
    rtl: bool | None = None


class Styles:
    """All styles of a file, those of its text before those of the same name in its pages' styles."""

    def __init__(self, roots: Iterable[Element | None]) -> None:
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._lists: dict[str, ListStyle] = {}
        self.outline: ListStyle | None = None
        self.default = ParagraphStyle()
        for root in roots:
            if root is not None:
                self._add(root)

    def _add(self, root: Element) -> None:
        for one in root.iter(f"{STYLE}style"):
            if one.get(f"{STYLE}family") == "paragraph":
                self._paragraphs.setdefault(one.get(f"{STYLE}name", ""), _style(one))
        for one in root.iter(f"{STYLE}default-style"):
            if one.get(f"{STYLE}family") == "paragraph":
                self.default = _style(one)
        for one in root.iter(f"{TEXT}list-style"):
            self._lists.setdefault(one.get(f"{STYLE}name", ""), list_style(one))
        for one in root.iter(f"{TEXT}outline-style"):
            self.outline = self.outline or list_style(one)

    def list_style(self, name: str) -> ListStyle:
        """A list style by its name; one that prints nothing, where there is none."""
        return self._lists.get(name) or ListStyle({})

    def paragraph(self, name: str) -> ParagraphStyle:
        """A paragraph style with what it takes over from its parents and the default."""
        found = ParagraphStyle()
        for one in self._chain(name):
            found = _over(found, one)
        return _over(found, self.default)

    def is_title(self, name: str) -> bool:
        """Whether a style, or one that it takes over from, is that of a title."""
        return name in _TITLES or any(one.parent in _TITLES for one in self._chain(name))

    def _chain(self, name: str) -> Iterable[ParagraphStyle]:
        for _ in range(_LONGEST_CHAIN):
            style = self._paragraphs.get(name)
            if style is None:
                return
            yield style
            name = style.parent

    def lang_of(self, style: ParagraphStyle) -> str:
        """The language of a paragraph of this style."""
        return (style.complex_lang or style.lang) if style.rtl else style.lang


def _over(style: ParagraphStyle, under: ParagraphStyle) -> ParagraphStyle:
    return ParagraphStyle(
        "",
        under.list_style if style.list_style is None else style.list_style,
        style.outline or under.outline,
        style.lang or under.lang,
        style.complex_lang or under.complex_lang,
        under.rtl if style.rtl is None else style.rtl,
    )


def _style(element: Element) -> ParagraphStyle:
    said: Mapping[str, Element] = {local_name(child): child for child in element}
    words, shape = said.get("text-properties"), said.get("paragraph-properties")
    mode = None if shape is None else shape.get(f"{STYLE}writing-mode")
    built_in = _HEADING.fullmatch(element.get(f"{STYLE}name", ""))
    level = element.get(f"{STYLE}default-outline-level", built_in[1] if built_in else "")
    return ParagraphStyle(
        element.get(f"{STYLE}parent-style-name", ""),
        element.get(f"{STYLE}list-style-name"),
        int(level) if level.isdecimal() else 0,
        _language(words, f"{FO}language", f"{FO}country"),
        _language(words, f"{STYLE}language-complex", f"{STYLE}country-complex"),
        mode in _RTL if mode and mode != "page" else None,
    )


def _language(words: Element | None, language: str, country: str) -> str:
    """A language as in "fr-CH"; "" for none."""
    parts = () if words is None else (words.get(language, ""), words.get(country, ""))
    return "-".join(part for part in parts if part and part not in ("none", "zxx"))
