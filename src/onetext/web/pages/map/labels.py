"""Where the names of areas and lines go on a sheet: in an area, beside a line, and never where a line strikes through.

As much room is kept free as a name needs where the sheet is as small as a telephone, where its letters are largest.
"""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any, NamedTuple

from shapely import Geometry, box, get_parts, prepare, union_all

from onetext.web.pages.map.sheet import Anchor, Shape

LONGEST = 28  # letters of a line of a label
LETTER, TALL = 15, 32  # how much room a letter and a line take at most, where the sheet is small
RISE, DROP = 24, 9  # how far letters reach above the line that they stand on, and below
EDGE = 8
GAPS = (8, 20, 40, 70)  # how far from a line its label may stand
ALONG = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9, 0.0, 1.0)
SIDES = ((0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1), (1, 0), (-1, 0))
BEFORE: Mapping[Anchor, float] = {"start": 0, "middle": 0.5, "end": 1}
ANCHORS: Mapping[int, Anchor] = {1: "start", 0: "middle", -1: "end"}
NORTH = 80, 110  # the room of the arrow in the top right corner


class Place(NamedTuple):
    """Where the first words of a label stand, and which end of them: they grow away from the line beside them."""

    x: float
    y: float
    anchor: Anchor = "middle"


def placed(
    shapes: Sequence[tuple[Shape, Any]], labels: Mapping[str, str], width: int, height: int
) -> tuple[Shape, ...]:
    """The shapes (each with its geometry on the sheet), each with its label, broken into lines, and where that goes."""
    lines = [found for one, found in shapes if not one.area]
    areas = [found for one, found in shapes if one.area]
    edges = [found.boundary for found in areas]
    taken: list[Geometry] = [box(width - NORTH[0], 0, width, NORTH[1])]
    labelled = []
    for one, found in shapes:
        label = tuple(textwrap.wrap(labels.get(one.id, ""), LONGEST))
        room = _Room(label, width, height)
        places = [room.kept_in(place) for place in (_in_area(one) if one.area else _beside(found, room))]
        # Outside the areas where it can be; else in one, but not across its edge.
        avoided = [[*lines, *taken]] if one.area else [[*lines, *areas, *taken], [*lines, *edges, *taken]]
        at = next(filter(None, (_free(places, room, around) for around in avoided)), places[0])
        taken += [room.box(at)] if label else []
        labelled.append(replace(one, x=round(at.x, 1), y=round(at.y, 1), anchor=at.anchor, label=label))
    return tuple(labelled)


class _Room:
    """How much room a label takes."""

    def __init__(self, label: Sequence[str], width: int, height: int) -> None:
        self.across = max(map(len, label), default=0) * LETTER
        self.rows = max(len(label) - 1, 0) * TALL
        self.width, self.height = width, height

    def box(self, at: Place) -> Geometry:
        left = at.x - self.before(at.anchor)
        return box(left, at.y - RISE, left + self.across, at.y + self.rows + DROP)

    def before(self, anchor: Anchor) -> float:
        """How much of it is before its place."""
        return self.across * BEFORE[anchor]

    def kept_in(self, at: Place) -> Place:
        """The nearest place where no edge cuts it off."""
        before = self.before(at.anchor)
        first, last = before + EDGE, self.width - (self.across - before) - EDGE
        lowest = self.height - self.rows - TALL
        return Place(min(max(at.x, first), last), min(max(at.y, 2 * TALL), lowest), at.anchor)

    def beside(self, x: float, y: float, side: tuple[int, int], gap: int) -> Place:
        """The place whose nearest corner or edge is so far from a point of the sheet, to this side of it."""
        across, down = side
        middle = (self.rows + DROP - RISE) / 2
        tall = (self.rows + DROP + RISE) / 2
        return Place(x + across * gap, y - middle + down * (tall + gap), ANCHORS[across])


def _free(places: Sequence[Place], room: _Room, around: Sequence[Geometry]) -> Place | None:
    """The first place where a label lies on nothing of what is around; None where there is none."""
    everything = union_all(around)
    prepare(everything)
    return next((place for place in places if not everything.intersects(room.box(place))), None)


def _in_area(one: Shape) -> Iterator[Place]:
    """Within an area, moved up or down from its middle where a line goes through there."""
    for by in (0, 1, -1, 2, -2, 3, -3):
        yield Place(one.x, one.y + by * TALL)


def _beside(found: Any, room: _Room) -> Iterator[Place]:
    """Beside the longest part of a line, as near to it and to its middle as can be."""
    longest = max(get_parts(found), key=lambda part: part.length)
    for gap, along, side in product(GAPS, ALONG, SIDES):
        at = longest.interpolate(along, normalized=True)
        yield room.beside(at.x, at.y, side, gap)
