"""The tally: what is counted, what is not, and that each day is counted as one would have counted on it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from harbour import POINTS, START, Harbour, reworded
from onetext.process import amendments, claims, current, negotiation, positions, rooms, silence, tally
from onetext.record.audience import KEEPER, audience
from onetext.text.provision import Provision

LINKED = Provision("paaaaaaaa1", "Ash shall dredge [the harbour][the river].", number="1", mark="1. ", gap="\n\n")


def agree(harbour: Harbour, party: str, point: Provision) -> None:
    """A party agrees to the present words of a point."""
    found = next(s for s in current.standings(harbour.view()) if s.provision.id == point.id)
    body = positions.Take(party, "agreed", found.version.id, found.fingerprint or "", point.id)
    harbour.do(body, f"mayor-{party}/{party}")


def a_day_later(harbour: Harbour, days: int = 1) -> None:
    harbour.clock.moment += timedelta(days=days)


def test_points_and_brackets_are_counted_in_the_words_as_they_stand(harbour: Harbour) -> None:
    harbour.table("v0", LINKED, *POINTS[1:])
    assert tally.tally(harbour.view()) == tally.Tally(3, 3, 0, 2)
    agree(harbour, "ash", POINTS[1])
    assert tally.tally(harbour.view()).open == 3
    agree(harbour, "birch", POINTS[1])
    assert tally.tally(harbour.view()).open == 2


def test_of_a_text_that_is_not_available_the_brackets_are_unknown_and_not_none(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.table("v1", parent="v0", known=False)
    found = tally.tally(harbour.view())
    assert (found.open, found.points, found.brackets) == (3, 3, None)


def test_each_day_is_counted_as_one_would_have_counted_on_it(harbour: Harbour) -> None:
    harbour.table("v0")
    a_day_later(harbour)
    agree(harbour, "ash", POINTS[1])
    agree(harbour, "birch", POINTS[1])
    a_day_later(harbour, 2)
    words = "Birch lights nothing."
    harbour.do(amendments.Settle(POINTS[1].id, (reworded(POINTS[1], words),), ()), name="settled")
    found = tally.course(harbour.view())
    assert [(then.day, then.tally.open) for then in found] == [
        (date(2030, 3, 1), 3),
        (date(2030, 3, 2), 2),
        (date(2030, 3, 4), 3),
    ]
    assert [(then.tabled, then.settled) for then in found] == [(("v0",), 0), ((), 0), ((), 1)]


def test_what_is_said_of_progress_changes_no_count_and_adds_no_day(harbour: Harbour) -> None:
    harbour.table("v0")
    before = tally.course(harbour.view())
    a_day_later(harbour)
    harbour.do(claims.Claim(("ash",), "tremendous progress", claims.Progress()), "mayor-ash/ash")
    assert tally.course(harbour.view()) == before


def test_words_adopted_by_silence_count_from_the_end_of_the_term(harbour: Harbour) -> None:
    harbour.table("v0")
    until = datetime(2030, 3, 3, 18, tzinfo=UTC)
    words = current.standings(harbour.view())[1].fingerprint or ""
    harbour.do(silence.Silence(("ash", "birch"), until, words, POINTS[1].id))
    assert [then.tally.open for then in tally.course(harbour.view())] == [3]
    harbour.clock.moment = until + timedelta(days=3)
    assert [(then.day.day, then.tally.open) for then in tally.course(harbour.view())] == [(1, 3), (3, 2)]


def test_what_a_party_keeps_in_its_room_changes_nobody_else_s_course(harbour: Harbour) -> None:
    harbour.table("v0")
    before = tally.course(harbour.view("birch"))
    a_day_later(harbour)
    harbour.do(rooms.Note("Our fallback is the small quay."), "ash", to=audience(["ash"]))
    secret = amendments.Propose("delete", POINTS[1].id, base=POINTS[1].words or "")
    harbour.do(secret, "ash", to=audience(["ash"]))
    assert tally.course(harbour.view("birch")) == before
    assert tally.course(harbour.view("ash"))[-1].tally != before[-1].tally


def test_a_long_course_keeps_its_first_and_its_last_day(harbour: Harbour) -> None:
    harbour.table("v0")
    for number in range(80):
        a_day_later(harbour)
        by = "ash" if number % 2 else "birch"
        words = f"Birch shall light the pier with {number} lamps."
        harbour.do(amendments.Propose("replace", POINTS[1].id, base=POINTS[1].words or "", words=words), by)
    found = tally.course(harbour.view())
    assert len(found) <= tally.MOST_DAYS + 1
    assert found[0].day == START.date()
    assert found[-1].day == harbour.clock.moment.date()


def test_before_any_text_there_is_nothing_to_count(harbour: Harbour) -> None:
    assert tally.course(harbour.view()) == ()
    assert tally.tally(harbour.view()) == tally.Tally(0, 0, 0, None)


@pytest.mark.parametrize("viewer", [KEEPER, "ash", "cedar"])
def test_the_course_is_that_of_the_record_as_it_was(harbour: Harbour, viewer: str) -> None:
    harbour.table("v0")
    for point in POINTS:
        a_day_later(harbour)
        agree(harbour, "ash", point)
        harbour.do(rooms.Note("Noted."), "ash", to=audience(["ash"]))
    view = harbour.view(viewer)
    for then in tally.course(view):
        end = datetime.combine(then.day, time.max, negotiation.zone(view)).astimezone(UTC)
        assert then.tally == tally.tally(harbour.view(viewer, end))
