"""A document between all file formats: paragraphs of words, with who inserted, deleted or moved each of them."""

from collections.abc import Iterator
from typing import Literal

import msgspec

Cell = tuple[int, int, int]


class Mark(msgspec.Struct, frozen=True, gc=False):
    """Who made a change or a comment, and when: an ISO 8601 instant, "" where the document does not say."""

    author: str
    when: str = ""


class Span(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A stretch of words with one fate.

    `inserted` and `deleted` say by whom; both, when one party struck what another had put in. With a `move`, the
    name that both ends of it share, a deleted stretch was moved away and an inserted one moved here. `notes` are the
    ids of the notes whose reference stands behind the words, `comments` those of the comments made on them.
    """

    text: str
    inserted: Mark | None = None
    deleted: Mark | None = None
    move: str = ""
    notes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


class Paragraph(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One paragraph, list item or heading. `number` is what is printed before it, "1." or "(a)"; "" for none.

    `id` is a lasting id where the document keeps one. `level` is how deep it stands under the paragraphs before it,
    0 at the margin; `heading` is 1 for the highest heading, 0 for none. `inserted` and `deleted` are of its end, where
    it is divided from the next: with an inserted end, it was one paragraph with what follows. `cell` is its place in a
    table: the table's place in the document, row and column, each from 0. `part` is where it stands: headers and
    footers are read, and are no part of the text.
    """

    spans: tuple[Span, ...] = ()
    number: str = ""
    id: str = ""
    level: int = 0
    heading: int = 0
    inserted: Mark | None = None
    deleted: Mark | None = None
    move: str = ""
    lang: str = ""
    rtl: bool = False
    cell: Cell | None = None
    part: Literal["body", "header", "footer"] = "body"


class Note(msgspec.Struct, frozen=True):
    """A footnote or an endnote, such as a reservation."""

    id: str
    text: str


class Comment(msgspec.Struct, frozen=True):
    """A comment on some words; `answers` is the id of the comment that it replies to, or ""."""

    id: str
    text: str
    by: Mark
    answers: str = ""


class Document(msgspec.Struct, frozen=True, omit_defaults=True):
    """A whole document. `unread` says in sentences what of a file has no place here, so that nothing goes unsaid."""

    paragraphs: tuple[Paragraph, ...] = ()
    title: str = ""
    notes: tuple[Note, ...] = ()
    comments: tuple[Comment, ...] = ()
    lang: str = ""
    rtl: bool = False
    unread: tuple[str, ...] = ()


def accepted(document: Document) -> Document:
    """The document with every change accepted: what was deleted or moved away is gone, the rest is plain."""
    return _decided(document, gone="deleted")


def rejected(document: Document) -> Document:
    """The document with every change rejected: as it was before any of them."""
    return _decided(document, gone="inserted")


def authors(document: Document) -> tuple[str, ...]:
    """Who changed anything in it, in the order in which they first appear."""
    return tuple(dict.fromkeys(mark.author for mark in _marks(document)))


def plain(paragraph: Paragraph) -> str:
    """The words of a paragraph, those that changes deleted included."""
    return "".join(span.text for span in paragraph.spans)


def _marks(document: Document) -> Iterator[Mark]:
    for paragraph in document.paragraphs:
        ends: tuple[Span | Paragraph, ...] = (*paragraph.spans, paragraph)
        for one in ends:
            yield from (mark for mark in (one.inserted, one.deleted) if mark)


def _decided(document: Document, gone: Literal["inserted", "deleted"]) -> Document:
    """Without what is `gone`; a paragraph whose end is gone runs on into the next, whose nature it takes."""
    found: list[Paragraph] = []
    open_ends: list[Span] = []
    for paragraph in document.paragraphs:
        spans = tuple(
            msgspec.structs.replace(s, inserted=None, deleted=None, move="")
            for s in paragraph.spans
            if not getattr(s, gone)
        )
        if getattr(paragraph, gone):
            open_ends += spans
            continue
        found.append(
            msgspec.structs.replace(paragraph, spans=(*open_ends, *spans), inserted=None, deleted=None, move="")
        )
        open_ends = []
    if open_ends:
        found.append(Paragraph(tuple(open_ends)))
    return msgspec.structs.replace(document, paragraphs=tuple(found))
