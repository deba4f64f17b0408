"""Markdown in and out: the structure of plain text, and changes, comments, notes and tables on top of it."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.exchange.document import Comment, Document, Mark, Note, Paragraph, Span, accepted, plain, rejected
from onetext.exchange.drafts import wording_of
from onetext.exchange.errors import UnreadableDocument
from onetext.exchange.markdown import read, write
from onetext.text.reading import read_points

FRANCE, UK = Mark("France", "2026-11-20"), Mark("UK & co")


def lines(source: str) -> list[tuple[str, str, int, int]]:
    return [(one.number, plain(one), one.level, one.heading) for one in read(source.encode()).paragraphs]


TEXT = """# Part I

Article 1. Ceasefire

1. The parties shall:

    (a) stop;

    (b) withdraw [600,000][800,000] men.

2. Nothing else.

A closing word.
"""


def test_a_text_has_the_provisions_that_plain_text_has() -> None:
    found = wording_of(read(TEXT.encode()), str)
    expected = read_points(TEXT, str)
    assert [(p.number, p.words, p.heading) for p in found] == [(p.number, p.words, p.heading) for p in expected]
    assert [p.parent for p in found] == [p.parent for p in expected]


def test_critic_markup_is_changes_with_their_authors() -> None:
    source = "They {++shall++}{>>by France | 2026-11-20<<}{--should--} {~~go~>stay~~}{>>by UK & co<<}.\n"
    (paragraph,) = read(source.encode()).paragraphs
    assert paragraph.spans == (
        Span("They "),
        Span("shall", inserted=FRANCE),
        Span("should", deleted=Mark("")),
        Span(" "),
        Span("go", deleted=UK),
        Span("stay", inserted=UK),
        Span("."),
    )


def test_comments_are_on_the_words_before_them() -> None:
    document = read(b"The {==ceiling==}{>>Norway | 2026-11-20 | Why {so} low?<<} stands.{>>Agreed?<<}\n")
    assert [one.text for one in document.comments] == ["Why {so} low?", "Agreed?"]
    assert document.comments[0].by == Mark("Norway", "2026-11-20")
    assert [(one.text, one.comments) for one in document.paragraphs[0].spans] == [
        ("The ", ()),
        ("ceiling", ("1",)),
        (" stands.", ("2",)),
    ]


def test_footnotes_are_notes_and_a_mark_without_a_note_is_words() -> None:
    document = read(b"Peace[^1] and [^nowhere].\n\n[^1]: Reserved\n    by A.\n")
    assert document.notes == (Note("1", "Reserved\nby A."),)
    assert document.paragraphs[0].spans == (Span("Peace", notes=("1",)), Span(" and [^nowhere]."))


def test_a_table_is_cells_and_its_figures_are_no_points() -> None:
    source = "1. Forces:\n\n| Party | Men |\n|---|---:|\n| 1. North | {--12--}{++13++} |\n| a\\|b | |\n\n2. Law\n"
    document = read(source.encode())
    assert [(one.number, plain(one), one.cell) for one in document.paragraphs] == [
        ("1.", "Forces:", None),
        ("", "Party", (0, 0, 0)),
        ("", "Men", (0, 0, 1)),
        ("", "1. North", (0, 1, 0)),
        ("", "1213", (0, 1, 1)),
        ("", "a|b", (0, 2, 0)),
        ("", "", (0, 2, 1)),
        ("2.", "Law", None),
    ]


def test_a_new_paragraph_is_gone_when_it_is_rejected() -> None:
    source = "1. One{++\n\n2. Two++}{>>by France | 2026-11-20<<}\n\n3. Three\n"
    document = read(source.encode())
    assert [plain(one) for one in accepted(document).paragraphs] == ["One", "Two", "Three"]
    assert [(one.number, plain(one)) for one in rejected(document).paragraphs] == [("1.", "One"), ("3.", "Three")]


def test_a_new_point_with_a_bare_number_leaves_nothing_behind_when_it_is_rejected() -> None:
    new = Paragraph((Span("All pay.", inserted=FRANCE),), number="4", inserted=FRANCE)
    document = Document((Paragraph((Span("One."),), number="1."), new, Paragraph((Span("Two."),), number="2.")))
    found = read(write(document))
    assert [(one.number, plain(one)) for one in rejected(found).paragraphs] == [("1.", "One."), ("2.", "Two.")]
    assert [(one.number, plain(one)) for one in accepted(found).paragraphs][1] == ("4.", "All pay.")


def test_a_note_comes_back_whatever_its_name() -> None:
    names = ("9b" * 40, "with space", "with]bracket")
    spans = tuple(Span("Ash pays.", notes=(name,)) for name in names)
    notes = tuple(Note(name, f"Reservation {at}.") for at, name in enumerate(names))
    found = read(write(Document((Paragraph(spans, number="1."),), notes=notes)))
    assert plain(found.paragraphs[0]) == "Ash pays." * 3
    assert [note.text for note in found.notes] == [note.text for note in notes]
    assert [span.notes for span in found.paragraphs[0].spans] == [(note.id,) for note in found.notes]


def test_the_head_of_a_file_is_no_part_of_the_text() -> None:
    document = read(b'---\ntitle: "A \\"draft\\""\nlang: ar\ndir: rtl\nauthor: X\n---\n\nPeace\n')
    assert (document.title, document.lang, document.rtl) == ('A "draft"', "ar", True)
    assert document.unread == ("What the head of the file says of “author” is not read.",)
    assert [plain(one) for one in document.paragraphs] == ["Peace"]


def test_lines_between_dashes_that_say_nothing_of_the_file_are_text() -> None:
    assert lines("---\nThe parties agree\n---\n")[0][1].startswith("---")


MARKS = st.sampled_from([None, None, FRANCE, UK, Mark("")])
SIGNS = [*"ab {}+-~>=<1\\|Ж", "{++", "++}", "[^1]", "[\\^1]"]
WORDS = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=8).map("".join)
"""Brackets balance in them: a place in brackets is read whole, over several paragraphs too."""


@st.composite
def texts(draw: st.DrawFn) -> Document:
    """Documents of plain paragraphs, with changes, notes and comments anywhere in them."""
    found = []
    for _ in range(draw(st.integers(1, 4))):
        spans = [Span("x")]
        for _ in range(draw(st.integers(0, 4))):
            inserted, deleted = draw(MARKS), draw(MARKS)
            move = draw(st.sampled_from(["", "m1"])) if inserted or deleted else ""
            notes = draw(st.sampled_from([(), (), ("1",), ("n2", "1")]))
            spans.append(Span(draw(WORDS), inserted, deleted, move, notes))
        found.append(Paragraph((*spans, Span("y")), inserted=draw(MARKS)))
    found[-1] = msgspec.structs.replace(found[-1], inserted=None)
    return Document(
        tuple(found), title=draw(st.sampled_from(["", 'A "b" \\'])), notes=(Note("1", "a\nb"), Note("n2", "c"))
    )


def letters(document: Document) -> list[list[tuple[str, Mark | None, Mark | None, str]]]:
    """Each character with its fate: how a text is divided into stretches says nothing."""
    return [
        [(sign, span.inserted, span.deleted, span.move) for span in one.spans for sign in span.text]
        for one in document.paragraphs
    ]


@given(texts())
def test_words_and_changes_come_back_whatever_signs_are_in_them(document: Document) -> None:
    again = read(write(document))
    assert letters(again) == letters(document)
    assert [one.inserted for one in again.paragraphs] == [one.inserted for one in document.paragraphs]
    assert again.title == document.title
    assert [note.text for note in again.notes] == [note.text for note in document.notes]
    number = {note.id: str(at) for at, note in enumerate(document.notes, 1)}
    marks = [[number[note] for span in one.spans for note in span.notes] for one in document.paragraphs]
    assert [[note for span in one.spans for note in span.notes] for one in again.paragraphs] == marks


def test_points_tables_and_comments_come_back() -> None:
    document = Document(
        paragraphs=(
            Paragraph((Span("Land"),), heading=1),
            Paragraph((Span("The parties shall:"),), number="1."),
            Paragraph((Span("stop "), Span("now", inserted=FRANCE, comments=("1",)), Span(";")), number="(a)", level=1),
            Paragraph((Span("Party"),), cell=(0, 0, 0), level=2),
            Paragraph((Span("a|b"), Span("\nc", deleted=UK)), cell=(0, 0, 1), level=2),
            Paragraph((Span("End."),), number="2."),
        ),
        comments=(Comment("1", "Why | so <<} soon?", FRANCE),),
    )
    again = read(write(document))
    flat = tuple(msgspec.structs.replace(one, level=2 * bool(one.cell) or one.level) for one in again.paragraphs)
    assert flat == document.paragraphs
    assert again.comments == document.comments


@given(st.text("{}+-~>=<[]^1 \n\\|a#.", max_size=60))
def test_no_letter_of_any_text_is_lost(source: str) -> None:
    document = read(source.encode())
    said = "".join(
        [
            *(f"{one.number}{plain(one)}" for one in document.paragraphs),
            *(one.text for one in document.notes),
            *(one.text for one in document.comments),
        ]
    )
    assert said.count("a") == source.count("a")


def test_ten_thousand_openings_are_read_at_once() -> None:
    assert lines("x {++ {-- {>> [^1] " * 10_000)[0][1].count("{++") == 10_000


def test_bytes_that_are_no_text_end_in_one_sentence() -> None:
    with pytest.raises(UnreadableDocument, match="UTF-8"):
        read(b"\xff\x00\xff")
