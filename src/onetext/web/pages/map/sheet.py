"""What a map is made of, in numbers on a sheet (see `map_drawing`, which is slow to import)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """An area or line on the sheet: its path (as SVG's `d` has it), and where its label goes."""

    id: str
    area: bool
    path: str
    x: float
    y: float


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
