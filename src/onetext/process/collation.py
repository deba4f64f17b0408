"""Collation: a version read from its published wordings, and compared so that what differs among them is no change."""

from dataclasses import dataclass

from onetext.process import texts
from onetext.process.alignments import Side
from onetext.process.texts import Table
from onetext.record.act import Act
from onetext.record.view import View
from onetext.sentences import listed, say
from onetext.text import collation
from onetext.text.collation import Collation, Point, Witness


@dataclass(frozen=True)
class Against:
    """The witnesses of a version in one language beside another text.

    `read` is the version in the readings nearest to the other text: compared with it, it differs only in what differs
    from every witness.
    """

    collation: Collation
    read: Side


def collated(view: View, version: str) -> tuple[Collation, ...]:
    """The published wordings of a version, each language apart; its own words, where they are known, stand by its name.

    Nothing where no wording of it is known.
    """
    act = view[texts.Texts].versions.get(version)
    own = [Witness(act.handle, act.body.wording, act.body.lang, True)] if act and act.body.wording is not None else []
    found = [Witness(w.handle, w.body.wording, w.body.lang, w.body.whole) for w in texts.witnesses(view, version)]
    return collation.collate([*own, *found])


def against(view: View, version: Act[Table], other: Side) -> tuple[Against, ...]:
    """A version as its witnesses have it, to compare with another text; one answer for each language."""
    return tuple(_against(version, found, other) for found in collated(view, version.id))


def differing(found: Collation) -> tuple[Point, ...]:
    """The points in which the witnesses differ."""
    return tuple(point for point in found.points if not point.agreed)


def _against(version: Act[Table], found: Collation, other: Side) -> Against:
    called = say("{version} as {names} have it", version=version.handle, names=listed(found.witnesses, " and "))
    wording = collation.nearest_to(found, other.wording or ())
    return Against(found, Side("", called, wording, found.whole, (version.id,), version.body.line))
