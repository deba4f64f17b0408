from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.text.sense.quantities import Quantity, quantities
from onetext.text.sense.quantity_change import changed
from onetext.text.words import word_set

ARMY = "limit the size of its military to 600,000 personnel, down from about 880,000 now"


def only(words: str) -> Quantity:
    (quantity,) = quantities(words)
    return quantity


def test_a_limit_is_at_most_and_its_undated_baseline_is_flagged() -> None:
    limit = only(ARMY)
    assert (limit.value, limit.unit, limit.bound) == (Decimal(600_000), "personnel", "at most")
    assert limit.baseline
    assert (limit.baseline.value, limit.baseline.unit) == (Decimal(880_000), "personnel")
    assert limit.baseline.approximate
    assert limit.baseline.as_of is None
    assert limit.counting is None
    assert limit.flags == ("the baseline has no date",)


def test_a_dated_baseline_is_not_flagged() -> None:
    limit = only("limited to 600,000 personnel, down from 880,000 as of 1 January 2025")
    assert limit.baseline
    assert limit.baseline.as_of == "1 January 2025"
    assert limit.flags == ()


def test_a_change_from_one_number_to_another_has_the_first_as_baseline() -> None:
    cut = only("reduce its forces from 880,000 to 600,000 personnel")
    assert cut.value == Decimal(600_000)
    assert cut.baseline
    assert (cut.baseline.value, cut.baseline.unit) == (Decimal(880_000), "personnel")


@pytest.mark.parametrize(
    ("words", "value", "unit", "bound"),
    [
        ("no more than 1.5 million troops", 1_500_000, "troops", "at most"),
        ("at least 30 days", 30, "days", "at least"),
        ("within thirty (30) days", 30, "days", "at most"),
        ("a 90-day ceasefire", 90, "days", "exactly"),
        ("US$100 billion per year", 100_000_000_000, "US dollars per year", "exactly"),
        ("two hundred and fifty thousand soldiers", 250_000, "soldiers", "exactly"),
        ("twenty-five per cent", 25, "%", "exactly"),
        ("approximately 50 vehicles", 50, "vehicles", "about"),
        ("more than 600 000 personnel", 600_000, "personnel", "more than"),
        ("shall not exceed 5,000 troops", 5_000, "troops", "at most"),
        ("30 days or more", 30, "days", "at least"),
        ("2 °C", 2, "°C", "exactly"),
        ("1,5 %", Decimal("1.5"), "%", "exactly"),
        ("one month", 1, "months", "exactly"),
        ("\u0666\u0660\u0660\u066c\u0660\u0660\u0660", 600_000, "", "exactly"),
    ],
)
def test_value_unit_and_bound_are_read(words: str, value: Decimal, unit: str, bound: str) -> None:
    quantity = only(words)
    assert (quantity.value, quantity.unit, quantity.bound) == (value, unit, bound)


@pytest.mark.parametrize(
    "words",
    [
        "the 28-point plan",
        "under Article 5",
        "Articles 5, 6 and 7",
        "paragraph 3(a)",
        "the G7 and the G8",
        "decision 1/CP.17",
        "the 28th of the month",
        "no one may leave",
        "Resolution 2202",
        "3. The Parties agree",
        "efforts under Articles 8 and 9 towards the goal",
        "as rules 3 and 4 apply",
        "under Articles [9] and [11]",
        "paragraph [14][15] above",
    ],
)
def test_a_number_that_names_something_is_no_quantity(words: str) -> None:
    assert quantities(words) == ()


@pytest.mark.parametrize(
    "words", ["24 November 2025", "November 2025", "2025-11-24", "24.11.2025", "January 1, 2026", "1 May"]
)
def test_a_date_is_a_date_and_no_number(words: str) -> None:
    date = only(f"It ends on {words}.")
    assert (date.kind, date.value, date.words) == ("date", None, words)


def test_a_year_is_a_date() -> None:
    assert only("annexed by Russia in 2014").kind == "date"


def test_a_number_of_days_that_looks_like_a_year_is_a_number() -> None:
    assert only("for 2000 days").unit == "days"


def test_the_counting_rule_is_read_where_it_is_said() -> None:
    assert only("600,000 personnel excluding reserves").counting == "excluding reserves"
    assert only("30 working days").counting == "working"
    assert only("800,000 in peacetime").counting == "in peacetime"


def test_both_ends_of_a_range_have_the_unit() -> None:
    low, high = quantities("between 40 and 70 %")
    assert [(q.value, q.unit, q.bound) for q in (low, high)] == [
        (Decimal(40), "%", "at least"),
        (Decimal(70), "%", "at most"),
    ]


def test_a_range_with_a_hyphen_is_two_bounds_and_a_year_may_be_the_baseline() -> None:
    low, high = quantities("reduce emissions by 40-70% below 2010 levels")
    assert [(q.value, q.unit, q.bound) for q in (low, high)] == [
        (Decimal(40), "%", "at least"),
        (Decimal(70), "%", "at most"),
    ]
    assert high.baseline
    assert (high.baseline.kind, high.baseline.words, high.flags) == ("date", "2010", ())


def test_a_changed_number_is_shown_with_its_step_and_share() -> None:
    (change,) = changed("at most 600,000 personnel", "at most 800,000 personnel")
    assert change.sentence == "600,000 → 800,000 personnel (+200,000, +33.3 %)"


def test_a_changed_bound_is_a_change() -> None:
    (change,) = changed("at most 30 days", "at least 30 days")
    assert change.sentence == "30 days: at most → at least"


def test_only_like_is_compared_with_like() -> None:
    found = changed("a toll of 0.90 crowns per tonne", "a toll of 1.15 crowns per tonne, reviewed every five years")
    assert [change.sentence for change in found] == [
        "0.9 → 1.15 crowns per tonne (+0.25, +27.8 %)",
        "not stated → five years",
    ]
    (gone, come) = changed("a toll of 0.90 crowns", "reviewed every five years")
    assert gone.after is None
    assert come.before is None


def test_a_unit_per_something_is_compared_with_the_same_unit_where_nothing_is_liker() -> None:
    (change,) = changed("a toll of 0.90 crowns", "a toll of 1.15 crowns per tonne")
    assert change.sentence == "0.90 crowns → 1.15 crowns per tonne"


def test_a_volume_an_area_and_a_length_are_none_of_each_other() -> None:
    assert only("Ash may take 40 million cubic metres of water").unit == "cubic metres"
    (change,) = changed("Birch keeps 5 square kilometres of shore.", "Birch keeps 4 square kilometres of shore.")
    assert str(change.sentence) == "5 → 4 square kilometres (-1, -20.0 %)"
    units = {q.unit for q in quantities("3 nautical miles of sea, 3 miles of shore, 3 square miles of land")}
    assert units == {"nautical miles", "miles", "square miles"}


def test_a_number_without_a_unit_is_compared_with_one_that_has_it() -> None:
    (change,) = changed("a depth of 9", "a depth of 8.5 metres")
    assert change.sentence == "9 → 8.5 metres (-0.5, -5.6 %)"


def test_of_several_the_nearest_place_is_compared() -> None:
    gone, changed_ = sorted(
        changed("Ash keeps 600 boats and Birch keeps 300 boats.", "Ash is free, and Birch keeps 310 boats."),
        key=lambda change: change.after is not None,
    )
    assert (gone.before and gone.before.value, gone.after) == (Decimal(600), None)
    assert changed_.sentence == "300 → 310 boats (+10, +3.3 %)"


def test_a_number_that_disappears_is_not_stated_afterwards() -> None:
    (change,) = changed("within 30 days", "in due course")
    assert change.after is None
    assert change.sentence.endswith("not stated")


def test_a_moved_date_is_shown() -> None:
    (change,) = changed("by 27 November 2025", "by 1 December 2025")
    assert change.sentence == "27 November 2025 → 1 December 2025"


PIECES = st.sampled_from(
    sorted(
        word_set(
            "600,000 880,000 personnel about from to 2014 In May 1 - ( ) % $ down at most , . ; billion twenty and"
        )
    )
)


@given(st.lists(PIECES).map(" ".join) | st.text())
def test_a_quantity_stands_where_it_says(words: str) -> None:
    for quantity in quantities(words):
        assert words[quantity.start : quantity.end] == quantity.words


@given(st.lists(PIECES).map(" ".join))
def test_nothing_changes_between_equal_words(words: str) -> None:
    assert changed(words, words) == ()


@pytest.mark.parametrize(
    "options",
    ["[40,000] [35,000]", "[40,000 (North)] [35,000 (South, East)]", "[40,000][35,000]", "[40,000 (North)] [35,000]"],
)
def test_each_option_of_a_bracketed_number_has_the_bound_and_the_unit_outside(options: str) -> None:
    found = quantities(f"The total catch shall not exceed {options} tonnes a year.")
    assert [(q.value, q.unit, q.bound) for q in found] == [
        (Decimal(40_000), "tonnes", "at most"),
        (Decimal(35_000), "tonnes", "at most"),
    ]


def test_brackets_put_round_a_number_change_no_quantity() -> None:
    before = "The total catch shall not exceed 40,000 tonnes a year."
    assert changed(before, before.replace("40,000", "[40,000 (North)]")) == ()
    assert changed(before, before.replace("exceed 40,000 tonnes", "exceed [40,000 tonnes (North)]")) == ()


def test_an_option_put_beside_a_number_is_the_only_quantity_that_came() -> None:
    before = "The total catch shall not exceed 40,000 tonnes a year."
    (come,) = changed(before, before.replace("40,000", "[40,000 (North)] [35,000 (South)]"))
    assert come.before is None
    assert come.after
    assert (come.after.value, come.after.unit) == (Decimal(35_000), "tonnes")


def test_what_stands_inside_the_bracket_goes_before_what_stands_outside() -> None:
    first, second = quantities("shall not exceed [about 40,000 vessels] [35,000] tonnes a year")
    assert (first.unit, first.bound) == ("vessels", "about")
    assert (second.unit, second.bound) == ("tonnes", "at most")


def test_a_bracket_without_a_number_is_no_option_of_a_number() -> None:
    inspections = only("The Parties [may] [shall] hold [40] [annual (South)] inspections.")
    assert (inspections.unit, inspections.bound) == ("", "exactly")


@pytest.mark.parametrize(
    ("words", "value", "unit", "bound"),
    [
        ("The notice is \u201c30\u201d days", 30, "days", "exactly"),
        ('the toll is "30" euros', 30, "euros", "exactly"),
        ("the toll is \u20ac\u201c30\u201d", 30, "euros", "exactly"),
        ("at most \u201830\u2019 days", 30, "days", "at most"),
        ("at most \u00ab\u00a030\u00a0\u00bb days", 30, "days", "at most"),
    ],
)
def test_quotation_marks_beside_a_number_are_stepped_over(words: str, value: Decimal, unit: str, bound: str) -> None:
    quantity = only(words)
    assert (quantity.value, quantity.unit, quantity.bound) == (value, unit, bound)


def test_the_words_of_a_quoted_number_keep_both_of_its_marks() -> None:
    assert only("The notice is \u201c30\u201d days").words == "\u201c30\u201d days"


@pytest.mark.parametrize("words", ["a 40' container", 'a 5" pipe', "45\u2032 north"])
def test_a_mark_of_feet_inches_or_minutes_is_no_quotation_mark(words: str) -> None:
    assert only(words).unit == ""


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("\u20ac5m", 5_000_000, "euros"),
        ("$5m per year", 5_000_000, "US dollars per year"),
        ("\u00a35 m", 5_000_000, "pounds"),
        ("\u20ac5mn", 5_000_000, "euros"),
        ("US$5k", 5_000, "US dollars"),
        ("\u20ac5bn", 5_000_000_000, "euros"),
        ("\u20ac5tn", 5_000_000_000_000, "euros"),
        ("5 m", 5, "m"),
    ],
)
def test_a_letter_multiplies_an_amount_of_money_only(words: str, value: Decimal, unit: str) -> None:
    quantity = only(words)
    assert (quantity.value, quantity.unit) == (value, unit)


@pytest.mark.parametrize("words", ["60-90 days", "60 to 90 days", "sixty to ninety days"])
def test_a_range_has_two_bounds_however_it_is_printed(words: str) -> None:
    assert [(q.value, q.unit, q.bound) for q in quantities(f"a notice of {words}")] == [
        (Decimal(60), "days", "at least"),
        (Decimal(90), "days", "at most"),
    ]


@pytest.mark.parametrize(
    "words", ["raise the toll of 60 to 90 crowns", "a toll of 90 to 60 crowns", "give 60 boats to 90 boats"]
)
def test_a_step_from_one_number_to_another_is_no_range(words: str) -> None:
    assert {q.bound for q in quantities(words)} == {"exactly"}


def test_a_hundred_and_twenty_days_are_one_number() -> None:
    days = only("within a hundred and twenty days")
    assert (days.value, days.unit, days.bound) == (Decimal(120), "days", "at most")


def test_half_a_million_is_not_read_as_another_number() -> None:
    assert quantities("half a million troops") == ()
