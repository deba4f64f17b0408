"""What is counted, said ahead of the number."""

from decimal import Decimal

import pytest

from onetext.text.sense.quantities import quantities


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("Ash shall limit the number of its patrol vessels in the estuary to 16.", "patrol vessels"),
        ("Number of patrol vessels in the estuary reduced to 16", "patrol vessels"),
        ("The number of all pilots shall not exceed 16.", "pilots"),
        ("The number of pilots shall be at least 16.", "pilots"),
        ("A number of talks were held. The limit is set at 16.", ""),
        ("The number of pilots is known; the fee is raised to 16.", ""),
        ("The number of its vessels is cut to 16 boats.", "boats"),
        ("The number of vessels is 20 and the toll is raised to 16.", ""),
    ],
)
def test_what_is_counted_may_be_said_ahead_of_the_number(words: str, unit: str) -> None:
    assert quantities(words)[-1].unit == unit


def test_alternatives_in_brackets_count_the_same_thing() -> None:
    found = quantities("the number of its patrol vessels to [22] [16 (Sellmark)], down from about 31 now")
    assert [(q.value, q.unit) for q in found[:2]] == [(Decimal(22), "patrol vessels"), (Decimal(16), "patrol vessels")]


def test_a_long_run_of_bracketed_numbers_is_read_at_once() -> None:
    assert len(quantities("the number of boats to " + "[22] " * 20_000)) == 20_000


@pytest.mark.parametrize("behind", ["by 2028", "below low water by 31 December 2029"])
def test_a_baseline_behind_a_date_is_that_of_the_number_before_it(behind: str) -> None:
    depth, date = quantities(f"a depth of 9.0 metres {behind}, up from about 7.2 metres in 2024.")
    assert depth.baseline is not None
    assert (depth.value, depth.baseline.value, depth.baseline.as_of) == (Decimal("9.0"), Decimal("7.2"), "2024")
    assert date.kind == "date"


def test_a_number_in_a_sentence_of_its_own_is_no_baseline() -> None:
    found = quantities("A depth of 9.0 metres. Talks by 2028 against 3 metres.")
    assert [q.baseline for q in found] == [None, None, None]
