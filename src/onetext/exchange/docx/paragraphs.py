"""What a paragraph is apart from its words: its printed number, depth, heading, direction and language."""

from collections import Counter
from typing import Any, NamedTuple

from onetext.exchange.docx.names import W, level_of_style
from onetext.exchange.docx.numbering import LEVELS, Numbering
from onetext.exchange.docx.package import Element
from onetext.exchange.docx.styles import Language, Style, Styles, heading_of
from onetext.exchange.docx.values import integer, switched, twips, value

_PLAIN, _WRITTEN_OUT = "", "written out"
"""In place of a list: a paragraph without a number; one that hangs from its first line, as from a typed number."""
_TELLING = frozenset(f"{W}{name}" for name in ("pStyle", "numPr", "outlineLvl", "bidi", "ind"))
"""The properties that a nature is read from."""
_DEEPEST = 32
_NEARLY = 120
"""Twentieths of a point: indents that differ by less look the same."""


_Shape = tuple[Any, ...]


class Nature(NamedTuple):
    """What the properties of a paragraph say."""

    number: str
    level: int
    heading: int
    rtl: bool
    hidden: bool
    language: Language
    style: Style


class _Standing(NamedTuple):
    """A paragraph under which others may stand: where its number and its words begin."""

    list: str
    level: int
    outer: int
    inner: int


class _Said(NamedTuple):
    """What properties say by themselves, whatever paragraphs stand before: `missing` is a list that is not there.

    `named` is the depth that one of our styles stands for.
    `numbered` and `plain` are where the number or first line and where the other lines begin, as a paragraph of the
    list and as one of none.
    """

    style: Style
    listed: tuple[str, int] | None
    missing: bool
    heading: int
    named: int | None
    rtl: bool
    numbered: tuple[int, int]
    plain: tuple[int, int]


class Natures:
    """Reads the properties of paragraphs, one after the other: numbers and depths depend on those before."""

    def __init__(self, styles: Styles, numbering: Numbering, tally: Counter[str]) -> None:
        self._styles, self._numbering, self._tally = styles, numbering, tally
        self._above: list[_Standing] = []
        self._known: dict[_Shape, _Said] = {}

    def begin_story(self) -> None:
        """What comes next stands under nothing that was read before."""
        self._above = []

    def read(self, properties: Element | None, *, inserted: bool = False, deleted: bool = False) -> Nature:
        """The nature of the next paragraph of the text; it may have been inserted or deleted, its end included."""
        shape = () if properties is None else tuple(_shape(one) for one in properties if one.tag in _TELLING)
        said = self._known.get(shape)
        if said is None:
            said = self._known[shape] = self._say(properties)
        self._tally["missing numbering"] += said.missing
        number = self._count(said.listed, inserted=inserted, deleted=deleted)
        listed = said.listed if number or not said.heading else None
        computed = self._level(listed, said.heading, *(said.numbered if listed else said.plain))
        return Nature(
            number=number,
            level=computed if said.named is None else said.named,
            heading=said.heading,
            rtl=said.rtl,
            hidden=bool(said.style.hidden),
            language=said.style.language,
            style=said.style,
        )

    def _say(self, properties: Element | None) -> _Said:
        name = "" if properties is None else value(properties, "pStyle")
        style = self._styles.get(name or self._styles.normal)
        listed, missing = self._list(properties, style)
        heading = heading_of(properties)
        rtl = None if properties is None else switched(properties, "bidi")
        return _Said(
            style,
            listed,
            missing,
            style.heading or 0 if heading is None else heading,
            level_of_style(style.name),
            bool(next((one for one in (rtl, style.rtl, self._styles.defaults.rtl) if one is not None), False)),
            self._indent(properties, style, listed),
            self._indent(properties, style, None),
        )

    def _list(self, properties: Element | None, style: Style) -> tuple[tuple[str, int] | None, bool]:
        """The list and level that a paragraph counts in, its own or its style's; and whether the list is missing."""
        own = None if properties is None else properties.find(f"{W}numPr")
        name = ("" if own is None else value(own, "numId")) or style.numbering
        if name in ("", "0"):
            return None, False
        if not self._numbering.has(name):
            return None, True
        level = None if own is None else own.find(f"{W}ilvl")
        if level is not None:
            at = integer(level.get(f"{W}val"))
        elif style.level is not None:
            at = style.level
        else:
            at = self._numbering.level_of_style(name, style.numbered_by)
        return (name, min(max(at, 0), LEVELS - 1)), False

    def _count(self, listed: tuple[str, int] | None, *, inserted: bool, deleted: bool) -> str:
        if listed is None:
            return ""
        number, known = self._numbering.next(*listed, inserted=inserted, deleted=deleted)
        self._tally["number format"] += not known
        return number

    def _indent(self, properties: Element | None, style: Style, listed: tuple[str, int] | None) -> tuple[int, int]:
        """Where the number or first line and where the other lines begin: own indents, the list's, the style's."""
        own = None if properties is None else properties.find(f"{W}ind")
        level = self._numbering.level(*listed).properties if listed else None
        of_list = None if level is None else level.find(f"{W}ind")
        layers = [one for one in (own, of_list, *style.indents, *self._styles.defaults.indents) if one is not None]
        left = _first(layers, "start", "left")
        hanging, first = _first(layers, "hanging"), _first(layers, "firstLine")
        return left - hanging if hanging else left + first, left

    def _level(self, listed: tuple[str, int] | None, heading: int, outer: int, inner: int) -> int:
        """How deep a paragraph stands: by its list's level, and by how far in it stands under those before."""
        if heading:
            self._above.clear()
            return listed[1] if listed else 0
        if listed:
            name = self._numbering.abstract(listed[0])
        else:
            name, outer = (_WRITTEN_OUT, outer) if outer < inner else (_PLAIN, inner)
        above = [one for one in self._above if one.outer <= outer + _NEARLY and not (listed and one.list == name)]
        level = max(_under(above, name, outer, inner), listed[1] if listed else 0)
        above = [one for one in above if one.outer < outer - _NEARLY]
        self._above = [*above[-_DEEPEST:], _Standing(name, level, outer, inner)]
        return level


def _shape(element: Element) -> _Shape:
    """An element as a value: properties of one shape say the same."""
    return (str(element.tag), *element.items(), *map(_shape, element))


def _under(above: list[_Standing], name: str, outer: int, inner: int) -> int:
    """The level by the nearest paragraph above that stands no further in; plain ones hold no points of a list."""
    for one in reversed(above):
        if name != _PLAIN and one.list == _PLAIN:
            continue
        continues = name == _PLAIN and abs(inner - one.inner) <= _NEARLY
        deeper = outer > one.outer + _NEARLY and not continues
        return one.level + deeper
    return 0


def _first(layers: list[Element], *names: str) -> int:
    """The first of the layers that gives any of these lengths, 0 if none does."""
    for layer in layers:
        for name in names:
            if (found := layer.get(W + name)) is not None:
                return twips(found)
    return 0
