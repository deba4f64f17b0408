"""The numbers that Word prints before paragraphs: computed, for the file holds only how to count.

After ISO/IEC 29500-1, 17.9: a paragraph names a list (w:num) and a level; the list takes its levels from an abstract
list, which all lists on it count together, and may override a level or where it starts.
"""

import re
from collections.abc import Callable, Mapping

import msgspec

from onetext.exchange.docx.names import W
from onetext.exchange.docx.number_formats import ZEROS, printed
from onetext.exchange.docx.package import Element
from onetext.exchange.docx.symbols import symbol
from onetext.exchange.docx.values import integer, switched, value

LEVELS = 9
Counts = tuple[int | None, ...]
"""How far each level has counted, None for one that is to start."""
_NOTHING: Counts = (None,) * LEVELS
_PLACE = re.compile(r"%([1-9])")
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0a8": "☐", "\uf02d": "\u2013", "o": "◦"}
"""What the usual bullets of the fonts Symbol, Wingdings and Courier New look like, in Unicode."""


class Level(msgspec.Struct, frozen=True):
    """How one level of a list counts and prints: `text` is a pattern such as "%1.%2"; `restart` as in w:lvlRestart."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str = ""
    font: str = ""
    properties: Element | None = None


_SILENT = Level()
"""A level that is not described: it prints nothing."""


class List(msgspec.Struct, frozen=True):
    """A list that paragraphs can name: what counts with it, its levels, and where it starts anew on first use."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Numbering:
    """The lists of a document, and how far each has counted: in the text before all changes, and after them."""

    def __init__(self, root: Element | None, list_of_style: Callable[[str], str]) -> None:
        self._lists = {} if root is None else _lists(root, list_of_style)
        self._before = self._after = _Count()  # one as long as no change has come between them

    def has(self, name: str) -> bool:
        """Whether there is a list of this w:numId."""
        return name in self._lists

    def abstract(self, name: str) -> str:
        """What counts together with the list of this w:numId."""
        return self._lists[name].abstract

    def level(self, name: str, level: int) -> Level:
        """The level of a list."""
        return self._lists[name].levels.get(level, _SILENT)

    def level_of_style(self, name: str, style: str) -> int:
        """The level of a list that belongs to a paragraph style, 0 if none does."""
        return next((at for at, level in self._lists[name].levels.items() if level.style == style), 0)

    def next(self, name: str, level: int, *, inserted: bool = False, deleted: bool = False) -> tuple[str, bool]:
        """Count one paragraph: the number printed before it, and whether its formats were known.

        A paragraph that stood before all changes has the number that it had then; one that was `inserted` the number
        that it has when all changes are accepted. A list's number for both would be that of neither text.
        """
        one = self._lists[name]
        if self._before is self._after and not (inserted or deleted):
            return _text(one.levels, one.levels.get(level, _SILENT), self._after.next(name, one, level))
        if self._before is self._after:
            self._before = self._after.apart()
        before = None if inserted else self._before.next(name, one, level)
        after = None if deleted else self._after.next(name, one, level)
        counts = before or after or self._after.following(name, one, level)
        return _text(one.levels, one.levels.get(level, _SILENT), counts)


class _Count:
    """How far the lists of one text have counted."""

    def __init__(self) -> None:
        self._counts: dict[str, Counts] = {}
        self._begun: set[tuple[str, int]] = set()

    def apart(self) -> "_Count":
        """The same count, to go on by itself."""
        other = _Count()
        other._counts, other._begun = dict(self._counts), set(self._begun)
        return other

    def next(self, name: str, one: List, level: int) -> Counts:
        """Count a paragraph of this list and level: where all levels stand then."""
        counts = self._counts[one.abstract] = self.following(name, one, level)
        self._begun.add((name, level))
        return counts

    def following(self, name: str, one: List, level: int) -> Counts:
        """Where all levels would stand after a paragraph of this list and level.

        A list that says where it starts does so when it is first used at that level.
        """
        counts = list(self._counts.get(one.abstract, _NOTHING))
        before = counts[level]
        if level in one.starts and (name, level) not in self._begun:
            counts[level] = one.starts[level]
        else:
            counts[level] = one.levels.get(level, _SILENT).start if before is None else before + 1
        for deeper in range(level + 1, LEVELS):
            if counts[deeper] is not None and _restarts(one.levels.get(deeper, _SILENT), deeper, level):
                counts[deeper] = None
        return tuple(counts)


def _bullet(character: str, font: str) -> str:
    """What a bullet looks like: it may be a place in a font of symbols."""
    if character in _BULLETS:
        return _BULLETS[character]
    sign, known = symbol(f"{ord(character):X}", font)
    return sign if known else "•"


def _restarts(level: Level, place: int, used: int) -> bool:
    """Whether a level counts anew after one above it was used: w:lvlRestart counts levels from 1, 0 means never."""
    if level.restart is None or level.restart > place:
        return True
    return used < level.restart


def _text(levels: Mapping[int, Level], own: Level, counts: Counts) -> tuple[str, bool]:
    if own.form == "bullet":
        return "".join(_bullet(character, own.font) for character in own.text), True
    known = True

    def filled(found: re.Match[str]) -> str:
        nonlocal known
        place = int(found[1]) - 1
        level = levels.get(place, _SILENT)
        count = counts[place]
        number = level.start if count is None else count
        form = "decimal" if own.legal and level.form != "none" else level.form
        text = printed(number, form)
        known = known and text is not None
        return str(number) if text is None else text

    text = _PLACE.sub(filled, own.text)
    return text.strip(), known


def _lists(root: Element, list_of_style: Callable[[str], str]) -> dict[str, List]:
    abstracts = {one.get(f"{W}abstractNumId", ""): one for one in root.findall(f"{W}abstractNum")}
    numbers = {one.get(f"{W}numId", ""): one for one in root.findall(f"{W}num")}
    found = {}
    for name, number in numbers.items():
        abstract = _abstract(number, numbers, abstracts, list_of_style)
        if abstract is not None:
            found[name] = _list(number, abstract)
    return found


def _abstract(
    number: Element,
    numbers: Mapping[str, Element],
    abstracts: Mapping[str, Element],
    list_of_style: Callable[[str], str],
) -> Element | None:
    """The abstract list under a list; one that only names a numbering style stands for that style's."""
    seen: set[str] = set()
    while (key := value(number, "abstractNumId")) not in seen:
        seen.add(key)
        abstract = abstracts.get(key)
        link = "" if abstract is None else value(abstract, "numStyleLink")
        other = numbers.get(list_of_style(link)) if link else None
        if other is None:
            return abstract
        number = other
    return abstracts.get(key)


def _list(number: Element, abstract: Element) -> List:
    levels = {_place(one): _level(one) for one in abstract.findall(f"{W}lvl")}
    starts = {}
    for override in number.findall(f"{W}lvlOverride"):
        place = _place(override)
        whole = override.find(f"{W}lvl")
        if whole is not None:
            levels[place] = _level(whole)
        if override.find(f"{W}startOverride") is not None:
            starts[place] = integer(value(override, "startOverride"), 1)
    return List(abstract.get(f"{W}abstractNumId", ""), levels, starts)


def _place(element: Element) -> int:
    return min(max(integer(element.get(f"{W}ilvl")), 0), LEVELS - 1)


def _level(element: Element) -> Level:
    restart = element.find(f"{W}lvlRestart")
    picture = element.find(f"{W}lvlPicBulletId") is not None
    return Level(
        start=integer(value(element, "start"), 0 if element.find(f"{W}start") is None else 1),
        form="bullet" if picture else _form(element),
        text="•" if picture else value(element, "lvlText"),
        legal=switched(element, "isLgl") or False,
        restart=None if restart is None else integer(restart.get(f"{W}val")),
        style=value(element, "pStyle"),
        font=_font(element),
        properties=element.find(f"{W}pPr"),
    )


def _font(element: Element) -> str:
    fonts = element.find(f"{W}rPr/{W}rFonts")
    return "" if fonts is None else fonts.get(f"{W}ascii", "")


def _form(element: Element) -> str:
    """The format; newer files give a choice between their own, "001, 002, …", and one that older programs know."""
    found = next(element.iter(f"{W}numFmt"), None)
    if found is None:
        return "decimal"
    form = found.get(f"{W}val", "decimal")
    pattern = found.get(f"{W}format", "").partition(",")[0].strip()
    return ZEROS + pattern if form == "custom" and pattern.isdigit() else form
