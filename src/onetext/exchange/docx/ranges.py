"""Where in a story each comment and each move begins and ends, before any of it is written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal, NamedTuple

from onetext.exchange.document import Comment, Mark, Paragraph, Span

Kind = Literal["moveFrom", "moveTo"]
Place = tuple[int, int]
"""A stretch of words: its paragraph, and its place in that; the place after all of them is the paragraph's end."""


class Line(NamedTuple):
    """A paragraph as it is written: its number, if any, as words in front of its own."""

    paragraph: Paragraph
    numbers: tuple[Span, ...]

    @property
    def stretches(self) -> tuple[Span, ...]:
        """All that is written, in order."""
        return (*self.numbers, *self.paragraph.spans)


class MoveRange(NamedTuple):
    """One end of a move: words that stand together, and go or come by one name."""

    kind: Kind
    name: str
    mark: Mark
    first: Place
    last: Place


@dataclass
class Ranges:
    """What begins before, and what ends after, each stretch of words of a story."""

    moves_begin: dict[Place, list[MoveRange]] = field(default_factory=dict)
    moves_end: dict[Place, list[MoveRange]] = field(default_factory=dict)
    comments_begin: dict[Place, list[str]] = field(default_factory=dict)
    comments_end: dict[Place, list[str]] = field(default_factory=dict)
    kinds: dict[Place, Kind] = field(default_factory=dict)
    """Which end of its move a moved stretch is."""

    def edges(self) -> frozenset[Place]:
        """The stretches at which anything begins or ends."""
        return frozenset().union(self.moves_begin, self.moves_end, self.comments_begin, self.comments_end)


def ranges_of(lines: Sequence[Line], comments: Sequence[Comment]) -> Ranges:
    """The ranges of the moves and comments of a story."""
    found = Ranges()
    for one in _moves(lines, found.kinds):
        found.moves_begin.setdefault(one.first, []).append(one)
        found.moves_end.setdefault(one.last, []).append(one)
    for name, (first, last) in _commented(lines, comments).items() if comments else ():
        found.comments_begin.setdefault(first, []).append(name)
        found.comments_end.setdefault(last, []).append(name)
    return found


def _moves(lines: Sequence[Line], kinds: dict[Place, Kind]) -> Iterator[MoveRange]:
    moved = list(_moved(lines))
    ends = _ends(one for _, one in moved)
    for place, one in moved:
        kinds[place] = _kind(one, ends)
    for kind in ("moveFrom", "moveTo"):
        of_kind = [(place, one) for place, one in moved if kinds[place] == kind]
        for (name, _), group in groupby(of_kind, key=lambda item: (item[1].move, lines[item[0][0]].paragraph.cell)):
            together = list(group)
            mark = together[0][1].deleted if kind == "moveFrom" else together[0][1].inserted
            yield MoveRange(kind, name, mark or Mark(""), together[0][0], together[-1][0])


def _moved(lines: Sequence[Line]) -> Iterator[tuple[Place, Span | Paragraph]]:
    for at, line in enumerate(lines):
        whole: tuple[Span | Paragraph, ...] = (*line.stretches, line.paragraph)
        for place, one in enumerate(whole):
            if one.move and (one.inserted or one.deleted):
                yield (at, place), one


def _ends(moved: Iterable[Span | Paragraph]) -> dict[str, set[Kind]]:
    """The ends of each move that leave no doubt: nothing but taken away, or nothing but put in."""
    found: dict[str, set[Kind]] = {}
    for one in moved:
        ends = found.setdefault(one.move, set())
        if not (one.inserted and one.deleted):
            ends.add("moveFrom" if one.deleted else "moveTo")
    return found


def _kind(one: Span | Paragraph, ends: dict[str, set[Kind]]) -> Kind:
    """Which end a stretch is; one put in and struck again is the end that the move lacks."""
    if not one.inserted:
        return "moveFrom"
    if not one.deleted:
        return "moveTo"
    return "moveTo" if "moveFrom" in ends[one.move] else "moveFrom"


def _commented(lines: Sequence[Line], comments: Sequence[Comment]) -> dict[str, tuple[Place, Place]]:
    """From which stretch to which each comment is; an answer on no words is where what it answers is.

    What else is on no words is at the end of the last paragraph, so that it is seen.
    """
    found: dict[str, tuple[Place, Place]] = {}
    for at, line in enumerate(lines):
        for place, one in enumerate(line.stretches):
            for name in one.comments:
                found[name] = found.get(name, ((at, place),))[0], (at, place)
    end = (len(lines) - 1, len(lines[-1].stretches))
    by_id = {one.id: one for one in comments}
    return {one.id: found.get(_anchor(one, by_id, found), (end, end)) for one in comments}


def _anchor(comment: Comment, by_id: dict[str, Comment], found: dict[str, tuple[Place, Place]]) -> str:
    """The first comment with words of its own among a comment, what it answers, what that answers, and so on."""
    for _ in by_id:
        if comment.id in found or comment.answers not in by_id:
            break
        comment = by_id[comment.answers]
    return comment.id
