"""Standing brackets: the brackets of two texts that are compared, with the words in each, and which words stayed."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from onetext.text.brackets.tree import Bracket, Kind, read
from onetext.text.redline.runs import Piece
from onetext.text.redline.units import units

_APART = "\n\n"


class Standing(NamedTuple):
    """One bracket: its kind, who is named in it, the places of its words, and what it stands in.

    `provision` is the id of the one in which it begins; `said` are its words on one line. `above` is the index of the
    bracket around it, -1 for none; `place` is the same for alternatives for one another.
    """

    kind: Kind
    proponents: tuple[str, ...]
    opponents: tuple[str, ...]
    words: frozenset[int]
    provision: str
    said: str
    above: int
    place: int


class Side(NamedTuple):
    """The provisions of one text, by their ids, as one string, and its words.

    `begins` is where each provision begins; `starts` where each word stands in the string, brackets' own left out.
    """

    ids: tuple[str, ...]
    source: str
    begins: tuple[int, ...]
    starts: tuple[int, ...]


def side(texts: Mapping[str, str]) -> Side:
    """These provisions, in their order, as one side of a comparison."""
    begins = tuple(accumulate((len(text) + len(_APART) for text in texts.values()), initial=0))[:-1]
    starts = [begin + start for begin, text in zip(begins, texts.values(), strict=True) for start in word_starts(text)]
    return Side(tuple(texts), _APART.join(texts.values()), begins, tuple(starts))


def word_starts(text: str) -> Iterator[int]:
    """Where the words and numbers of a provision stand that make no bracket."""
    at = 0
    for unit in units(text, labels=False):
        if not unit.bracket and unit.key[:1].isalnum():
            yield at
        at += len(unit.text)


def brackets(of: Side) -> tuple[Standing, ...]:
    """The brackets of one side, a bracket before those inside it.

    One that is closed in a later provision spans those between; one that is never closed ends with its provision.
    """
    ends = [*of.begins[1:], len(of.source)][: len(of.begins)]
    found: list[Standing] = []
    for first, last in _chunks(of, ends):
        found += _read(of, of.begins[first], ends[last], len(found))
    return tuple(found)


def _chunks(of: Side, ends: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of the provisions that are read together, for a bracket spans them."""
    open_ = [
        of.source.count("[", begin, end) - of.source.count("]", begin, end)
        for begin, end in zip(of.begins, ends, strict=True)
    ]
    at = 0
    while at < len(open_):
        depths = accumulate(open_[at:])
        last = next((at + n for n, depth in enumerate(depths) if depth <= 0), at)
        yield at, last
        at = last + 1


def _read(of: Side, begin: int, end: int, number: int) -> list[Standing]:
    """The brackets of a chunk, of which the first has this number."""
    tree = read(of.source[begin:end]).nodes
    found = {index: node for index, node in enumerate(tree) if isinstance(node, Bracket)}
    above = {child: index for index, node in found.items() for child in node.children}
    numbers = {index: n for n, index in enumerate(found, number)}
    return [
        _standing(of, begin, node, (numbers.get(above.get(index, -1), -1), numbers.get(node.place, -1)))
        for index, node in found.items()
    ]


def _standing(of: Side, begin: int, node: Bracket, where: tuple[int, int]) -> Standing:
    at = bisect_right(of.begins, begin + node.start) - 1
    end = begin + node.end
    if not node.close and at + 1 < len(of.begins):
        end = min(end, of.begins[at + 1])
    first, last = begin + node.start + len(node.open) + node.lead, end - len(node.close) - node.trail
    words = range(bisect_left(of.starts, first), bisect_left(of.starts, last))
    said = " ".join(of.source[first:last].split())
    return Standing(node.kind, node.proponents, node.opponents, frozenset(words), of.ids[at], said, *where)


def stayed(before: Side, after: Side, pieces: Iterable[Piece]) -> dict[int, int]:
    """Which word of the old side is which of the new one: what the redline keeps, and what it says has moved."""
    ends = [dict(zip(one.ids, one.begins, strict=True)) for one in (before, after)]
    found: dict[int, int] = {}
    gone: dict[int, range] = {}
    come: dict[int, range] = {}
    for piece in pieces:
        for run in piece.runs:
            old = _places(before, ends[0], piece.before, run.before)
            new = _places(after, ends[1], piece.after, run.after)
            if run.kind == "kept" and len(old) == len(new):
                found.update(zip(old, new, strict=True))
            elif run.move:
                (gone if run.kind == "deleted" else come)[run.move] = old or new
    for move, words in gone.items():
        if len(words) == len(come.get(move, ())):
            found.update(zip(words, come[move], strict=True))
    return found


def _places(of: Side, begins: dict[str, int], id_: str, text: str) -> range:
    """The places of the words in the next stretch of a provision; where it goes on is noted in `begins`."""
    if not id_:
        return range(0)
    start = begins[id_]
    begins[id_] += len(text)
    return range(bisect_left(of.starts, start), bisect_left(of.starts, start + len(text)))
