"""Bracketed words as a tree that keeps every character. What the brackets mean is told in `brackets`."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

import msgspec

from onetext.sentences import Sentence, say
from onetext.text.brackets.proponents import Names, prefix, read_names, suffix
from onetext.text.brackets.scan import Mark, Scan, scan

Kind = Literal["disputed", "alternatives", "deletion", "placeholder"]


class Run(msgspec.Struct, frozen=True, tag="run", gc=False):
    """Plain words between brackets, exactly as they stand."""

    text: str


class Bracket(msgspec.Struct, frozen=True, tag="bracket", gc=False):
    """A bracket, or an option block, with the indices of what stands in it.

    `start` and `end` are offsets into the words that were read, with the bracket's own characters `open` and `close`
    (`close` is "" where the close is implied). `lead` and `trail` count the characters at its start and its end that
    name proponents or say "delete:" and are no part of its wording. `place` is the same for alternatives that stand
    for one another: the index of the first of them; its own index for a bracket that stands alone.
    """

    kind: Kind
    start: int
    end: int
    open: str
    close: str
    place: int
    children: tuple[int, ...] = ()
    proponents: tuple[str, ...] = ()
    opponents: tuple[str, ...] = ()
    lead: int = 0
    trail: int = 0


class Counts(msgspec.Struct, frozen=True):
    """How many brackets there are of each kind."""

    disputed: int = 0
    alternatives: int = 0
    deletion: int = 0
    placeholder: int = 0

    @property
    def total(self) -> int:
        """All brackets."""
        return self.disputed + self.alternatives + self.deletion + self.placeholder


class Unbalanced(msgspec.Struct, frozen=True):
    """A bracket that found no partner: its offset, its line (from 1) and what was made of it, in one sentence."""

    offset: int
    line: int
    sentence: str


class Report(msgspec.Struct, frozen=True):
    """What brackets a text has. `depth` is how deep square brackets nest; 0 without any."""

    counts: Counts
    depth: int
    unbalanced: tuple[Unbalanced, ...]


class Bracketed(msgspec.Struct, frozen=True):
    """Words read as a tree. `nodes` holds all nodes, parents before children; `roots` are the outermost.

    Children are indices into `nodes`, not nested values, so that a text with a hundred thousand open brackets can
    still be compared, printed and stored.
    """

    nodes: tuple[Run | Bracket, ...]
    roots: tuple[int, ...]
    report: Report


class _Frame(NamedTuple):
    """A bracket that is being read: its index, its opening mark and what was found in it so far."""

    node: int
    mark: Mark
    children: list[int]
    head: list[str]


DELETE = re.compile(r"\s{0,9}[*_]{0,3}(?:to be )?delet(?:e|ed|ion)[*_]{0,3}:\s?", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"(?:[.…_●•\s]{0,40}|[XYZN]{1,4}|[xyz]|(?:19|20)?[xX]{2,4}|tb[cd]|blank|dates?|year|month|day|place|amount|figures?"
    r"|(?:year|date|annex|article|paragraph|decision) [xXyYzZ]{1,4}|[xX]{1,4} (?:dates?|years?|months?|days?|per cent)"
    r"|to (?:be|come)(?: (?:completed|determined|confirmed|decided|added|inserted|agreed|specified|elaborated"
    r"|negotiated|defined|supplied|provided)\b.{0,200})?|insert\b.{0,200})",
    re.IGNORECASE | re.DOTALL,
)
_SAYS_PLACEHOLDER = re.compile(r"[\s*_(]{0,9}place-?holder\b", re.IGNORECASE)
_IN_ROUND = re.compile(r"\(([^()]+)\)")
_CONTINUES = re.compile(r"\s{0,9}(?:[,;.:)]|(?:and|or|and/or)\b)")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_ESCAPED = re.compile(r"\\([\[\]\\:])")
_LONGEST_PLACEHOLDER, _WIDEST_GAP = 400, 200
_SHORT = 5_000  # characters; the brackets of longer texts are not kept in memory


def read(words: str, *, parties: Collection[str] = (), labels: Collection[str] = ()) -> Bracketed:
    """Read bracketed words; `write` gives them back to the last character.

    `parties` are the names that may stand in a bracket as proponents; without them, whatever looks like a list of
    names is taken for one. `labels` are link labels that another part of the document defines. A bracket that is
    never closed is taken to close at the end of the words; a close without an opening is plain text; both are
    reported. No string is refused. Time and memory are linear in the length.
    """
    if parties or labels or len(words) > _SHORT:
        return _read(words, parties, labels)
    return _remembered(words)


def _read(words: str, parties: Collection[str] = (), labels: Collection[str] = ()) -> Bracketed:
    found = scan(words, labels)
    nodes, roots, depth = _Reader(words, parties).tree(found.marks)
    kinds = Counter[str](node.kind for node in nodes if isinstance(node, Bracket))
    counts = Counts(**kinds)
    return Bracketed(tuple(nodes), tuple(roots), Report(counts, depth, _unbalanced(words, found)))


# Whoever shows a text asks for the brackets of the same words again and again.
_remembered = lru_cache(maxsize=2048)(_read)


class _Reader:
    """The state of one reading: the nodes so far and the brackets that are open."""

    def __init__(self, words: str, parties: Collection[str]) -> None:
        self.words = words
        self.parties = parties
        self.nodes: list[Run | Bracket] = []
        self.frames = [_Frame(-1, Mark(0, 0, "open"), [], [])]
        self.at = 0
        self.depth = self.deepest = 0

    def tree(self, marks: list[Mark]) -> tuple[list[Run | Bracket], list[int], int]:
        for mark in marks:
            self.take(mark)
        while len(self.frames) > 1:
            self.end(len(self.words), "")
        self.run_until(len(self.words))
        self.group(self.frames[0].children)
        return self.nodes, self.frames[0].children, self.deepest

    def take(self, mark: Mark) -> None:
        what = mark.what
        if what in {"option", "heading", "close", "struck"} and self.frames[-1].mark.what == "option":
            self.end(mark.offset, "")
        if what in {"close", "struck"}:
            self.end(mark.offset, self.words[mark.offset : mark.offset + mark.length])
        elif what != "heading":
            self.begin(mark)

    def begin(self, mark: Mark) -> None:
        self.run_until(mark.offset)
        self.frames[-1].children.append(len(self.nodes))
        self.frames.append(_Frame(len(self.nodes), mark, [], []))
        self.nodes.append(Run(""))  # the place of this bracket until its end is known
        self.at = mark.offset + mark.length
        self.depth += mark.what == "open"
        self.deepest = max(self.deepest, self.depth)

    def run_until(self, offset: int) -> str:
        """Make a run of the words up to the offset; return them."""
        text = self.words[self.at : offset]
        frame = self.frames[-1]
        if not frame.head:
            frame.head.append(text)
        if text:
            frame.children.append(len(self.nodes))
            self.nodes.append(Run(text))
        self.at = offset
        return text

    def end(self, offset: int, close: str) -> None:
        tail = self.run_until(offset)
        frame = self.frames.pop()
        self.group(frame.children)
        self.depth -= frame.mark.what == "open"
        self.at = offset + len(close)
        self.nodes[frame.node] = self.bracket(frame, tail, close)

    def bracket(self, frame: _Frame, tail: str, close: str) -> Bracket:
        start, length, what = frame.mark
        opened = self.words[start : start + length]
        kind: Kind = "disputed"
        lead = trail = 0
        names = Names()
        if what == "strike":
            kind = "deletion"
        elif what == "option":
            kind, names = "alternatives", self.of_option(opened)
        else:
            alone = all(isinstance(self.nodes[child], Run) for child in frame.children)
            lead, trail, names = self.annotations(frame.head[0], tail)
            kind = self.kind(frame.head[0], lead, trail, alone)
            if kind == "deletion" and (found := DELETE.match(frame.head[0])):
                lead = found.end()
        children = tuple(frame.children)
        return Bracket(kind, start, self.at, opened, close, frame.node, children, *names, lead=lead, trail=trail)

    def of_option(self, opened: str) -> Names:
        """The names in `Option 1 (US):`."""
        listed = _IN_ROUND.search(opened)
        return (read_names(listed[1], self.parties) if listed else None) or Names()

    def annotations(self, head: str, tail: str) -> tuple[int, int, Names]:
        """How many characters at the start and the end name parties, and which; the canonical form comes first."""
        if (last := suffix(tail, self.parties)) is not None:
            return 0, last[0], last[1]
        if (first := prefix(head, self.parties)) is not None:
            return first[0], 0, first[1]
        return 0, 0, Names()

    def kind(self, head: str, lead: int, trail: int, alone: bool) -> Kind:
        if DELETE.match(head):
            return "deletion"
        if _SAYS_PLACEHOLDER.match(head, lead):
            return "placeholder"
        body = head[lead : len(head) - trail] if alone else ""
        if alone and len(body) < _LONGEST_PLACEHOLDER and _PLACEHOLDER.fullmatch(body.strip("*_ \t\n")):
            return "placeholder"
        return "disputed"

    def group(self, children: list[int]) -> None:
        """Give the adjacent brackets among siblings their common place."""
        before, previous, gap = -1, None, None
        for index in children:
            node = self.nodes[index]
            if isinstance(node, Run):
                gap = node.text if len(node.text) < _WIDEST_GAP and node.text.isspace() else None
                continue
            if previous is not None and gap is not None and self.adjacent(previous, gap, node):
                if previous.place == before:
                    self.join(before, previous, before)
                node = self.join(index, node, previous.place)
            before, previous, gap = index, node, ""

    def join(self, index: int, node: Bracket, place: int) -> Bracket:
        """Put a bracket into a place that it shares; one that was only disputed becomes an alternative."""
        kind: Kind = "alternatives" if node.kind == "disputed" else node.kind
        joined = msgspec.structs.replace(node, kind=kind, place=place)
        self.nodes[index] = joined
        return joined

    def adjacent(self, before: Bracket, gap: str, after: Bracket) -> bool:
        if before.open != "[" or after.open != "[":
            return before.open not in {"[", "~~"} and after.open not in {"[", "~~"} and not gap
        if not gap:
            return True
        return not _BLANK_LINE.search(gap) and not _CONTINUES.match(self.words, after.start + 1 + after.lead)


def _unbalanced(words: str, found: Scan) -> tuple[Unbalanced, ...]:
    if not (found.unclosed or found.unopened or found.loose):
        return ()
    breaks = [m.start() for m in re.finditer("\n", words)]
    every = []
    for offsets, told in ((found.unclosed, _unclosed), (found.unopened, _unopened), (found.loose, _loose)):
        for offset in offsets:
            line = bisect_left(breaks, offset) + 1
            every.append(Unbalanced(offset, line, told(line)))
    return tuple(sorted(every, key=lambda one: one.offset))


def _unclosed(line: int) -> Sentence:
    return say("A bracket that opens on line {line} is never closed; it is taken to close at the end.", line=line)


def _unopened(line: int) -> Sentence:
    return say("A bracket that closes on line {line} was never opened; it is kept as plain text.", line=line)


def _loose(line: int) -> Sentence:
    return say("A strikethrough mark on line {line} has no partner; it is kept as plain text.", line=line)


def write(tree: Bracketed) -> str:
    """The words of a tree, exactly as they were read."""
    return "".join(_pieces(tree, tree.roots))


def _pieces(tree: Bracketed, indices: Sequence[int]) -> Iterator[str]:
    stack: list[int | str] = list(reversed(indices))
    while stack:
        item = stack.pop()
        node = item if isinstance(item, str) else tree.nodes[item]
        if isinstance(node, str):
            yield node
        elif isinstance(node, Run):
            yield node.text
        else:
            yield node.open
            stack.append(node.close)
            stack.extend(reversed(node.children))


def wording(tree: Bracketed, bracket: Bracket) -> str:
    r"""What a bracket proposes: its inside without the names, with `\[` and `\]` read as plain characters.

    White space counts, for `[, inter alia]`; only that around an option block or around struck words is left out.
    """
    raw = "".join(_pieces(tree, bracket.children))
    inside = _ESCAPED.sub(r"\1", raw[bracket.lead : len(raw) - bracket.trail])
    return inside if bracket.open == "[" else inside.strip()
