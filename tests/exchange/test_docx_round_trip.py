"""A document written as a Word file and read again is the same document, words, authors, brackets and places."""

from collections.abc import Sequence
from typing import Literal, TypeVar

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.exchange.document import Cell, Comment, Document, Mark, Note, Paragraph, Span, accepted, rejected
from onetext.exchange.docx.changes import with_firm_ends, without_lone_moves
from onetext.exchange.docx.reading import read
from onetext.exchange.docx.writing import write

Name = TypeVar("Name", str, int)
MARKS = st.sampled_from(
    [None, None, Mark("Ann", "2026-03-01T10:00:00Z"), Mark("Ben & Co"), Mark("Союз", "2026-01-31T23:59:59Z")]
)
SIGNS = "ab [],.<&>\"'\t\n\u00ad\u2011—é\u0416\u0645\u05d0\u4e2d1"
WORDS = st.text(SIGNS, max_size=8)
NUMBERS = st.sampled_from(["", "", "1.", "(a)", "Article I", "1.2.3", "\u0623)"])
NAMES = st.text("abc:/- \u0416Z_9", max_size=45)
LANGUAGES = st.sampled_from(["", "", "en", "fr-CH", "ar"])


@st.composite
def spans(draw: st.DrawFn) -> Span:
    inserted, deleted = draw(MARKS), draw(MARKS)
    move = draw(st.sampled_from(["", "", "", "m1", "m 2"])) if inserted or deleted else ""
    return Span(draw(WORDS), inserted, deleted, move)


@st.composite
def paragraphs(draw: st.DrawFn, cell: Cell | None = None) -> Paragraph:
    inserted, deleted = draw(MARKS), draw(MARKS)
    heading = draw(st.sampled_from([0, 0, 0, 1, 3]))
    return Paragraph(
        spans=tuple(draw(st.lists(spans(), max_size=4))),
        number=draw(NUMBERS),
        id=draw(NAMES),
        level=0 if heading else draw(st.integers(0, 8)),
        heading=heading,
        inserted=inserted,
        deleted=deleted,
        move=draw(st.sampled_from(["", "m1"])) if inserted or deleted else "",
        lang=draw(LANGUAGES),
        rtl=draw(st.booleans()),
        cell=cell,
    )


@st.composite
def margins(draw: st.DrawFn, part: Literal["header", "footer"]) -> list[Paragraph]:
    """Headers or footers, with words: an empty one is none."""
    found = [
        msgspec.structs.replace(
            one,
            part=part,
            level=0,
            heading=0,
            move="",
            spans=tuple(msgspec.structs.replace(span, move="") for span in one.spans),
        )
        for one in draw(st.lists(paragraphs(), max_size=2))
    ]
    return found if any(span.text for one in found for span in one.spans) else []


@st.composite
def tables(draw: st.DrawFn) -> list[Paragraph]:
    rows, columns = draw(st.integers(1, 2)), draw(st.integers(1, 3))
    found = []
    for row in range(rows):
        for column in range(columns):
            found += draw(st.lists(paragraphs((0, row, column)), min_size=1, max_size=2))
    return found


@st.composite
def documents(draw: st.DrawFn) -> Document:
    blocks = draw(st.lists(paragraphs().map(lambda one: [one]) | tables(), min_size=1, max_size=4))
    body = [paragraph for at, block in enumerate(blocks) for paragraph in _of_table(block, at)]
    notes = tuple(Note(name, text) for name, text in draw(st.dictionaries(NAMES, WORDS, max_size=2)).items())
    texts = draw(st.lists(st.tuples(WORDS, st.integers(0, 9), st.integers(0, 3)), max_size=3))
    for at, (_, first, length) in enumerate(texts):
        body = _commented(body, f"c{at}", first, length)
    made = {name for paragraph in body for span in paragraph.spans for name in span.comments}
    comments = tuple(Comment(f"c{at}", text, Mark("Cy")) for at, (text, _, _) in enumerate(texts) if f"c{at}" in made)
    if len(comments) > 1:
        comments = (*comments[:-1], msgspec.structs.replace(comments[-1], answers=comments[0].id))
    places = draw(st.lists(st.integers(0, 9), min_size=len(notes), max_size=len(notes)))
    for note, place in zip(notes, places, strict=True):
        body = _noted(body, note.id, place)
    referred = {name for paragraph in body for span in paragraph.spans for name in span.notes}
    notes = tuple(note for note in notes if note.id in referred)
    body = [*draw(margins("header")), *body, *draw(margins("footer"))]
    return Document(
        tuple(body), draw(st.text("ab <&", max_size=5)), notes, comments, draw(LANGUAGES), rtl=draw(st.booleans())
    )


def _of_table(block: Sequence[Paragraph], table: int) -> list[Paragraph]:
    return [msgspec.structs.replace(one, cell=(table, *one.cell[1:])) if one.cell is not None else one for one in block]


def _commented(body: list[Paragraph], comment: str, first: int, length: int) -> list[Paragraph]:
    """A comment from one stretch that has words to another, on all that stands between."""
    places = [(at, place) for at, paragraph in enumerate(body) for place, _ in enumerate(paragraph.spans)]
    chosen = places[first : first + length + 1]
    worded = [(at, place) for at, place in chosen if body[at].spans[place].text]
    if not worded:
        return body
    return [
        msgspec.structs.replace(
            paragraph,
            spans=tuple(
                msgspec.structs.replace(one, comments=(*one.comments, comment))
                if worded[0] <= (at, place) <= worded[-1]
                else one
                for place, one in enumerate(paragraph.spans)
            ),
        )
        for at, paragraph in enumerate(body)
    ]


def _noted(body: list[Paragraph], note: str, place: int) -> list[Paragraph]:
    """A note behind one of the stretches of the text."""
    at = 0
    found = []
    for paragraph in body:
        changed = []
        for one in paragraph.spans:
            changed.append(msgspec.structs.replace(one, notes=(*one.notes, note)) if at == place else one)
            at += 1
        found.append(msgspec.structs.replace(paragraph, spans=tuple(changed)))
    return found


def normal(document: Document) -> Document:
    """What of a document a Word file can tell: tables, notes, comments and moves by their order, stretches as one."""
    paragraphs, _ = with_firm_ends(document.paragraphs)
    paragraphs, _ = without_lone_moves(paragraphs)
    notes = _in_order([name for one in paragraphs for span in one.spans for name in span.notes])
    comments = {one.id: f"{at}" for at, one in enumerate(document.comments, 1)}
    tables = _in_order([one.cell[0] for one in paragraphs if one.cell is not None])
    texts = {one.id: one.text for one in document.notes}
    return Document(
        paragraphs=tuple(_spoken(_normal(one, notes, comments, tables), document.lang) for one in paragraphs),
        title=document.title.strip(),
        notes=tuple(Note(new, texts[old].strip(" \t")) for old, new in notes.items()),
        comments=tuple(
            Comment(comments[one.id], one.text, one.by, comments.get(one.answers, "")) for one in document.comments
        ),
        lang=document.lang,
        rtl=document.rtl,
    )


def _spoken(paragraph: Paragraph, language: str) -> Paragraph:
    """Only words have a language in a Word file, and one that is the text's is not told apart."""
    worded = any(span.text for span in paragraph.spans)
    return msgspec.structs.replace(paragraph, lang=paragraph.lang if worded and paragraph.lang != language else "")


def _in_order(names: Sequence[Name]) -> dict[Name, str]:
    return {name: f"{at}" for at, name in enumerate(dict.fromkeys(names), 1)}


def _normal(paragraph: Paragraph, notes: dict[str, str], comments: dict[str, str], tables: dict[int, str]) -> Paragraph:
    spans: list[Span] = []
    for one in paragraph.spans:
        span = msgspec.structs.replace(
            one,
            notes=tuple(notes[name] for name in one.notes),
            comments=tuple(sorted(comments[name] for name in one.comments)),
        )
        last = spans[-1] if spans else None
        if last and _fate(last) == _fate(span) and not (last.notes and span.text):
            spans[-1] = msgspec.structs.replace(span, text=last.text + span.text, notes=(*last.notes, *span.notes))
        elif span.text or span.notes:
            spans.append(span)
    cell = paragraph.cell
    place = None if cell is None else (int(tables[cell[0]]) - 1, *cell[1:])
    return msgspec.structs.replace(paragraph, spans=tuple(spans), cell=place)


def _fate(span: Span) -> tuple[object, ...]:
    return span.inserted, span.deleted, span.move, span.comments


def _again(document: Document) -> Document:
    found = read(write(document))
    spans = [
        msgspec.structs.replace(
            one,
            spans=tuple(msgspec.structs.replace(span, comments=tuple(sorted(span.comments))) for span in one.spans),
        )
        for one in found.paragraphs
    ]
    return msgspec.structs.replace(found, paragraphs=tuple(spans), unread=())


@given(documents())
def test_a_document_is_the_same_after_a_word_file(document: Document) -> None:
    assert _again(document) == normal(document)


@given(documents())
def test_what_is_accepted_and_rejected_is_the_same_after_a_word_file(document: Document) -> None:
    again = read(write(document))
    for decide in (accepted, rejected):
        expected = [_words(one) for one in decide(normal(document)).paragraphs]
        assert [_words(one) for one in decide(again).paragraphs] == expected


def _words(paragraph: Paragraph) -> str:
    return "".join(span.text for span in paragraph.spans)


@given(documents())
@settings(max_examples=30)
def test_writing_what_was_read_changes_nothing_more(document: Document) -> None:
    once = read(write(document))
    assert write(once) == write(read(write(once)))
