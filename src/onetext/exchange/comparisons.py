"""Two texts compared, as a document: one text with tracked changes, or both side by side in a table.

With tracked changes, rejecting all gives the words of the one text, accepting all those of the other; what moved is
moved. The numbers are those of the later text. What is unknown in one of them is neither struck nor put in for new.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from msgspec.structs import replace

from onetext.exchange.direction import right_to_left
from onetext.exchange.document import Document, Mark, Note, Paragraph, Span
from onetext.exchange.drafts import NOT_KNOWN, Depth, depths, shell, shown
from onetext.process import texts
from onetext.process.alignments import Compared, Comparison
from onetext.record.errors import refuse
from onetext.sentences import listed
from onetext.text.provision import Provision, Wording
from onetext.text.redline.runs import Run
from onetext.text.redline.units import otherwise_printed

UNKNOWN = "unknown"
HEAD = ("point", "what happened")


def _available(found: Comparison) -> tuple[Wording, Wording]:
    """The words of both texts. Raises Refused where those of one are not available."""
    before, after = found.before.wording, found.after.wording
    if before is None or after is None:
        refuse(
            "The text of {versions} is not available; there is nothing to compare.",
            versions=listed((side.called for side in found.unavailable), " and "),
        )
    return before, after


def _title(found: Comparison) -> str:
    return f"{found.before.called} compared with {found.after.called}"


@dataclass(frozen=True)
class _Texts:
    """Both both with the place and the depth of each provision by its id, and who made the changes."""

    old: Mapping[str, int]
    new: Mapping[str, int]
    deep: Mapping[str, Depth]
    by: Mark


def tracked(found: Comparison, author: str) -> Document:
    """The comparison as the earlier text with the tracked changes that make the later one of it, all by one author."""
    before, after = _available(found)
    both = _Texts(
        {p.id: place for place, p in enumerate(before)},
        {p.id: place for place, p in enumerate(after)},
        {p.id: depth for wording in (before, after) for p, depth in zip(wording, depths(wording), strict=True)},
        Mark(author),
    )
    notes: list[Note] = []
    return Document(tuple(_in_place(found, both, notes)), title=_title(found), notes=tuple(notes))


def _in_place(found: Comparison, both: _Texts, notes: list[Note]) -> Iterator[Paragraph]:
    """The paragraphs of both both in one order: what stays in its order, what goes before what follows it."""
    staying = _staying(found.rows, both)
    rows = list(enumerate(found.rows))
    going = [(number, row) for number, row in rows if number not in staying]
    coming = sorted((both.new[row.after[0].id], number) for number, row in rows if number in staying)
    leaving = sorted((both.old[p.id], number, p) for number, row in going for p in row.before)
    arriving = sorted((both.new[p.id], number, p) for number, row in going for p in row.after)
    for place, number in coming:
        row = found.rows[number]
        first = both.old[row.before[0].id]
        while leaving and leaving[0][0] < first:
            _, of, provision = leaving.pop(0)
            yield _gone(found, of, provision, both, notes)
        while arriving and arriving[0][0] < place:
            _, of, provision = arriving.pop(0)
            yield _come(found, of, provision, both, notes)
        yield from _staying_row(row, both)
    yield from (_gone(found, of, provision, both, notes) for _, of, provision in leaving)
    yield from (_come(found, of, provision, both, notes) for _, of, provision in arriving)


def _staying(rows: Sequence[Compared], both: _Texts) -> set[int]:
    """The rows that stand in both both in one order: of all such choices one with the most rows (Fredman 1975)."""
    pairs = [
        (both.new[row.after[0].id], both.old[row.before[0].id], number)
        for number, row in enumerate(rows)
        if row.before and row.after and _together(row.before, both.old) and _together(row.after, both.new)
    ]
    ends: list[int] = []
    last: list[int] = []
    back: dict[int, int] = {}
    pairs.sort()
    for at, (_, old, _) in enumerate(pairs):
        length = bisect_left(ends, old)
        back[at] = last[length - 1] if length else -1
        ends[length:] = [old, *ends[length + 1 :]]
        last[length:] = [at, *last[length + 1 :]]
    kept = set()
    at = last[-1] if last else -1
    while at >= 0:
        kept.add(pairs[at][2])
        at = back[at]
    return kept


def _together(some: Sequence[Provision], places: Mapping[str, int]) -> bool:
    return [places[p.id] for p in some] == list(range(places[some[0].id], places[some[0].id] + len(some)))


def _name(number: int) -> str:
    return f"row-{number}"


def _moves(row: Compared) -> bool:
    """Whether a row that does not stay is one provision in another place."""
    return len(row.before) == len(row.after) == 1


def _gone(found: Comparison, number: int, provision: Provision, both: _Texts, notes: list[Note]) -> Paragraph:
    """A provision of the earlier text where it is not any more; unknown is not gone."""
    row = found.rows[number]
    words = _words(provision)
    if UNKNOWN in row.dispositions and not row.after:
        return _noted(_shell(provision, both, words), notes, f"Unknown in {found.after.called}.")
    move = _name(number) if _moves(row) else ""
    spans = tuple(replace(span, deleted=both.by, move=move or span.move) for span in words)
    return replace(_shell(provision, both, spans), deleted=both.by, move=move)


def _come(found: Comparison, number: int, provision: Provision, both: _Texts, notes: list[Note]) -> Paragraph:
    """A provision of the later text where it was not before."""
    row = found.rows[number]
    move = _name(number) if _moves(row) else ""
    spans: Iterable[Span] = (replace(span, inserted=both.by) for span in _words(provision))
    if move and row.pieces:
        runs = (run for piece in row.pieces for run in piece.runs if run.after)
        spans = (Span(run.after, inserted=both.by, move=move if run.kind == "kept" else "") for run in runs)
    made = replace(_shell(provision, both, tuple(spans)), inserted=both.by, move=move, id="" if move else provision.id)
    if UNKNOWN in row.dispositions and not row.before:
        return _noted(made, notes, f"Unknown in {found.before.called}.")
    return made


def _staying_row(row: Compared, both: _Texts) -> Iterator[Paragraph]:
    """A row in its place, each piece a paragraph: a split puts the end of one in, a merger strikes one."""
    pieces = row.pieces
    if len(pieces) == len(row.before) == len(row.after) == 1 and pieces[0].before and pieces[0].after:
        yield _shell(row.after[0], both, tuple(span for run in pieces[0].runs for span in _span(run, both.by)))
        return
    whole = pieces and {id_ for piece in pieces for id_ in (piece.before, piece.after)} >= {
        p.id for p in (*row.before, *row.after)
    }
    if not whole or not _runs_on([piece.before for piece in pieces]) or not _runs_on([piece.after for piece in pieces]):
        yield from _exchanged(row, both)
        return
    news, olds = {p.id: p for p in row.after}, {p.id: p for p in row.before}
    for place, piece in enumerate(pieces):
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        spans = tuple(span for run in piece.runs for span in _span(run, both.by))
        made = _shell(news.get(piece.after) or olds[piece.before], both, spans)
        divided = following is None or following.after != piece.after
        was_divided = following is None or following.before != piece.before
        if divided and was_divided:
            yield made
        else:
            yield replace(made, inserted=both.by if divided else None, deleted=both.by if was_divided else None)


def _runs_on(ids: Sequence[str]) -> bool:
    """Whether the pieces of each provision stand together, and none is without."""
    seen = list(dict.fromkeys(ids))
    return "" not in seen and list(ids) == sorted(ids, key=seen.index)


def _exchanged(row: Compared, both: _Texts) -> Iterator[Paragraph]:
    """A row whose pieces cannot be told one after the other: the old words are struck whole, the new ones put in."""
    same = [p.words for p in row.before] == [p.words for p in row.after]
    if same and len(row.after) == 1:
        yield _shell(row.after[0], both, _words(row.after[0]))
        return
    for provision in row.before:
        spans = tuple(replace(span, deleted=both.by) for span in _words(provision))
        yield replace(_shell(provision, both, spans), deleted=both.by)
    for provision in row.after:
        spans = tuple(replace(span, inserted=both.by) for span in _words(provision))
        yield replace(_shell(provision, both, spans), inserted=both.by)


def _words(provision: Provision) -> tuple[Span, ...]:
    words = NOT_KNOWN if provision.words is None and not provision.vacant else shown(provision)
    return (Span(words),) if words else ()


def _shell(provision: Provision, both: _Texts, spans: tuple[Span, ...]) -> Paragraph:
    return shell(provision, both.deep[provision.id], spans)


def _noted(paragraph: Paragraph, notes: list[Note], text: str) -> Paragraph:
    note = Note(f"unknown-{len(notes) + 1}", text)
    notes.append(note)
    return replace(paragraph, spans=(*paragraph.spans, Span("", notes=(note.id,))))


def _span(run: Run, by: Mark) -> Iterator[Span]:
    """A run as spans; what differs only in print, such as a quotation mark, is a change of these characters alone."""
    move = f"words-{run.move}" if run.move else ""
    if run.kind == "kept" and run.before == run.after:
        yield Span(run.before)
    elif run.kind == "deleted":
        yield Span(run.before, deleted=by, move=move)
    elif run.kind == "inserted":
        yield Span(run.after, inserted=by, move=move)
    else:
        for same, stretches in groupby(otherwise_printed(run.before, run.after), key=lambda pair: pair[0] == pair[1]):
            old, new = ("".join(side) for side in zip(*stretches, strict=True))
            spans = (Span(old),) if same else (Span(old, deleted=by), Span(new, inserted=by))
            yield from (span for span in spans if span.text)


def side_by_side(found: Comparison, author: str) -> Document:
    """The comparison as a table: point, the earlier words, the later words, what happened; the changes are marked."""
    by = Mark(author)
    called = [texts.printed(wording) for wording in _available(found)]
    paragraphs = [
        Paragraph((Span(text),), cell=(0, 0, column))
        for column, text in enumerate((HEAD[0], found.before.called, found.after.called, HEAD[1]))
    ]
    for place, row in enumerate(found.rows, start=1):
        paragraphs += _cells(row, place, by, *called)
    return Document(tuple(paragraphs), title=_title(found))


def _cells(
    row: Compared, place: int, by: Mark, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[Paragraph]:
    """The paragraphs of one row of the table; `before` and `after` say what is printed for each numbered point."""
    old = " + ".join(p.number if p.heading else before[p.id] for p in row.before if p.number)
    new = " + ".join(p.number if p.heading else after[p.id] for p in row.after if p.number)
    absent = UNKNOWN if UNKNOWN in row.dispositions else "not there"
    label = old if old == new else f"{old or absent} → {new or absent}"
    yield Paragraph((Span(label),) if label else (), cell=(0, place, 0))
    for column, side in enumerate((row.before, row.after), start=1):
        for provision in side:
            spans = tuple(_marked(row, provision, column == 1, by))
            way = right_to_left("".join(span.text for span in spans), provision.lang)
            yield Paragraph(spans, cell=(0, place, column), lang=provision.lang, rtl=way)
        if not side:
            yield Paragraph(cell=(0, place, column))
    yield from (Paragraph((Span(said),), cell=(0, place, 3)) for said in _said(row))


def _marked(row: Compared, provision: Provision, earlier: bool, by: Mark) -> Iterator[Span]:
    """A provision's words in its column, what is only there marked."""
    own = [piece for piece in row.pieces if (piece.before if earlier else piece.after) == provision.id]
    if not any(piece.runs for piece in own):
        yield from _words(provision)
        return
    for run in (run for piece in own for run in piece.runs):
        move = f"words-{run.move}" if run.move else ""
        if earlier and run.before:
            yield Span(run.before, deleted=by if run.kind == "deleted" else None, move=move)
        elif not earlier and run.after:
            yield Span(run.after, inserted=by if run.kind == "inserted" else None, move=move)


def _said(row: Compared) -> Iterator[str]:
    """What happened, in sentences."""
    yield ", ".join(row.dispositions)
    yield from (change.sentence for change in row.brackets)
    yield from (f"{callout.kind}: {callout.sentence}" for callout in row.callouts)
    if row.dispositions != ("kept",) and row.reason:
        yield f"({row.reason})"
