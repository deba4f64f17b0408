"""The calendar file carries the present state, and is the same bytes for the same view."""

from datetime import date

from icalendar import Calendar

from harbour import Harbour
from onetext.process import calendars
from onetext.process.deadlines import Deadline, Lift, Meet, Move, Soften, Target
from onetext.record.act import Act
from onetext.record.times import Day, Exactly, Window

THURSDAY = Target(Day(date(2030, 3, 7)), "Thursday")
OPEN = Target(Window(None, None), "other days")
MONDAY = Target(Day(date(2030, 3, 11)))


def declare(harbour: Harbour, *targets: Target) -> Act[Deadline]:
    return harbour.do(Deadline("ash", "answer", targets, ("birch",)), "ash")


def entries(harbour: Harbour, kind: str = "VEVENT") -> list[dict[str, object]]:
    found = Calendar.from_ical(calendars.calendar(harbour.view()))
    assert isinstance(found, Calendar)
    return [dict(entry.items()) for entry in found.walk(kind)]


def status(harbour: Harbour) -> list[str]:
    return [str(entry["STATUS"]) for entry in entries(harbour)]


def test_a_firm_deadline_is_an_event_of_one_day(harbour: Harbour) -> None:
    declare(harbour, THURSDAY)
    text = calendars.calendar(harbour.view()).decode()
    assert "DTSTART;VALUE=DATE:20300307\r\n" in text
    assert "DTEND;VALUE=DATE:20300308\r\n" in text
    assert status(harbour) == ["CONFIRMED"]


def test_a_softened_deadline_is_tentative_and_says_so(harbour: Harbour) -> None:
    act = declare(harbour, THURSDAY)
    harbour.do(Soften(act.id, "ash"), "ash")
    (entry,) = entries(harbour)
    assert entry["STATUS"] == "TENTATIVE"
    assert "softened (was demand)" in str(entry["SUMMARY"])


def test_a_move_keeps_the_identifier_and_raises_the_sequence(harbour: Harbour) -> None:
    act = declare(harbour, THURSDAY)
    (before,) = entries(harbour)
    harbour.do(Move(act.id, (MONDAY,), "ash"), "ash")
    (after,) = entries(harbour)
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)


def test_each_dated_alternative_is_tentative_and_an_open_one_is_told_in_words(harbour: Harbour) -> None:
    declare(harbour, THURSDAY, OPEN, MONDAY)
    assert status(harbour) == ["TENTATIVE", "TENTATIVE"]
    assert "other days" in str(entries(harbour)[0]["DESCRIPTION"])


def test_an_alternative_that_a_move_took_away_is_cancelled(harbour: Harbour) -> None:
    act = declare(harbour, THURSDAY, MONDAY)
    harbour.do(Move(act.id, (MONDAY,), "ash"), "ash")
    assert status(harbour) == ["CONFIRMED", "CANCELLED"]


def test_a_deadline_without_a_date_is_a_task(harbour: Harbour) -> None:
    declare(harbour, OPEN)
    assert entries(harbour) == []
    (task,) = entries(harbour, "VTODO")
    assert "DUE" not in task


def test_a_lifted_deadline_is_cancelled_and_a_met_one_says_so(harbour: Harbour) -> None:
    first = declare(harbour, THURSDAY)
    harbour.do(Lift(first.id, "ash"), "ash")
    second = declare(harbour, MONDAY)
    harbour.do(Meet(second.id, "birch"), "birch")
    assert status(harbour) == ["CANCELLED", "CONFIRMED"]
    assert str(entries(harbour)[1]["SUMMARY"]).startswith("met: ")


def test_an_exact_time_is_an_instant(harbour: Harbour) -> None:
    declare(harbour, Target(Exactly(harbour.clock.moment)))
    assert "DTSTART:20300301T0900" in calendars.calendar(harbour.view()).decode()


def test_the_same_view_gives_the_same_bytes(harbour: Harbour) -> None:
    declare(harbour, THURSDAY, OPEN)
    view = harbour.view()
    assert calendars.calendar(view) == calendars.calendar(view)


def test_a_hidden_event_leaves_no_trace_in_the_calendar(harbour: Harbour) -> None:
    act = declare(harbour, THURSDAY)
    before = calendars.calendar(harbour.view("birch"))
    harbour.do(Move(act.id, (MONDAY,), "ash"), "ash", to=("ash",))
    assert calendars.calendar(harbour.view("birch")) == before
