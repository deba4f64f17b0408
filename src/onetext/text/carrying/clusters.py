"""Clusters: the edits of several changes that touch one another, with the stretch that they claim together."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import msgspec

from onetext.text.carrying.bracketing import Whole, whole
from onetext.text.carrying.changes import Change
from onetext.text.carrying.wholes import TURNS, bracket_places, indivisible, joined, widened
from onetext.text.redline import edits
from onetext.text.units import Edit, Unit

_CLAUSE_ENDS = frozenset(".;:!?")


class Hunk(msgspec.Struct, frozen=True):
    """One edit by the change in place `owner`, and the stretch of the base, in units, that it claims."""

    owner: int
    edit: Edit
    first: int
    last: int


class Voice(msgspec.Struct, frozen=True):
    """A change, the units of its new words, and those of its edits that are in question, in their order."""

    change: Change
    new: Sequence[Unit]
    edits: Sequence[Edit]


def hunks_of(base: str, old: Sequence[Unit], news: Sequence[Sequence[Unit]], *, apart: bool = False) -> list[Hunk]:
    """All edits with what each claims, in the order of the base.

    The edits that make, take away or sign one bracket are one where another change meets one of them, or crosses the
    bracket; with `apart`, always: then each edit can be written alone.
    """
    wholes, pairs = joined(indivisible(base, old)), bracket_places(base, old)
    found = [whole(old, new, edits(old, new)) for new in news]
    hunks = []
    for owner, own in enumerate(found):
        others = [one for number, theirs in enumerate(found) if number != owner for one in theirs]
        for one in own:
            for edit in one[:1] if apart or _met(one, others) else one[1]:
                first, last = widened((edit.first, edit.last), wholes, pairs)
                hunks.append(Hunk(owner, edit, first, last))
    return sorted(together(hunks, old, news), key=lambda hunk: (hunk.first, hunk.last, hunk.owner))


def _met(one: Whole, others: Sequence[Whole]) -> bool:
    """Whether what another change does touches a part of this one, or does neither stand within it nor hold it."""
    edit, parts = one
    return len(parts) > 1 and any(
        any(_touch(part, their) for part in parts for their in theirs)
        or (_touch(edit, other) and not (_within(other, parts) or _within(edit, theirs)))
        for other, theirs in others
    )


def _touch(one: Edit, other: Edit) -> bool:
    return one.first <= other.last and other.first <= one.last


def _within(edit: Edit, parts: Sequence[Edit]) -> bool:
    """Whether an edit stands between two neighbouring parts of a bracketing."""
    return any(one.last < edit.first and edit.last < other.first for one, other in pairwise(parts))


def together(hunks: Sequence[Hunk], old: Sequence[Unit], news: Sequence[Sequence[Unit]]) -> list[Hunk]:
    """The hunks; those by which several changes turn the sense of one clause claim the stretch between them."""
    clause = [0, *accumulate(unit.key in _CLAUSE_ENDS for unit in old)]
    turning: dict[int, list[Hunk]] = {}
    for hunk in hunks:
        edit = hunk.edit
        touched = [*old[edit.first : edit.last], *news[hunk.owner][edit.new_first : edit.new_last]]
        if any(unit.key.lower() in TURNS for unit in touched):
            turning.setdefault(clause[edit.first], []).append(hunk)
    wide = {
        id(hunk): (min(one.first for one in group), max(one.last for one in group))
        for group in turning.values()
        if len({hunk.owner for hunk in group}) > 1
        for hunk in group
    }
    return [
        msgspec.structs.replace(hunk, first=wide[id(hunk)][0], last=wide[id(hunk)][1]) if id(hunk) in wide else hunk
        for hunk in hunks
    ]


def clusters(hunks: Sequence[Hunk]) -> Iterator[tuple[int, int, list[Hunk]]]:
    """The hunks that overlap or touch one another, with the stretch of the base that they claim together."""
    cluster: list[Hunk] = []
    end = -1
    for hunk in hunks:
        if cluster and hunk.first > end:
            yield cluster[0].first, end, cluster
            cluster = []
        end = max(end, hunk.last) if cluster else hunk.last
        cluster.append(hunk)
    if cluster:
        yield cluster[0].first, end, cluster


def edits_of(owner: int, cluster: Sequence[Hunk]) -> list[Edit]:
    return sorted((hunk.edit for hunk in cluster if hunk.owner == owner), key=lambda edit: edit.first)
