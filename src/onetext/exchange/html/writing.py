"""HTML out: a document as one page that stands alone, for reading, reading aloud and printing in black and white.

No script, and nothing fetched: the page's own policy forbids both. Words inserted and deleted are `ins` and `del`, with
hidden words for screen readers, and a small letter for each author, so that no colour is needed. What helps only the
reader of the page bears `data-aid`, and is passed over when the page is read as a document again.
"""

import base64
import hashlib
import re
from html import escape
from itertools import groupby

from onetext.exchange.document import Comment, Document, Mark, Note, Paragraph, Span
from onetext.exchange.page_style import DOCUMENT, STYLE
from onetext.exchange.xml import writable

HIGHEST = 6
"""The lowest kind of heading that HTML has: the page's title is its first, so a document's first is h2."""
_DEEPEST = 4
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?)?")
_SHEET = STYLE + DOCUMENT
_POLICY = (
    "default-src 'none'; style-src 'sha256-" + base64.b64encode(hashlib.sha256(_SHEET.encode()).digest()).decode() + "'"
)


def write(document: Document) -> bytes:
    """The document as a page of HTML, as UTF-8.

    Raises RecordError for words with a character that HTML cannot hold.
    """
    return _Page(document).text().encode()


class _Page:
    """One document on its way into HTML."""

    def __init__(self, document: Document) -> None:
        self.document = document
        named = dict.fromkeys(mark.author for mark in _marks(document))
        self.letters = {author: _letter(place) for place, author in enumerate(named)}
        self.notes = {note.id: place for place, note in enumerate(document.notes, 1)}
        self.comments = {comment.id: place for place, comment in enumerate(document.comments, 1)}
        self.moves = {move: place for place, move in enumerate(_moves(document), 1)}
        self.linked: set[str] = set()

    def text(self) -> str:
        title = _safe(self.document.title)
        lang = f' lang="{_safe(self.document.lang)}"' if self.document.lang else ""
        way = ' dir="rtl"' if self.document.rtl else ' dir="ltr"'
        head = f"<h1 data-aid>{title}</h1>\n" if title else ""
        return (
            f'<!doctype html>\n<html{lang}{way}>\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{title}</title>\n<style>{_SHEET}</style>\n</head>\n"
            f'<body>\n<main data-document="onetext">\n{head}{self._legend()}{self._body()}{self._end()}'
            "</main>\n</body>\n</html>\n"
        )

    def _legend(self) -> str:
        """Which letter stands for which author."""
        if not self.letters:
            return ""
        who = ", ".join(
            f"<sup>{letter}</sup> {_safe(author) or 'not named'}" for author, letter in self.letters.items()
        )
        return (
            '<p data-aid lang="en" dir="ltr">Changes: <ins>inserted</ins>, <del>deleted</del>, '
            '<del class="moved">moved away</del> and <ins class="moved">moved here</ins> under one number; '
            f"by {who}.</p>\n"
        )

    def _body(self) -> str:
        found = []
        for table, paragraphs in groupby(self.document.paragraphs, lambda one: one.cell and one.cell[0]):
            together = list(paragraphs)
            found.append("".join(map(self._block, together)) if table is None else self._rows(together))
        return "".join(found)

    def _rows(self, paragraphs: list[Paragraph]) -> str:
        """A table whose cells all stand; those of which nothing is known are empty."""
        placed: dict[tuple[int, int], list[Paragraph]] = {}
        for one in paragraphs:
            if one.cell is not None:
                placed.setdefault(one.cell[1:], []).append(one)
        columns = sorted({column for _, column in placed})
        rows = sorted({row for row, _ in placed})
        lines = [[placed.get((row, column), []) for column in columns] for row in rows]
        return f"<div><table>\n{''.join(self._row(cells) for cells in lines)}</table></div>\n"

    def _row(self, cells: list[list[Paragraph]]) -> str:
        tag, scope = ("th", ' scope="col"') if all(one.heading for cell in cells for one in cell) else ("td", "")
        filled = ("".join(map(self._block, cell)) for cell in cells)
        return "<tr>" + "".join(f"<{tag}{scope}>{cell}</{tag}>" for cell in filled) + "</tr>\n"

    def _block(self, paragraph: Paragraph) -> str:
        tag = f"h{min(paragraph.heading + 1, HIGHEST)}" if paragraph.heading and paragraph.cell is None else "p"
        number = f"<span data-number>{_safe(paragraph.number)}</span><span data-aid> </span>" * bool(paragraph.number)
        words = "".join(map(self._span, paragraph.spans))
        return f"<{tag}{self._nature(paragraph, tag)}>{number}{words}{self._changed_end(paragraph)}</{tag}>\n"

    def _nature(self, paragraph: Paragraph, tag: str) -> str:
        classes = [f"level-{min(paragraph.level, _DEEPEST)}"] * bool(paragraph.level)
        classes += ["margin"] * (paragraph.part != "body")
        shown = int(tag[1]) - 1 if tag != "p" else 0
        said = {
            "class": " ".join(classes),
            "data-id": paragraph.id,
            "data-level": str(paragraph.level or ""),
            "data-heading": str(paragraph.heading) if paragraph.heading != shown else "",
            "data-part": "" if paragraph.part == "body" else paragraph.part,
            "data-move": paragraph.move,
            "lang": paragraph.lang,
            "dir": "" if paragraph.rtl == self.document.rtl else "rtl" if paragraph.rtl else "ltr",
        }
        return _attributes(said)

    def _span(self, span: Span) -> str:
        """The words of a span, within who commented on them, who inserted and who deleted them."""
        found = _safe(span.text) + "".join(map(self._note_mark, span.notes))
        for tag, mark in (("del", span.deleted), ("ins", span.inserted)):
            if mark:
                found = self._changed(tag, mark, span.move, found)
        known = [self.comments[one] for one in span.comments if one in self.comments]
        if not known:
            return found
        links = "".join(f'<sup data-aid><a href="#comment-{one}">comment {one}</a></sup>' for one in known)
        return f'<mark data-comments="{" ".join(map(str, known))}">{found}</mark>{links}'

    def _changed(self, tag: str, mark: Mark, move: str, inner: str) -> str:
        what = {"ins": "moved here" if move else "inserted", "del": "moved away" if move else "deleted"}[tag]
        attributes = _attributes({**_by(mark), "data-move": move, "class": "moved" if move else ""})
        who = f" by {_safe(mark.author)}" if mark.author else ""
        sign = f"{self.moves[move]} " if move else ""
        return (
            f'<{tag}{attributes}><span class="heard" data-aid lang="en">[{what}{who}: </span>{inner}'
            f'<sup data-aid aria-hidden="true">{sign}{self.letters[mark.author]}</sup>'
            f'<span class="heard" data-aid lang="en">]</span></{tag}>'
        )

    def _changed_end(self, paragraph: Paragraph) -> str:
        """Where a paragraph's end was inserted or deleted, a sign for it."""
        found = ""
        for tag, mark in (("ins", paragraph.inserted), ("del", paragraph.deleted)):
            if mark:
                what = "a new paragraph begins here" if tag == "ins" else "joined with the next paragraph"
                attributes = _attributes({**_by(mark), "title": what})
                found += (
                    f'<{tag} data-end{attributes}>¶<sup aria-hidden="true">{self.letters[mark.author]}</sup></{tag}>'
                )
        return found

    def _note_mark(self, name: str) -> str:
        shown = _safe(name)
        if name not in self.notes:
            return f'<sup data-note="{shown}">{shown}</sup>'
        place = self.notes[name]
        anchor = "" if name in self.linked else f' id="mark-{place}"'
        self.linked.add(name)
        return (
            f'<sup data-note="{shown}"><a{anchor} href="#note-{place}" role="doc-noteref" '
            f'aria-label="note {place}">{place}</a></sup>'
        )

    def _end(self) -> str:
        """Notes and comments, at the foot of the page."""
        notes = "".join(map(self._note, self.document.notes))
        comments = "".join(map(self._comment, self.document.comments))
        found = f'<h2 data-aid lang="en">Notes</h2>\n{notes}' * bool(notes)
        found += f'<h2 data-aid lang="en">Comments</h2>\n{comments}' * bool(comments)
        return f"<footer>\n{found}</footer>\n" if found else ""

    def _note(self, note: Note) -> str:
        place = self.notes[note.id]
        back = f'<a data-aid href="#mark-{place}" aria-label="back to the text">↩</a>' * (note.id in self.linked)
        sign = f"<span data-aid>{place} </span>"
        words = f'<p data-note-of="{_safe(note.id)}">{sign}{_safe(note.text)}</p>'
        return f'<div id="note-{place}" role="doc-footnote">{words}{back}</div>\n'

    def _comment(self, comment: Comment) -> str:
        place = self.comments[comment.id]
        attributes = _attributes(
            {
                "data-comment": comment.id,
                **_by(comment.by),
                "data-answers": comment.answers,
            }
        )
        who = _safe(comment.by.author) or "not named"
        when = f", {_safe(comment.by.when)}" if comment.by.when else ""
        answer = f", to comment {self.comments[comment.answers]}" if comment.answers in self.comments else ""
        sign = f'<span data-aid lang="en">{place}. {who}{when}{answer}: </span>'
        return f'<div id="comment-{place}"><p{attributes}>{sign}{_safe(comment.text)}</p></div>\n'


def _by(mark: Mark) -> dict[str, str]:
    """Who did something and when; `datetime` holds only what HTML knows as a time."""
    when = "datetime" if _INSTANT.fullmatch(mark.when) else "data-when"
    return {"data-author": mark.author, when: mark.when}


def _attributes(said: dict[str, str]) -> str:
    return "".join(f' {name}="{_safe(value)}"' for name, value in said.items() if value)


def _safe(text: str) -> str:
    """Words as they stand in HTML: nothing in them is a tag or ends an attribute."""
    return escape(writable(text)).replace("\r", "&#13;")


def _letter(place: int) -> str:
    """The letter of an author by place: A, B, … Z, AA, AB and so on."""
    return (_letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)  # noqa: PLR2004 - letters


def _moves(document: Document) -> dict[str, None]:
    """The names of the moves in their order, which are for programs: a reader gets a number."""
    return dict.fromkeys(span.move for one in document.paragraphs for span in one.spans if span.move)


def _marks(document: Document) -> list[Mark]:
    found: list[Mark] = []
    for paragraph in document.paragraphs:
        ends: tuple[Span | Paragraph, ...] = (*paragraph.spans, paragraph)
        found += [mark for one in ends for mark in (one.inserted, one.deleted) if mark]
    return found
