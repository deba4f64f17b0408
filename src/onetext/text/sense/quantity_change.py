"""How the quantities of two wordings differ: which of them are compared with which, and a sentence for each."""

from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Sequence
from operator import itemgetter

import msgspec

from onetext.sentences import Sentence, listed, say, term
from onetext.text.brackets.chosen import by_option
from onetext.text.sense.numerals import date_parts
from onetext.text.sense.quantities import FRACTIONS, Bound, Quantity, quantities, show
from onetext.text.words import fold

_DIRECTIONS: dict[Bound, str] = {"at least": "low", "more than": "low", "at most": "high", "less than": "high"}
_SPELT = {
    "km": "kilometre",
    "kilometer": "kilometre",
    "m": "metre",
    "meter": "metre",
    "cm": "centimetre",
    "centimeter": "centimetre",
    "mm": "millimetre",
    "millimeter": "millimetre",
    "kg": "kilogram",
    "kilogramme": "kilogram",
    "ha": "hectare",
    "km2": "square kilometre",
    "m2": "square metre",
    "m3": "cubic metre",
}


class QuantityChange(msgspec.Struct, frozen=True):
    """What became of a quantity between two wordings; one side is None where only the other has it."""

    before: Quantity | None
    after: Quantity | None
    sentence: str


def changed(before: str, after: str) -> tuple[QuantityChange, ...]:
    """The quantities that differ between two wordings, each with a sentence.

    Only like is compared with like: of one kind and unit, or where one of the two has no unit; of several, those
    whose places in the wordings are nearest. Every other one is stated in one of the wordings only, or, where its
    value stands in both, stated more often in one of them. Each of several options is compared with what came of it.
    """
    chosen = by_option(before, after)
    if not chosen:
        return _changed(before, after)
    found = [(one.option, _changed(one.before, one.after)) for one in chosen]
    of_all = _of_all([[change.sentence for change in changes] for _, changes in found])
    outside = [change for change in found[0][1] if change.sentence in of_all]
    return (
        *(_of_option(name, change) for name, of in found for change in of if change.sentence not in of_all),
        *outside,
    )


def _of_all(said: Sequence[Sequence[str]]) -> set[str]:
    """What is said of every option, and so stands outside of them."""
    return set(said[0]).intersection(*said[1:])


def _of_option(option: str, change: QuantityChange) -> QuantityChange:
    return msgspec.structs.replace(change, sentence=say("{of}: {change}", of=option, change=change.sentence))


def _changed(before: str, after: str) -> tuple[QuantityChange, ...]:
    every = quantities(before), quantities(after)
    left, right = _unmatched(*every)
    if not (left or right):
        return ()
    pairs = _alike(left, right, (len(before), len(after)))
    olds, news = _left_over(left, right, pairs)
    found = [
        QuantityChange(old, new, _sentence(old, new)) for old, new in sorted(pairs, key=lambda pair: pair[0].start)
    ]
    found += [QuantityChange(old, None, said) for old in olds if (said := _alone(old, *every, gone=True))]
    found += [QuantityChange(None, new, said) for new in news if (said := _alone(new, *every, gone=False))]
    return tuple(found)


def _alone(one: Quantity, before: Sequence[Quantity], after: Sequence[Quantity], *, gone: bool) -> str:
    """What is said of a quantity with no other to be compared with; "" where its value stands as often as before."""
    times = [sum(_says(one, other) for quantity in side for other in _and_base(quantity)) for side in (before, after)]
    if all(times):
        was, now = times
        if was == now:
            return ""
        return say("{of}: times stated {before} → {after}", of=one.words, before=was, after=now)
    return _became(one.words, say("not stated")) if gone else _became(say("not stated"), one.words)


def _and_base(quantity: Quantity) -> tuple[Quantity, ...]:
    return (quantity, quantity.baseline) if quantity.baseline else (quantity,)


def _says(one: Quantity, other: Quantity) -> bool:
    """Whether another states this value, whatever its bound; a number without a unit may be of any."""
    if one.kind != other.kind or one.value != other.value:
        return False
    if one.kind == "date":
        return _day(one) == _day(other)
    return not (one.unit and other.unit) or _measure(one) == _measure(other)


def _alike(
    left: Sequence[Quantity], right: Sequence[Quantity], lengths: tuple[int, int]
) -> list[tuple[Quantity, Quantity]]:
    """The pairs of one unit, limits of one direction first; then those of one unit apart from its "per …"; then others.

    A least depth is compared with a least depth, though a greatest one may stand nearer.
    """
    pairs: list[tuple[Quantity, Quantity]] = []
    measures: tuple[Callable[[Quantity], str | None], ...] = (_limit, _measure, _without_per)
    for measure in measures:
        sides: dict[str, tuple[list[Quantity], list[Quantity]]] = {}
        for side, found in enumerate(_left_over(left, right, pairs)):
            for quantity in found:
                if (of := measure(quantity)) is not None:
                    sides.setdefault(of, ([], []))[side].append(quantity)
        pairs += [pair for olds, news in sides.values() for pair in _nearest(olds, news, lengths)]
    for with_unit in (False, True):
        olds, news = _left_over(left, right, pairs)
        old_numbers = [q for q in olds if q.kind == "number" and bool(q.unit) is with_unit]
        new_numbers = [q for q in news if q.kind == "number" and bool(q.unit) is not with_unit]
        pairs += _nearest(old_numbers, new_numbers, lengths)
    return pairs


def _left_over(
    left: Sequence[Quantity], right: Sequence[Quantity], pairs: Sequence[tuple[Quantity, Quantity]]
) -> tuple[list[Quantity], list[Quantity]]:
    taken = {old.start for old, _ in pairs}, {new.start for _, new in pairs}
    return [q for q in left if q.start not in taken[0]], [q for q in right if q.start not in taken[1]]


def _limit(quantity: Quantity) -> str | None:
    """What is limited, and whether from below or from above."""
    direction = _DIRECTIONS.get(quantity.bound)
    return f"{direction} {_measure(quantity)}" if direction else None


def _measure(quantity: Quantity) -> str:
    """What is measured, spelt out in the singular; "date" of a date."""
    singular = (word.removesuffix("s") for word in quantity.unit.split(" "))
    unit = " ".join(_SPELT.get(word, word) for word in singular)
    return unit if quantity.kind == "number" else "date"


def _day(date: Quantity) -> object:
    """What a date is compared by: its year, month and day, or its words where they may be read in two ways."""
    return date_parts(date.words) or fold(date.words)


def _without_per(quantity: Quantity) -> str:
    if quantity.unit in FRACTIONS:
        return "share"
    return _measure(quantity).partition(" per ")[0]


def _nearest(
    olds: Sequence[Quantity], news: Sequence[Quantity], lengths: tuple[int, int]
) -> list[tuple[Quantity, Quantity]]:
    """Each quantity of the smaller side with the one of the other whose place, as a share of the whole, is nearest."""
    sides = [(q.start / lengths[0], q) for q in olds], [(q.start / lengths[1], q) for q in news]
    few, many = sorted(sides, key=len)
    pairs = []
    for place, quantity in few:
        at = bisect_left(many, place, key=itemgetter(0))
        at -= at == len(many) or (at > 0 and place - many[at - 1][0] <= many[at][0] - place)
        pairs.append((quantity, many.pop(at)[1]))
    return pairs if few is sides[0] else [(old, new) for new, old in pairs]


def _unmatched(before: Sequence[Quantity], after: Sequence[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    waiting: dict[tuple[object, ...], deque[Quantity]] = {}
    for quantity in after:
        waiting.setdefault(_key(quantity), deque()).append(quantity)
    left = []
    for quantity in before:
        same = waiting.get(_key(quantity))
        if same:
            same.popleft()
        else:
            left.append(quantity)
    return left, sorted((q for queue in waiting.values() for q in queue), key=lambda q: q.start)


def _key(quantity: Quantity) -> tuple[object, ...]:
    base = _key(quantity.baseline) if quantity.baseline else None
    day = _day(quantity) if quantity.kind == "date" else ""
    return (quantity.kind, quantity.value, _measure(quantity), quantity.bound, quantity.counting, base, day)


def _sentence(before: Quantity, after: Quantity) -> Sentence:
    per = before.unit and after.unit and _measure(before) != _measure(after)
    if before.value is None or after.value is None or per:
        return _became(before.words, after.words)
    unit = f" {after.unit or before.unit}".rstrip()
    parts: list[Sentence] = []
    if before.value != after.value:
        step = after.value - before.value
        share = f", {100 * step / before.value:+.1f} %" if before.value and before.unit != "%" else ""
        now, by = f"{show(after.value)}{unit}", f"{show(step, sign='+')}{share}"
        parts.append(say("{before} → {after} ({by})", before=show(before.value), after=now, by=by))
    elif bool(before.unit) != bool(after.unit):
        parts.append(_became(before.words, after.words))
    if before.bound != after.bound:
        parts.append(_became(term(before.bound), term(after.bound)))
    if before.counting != after.counting:
        counted = (before.counting or say("not said"), after.counting or say("not said"))
        parts.append(say("counted: {change}", change=_became(*counted)))
    if not parts:
        old, new = before.baseline, after.baseline
        bases = (old.words if old else say("none"), new.words if new else say("none"))
        parts.append(say("baseline: {change}", change=_became(*bases)))
    said = listed(parts, "; ")
    if before.value != after.value or before.unit != after.unit:
        return said
    return say("{of}: {change}", of=f"{show(after.value)}{unit}", change=said)


def _became(before: str, after: str) -> Sentence:
    return say("{before} → {after}", before=before, after=after)
