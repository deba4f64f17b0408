"""What became of a number is never told falsely: what still stands is not "not stated", options are kept apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.text.comparing.callouts import callouts
from onetext.text.redline import redline
from onetext.text.sense.quantities import quantities
from onetext.text.sense.quantity_change import changed

LOCKS = (
    "The water above the locks shall be kept as follows:\n\n"
    "   Option 1: The locks shall keep the water at Kilometre 214 at no less than 4.20 metres throughout the year.\n\n"
    "   Option 2: The locks should keep the water at Kilometre 214 between 3.60 metres and 4.80 metres, and the "
    "Commission may set the level for each season."
)
KEPT = (
    "The locks shall keep the water at Kilometre 214 between 3.80 metres and 4.80 metres. The Commission may set the "
    "level for each season."
)


def said(before: str, after: str) -> list[str]:
    return [change.sentence for change in changed(before, after)]


def test_each_option_is_compared_with_what_came_of_it() -> None:
    assert said(LOCKS, KEPT) == [
        "Option 1: 4.2 → 3.8 metres (-0.4, -9.5 %)",
        "Option 1: not stated → 4.80 metres",
        "Option 2: 3.6 → 3.8 metres (+0.2, +5.6 %)",
    ]


def test_an_option_in_brackets_is_called_by_who_proposes_it_and_what_stands_outside_is_told_once() -> None:
    before = "A toll of [1.40 crowns (North)] [0.90 crowns (East, South)] per tonne. It stands for two years."
    assert said(before, "A toll of 1.15 crowns per tonne. It stands for three years.") == [
        "North: 1.4 → 1.15 crowns per tonne (-0.25, -17.9 %)",
        "East, South: 0.9 → 1.15 crowns per tonne (+0.25, +27.8 %)",
        "2 → 3 years (+1, +50.0 %)",
    ]


def test_options_that_stay_options_are_compared_by_their_names() -> None:
    before = "A toll of [1.40 crowns (North)] [0.90 crowns (South)] per tonne."
    after = "A toll of [1.00 crowns (South)] [1.40 crowns (North)] per tonne."
    assert said(before, after) == ["South: 0.9 → 1 crowns per tonne (+0.1, +11.1 %)"]


def test_an_option_that_bound_less_than_what_came_of_it_is_called_out() -> None:
    modes = [one.sentence for one in callouts(LOCKS, KEPT, redline(LOCKS, KEPT)) if one.kind == "modality"]
    assert modes == ["Option 2: recommendation → obligation (“should” → “shall”)"]


def test_what_stands_in_none_of_the_options_is_called_out_once() -> None:
    before = "Ships pay [1.40 crowns (North)] [0.90 crowns (South)]. The ports should review the toll."
    after = "Ships pay 1.15 crowns. The ports shall review the toll."
    modes = [one.sentence for one in callouts(before, after, redline(before, after)) if one.kind == "modality"]
    assert modes == ["recommendation → obligation (“should” → “shall”)"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Ash keeps 600 boats and Birch 600 boats.", "Ash keeps 600 boats.", ["600 boats: times stated 2 → 1"]),
        ("Ash keeps 600 boats.", "Ash keeps 600 boats and Birch 600 boats.", ["600 boats: times stated 1 → 2"]),
        ("at least 30 days, and at most 30 days", "at least 30 days", ["at most 30 days: times stated 2 → 1"]),
    ],
)
def test_a_value_that_still_stands_is_told_by_how_often(before: str, after: str, told: list[str]) -> None:
    assert said(before, after) == told


def test_a_least_is_compared_with_a_least_though_a_most_stands_nearer() -> None:
    assert said("It is in all cases at least 4 metres.", "between 3 metres and 5 metres") == [
        "4 → 3 metres (-1, -25.0 %)",
        "not stated → 5 metres",
    ]


PIECES = st.sampled_from(
    [
        "30",
        "60",
        "days",
        "boats",
        "at least",
        "at most",
        "and",
        ".",
        "from",
        "to",
        "1 May 2025",
        "[",
        "]",
        "(Ash)",
        "[X]",
    ]
)


@given(st.lists(PIECES).map(" ".join), st.lists(PIECES).map(" ".join))
def test_what_the_other_wording_states_is_never_said_to_be_not_stated(before: str, after: str) -> None:
    for sides in ((before, after), (after, before)):
        for change in changed(*sides):
            one, other = change.before, change.after
            if other is None and "not stated" in change.sentence:
                assert one is not None
                assert not any(
                    (q.value, q.unit, q.kind) == (one.value, one.unit, "number") for q in quantities(sides[1])
                )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The notice is \u201c30\u201d days.", "The notice is 30 days."),
        ("The toll is \u201c30\u201d euros.", "The toll is 30 euros."),
        ("cut from \u201c880,000\u201d to \u201c600,000\u201d troops", "cut from 880,000 to 600,000 troops"),
        ("on \u201c1 December\u201d 2025", "on 1 December 2025"),
        ("1.000.000 troops", "1,000,000 troops"),
        ("1'000'000 troops", "1 000 000 troops"),
        ("a hundred and twenty days", "120 days"),
        ("a fund of \u20ac5m", "a fund of \u20ac5 million"),
        ("a notice of 60-90 working days", "a notice of 60 to 90 working days"),
        ("two-thirds of the members", "two thirds of the members"),
        ("100 km of shore", "100 kilometres of shore"),
        ("100 km of shore", "100 kilometers of shore"),
        ("5 m of water", "5 metres of water"),
        ("5 kg of salt", "5 kilograms of salt"),
        ("5 km\u00b2 of sea", "5 square kilometres of sea"),
        ("5 per cent", "5%"),
    ],
)
def test_the_same_quantity_printed_otherwise_is_no_change(before: str, after: str) -> None:
    assert said(before, after) == []
    assert said(after, before) == []


@pytest.mark.parametrize(
    "printed", ["December 1, 2025", "1st December 2025", "1 Dec. 2025", "2025-12-01", "1 December, 2025"]
)
def test_the_same_date_printed_otherwise_is_no_change(printed: str) -> None:
    assert said("It ends on 1 December 2025.", f"It ends on {printed}.") == []
    assert said(f"It ends on {printed}.", "It ends on 2 December 2025.") == [f"{printed} → 2 December 2025"]


def test_a_date_that_may_be_read_in_two_ways_is_compared_by_its_words() -> None:
    assert said("It ends on 1 December 2025.", "It ends on 01/12/2025.") == ["1 December 2025 → 01/12/2025"]


def test_a_day_whose_year_is_left_out_is_told() -> None:
    assert said("by 1 December 2025", "by 1 December") == ["1 December 2025 → 1 December"]


def test_an_amount_of_money_is_no_length() -> None:
    assert said("a line of \u20ac5m", "a line of 5 m") == ["€5m → not stated", "not stated → 5 m"]


def test_a_share_that_changes_is_told_in_its_words() -> None:
    assert said("a two-thirds majority", "a three-quarters majority") == ["two-thirds → three-quarters"]
