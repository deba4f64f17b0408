"""Markdown out: numbers as printed, changes and comments in CriticMarkup, footnotes, tables.

Markdown has no place for lasting ids, headers and footers, the language of a paragraph, answers to comments, and a
comment on words in several paragraphs, which stands at their end.
"""

from collections.abc import Iterable
from itertools import groupby

from msgspec.structs import replace

from onetext.exchange.document import Comment, Document, Mark, Note, Paragraph, Span
from onetext.exchange.markdown.critic import before_a_passage, hidden

_TAB = 4
_HIGHEST = 6


def write(document: Document) -> bytes:
    """The document as Markdown, as UTF-8. Its notes are numbered, since not every name can stand in a mark."""
    document = _with_numbered_notes(document)
    comments = {comment.id: comment for comment in document.comments}
    blocks = []
    body = [one for one in document.paragraphs if one.part == "body"]
    for table, together in groupby(body, lambda one: one.cell and one.cell[0]):
        paragraphs = list(together)
        if table is None:
            blocks += [_paragraph(one, comments, last=one is body[-1]) for one in paragraphs]
        else:
            blocks.append(f"{_table(paragraphs, comments)}\n\n")
    notes = "".join(f"[^{note.id}]: {_indented(note.text)}\n" for note in document.notes)
    text = f"{_head(document)}{''.join(blocks)}".rstrip("\n") + "\n"
    return (f"{text}\n{notes}" if notes else text).encode()


def _with_numbered_notes(document: Document) -> Document:
    numbers = {note.id: str(number) for number, note in enumerate(document.notes, 1)}
    paragraphs = tuple(
        replace(
            one,
            spans=tuple(
                replace(span, notes=tuple(numbers[n] for n in span.notes if n in numbers)) for span in one.spans
            ),
        )
        for one in document.paragraphs
    )
    return replace(document, paragraphs=paragraphs, notes=tuple(Note(numbers[n.id], n.text) for n in document.notes))


def _head(document: Document) -> str:
    """What the file says of itself."""
    title = document.title.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    said = {
        "title": f'"{title}"' if title else "",
        "lang": document.lang,
        "dir": "rtl" if document.rtl else "",
    }
    lines = "".join(f"{name}: {value}\n" for name, value in said.items() if value)
    return f"---\n{lines}---\n\n" if lines else ""


def _indented(text: str) -> str:
    return text.replace("\n", f"\n{' ' * _TAB}")


def _paragraph(paragraph: Paragraph, comments: dict[str, Comment], *, last: bool) -> str:
    sign = f"{'#' * min(paragraph.heading, _HIGHEST)} " if paragraph.heading else " " * _TAB * paragraph.level
    point = "." if paragraph.number.isdecimal() else ""  # a bare figure begins no point in a plain text
    number = f"{paragraph.number}{point} " if paragraph.number else ""
    end = Span("\n\n", paragraph.inserted, paragraph.deleted, paragraph.move)
    return f"{sign}{number}{_words((*paragraph.spans, *(() if last else (end,))), comments)}"


def _words(spans: Iterable[Span], comments: dict[str, Comment]) -> str:
    found = ""
    for on, together in groupby(spans, lambda one: tuple(name for name in one.comments if name in comments)):
        words = ""
        for fate, alike in groupby(together, lambda one: (one.inserted, one.deleted, one.move)):
            changed = _changed(list(alike), *fate)
            words = f"{before_a_passage(words) if any(fate) else words}{changed}"
        new = [comments.pop(name) for name in on if name in comments]
        passage = f"{{=={words}==}}{''.join(map(_comment, new))}" if new else words
        found = f"{before_a_passage(found) if passage.startswith('{') else found}{passage}"
    return found


def _changed(spans: list[Span], inserted: Mark | None, deleted: Mark | None, move: str) -> str:
    words = text = ""
    for span in spans:
        text += span.text
        if span.notes:
            words, text = words + hidden(text) + "".join(f"[^{note}]" for note in span.notes), ""
    words += hidden(text)
    if deleted:
        words = f"{{--{words}--}}{_by(deleted, move)}"
    return f"{{++{words}++}}{_by(inserted, move)}" if inserted else words


def _by(mark: Mark, move: str) -> str:
    """Who made a change; a mark of nobody, at no known time, needs no words."""
    said = f"by {mark.author}{f' | {mark.when}' if mark.when else ''}{f' | moved {move}' if move else ''}"
    return f"{{>>{hidden(said)}<<}}" if said != "by " else ""


def _comment(comment: Comment) -> str:
    return f"{{>>{hidden(f'{comment.by.author} | {comment.by.when} | {comment.text}')}<<}}"


def _table(paragraphs: list[Paragraph], comments: dict[str, Comment]) -> str:
    placed: dict[tuple[int, int], list[str]] = {}
    for one in paragraphs:
        if one.cell is not None:
            words = f"{one.number} {_words(one.spans, comments)}".lstrip()
            placed.setdefault(one.cell[1:], []).append(words.replace("|", "\\|").replace("\n", "<br>"))
    columns = sorted({column for _, column in placed})
    lines = [
        "| " + " | ".join("<br>".join(placed.get((row, column), [])) for column in columns) + " |"
        for row in sorted({row for row, _ in placed})
    ]
    return "\n".join([lines[0], f"|{' --- |' * len(columns)}", *lines[1:]])
