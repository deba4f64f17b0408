"""Writing a document as PDF with typst: the words go in as data, and no font but our own is used."""

import json
import re
import string
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from onetext.exchange.document import Comment, Document, Mark, Note, Paragraph, Span, authors, plain
from onetext.exchange.errors import UnreadableDocument
from onetext.sentences import say

FONTS = Path(__file__).resolve().parents[1] / "fonts"
TREATY = Path(__file__).with_name("treaty.typ")
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "MODIFIER")
NARROWEST, WIDEST = 10, 60
"""Characters between which the longer the cells of a column are, the more room it gets."""
WHOLE = 1_200
"""Characters up to which a row of a table is not divided between two pages."""
LONGEST = 30
"""Characters without white space after which a line may end within a word."""
WIDE = 3
"""Columns from which a table has the paper lie on its long side."""


_LONG = re.compile(rf"\S{{{LONGEST},}}")


def write(document: Document) -> bytes:
    """The document as a PDF of A4 pages, tagged for screen readers; the same document gives the same bytes.

    What was put in is underlined, what was taken out struck through, what moved stands in angle brackets, and a
    letter says by whom: colour only repeats it. Notes stand at the foot of the page, comments at the end. Raises
    UnreadableDocument where the words cannot be set.
    """
    import typst  # noqa: PLC0415  a third of a second

    try:
        pdf = typst.compile(
            TREATY,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            format="pdf",
            timestamp=0,
            sys_inputs={"document": json.dumps(_data(document), ensure_ascii=False)},
        )
    except (typst.TypstError, ValueError) as error:
        raise UnreadableDocument(say("The document cannot be set as PDF: {why}.", why=error)) from error
    return pdf


def unprintable(document: Document) -> tuple[str, ...]:
    """The scripts of letters in a document that our fonts do not have, by their Unicode names, in order.

    Such letters, in its words, notes and comments, print as empty boxes.
    """
    said = (document.title, *map(plain, document.paragraphs), *(one.number for one in document.paragraphs))
    beside = (*(note.text for note in document.notes), *(one.text + one.by.author for one in document.comments))
    letters = dict.fromkeys(
        c for words in (*said, *beside, *authors(document)) for c in unicodedata.normalize("NFKC", words)
    )
    scripts = (unicodedata.name(letter, "unnamed").split()[0] for letter in letters if letter.isalpha())
    return tuple(script for script in dict.fromkeys(scripts) if script not in SCRIPTS)


def _data(document: Document) -> dict[str, Any]:
    """The document as typst reads it: the letters of the authors, the notes in their places, tables as rows."""
    letters = dict(zip(authors(document), _letters(), strict=False))
    placed = _Places(
        letters,
        {note.id: note for note in document.notes},
        {comment.id: number for number, comment in enumerate(document.comments, 1)},
        {move: number for number, move in enumerate(_moves(document.paragraphs), 1)},
    )
    blocks = list(_blocks(document.paragraphs, placed))
    return {
        "title": document.title,
        "lang": document.lang or "en",
        "rtl": document.rtl,
        "landscape": any("rows" in block and len(block["columns"]) >= WIDE for block in blocks),
        "marked": bool(letters),
        "authors": [{"letter": letter, "name": name or "unknown"} for name, letter in letters.items()],
        "blocks": blocks,
        "comments": [_comment(comment, placed) for comment in document.comments],
    }


class _Places(msgspec.Struct, frozen=True):
    """Where things are printed: the authors' letters, the notes, the numbers of comments and moves, by their ids."""

    letters: Mapping[str, str]
    notes: Mapping[str, Note]
    comments: Mapping[str, int]
    moves: Mapping[str, int]

    def letter(self, mark: Mark | None) -> str | None:
        return self.letters[mark.author] if mark else None


def _letters() -> Iterator[str]:
    """The letters a to z, then aa, ab and so on."""
    for first in ("", *string.ascii_lowercase):
        for second in string.ascii_lowercase:
            yield first + second


def _moves(paragraphs: Iterable[Paragraph]) -> dict[str, None]:
    """The names of the moves in their order."""
    return dict.fromkeys(span.move for paragraph in paragraphs for span in paragraph.spans if span.move)


def _blocks(paragraphs: Iterable[Paragraph], placed: _Places) -> Iterator[dict[str, Any]]:
    for table, group in groupby(paragraphs, key=lambda paragraph: paragraph.cell and paragraph.cell[0]):
        if table is None:
            yield from (_flow(paragraph, placed) for paragraph in group)
        else:
            yield _table(list(group), placed)


def _table(paragraphs: Sequence[Paragraph], placed: _Places) -> dict[str, Any]:
    cells: dict[tuple[int, int], list[Paragraph]] = {}
    for paragraph in paragraphs:
        if paragraph.cell:
            cells.setdefault(paragraph.cell[1:], []).append(paragraph)
    rows, columns = (1 + max(place[axis] for place in cells) for axis in (0, 1))
    table = [[cells.get((row, column), []) for column in range(columns)] for row in range(rows)]
    return {
        "columns": [_share([_length(row[column]) for row in table]) for column in range(columns)],
        "rows": [
            {
                "whole": sum(map(_length, row)) <= WHOLE,
                "cells": [[_flow(paragraph, placed) for paragraph in cell] for cell in row],
            }
            for row in table
        ],
    }


def _share(lengths: Sequence[int]) -> float:
    """The room of a column, from the lengths of its cells that are not empty."""
    filled = [length for length in lengths if length]
    return min(max(sum(filled) / max(len(filled), 1), NARROWEST), WIDEST)


def _length(cell: Iterable[Paragraph]) -> int:
    return sum(len(plain(paragraph)) + len(paragraph.number) for paragraph in cell)


def _flow(paragraph: Paragraph, placed: _Places) -> dict[str, Any]:
    return {
        "heading": paragraph.heading,
        "number": paragraph.number,
        "level": paragraph.level,
        "lang": paragraph.lang or None,
        "rtl": paragraph.rtl,
        "inserted": placed.letter(paragraph.inserted),
        "deleted": placed.letter(paragraph.deleted),
        "spans": [_span(span, placed) for span in paragraph.spans],
    }


def _span(span: Span, placed: _Places) -> dict[str, Any]:
    return {
        "words": _LONG.sub(_breakable, span.text),
        "inserted": placed.letter(span.inserted),
        "deleted": placed.letter(span.deleted),
        "move": placed.moves.get(span.move),
        "notes": [placed.notes[id_].text for id_ in span.notes if id_ in placed.notes],
        "comments": [placed.comments[id_] for id_ in span.comments if id_ in placed.comments],
    }


def _breakable(word: re.Match[str]) -> str:
    """A word that is longer than a line, with places where a line may end."""
    return "\u200b".join(word[0][at : at + LONGEST] for at in range(0, len(word[0]), LONGEST))


def _comment(comment: Comment, placed: _Places) -> dict[str, Any]:
    answers = placed.comments.get(comment.answers)
    said = f", {comment.by.when}" * bool(comment.by.when) + f", in answer to [{answers}]" * bool(answers)
    return {
        "number": placed.comments[comment.id],
        "by": comment.by.author or "unknown",
        "said": said,
        "words": comment.text,
    }
