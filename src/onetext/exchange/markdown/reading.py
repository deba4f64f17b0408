"""Markdown in: points, headings and paragraphs as they are read from any plain text, and what Markdown has on top.

So the same text has the same provisions in Markdown and in Word. On top are changes and comments, footnotes, tables,
and what the head of the file says of it.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from onetext.exchange.document import Document, Mark, Note, Paragraph, Span
from onetext.exchange.drafts import document_of
from onetext.exchange.errors import UnreadableDocument
from onetext.exchange.markdown.critic import Marked
from onetext.exchange.markdown.tables import FILLER, Table, covered, tables
from onetext.text.plain_text import UnreadableText, decode
from onetext.text.provision import Provision
from onetext.text.reading import read_points

_HEAD = re.compile(r"---[ \t]*\n(?P<said>(?:[A-Za-z][\w-]*:[^\n]*\n)+)---[ \t]*(?:\n|\Z)")
_NOTE = re.compile(
    r"^\[\^(?P<name>[^\]\s]{1,60})\]:[ \t]?(?P<text>[^\n]*(?:\n(?:[ ]{4}|\t)[^\n]*)*)(?:\n|\Z)", re.MULTILINE
)
_INDENT = re.compile(r"\n(?:[ ]{4}|\t)")
_KNOWN = ("title", "lang", "dir")


def read(data: bytes) -> Document:
    """The document in a Markdown text; raises UnreadableDocument, with a sentence, where the bytes are no text."""
    try:
        source = decode(data).replace("\r\n", "\n")
    except UnreadableText as error:
        raise UnreadableDocument(*error.args) from error
    head = _HEAD.match(source)
    said = dict(_said(head)) if head else {}
    body = source[head.end() :] if head else source
    notes = {found["name"]: _INDENT.sub("\n", found["text"]) for found in _NOTE.finditer(body)}
    marked = Marked(_NOTE.sub("", body), notes)
    return Document(
        paragraphs=_moved_ends(list(_paragraphs(marked))),
        title=said.get("title", ""),
        notes=tuple(Note(name, text) for name, text in notes.items()),
        comments=tuple(marked.comments),
        lang=said.get("lang", ""),
        rtl=said.get("dir") == "rtl",
        unread=tuple(f"What the head of the file says of {name!r} is not read." for name in said if name not in _KNOWN),
    )


def _said(head: re.Match[str]) -> Iterator[tuple[str, str]]:
    """What the lines at the head of a file say of it."""
    for line in head["said"].splitlines():
        name, _, value = line.partition(":")
        value = value.strip()
        quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
        yield name.lower(), value[1:-1].replace('\\"', '"').replace("\\\\", "\\") if quoted else value


def _paragraphs(marked: Marked) -> Iterator[Paragraph]:
    text = marked.text()
    grids = {table.start: (place, table) for place, table in enumerate(tables(text))}
    laid = covered(text, tuple(table for _, table in grids.values()))
    wording = read_points(laid, str) if laid.strip() else ()
    at = 0
    for provision, paragraph in zip(wording, document_of(wording).paragraphs, strict=True):
        start = at + len(provision.mark)
        at = start + len(provision.words or "")
        end = at + len(provision.gap)
        if start in grids and laid[start] == FILLER:
            yield from _cells(marked, *grids[start], paragraph)
        else:
            yield _paragraph(marked, provision, paragraph, (start, at, end))
        at = end


def _paragraph(marked: Marked, provision: Provision, paragraph: Paragraph, place: tuple[int, int, int]) -> Paragraph:
    start, stop, end = place
    spans = marked.cut(start, stop) if provision.words else paragraph.spans
    ends = [span for span in marked.cut(stop, end) if "\n" in span.text]
    fates = {(span.inserted, span.deleted, span.move) for span in ends}
    inserted, deleted, move = fates.pop() if len(fates) == 1 else (None, None, "")
    return replace(paragraph, spans=spans, id="", inserted=inserted, deleted=deleted, move=move)


def _cells(marked: Marked, place: int, table: Table, paragraph: Paragraph) -> Iterator[Paragraph]:
    for cell in table.cells:
        spans = tuple(_unfolded(span) for span in marked.cut(cell.start, cell.stop))
        yield Paragraph(spans, level=paragraph.level, cell=(place, cell.row, cell.column))


def _unfolded(span: Span) -> Span:
    """The words of a cell, with its own new lines and bars."""
    return replace(span, text=re.sub(r"<br\s*/?>", "\n", span.text).replace("\\|", "|"))


def _moved_ends(paragraphs: list[Paragraph]) -> tuple[Paragraph, ...]:
    """A new paragraph written as `{++⏎⏎words++}` ends with an inserted end, as word processors have it."""
    for at in range(1, len(paragraphs)):
        before, one = paragraphs[at - 1], paragraphs[at]
        for fate in ("inserted", "deleted"):
            mark: Mark | None = getattr(before, fate)
            whole = one.spans and all(getattr(span, fate) == mark for span in one.spans)
            own = before.spans and all(getattr(span, fate) == mark for span in before.spans)
            if mark and whole and not own and not (one.inserted or one.deleted):
                paragraphs[at - 1] = before = replace(before, **{fate: None}, move="")
                paragraphs[at] = one = replace(one, **{fate: mark}, move=before.move)
    return tuple(paragraphs)
