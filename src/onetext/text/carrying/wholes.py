"""Wholes: stretches that no two changes may divide: quantities, modal verbs with their negation and verb, brackets."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from onetext.text import brackets
from onetext.text.redline.units import Unit
from onetext.text.sense.modality import clauses
from onetext.text.sense.quantities import quantities
from onetext.text.words import word_set

Span = tuple[int, int]

TURNS = word_set("not no never neither nor without except cannot shall may must will should might can could only")
_BEFORE_VERBS = word_set("not never be been to also")


def indivisible(base: str, old: Sequence[Unit]) -> list[Span]:
    """Stretches of units that no two changes may divide: quantities, and modal verbs with negation and verb."""
    starts = _starts(old)
    spans = [(_at(starts, q.start), _at(starts, q.end - 1) + 1) for q in quantities(base)]
    for mode in clauses(base):
        if mode.trigger:
            end = mode.trigger_start + len(mode.trigger)
            spans.append((_at(starts, mode.trigger_start), _verb_end(old, _at(starts, end - 1) + 1)))
    spans += [(i, _verb_end(old, i + 1)) for i, unit in enumerate(old) if unit.key.lower() in TURNS]
    return spans


def bracket_places(base: str, old: Sequence[Unit]) -> list[tuple[Span, Span]]:
    """Each bracket of the base, as the units of its whole place and those of its inside."""
    starts = _starts(old)
    tree = brackets.read(base)
    found = [node for node in tree.nodes if isinstance(node, brackets.Bracket)]
    ends = {node.place: node.end for node in sorted(found, key=lambda node: node.end)}
    pairs = []
    for node in found:
        first = tree.nodes[node.place]
        start = first.start if isinstance(first, brackets.Bracket) else node.start
        place = (_at(starts, start), _at(starts, ends[node.place] - 1) + 1)
        inside = node.start + len(node.open) + node.lead, node.end - len(node.close) - node.trail
        pairs.append((place, (_at(starts, inside[0]), _at(starts, max(inside[0], inside[1] - 1)) + 1)))
    return pairs


def widened(span: Span, wholes: Sequence[Span], pairs: Sequence[tuple[Span, Span]]) -> Span:
    """The span with every whole that it cuts into, and every bracket that it is not inside of."""
    first, last = span
    for low, high in wholes:
        if (first < high and low < last) or low < first < high:
            first, last = min(first, low), max(last, high)
    for place, (low, high) in pairs:
        touches = first <= place[1] and place[0] <= last
        if touches and not (low <= first and last <= high and (low, high) != (first, last)):
            first, last = min(first, place[0]), max(last, place[1])
    return (first, last) if (first, last) == span else widened((first, last), wholes, pairs)


def joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _starts(old: Sequence[Unit]) -> list[int]:
    return [0, *accumulate(len(unit.text) for unit in old)]


def _at(starts: Sequence[int], offset: int) -> int:
    """The unit in which a character stands."""
    return bisect_right(starts, offset) - 1


def _verb_end(old: Sequence[Unit], at: int) -> int:
    """The unit after the main verb that follows a modal verb."""
    while at < len(old) and (old[at].key.lower() in _BEFORE_VERBS or old[at].key.endswith("ly")):
        at += 1
    return min(at + 1, len(old))
