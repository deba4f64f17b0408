"""The editions of a document with tracked changes: what it reads with the changes of some authors accepted.

Every word of an edition is known by the span of the document that it comes from. So which provision of one edition is
which of another needs no guess: they are those that share words, or whose words were moved from the one to the other.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from onetext.exchange.document import Document, Mark, Paragraph, Span
from onetext.exchange.drafts import keeps_ids, layout
from onetext.text.provision import Wording

Key = tuple[int, int]
Authors = frozenset[str]
Stretch = tuple[Key, int, int]
"""A part of a span: its key (the place of its paragraph, its place in it), from which character to which."""
_CHARACTER, _END = 2, 1  # what provisions share by a character, and by the end of a paragraph


@dataclass(frozen=True)
class Edition:
    """What a document reads with the changes of some authors accepted, and all others rejected.

    `stretches` are the parts of spans that the words of each provision are made of; `ends` the provision, by its
    place, that each paragraph's end (by its place in the document) closes.
    """

    wording: Wording
    stretches: tuple[tuple[Stretch, ...], ...]
    ends: Mapping[int, int]


@dataclass
class _Line:
    """A paragraph of an edition: its nature, its spans and where its end stands in the document."""

    paragraph: Paragraph
    spans: list[tuple[Key, str]]
    end: int


@dataclass
class _Open:
    """What runs on into the next paragraph."""

    spans: list[tuple[Key, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    spare: list[str] = field(default_factory=list)


def body_of(document: Document) -> tuple[Paragraph, ...]:
    """The paragraphs of the text; headers and footers are no part of it."""
    return tuple(one for one in document.paragraphs if one.part == "body")


def stays(one: Span | Paragraph, accepted: Authors) -> bool:
    """Whether a span, or the end of a paragraph, is there with the changes of these authors accepted."""
    if one.inserted is not None and one.inserted.author not in accepted:
        return False
    return one.deleted is None or one.deleted.author not in accepted


def edition(paragraphs: Sequence[Paragraph], accepted: Authors) -> Edition:
    """The document's paragraphs with the changes of these authors accepted."""
    lines = _lines(paragraphs, accepted)
    laid = layout([line.paragraph for line in lines], lambda place: f"#{place}", named=keeps_ids(paragraphs))
    stretches: list[list[Stretch]] = [[] for _ in laid.wording]
    ends: dict[int, int] = {}
    place = 0
    for line, start in zip(lines, laid.starts, strict=True):
        at = start
        for key, text in line.spans:
            stop = at + len(text)
            while place < len(laid.places) and laid.places[place][1] <= at:
                place += 1
            over = place
            while over < len(laid.places) and laid.places[over][0] < stop:
                low, high = laid.places[over]
                stretches[over].append((key, max(low, at) - at, min(high, stop) - at))
                ends[line.end] = over
                over += 1
            at = stop
    return Edition(laid.wording, tuple(tuple(s for s in found if s[1] < s[2]) for found in stretches), ends)


def _lines(paragraphs: Sequence[Paragraph], accepted: Authors) -> list[_Line]:
    """The paragraphs of an edition: one whose end is not there runs on into the next, whose nature it takes."""
    lines: list[_Line] = []
    opened = _Open()
    for place, paragraph in enumerate(paragraphs):
        own = [((place, at), span.text) for at, span in enumerate(paragraph.spans) if stays(span, accepted)]
        opened.spans += own
        if paragraph.id:
            (opened.ids if any(text.strip() for _, text in own) else opened.spare).append(paragraph.id)
        if stays(paragraph, accepted):
            lines.append(_closed(opened, paragraph, place))
            opened = _Open()
    if opened.spans:
        lines.append(_closed(opened, Paragraph(), len(paragraphs)))
    return lines


def _closed(opened: _Open, paragraph: Paragraph, place: int) -> _Line:
    named = next(iter(opened.ids), "") or paragraph.id or next(iter(opened.spare), "")
    text = "".join(text for _, text in opened.spans)
    nature = replace(paragraph, spans=(Span(text),) if text else (), id=named, inserted=None, deleted=None, move="")
    return _Line(nature, opened.spans, place)


@dataclass(frozen=True)
class Group:
    """Provisions of two editions, by their places, that are one another; `moved` where their words were moved."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    moved: bool = False


def groups(paragraphs: Sequence[Paragraph], before: Edition, after: Edition) -> tuple[Group, ...]:
    """Which provisions of one edition are which of the other, in the order of the later one; those gone come last.

    Two are one another where they share half of the shorter, or each shares more with the other than with any else.
    """
    moved = _moved(paragraphs, before, after)
    shared = _shared(paragraphs, before, after)
    for pair, count in moved.items():
        shared[pair] += _CHARACTER * count
    sizes = [[_size(p.words or "") for p in one.wording] for one in (before, after)]
    most = _most(shared, 0), _most(shared, 1)
    kept = [
        pair
        for pair, count in shared.items()
        if count >= max(1, min(sizes[0][pair[0]], sizes[1][pair[1]]))  # half of the shorter
        or (most[0][pair[0]] == [count] and most[1][pair[1]] == [count])
    ]
    return tuple(_joined(kept, len(before.wording), len(after.wording), set(moved)))


def _size(words: str) -> int:
    return len("".join(words.split()))


def _shared(paragraphs: Sequence[Paragraph], before: Edition, after: Edition) -> Counter[tuple[int, int]]:
    """How much each two provisions share: words, and ends of paragraphs."""
    found: Counter[tuple[int, int]] = Counter()
    olds: defaultdict[Key, list[tuple[int, int, int]]] = defaultdict(list)
    for place, stretches in enumerate(before.stretches):
        for key, low, high in stretches:
            olds[key].append((low, high, place))
    for place, stretches in enumerate(after.stretches):
        for key, low, high in stretches:
            text = paragraphs[key[0]].spans[key[1]].text
            for old_low, old_high, old in olds[key]:
                common = text[max(low, old_low) : min(high, old_high)]
                if common.strip():
                    found[old, place] += _CHARACTER * _size(common)
    for end, place in before.ends.items():
        if end in after.ends:
            found[place, after.ends[end]] += _END
    return found


def _moved(paragraphs: Sequence[Paragraph], before: Edition, after: Edition) -> Counter[tuple[int, int]]:
    """How many characters were moved from one provision to another: both ends of a move have the same words."""
    found: Counter[tuple[int, int]] = Counter()
    gone, come = _held(paragraphs, before, "deleted"), _held(paragraphs, after, "inserted")
    still, there = _held(paragraphs, after, "deleted"), _held(paragraphs, before, "inserted")
    for move in gone:
        if move not in still and move not in there:
            found.update(zip(gone[move], come.get(move, ()), strict=False))
    return found


def _held(paragraphs: Sequence[Paragraph], one: Edition, fate: str) -> dict[str, list[int]]:
    """For each move the provision that each of its characters stands in, at the end that was deleted or inserted."""
    found: dict[str, list[int]] = {}
    for place, stretches in enumerate(one.stretches):
        for key, low, high in stretches:
            span = paragraphs[key[0]].spans[key[1]]
            mark: Mark | None = getattr(span, fate)
            if span.move and mark is not None:
                found.setdefault(span.move, []).extend([place] * _size(span.text[low:high]))
    return found


def _most(shared: Counter[tuple[int, int]], side: int) -> dict[int, list[int]]:
    """For each provision of one side the most that it shares with any other, as often as it does."""
    found: dict[int, list[int]] = {}
    for pair, count in shared.items():
        best = found.get(pair[side], [0])
        if count >= best[0]:
            found[pair[side]] = [*best, count] if count == best[0] else [count]
    return found


def _joined(
    pairs: Iterable[tuple[int, int]], befores: int, afters: int, moved: set[tuple[int, int]]
) -> Iterator[Group]:
    """Provisions that belong together by any of the pairs."""
    parent = list(range(befores + afters))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    was_moved: set[int] = set()
    for before, after in pairs:
        parent[root(before)] = root(befores + after)
        if (before, after) in moved:
            was_moved.add(befores + after)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for node in (*range(befores, befores + afters), *range(befores)):
        members[root(node)].append(node)
    for nodes in members.values():
        olds = tuple(sorted(node for node in nodes if node < befores))
        news = tuple(sorted(node - befores for node in nodes if node >= befores))
        yield Group(olds, news, moved=any(node in was_moved for node in nodes))
