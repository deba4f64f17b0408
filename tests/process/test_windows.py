"""Windows: each in its source's words; two that end differently stand side by side."""

from datetime import date

import pytest

from harbour import Harbour
from onetext.process import windows
from onetext.process.windows import End, Window
from onetext.record.act import Act
from onetext.record.errors import Refused
from onetext.record.times import Day

SAID = Day(date(2030, 2, 20))


def say(harbour: Harbour, said: str, reach: windows.Reach, about: str = "work") -> Act[Window]:
    return harbour.report(Window(said, about, ("ash",), reach), happened=SAID)


def test_two_windows_with_different_ends_stand_side_by_side(harbour: Harbour) -> None:
    first = say(harbour, "over the coming days", "days")
    second = say(harbour, "in the coming days and weeks", "weeks", about="Work ")
    ((one, other),) = windows.differing(harbour.view())
    assert (one.id, other.id) == (first.id, second.id)


def test_windows_that_end_alike_or_are_about_other_things_do_not_differ(harbour: Harbour) -> None:
    say(harbour, "over the coming days", "days")
    say(harbour, "in the next days", "days")
    say(harbour, "in a few weeks", "weeks", about="signing")
    assert windows.differing(harbour.view()) == ()


def test_days_are_read_as_more_than_one_and_less_than_a_week(harbour: Harbour) -> None:
    act = say(harbour, "over the coming days", "days")
    assert windows.end(harbour.view(), act) == End(date(2030, 2, 22), date(2030, 2, 26), dated=False)


def test_a_window_whose_end_is_not_known_has_none(harbour: Harbour) -> None:
    act = say(harbour, "soon", "unknown")
    assert windows.end(harbour.view(), act) == End(None, None, dated=False)


def test_a_day_that_was_said_goes_before_any_reading(harbour: Harbour) -> None:
    act = harbour.report(Window("until Friday", "work", reach="days", last=date(2030, 3, 8)))
    assert windows.end(harbour.view(), act) == End(date(2030, 3, 8), date(2030, 3, 8), dated=True)


def test_a_window_cannot_end_before_it_begins(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="before it begins"):
        harbour.report(Window("x", "work", first=date(2030, 3, 8), last=date(2030, 3, 7)))


def test_ones_own_window_is_said_by_oneself(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="by oneself alone"):
        harbour.do(Window("soon", "work", ("birch",)), "ash")
    harbour.do(Window("soon", "work", ("ash",)), "ash")


def test_a_window_needs_words_and_a_matter(harbour: Harbour) -> None:
    for body in (Window(" ", "work"), Window("soon", "")):
        with pytest.raises(Refused, match="needs the words"):
            harbour.report(body)
