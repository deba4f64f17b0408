"""The small values of Office Open XML: numbers, lengths, switches; and what damaged files have in their places."""

import re

from onetext.exchange.docx.names import W
from onetext.exchange.docx.package import Element

_NUMBER = re.compile(r"\s*([+-]?[0-9]{1,12})(?:\.[0-9]*)?\s*")
_LENGTH = re.compile(r"\s*([+-]?[0-9]{1,9}(?:\.[0-9]{1,9})?)(mm|cm|in|pt|pc|pi|)\s*")
_MOST = 2**31 - 1
_TWIPS = {"": 1.0, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0, "pt": 20.0, "pc": 240.0, "pi": 240.0}


def integer(text: str | None, default: int = 0) -> int:
    """A whole number; the default where there is none, or one that no program can mean."""
    found = _NUMBER.fullmatch(text or "")
    number = int(found[1]) if found else default
    return number if abs(number) <= _MOST else default


def twips(text: str | None, default: int = 0) -> int:
    """A length in twentieths of a point; it may carry a unit, as in strict files."""
    found = _LENGTH.fullmatch(text or "")
    return min(round(float(found[1]) * _TWIPS[found[2]]), _MOST) if found else default


def child(element: Element, name: str) -> Element | None:
    """The first child of a name; half the time of `find`, which takes the name for a path."""
    tag = W + name
    for one in element:
        if one.tag == tag:
            return one
    return None


def value(element: Element, name: str) -> str:
    """The w:val of a child, "" where there is no child or no value."""
    found = child(element, name)
    return "" if found is None else found.get(f"{W}val", "")


def switched(element: Element, name: str) -> bool | None:
    """Whether a switch such as w:vanish is on; None where it does not stand. Without a value it is on."""
    found = child(element, name)
    return None if found is None else is_on(found)


def is_on(switch: Element) -> bool:
    """Whether a switch that stands is on."""
    return switch.get(f"{W}val", "true").lower() not in ("false", "0", "off", "none")
