"""PDF: every word on the page, changes told apart without colour, nothing in the words obeyed."""

import io
import re

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.exchange.document import Comment, Document, Mark, Note, Paragraph, Span
from onetext.exchange.pdf.writing import LONGEST, unprintable, write

ASH, BIRCH = Mark("Ash", "2030-03-01T09:00:00Z"), Mark("Birch")


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u200b", "")).strip()


def of(*words: str, **more: object) -> Document:
    return Document(tuple(Paragraph((Span(w),), number=f"{n}.") for n, w in enumerate(words, 1)), **more)  # type: ignore[arg-type]


def test_numbers_and_words_stand_in_their_order() -> None:
    pdf = write(of("Ash shall light the [northern] pier.", "Сторони припиняють вогонь.", title="Harbour agreement"))
    assert "1. Ash shall light the [northern] pier. 2. Сторони припиняють вогонь." in squeezed(text_of(pdf))


def test_words_are_never_read_as_instructions() -> None:
    hostile = '#import "x": y; $z$ *b* _i_ `c` \\ [a]] <l> @ref = h // no /* no */ #{1+1} "'
    assert hostile in squeezed(text_of(write(of(hostile, title='#panic("x")'))))


def test_a_change_names_its_author_by_a_letter_that_the_foot_of_the_page_explains() -> None:
    spans = (Span("Ash shall "), Span("dredge", deleted=ASH), Span("light", inserted=BIRCH), Span(" the pier."))
    found = squeezed(text_of(write(Document((Paragraph(spans),)))))
    assert "Ash shall dredgealightb the pier." in found
    assert "a Ash; b Birch" in found


def test_both_ends_of_a_move_bear_its_number() -> None:
    away, here = Span("the pier lights", deleted=ASH, move="m"), Span("the pier lights", inserted=ASH, move="m")
    found = squeezed(text_of(write(Document((Paragraph((away,)), Paragraph((here,)))))))
    assert found.count("⟨1the pier lights⟩") == 2


def test_notes_and_comments_are_printed() -> None:
    spans = (Span("Birch may fish.", notes=("n",), comments=("c", "d")),)
    notes, comments = (
        (Note("n", "Reserved by Ash."),),
        (Comment("c", "In spring?", ASH), Comment("d", "Yes.", BIRCH, "c")),
    )
    found = squeezed(text_of(write(Document((Paragraph(spans),), notes=notes, comments=comments))))
    assert "Reserved by Ash." in found
    assert "[1] Ash, 2030-03-01T09:00:00Z: In spring?" in found
    assert "[2] Birch, in answer to [1]: Yes." in found


def test_the_head_of_a_table_stands_on_each_page_and_a_wide_table_lies_on_its_side() -> None:
    heads = tuple(Paragraph((Span(w),), cell=(0, 0, c)) for c, w in enumerate(("point", "before", "after")))
    cells = tuple(Paragraph((Span(f"{row} light " * 20),), cell=(0, row, c)) for row in range(1, 40) for c in range(3))
    pages = pypdf.PdfReader(io.BytesIO(write(Document((*heads, *cells))))).pages
    assert len(pages) > 1
    for page in pages:
        assert "before" in page.extract_text()
        assert page.mediabox.width > page.mediabox.height


def test_right_to_left_words_are_kept_letter_by_letter() -> None:
    words = "الطرفان ישראל"
    pdf = write(Document((Paragraph((Span(words),), rtl=True, lang="ar"),), rtl=True, lang="ar"))
    assert set(words) - {" "} <= set(text_of(pdf))


def test_the_same_document_gives_the_same_bytes() -> None:
    document = of("Ash shall light the pier.", title="Harbour")
    assert write(document) == write(document)


def test_title_and_language_stand_in_the_file_for_a_screen_reader() -> None:
    reader = pypdf.PdfReader(io.BytesIO(write(of("Les Parties.", title="Le port", lang="fr"))))
    assert reader.metadata is not None
    assert reader.metadata.title == "Le port"
    root = reader.root_object
    assert str(root["/Lang"]) == "fr"
    assert "/StructTreeRoot" in root


def test_scripts_without_a_font_are_named() -> None:
    assert unprintable(of("Ash", "Сторони", "الطرفان", "הצדדים", "µ ª")) == ()
    assert unprintable(of("停火 и 휴전")) == ("CJK", "HANGUL")


@pytest.mark.parametrize("words", ["", "\x00\x07", "\u202e\u2066", "x" * 5_000, "\n\n", "\ud7ff\uffff", "[" * 300])
def test_no_words_stop_the_press(words: str) -> None:
    assert write(of(words, "after")).startswith(b"%PDF")


@settings(max_examples=25)
@given(st.lists(st.text(st.characters(codec="ascii", exclude_categories=["C"]), min_size=1), min_size=1, max_size=8))
def test_every_word_is_on_the_page(words: list[str]) -> None:
    found = re.sub(r"\s", "", text_of(write(of(*words))))
    for line in words:
        for word in line.split():
            if len(word) < LONGEST:
                assert word in found
