from decimal import Decimal

import pytest

from onetext.text.sense.numerals import date_at, number_at
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
