import time

from hypothesis import given
from hypothesis import strategies as st

from onetext.text import words


@given(st.text())
def test_no_character_of_a_text_is_lost_or_changed(text: str) -> None:
    found = words.tokens(text)
    assert "".join(token.text for token in found) == text
    assert all(text[token.start : token.end] == token.text for token in found)


@given(st.text() | st.text("aB19_ ,.'-\t\n"))
def test_the_quick_way_through_a_text_meets_the_same_words(text: str) -> None:
    found = words.spaced(text)
    assert [word for word, _ in found] == [token.text for token in words.visible(text)]
    assert "".join(map("".join, found)) == text.lstrip()


@given(st.text(st.characters(max_codepoint=127)))
def test_a_text_in_plain_letters_has_the_same_words_beside_one_in_others(text: str) -> None:
    beside = words.tokens(f"{text}\n\u4e2d")
    assert [t.text for t in words.visible(text)] == [t.text for t in beside[:-1] if t.kind != "space"]


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert words.fold(words.fold(text)) == words.fold(text)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.text, token.kind) for token in words.visible(text)]


def test_one_number_is_one_token() -> None:
    assert kinds("600,000") == [("600,000", "number")]
    assert kinds("600 000") == [("600 000", "number")]
    assert kinds("600\u202f000") == [("600\u202f000", "number")]
    assert kinds("1.5") == [("1.5", "number")]
    arabic = "\u0666\u0660\u0660\u066c\u0660\u0660\u0660"
    assert kinds(arabic) == [(arabic, "number")]


def test_a_bracketed_range_is_not_one_number() -> None:
    assert [text for text, kind in kinds("40-[y]70%") if kind == "number"] == ["40", "70"]


def test_the_full_stop_after_a_number_is_not_part_of_it() -> None:
    assert kinds("600,000.") == [("600,000", "number"), (".", "punctuation")]


def test_words_of_every_script_stay_whole() -> None:
    ukrainian = "Україна зобов\N{RIGHT SINGLE QUOTATION MARK}язується"
    assert [text for text, _ in kinds(ukrainian)] == ukrainian.split()
    assert kinds("تَتَعَهَّدُ أوكرانيا") == [("تَتَعَهَّدُ", "word"), ("أوكرانيا", "word")]
    assert [text for text, _ in kinds("和平")] == ["和", "平"]


def test_typographic_quotation_marks_and_dashes_compare_as_plain_ones() -> None:
    assert words.fold("\u201cUkraine\u2019s\u201d \u2013 NATO") == '"ukraine\'s" - nato'


def test_case_is_kept_where_only_marks_are_unified() -> None:
    assert words.unify("“The Parties”") == '"The Parties"'


def test_the_forms_of_a_word_share_a_root() -> None:
    assert words.root("guarantees") == words.root("guarantee")
    assert words.root("recognised") == words.root("recognise") == words.root("recognize")
    assert words.root("countries") == words.root("country")


def test_function_words_say_nothing_about_content() -> None:
    assert words.content("The Parties of the Agreement") == words.content("Party Agreement")


def test_a_line_of_two_million_characters_is_read_in_linear_time() -> None:
    text = "1,1 a'" * 330_000
    started = time.perf_counter()
    assert sum(len(token.text) for token in words.tokens(text)) == len(text)
    assert time.perf_counter() - started < 20


def test_apostrophes_group_the_digits_of_one_number() -> None:
    assert kinds("1'000'000") == [("1'000'000", "number")]
    assert kinds("1\u2019000\u2019000") == [("1\u2019000\u2019000", "number")]
    assert [text for text, _ in kinds("'30' days")] == ["'", "30", "'", "days"]
