"""From a document to provisions: markers, parents, paragraphs, vacant numbers; and bytes that are no text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.text.brackets import options
from onetext.text.provision import Provision, write
from onetext.text.reading import UnreadableText, decode, read_points, reading

BITS = [
    "1. ",
    "2) ",
    "(a) ",
    "(iv) ",
    "3.1 ",
    "7 bis ",
    "Article 5",
    "Point 3: ",
    "## ",
    "- ",
    "[",
    "]",
    "\n",
    "\n\n",
    "a",
]
BITS += [
    "    ",
    "\t",
    "**",
    "Option 1: ",
    "Option 2:",
    " vacant",
    "\r\n",
    "\x0b",
    "\u2028",
    "X. ",
    "[3. ",
    "~~",
    "§ 4 ",
]
DRAFT = st.text(max_size=40) | st.lists(st.sampled_from(BITS), max_size=25).map("".join)


def read(source: str) -> tuple[Provision, ...]:
    return read_points(source, lambda place: f"p{place}")


def numbers(source: str) -> list[str]:
    return [p.number for p in read(source)]


@given(DRAFT)
def test_every_document_is_given_back_to_the_last_character(source: str) -> None:
    provisions = read(source)
    assert write(provisions) == source
    known = {""} | {p.id for p in provisions}
    assert all(p.parent in known and p.words is not None for p in provisions)
    assert reading(provisions).points <= len(provisions)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1. a\n2. b", ["1", "2"]),
        ("1) a\n2) b", ["1", "2"]),
        ("(1) a\n(2) b", ["1", "2"]),
        ("3. a\n(a) b\n(b) c\n4. d", ["3", "3(a)", "3(b)", "4"]),
        ("3. a\n(i) b\n(ii) c\n(iv) d", ["3", "3(i)", "3(ii)", "3(iv)"]),
        ("(h) a\n\n(i) b\n\n(j) c", ["h", "i", "j"]),
        ("a) a\n(i) b\n(ii) c\nb) d", ["a", "a(i)", "a(ii)", "b"]),
        ("3. a\n\n3.1 b\n\n3.2 c\n\n4. d", ["3", "3.1", "3.2", "4"]),
        ("7. a\n7 bis b\n7ter. c\n8. d", ["7", "7 bis", "7 ter", "8"]),
        ("3.3 a\n\n3.3bis b\n\n3.3quat c", ["3.3", "3.3 bis", "3.3 quater"]),
        ("Point 1: a\n\nPoint 2: b", ["1", "2"]),
        ("Article 5\n\n1. a\n\n(b) c", ["Article 5", "Article 5.1", "Article 5.1(b)"]),
        ("§ 4 a\n\n§ 5 b", ["§ 4", "§ 5"]),
        ("## Article 2bis *(general)*\n\n1. a", ["Article 2 bis", "Article 2 bis.1"]),
        ("## [Article 3bis] *(REDD-plus)*", ["Article 3 bis"]),
        ("# Preamble\n\nWe agree:\n\n1. a", ["", "", "1"]),
        ("1. a\n   1. b\n   2. c\n2. d", ["1", "1.1", "1.2", "2"]),
        ("- a\n- b", ["", ""]),
        ("7. a\n\n 1. b\n\n 2. c\n\n8. d", ["7", "7.1", "7.2", "8"]),
        ("7. a\n\n    1. b\n\n    7bis. c\n\n8. d", ["7", "7.1", "7 bis", "8"]),
        ("7. a\n\n    7bis. c\n\n    1. d\n    2. e\n\n8. d", ["7", "7 bis", "7 bis.1", "7 bis.2", "8"]),
        ("1. a\n 2. b\n3. c", ["1", "2", "3"]),
        ("2. a\n(a) b\n(b) c\n(i) d\n(ii) e\n(c) f", ["2", "2(a)", "2(b)", "2(b)(i)", "2(b)(ii)", "2(c)"]),
        ("**3.** a\n\n**4. Title** b", ["3", "4"]),
        ("1. a\n2 [Reserved]\n3. b", ["1", "2", "3"]),
    ],
)
def test_printed_numbers_are_read_with_the_number_of_the_parent(source: str, expected: list[str]) -> None:
    assert numbers(source) == expected
    assert write(read(source)) == source


def test_a_sub_point_stands_under_its_point() -> None:
    point, first, second, sub, last = read("3. a\n(a) b\n(b) c\n(i) d\n4. e")
    assert (first.parent, second.parent, sub.parent, last.parent) == (point.id, point.id, second.id, "")


def test_chapters_hold_articles_and_articles_hold_points() -> None:
    chapter, article, point, other = read("Chapter II\n\nArticle 4 Troops\n\n1. a\n\nArticle 5 Prisoners\n")
    assert [p.parent for p in (chapter, article, point, other)] == ["", chapter.id, article.id, chapter.id]
    assert [p.heading for p in (chapter, article, point, other)] == [True, True, False, True]
    assert article.words == "Troops"


@pytest.mark.parametrize(
    "source",
    [
        "as agreed in\nArticle 5 of the Convention",
        "limited to\n600,000 troops",
        "not later than\n31. It is so",
        "by 5 p.m. or\ne.g. later",
        "Article 5 of the Convention applies.",
        "1945 was the year.",
    ],
)
def test_a_figure_that_begins_a_line_of_a_sentence_is_no_marker(source: str) -> None:
    assert numbers(source) == [""]


def test_lines_that_go_on_belong_to_the_provision_before_them() -> None:
    first, second = read("1. one\n   and more\nand more\n2. two\n")
    assert (first.mark, first.words, first.gap) == ("1. ", "one\n   and more\nand more", "\n")
    assert second.words == "two"


def test_a_paragraph_after_a_blank_line_is_a_provision_of_its_own() -> None:
    point, inside, outside = read("1. one\n\n   under it\n\nbeside it")
    assert (inside.number, inside.parent) == ("", point.id)
    assert (outside.number, outside.parent) == ("", "")


def test_a_bracket_over_paragraphs_is_read_whole() -> None:
    first, second = read("3. one [two\n\nthree\n\nfour] five\n\n4. six")
    assert first.words == "one [two\n\nthree\n\nfour] five"
    assert second.number == "4"


def test_a_bracket_that_never_closes_does_not_swallow_the_document() -> None:
    assert len(read("one [two\n\nthree\n\n4. four")) == 3


def test_a_marker_inside_a_bracket_numbers_the_provision_and_leaves_the_bracket_whole() -> None:
    (point,) = read("[3. Parties shall]")
    assert (point.number, point.mark, point.words) == ("3", "", "[3. Parties shall]")


def test_options_stay_together_with_their_point() -> None:
    first, second = read("3. Troops\n\n   **Option 1:** stay\n\n   **Option 2:**\n\n   leave\n\n4. b")
    assert second.number == "4"
    ((stay, leave),) = (place.options for place in options(first.words or ""))
    assert (stay.words, leave.words) == ("stay", "leave")


def test_options_that_hold_points_are_provisions() -> None:
    source = "## Article 2\n\n**Option 1:**\n\n1. a\n\n2. b\n\n**Option 2:**\n\nNo text\n\n## Article 3"
    expected = ["Article 2", "Article 2 Option 1", "Article 2 Option 1.1", "Article 2 Option 1.2", "Article 2 Option 2"]
    assert numbers(source) == [*expected, "Article 3"]
    assert read(source)[4].words == "No text"


@pytest.mark.parametrize("source", ["3 vacant", "3. (vacant)", "3. [Reserved]", "3. *deleted*", "3. Left vacant."])
def test_a_vacant_point_keeps_its_number_and_its_words(source: str) -> None:
    (point,) = read(source)
    assert (point.vacant, point.number) == (True, "3")
    assert write((point,)) == source


def test_a_point_about_something_vacant_is_not_vacant() -> None:
    assert not read("3. The vacant seat is filled.")[0].vacant


@pytest.mark.parametrize(
    ("source", "gaps", "duplicates"),
    [
        ("1. a\n2. b\n4. c", ("3 missing between 2 and 4",), ()),
        ("1. a\n2. b\n6. c", ("3 to 5 missing between 2 and 6",), ()),
        ("1. a\n(a) b\n(c) c", ("1(b) missing between 1(a) and 1(c)",), ()),
        ("1. a\n\n(iv) b\n\n(vi) c", ("1(v) missing between 1(iv) and 1(vi)",), ()),
        ("6. a\n\n7 bis b", ("7 missing between 6 and 7 bis",), ()),
        ("6. a\n\n7 b\n\n6 bis. c", (), ()),
        ("1. a\n2. b\n2. c", (), ("2 is printed 2 times",)),
        ("Article 1\n\n1. a\n\nArticle 2\n\n1. b", (), ()),
        ("1. a\n2 vacant\n3. b", (), ()),
    ],
)
def test_gaps_and_duplicates_in_the_numbering_are_reported(
    source: str, gaps: tuple[str, ...], duplicates: tuple[str, ...]
) -> None:
    found = reading(read(source))
    assert (found.gaps, found.duplicates) == (gaps, duplicates)


def test_what_was_read_is_counted() -> None:
    found = reading(read("# Plan\n\nPreamble\n\n1. a\n2 vacant\n"))
    assert (found.headings, found.paragraphs, found.points, found.vacant) == (1, 1, 2, ("2",))


def test_nothing_reads_as_no_provision_and_white_space_as_a_gap() -> None:
    assert read("") == ()
    assert write(read(" \n\n")) == " \n\n"


def test_a_long_line_is_read_in_a_few_seconds() -> None:
    line = "Parties shall [act] " * 25_000
    began = time.perf_counter()
    assert write(read(line)) == line
    assert time.perf_counter() - began < 5


def test_utf_8_is_read_with_and_without_its_mark() -> None:
    assert decode("Київ".encode()) == decode(b"\xef\xbb\xbf" + "Київ".encode()) == "Київ"
    assert decode("Київ".encode("utf-16")) == "Київ"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"one\ntwo \xff", "offset 8, on line 2, is not UTF-8"),
        (b"\xef\xbb\xbfone \xff", "offset 7, on line 1, is not UTF-8"),
        ("one\ntwo".encode("utf-16-le"), "NUL character at offset 1, on line 1"),
        (b"one\n\0", "NUL character at offset 4, on line 2"),
        (b"\xff\xfea", "not UTF-16"),
        (b"PK\x03\x04...", "save it as plain text"),
        (b"%PDF-1.7", "a PDF"),
        (b"{\\rtf1", "rich text"),
    ],
)
def test_bytes_that_are_no_text_are_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableText) as refused:
        decode(data)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_points_numbered_through_all_parts_stand_without_the_part_and_those_that_begin_again_with_it() -> None:
    running = read("Part I: General\n\n1. a\n\n2. In this text:\n\n   (a) x\n\nPart II: Works\n\n3. b\n")
    assert [p.number for p in running] == ["Part I", "1", "2", "2(a)", "Part II", "3"]
    again = read("Chapter I\n\n1. a\n\nChapter II\n\n1. b\n")
    assert [p.number for p in again] == ["Chapter I", "Chapter I.1", "Chapter II", "Chapter II.1"]
