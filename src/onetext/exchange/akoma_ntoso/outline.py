"""From a row of paragraphs with levels and headings to units that stand in one another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from onetext.exchange.document import Paragraph

DEEPEST = 40
"""How deep units may stand in one another; what would stand deeper stands beside, and keeps its level."""


@dataclass
class Unit:
    """A paragraph, or all paragraphs of a table, header or footer, and what stands under it."""

    paragraphs: list[Paragraph]
    under: "list[Unit]" = field(default_factory=list)

    @property
    def first(self) -> Paragraph:
        return self.paragraphs[0]

    @property
    def is_point(self) -> bool:
        """Whether what stands under it is one level deeper."""
        return self.is_body and not self.first.heading

    @property
    def is_body(self) -> bool:
        """Whether it is a paragraph of the text itself, outside of tables."""
        return self.first.cell is None and self.first.part == "body"


def outline(paragraphs: Sequence[Paragraph]) -> list[Unit]:
    """The units at the top: a heading holds what follows up to the next as high, a point what stands deeper."""
    top: list[Unit] = []
    above: list[Unit] = []
    for unit in _units(paragraphs):
        while above and not _holds(above[-1], unit):
            above.pop()
        del above[DEEPEST:]
        (above[-1].under if above else top).append(unit)
        if unit.is_body:
            above.append(unit)
    return top


def _units(paragraphs: Sequence[Paragraph]) -> Iterator[Unit]:
    for (part, table), found in groupby(paragraphs, lambda one: (one.part, one.cell and one.cell[0])):
        if part == "body" and table is None:
            yield from (Unit([one]) for one in found)
        else:
            yield Unit(list(found))


def _holds(above: Unit, unit: Unit) -> bool:
    """Whether a unit that stands open is the place for this one."""
    if unit.first.part != "body":
        return False
    if not above.is_point:
        return not (unit.is_body and unit.first.heading and unit.first.heading <= above.first.heading)
    return unit.is_point and unit.first.level > above.first.level
