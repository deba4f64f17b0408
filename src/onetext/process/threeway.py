"""Three-way: two drafts of the record beside the text that both began from."""

from dataclasses import dataclass

from onetext.process import alignments
from onetext.process.alignments import Side
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.text.threeway import Draft, Place, three_way


@dataclass(frozen=True)
class ThreeWay:
    """The base and the two drafts, and every place of them."""

    base: Side
    one: Side
    other: Side
    places: tuple[Place, ...]


def laid(view: View, base: Side, one: Side, other: Side) -> ThreeWay:
    """Two drafts beside their common base, with what persons settled about either and the base.

    Raises Refused where the words of one of the three are not available: nothing is guessed from the other two.
    """
    missing = [side.called for side in (base, one, other) if side.wording is None]
    if missing:
        refuse(f"The text of {' and '.join(missing)} is not available; three texts are needed.")
    places = three_way(
        base.wording or (), _draft(view, base, one), _draft(view, base, other), base_complete=base.complete
    )
    return ThreeWay(base, one, other, places)


def _draft(view: View, base: Side, side: Side) -> Draft:
    settled = alignments.known_correspondences(view, base, side)
    return Draft(side.called, side.wording or (), side.complete, tuple(settled))
