"""Saying: a number is one word in "N of M words" and in the alignment, however its digits are grouped."""

import pytest

from onetext.text.alignment import align
from onetext.text.alignment.saying import plain_words, said
from onetext.text.provision import Provision

GROUPED = [
    "1,000,000",
    "1 000 000",
    "1.000.000",
    "1'000'000",
    "1\u2019000\u2019000",
    "1\u00a0000\u00a0000",
    "1\u202f000\u202f000",
    "1\u2009000\u2009000",
]


@pytest.mark.parametrize("number", GROUPED)
@pytest.mark.parametrize("beside", ["boats", "човнів", "قارب"])
def test_a_number_is_one_word_however_its_digits_are_grouped(number: str, beside: str) -> None:
    assert plain_words(f"of {number} {beside}") == plain_words(f"of 1000000 {beside}")
    assert said(f"of {number} {beside}") == said(f"of 1000000 {beside}")


@pytest.mark.parametrize("number", GROUPED)
def test_all_words_are_shared_where_only_the_grouping_of_a_number_changed(number: str) -> None:
    old = Provision("a1", "The fund holds 1000000 crowns, for the boats of both shores.", number="1")
    new = Provision("b1", f"The fund holds {number} crowns for the boats of both shores.", number="1")
    (row,) = align((old,), (new,)).rows
    assert "changed quantity" not in row.dispositions
    assert "11 of 11 words" in row.reason


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("5, 100 and 200", ("5", "100", "and", "200")),
        ("in 2025 100 boats", ("in", "2025", "100", "boats")),
        ("1.5 or 600.000", ("1.5", "or", "600.000")),
        ("24.11.2025", ("24.11.2025",)),
        ("1,000.50", ("1000.50",)),
    ],
)
def test_what_groups_no_digits_keeps_numbers_apart(words: str, numbers: tuple[str, ...]) -> None:
    assert plain_words(words) == numbers
