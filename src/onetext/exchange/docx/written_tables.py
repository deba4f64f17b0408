"""Tables as they are written: rows, cells that reach across columns, rows that are new or struck as a whole."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from onetext.exchange.docx.markup import tag, valued
from onetext.exchange.docx.names import FILLER
from onetext.exchange.docx.ranges import Line
from onetext.exchange.docx.written_runs import Ids, marked

WIDTH = 9070
"""Twentieths of a point between the margins of the page."""
Numbered = tuple[int, Line]
"""A line and its place in the story."""

filler = tag("p", tag("pPr", valued("pStyle", FILLER)))


def blocks(
    lines: Sequence[Numbered], paragraph: Callable[[int, Line], str], ids: Ids, within: int | None = None
) -> str:
    """Paragraphs and tables in their order; `within` is the table in a cell of which they stand.

    Word joins two tables that touch, and ends each cell and each text with a paragraph. A paragraph whose end may go
    needs another to go into, which a table is not.
    """
    found: list[str] = []
    apart = True
    for piece in _pieces(lines, within):
        own = _table_of(piece[0], within)
        if own is None:
            found.append(paragraph(*piece[0]))
        else:
            found += [*([] if apart else [filler]), _table(piece, own, paragraph, ids)]
        last = piece[0][1].paragraph
        apart = own is None and not (last.inserted or last.deleted)
    if not found or (not apart and (within is None or _table_of(lines[-1], within) is not None)):
        found.append(filler)
    return "".join(found)


def _table_of(line: Numbered, within: int | None) -> int | None:
    """The table that a line stands in, other than the one that is being written."""
    cell = line[1].paragraph.cell
    return None if cell is None or cell[0] == within else cell[0]


def _pieces(lines: Sequence[Numbered], within: int | None) -> Iterator[Sequence[Numbered]]:
    """Each paragraph by itself, each table with all that stands between its first and its last cell."""
    at = 0
    while at < len(lines):
        table = _table_of(lines[at], within)
        end = at + 1 if table is None else _end_of_table(lines, at, table)
        yield lines[at:end]
        at = end


def _end_of_table(lines: Sequence[Numbered], start: int, table: int) -> int:
    """Behind the last cell of a table; a table within one of its cells is part of it."""
    end = start + 1
    for at in range(start + 1, len(lines)):
        cell = lines[at][1].paragraph.cell
        if cell is None or cell[0] < table:
            break
        if cell[0] == table:
            end = at + 1
    return end


def _table(lines: Sequence[Numbered], table: int, paragraph: Callable[[int, Line], str], ids: Ids) -> str:
    cells = list(_cells(lines, table))
    columns = max(column for _, column, _ in cells) + 1
    rtl = all(line.paragraph.rtl for _, line in lines)
    width = WIDTH // columns
    properties = valued("tblStyle", "TableGrid") + (tag("bidiVisual") if rtl else "")
    properties += tag("tblW", w=5000, type="pct") + tag("tblLook", val="04A0")
    grid = tag("tblGrid", "".join(tag("gridCol", w=width) for _ in range(columns)))
    rows = (
        _row(table, [one[1:] for one in group], columns, paragraph, ids)
        for _, group in groupby(cells, key=lambda cell: cell[0])
    )
    return tag("tbl", tag("tblPr", properties) + grid + "".join(rows))


def _cells(lines: Sequence[Numbered], table: int) -> Iterator[tuple[int, int, Sequence[Numbered]]]:
    """Row, column and content of each cell; what is of a table within goes with the cell before it."""
    found: list[tuple[int, int, list[Numbered]]] = []
    for one in lines:
        cell = one[1].paragraph.cell
        assert cell is not None
        if cell[0] == table and (not found or found[-1][:2] != cell[1:]):
            found.append((*cell[1:], []))
        found[-1][2].append(one)
    yield from found


def _row(
    table: int,
    cells: Sequence[tuple[int, Sequence[Numbered]]],
    columns: int,
    paragraph: Callable[[int, Line], str],
    ids: Ids,
) -> str:
    before = cells[0][0]
    nexts = [*(column for column, _ in cells[1:]), columns]
    properties = valued("gridBefore", before) if before else ""
    properties += tag("cantSplit") + _fate(cells, ids)
    written = []
    for (column, content), following in zip(cells, nexts, strict=True):
        wide = max(following - column, 1)
        of_cell = tag("tcW", w=WIDTH // columns * wide, type="dxa") + (valued("gridSpan", wide) if wide > 1 else "")
        written.append(tag("tc", tag("tcPr", of_cell) + blocks(content, paragraph, ids, table)))
    return tag("tr", tag("trPr", properties) + "".join(written))


def _fate(cells: Sequence[tuple[int, Sequence[Numbered]]], ids: Ids) -> str:
    """A row is itself inserted or deleted where one party did so with all that is in it, words and ends."""
    paragraphs = [line.paragraph for _, content in cells for _, line in content]
    marks = []
    for fate in ("inserted", "deleted"):
        found = {getattr(one, fate) for paragraph in paragraphs for one in (*paragraph.spans, paragraph)}
        mark = found.pop()
        if mark is not None and not found:
            marks.append(tag({"inserted": "ins", "deleted": "del"}[fate], "", marked(mark, ids)))
    return "".join(marks)
