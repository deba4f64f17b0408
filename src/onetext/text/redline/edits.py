"""Edits: which words of one wording became which of another, so that a person can read it."""

from collections.abc import Iterator, Sequence

from onetext.text.redline.chaining import Pairs, increasing, kept
from onetext.text.redline.sliding import slid
from onetext.text.redline.units import Edit, Unit

__all__ = ["SHORT", "edits", "increasing"]

SHORT = 3  # characters; fewer are not kept by themselves between two changes
_PHRASE = 12  # units of two changes that are one, when no more than such a character or two is between them


def edits(before: Sequence[Unit], after: Sequence[Unit]) -> tuple[Edit, ...]:
    """The changes between two wordings in units, in order; between any two of them something is kept.

    Kept are the stretches in common, of three words or of two that tell something, that leave the fewest words changed,
    one stretch more counting like a word or two (chaining of matches: Myers & Miller 1995); and between them whatever
    holds a word. What makes brackets has no say in that: it is compared between the words. A long text is first cut at
    stretches that stand once on each side (the patience method of B. Cohen). Last, each insertion or deletion is slid
    to where a clause begins.
    """
    olds = [place for place, unit in enumerate(before) if not unit.bracket]
    news = [place for place, unit in enumerate(after) if not unit.bracket]
    words = kept([before[i].key for i in olds], [after[j].key for j in news])
    pairs = _with_brackets([(olds[i], news[j]) for i, j in words], before, after)
    return tuple(slid(list(_changes(pairs, before, after)), before, after))


def _with_brackets(words: Pairs, before: Sequence[Unit], after: Sequence[Unit]) -> Pairs:
    """The pairs of kept words with those of the bracket marks between them that are the same on both sides.

    What opens a bracket goes with the words behind it, what closes it with the words before.
    """
    if not (any(unit.bracket for unit in before) and any(unit.bracket for unit in after)):
        return words
    pairs: Pairs = []
    old = new = 0
    for i, j in [*words, (len(before), len(after))]:
        closing = _marks(before[old:i], after[new:j], opening=False)
        old, new = old + closing, new + closing
        opening = _marks(before[old:i][::-1], after[new:j][::-1], opening=True)
        pairs += [(old - n, new - n) for n in range(closing, 0, -1)]
        pairs += [(i - n, j - n) for n in range(opening, 0, -1)]
        pairs.append((i, j))
        old, new = i + 1, j + 1
    return _whole(pairs[:-1], before, after)


def _marks(before: Sequence[Unit], after: Sequence[Unit], *, opening: bool) -> int:
    """How many marks of brackets, closing or opening ones, both begin with."""
    for at, (old, new) in enumerate(zip(before, after, strict=False)):
        if not old.bracket or old.key != new.key or (old.key == "]" if opening else old.key == "["):
            return at
    return min(len(before), len(after))


def _whole(pairs: Pairs, before: Sequence[Unit], after: Sequence[Unit]) -> Pairs:
    """The pairs without those of a bracket's one end whose other end is not kept with it."""
    ends = _other_end(before), _other_end(after)
    same = dict(pairs)
    return [(i, j) for i, j in pairs if not (i in ends[0] and j in ends[1]) or same.get(ends[0][i]) == ends[1][j]]


def _other_end(units: Sequence[Unit]) -> dict[int, int]:
    """Where each bracket that opens is closed, and the other way round."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for place, unit in enumerate(units):
        if unit.bracket and unit.key == "[":
            waiting.append(place)
        elif unit.bracket and unit.key == "]" and waiting:
            found[place] = waiting.pop()
            found[found[place]] = place
    return found


def _changes(pairs: Pairs, before: Sequence[Unit], after: Sequence[Unit]) -> Iterator[Edit]:
    """What lies between the kept pairs; too little between two changes goes with them."""
    changed: Edit | None = None
    old = new = 0
    for i, j in [*pairs, (len(before), len(after))]:
        if i > old or j > new:
            edit = Edit(old, i, new, j)
            between = (before[changed.last : old], after[changed.new_last : new]) if changed else ((), ())
            if changed and _is_too_little(*between, apart=_stand_apart(changed, edit)):
                edit = Edit(changed.first, i, changed.new_first, j)
            elif changed:
                yield changed
            changed = edit
        old, new = i + 1, j + 1
    if changed:
        yield changed


def _is_too_little(before: Sequence[Unit], after: Sequence[Unit], *, apart: bool) -> bool:
    """Whether what is kept between two changes is a character or two; white space counts where they stand `apart`."""
    texts = ["".join(unit.text for unit in units) for units in (before, after)]
    has_word = any(unit.bracket or unit.key[:1].isalnum() for unit in before)
    return not has_word or min(len(text if apart else text.strip()) for text in texts) < SHORT


def _stand_apart(first: Edit, second: Edit) -> bool:
    """Whether two changes are none of one phrase: something was only put in or struck out, or they are long.

    "Withdrawal of all troops" and "reduction of some forces" are one change; the "of" is no news.
    """
    if any(edit.first == edit.last or edit.new_first == edit.new_last for edit in (first, second)):
        return True
    return sum(max(edit.last - edit.first, edit.new_last - edit.new_first) for edit in (first, second)) > _PHRASE
