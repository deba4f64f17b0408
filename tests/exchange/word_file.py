"""Word files as they are met, made by hand; each states what must be read of it.

A paragraph is stated as one line: its place, number and words. "# " is a heading, "> " one level down, "[0,1,0] " a
table's cell, "header: " where it stands; "{+Ann: words}" was inserted by Ann, "{-Ben: words}" deleted by Ben, "~m" is a
move's name, "c1" a comment; "^1" is a note's mark; "¶" is a changed end of the paragraph.
"""

from typing import NamedTuple

from onetext.exchange.document import Document, Mark, Paragraph, Span


class WordFile(NamedTuple):
    """A file, what must be read of it line by line, and the notes, comments and sentences that must come with it."""

    name: str
    data: bytes
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def shown(document: Document) -> tuple[str, ...]:
    """The paragraphs of a document, a line each."""
    return tuple(_line(paragraph) for paragraph in document.paragraphs)


def _line(paragraph: Paragraph) -> str:
    place = "" if paragraph.part == "body" else f"{paragraph.part}: "
    if paragraph.cell is not None:
        place += f"[{','.join(map(str, paragraph.cell))}] "
    place += "#" * paragraph.heading + " " * bool(paragraph.heading)
    place += ">" * paragraph.level + " " * bool(paragraph.level)
    words = "".join(_span(span) for span in paragraph.spans)
    end = _marks(paragraph.inserted, paragraph.deleted, paragraph.move)
    return place + " ".join(filter(None, (paragraph.number, words))) + (f" ¶{end}" if end else "")


def _span(span: Span) -> str:
    words = span.text + "".join(f"^{note}" for note in span.notes)
    marks = " ".join(
        filter(None, (_marks(span.inserted, span.deleted, span.move), *(f"c{one}" for one in span.comments)))
    )
    return f"{{{marks}: {words}}}" if marks else words


def _marks(inserted: Mark | None, deleted: Mark | None, move: str) -> str:
    found = (inserted and f"+{inserted.author}", deleted and f"-{deleted.author}", move and f"~{move}")
    return " ".join(one for one in found if one)
