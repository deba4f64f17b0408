"""Alignment: which provision of one text became which of another, and what happened to it.

An honest first aligner: `align` is the only way in, so that a better one can take its place.
"""

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec

from onetext.text import quantities
from onetext.text.matching import ENOUGH, assigned, scores, weigh, wholes
from onetext.text.provision import Provision, Wording, canonical
from onetext.text.redline import increasing
from onetext.text.words import folded_words

Disposition = Literal[
    "kept",
    "reworded",
    "changed quantity",
    "substituted",
    "moved",
    "split",
    "merged",
    "added",
    "dropped",
    "retained",
    "parked",
    "unknown",
]


class Correspondence(msgspec.Struct, frozen=True):
    """A person's word that these provisions correspond; no `after` says dropped, no `before` says added.

    `disposition` is what that person calls it, "" to have it worked out.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    disposition: Disposition | Literal[""] = ""


class Row(msgspec.Struct, frozen=True):
    """Provisions that correspond, by their ids, with what happened to them and why this is thought so.

    `score` is the share of weighted words in common, 0 to 1. `alternatives` are the next best provisions of the
    other text, each with its score, best first. `confidence` is how sure it is that the row is right, 0 to 1.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    dispositions: tuple[Disposition, ...]
    score: float
    reason: str
    alternatives: tuple[tuple[str, float], ...] = ()
    confidence: float = 1.0


class Alignment(msgspec.Struct, frozen=True):
    """The rows in the order of the new text, each dropped provision behind the row of the one before it.

    Every provision of both texts stands in a row; one that was split or merged stands in one row with its parts.
    """

    rows: tuple[Row, ...]


_BEST = 3  # alternatives to show
_SUBSTITUTED = 0.3  # the same provision with less than this in common has other words altogether


_SPLIT: tuple[Disposition, ...] = ("split",)
_MERGED: tuple[Disposition, ...] = ("merged",)


class _Group(msgspec.Struct, eq=False):
    """Provisions by their places that belong together, and what led to it."""

    before: list[int]
    after: list[int]
    why: str
    disposition: Disposition | Literal[""] = ""
    settled: bool = False


def align(
    before: Wording,
    after: Wording,
    settled: Sequence[Correspondence] = (),
    *,
    before_complete: bool = True,
    after_complete: bool = True,
) -> Alignment:
    """Say for every provision of both texts what it became, or where it comes from.

    Settled correspondences stand. Then equal ids are one provision; then provisions with the same words; then
    the assignment with the most weighted words in common (TF-IDF, Spärck Jones 1972; optimal assignment, Kuhn
    1955), the place and the printed number breaking ties; at last, leftovers that are parts of a longer
    provision. Of a text that is not complete nothing is "dropped" or "added": what is missing there is "unknown".
    """
    groups = _given(before, after, settled)
    groups += _same_words(before, after, *_free(groups, before, after))
    scored = scores(before, after)
    groups += [_Group([i], [j], "") for i, j in assigned(scored, before, after, *_free(groups, before, after))]
    _add_parts(groups, before, after, *_free(groups, before, after))
    placed = {i for g in groups for i in g.before}, {j for g in groups for j in g.after}
    groups += [_Group([i], [], "") for i in range(len(before)) if i not in placed[0]]
    groups += [_Group([], [j], "") for j in range(len(after)) if j not in placed[1]]
    straight = set(_straight(groups))
    complete = (before_complete, after_complete)
    rows = [_row(g, before, after, scored, complete, moved=g not in straight) for g in _in_order(groups)]
    return Alignment(tuple(rows))


def _given(before: Wording, after: Wording, settled: Sequence[Correspondence]) -> list[_Group]:
    """What persons settled, then what has the same id in both texts."""
    places = {p.id: i for i, p in enumerate(before)}, {p.id: j for j, p in enumerate(after)}
    groups = []
    for one in settled:
        olds = [places[0][key] for key in one.before if key in places[0]]
        news = [places[1][key] for key in one.after if key in places[1]]
        if olds or news:
            groups.append(_Group(olds, news, "settled by a person", one.disposition, settled=True))
    taken = {i for g in groups for i in g.before}, {j for g in groups for j in g.after}
    for key, i in places[0].items():
        j = places[1].get(key)
        if j is not None and i not in taken[0] and j not in taken[1]:
            groups.append(_Group([i], [j], "the same provision"))
    return groups


def _free(groups: Iterable[_Group], before: Wording, after: Wording) -> tuple[list[int], list[int]]:
    """The provisions with known words that no group holds yet."""
    groups = list(groups)
    taken = {i for g in groups for i in g.before}, {j for g in groups for j in g.after}
    return (
        [i for i, p in enumerate(before) if p.words and i not in taken[0]],
        [j for j, p in enumerate(after) if p.words and j not in taken[1]],
    )


def _same_words(before: Wording, after: Wording, olds: Iterable[int], news: Iterable[int]) -> list[_Group]:
    waiting: dict[tuple[str, bool], deque[int]] = {}
    for j in news:
        waiting.setdefault((canonical(after[j].words or ""), after[j].heading), deque()).append(j)
    groups = []
    for i in olds:
        same = waiting.get((canonical(before[i].words or ""), before[i].heading))
        if same:
            groups.append(_Group([i], [same.popleft()], "the same words"))
    return groups


def _add_parts(groups: list[_Group], before: Wording, after: Wording, olds: list[int], news: list[int]) -> None:
    """Put each leftover that stands, for the most part, in a longer provision of the other text to its group."""
    features_old, features_new, weights = weigh(before, after)
    merged = {j: g for g in groups if len(g.before) == 1 and not g.settled for j in g.after}
    split = {i: g for g in groups if len(g.after) == 1 and not g.settled for i in g.before}
    for i, j in wholes(olds, features_old, features_new, {j: g.before[0] for j, g in merged.items()}, weights):
        merged[j].before.append(i)
    for j, i in wholes(news, features_new, features_old, {i: g.after[0] for i, g in split.items()}, weights):
        split[i].after.append(j)


def _straight(groups: Sequence[_Group]) -> list[_Group]:
    """The groups that keep their order: a longest run of them with rising places in both texts."""
    linked = sorted((g for g in groups if g.before and g.after), key=lambda g: min(g.before))
    return [linked[index] for index in increasing([min(g.after) for g in linked])]


def _in_order(groups: Sequence[_Group]) -> list[_Group]:
    """The groups in the order of the new text; what has no place there, behind what stood before it."""
    place_of = {i: min(g.after) for g in groups if g.after for i in g.before}
    keys, last = {}, -1
    for i in range(1 + max((i for g in groups for i in g.before), default=-1)):
        last = place_of.get(i, last)
        keys[i] = (last, 1, i)
    return sorted(groups, key=lambda g: (min(g.after), 0, 0) if g.after else keys[min(g.before)])


def _row(
    group: _Group,
    before: Wording,
    after: Wording,
    scored: Any,
    complete: tuple[bool, bool],
    *,
    moved: bool,
) -> Row:
    olds, news = [before[i] for i in sorted(group.before)], [after[j] for j in sorted(group.after)]
    score = max((float(scored[i, j]) for i in group.before for j in group.after), default=0.0)
    found, reason = _happened(group, olds, news, complete, score)
    linked = bool(olds and news) and not {"dropped", "added", "unknown"} & set(found)
    if moved and linked and not group.disposition:
        found = ("moved", *(one for one in found if one != "kept"))
    return Row(
        tuple(p.id for p in olds),
        tuple(p.id for p in news),
        found,
        round(min(score, 1.0), 3),
        reason,
        _alternatives(group, after, scored),
    )


def _happened(
    group: _Group, olds: Sequence[Provision], news: Sequence[Provision], complete: tuple[bool, bool], score: float
) -> tuple[tuple[Disposition, ...], str]:
    if group.disposition:
        return (group.disposition,), group.why
    if not news:
        return _gone(olds, complete[1], group.why)
    if not olds:
        return _new(news, complete[0], group.why)
    if len(olds) > 1 or len(news) > 1:
        pieces = _SPLIT * (len(news) > 1) + _MERGED * (len(olds) > 1)
        return pieces, f"{group.why or 'its words stand'} in {len(news)} from {len(olds)} provisions"
    return _one_to_one(olds[0], news[0], group.why, score)


def _one_to_one(old: Provision, new: Provision, why: str, score: float) -> tuple[tuple[Disposition, ...], str]:
    if old.vacant != new.vacant:
        return (("dropped",), "deleted; its number is kept free") if new.vacant else (("added",), "was vacant")
    if old.words is None or new.words is None:
        return (("kept",), "vacant in both") if old.vacant else (("unknown",), "the wording is not known")
    return _compared(old, new, why, score)


def _gone(olds: Sequence[Provision], complete: bool, why: str) -> tuple[tuple[Disposition, ...], str]:
    if why:
        return ("dropped",), why
    if any(p.words is None and not p.vacant for p in olds):
        return ("unknown",), "the earlier wording is not known"
    if not complete:
        return ("unknown",), "the later text is known only in part"
    return ("dropped",), "nothing in the later text has enough words in common"


def _new(news: Sequence[Provision], complete: bool, why: str) -> tuple[tuple[Disposition, ...], str]:
    if why:
        return ("added",), why
    if any(p.words is None and not p.vacant for p in news):
        return ("unknown",), "the later wording is not known"
    if not complete:
        return ("unknown",), "the earlier text is known only in part"
    return ("added",), "nothing in the earlier text has enough words in common"


def _compared(old: Provision, new: Provision, why: str, score: float) -> tuple[tuple[Disposition, ...], str]:
    words, other = old.words or "", new.words or ""
    if canonical(words) == canonical(other):
        return ("kept",), why if why == "the same words" else f"{why}, the same words".lstrip(", ")
    changes = quantities.changed(words, other)
    said = Counter(folded_words(words)), Counter(folded_words(other))
    common, total = (said[0] & said[1]).total(), max(said[0].total(), said[1].total())
    numbers = {word for word in said[0] | said[1] if any(c.isdecimal() for c in word)}
    found: list[Disposition] = ["changed quantity"] if changes else []
    if why and score < _SUBSTITUTED:
        found = ["substituted"]
    elif not changes or any(word not in numbers for word in (said[0] - said[1]) + (said[1] - said[0])):
        found.append("reworded")
    reasons: list[str] = [
        why,
        "same number" if old.number and old.number == new.number else "",
        f"{common} of {total} words",
    ]
    reasons += [f"quantity {change.sentence}" for change in changes[:2]]
    return tuple(found), ", ".join(reason for reason in reasons if reason)


def _alternatives(group: _Group, after: Wording, scored: Any) -> tuple[tuple[str, float], ...]:
    if not group.before:
        return ()
    row = scored[[group.before[0]], :].tocoo()
    near = sorted(zip(row.data, row.coords[1], strict=True), key=lambda pair: (-pair[0], pair[1]))
    return tuple(
        (after[int(j)].id, round(float(value), 3))
        for value, j in near[: _BEST + len(group.after)]
        if value >= ENOUGH / 2 and int(j) not in group.after
    )[:_BEST]
