"""What a map is made of, in numbers on a sheet (see `map_drawing`, which is slow to import)."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, replace

LONGEST = 28  # letters of a line of a label
LETTER, TALL = 15, 32  # how much room a letter and a line take at most, where the sheet is small
EDGE = 8


@dataclass(frozen=True)
class Shape:
    """An area or line on the sheet: its path (as SVG's `d` has it), its label in lines, and where that goes."""

    id: str
    area: bool
    path: str
    x: float
    y: float
    label: tuple[str, ...] = ()


@dataclass(frozen=True)
class Degree:
    """A meridian or parallel: its path, its degrees in words, and where it meets the edge."""

    path: str
    label: str
    x: float
    y: float
    meridian: bool


@dataclass(frozen=True)
class Sheet:
    """What is drawn. The scale bar is `bar` wide and stands for `bar_km`; `north` is its turn at `north_x`, degrees."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    degrees: tuple[Degree, ...]
    bar: float
    bar_km: float
    north: float
    equal_area: bool


def labelled(sheet: Sheet, labels: Mapping[str, str]) -> Sheet:
    """The sheet with labels on its shapes (by their ids), broken into lines and moved so that no edge cuts them off."""
    return replace(sheet, shapes=tuple(_labelled(sheet, one, labels.get(one.id, "")) for one in sheet.shapes))


def _labelled(sheet: Sheet, one: Shape, label: str) -> Shape:
    lines = tuple(textwrap.wrap(label, LONGEST))
    half = max(map(len, lines), default=0) * LETTER / 2 + EDGE
    x = min(max(one.x, half), sheet.width - half)
    y = min(max(one.y, 2 * TALL), sheet.height - len(lines) * TALL)
    return replace(one, x=round(x, 1), y=round(y, 1), label=lines)
