"""Redline: what changed between two wordings, word by word, without shredded words."""

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal

import msgspec

from onetext.text.words import QUOTES, STOP_WORDS, folded_words, tokens, unify

Kind = Literal["kept", "inserted", "deleted"]


class Run(msgspec.Struct, frozen=True):
    """A stretch of text that was kept, inserted or deleted.

    `before` and `after` are the exact characters on either side. They differ in a kept run only in white space
    and quotation marks; a deleted run has no `after`, an inserted one no `before`. With a `move` that is not 0, the
    deleted run was moved away, and the inserted run with the same number is where it went.
    """

    kind: Kind
    before: str
    after: str
    move: int = 0


class Unit(msgspec.Struct, frozen=True, gc=False):
    """A word, number or mark with the quotation marks and white space that go with it; `key` is what is compared."""

    text: str
    key: str

    @property
    def tail(self) -> str:
        """The white space at its end."""
        return self.text[len(self.text.rstrip()) :]


class Edit(msgspec.Struct, frozen=True):
    """The units `first` to `last` of the one wording became the units `new_first` to `new_last` of the other."""

    first: int
    last: int
    new_first: int
    new_last: int


_FEW = 3  # tokens; a shorter kept stretch between two changes would shred them
_ANCHOR = 5  # tokens that must agree, and stand only once on each side, to anchor a long text
_SMALL = 4_000_000  # pairs of units up to which the exact comparison is made


def redline(before: str, after: str) -> tuple[Run, ...]:
    """The runs that lead from one wording to the other, in order, a deleted run before the inserted one.

    The `before` of all runs, put together, is the one wording exactly, the `after` of all runs the other.
    White space and quotation marks alone are no change; case is. The longest common subsequence of words is
    found exactly (Hyyrö 2004, bit-parallel); a long text is first cut at stretches that stand once on each
    side (the patience method of B. Cohen). A kept stretch of fewer than three words, or of function words
    only, between two changes counts as changed with them.
    """
    old, new = units(before), units(after)
    runs: list[Run] = []
    at = new_at = 0
    for edit in edits(old, new):
        runs.append(Run("kept", _text(old, at, edit.first), _text(new, new_at, edit.new_first)))
        deleted = _text(old, edit.first, edit.last)
        inserted = _text(new, edit.new_first, edit.new_last)
        space, new_space = _space_after(deleted, inserted)
        runs.append(Run("deleted", deleted.removesuffix(space), ""))
        runs.append(Run("inserted", "", inserted.removesuffix(new_space)))
        runs.append(Run("kept", space, new_space))
        at, new_at = edit.last, edit.new_last
    runs.append(Run("kept", _text(old, at, len(old)), _text(new, new_at, len(new))))
    return tuple(_joined(run for run in runs if run.before or run.after))


def as_text(runs: Sequence[Run]) -> str:
    """A redline in plain characters: "{-old-}{+new+}", the kept words as they stand in the new wording."""
    marks = {"kept": "{}", "deleted": "{{-{}-}}", "inserted": "{{+{}+}}"}
    return "".join(marks[kind].format(text) for kind, text in segments(runs))


def segments(runs: Sequence[Run]) -> tuple[tuple[Kind, str], ...]:
    """The pieces to show one after the other, each with its kind, for colour or for other marks."""
    return tuple((run.kind, run.before if run.kind == "deleted" else run.after) for run in runs)


def similarity(before: str, after: str) -> float:
    """How much of the words two wordings share, in order: 0 for none, 1 for the same words.

    Twice the longest common subsequence over the number of words of both (the normalised Indel similarity).
    """
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    return Indel.normalized_similarity(folded_words(before), folded_words(after))


def units(text: str) -> tuple[Unit, ...]:
    """The units of a wording; their texts, put together, are the wording exactly.

    An opening quotation mark goes with the word behind it, a closing one and the white space with the word before.
    """
    found: list[Unit] = []
    lead = core = tail = key = ""
    for token in tokens(text):
        glue = token.kind == "space" or token.text in QUOTES
        if glue and core and not lead and (token.kind == "space" or not tail[-1:].isspace()):
            tail += token.text
        elif glue:
            lead += token.text
        else:
            if core:
                found.append(Unit(core + tail, key))
            core, tail, lead, key = lead + token.text, "", "", unify(token.text)
    if core or lead:
        found.append(Unit(core + tail + lead, key))
    return tuple(found)


def edits(before: Sequence[Unit], after: Sequence[Unit]) -> tuple[Edit, ...]:
    """The changes between two wordings in units, in order; between any two of them something is kept."""
    keys = [unit.key for unit in before], [unit.key for unit in after]
    found: list[Edit] = []
    for edit in _raw(*keys):
        if found and _too_little(keys[0][found[-1].last : edit.first]):
            found[-1] = Edit(found[-1].first, edit.last, found[-1].new_first, edit.new_last)
        else:
            found.append(edit)
    return tuple(found)


def _too_little(keys: Sequence[str]) -> bool:
    words = [key for key in keys if key[:1].isalnum()]
    return len(words) < _FEW or all(word.lower() in STOP_WORDS for word in words)


def _text(of: Sequence[Unit], first: int, last: int) -> str:
    return "".join(unit.text for unit in of[first:last])


def _space_after(deleted: str, inserted: str) -> tuple[str, str]:
    """The white space at the end of both sides of a change, which is no part of it; where one has none, none."""
    pair = tuple(text[len(text.rstrip()) :] for text in (deleted, inserted))
    return (pair[0], pair[1]) if all(pair) else ("", "")


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs with neighbours of one kind put together."""
    for kind, group in groupby(runs, key=lambda run: run.kind):
        pieces = list(group)
        yield Run(kind, "".join(run.before for run in pieces), "".join(run.after for run in pieces))


def _raw(before: Sequence[str], after: Sequence[str]) -> Iterator[Edit]:
    """The smallest changes between two lists of keys, in order."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    old, new = start, start
    for anchor, new_anchor in [*_anchors(before, after, start), (len(before), len(after))]:
        yield from _exactly(before[old:anchor], after[new:new_anchor], old, new)
        old, new = anchor, new_anchor


def _exactly(before: Sequence[str], after: Sequence[str], at: int, new_at: int) -> Iterator[Edit]:
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    if len(before) * len(after) > _SMALL:
        yield Edit(at, at + len(before), new_at, new_at + len(after))
        return
    changed: Edit | None = None
    for code in Indel.opcodes(before, after):
        if code.tag == "equal":
            if changed:
                yield changed
            changed = None
        else:
            first = changed or Edit(at + code.src_start, 0, new_at + code.dest_start, 0)
            changed = Edit(first.first, at + code.src_end, first.new_first, new_at + code.dest_end)
    if changed:
        yield changed


def _anchors(before: Sequence[Hashable], after: Sequence[Hashable], start: int) -> list[tuple[int, int]]:
    """Places in a long text where a stretch stands once on each side, in an order that both sides keep."""
    if len(before) * len(after) <= _SMALL:
        return []
    places = _once(before, start), _once(after, start)
    pairs = sorted((at, places[1][key]) for key, at in places[0].items() if key in places[1])
    return [pairs[index] for index in increasing([new for _, new in pairs])]


def _once(keys: Sequence[Hashable], start: int) -> dict[tuple[Hashable, ...], int]:
    seen: dict[tuple[Hashable, ...], int] = {}
    twice: set[tuple[Hashable, ...]] = set()
    for at in range(start, len(keys) - _ANCHOR + 1):
        key = tuple(keys[at : at + _ANCHOR])
        if key in seen:
            twice.add(key)
        seen[key] = at
    return {key: at for key, at in seen.items() if key not in twice}


def increasing(values: Sequence[int]) -> list[int]:
    """The indices of a longest strictly increasing subsequence (Schensted 1961, by patience sorting)."""
    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        pile = bisect_left(tops, value)
        before.append(last[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [value]
        last[pile : pile + 1] = [index]
    chain = []
    at = last[-1] if last else -1
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]
