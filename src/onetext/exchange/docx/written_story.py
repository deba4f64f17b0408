"""The text, a header or a footer as it is written: paragraphs with the changes, moves and comments over them."""

from collections.abc import Callable, Sequence

import msgspec

from onetext.exchange.document import Comment, Paragraph, Span
from onetext.exchange.docx.markup import saying, tag, valued
from onetext.exchange.docx.names import NUMBER, bookmark_names, level_style, style_id
from onetext.exchange.docx.ranges import Line, MoveRange, Place, ranges_of
from onetext.exchange.docx.written_runs import Ids, in_change, marked, properties, run, runs, signed
from onetext.exchange.docx.written_tables import blocks

_MOST_HEADINGS = 9
_ORDER = ("ins", "del", "moveFrom", "moveTo")
"""In which the changes of a paragraph's end stand."""
_NOTHING = ' SET apart "" '
"""A field that sets a name to no words: it prints nothing (ISO/IEC 29500-1, 17.16.5.57)."""


class Writer:
    """Writes the paragraphs of one story, one after the other."""

    def __init__(
        self,
        lines: Sequence[Line],
        ids: Ids,
        note_mark: Callable[[str], str],
        comments: Sequence[Comment] = (),
        *,
        rtl: bool = False,
    ) -> None:
        self._lines, self._ids, self._note_mark, self._rtl = lines, ids, note_mark, rtl
        self._ranges = ranges_of(lines, comments)
        self._edges = self._ranges.edges()
        self._comments = {one.id: at for at, one in enumerate(comments)}
        self._open: dict[MoveRange, int] = {}

    def story(self) -> str:
        """The whole story."""
        return blocks(list(enumerate(self._lines)), self._paragraph, self._ids)

    def _paragraph(self, at: int, line: Line) -> str:
        """One paragraph. A move that takes its end along ends behind it; in a cell, which a paragraph ends, within."""
        end = at, len(line.stretches)
        begins, ends = self._bookmarks(line.paragraph.id)
        inner = begins + "".join(self._stretch((at, place), one, line) for place, one in enumerate(line.stretches))
        inner += self._begin(end) + self._finish_comments(end, Span("")) + self._apart(at, line)
        over = self._finish_moves(end)
        within, behind = (over, "") if line.paragraph.cell else ("", over)
        return tag("p", self._properties(line.paragraph, end) + inner + within + ends) + behind

    def _apart(self, at: int, line: Line) -> str:
        """A field that prints nothing, where words put in at the end are followed by more of the same party.

        LibreOffice takes the two for one across the end of the paragraph, which it then rejects with them.
        """
        last = next((one for one in reversed(line.stretches) if one.text), None)
        following = self._lines[at + 1] if at + 1 < len(self._lines) else None
        if last is None or last.inserted is None or line.paragraph.inserted or following is None:
            return ""
        first = next((one for one in following.stretches if one.text), following.paragraph)
        same = first.inserted is not None and first.inserted.author == last.inserted.author
        return tag("fldSimple", instr=_NOTHING) if same else ""

    def _properties(self, paragraph: Paragraph, end: Place) -> str:
        style = _style(paragraph)
        found = valued("pStyle", style) if style else ""
        if paragraph.rtl != self._rtl:
            found += tag("bidi") if paragraph.rtl else valued("bidi", 0)
        changes = self._end(paragraph, end)
        found += tag("rPr", changes) if changes else ""
        return tag("pPr", found) if found else ""

    def _end(self, paragraph: Paragraph, end: Place) -> str:
        kind = self._ranges.kinds.get(end)
        marks = {
            "moveTo" if kind == "moveTo" else "ins": paragraph.inserted,
            "moveFrom" if kind == "moveFrom" else "del": paragraph.deleted,
        }
        return "".join(tag(name, "", marked(mark, self._ids)) for name in _ORDER if (mark := marks.get(name)))

    def _stretch(self, place: Place, one: Span, line: Line) -> str:
        kind = self._ranges.kinds.get(place)
        number = style_id(NUMBER) if place[1] < len(line.numbers) else ""
        struck = bool(one.deleted) and kind != "moveFrom"
        inner = runs(one.text, number, struck=struck, rtl=line.paragraph.rtl, lang=line.paragraph.lang)
        inner += "".join(self._note_mark(note) for note in one.notes)
        changed = in_change(inner, one, kind, self._ids) if inner else ""
        if place not in self._edges:
            return changed
        return self._begin(place) + changed + self._finish_moves(place) + self._finish_comments(place, one)

    def _begin(self, place: Place) -> str:
        found = "".join(
            tag("commentRangeStart", id=self._comments[name]) for name in self._ranges.comments_begin.get(place, ())
        )
        for one in self._ranges.moves_begin.get(place, ()):
            self._open[one] = self._ids.next()
            found += tag(f"{one.kind}RangeStart", "", saying(id=self._open[one]) + signed(one.mark), name=one.name)
        return found

    def _finish_moves(self, place: Place) -> str:
        return "".join(
            tag(f"{one.kind}RangeEnd", id=self._open.pop(one)) for one in self._ranges.moves_end.get(place, ())
        )

    def _finish_comments(self, place: Place, one: Span) -> str:
        """The end of each comment on these words, and its mark, which comes and goes with them."""
        found = ""
        for name in self._ranges.comments_end.get(place, ()):
            mark = run(tag("commentReference", id=self._comments[name]), properties("CommentReference"))
            found += tag("commentRangeEnd", id=self._comments[name]) + in_change(mark, one, None, self._ids)
        return found

    def _bookmarks(self, lasting_id: str) -> tuple[str, str]:
        begins = ends = ""
        for name in bookmark_names(lasting_id):
            key = self._ids.next()
            begins += tag("bookmarkStart", id=key, name=name)
            ends += tag("bookmarkEnd", id=key)
        return begins, ends


def _style(paragraph: Paragraph) -> str:
    """The id of a paragraph's style: heading, depth, header or footer; "" for plain text at the margin."""
    if paragraph.heading:
        return f"Heading{min(paragraph.heading, _MOST_HEADINGS)}"
    if paragraph.part != "body" and not paragraph.number:
        return "Header" if paragraph.part == "header" else "Footer"
    if paragraph.level or paragraph.number:
        return style_id(level_style(paragraph.level, numbered=bool(paragraph.number)))
    return ""


def unmarked(paragraph: Paragraph) -> Paragraph:
    """A paragraph without its notes and comments, as headers and footers must be."""
    spans = tuple(msgspec.structs.replace(one, notes=(), comments=()) for one in paragraph.spans)
    return msgspec.structs.replace(paragraph, spans=spans)
