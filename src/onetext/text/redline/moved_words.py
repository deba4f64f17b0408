"""Moved words: what was deleted in one place and stands, word for word, among what was inserted in another."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import heapify, heappop, heappush
from typing import NamedTuple

import msgspec

from onetext.text.redline.runs import Run
from onetext.text.redline.units import compared
from onetext.text.words import STOP_WORDS, form, spaced, visible

SHORTEST = 6  # words that are said to have moved, at least
_TELLING = 4  # of them are no function words; nor names nor numbers, unless there are
_LONG = 10  # words or more
_OFTEN = 30  # places of the same words; more of them tell nothing about where they went


class _Words(NamedTuple):
    """The words of all runs of one kind, one after the other: the key and the run of each; where each run begins."""

    keys: list[str]
    runs: list[int]
    begin: dict[int, int]


class _Match(NamedTuple):
    """Words in common, the longest first: their number, negative, and where they begin on either side."""

    length: int
    old: int
    new: int


class Part(NamedTuple):
    """The characters `start` to `end` of a run have moved; `move` is the number of the move."""

    start: int
    end: int
    move: int


def with_moves(redlines: Sequence[Sequence[Run]]) -> list[tuple[Run, ...]]:
    """The redlines of several texts, with what moved within or between them cut out and numbered from 1.

    Said to have moved are six words or more, four of them no function words, names or numbers, that stand in one
    deleted and in one inserted run; the longest first, each word once (greedy string tiling, Wise 1993). The numbers
    follow the new text.
    """
    runs = [run for redline in redlines for run in redline]
    parts = _parts(runs)
    found: list[tuple[Run, ...]] = []
    at = 0
    for redline in redlines:
        if any(at + n in parts for n in range(len(redline))):
            cut = (piece for n, run in enumerate(redline) for piece in _cut(run, parts.get(at + n, ())))
            found.append(tuple(cut))
        else:
            found.append(tuple(redline))
        at += len(redline)
    return found


def _parts(runs: Sequence[Run]) -> dict[int, list[Part]]:
    """What moved of each run, by its place."""
    deleted = _words((n, run.before) for n, run in enumerate(runs) if run.kind == "deleted")
    inserted = _words((n, run.after) for n, run in enumerate(runs) if run.kind == "inserted")
    matches = sorted(_tiles(deleted, inserted), key=lambda match: match.new)
    found: dict[int, list[Part]] = {}
    places: dict[int, list[tuple[int, int]]] = {}
    for number, match in enumerate(matches, 1):
        texts = runs[deleted.runs[match.old]].before, runs[inserted.runs[match.new]].after
        spans = [
            _span(words, at, match.length, text, places)
            for words, at, text in ((deleted, match.old, texts[0]), (inserted, match.new, texts[1]))
        ]
        stop = all(text[span[1] : span[1] + 1] in {".", ",", ";", ":"} for text, span in zip(texts, spans, strict=True))
        for run, (start, end) in zip((deleted.runs[match.old], inserted.runs[match.new]), spans, strict=True):
            found.setdefault(run, []).append(Part(start, end + stop, number))
    return found


def _words(texts: Iterable[tuple[int, str]]) -> _Words:
    words = _Words([], [], {})
    for run, text in texts:
        if len(text) >= SHORTEST * (2 if text.isascii() else 1):  # a Chinese word may be one character
            words.begin[run] = len(words.keys)
            words.keys.extend(key for word, _ in spaced(text) if (key := _key(word)))
            words.runs.extend([run] * (len(words.keys) - len(words.runs)))
    return words


@lru_cache(maxsize=1 << 16)
def _key(word: str) -> str:
    """The form in which a word or a number is compared, "" for a mark."""
    return compared(word) if form(word)[0] in {"word", "number"} else ""


def _span(words: _Words, at: int, length: int, text: str, places: dict[int, list[tuple[int, int]]]) -> tuple[int, int]:
    """From where to where words that stand in one run stand in its text; the `places` of each run are read once."""
    run = words.runs[at]
    if run not in places:
        places[run] = [(token.start, token.end) for token in visible(text) if _key(token.text)]
    first = at - words.begin[run]
    return places[run][first][0], places[run][first + length - 1][1]


def _tiles(deleted: _Words, inserted: _Words) -> Iterator[_Match]:
    """The stretches that moved, none sharing a word with another; their lengths are positive."""
    waiting = [_Match(-length, old, new) for length, old, new in _common(deleted, inserted)]
    heapify(waiting)
    gone, come = [False] * len(deleted.keys), [False] * len(inserted.keys)
    while waiting:
        match = heappop(waiting)
        length, old, new = -match.length, match.old, match.new
        free = [not (gone[old + n] or come[new + n]) for n in range(length)]
        if all(free):
            gone[old : old + length] = come[new : new + length] = [True] * length
            yield _Match(length, old, new)
            continue
        for first, last in _stretches(free):
            if _is_telling(deleted.keys[old + first : old + last]):
                heappush(waiting, _Match(first - last, old + first, new + first))


def _stretches(free: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """From where to where the True values stand together."""
    first = None
    for at, is_free in enumerate([*free, False]):
        if is_free and first is None:
            first = at
        elif not is_free and first is not None:
            yield first, at
            first = None


def _common(deleted: _Words, inserted: _Words) -> Iterator[tuple[int, int, int]]:
    """Every stretch in common, within one run on either side, that cannot be made longer: its length and places."""
    places: dict[tuple[str, ...], list[int]] = {}
    for at in _starts(deleted):
        places.setdefault(tuple(deleted.keys[at : at + SHORTEST]), []).append(at)
    for new in _starts(inserted):
        olds = places.get(tuple(inserted.keys[new : new + SHORTEST]), ())
        for old in olds if len(olds) <= _OFTEN else ():
            if not _same(deleted, inserted, old, new, -1):
                length = SHORTEST
                while _same(deleted, inserted, old, new, length):
                    length += 1
                if _is_telling(deleted.keys[old : old + length]):
                    yield length, old, new


def _starts(words: _Words) -> Iterator[int]:
    """Where so many words stand in one run."""
    for at in range(len(words.keys) - SHORTEST + 1):
        if words.runs[at] == words.runs[at + SHORTEST - 1]:
            yield at


def _same(deleted: _Words, inserted: _Words, old: int, new: int, by: int) -> bool:
    """Whether the words so far from these places are the same, in the same runs."""
    i, j = old + by, new + by
    return (
        0 <= i < len(deleted.keys)
        and 0 <= j < len(inserted.keys)
        and deleted.keys[i] == inserted.keys[j]
        and deleted.runs[i] == deleted.runs[old]
        and inserted.runs[j] == inserted.runs[new]
    )


def _is_telling(keys: Sequence[str]) -> bool:
    telling = [key for key in keys if key.lower() not in STOP_WORDS]
    if len(keys) >= _LONG:
        return len(telling) >= _TELLING
    return len(keys) >= SHORTEST and sum(key[0].islower() for key in telling) >= _TELLING


def _cut(run: Run, parts: Sequence[Part]) -> Iterator[Run]:
    """A run in pieces, those that moved with their numbers."""
    if not parts:
        yield run
        return
    text = run.before or run.after
    at = 0
    for part in sorted(parts):
        yield from _run(run, text[at : part.start], 0)
        yield from _run(run, text[part.start : part.end], part.move)
        at = part.end
    yield from _run(run, text[at:], 0)


def _run(run: Run, text: str, move: int) -> Iterator[Run]:
    if text:
        before, after = (text, "") if run.kind == "deleted" else ("", text)
        yield msgspec.structs.replace(run, before=before, after=after, move=move)
