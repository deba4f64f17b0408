"""The XML of a Word file as it is written: elements, and what XML cannot hold."""

import re

from onetext.record.errors import refuse

_UNHELD = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AROUND = 20


def tag(name: str, inner: str = "", said: str = "", /, **attributes: str | int | None) -> str:
    """An element of WordprocessingML around what is in it already; its attributes go behind those that are `said`."""
    if attributes:
        said += saying(**attributes)
    return f"<w:{name}{said}>{inner}</w:{name}>" if inner else f"<w:{name}{said}/>"


def saying(**attributes: str | int | None) -> str:
    """Attributes as they are written; one that is None is left out."""
    return "".join([f' w:{key}="{escaped(str(value))}"' for key, value in attributes.items() if value is not None])


def valued(name: str, value: str | int) -> str:
    """An element that has nothing but a value."""
    return f'<w:{name} w:val="{escaped(str(value))}"/>'


def escaped(text: str) -> str:
    """Words as XML holds them; refuses, with a sentence, a character that no XML file may hold."""
    if not (text.isascii() and text.isprintable()) and _UNHELD.search(text):
        _refuse(text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _refuse(text: str) -> None:
    found = _UNHELD.search(text)
    assert found
    around = text[max(found.start() - _AROUND, 0) : found.end() + _AROUND]
    refuse(
        "A Word file cannot hold the character {character} in {words}: take it out of the words, "
        "and write the file again.",
        character=f"U+{ord(found[0]):04X}",
        words=repr(around),
    )
