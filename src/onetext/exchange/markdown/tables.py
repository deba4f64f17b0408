"""Tables in Markdown, with a line of dashes under their first row (GitHub Flavored Markdown, section 4.10)."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BORDER = re.compile(r"(?<!\\)\|")
FILLER = "\ufdd0"
"""A character that no text has: it stands for those of a table while points are read."""


class Cell(NamedTuple):
    """A cell: its row and column, and where its words begin and end in the text."""

    row: int
    column: int
    start: int
    stop: int


class Table(NamedTuple):
    """A table: where it begins and ends in the text, and its cells."""

    start: int
    stop: int
    cells: tuple[Cell, ...]


def tables(text: str) -> tuple[Table, ...]:
    """The tables of a text that stand alone, between blank lines."""
    if FILLER in text or "|" not in text:
        return ()
    lines = list(_lines(text))
    found: list[Table] = []
    at = 0
    while at + 1 < len(lines):
        end = _end(text, lines, at)
        if end:
            found.append(_table(text, lines[at:end]))
        at = end or at + 1
    return tuple(found)


def covered(text: str, found: tuple[Table, ...]) -> str:
    """The text with each table covered, so that it is one paragraph and no number in it begins a point."""
    pieces = []
    at = 0
    for table in found:
        pieces += [text[at : table.start], FILLER * (table.stop - table.start)]
        at = table.stop
    return "".join([*pieces, text[at:]])


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends, the empty ones too."""
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _end(text: str, lines: list[tuple[int, int]], at: int) -> int:
    """The line after the last of the table that begins with this line; 0 where none does."""
    written = [text[start:stop] for start, stop in lines[at : at + 2]]
    before = text[slice(*lines[at - 1])] if at else ""
    if before.strip() or "|" not in written[0] or "|" not in written[1] or not _RULE.fullmatch(written[1]):
        return 0
    end = at + 2
    while end < len(lines) and "|" in text[slice(*lines[end])]:
        end += 1
    stands_alone = end == len(lines) or not text[slice(*lines[end])].strip()
    return end if stands_alone else 0


def _table(text: str, lines: list[tuple[int, int]]) -> Table:
    rows = [lines[0], *lines[2:]]
    cells = tuple(cell for row, place in enumerate(rows) for cell in _cells(text, row, *place))
    first = lines[0][0] + len(text[slice(*lines[0])]) - len(text[slice(*lines[0])].lstrip())
    last = lines[-1][0] + len(text[slice(*lines[-1])].rstrip())
    return Table(first, last, cells)


def _cells(text: str, row: int, start: int, stop: int) -> list[Cell]:
    borders = [start - 1, *(found.start() for found in _BORDER.finditer(text, start, stop)), stop]
    places = [_stripped(text, one + 1, other) for one, other in pairwise(borders)]
    if len(places) > 1 and places[0][0] == places[0][1] and text[start:stop].lstrip().startswith("|"):
        places = places[1:]
    if len(places) > 1 and places[-1][0] == places[-1][1] and text[start:stop].rstrip().endswith("|"):
        places = places[:-1]
    return [Cell(row, column, *place) for column, place in enumerate(places)]


def _stripped(text: str, start: int, stop: int) -> tuple[int, int]:
    words = text[start:stop]
    first = start + len(words) - len(words.lstrip())
    return first, max(first, start + len(words.rstrip()))
