"""Clusters: the edits of several changes that touch one another, with the stretch that they claim together."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import msgspec

from onetext.text.carrying.bracketing import Whole, whole
from onetext.text.carrying.changes import Change
from onetext.text.carrying.wholes import TURNS, Span, bracket_places, indivisible, joined, widened
from onetext.text.redline import edits
from onetext.text.redline.units import Edit, Unit
from onetext.text.words import QUOTES

_QUOTED = 12  # units up to which what stands between two such marks is put in them together
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

    The edits that make, take away or sign one bracket are one where one of them meets another change, or another
    crosses the bracket; with `apart`, always: then each edit can be written alone.
    """
    wholes, pairs = joined(indivisible(base, old)), bracket_places(base, old)
    found = [whole(old, new, _changes(old, new)) for new in news]
    every = [(owner, one) for owner, own in enumerate(found) for one in own]
    one_edit = {owned for owned in every if apart or _is_crossed(owned, every)}
    while True:
        hunks = []
        for owner, one in every:
            for edit in one[:1] if (owner, one) in one_edit else one[1]:
                first, last = widened((edit.first, edit.last), wholes, pairs)
                hunks.append(Hunk(owner, edit, first, last))
        hunks = sorted(
            together(hunks, (old, news), wholes, pairs), key=lambda hunk: (hunk.first, hunk.last, hunk.owner)
        )
        contested = _contested(hunks)
        halves = {(o, one) for o, one in every if len(one[1]) > 1 and any((o, edit) in contested for edit in one[1])}
        if halves <= one_edit:
            return hunks
        one_edit |= halves


def _changes(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[Edit, ...]:
    """The edits, and the words that stay but are put in quotation marks or taken out of them: no wish is lost."""
    found = edits(old, new)
    marked: list[Edit] = []
    at = new_at = 0
    for edit in (*found, Edit(len(old), len(old), len(new), len(new))):
        pairs = zip(range(at, edit.first), range(new_at, edit.new_first), strict=True)
        for i, j in pairs:
            if _quotes(old[i]) == _quotes(new[j]):
                continue
            if marked and marked[-1].first >= at and i - marked[-1].last <= _QUOTED:
                marked[-1] = Edit(marked[-1].first, i + 1, marked[-1].new_first, j + 1)
            else:
                marked.append(Edit(i, i + 1, j, j + 1))
        at, new_at = edit.last, edit.new_last
    return tuple(sorted((*found, *marked), key=lambda edit: (edit.first, edit.last))) if marked else found


def _quotes(unit: Unit) -> tuple[int, int]:
    """How many quotation marks stand before a word and behind it; how they are printed says nothing."""
    text = "".join(unit.text.split())
    before, behind = (next((n for n, one in enumerate(way) if one not in QUOTES), 0) for way in (text, text[::-1]))
    return before, behind


def _contested(hunks: Sequence[Hunk]) -> set[tuple[int, Edit]]:
    """The edits that meet one of another change, by its owner."""
    groups = [cluster for _, _, cluster in clusters(hunks) if len({hunk.owner for hunk in cluster}) > 1]
    return {(hunk.owner, hunk.edit) for cluster in groups for hunk in cluster}


def _is_crossed(owned: tuple[int, Whole], every: Sequence[tuple[int, Whole]]) -> bool:
    """Whether another change overlaps a bracketing, and neither stands within it nor holds it."""
    owner, (edit, parts) = owned
    return len(parts) > 1 and any(
        other != owner and _touch(edit, their) and not (_within(their, parts) or _within(edit, theirs))
        for other, (their, theirs) in every
    )


def _touch(one: Edit, other: Edit) -> bool:
    return one.first <= other.last and other.first <= one.last


def _within(edit: Edit, parts: Sequence[Edit]) -> bool:
    """Whether an edit stands between two neighbouring parts of a bracketing."""
    return any(one.last < edit.first and edit.last < other.first for one, other in pairwise(parts))


def together(
    hunks: Sequence[Hunk],
    words: tuple[Sequence[Unit], Sequence[Sequence[Unit]]],
    wholes: Sequence[Span],
    pairs: Sequence[tuple[Span, Span]],
) -> list[Hunk]:
    """The hunks; those by which several changes turn the sense of one clause claim the stretch between them."""
    old, news = words
    clause = [0, *accumulate(unit.key in _CLAUSE_ENDS for unit in old)]
    turning: dict[int, list[Hunk]] = {}
    for hunk in hunks:
        edit = hunk.edit
        touched = [*old[edit.first : edit.last], *news[hunk.owner][edit.new_first : edit.new_last]]
        if any(unit.key.lower() in TURNS for unit in touched):
            turning.setdefault(clause[edit.first], []).append(hunk)
    wide: dict[int, Span] = {}
    for group in turning.values():
        if len({hunk.owner for hunk in group}) > 1:
            span = min(one.first for one in group), max(one.last for one in group)
            wide |= dict.fromkeys(map(id, group), widened(span, wholes, pairs))
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
