"""Documents at random, in the one form in which a document can be told from what is shown of it."""

import msgspec
from hypothesis import strategies as st

from onetext.exchange.document import Cell, Comment, Document, Mark, Note, Paragraph, Span

AUTHORS = st.builds(
    Mark,
    st.sampled_from(["France", "Ukraine & Co", 'The "E3" <joint>', ""]),
    st.sampled_from(["", "2026-11-20", "2026-11-20T10:00:00Z"]),
)
MARKS = st.none() | st.none() | AUTHORS
WORDS = st.text("ab é—[]<>&\"'`*_\\{}+-~#|1.)(\n\t\u0416\u0645\u05d0\u4e2d\u200f\u00a0", max_size=9)
LINES = st.text("ab é[]<>&\"'1.)(\u0416\u05d0", max_size=9)
NUMBERS = st.sampled_from(["", "", "1.", "(a)", "3 bis", "Article 4", "§ 2", "<i>"])
LANGUAGES = st.sampled_from(["", "", "ar", "uk", "fr-CH"])
IDS = st.sampled_from(["", "", "p1", "a b", "x:y/z", "agent_1", "<&>"])


@st.composite
def spans(draw: st.DrawFn, notes: list[str], comments: list[str]) -> Span:
    inserted, deleted = draw(MARKS), draw(MARKS)
    return Span(
        draw(WORDS),
        inserted,
        deleted,
        draw(st.sampled_from(["", "", "m1", "m <2>"])) if inserted or deleted else "",
        tuple(draw(st.lists(st.sampled_from(notes), max_size=2, unique=True))) if notes else (),
        tuple(draw(st.lists(st.sampled_from(comments), max_size=2, unique=True))) if comments else (),
    )


@st.composite
def paragraphs(draw: st.DrawFn, notes: list[str], comments: list[str], cell: Cell | None = None) -> Paragraph:
    inserted, deleted = draw(MARKS), draw(MARKS)
    return Paragraph(
        spans=_joined(draw(st.lists(spans(notes, comments), max_size=4))),
        number=draw(NUMBERS),
        id=draw(IDS),
        level=draw(st.integers(0, 4)),
        heading=draw(st.sampled_from([0, 0, 0, 1, 2, 7])),
        inserted=inserted,
        deleted=deleted,
        move=draw(st.sampled_from(["", "m1"])) if inserted or deleted else "",
        lang=draw(LANGUAGES),
        rtl=draw(st.booleans()),
        cell=cell,
        part="body" if cell else draw(st.sampled_from(["body", "body", "body", "header", "footer"])),
    )


@st.composite
def blocks(draw: st.DrawFn, notes: list[str], comments: list[str], table: int) -> list[Paragraph]:
    if draw(st.booleans()):
        return draw(st.lists(paragraphs(notes, comments), min_size=1, max_size=5))
    places = [(table, row, column) for row in range(draw(st.integers(1, 2))) for column in range(2)]
    return [
        one for place in places for one in draw(st.lists(paragraphs(notes, comments, place), min_size=1, max_size=2))
    ]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    notes = draw(st.lists(st.sampled_from(["1", "2", "e1", "*"]), max_size=3, unique=True))
    comments = draw(st.lists(st.sampled_from(["1", "c <2>", "3"]), max_size=3, unique=True))
    found: list[Paragraph] = []
    for table in range(draw(st.integers(0, 3))):
        found += draw(blocks(notes, comments, table))
    return numbered_tables(
        Document(
            paragraphs=tuple(found),
            title=draw(st.sampled_from(["", "A draft", "<b>&"])),
            notes=tuple(Note(one, draw(WORDS)) for one in notes),
            comments=tuple(
                Comment(one, draw(WORDS), draw(AUTHORS), draw(st.sampled_from(["", *comments[:at]])))
                for at, one in enumerate(comments)
            ),
            lang=draw(LANGUAGES),
            rtl=draw(st.booleans()),
        )
    )


def numbered_tables(document: Document) -> Document:
    """Tables by their order, those that touch as one, and a language only where it is not the document's."""
    found: list[Paragraph] = []
    table = -1
    for one in document.paragraphs:
        lang = "" if one.lang == document.lang else one.lang
        if one.cell is not None and (not found or found[-1].cell is None or one.cell[1:] < found[-1].cell[1:]):
            table += 1
        cell = one.cell and (table, *one.cell[1:])
        found.append(msgspec.structs.replace(one, cell=cell, lang=lang))
    return msgspec.structs.replace(document, paragraphs=tuple(found))


def told_apart(document: Document) -> Document:
    """The same document with its notes and comments by their ids, since a file orders them by their places."""
    return msgspec.structs.replace(
        document,
        notes=tuple(sorted(document.notes, key=lambda one: one.id)),
        comments=tuple(sorted(document.comments, key=lambda one: one.id)),
        paragraphs=tuple(_sorted_comments(one) for one in document.paragraphs),
    )


def _sorted_comments(paragraph: Paragraph) -> Paragraph:
    found = tuple(msgspec.structs.replace(one, comments=tuple(sorted(one.comments))) for one in paragraph.spans)
    return msgspec.structs.replace(paragraph, spans=_joined(list(found)))


def _joined(found: list[Span]) -> tuple[Span, ...]:
    """Neighbours with one fate as one, and none that says nothing."""
    kept: list[Span] = []
    for one in found:
        if not one.text and not one.notes:
            continue
        last = kept[-1] if kept else None
        alike = last and _fate(last) == _fate(one) and not (last.notes and one.text)
        if last and alike:
            kept[-1] = msgspec.structs.replace(one, text=last.text + one.text, notes=(*last.notes, *one.notes))
        else:
            kept.append(one)
    return tuple(kept)


def _fate(span: Span) -> Span:
    return msgspec.structs.replace(span, text="", notes=())
