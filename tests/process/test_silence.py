"""The silence procedure: worked out when somebody looks, broken by an addressee in time, void when the words change."""

from datetime import date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harbour import POINTS, START, Harbour, reworded
from onetext.process import amendments, corrections, current, silence, texts
from onetext.process.silence import Break, Silence
from onetext.record.act import Act, Basis, Own, Reported, Source
from onetext.record.audience import PUBLIC
from onetext.record.errors import Refused
from onetext.record.times import Day, Exactly, Unknown

UNTIL = START + timedelta(hours=10)
INSTANT = timedelta(microseconds=1)


def start(harbour: Harbour, *addressees: str, by: str = "keeper") -> Act[Silence]:
    words = current.find(harbour.view(), "2").fingerprint
    assert words is not None
    return harbour.do(Silence(addressees or ("ash", "birch"), UNTIL, words, POINTS[1].id), by, "quiet")


def outcome(harbour: Harbour, act: Act[Silence], hours: float) -> str:
    view = harbour.view(at=START + timedelta(hours=hours))
    return silence.result(view, act).outcome


def settle(harbour: Harbour, hours: float, words: str = "Birch shall light half the pier.") -> None:
    harbour.clock.moment = START + timedelta(hours=hours)
    harbour.do(amendments.Settle(POINTS[1].id, (reworded(POINTS[1], words),), ()))


def objection(recorded_after: timedelta) -> Act[Break]:
    moment = UNTIL + recorded_after
    return break_at(moment, Own())


def break_at(moment: datetime, basis: Basis) -> Act[Break]:
    order = (moment, moment, "a", "")
    body = Break("x", "ash")
    return Act("a", order, "silence.break/1", body, "ash", "ash", "", Unknown(), moment, moment, basis, PUBLIC)


def test_it_runs_until_its_last_instant_and_is_adopted_after(harbour: Harbour) -> None:
    harbour.table("v0")
    act = start(harbour)
    assert silence.result(harbour.view(at=UNTIL - INSTANT), act).outcome == "running"
    assert silence.result(harbour.view(at=UNTIL), act).outcome == "running"
    assert silence.result(harbour.view(at=UNTIL + INSTANT), act).outcome == "adopted by silence"


def test_an_objection_at_the_very_instant_counts_and_one_after_it_does_not() -> None:
    assert silence.in_time(objection(timedelta(0)), UNTIL) == "yes"
    assert silence.in_time(objection(INSTANT), UNTIL) == "no"


@given(st.timedeltas(min_value=timedelta(days=-30), max_value=timedelta(days=30)))
def test_an_own_objection_is_always_either_in_time_or_not(after: timedelta) -> None:
    assert silence.in_time(objection(after), UNTIL) == ("yes" if after <= timedelta(0) else "no")


def test_one_addressee_breaks_it(harbour: Harbour) -> None:
    harbour.table("v0")
    act = start(harbour)
    harbour.do(Break(act.id, "birch", "not agreed"), "birch")
    assert outcome(harbour, act, 1) == "broken"
    assert outcome(harbour, act, 20) == "broken"
    assert silence.result(harbour.view(at=START + timedelta(hours=20)), act).silent == ()


def test_a_late_own_objection_is_refused_with_the_time_it_ended(harbour: Harbour) -> None:
    harbour.table("v0")
    act = start(harbour)
    harbour.clock.moment = UNTIL
    with pytest.raises(Refused, match=r"ended at 2030-03-01 20:00:00 CET \(Europe/Oslo\)"):
        harbour.do(Break(act.id, "birch"), "birch")


def test_who_was_not_addressed_has_nothing_to_break_and_agrees_to_nothing(harbour: Harbour) -> None:
    harbour.table("v0")
    act = start(harbour, "ash")
    with pytest.raises(Refused, match="was not addressed"):
        harbour.do(Break(act.id, "birch"), "birch")
    result = silence.result(harbour.view(at=START + timedelta(hours=20)), act)
    assert result.outcome == "adopted by silence"
    assert result.silent == ("ash",)
    assert result.not_asked == ("birch",)


def test_nobody_objects_for_another(harbour: Harbour) -> None:
    harbour.table("v0")
    act = start(harbour)
    with pytest.raises(Refused, match="Only Birch"):
        harbour.do(Break(act.id, "birch"), "ash")


def test_words_that_change_within_the_term_make_it_void(harbour: Harbour) -> None:
    harbour.table("v0")
    act = start(harbour)
    settle(harbour, 2)
    assert outcome(harbour, act, 1) == "running"
    assert outcome(harbour, act, 3) == "void: the words changed"
    assert outcome(harbour, act, 20) == "void: the words changed"


def test_words_that_change_after_adoption_leave_it_adopted_and_outdated(harbour: Harbour) -> None:
    harbour.table("v0")
    act = start(harbour)
    settle(harbour, 12)
    view = harbour.view(at=START + timedelta(hours=13))
    assert silence.result(view, act).outcome == "adopted by silence"
    assert silence.result(view, act).outdated
    assert not silence.result(harbour.view(at=START + timedelta(hours=11)), act).outdated


def test_a_version_without_words_leaves_the_outcome_unclear(harbour: Harbour) -> None:
    harbour.table("v0")
    act = start(harbour)
    harbour.clock.moment = START + timedelta(hours=2)
    harbour.table("v1", parent="v0", known=False)
    assert outcome(harbour, act, 20) == "unclear"


def test_the_whole_text_may_be_put_under_silence(harbour: Harbour) -> None:
    harbour.table("v0")
    words = current.fingerprint_now(harbour.view())
    assert words is not None
    act = harbour.do(Silence(("ash",), UNTIL, words))
    assert outcome(harbour, act, 20) == "adopted by silence"
    settle(harbour, 5)
    assert outcome(harbour, act, 20) == "void: the words changed"


def test_an_objection_taken_back_within_the_term_does_not_count(harbour: Harbour) -> None:
    harbour.table("v0")
    act = start(harbour)
    taken = harbour.do(Break(act.id, "birch"), "birch")
    harbour.do(corrections.Withdraw(taken.id, "agreed after all"), "birch")
    assert outcome(harbour, act, 20) == "adopted by silence"


def test_an_objection_taken_back_after_the_term_has_broken_the_silence(harbour: Harbour) -> None:
    harbour.table("v0")
    act = start(harbour)
    taken = harbour.do(Break(act.id, "birch"), "birch")
    harbour.clock.moment = UNTIL + timedelta(hours=1)
    harbour.do(corrections.Withdraw(taken.id, "agreed after all"), "birch")
    assert outcome(harbour, act, 20) == "broken"


def test_nobody_can_say_of_a_reported_procedure_that_no_objection_was_made(harbour: Harbour) -> None:
    harbour.table("v0")
    words = current.fingerprint_now(harbour.view())
    assert words is not None
    act = harbour.report(Silence(("ash",), UNTIL, words))
    assert outcome(harbour, act, 20) == "unclear"


def test_a_reported_objection_counts_when_it_was_surely_in_time(harbour: Harbour) -> None:
    harbour.table("v0")
    act = start(harbour)
    harbour.clock.moment = UNTIL + timedelta(days=2)
    late = harbour.report(Break(act.id, "birch"), happened=Exactly(UNTIL + INSTANT))
    assert silence.in_time(late, UNTIL) == "no"
    unclear = harbour.report(Break(act.id, "birch"), happened=Day(date(2030, 3, 1)))
    assert silence.in_time(unclear, UNTIL) == "unclear"
    assert outcome(harbour, act, 80) == "unclear"
    early = harbour.report(Break(act.id, "birch"), happened=Exactly(UNTIL))
    assert silence.in_time(early, UNTIL) == "yes"
    assert outcome(harbour, act, 80) == "broken"


def test_what_is_known_before_the_end_happened_before_the_end() -> None:
    source = Source("The Daily", "q", "p", date(2030, 3, 1), "0" * 64)
    found = break_at(UNTIL, Reported(source))
    assert silence.in_time(found, UNTIL) == "yes"


def test_it_is_started_by_those_who_hold_the_pen_or_the_text(harbour: Harbour) -> None:
    harbour.table("v0")
    with pytest.raises(Refused, match="hold the pen or the text"):
        start(harbour, by="ash")
    harbour.do(texts.Hold(("ash",)))
    start(harbour, by="ash")


def test_the_term_lies_in_the_future_and_the_words_are_the_present_ones(harbour: Harbour) -> None:
    harbour.table("v0")
    words = current.fingerprint_now(harbour.view()) or ""
    with pytest.raises(Refused, match="in the future"):
        harbour.do(Silence(("ash",), START, words))
    with pytest.raises(Refused, match="not the words as they stand"):
        harbour.do(Silence(("ash",), UNTIL, "0" * 64))
    with pytest.raises(Refused, match="not the words as they stand"):
        harbour.do(Silence(("ash",), UNTIL, words, "nowhere"))


def test_words_that_are_not_known_are_not_put_under_silence(harbour: Harbour) -> None:
    harbour.table("v0", known=False)
    with pytest.raises(Refused, match="only known words"):
        harbour.do(Silence(("ash",), UNTIL, ""))


def test_everybody_addressed_can_read_it_and_is_named_once(harbour: Harbour) -> None:
    harbour.table("v0")
    words = current.fingerprint_now(harbour.view()) or ""
    with pytest.raises(Refused, match="must be able to read"):
        harbour.do(Silence(("ash", "birch"), UNTIL, words), "norway", to=("ash", "norway"))
    with pytest.raises(Refused, match="each once"):
        harbour.do(Silence(("ash", "ash"), UNTIL, words))
    with pytest.raises(Refused, match="each once"):
        harbour.do(Silence((), UNTIL, words))


def test_no_correction_moves_the_term_or_makes_one_objection_that_of_another(harbour: Harbour) -> None:
    harbour.table("v0")
    act = start(harbour)
    words = current.find(harbour.view(), "3").fingerprint or ""
    other = harbour.do(Silence(("ash",), UNTIL, words, POINTS[2].id), name="other")
    objected = harbour.do(Break(other.id, "ash"), "ash")
    for hours in (-5, 5):
        moved = {**msgspec.to_builtins(act.body), "until": (UNTIL + timedelta(hours=hours)).isoformat()}
        with pytest.raises(Refused, match="“until” is not corrected"):
            harbour.do(corrections.Correct(act.id, moved, "Another term"))
    harbour.clock.moment = UNTIL + timedelta(hours=1)
    late = {"silence": act.id, "by": "ash"}
    with pytest.raises(Refused, match="“silence” is not corrected"):
        harbour.do(corrections.Correct(objected.id, late, "The other one was meant"), "ash")
    assert outcome(harbour, act, 20) == "adopted by silence"


def test_the_same_words_are_under_silence_once_at_a_time(harbour: Harbour) -> None:
    harbour.table("v0")
    act = start(harbour)
    words = current.find(harbour.view(), "2").fingerprint or ""
    again = Silence(("birch",), UNTIL + timedelta(hours=5), words, POINTS[1].id)
    with pytest.raises(Refused, match="under silence already: quiet runs until"):
        harbour.do(again)
    harbour.do(Break(act.id, "birch"), "birch")
    harbour.do(again)


def test_the_holder_of_an_office_is_addressed_by_name_and_objects_in_person(harbour: Harbour) -> None:
    harbour.table("v0")
    words = current.find(harbour.view(), "2").fingerprint or ""
    body = Silence(("ash", "mayor-birch"), UNTIL, words, POINTS[1].id)
    table = ("ash", "birch", "norway")
    act = harbour.do(body, "norway", "quiet", to=table)
    with pytest.raises(Refused, match="Birch was not addressed"):
        harbour.do(Break(act.id, "birch"), "birch", to=table)
    with pytest.raises(Refused, match="Only Mayor Birch can do this for itself"):
        harbour.do(Break(act.id, "mayor-birch"), "birch", to=table)
    harbour.do(Break(act.id, "mayor-birch"), "mayor-birch/birch", to=table)
    assert outcome(harbour, act, 1) == "broken"
