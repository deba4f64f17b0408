"""Three-way: what two drafts made of the text that both began from, and whether the two fit together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from onetext.text.alignment import Correspondence, Row, align
from onetext.text.carrying import Change, carry
from onetext.text.provision import Provision, Wording, canonical

Together = Literal["unchanged", "one", "other", "alike", "fits", "collides", "unknown"]


class Draft(msgspec.Struct, frozen=True):
    """A draft, with the name that its words bear where they collide with the other's.

    `settled` are the correspondences with the base that persons settled.
    """

    name: str
    wording: Wording
    complete: bool = True
    settled: tuple[Correspondence, ...] = ()


class Made(msgspec.Struct, frozen=True):
    """What one draft made of a place: its provisions there, and the rows that say what happened to the base's."""

    provisions: Wording = ()
    rows: tuple[Row, ...] = ()


class Place(msgspec.Struct, frozen=True):
    """One place of the base, or of what a draft adds, with what each draft made of it, and what that is together.

    It was changed by the "one" or the "other", by both "alike", or so that the changes "fit" or "collide". `words` are
    the base's with all that fits in them, and what collides in brackets with the names of the drafts; None where all
    who changed the words deleted them, and where some words are unknown.
    """

    base: Wording
    one: Made
    other: Made
    together: Together
    words: str | None


class _Read(msgspec.Struct, eq=False):
    """A draft beside the base: its provisions, its rows by the ids of the base in them, and what it adds where.

    `added` has the added rows by the id of the base's provision behind which they stand, "" at the beginning.
    """

    draft: Draft
    provisions: Mapping[str, Provision]
    rows: Mapping[str, Row]
    added: Mapping[str, list[Row]]


def three_way(base: Wording, one: Draft, other: Draft, *, base_complete: bool = True) -> tuple[Place, ...]:
    """Lay two drafts beside the text that both began from: in its order, each addition behind what it follows.

    Printed numbers play no part, so that renumbering is no change (as in LEOS, the drafting editor of the European
    Commission). Changes to different words are merged word by word; changes to the same words stand in brackets, see
    `carrying.carry`. No word of either draft is lost.
    """
    reads = [_read(base, draft, base_complete=base_complete) for draft in (one, other)]
    places = list(_additions(reads, ""))
    for group in _groups(base, reads):
        made = [_made(group, read) for read in reads]
        places.append(_place(group, made[0], made[1], (one.name, other.name)))
        for provision in group:
            places += _additions(reads, provision.id)
    return tuple(places)


def _read(base: Wording, draft: Draft, *, base_complete: bool) -> _Read:
    rows = align(base, draft.wording, draft.settled, before_complete=base_complete, after_complete=draft.complete).rows
    from_base = {id_: row for row in rows for id_ in row.before}
    behind: dict[str, str] = {}
    origin = {id_: row.before[-1] for row in rows if row.before for id_ in row.after}
    at = ""
    for provision in draft.wording:
        at = origin.get(provision.id, at)
        behind[provision.id] = at
    added: dict[str, list[Row]] = {}
    for row in rows:
        if not row.before:
            added.setdefault(behind[row.after[0]], []).append(row)
    return _Read(draft, {p.id: p for p in draft.wording}, from_base, added)


def _groups(base: Wording, reads: Sequence[_Read]) -> Iterator[Wording]:
    """The provisions of the base, those that a draft merged together, in the order of the first of each group."""
    leader = {p.id: p.id for p in base}
    for read in reads:
        for row in read.rows.values():
            first = _leader(leader, row.before[0])
            for id_ in row.before[1:]:
                leader[_leader(leader, id_)] = first
    groups: dict[str, list[Provision]] = {}
    for provision in base:
        groups.setdefault(_leader(leader, provision.id), []).append(provision)
    for group in groups.values():
        yield tuple(group)


def _leader(leader: Mapping[str, str], id_: str) -> str:
    while leader[id_] != id_:
        id_ = leader[id_]
    return id_


def _made(group: Iterable[Provision], read: _Read) -> Made:
    rows = tuple({read.rows[p.id].before: read.rows[p.id] for p in group}.values())
    return Made(tuple(read.provisions[id_] for row in rows for id_ in row.after), rows)


def _place(base: Wording, one: Made, other: Made, names: tuple[str, str]) -> Place:
    stood, *read = _words(base), _result(base, one), _result(base, other)
    if stood is None or None in read:
        return Place(base, one, other, "unknown", None)
    wished = [canonical(words or "") for words in read]
    changed = [words != canonical(stood) for words in wished]
    if not any(changed):
        return Place(base, one, other, "unchanged", stood or None)
    if wished[0] == wished[1]:
        return Place(base, one, other, "alike", read[0] or None)
    if not all(changed):
        by = changed.index(True)
        return Place(base, one, other, "other" if by else "one", read[by] or None)
    return _both(base, one, other, stood, [_change(name, stood, r) for name, r in zip(names, read, strict=True)])


def _both(base: Wording, one: Made, other: Made, stood: str, changes: Sequence[Change]) -> Place:
    found = carry(stood, changes)
    return Place(base, one, other, "collides" if found.collisions else "fits", found.words)


def _change(name: str, stood: str, words: str | None) -> Change:
    return Change(name, (name,), stood, words or None)


def _result(base: Wording, made: Made) -> str | None:
    """The words that a draft has in place of the base's, "" where it deleted them, None where they are not known."""
    gone = any("unknown" in row.dispositions for row in made.rows)
    kept = any(p.vacant for p in base) and not made.provisions
    return None if gone and not kept else _words(made.provisions)


def _words(provisions: Iterable[Provision]) -> str | None:
    every = tuple(provisions)
    if any(p.words is None and not p.vacant for p in every):
        return None
    return "\n".join(p.words for p in every if p.words and not p.vacant)


def _additions(reads: Sequence[_Read], behind: str) -> Iterator[Place]:
    """What the drafts add behind a provision of the base; where both add much the same, in one place."""
    mine, theirs = (tuple(_added(read, behind)) for read in reads)
    names = reads[0].draft.name, reads[1].draft.name
    rows = {p.id: row for read in reads for row in read.added.get(behind, ()) for p in _of(read, row)}
    for row in align(mine, theirs).rows:
        one, other = (tuple(p for p in side if p.id in ids) for side, ids in ((mine, row.before), (theirs, row.after)))
        made = [Made(side, tuple({rows[p.id].after: rows[p.id] for p in side}.values())) for side in (one, other)]
        yield _place((), made[0], made[1], names)


def _added(read: _Read, behind: str) -> Iterator[Provision]:
    for row in read.added.get(behind, ()):
        yield from _of(read, row)


def _of(read: _Read, row: Row) -> Iterator[Provision]:
    return (read.provisions[id_] for id_ in row.after)
