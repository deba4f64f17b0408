"""Sliding: of the places where an insertion or a deletion can equally stand, the one at which a clause begins.

After the "semantic lossless" cleanup of N. Fraser's diff-match-patch: "the [big, the] small house" and "[the big,] the
small house" say the same; the second is how a person writes it.
"""

from collections.abc import Iterator, Sequence

from onetext.text.redline.units import Edit, Unit
from onetext.text.words import STOP_WORDS, word_set

_APART = 4  # units that stay between two changes
_EDGE, _LINE, _SENTENCE, _CLAUSE, _COMMA, _BRACKET, _PHRASE, _STOP, _WORD = 6.0, 5.0, 4.0, 3.5, 3.0, 2.5, 2.0, 1.5, 1.0
_AFTER = {".": _SENTENCE, "!": _SENTENCE, "?": _SENTENCE, ";": _CLAUSE, ":": _CLAUSE, ",": _COMMA}
_PHRASE_WORDS = word_set(
    "and or but nor of in to by with for from that which who as on at under through including if where unless when "
    "subject provided while without within between among against before after during until upon into"
)
_OPENING, _CLOSING = frozenset("(["), frozenset(")]")


def slid(changes: Sequence[Edit], before: Sequence[Unit], after: Sequence[Unit]) -> Iterator[Edit]:
    """The changes, each pure insertion or deletion where it reads best; at least a few units stay between any two."""
    at = 0
    for number, edit in enumerate(changes):
        last = number + 1 == len(changes)
        limit = len(before) if last else changes[number + 1].first - _APART
        new_limit = len(after) if last else changes[number + 1].new_first - _APART
        moved = _best(edit, before, after, (at, min(limit - edit.last, new_limit - edit.new_last)))
        at = moved.last + _APART
        yield moved


def _best(edit: Edit, before: Sequence[Unit], after: Sequence[Unit], room: tuple[int, int]) -> Edit:
    """`room` is the first unit of the old wording that it may take, and how many units it may pass to the right."""
    deleted = edit.new_first == edit.new_last
    if not deleted and edit.first != edit.last:
        return edit
    of = before if deleted else after
    first, last = (edit.first, edit.last) if deleted else (edit.new_first, edit.new_last)
    least, most = _reach(of, first, last, (edit.first - room[0], room[1]))
    shift = max(
        range(-least, most + 1), key=lambda by: (_border(of, first + by) + _border(of, last + by), -abs(by), by)
    )
    return Edit(edit.first + shift, edit.last + shift, edit.new_first + shift, edit.new_last + shift)


def _reach(of: Sequence[Unit], first: int, last: int, room: tuple[int, int]) -> tuple[int, int]:
    """How far a stretch can be slid to the left and to the right with the same result."""
    least = most = 0
    while least < min(room[0], first) and of[first - least - 1].key == of[last - least - 1].key:
        least += 1
    while most < min(room[1], len(of) - last) and of[first + most].key == of[last + most].key:
        most += 1
    return least, most


def _border(of: Sequence[Unit], at: int) -> float:
    """How well a change begins or ends between two units."""
    if at in {0, len(of)}:
        return _EDGE
    before, after = of[at - 1], of[at]
    if "\n" in before.tail:
        return _LINE
    found = _AFTER.get(before.key, 0.0)
    if after.key[:1] in _OPENING or before.key[-1:] in _CLOSING:
        found = max(found, _BRACKET)
    if found:
        return found
    if not after.key[:1].isalnum():
        return _STOP
    if before.key.lower() in STOP_WORDS:
        return 0.0
    return _PHRASE if after.key.lower() in _PHRASE_WORDS else _WORD
