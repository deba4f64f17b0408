"""The numbers that a page's lists print."""

from onetext.exchange.docx.number_formats import printed
from onetext.exchange.xml import Element, local_name

_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
_STYLES = {
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "none": "none",
    "decimal-leading-zero": "decimalZero", "hebrew": "hebrew1", "decimal": "decimal",
}  # fmt: skip
_BULLET = "\u2022"


class Numbers:
    """Counts the items of one list."""

    def __init__(self, element: Element) -> None:
        self._is_ordered = local_name(element) == "ol"
        self._form = _form(element, "decimal")
        self._step = -1 if element.get("reversed") is not None else 1
        items = sum(1 for child in element if local_name(child) == "li")
        self._next = _whole(element.get("start"), items if self._step < 0 else 1)

    def of(self, item: Element) -> str:
        """What is printed before an item, "•" where the list is not counted."""
        if not self._is_ordered:
            return "" if _form(item, self._form) == "none" else _BULLET
        number = _whole(item.get("value"), self._next)
        self._next = number + self._step
        form = _form(item, self._form)
        return "" if form == "none" else f"{printed(number, form) or number}."


def _form(element: Element, default: str) -> str:
    for part in element.get("style", "").split(";"):
        name, _, value = part.partition(":")
        if name.strip().lower() in ("list-style-type", "list-style"):
            return next((_STYLES[word] for word in value.lower().split() if word in _STYLES), default)
    return _TYPES.get(element.get("type", ""), default)


def _whole(text: str | None, default: int) -> int:
    """A whole number, the default for what is none or no count of anything."""
    digits = (text or "").strip().removeprefix("-")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 6:  # noqa: PLR2004 - no list is longer
        return default
    return int((text or "").strip())
