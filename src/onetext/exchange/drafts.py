"""Drafts in and out: the provisions of a text in a document of any format, and a document of provisions.

The same text has the same provisions whether it is read from Word, from Markdown or from a page of HTML: the paragraphs
of a document are laid out as plain text, each with its number before it and indented by its level, and are read as
`text.reading` reads any plain text. Where the paragraphs keep lasting ids, as those of a document that onetext wrote,
each is one provision, and its heading and level say under which other it stands.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import msgspec

from onetext.exchange.direction import mostly_right_to_left, right_to_left
from onetext.exchange.document import Document, Note, Paragraph, Span, plain
from onetext.text.numbering import LIST, is_vacant, marker_at
from onetext.text.provision import Provision, Wording
from onetext.text.reading import alone_where_they_run_on, read_points, whole_number

NOT_KNOWN = "[…]"
VACANT = "(vacant)"
_TAB = 4
_DEEPEST_HEADING = 6
_DRESS = re.compile(r"[#*_\s]*(.*?)[*_\s]*", re.DOTALL)
_BARE = re.compile(r"\d{1,3}[A-Z]?")
_OPTION = re.compile(r"(?:option|alternative|alt)\.? \w{1,8}", re.IGNORECASE)
_SIGN = re.compile(r"[^\w(§]+|o", re.UNICODE)


class Layout(NamedTuple):
    """The provisions of some paragraphs, laid out as one plain text.

    `starts` says where in that text the words of each paragraph begin, `places` from where to where the words of each
    provision go.
    """

    wording: Wording
    starts: tuple[int, ...]
    places: tuple[tuple[int, int], ...]


def wording_of(document: Document, new_id: Callable[[int], str]) -> Wording:
    """The provisions of a document, with the lasting ids that its paragraphs keep, else with new ones.

    `new_id` gives the id for the provision at each place, counted from 0. Headers and footers are no part of the
    text. A paragraph without number is a provision as well; an empty one is none. Changes count as accepted or as
    rejected before: see `document.accepted` and `document.rejected`.
    """
    return layout([one for one in document.paragraphs if one.part == "body"], new_id).wording


def keeps_ids(paragraphs: Iterable[Paragraph]) -> bool:
    """Whether most paragraphs keep a lasting id, so that each is one provision."""
    filled = [one for one in paragraphs if _is_something(one)]
    return 2 * sum(bool(one.id) for one in filled) > len(filled)


def layout(paragraphs: Sequence[Paragraph], new_id: Callable[[int], str], *, named: bool | None = None) -> Layout:
    """The provisions of some paragraphs, and where in the laid out text everything stands.

    With `named`, each paragraph is one provision; it is worked out where it is not said.
    """
    if named is None:
        named = keeps_ids(paragraphs)
    prefixes = [_prefix(one) for one in paragraphs]
    texts = [plain(one) for one in paragraphs]
    starts, pieces, at = [], [], 0
    for one, prefix, text in zip(paragraphs, prefixes, texts, strict=True):
        laid = f"{prefix}{text}" if _is_something(one) else text
        starts.append(at + len(laid) - len(text))
        pieces.append(f"{laid}\n\n")
        at += len(laid) + 2
    if named:
        wording = _each_one(paragraphs, prefixes, pieces, new_id)
    else:
        wording = _as_printed(_read("".join(pieces), new_id), paragraphs, prefixes, starts)
    return Layout(wording, tuple(starts), _places(wording))


def _places(wording: Wording) -> tuple[tuple[int, int], ...]:
    """From where to where the words of each provision go in the whole text."""
    ends = accumulate(len(p.mark) + len(p.words or "") + len(p.gap) for p in wording)
    return tuple(
        (end - len(p.gap) - len(p.words or ""), end - len(p.gap)) for p, end in zip(wording, ends, strict=True)
    )


def _is_something(paragraph: Paragraph) -> bool:
    return bool(paragraph.number.strip() or plain(paragraph).strip())


def _prefix(paragraph: Paragraph) -> str:
    """What stands before the words of a paragraph when it is laid out as plain text."""
    number = paragraph.number.strip()
    if _BARE.fullmatch(number):
        number += "."
    elif _OPTION.fullmatch(number):
        number += ":"
    elif _SIGN.fullmatch(number):
        number = "•"
    sign = f"{'#' * min(paragraph.heading, _DEEPEST_HEADING)} " if paragraph.heading else " " * _TAB * paragraph.level
    return f"{sign}{number} " if number else sign


def _read(source: str, new_id: Callable[[int], str]) -> Wording:
    return read_points(source, new_id) if source.strip() else ()


class _Above(NamedTuple):
    """A provision under which the next may stand."""

    heading: int
    level: int
    id: str
    number: str


def _each_one(
    paragraphs: Sequence[Paragraph], prefixes: Sequence[str], pieces: Sequence[str], new_id: Callable[[int], str]
) -> Wording:
    """A provision of each paragraph that is not empty; what is empty is white space before the next, or at the end."""
    found: list[Provision] = []
    above: list[_Above] = []
    taken: set[str] = set()
    before = ""
    for paragraph, prefix, piece in zip(paragraphs, prefixes, pieces, strict=True):
        if not _is_something(paragraph):
            before += piece
            continue
        own = paragraph.id if paragraph.id and paragraph.id not in taken else new_id(len(found))
        taken.add(own)
        found.append(_own(above, paragraph, own, f"{before}{prefix}"))
        before = ""
    if found and before:
        found[-1] = msgspec.structs.replace(found[-1], gap=found[-1].gap + before)
    return alone_where_they_run_on(found)


def _own(above: list[_Above], paragraph: Paragraph, own: str, lead: str) -> Provision:
    """The provision of one paragraph, which opens for those that stand under it where it has a number or a sign."""
    opened = [one for one in above if _holds(one, paragraph)]
    over = opened[-1] if opened else _Above(0, 0, "", "")
    number, at = _numbered(paragraph, over.number)
    text = plain(paragraph)
    words = text[at:].strip()
    at = text.index(words, at)
    if number or paragraph.number or paragraph.heading:
        above[:] = opened
        above.append(_Above(paragraph.heading, paragraph.level, own, number))
    return Provision(
        own,
        words,
        number=number,
        mark=f"{lead}{text[:at]}",
        gap=f"{text[at + len(words) :]}\n\n",
        parent=over.id,
        heading=paragraph.heading > 0,
        vacant=bool(number) and is_vacant(words),
    )


def _holds(above: _Above, paragraph: Paragraph) -> bool:
    """Whether a paragraph stands under what is open: a higher heading, or one less deep."""
    if paragraph.heading:
        return 0 < above.heading < paragraph.heading
    return above.heading > 0 or above.level < paragraph.level


def _numbered(paragraph: Paragraph, over: str) -> tuple[str, int]:
    """The whole number of a paragraph, and where its words begin behind one that is typed with them."""
    printed, text = paragraph.number.strip(), plain(paragraph)
    line = f"{_prefix(paragraph).strip()} X" if printed else text
    first = len(line) - len(line.lstrip())
    stop = line.find("\n", first)
    marker = marker_at(line, 0, first, len(line) if stop < 0 else stop)
    if marker is None or (printed and not marker.number):
        return _bare(printed), 0
    if printed:
        return (marker.number if paragraph.heading else whole_number(over, marker)), 0
    typed = marker.end == first or not paragraph.id
    if paragraph.heading or marker.rank < LIST or not typed or not text[marker.end :].strip():
        return "", 0
    return whole_number(over, marker), marker.end if marker.end > first else 0


def _bare(printed: str) -> str:
    return "" if _SIGN.fullmatch(printed) else printed.rstrip(".: ")


def _as_printed(
    wording: Wording, paragraphs: Sequence[Paragraph], prefixes: Sequence[str], starts: Sequence[int]
) -> Wording:
    """The provisions, with the numbers that a document prints and no reader of plain text knows, "№ 5", as numbers."""
    printed = {
        start - len(prefix.lstrip(" #")): (start, one.number.strip())
        for one, prefix, start in zip(paragraphs, prefixes, starts, strict=True)
        if one.number.strip()
    }
    found = list(wording)
    for at, ((start, _), provision) in enumerate(zip(_places(wording), wording, strict=True)):
        first, number = printed.get(start, (start, ""))
        words = provision.words or ""
        if number and not provision.number and not _SIGN.fullmatch(number) and words[first - start :].strip():
            mark, rest = words[: first - start], words[first - start :]
            lead = rest[: len(rest) - len(rest.lstrip())]
            found[at] = msgspec.structs.replace(
                provision, number=_bare(number), mark=f"{provision.mark}{mark}{lead}", words=rest.lstrip()
            )
    return tuple(found)


def document_of(wording: Wording, title: str = "", lang: str = "") -> Document:
    """A document of provisions, each a paragraph with its id, its printed number, its heading or level."""
    paragraphs = tuple(
        shell(provision, depth, _words(provision)) for provision, depth in zip(wording, depths(wording), strict=True)
    )
    notes = tuple(not_known(p) for p in wording if p.words is None and not p.vacant)
    return Document(paragraphs, title=title, notes=notes, lang=lang, rtl=mostly_right_to_left(paragraphs))


def _words(provision: Provision) -> tuple[Span, ...]:
    if provision.words is None and not provision.vacant:
        return (Span(NOT_KNOWN, notes=(not_known(provision).id,)),)
    words = shown(provision)
    return (Span(words),) if words else ()


def not_known(provision: Provision) -> Note:
    """The note on a provision whose words are not known."""
    return Note(f"unknown-{provision.id}", "The words of this point are not known.")


def shown(provision: Provision) -> str:
    """The words of a provision as a document has them; a vacant one says so."""
    return provision.words or (VACANT if provision.vacant else "")


class Depth(NamedTuple):
    """How deep a provision stands: under how many headings, and under how many other provisions."""

    headings: int
    others: int


def depths(wording: Wording) -> Iterator[Depth]:
    """For each provision in its place, how deep it stands."""
    by_id = {p.id: p for p in wording}
    for provision in wording:
        headings = others = 0
        met = {provision.id}
        above = by_id.get(provision.parent)
        while above is not None and above.id not in met:
            met.add(above.id)
            headings, others = headings + above.heading, others + (not above.heading)
            above = by_id.get(above.parent)
        yield Depth(headings, others)


def shell(provision: Provision, depth: Depth, spans: tuple[Span, ...]) -> Paragraph:
    """The paragraph of a provision around these words."""
    return Paragraph(
        spans,
        number=printed(provision),
        id=provision.id,
        level=0 if provision.heading else depth.others,
        heading=min(depth.headings + 1, _DEEPEST_HEADING) if provision.heading else 0,
        lang=provision.lang,
        rtl=right_to_left(provision.words or "".join(span.text for span in spans), provision.lang),
    )


def printed(provision: Provision) -> str:
    """The number as it is printed before the words, without what is only dress in plain text; "" where they hold it."""
    found = _DRESS.fullmatch(provision.mark)
    mark = found[1] if found else ""
    if mark and _agree(mark, provision.number):
        return mark
    own = provision.number.rpartition(".")[2]
    return "" if (provision.words or "").lstrip("[*_").startswith((provision.number, own)) else provision.number


def _agree(mark: str, number: str) -> bool:
    """Whether a printed mark is that of the number; a part of a split has the mark of the whole."""
    if mark == f"{number}." and number.isdecimal():
        return True  # as nearly every point is numbered
    line = f"{mark} X"
    marker = marker_at(line, 0, 0, len(line))
    return marker is None or not number or number.rstrip(")").endswith(marker.number)
