"""Aligning: the one way in, from two wordings to the rows that say what became of every provision."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from onetext.text.alignment.groups import Group, given, in_order, straight, substituted, taken_by, with_parts
from onetext.text.alignment.rows import Alignment, Correspondence, Row
from onetext.text.alignment.telling import happened
from onetext.text.provision import Wording, canonical, same_words

if TYPE_CHECKING:
    from onetext.text.alignment.linking import Links

_BEST = 3  # alternatives to show
_WORTH = 0.1  # the share of words in common from which an alternative is worth showing
_IN_PLACE = 0.6  # how sure it is that what stands in the same place under the same number took the other's place
_Near = Mapping[int, Sequence[tuple[int, float]]]


def align(
    before: Wording,
    after: Wording,
    settled: Sequence[Correspondence] = (),
    *,
    before_complete: bool = True,
    after_complete: bool = True,
) -> Alignment:
    """Say for every provision of both texts what it became, or where it comes from.

    Settled correspondences stand. Then equal ids are one provision; then provisions with the same words; then the
    most probable assignment by the telling words and pairs of words in common (optimal assignment, Kuhn 1955) and by
    the order around it, which is asked, never forced; then leftovers that are parts of a longer provision; at last
    what took the place and the number of another. Of a text that is not complete nothing is "dropped" or "added":
    what is missing there is "unknown".
    """
    groups = given(before, after, settled)
    near: tuple[_Near, _Near] = {}, {}
    chances: tuple[dict[int, float], dict[int, float]] = {}, {}
    free = _free(groups, before, after)
    if all(free) or any(_differ(g, before, after) for g in groups):
        near, chances = _link(groups, before, after, free)
    else:
        for group in groups:
            group.score = float(bool(group.before and group.after))
    groups += [
        Group([i], [j], "the same place and number", chances=[_IN_PLACE]) for i, j in substituted(groups, before, after)
    ]
    taken = taken_by(groups)
    groups += [Group([i], [], chances=[1 - chances[0].get(i, 0)]) for i in range(len(before)) if i not in taken[0]]
    groups += [Group([], [j], chances=[1 - chances[1].get(j, 0)]) for j in range(len(after)) if j not in taken[1]]
    kept = straight(groups, before, after)
    complete = (before_complete, after_complete)
    rows = [_row(g, before, after, near, complete, moved=id(g) not in kept) for g in in_order(groups)]
    return Alignment(tuple(rows))


def _free(groups: Iterable[Group], before: Wording, after: Wording) -> tuple[set[int], set[int]]:
    """The provisions with known words that no group holds yet."""
    taken = taken_by(groups)
    return (
        {i for i, p in enumerate(before) if p.words is not None and i not in taken[0]},
        {j for j, p in enumerate(after) if p.words is not None and j not in taken[1]},
    )


def _differ(group: Group, before: Wording, after: Wording) -> bool:
    olds, news = [before[i].words or "" for i in group.before], [after[j].words or "" for j in group.after]
    return bool(olds and news) and list(map(canonical, olds)) != list(map(canonical, news))


def _link(
    groups: list[Group], before: Wording, after: Wording, free: tuple[set[int], set[int]]
) -> tuple[tuple[_Near, _Near], tuple[dict[int, float], dict[int, float]]]:
    """Add the groups that the words make; say what is nearest to each provision, and the best chance of each."""
    from onetext.text.alignment.linking import linked  # noqa: PLC0415  numpy and scipy take a third of a second

    links = linked(before, after, [g.first for g in groups if g.before and g.after], free)
    groups += [
        Group([i], [j], "the same words" if _same(before, after, i, j) else "", chances=[chance])
        for (i, j), chance in links.whole.items()
        if i in free[0] and j in free[1]
    ]
    with_parts(groups, links.parts.items())
    pairs = [(n, i, j) for n, group in enumerate(groups) for i in group.before for j in group.after]
    for (n, i, j), share in zip(pairs, links.shares([pair[1:] for pair in pairs]), strict=True):
        groups[n].score = max(groups[n].score, 1.0 if _same(before, after, i, j) else share)
    return _ranked(links)


def _same(before: Wording, after: Wording, i: int, j: int) -> bool:
    return same_words(before[i].words or "", after[j].words or "")


def _ranked(links: "Links") -> tuple[tuple[_Near, _Near], tuple[dict[int, float], dict[int, float]]]:
    near: tuple[dict[int, list[tuple[int, float]]], dict[int, list[tuple[int, float]]]] = {}, {}
    for i, j, share in links.alike(_WORTH):
        near[0].setdefault(i, []).append((j, share))
        near[1].setdefault(j, []).append((i, share))
    return near, links.best()


def _row(
    group: Group,
    before: Wording,
    after: Wording,
    near: tuple[_Near, _Near],
    complete: tuple[bool, bool],
    *,
    moved: bool,
) -> Row:
    olds, news = [before[i] for i in sorted(group.before)], [after[j] for j in sorted(group.after)]
    found, reason = happened(group, olds, news, complete)
    linked = bool(olds and news) and not {"dropped", "added", "unknown"} & set(found)
    if moved and linked and not group.disposition:
        found = ("moved", *(one for one in found if one != "kept"))
    if olds:
        alternatives = _alternatives(near[0].get(group.before[0], ()), group.after, after)
    else:
        alternatives = _alternatives(near[1].get(group.after[0], ()), (), before)
    return Row(
        tuple(p.id for p in olds),
        tuple(p.id for p in news),
        found,
        round(min(group.score, 1.0), 3),
        reason,
        alternatives,
        round(group.confidence, 3),
    )


def _alternatives(
    near: Sequence[tuple[int, float]], taken: Sequence[int], wording: Wording
) -> tuple[tuple[str, float], ...]:
    ranked = sorted((-share, place) for place, share in near if place not in taken)
    return tuple((wording[place].id, round(-share, 3)) for share, place in ranked[:_BEST])
