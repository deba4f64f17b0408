"""Groups: provisions of both texts, by their places, that belong together, and what led to it."""

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from onetext.sentences import say
from onetext.text.alignment.rows import Correspondence, Disposition
from onetext.text.provision import Provision, Wording, canonical
from onetext.text.redline import increasing

Place = tuple[int, int]


class Group(msgspec.Struct, eq=False):
    """Provisions of both texts that belong together; `chances` are the probabilities of its links."""

    before: list[int]
    after: list[int]
    why: str = ""
    disposition: Disposition | Literal[""] = ""
    settled: bool = False
    chances: list[float] = []
    score: float = 0.0

    @property
    def confidence(self) -> float:
        """The mean of the probabilities of the links."""
        return sum(self.chances) / len(self.chances) if self.chances else 1.0

    @property
    def first(self) -> Place:
        """The first provision of each text."""
        return min(self.before), min(self.after)


def given(before: Wording, after: Wording, settled: Sequence[Correspondence]) -> list[Group]:
    """What persons settled, then what has the same id in both texts."""
    places = {p.id: i for i, p in enumerate(before)}, {p.id: j for j, p in enumerate(after)}
    groups = []
    for one in settled:
        olds = [places[0][key] for key in one.before if key in places[0]]
        news = [places[1][key] for key in one.after if key in places[1]]
        if olds or news:
            groups.append(Group(olds, news, say("settled by a person"), one.disposition, settled=True))
    taken = taken_by(groups)
    for key, i in places[0].items():
        j = places[1].get(key)
        if j is not None and i not in taken[0] and j not in taken[1]:
            groups.append(Group([i], [j], say("the same provision")))
    return groups


def taken_by(groups: Iterable[Group]) -> tuple[set[int], set[int]]:
    """The places that the groups hold."""
    groups = list(groups)
    return {i for g in groups for i in g.before}, {j for g in groups for j in g.after}


def with_parts(groups: Sequence[Group], parts: Iterable[tuple[Place, float]]) -> None:
    """Put every part to the group of its whole, unless a person settled that one."""
    of = {i: g for g in groups for i in g.before}, {j: g for g in groups for j in g.after}
    for (i, j), chance in parts:
        group = of[0].get(i) or of[1][j]
        if not group.settled:
            (group.after if i in of[0] else group.before).append(j if i in of[0] else i)
            group.chances = [*group.chances, chance] if group.chances else [1.0, chance]


def substituted(groups: Sequence[Group], before: Wording, after: Wording) -> list[Place]:
    """Lone provisions with the same number in the same place: those on both sides are one, one by its number too."""
    linked = {i: g for g in groups if g.after for i in g.before}, {j: g for g in groups if g.before for j in g.after}
    taken = taken_by(groups)
    gaps: dict[tuple[int, int, str, bool], int] = {}
    for j, between in _gaps(linked[1], len(after)):
        if j not in taken[1] and (number := canonical(after[j].number)) and after[j].words:
            gaps[*_ids(between), number, after[j].heading] = j
    found = []
    for i, between in _gaps(linked[0], len(before)):
        j = gaps.pop((*_ids(between), canonical(before[i].number), before[i].heading), -1)
        numbered = between[0] and between[1] and any(_numbered(g, before, after) for g in between if g)
        if j >= 0 and i not in taken[0] and before[i].words and numbered:
            found.append((i, j))
    return found


Around = tuple[Group | None, Group | None]


def _gaps(linked: dict[int, Group], size: int) -> list[tuple[int, Around]]:
    """Each place that no link holds, with the groups before and behind it."""
    left: list[Group | None] = []
    for place in range(size):
        left.append(linked.get(place) or (left[-1] if left else None))
    found: list[tuple[int, Around]] = []
    right: Group | None = None
    for place in reversed(range(size)):
        if place in linked:
            right = linked[place]
        else:
            found.append((place, (left[place], right)))
    return found[::-1]


def _ids(between: Around) -> tuple[int, int]:
    return id(between[0]), id(between[1])


def _numbered(group: Group, before: Sequence[Provision], after: Sequence[Provision]) -> bool:
    old, new = (before[group.first[0]].number, after[group.first[1]].number)
    return bool(old) and canonical(old) == canonical(new)


def rank(wording: Sequence[Provision]) -> tuple[int, list[str]]:
    """What decides which of two texts is looked at first, so that the result does not depend on which is the older."""
    return len(wording), [p.words or "" for p in wording]


def straight(groups: Sequence[Group], before: Wording, after: Wording) -> set[int]:
    """The groups that keep their order, by `id`: a longest run of them with rising places in both texts."""
    own, other = (1, 0) if rank(after) < rank(before) else (0, 1)
    both = sorted((g for g in groups if g.before and g.after), key=lambda g: (g.first[own], g.first[other]))
    return {id(both[index]) for index in increasing([g.first[other] for g in both])}


def in_order(groups: Sequence[Group]) -> list[Group]:
    """The groups in the order of the new text; what has no place there, behind what stood before it."""
    place_of = {i: min(g.after) for g in groups if g.after for i in g.before}
    keys, last = {}, -1
    for i in range(1 + max((i for g in groups for i in g.before), default=-1)):
        last = place_of.get(i, last)
        keys[i] = (last, 1, i)
    return sorted(groups, key=lambda g: (min(g.after), 0, 0) if g.after else keys[min(g.before)])
