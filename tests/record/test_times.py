"""When something happened: what each way of saying it allows."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.record.times import (
    PARTS,
    Beside,
    Day,
    Exactly,
    Part,
    PartOfDay,
    Unknown,
    When,
    Window,
    bounds,
    describe,
    end_of,
    start_of,
    usable,
)

DAY = date(2030, 3, 1)
NOON = datetime(2030, 3, 1, 12, tzinfo=UTC)
days = st.dates(date(2, 1, 1), date(9998, 12, 31))
instants = st.datetimes(datetime(2, 1, 2), datetime(9998, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001  the zone is given
whens = st.one_of(
    st.builds(Exactly, instants),
    st.builds(Day, days),
    st.builds(PartOfDay, days, st.sampled_from(sorted(PARTS))),
    st.builds(Window, st.none() | days, st.none() | days, st.text(max_size=9)),
    st.builds(Beside, st.sampled_from(["before", "after"]), st.text(max_size=9), st.text(max_size=9)),
    st.just(Unknown()),
)


def test_an_exact_time_is_its_own_earliest_and_latest() -> None:
    assert bounds(Exactly(NOON)) == (NOON, NOON)


def test_a_day_lasts_from_its_first_to_its_last_second() -> None:
    assert bounds(Day(DAY)) == (start_of(DAY), end_of(DAY))
    assert end_of(DAY) + timedelta(seconds=1) == start_of(date(2030, 3, 2))


@pytest.mark.parametrize("part", sorted(PARTS))
def test_a_part_of_a_day_lies_in_that_day(part: Part) -> None:
    first, last = bounds(PartOfDay(DAY, part))
    assert first is not None
    assert last is not None
    assert start_of(DAY) <= first < last <= end_of(DAY)


def test_an_end_of_a_window_that_is_not_known_is_no_bound() -> None:
    assert bounds(Window(DAY, None)) == (start_of(DAY), None)
    assert bounds(Window(None, DAY)) == (None, end_of(DAY))


@pytest.mark.parametrize("when", [Unknown(), Beside("after", "a" * 64, "hours")])
def test_nothing_is_made_up_about_a_time_that_is_not_known(when: When) -> None:
    assert bounds(when) == (None, None)


def test_bounds_and_words_are_in_utc_whatever_zone_a_time_was_given_in() -> None:
    oslo = NOON.astimezone(timezone(timedelta(hours=1)))
    assert [end and end.tzinfo for end in bounds(Exactly(oslo))] == [UTC, UTC]
    assert describe(Exactly(oslo)) == "2030-03-01 12:00 UTC"


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (Day(DAY), "2030-03-01"),
        (PartOfDay(DAY, "late"), "2030-03-01 late"),
        (Window(DAY, None), "2030-03-01 to unknown"),
        (Window(None, None, "in the spring"), "in the spring (unknown to unknown)"),
        (Beside("after", "abcdef0123", "hours"), "hours after abcdef01"),
        (Beside("before", "abcdef0123"), "before abcdef01"),
        (Unknown(), "time unknown"),
    ],
)
def test_every_way_of_saying_when_has_words(when: When, words: str) -> None:
    assert describe(when) == words


@given(whens)
def test_whatever_is_usable_has_bounds_and_words_and_is_read_back_as_written(when: When) -> None:
    assert usable(when)
    first, last = bounds(when)
    if not isinstance(when, Window) and first and last:
        assert first <= last
    assert describe(when)
    assert msgspec.json.decode(msgspec.json.encode(when), type=When) == when


@pytest.mark.parametrize(
    "value",
    [
        NOON.replace(tzinfo=None),
        datetime(9999, 12, 31, 23, tzinfo=UTC),
        date(1, 1, 1),
        Day(date(9999, 12, 31)),
        [{"at": [Window(DAY, date(1, 1, 1))]}],
    ],
)
def test_a_time_without_zone_or_at_the_end_of_the_calendar_is_not_usable(value: Any) -> None:
    assert not usable(value)


@pytest.mark.parametrize("value", [NOON, DAY, None, "2030", 5, [NOON, {"on": DAY}], (Unknown(), Window(DAY, None))])
def test_everything_else_is_usable(value: Any) -> None:
    assert usable(value)
