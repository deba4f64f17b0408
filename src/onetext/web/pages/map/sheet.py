"""What a map is made of, in numbers on a sheet (see `drawing`, which is slow to import)."""

from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Shape:
    """An area or line on the sheet: its path (as SVG's `d` has it), its label in lines, and where that goes.

    The first line of the label stands at `x` and `y` with its middle, its start or its end, as `anchor` says.
    """

    id: str
    area: bool
    path: str
    x: float
    y: float
    label: tuple[str, ...] = ()
    anchor: Anchor = "middle"


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
