"""The words of a whole text, each with the provision and the bracket that it stands in.

The names of proponents, the labels of options and the printed numbers are none of them: they say whose words these are.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from onetext.text.brackets import Bracket, Bracketed, Run, read, write
from onetext.text.provision import Provision, Wording
from onetext.text.words import tokens

OUTSIDE = -1
_APART = "\n\n"


@dataclass(frozen=True)
class Words:
    """The words of a text in their order, as columns.

    `keys` are the folded words, `starts` and `ends` their places in `source`; `provision` is the place of the provision
    of each in `wording`, `bracket` the index of its innermost bracket in `tree`, or OUTSIDE, and `run` the same for
    words with no bracket between them.
    """

    wording: Wording
    source: str
    tree: Bracketed
    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    provision: tuple[int, ...]
    bracket: tuple[int, ...]
    run: tuple[int, ...]
    begins: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def above(self) -> dict[int, int]:
        """For each bracket the bracket that it stands in, or OUTSIDE."""
        return _nesting(self.tree, _limits(self.wording, self.begins, self.tree))

    @cached_property
    def brackets(self) -> dict[int, Bracket]:
        """Every bracket by its index."""
        return {index: node for index, node in enumerate(self.tree.nodes) if isinstance(node, Bracket)}

    @cached_property
    def of_provision(self) -> tuple[tuple[int, ...], ...]:
        """The places of the words of each provision."""
        found: list[list[int]] = [[] for _ in self.wording]
        for place, provision in enumerate(self.provision):
            found[provision].append(place)
        return tuple(map(tuple, found))

    def around(self, bracket: int) -> tuple[int, ...]:
        """A bracket and those that it stands in, the innermost first."""
        found = []
        while bracket != OUTSIDE:
            found.append(bracket)
            bracket = self.above[bracket]
        return tuple(found)

    def holder(self, offset: int) -> int:
        """The place of the provision in which an offset of `source` stands."""
        return max(bisect_right(self.begins, offset) - 1, 0)

    def stretch(self, places: Sequence[int]) -> str:
        """The characters from the first of these words to the last, on one line."""
        return " ".join(self.source[self.starts[places[0]] : self.ends[places[-1]]].split()) if places else ""

    def stretches(self, places: Sequence[int]) -> tuple[str, ...]:
        """These words as they stand, each run of neighbours together that no bracket and no provision parts."""
        found: list[list[int]] = []
        for place in places:
            if found and place == found[-1][-1] + 1 and self._joined(place - 1, place):
                found[-1].append(place)
            else:
                found.append([place])
        return tuple(map(self.stretch, found))

    def _joined(self, one: int, two: int) -> bool:
        return self.run[one] == self.run[two] and self.provision[one] == self.provision[two]


class _Laid(NamedTuple):
    """The text as one string, where each provision begins and where its words stand in it."""

    source: str
    begins: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


def words_of(wording: Wording) -> Words:
    """The words of a text. A bracket that is never closed is taken to end with its provision."""
    laid = _laid(wording, frozenset())
    tree = read(laid.source)
    unclosed = [one.offset for one in tree.report.unbalanced if laid.source[one.offset] == "["]
    if unclosed:
        ending = [max(bisect_right(laid.begins, offset) - 1, 0) for offset in unclosed]
        laid = _laid(wording, frozenset(ending), {place: ending.count(place) for place in ending})
        tree = read(laid.source)
    return _collected(wording, laid, tree)


def _laid(wording: Wording, ending: frozenset[int], missing: dict[int, int] | None = None) -> _Laid:
    pieces: list[str] = []
    begins, spans = [], []
    at = 0
    for place, provision in enumerate(wording):
        close = "]" * (missing or {}).get(place, 0) if place in ending else ""
        piece = f"{provision.mark}{provision.words or ''}{close}{provision.gap}"
        piece += "" if piece.endswith("\n") else _APART
        begins.append(at)
        first = at + len(provision.mark)
        spans.append((first, first + len(provision.words or "")))
        pieces.append(piece)
        at += len(piece)
    return _Laid("".join(pieces), tuple(begins), tuple(spans))


def _collected(wording: Wording, laid: _Laid, tree: Bracketed) -> Words:
    runs_at = sorted(_own_runs(tree))
    limits = _limits(wording, laid.begins, tree)
    nesting = _nesting(tree, limits)
    firsts = [first for first, _, _ in runs_at]
    rows: list[tuple[str, int, int, int, int, int]] = []
    for provision, (first, last) in enumerate(laid.spans):
        for token in () if wording[provision].vacant else tokens(laid.source[first:last]):
            if token.kind not in {"word", "number"}:
                continue
            start = first + token.start
            run = bisect_right(firsts, start) - 1
            if run >= 0 and start < runs_at[run][1]:
                bracket = _within(start, runs_at[run][2], limits, nesting)
                rows.append((token.folded, start, start + len(token.text), provision, bracket, run))
    columns = zip(*rows, strict=True) if rows else ((),) * 6
    keys, starts, ends, provisions, brackets, run_of = columns
    return Words(wording, laid.source, tree, keys, starts, ends, provisions, brackets, run_of, laid.begins)


def _own_runs(tree: Bracketed) -> Iterator[tuple[int, int, int]]:
    """The plain words: from where to where they stand, and in which bracket; what names proponents is left out."""
    stack = [(index, OUTSIDE, False) for index in reversed(tree.roots)]
    cut = {OUTSIDE: (0, len(write(tree)))}
    at = 0
    while stack:
        index, inside, passed = stack.pop()
        node = tree.nodes[index]
        if isinstance(node, Run):
            first, last = cut[inside]
            yield max(at, first), min(at + len(node.text), last), inside
            at += len(node.text)
        elif passed:
            at = node.end
        else:
            at = node.start + len(node.open)
            cut[index] = (at + node.lead, node.end - len(node.close) - node.trail)
            stack += [(index, inside, True), *((child, index, False) for child in reversed(node.children))]


def _limits(wording: Wording, begins: Sequence[int], tree: Bracketed) -> dict[int, int]:
    """Where each bracket ends at the latest: an option with its provision, or with those that stand under it."""
    found = {}
    for index, node in enumerate(tree.nodes):
        if isinstance(node, Bracket):
            found[index] = node.end
            if node.open not in {"[", "~~"}:
                place = max(bisect_right(begins, node.start) - 1, 0)
                in_mark = node.start < begins[place] + len(wording[place].mark) if wording else False
                last = _family(wording, place) if in_mark else place
                found[index] = begins[last + 1] if last + 1 < len(begins) else node.end
    return found


def _family(wording: Wording, place: int) -> int:
    """The place of the last provision that stands under this one, or its own."""
    family = {wording[place].id}
    while place + 1 < len(wording) and wording[place + 1].parent in family:
        place += 1
        family.add(wording[place].id)
    return place


def _nesting(tree: Bracketed, limits: Mapping[int, int]) -> dict[int, int]:
    """For each bracket the bracket that it stands in, or OUTSIDE; parents come before children."""
    found: dict[int, int] = {}
    for index, node in enumerate(tree.nodes):
        if isinstance(node, Bracket):
            above = _within(node.start, found.get(index, OUTSIDE), limits, found)
            found[index] = above
            found.update((child, index) for child in node.children if isinstance(tree.nodes[child], Bracket))
    return found


def _within(offset: int, bracket: int, limits: Mapping[int, int], nesting: Mapping[int, int]) -> int:
    """The innermost of a bracket and those around it that reaches as far as this."""
    while bracket != OUTSIDE and offset >= limits[bracket]:
        bracket = nesting[bracket]
    return bracket


def own_words(words: Words) -> dict[tuple[int, int], list[int]]:
    """The words of every bracket, and of what stands outside of all, provision by provision.

    The keys are the bracket (or OUTSIDE) and the place of the provision; what stands in a bracket inside it is not its
    own.
    """
    found: dict[tuple[int, int], list[int]] = {}
    for place, key in enumerate(zip(words.bracket, words.provision, strict=True)):
        found.setdefault(key, []).append(place)
    return found


def is_known(provision: Provision) -> bool:
    """Whether its words are known, so that something can be said of them."""
    return provision.words is not None or provision.vacant
