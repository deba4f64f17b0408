"""The numbers that OpenDocument lists print."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from onetext.exchange.docx.number_formats import printed
from onetext.exchange.odt.names import LOEXT, STYLE, TEXT
from onetext.exchange.xml import Element, local_name

_FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1st": "ordinal",
    "01, 02, 03, ...": "decimalZero",
}  # fmt: skip
_PLACE = re.compile(r"%(\d{1,2})%")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_BULLET = "\u2022"
_MOST_DIGITS = 6


class Level(NamedTuple):
    """How one level of a list is numbered: `pattern` has "%2%" where the number of the second level stands."""

    form: str = ""
    pattern: str = ""
    start: int = 1
    bullet: str = ""


class ListStyle(NamedTuple):
    """The levels of a list, counted from 1."""

    levels: Mapping[int, Level]


def list_style(element: Element) -> ListStyle:
    """The list or outline style that an element defines."""
    return ListStyle({whole(one.get(f"{TEXT}level"), 0): _level(one) for one in element if one.get(f"{TEXT}level")})


def _level(element: Element) -> Level:
    if local_name(element) == "list-level-style-image":
        return Level(bullet=_BULLET)
    if local_name(element) == "list-level-style-bullet":
        return Level(bullet=_PRIVATE.sub(_BULLET, element.get(f"{TEXT}bullet-char", _BULLET)))
    level = whole(element.get(f"{TEXT}level"), 1)
    form = element.get(f"{STYLE}num-format", "")
    written = element.get(f"{STYLE}num-list-format", element.get(f"{LOEXT}num-list-format", ""))
    return Level(form, written or _pattern(element, level, form), whole(element.get(f"{TEXT}start-value"), 1))


def _pattern(element: Element, level: int, form: str) -> str:
    """What is printed, from a prefix, so many levels with points between them, and a suffix."""
    shown = min(whole(element.get(f"{TEXT}display-levels"), 1), level) if form else 0
    numbers = ".".join(f"%{one}%" for one in range(level - shown + 1, level + 1))
    return f"{element.get(f'{STYLE}num-prefix', '')}{numbers}{element.get(f'{STYLE}num-suffix', '')}"


class Count:
    """The counting of one list through all its levels."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}

    def begin(self, level: int) -> None:
        """A list begins at this level, and does not continue another."""
        self._counts = {one: count for one, count in self._counts.items() if one < level}

    def number(self, style: ListStyle, level: int, start: int | None) -> str:
        """The number of the next item at a level; `start` is what the item itself says that it is."""
        own = style.levels.get(level, Level())
        if own.bullet:
            return own.bullet
        following = self._counts.get(level, own.start - 1) + 1
        self._counts = {one: count for one, count in self._counts.items() if one < level}
        self._counts[level] = following if start is None else start

        def filled(found: re.Match[str]) -> str:
            place = int(found[1])
            known = style.levels.get(place, Level())
            count = self._counts.get(place, known.start)
            form = _FORMS.get(known.form, "decimal")
            return "" if not known.form else printed(count, form) or str(count)

        return _PLACE.sub(filled, own.pattern).strip(" .") and _PLACE.sub(filled, own.pattern).strip()


def whole(text: str | None, default: int) -> int:
    """A whole number, the default for what is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else default
