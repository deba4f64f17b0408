from decimal import Decimal

import pytest

from onetext.text.sense.numerals import date_at, date_parts, number_at
from onetext.text.words import visible


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("600,000", 600_000),
        ("1.5 million", 1_500_000),
        ("forty-two", 42),
        ("two hundred and fifty thousand", 250_000),
        ("1.000.000,5", Decimal("1000000.5")),
        ("1.000,5", Decimal("1000.5")),
    ],
)
def test_a_number_has_one_value_however_it_is_written(text: str, value: Decimal) -> None:
    toks = visible(text)
    assert number_at(toks, 0) == (value, len(toks))


def test_a_word_is_no_number() -> None:
    assert number_at(visible("Ukraine"), 0) is None


@pytest.mark.parametrize("text", ["24 November 2025", "November 24, 2025", "24/11/2025", "2025"])
def test_a_date_is_read_to_its_end(text: str) -> None:
    toks = visible(text)
    assert date_at(toks, 0) == len(toks)


def test_a_permission_is_no_month() -> None:
    assert date_at(visible("may 3 parties"), 0) is None


@pytest.mark.parametrize(
    "text",
    [
        "1,000,000",
        "1 000 000",
        "1.000.000",
        "1'000'000",
        "1\u2019000\u2019000",
        "1\u00a0000\u00a0000",
        "1\u202f000\u202f000",
        "1\u2009000\u2009000",
        "a million",
    ],
)
def test_a_million_is_one_however_its_digits_are_grouped(text: str) -> None:
    toks = visible(text)
    assert date_at(toks, 0) is None
    assert number_at(toks, 0) == (Decimal(1_000_000), len(toks))


def test_one_dotted_group_stays_a_fraction() -> None:
    assert number_at(visible("600.000"), 0) == (Decimal(600), 1)


@pytest.mark.parametrize("text", ["24.11.2025", "1.2.25", "2025.11.24"])
def test_three_dotted_groups_are_a_date_where_they_may_be_one(text: str) -> None:
    assert date_at(visible(text), 0) == 1


@pytest.mark.parametrize("text", ["32.11.2025", "24.13.2025", "3.2.1", "0.1.2025", "1.000.000"])
def test_three_dotted_groups_that_can_be_no_day_are_no_date(text: str) -> None:
    assert date_at(visible(text), 0) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a hundred", 100),
        ("a hundred and twenty", 120),
        ("A thousand", 1_000),
        ("a hundred million", 100_000_000),
        ("one thousand and two hundred", 1_200),
    ],
)
def test_an_article_before_a_word_of_scale_says_one(text: str, value: Decimal) -> None:
    toks = visible(text)
    assert number_at(toks, 0) == (value, len(toks))


@pytest.mark.parametrize(
    "words", ["half a million", "half-a-million", "a quarter of a million", "a million and a half", "a boat", "a mn"]
)
def test_an_article_in_a_share_of_a_scale_is_no_number(words: str) -> None:
    toks = visible(words)
    assert all(number_at(toks, at) is None for at in range(len(toks)))


def test_two_numbers_of_one_scale_are_two() -> None:
    assert number_at(visible("one hundred and two hundred"), 0) == (Decimal(100), 2)


@pytest.mark.parametrize(
    "text",
    [
        "1 December 2025",
        "1 December, 2025",
        "December 1, 2025",
        "December 1st, 2025",
        "1st December 2025",
        "1st of December 2025",
        "1 Dec. 2025",
        "Dec. 1, 2025",
        "2025-12-01",
    ],
)
def test_a_date_is_one_day_however_it_is_printed(text: str) -> None:
    toks = visible(text)
    assert date_at(toks, 0) == len(toks)
    assert date_parts(text) == (2025, 12, 1)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1 December", (0, 12, 1)),
        ("December 2025", (2025, 12, 0)),
        ("December, 2025", (2025, 12, 0)),
        ("3 Sept. 2025", (2025, 9, 3)),
    ],
)
def test_of_a_date_what_is_not_given_stays_open(text: str, parts: tuple[int, int, int]) -> None:
    toks = visible(text)
    assert date_at(toks, 0) == len(toks)
    assert date_parts(text) == parts


@pytest.mark.parametrize("text", ["01/12/2025", "1.12.2025", "1-2-25"])
def test_which_number_is_the_month_is_not_guessed(text: str) -> None:
    assert date_parts(text) is None


def test_the_full_stop_of_a_sentence_is_not_part_of_a_date() -> None:
    assert date_at(visible("1 Dec. The Parties"), 0) == 2
