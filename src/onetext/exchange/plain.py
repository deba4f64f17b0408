"""Plain text in and out: numbered points, headings and paragraphs, without changes."""

from collections.abc import Iterator

from msgspec.structs import replace

from onetext.exchange.document import Document, authors, plain
from onetext.exchange.drafts import document_of
from onetext.exchange.errors import UnreadableDocument
from onetext.sentences import listed, say
from onetext.text.plain_text import UnreadableText, decode
from onetext.text.reading import read_points

_TAB = 4


def read(data: bytes) -> Document:
    """The provisions of a plain text as paragraphs. Raises UnreadableDocument where the bytes are none."""
    try:
        source = decode(data)
    except UnreadableText as error:
        raise UnreadableDocument(*error.args) from error
    found = document_of(read_points(source, str) if source.strip() else ())
    return replace(found, paragraphs=tuple(replace(one, id="") for one in found.paragraphs))


def write(document: Document) -> bytes:
    """The words of a document, with its notes and comments at the end.

    Raises UnreadableDocument where there are tracked changes: a plain text cannot show whose they are, and would have
    to choose a side.
    """
    if by := authors(document):
        raise UnreadableDocument(
            say(
                "A plain text cannot hold changes and who made them ({names}): "
                "name a file that ends in .md, .html or .docx.",
                names=listed(by, "; "),
            )
        )
    called = {note.id: str(place) for place, note in enumerate(document.notes, start=1)}
    lines: list[str] = []
    for one in document.paragraphs:
        marks = "".join(f"[^{called[id_]}]" for span in one.spans for id_ in span.notes if id_ in called)
        sign = f"{'#' * one.heading} " if one.heading else " " * _TAB * one.level
        lines += [
            f"{sign}{one.number} {plain(one)}{marks}".rstrip() if one.number else f"{sign}{plain(one)}{marks}",
            "",
        ]
    lines += [f"[^{called[note.id]}]: {note.text}" for note in document.notes]
    lines += _comments(document)
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _comments(document: Document) -> Iterator[str]:
    for comment in document.comments:
        on = "".join(span.text for one in document.paragraphs for span in one.spans if comment.id in span.comments)
        yield f"Comment by {comment.by.author} on “{' '.join(on.split())}”: {comment.text}"
