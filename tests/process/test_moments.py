"""Dates as people type them, and as the pages print them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from onetext.process import moments
from onetext.record.errors import Refused

GENEVA = ZoneInfo("Europe/Zurich")


@pytest.mark.parametrize("typed", ["2026-11-27", "27 November 2026", " 27 November 2026 "])
def test_a_date_may_be_typed_as_the_pages_print_it(typed: str) -> None:
    assert moments.day(typed) == date(2026, 11, 27)


@pytest.mark.parametrize(
    "typed", ["2026-12-01T18:00", "2026-12-01 18:00", "1 December 2026 18:00", "1 December 2026, 18:00"]
)
def test_a_time_may_be_typed_as_the_pages_print_it(typed: str) -> None:
    assert moments.instant(typed, GENEVA) == datetime(2026, 12, 1, 17, 0, tzinfo=UTC)


def test_a_limit_in_words_is_the_end_of_that_day() -> None:
    assert moments.as_of("1 December 2026", GENEVA) == moments.as_of("2026-12-01", GENEVA)


def test_a_date_that_is_none_is_refused_in_the_words_that_were_typed() -> None:
    with pytest.raises(Refused, match="“31 February 2026” is not a date"):
        moments.day("31 February 2026")


@pytest.mark.parametrize("typed", ["9999-12-31", "0001-01-01", "0001-01-01T10:00"])
def test_a_date_that_leaves_no_room_for_a_zone_is_refused_with_the_years_that_do(typed: str) -> None:
    with pytest.raises(Refused, match="outside of the years 2 to 9998"):
        moments.as_of(typed, ZoneInfo("Europe/Oslo"))


def test_a_time_that_the_clocks_leap_over_is_refused_with_the_nearest_two() -> None:
    with pytest.raises(Refused, match=r"does not exist in Europe/Zurich.*write 2027-03-28T01:59 or 2027-03-28T03:00"):
        moments.instant("2027-03-28T02:30", GENEVA)
    assert moments.instant("2027-03-28T03:00", GENEVA) == datetime(2027, 3, 28, 1, tzinfo=UTC)


def test_a_time_that_comes_twice_is_refused_until_it_says_which() -> None:
    with pytest.raises(Refused, match="comes twice in Europe/Zurich"):
        moments.instant("31 October 2027, 02:30", GENEVA)
    assert moments.instant("2027-10-31T02:30+02:00", GENEVA) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert moments.instant("2027-10-31T02:30+01:00", GENEVA) == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert moments.instant("2027-10-31T03:00", GENEVA) == datetime(2027, 10, 31, 2, tzinfo=UTC)
