"""Deadlines: alternatives answer "maybe", nothing is overwritten, and passing is worked out when somebody looks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harbour import START, Harbour
from onetext.process import current, deadlines, rounds, silence, windows
from onetext.process.deadlines import Deadline, Lift, Meet, Move, Soften, Span, Target
from onetext.record.act import Act
from onetext.record.errors import Refused
from onetext.record.times import Beside, Day, Exactly, PartOfDay, Unknown, Window

THURSDAY = Target(Day(date(2030, 3, 7)), "Thursday")
OTHER_DAYS = Target(Window(None, None), "other days")
MONDAY = Target(Day(date(2030, 3, 11)), "Monday the following week")
FRIDAY = datetime(2030, 3, 7, 23, tzinfo=UTC)  # midnight in Oslo


def declare(harbour: Harbour, *targets: Target, force: deadlines.Force = "demand") -> Act[Deadline]:
    return harbour.do(Deadline("ash", "answer", targets or (THURSDAY,), ("birch",), force), "ash", "answer")


def only(harbour: Harbour, by: datetime | None = None, at: datetime | None = None) -> deadlines.Due:
    (found,) = deadlines.due(harbour.view(at=at), by)
    return found


def test_alternatives_that_differ_answer_maybe(harbour: Harbour) -> None:
    declare(harbour, THURSDAY, OTHER_DAYS, MONDAY)
    assert only(harbour, FRIDAY).answer == "maybe"


@pytest.mark.parametrize(
    ("targets", "answer"),
    [
        ((THURSDAY,), "yes"),
        ((MONDAY,), "no"),
        ((THURSDAY, MONDAY), "maybe"),
        ((OTHER_DAYS,), "unknown"),
        ((OTHER_DAYS, MONDAY), "maybe"),
        ((Target(Unknown()),), "unknown"),
        ((Target(Window(date(2030, 3, 5), date(2030, 3, 9))),), "maybe"),
        ((Target(Window(None, date(2030, 3, 7))),), "yes"),
        ((Target(Window(date(2030, 3, 8), None)),), "no"),
        ((Target(Window(date(2030, 3, 1), None)),), "maybe"),
        ((Target(PartOfDay(date(2030, 3, 7), "evening")),), "maybe"),
        ((Target(Exactly(FRIDAY - timedelta(seconds=1))),), "yes"),
        ((Target(Exactly(FRIDAY)),), "no"),
    ],
)
def test_due_before_a_day(harbour: Harbour, targets: tuple[Target, ...], answer: str) -> None:
    declare(harbour, *targets)
    assert only(harbour, FRIDAY).answer == answer


def test_a_day_ends_at_midnight_on_the_records_own_clock(harbour: Harbour) -> None:
    declare(harbour)
    assert only(harbour, at=FRIDAY - timedelta(microseconds=1)).state == "running"
    assert only(harbour, at=FRIDAY).state == "passed"
    assert only(harbour, FRIDAY - timedelta(seconds=1)).answer == "maybe"


def test_some_alternatives_that_are_over_make_it_perhaps_passed(harbour: Harbour) -> None:
    declare(harbour, THURSDAY, MONDAY)
    assert only(harbour, at=START + timedelta(hours=1)).state == "running"
    assert only(harbour, at=FRIDAY).state == "perhaps passed"
    assert only(harbour, at=FRIDAY + timedelta(days=9)).state == "passed"


def test_an_open_deadline_never_passes(harbour: Harbour) -> None:
    declare(harbour, OTHER_DAYS)
    assert only(harbour, at=START + timedelta(days=3000)).state == "no date known"


def test_the_first_date_is_never_overwritten(harbour: Harbour) -> None:
    act = declare(harbour)
    harbour.do(Move(act.id, (MONDAY,), "ash", "bad weather"), "ash")
    found = only(harbour)
    assert found.targets == (MONDAY,)
    assert found.deadline.body.targets == (THURSDAY,)
    assert deadlines.targets_over_time(harbour.view(), act.id) == ((THURSDAY,), (MONDAY,))
    assert [event.body.cause for event in found.events] == ["bad weather"]


def test_a_softened_deadline_keeps_its_date_and_loses_its_force(harbour: Harbour) -> None:
    act = declare(harbour)
    harbour.report(Soften(act.id, "ash", "allies voiced concerns"))
    assert only(harbour).force is None
    assert only(harbour).targets == (THURSDAY,)
    assert only(harbour).deadline.body.force == "demand"


def test_a_softening_makes_softer(harbour: Harbour) -> None:
    act = declare(harbour, force="target")
    with pytest.raises(Refused, match="no softer"):
        harbour.do(Soften(act.id, "ash", force="demand"), "ash")
    harbour.do(Soften(act.id, "ash", force="expectation"), "ash")
    assert only(harbour).force == "expectation"


def test_a_deadline_that_was_met_does_not_pass(harbour: Harbour) -> None:
    act = declare(harbour)
    harbour.do(Meet(act.id, "birch"), "birch")
    assert only(harbour, at=FRIDAY + timedelta(days=9)).state == "met"


def test_a_deadline_that_was_met_and_then_moved_runs_again(harbour: Harbour) -> None:
    act = declare(harbour)
    harbour.do(Meet(act.id, "birch"), "birch")
    harbour.do(Move(act.id, (MONDAY,), "ash"), "ash")
    assert only(harbour).state == "running"


def test_a_lifted_deadline_does_not_pass(harbour: Harbour) -> None:
    act = declare(harbour)
    harbour.do(Lift(act.id, "ash"), "ash")
    assert only(harbour, at=FRIDAY + timedelta(days=9)).state == "lifted"


def test_events_stand_in_the_order_in_which_they_happened(harbour: Harbour) -> None:
    act = declare(harbour)
    harbour.clock.moment = START + timedelta(days=5)
    harbour.report(Move(act.id, (MONDAY,), "ash"), happened=Day(date(2030, 3, 3)))
    harbour.report(Move(act.id, (OTHER_DAYS,), "ash"), happened=Day(date(2030, 3, 2)))
    assert only(harbour).targets == (MONDAY,)


def test_only_who_set_it_changes_it_and_only_those_concerned_say_that_it_was_met(harbour: Harbour) -> None:
    act = declare(harbour)
    for body in (Move(act.id, (MONDAY,), "birch"), Soften(act.id, "birch"), Lift(act.id, "birch")):
        with pytest.raises(Refused, match="Only Ash, who set the deadline"):
            harbour.do(body, "birch")
    with pytest.raises(Refused, match="Only Ash can do this for itself"):
        harbour.do(Move(act.id, (MONDAY,), "ash"), "birch")
    with pytest.raises(Refused, match="set a deadline or is addressed"):
        harbour.do(Meet(act.id, "norway"), "norway")


def test_a_relative_deadline_counts_from_when_something_happened(harbour: Harbour) -> None:
    talks = harbour.report(rounds.Round("talks"), happened=Day(date(2030, 3, 1)))
    declare(harbour, Target(Beside("after", talks.id, "6 days")))
    assert only(harbour, datetime(2030, 3, 8, tzinfo=UTC)).answer == "yes"
    assert only(harbour, datetime(2030, 3, 7, tzinfo=UTC)).answer == "no"


def test_a_deadline_after_something_at_an_unknown_time_is_unknown(harbour: Harbour) -> None:
    talks = harbour.report(rounds.Round("talks"))
    declare(harbour, Target(Beside("after", talks.id, "6 days")))
    assert only(harbour, FRIDAY).answer == "unknown"
    assert only(harbour).state == "no date known"


def test_a_deadline_after_a_deadline_counts_from_its_date_and_moves_with_it(harbour: Harbour) -> None:
    first = harbour.do(Deadline("ash", "sign", (THURSDAY,), ("birch",)), "ash", "first")
    second = harbour.do(Deadline("ash", "pay", (Target(Beside("after", first.id, "4 days")),), ("birch",)), "ash")
    view = harbour.view()
    assert deadlines.span(view, second.body.targets[0]) == deadlines.span(view, MONDAY)
    harbour.do(Move(first.id, (MONDAY,), "ash"), "ash")
    moved = deadlines.span(harbour.view(), second.body.targets[0])
    assert moved == deadlines.span(harbour.view(), Target(Day(date(2030, 3, 15))))
    harbour.do(Move(first.id, (THURSDAY, OTHER_DAYS), "ash"), "ash")
    assert deadlines.span(harbour.view(), second.body.targets[0]) == Span(None, None)
    with pytest.raises(Refused, match="not counted from itself"):
        harbour.do(Move(first.id, (Target(Beside("after", second.id, "1 day")),), "ash"), "ash")


def test_days_after_a_deadline_are_days_on_the_records_clock(harbour: Harbour) -> None:
    first = harbour.do(Deadline("ash", "sign", (Target(Day(date(2030, 3, 30))),)), "ash", "first")
    after = Target(Beside("after", first.id, "2 days"))
    assert deadlines.span(harbour.view(), after) == deadlines.span(harbour.view(), Target(Day(date(2030, 4, 1))))


def test_a_deadline_after_a_silence_procedure_or_a_window_counts_from_its_end(harbour: Harbour) -> None:
    harbour.table("v0")
    words = current.fingerprint_now(harbour.view()) or ""
    quiet = harbour.do(silence.Silence(("ash", "birch"), FRIDAY, words), name="quiet")
    soon = harbour.report(windows.Window("by Thursday", "answer", ("cedar",), last=date(2030, 3, 7)))
    vague = harbour.report(windows.Window("at some time", "answer", ("cedar",)))
    hour = timedelta(hours=1)
    after = {
        name: Target(Beside("after", act.id, "1 hour")) for name, act in zip("qsv", (quiet, soon, vague), strict=True)
    }
    view = harbour.view()
    assert deadlines.span(view, after["q"]) == Span(FRIDAY + hour, FRIDAY + hour)
    assert deadlines.span(view, after["s"]).last == FRIDAY + hour - timedelta(microseconds=1)
    assert deadlines.span(view, after["v"]) == Span(None, None)


def test_a_relative_deadline_counts_hours_days_or_weeks(harbour: Harbour) -> None:
    talks = harbour.report(rounds.Round("talks"))
    for gap in ("soon", "", "5 years", "99999 days"):
        with pytest.raises(Refused, match="5 days after NAME"):
            declare(harbour, Target(Beside("after", talks.id, gap)))


def test_a_deadline_needs_a_target_and_something_to_do(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="needs a target"):
        harbour.do(Deadline("ash", "answer", ()), "ash")
    with pytest.raises(Refused, match="what is to be done"):
        harbour.do(Deadline("ash", " ", (THURSDAY,)), "ash")


def test_a_view_that_does_not_know_of_a_move_shows_the_first_date(harbour: Harbour) -> None:
    act = declare(harbour)
    harbour.do(Move(act.id, (MONDAY,), "ash"), "ash", to=("ash",))
    assert deadlines.due(harbour.view("birch"))[0].targets == (THURSDAY,)
    assert deadlines.due(harbour.view("ash"))[0].targets == (MONDAY,)


instants = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(st.none() | instants, st.none() | instants, instants, instants)
def test_an_answer_that_is_sure_stays_sure_as_the_limit_moves_on(
    first: datetime | None, last: datetime | None, limit: datetime, later: datetime
) -> None:
    if first and last and first > last:
        first, last = last, first
    limit, later = sorted((limit, later))
    span = Span(first, last)
    if deadlines.before(span, limit) == "yes":
        assert deadlines.before(span, later) == "yes"
    if deadlines.before(span, later) == "no":
        assert deadlines.before(span, limit) == "no"
