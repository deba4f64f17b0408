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
