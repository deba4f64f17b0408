"""From a document to provisions: numbered points, headings and paragraphs, without losing a character.

A line that begins with a marker begins a provision; so does a paragraph after a blank line. Some paragraphs belong to
the provision before them, so that a place in brackets can be read whole:

- inside a bracket that closes before the next marker, nothing is divided (a bracket that stays open divides as usual,
  or one slip of the pen would swallow the document);
- "Option 2: …" stays with the point, or with the "Option 1: …", that it follows; but where numbered points stand
  under the options, each option is a provision that holds its points;
- a paragraph after a marker that stands alone on its line is what that marker numbers.

A heading is one line. A marker inside a bracket or emphasis that goes on, `[3. Parties shall …]`, numbers the
provision and stays among its words, so that the bracket keeps both its ends.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from onetext.text.brackets.scan import Mark, scan
from onetext.text.numbering import LIST, Marker, is_vacant, marker_at
from onetext.text.numbering_report import Reading, reading
from onetext.text.plain_text import UnreadableText, decode
from onetext.text.provision import Provision, Wording

__all__ = ["Reading", "UnreadableText", "alone_where_they_run_on", "decode", "read_points", "reading", "whole_number"]


class _Line(NamedTuple):
    start: int
    first: int
    stop: int
    indent: int
    marker: Marker | None
    after_blank: bool


class _Group(NamedTuple):
    """A marker that counts, if any, and all lines up to the next."""

    marker: Marker | None
    lines: list[_Line]


class _Chunk(NamedTuple):
    """A provision to be: the line that it starts with, and its marker if it has one."""

    line: _Line
    marker: Marker | None


class _Open(NamedTuple):
    """A provision under which others may stand."""

    rank: int
    style: str
    ordinal: int
    indent: int
    id: str
    number: str


_LINES = re.compile(r"[^\n]*\n|[^\n]+\Z")
_DIVISION = re.compile(r"(?:Part|Title|Chapter|Section) ")
_WIDEST_STEP = 5
_TAB = 4


def read_points(source: str, new_id: Callable[[int], str]) -> Wording:
    """Read the provisions of a plain or Markdown text; `provision.write` gives the text back exactly.

    `new_id` gives the id for the provision at each place, counted from 0. Numbers include those of the parent:
    "3(a)", "Article 4.2"; that of a part or chapter only where each begins again. Sub-points stand under the point
    before them by the style of their markers and by indent.
    Time is linear in the length.
    """
    lines = list(_lines(source))
    if not lines:
        return (Provision(new_id(0), "", gap=source),) if source else ()
    chunks = list(_divide(source, _groups(lines)))
    ends = [*(chunk.line.start for chunk in chunks[1:]), len(source)]
    stack: list[_Open] = []
    provisions = []
    for place, (chunk, end) in enumerate(zip(chunks, ends, strict=True)):
        start = chunk.line.start if place else 0
        provisions.append(_provision(source[start:end], start, chunk, stack, new_id(place)))
    return alone_where_they_run_on(provisions)


def alone_where_they_run_on(provisions: Sequence[Provision]) -> Wording:
    """Without the name of the part, title, chapter or section in each number, where no number is printed twice so.

    Points numbered through the whole text are "5", not "Part II.5"; where each part begins again, they keep it.
    """
    division: dict[str, str] = {}
    short: dict[str, str] = {}
    for p in provisions:
        above = division.get(p.parent, "")
        division[p.id] = p.number if p.heading and _DIVISION.match(p.number) else above
        if above and p.number.startswith(above):
            short[p.id] = p.number.removeprefix(above).lstrip(". ")
    numbers = Counter(short.get(p.id, p.number) for p in provisions if p.number)
    if not short or not all(short.values()) or any(numbers[number] > 1 for number in short.values()):
        return tuple(provisions)
    return tuple(msgspec.structs.replace(p, number=short.get(p.id, p.number)) for p in provisions)


def _lines(source: str) -> Iterator[_Line]:
    """The lines that are not blank."""
    blank = True
    for found in _LINES.finditer(source):
        text = found[0]
        indent = len(text) - len(text.lstrip())
        if indent == len(text):
            blank = True
            continue
        first = found.start() + indent
        columns = len(text[:indent].expandtabs(_TAB)) if indent else 0
        yield _Line(
            found.start(), first, found.end(), columns, marker_at(source, found.start(), first, found.end()), blank
        )
        blank = False


def _groups(lines: list[_Line]) -> list[_Group]:
    """The lines in groups: each begins with a marker that counts, the first perhaps without one."""
    groups: list[_Group] = []
    last: dict[str, int] = {}
    after_heading = False
    holder: int | None = None  # the indent of the options that hold points, while such an option is open
    for each, following in zip(lines, _next_points(lines), strict=True):
        line = each._replace(after_blank=True) if after_heading else each
        if _is_option(line.marker):
            counts = _holds_points(line, following) or (holder is not None and abs(line.indent - holder) < _TAB)
            holder = line.indent if counts else holder
        else:
            counts = line.marker is not None and _counts(line, line.marker, last)
        marker = line.marker if counts else None
        if marker and (marker.rank < LIST or line.indent < (holder or 0)):
            holder = None
        if marker or not groups:
            groups.append(_Group(marker, [line]))
        else:
            groups[-1].lines.append(line)
        last.update(_fitting(marker, last) if marker else ())
        after_heading = marker is not None and marker.heading
    return groups


def _next_points(lines: list[_Line]) -> list[_Line | None]:
    """For each line, the next one after it that has a marker and is no option."""
    following: list[_Line | None] = []
    seen: _Line | None = None
    for line in reversed(lines):
        following.append(seen)
        if line.marker and not _is_option(line.marker):
            seen = line
    return following[::-1]


def _is_option(marker: Marker | None) -> bool:
    return marker is not None and marker.series[0][0].startswith("option")


def _counts(line: _Line, marker: Marker, last: dict[str, int]) -> bool:
    """Whether a marker begins a provision here, or is only a figure at the start of a line."""
    if marker.rank < LIST:
        return line.after_blank or (marker.heading and marker.sure)
    return (marker.sure and line.after_blank) or any(_fits(pair, last) for pair in marker.series)


def _fits(pair: tuple[str, int], last: dict[str, int]) -> bool:
    """Whether a reading of a marker begins a series or goes on with one."""
    style, ordinal = pair
    return ordinal <= 1 or 0 <= ordinal - last.get(style, ordinal + 1) <= _WIDEST_STEP


def _fitting(marker: Marker, last: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(pair for pair in marker.series if _fits(pair, last)) or marker.series


def _holds_points(option: _Line, following: _Line | None) -> bool:
    """Whether an option has numbered points of its own: the next marker starts a series and is not further out."""
    if following is None or following.marker is None or following.marker.rank < LIST:
        return False
    return following.indent >= option.indent - 1 and any(ordinal == 1 for _, ordinal in following.marker.series)


def _divide(source: str, groups: list[_Group]) -> Iterator[_Chunk]:
    """The provisions in each group: what begins with its marker, then the paragraphs that stand on their own."""
    marks = iter([mark for mark in scan(source).marks if mark.what in {"open", "close"}])
    mark = next(marks, None)
    for group in groups:
        own: list[Mark] = []
        while mark is not None and mark.offset < group.lines[-1].stop:
            own.append(mark)
            mark = next(marks, None)
        yield from _paragraphs(source, group, _spans(own))


def _spans(marks: list[Mark]) -> list[tuple[int, int]]:
    """The outermost brackets that open and close among these marks, in order."""
    spans: list[tuple[int, int]] = []
    stack: list[int] = []
    for mark in marks:
        if mark.what == "open":
            stack.append(mark.offset)
        elif stack:
            start = stack.pop()
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, mark.offset))
    return spans


def _paragraphs(source: str, group: _Group, spans: list[tuple[int, int]]) -> Iterator[_Chunk]:
    head, marker = group.lines[0], group.marker
    yield _Chunk(head, marker)
    heading = marker is not None and marker.heading
    takes_options = not heading and (marker is not None or _is_option(head.marker))
    empty = not heading and _stands_alone(source, head, marker or head.marker)
    span = 0
    for line in group.lines[1:]:
        while span < len(spans) and spans[span][1] < line.first:
            span += 1
        inside = span < len(spans) and spans[span][0] < line.first
        option = _is_option(line.marker)
        if line.after_blank and not (inside or empty or (option and takes_options)):
            yield _Chunk(line, None)
            takes_options = option
        empty = option and _stands_alone(source, line, line.marker)


def _stands_alone(source: str, line: _Line, marker: Marker | None) -> bool:
    return marker is not None and not source[marker.end : line.stop].strip()


def _provision(text: str, start: int, chunk: _Chunk, stack: list[_Open], own_id: str) -> Provision:
    marker = chunk.marker
    parent, number = _place(stack, chunk.line, marker, own_id)
    at = (marker.end if marker else chunk.line.first) - start
    while at < len(text) and text[at].isspace():
        at += 1
    if at == len(text):
        at = len(text.rstrip())
    words = text[at:].rstrip()
    return Provision(
        own_id,
        words,
        number=number,
        mark=text[:at],
        gap=text[at + len(words) :],
        parent=parent,
        heading=marker is not None and marker.heading,
        vacant=bool(number) and is_vacant(words),
    )


def _place(stack: list[_Open], line: _Line, marker: Marker | None, own_id: str) -> tuple[str, str]:
    """The id of the parent and the whole number; what cannot stand open any longer leaves the stack."""
    if marker is None:
        under = (o for o in reversed(stack) if o.rank < LIST or o.style[:6] == "option" or o.indent < line.indent)
        return next((o.id for o in under), ""), ""
    style, ordinal = marker.series[0]
    indent = line.indent
    if marker.rank < LIST:
        while stack and stack[-1].rank >= marker.rank:
            stack.pop()
    elif (found := _sibling(stack, line, marker)) is not None:
        depth, style, ordinal = found
        indent = stack[depth].indent  # that of the series, should this line have slipped
        del stack[depth:]
    else:
        style, ordinal = next((pair for pair in marker.series if pair[1] == 1), marker.series[0])
        while stack and stack[-1].rank == LIST and stack[-1].indent > line.indent:
            stack.pop()
    number = whole_number(stack[-1].number if stack else "", marker)
    parent = stack[-1].id if stack else ""
    stack.append(_Open(marker.rank, style, ordinal, indent, own_id, number))
    return parent, number


def _sibling(stack: list[_Open], line: _Line, marker: Marker) -> tuple[int, str, int] | None:
    """Where in the stack stands the point that this one follows; the next in a series before any other."""
    other: tuple[int, str, int] | None = None
    inserted = " " in marker.number and marker.joined in {".", "()"}
    for depth in range(len(stack) - 1, -1, -1):
        before = stack[depth]
        if before.rank < LIST:
            break
        for style, ordinal in marker.series:
            if before.style != style or not _beside(before, line, ordinal, inserted=inserted):
                continue
            if ordinal in {before.ordinal, before.ordinal + 1}:
                return depth, style, ordinal
            other = other or (depth, style, ordinal)
    begins = any(ordinal == 1 for _, ordinal in marker.series)  # "(i)" after "(b)" is the first roman, not the ninth
    return None if other and other[2] != 1 and begins else other


def _beside(before: _Open, line: _Line, ordinal: int, *, inserted: bool) -> bool:
    """Whether a point may be a sibling by its indent: a little more or less is a slip, unless a count begins anew.

    An inserted point, "7 bis", stands beside its "7" wherever it is printed.
    """
    if inserted and ordinal == before.ordinal:
        return True
    deeper = line.indent - before.indent
    if deeper > 0 and ordinal == 1:
        return False
    return abs(deeper) <= 1 or (abs(deeper) < _TAB and ordinal == before.ordinal + 1)


def whole_number(parent: str, marker: Marker) -> str:
    """The number that a marker prints, with that of the provision that it stands under: "3(a)", "Article 4.2"."""
    own = marker.number
    if not parent or not own or marker.rank < LIST or marker.joined == "whole":
        return own
    if marker.joined == "()":
        return f"{parent}({own})"
    return f"{parent}.{own}" if marker.joined == "." else f"{parent} {own}"
