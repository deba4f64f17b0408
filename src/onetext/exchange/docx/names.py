"""The names that reading and writing Word files share: namespaces, styles with a meaning, bookmarks that hold ids."""

import re
from collections.abc import Iterable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

NUMBER = "Printed Number"
"""The character style of a printed number that is written out before the words of its paragraph, and of its tab."""
FILLER = "Filler"
"""The paragraph style of what Word needs or prints and no document says: the paragraph between two tables, the number
of the page."""
_LEVELS = 9
_LEVEL = re.compile(r"(?:point|text) ([1-9])", re.IGNORECASE)
_LONGEST = 40
"""The characters that Word allows in the name of a bookmark (ISO/IEC 29500-1, 17.13.6.2)."""
_BOOKMARK = re.compile(r"_ot(\d+)_([A-Za-z0-9_]*)")
_ESCAPED = re.compile(rb"[^A-Ya-z0-9_]")
_ESCAPE = re.compile(rb"Z([0-9A-F]{2})")


def level_style(level: int, *, numbered: bool) -> str:
    """The name of the paragraph style for a depth from 0; the deepest style serves for all that is deeper."""
    return f"{'Point' if numbered else 'Text'} {min(level, _LEVELS - 1) + 1}"


def style_id(name: str) -> str:
    """The id of a style of ours: its name without the spaces."""
    return name.replace(" ", "")


def level_of_style(name: str) -> int | None:
    """The depth that one of our paragraph styles stands for, None for any other style."""
    found = _LEVEL.fullmatch(name)
    return int(found[1]) - 1 if found else None


def bookmark_names(lasting_id: str) -> tuple[str, ...]:
    """The names of the bookmarks that together hold a paragraph's lasting id: one, more for a long id, none for "".

    They begin with an underscore, so that Word keeps them and does not list them. What a name cannot hold is written as
    Z and its bytes in hexadecimal.
    """
    data = lasting_id.encode("utf-8", "replace")
    text = _ESCAPED.sub(lambda found: b"Z%02X" % found[0][0], data).decode("ascii")
    names: list[str] = []
    while text:
        start = f"_ot{len(names)}_"
        names.append(start + text[: _LONGEST - len(start)])
        text = text[_LONGEST - len(start) :]
    return tuple(names)


def id_of_bookmarks(names: Iterable[str]) -> str:
    """The lasting id that the bookmarks in a paragraph hold, "" if none of them is ours.

    Where paragraphs have become one, it is the last one's id that stands, as the last one's properties do.
    """
    parts: dict[int, str] = {}
    for name in names:
        found = _BOOKMARK.fullmatch(name)
        if found:
            parts = {} if int(found[1]) in parts else parts
            parts[int(found[1])] = found[2]
    text = "".join(parts[place] for place in sorted(parts)).encode("ascii")
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), text).decode("utf-8", "replace")
