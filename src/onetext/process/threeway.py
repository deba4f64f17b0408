"""Three-way: two drafts of the record beside the text that both began from."""

from dataclasses import dataclass
from functools import lru_cache

from onetext.process import alignments
from onetext.process.alignments import Side
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.sentences import listed
from onetext.text.threeway import Draft, Made, Place, Together, three_way

_kept_three_way = lru_cache(maxsize=4)(three_way)
"""The last few are kept: what is asked of the same words has the same answer, whoever asks."""


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
        refuse("The text of {versions} is not available; three texts are needed.", versions=listed(missing, " and "))
    drafts = (_draft(view, base, one), _draft(view, base, other))
    places = _kept_three_way(base.wording or (), *drafts, base_complete=base.complete)
    return ThreeWay(base, one, other, places)


def sentences(found: ThreeWay) -> dict[Together, str]:
    """What became of a place, by what the two drafts made of it together, in words."""
    return {
        "unchanged": "neither changed it",
        "one": f"changed by {found.one.called} only",
        "other": f"changed by {found.other.called} only",
        "alike": "changed by both alike",
        "fits": "changed by both; the changes fit together",
        "collides": "changed by both; the changes collide",
        "unknown": "not known",
    }


def dispositions(made: Made) -> tuple[str, ...]:
    """What one draft did to a place; () where nothing of it is there."""
    return tuple(dict.fromkeys(name for row in made.rows for name in row.dispositions))


def _draft(view: View, base: Side, side: Side) -> Draft:
    settled = alignments.known_correspondences(view, base, side)
    return Draft(side.called, side.wording or (), side.complete, tuple(settled))
