"""Plain text in and out: numbered points, headings and paragraphs, without changes."""

from msgspec.structs import replace

from onetext.exchange.document import Document, accepted, plain
from onetext.exchange.drafts import document_of
from onetext.exchange.errors import UnreadableDocument
from onetext.text.plain_text import UnreadableText, decode
from onetext.text.reading import read_points

_TAB = 4


def read(data: bytes) -> Document:
    """The provisions of a plain text as paragraphs. Raises UnreadableDocument where the bytes are none."""
    try:
        source = decode(data)
    except UnreadableText as error:
        raise UnreadableDocument(str(error)) from error
    found = document_of(read_points(source, str) if source.strip() else ())
    return replace(found, paragraphs=tuple(replace(one, id="") for one in found.paragraphs))


def write(document: Document) -> bytes:
    """The document as it reads with every change accepted, its notes at the end; comments are left out."""
    written = accepted(document)
    called = {note.id: str(place) for place, note in enumerate(written.notes, start=1)}
    lines: list[str] = []
    for one in written.paragraphs:
        marks = "".join(f"[^{called[id_]}]" for span in one.spans for id_ in span.notes if id_ in called)
        sign = f"{'#' * one.heading} " if one.heading else " " * _TAB * one.level
        lines += [
            f"{sign}{one.number} {plain(one)}{marks}".rstrip() if one.number else f"{sign}{plain(one)}{marks}",
            "",
        ]
    lines += [f"[^{called[note.id]}]: {note.text}" for note in written.notes]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()
