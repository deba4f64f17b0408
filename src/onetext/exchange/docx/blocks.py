"""Reading paragraphs, tables, and the ranges of changes, moves and comments that may begin and end between them."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from onetext.exchange.document import Paragraph
from onetext.exchange.docx.changes import CHANGES, changed
from onetext.exchange.docx.line import PLAIN, Fate, Line
from onetext.exchange.docx.names import FILLER, W, id_of_bookmarks
from onetext.exchange.docx.package import Element
from onetext.exchange.docx.paragraphs import Nature
from onetext.exchange.docx.story import Handler, Place, Story
from onetext.exchange.docx.values import child, integer, value

_MOST_COLUMNS = 1000
_UNCHANGED: AbstractSet[str] = frozenset()
_CELL_CHANGES = {"cellIns": "ins", "cellDel": "del"}


def _paragraph(story: Story, element: Element) -> None:
    properties = child(element, "pPr")
    of_end = None if properties is None else child(properties, "rPr")
    outer = story.line, story.nature, story.language, story.spoken, story.hidden, story.numbering
    fates = _fates(story, of_end)
    line, nature = Line(), story.book.natures.read(properties, inserted="inserted" in fates, deleted="deleted" in fates)
    line.names, story.names = story.names, []
    story.line, story.nature = line, nature
    story.language, story.spoken = nature.language, nature.language.plain
    story.moves.begin_paragraph()
    fate = story.fate
    story.walk(element)
    end = _end(story, of_end, fate)
    line.end_number()
    story.line, story.nature, story.language, story.spoken, story.hidden, story.numbering = outer
    story.book.tally["contents line"] += nature.style.contents
    made = _made(story, line, nature, end)
    if not _fills(made, nature):
        story.emit(made)
    for box in line.boxes:
        story.emit(box)


def _fates(story: Story, of_end: Element | None) -> AbstractSet[str]:
    """Whether a paragraph's end was inserted, deleted, both or neither."""
    if of_end is None and story.fate is PLAIN:
        return _UNCHANGED
    found = {name for name in ("inserted", "deleted") if getattr(story.fate, name)}
    kinds = () if of_end is None else (str(one.tag).removeprefix(W) for one in of_end)
    return found | {CHANGES[kind] for kind in kinds if kind in CHANGES}


def _made(story: Story, line: Line, nature: Nature, end: Fate) -> Paragraph:
    return Paragraph(
        spans=line.spans(),
        number=line.number(end) or nature.number,
        id=id_of_bookmarks(line.names) if line.names else "",
        level=nature.level,
        heading=nature.heading,
        inserted=end.inserted,
        deleted=end.deleted,
        move=end.move,
        lang=max(line.languages, key=line.languages.__getitem__, default=""),
        rtl=nature.rtl,
        cell=story.cell(),
        part=story.part,
    )


def _fills(paragraph: Paragraph, nature: Nature) -> bool:
    """Whether a paragraph is one that our own files have for Word's sake alone; one with words of the text is not."""
    return nature.style.name == FILLER.lower() and (paragraph.part != "body" or not paragraph.spans)


def _end(story: Story, of_end: Element | None, fate: Fate) -> Fate:
    """The fate of a paragraph's end: its mark's own changes, in what the whole paragraph is in."""
    for one in () if of_end is None else of_end:
        kind = str(one.tag).removeprefix(W)
        if kind in CHANGES:
            fate = changed(fate, one, kind, story.moves.name_of_end(kind))
    return fate


def _table(story: Story, element: Element) -> None:
    outer = story.place
    story.place = Place(story.book.tables)
    story.book.tables += 1
    story.walk(element)
    story.place = outer


def _row(story: Story, element: Element) -> None:
    if story.place is None:
        story.walk(element)
        return
    outer = story.fate
    properties = element.find(f"{W}trPr")
    story.place.row += 1
    story.place.column = 0
    if properties is not None:
        story.place.column = _columns(value(properties, "gridBefore"), 0)
        story.fate = _changed_by(story, properties, {"ins": "ins", "del": "del"})
    story.walk(element)
    story.fate = outer


def _cell(story: Story, element: Element) -> None:
    if story.place is None:
        story.walk(element)
        return
    place, outer, start = story.place, story.fate, len(story.emitted())
    properties = element.find(f"{W}tcPr")
    wide, continued = 1, False
    if properties is not None:
        wide = _columns(value(properties, "gridSpan"), 1)
        continued = _continues(story, properties, wide)
        story.fate = _changed_by(story, properties, _CELL_CHANGES)
    story.walk(element)
    story.fate = outer
    if continued and not any(one.spans or one.number for one in story.emitted()[start:]):
        del story.emitted()[start:]
    place.column = min(place.column + max(wide, 1), _MOST_COLUMNS)


def _columns(text: str, default: int) -> int:
    return min(max(integer(text, default), 0), _MOST_COLUMNS)


def _continues(story: Story, properties: Element, wide: int) -> bool:
    """Whether a cell continues the one above it; a cell that others continue, or a wide one, is counted as merged."""
    merged = properties.find(f"{W}vMerge")
    begins = merged is not None and merged.get(f"{W}val") == "restart"
    story.book.tally["merged cell"] += begins or (wide > 1 and merged is None)
    return merged is not None and not begins


def _changed_by(story: Story, properties: Element, names: Mapping[str, str]) -> Fate:
    """The fate of a row or cell that was itself inserted or deleted."""
    fate = story.fate
    for name, kind in names.items():
        change = properties.find(W + name)
        if change is not None:
            fate = changed(fate, change, kind, "")
    return fate


def _change(kind: str) -> Handler:
    def handler(story: Story, element: Element) -> None:
        outer = story.fate
        own = element.find(f"{W}{kind}RangeStart")  # LibreOffice begins the range of a move within what is moved
        move = story.moves.name(kind) if own is None else own.get(f"{W}name", "")
        story.fate = changed(outer, element, kind, move)
        story.walk(element)
        story.fate = outer

    return handler


def _move_starts(kind: str) -> Handler:
    return lambda story, element: story.moves.start(element, kind)


def _move_ends(kind: str) -> Handler:
    return lambda story, element: story.moves.end(element, kind)


def _comment_starts(story: Story, element: Element) -> None:
    comment = story.book.comments.get(element.get(f"{W}id", ""))
    if comment is None:
        story.book.tally["missing comment"] += 1
    elif comment not in story.ranged:
        story.comments = (*story.comments, comment)
        story.ranged.add(comment)
        story.wordless.add(comment)


def _comment_ends(story: Story, element: Element) -> None:
    comment = story.book.comments.get(element.get(f"{W}id", ""))
    if comment is None:
        return
    story.comments = tuple(one for one in story.comments if one != comment)
    if comment in story.wordless and story.line is not None:
        story.line.comment(comment, story.fate)
        story.wordless.discard(comment)


def _comment_mark(story: Story, element: Element) -> None:
    """The mark of a comment ends its range, where it has no other end; without a range, it is on the words before."""
    comment = story.book.comments.get(element.get(f"{W}id", ""), "")
    if comment in story.comments:
        _comment_ends(story, element)
    elif comment and comment not in story.ranged and story.line is not None:
        story.ranged.add(comment)
        story.line.comment(comment, story.fate)


def _text_box(story: Story, element: Element) -> None:
    """The paragraphs of a text box: they stand in no table, even where the box hangs on a cell's words."""
    outer, fields = story.place, story.fields
    story.place, story.fields = None, []
    story.book.tally["text box"] += 1
    story.walk(element)
    story.place, story.fields = outer, fields


BLOCKS: Mapping[str, Handler] = {
    f"{W}p": _paragraph,
    f"{W}tbl": _table,
    f"{W}tr": _row,
    f"{W}tc": _cell,
    f"{W}txbxContent": _text_box,
    **{W + kind: _change(kind) for kind in CHANGES},
    **{f"{W}{kind}RangeStart": _move_starts(kind) for kind in ("moveFrom", "moveTo")},
    **{f"{W}{kind}RangeEnd": _move_ends(kind) for kind in ("moveFrom", "moveTo")},
    f"{W}commentRangeStart": _comment_starts,
    f"{W}commentRangeEnd": _comment_ends,
    f"{W}commentReference": _comment_mark,
}
