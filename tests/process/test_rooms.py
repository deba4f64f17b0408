"""Rooms: what a side keeps to itself until it sends it."""

import pytest

from harbour import POINTS, Harbour
from onetext.process import current, reach, rooms
from onetext.process.amendments import Propose
from onetext.process.releases import Release
from onetext.process.rooms import Note
from onetext.record.errors import Refused

TABLE = ("ash", "birch", "norway")
WISH = Propose("replace", POINTS[1].id, POINTS[1].words or "", "Birch shall light the lighthouse.")


def test_a_note_is_seen_by_its_own_side_only(harbour: Harbour) -> None:
    harbour.do(Note("Hold point 2 back."), "ash", to=("ash",))
    assert [act.body.words for act in rooms.kept(harbour.view("ash"))] == ["Hold point 2 back."]
    assert rooms.kept(harbour.view("birch")) == ()
    assert rooms.notes(harbour.view("birch")) == ()


def test_what_the_table_can_read_is_in_no_room(harbour: Harbour) -> None:
    harbour.do(Note("Hello."), "ash", to=TABLE)
    assert rooms.kept(harbour.view("ash")) == ()


def test_sending_opens_it_to_the_table_and_empties_the_room(harbour: Harbour) -> None:
    harbour.table("v0")
    wish = harbour.do(WISH, "ash", "a1", ("ash",))
    assert current.find(harbour.view("birch"), "2").pending == ()
    harbour.do(Release((wish.id,), TABLE), "ash", to=TABLE)
    assert [a.id for a in current.find(harbour.view("birch"), "2").pending] == [wish.id]
    assert rooms.kept(harbour.view("ash")) == ()
    assert reach.readers(harbour.view("ash"), wish) == set(TABLE)


def test_what_was_sent_may_be_spoken_of_at_the_table(harbour: Harbour) -> None:
    harbour.table("v0")
    wish = harbour.do(WISH, "ash", "a1", ("ash",))
    more = Propose("replace", POINTS[1].id, WISH.words or "", "Birch shall light the red lighthouse.", on=wish.id)
    with pytest.raises(Refused, match="know of a1"):
        harbour.do(more, "ash", "a2", TABLE)
    harbour.do(Release((wish.id,), TABLE), "ash", to=TABLE)
    harbour.do(more, "birch", "a2", TABLE)


def test_a_room_shared_with_the_mediator_says_so(harbour: Harbour) -> None:
    act = harbour.do(Note("For Norway."), "ash", to=("ash", "norway"))
    assert rooms.shared_with(harbour.view("ash"), act) == ("norway",)


def test_a_note_needs_words(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="needs words"):
        harbour.do(Note("  "), "ash", to=("ash",))


def test_a_note_names_no_act_to_readers_who_do_not_know_of_it(harbour: Harbour) -> None:
    kept = harbour.do(Note("For Norway."), "ash", to=("ash", "norway"))
    with pytest.raises(Refused, match="is for ash, norway only"):
        harbour.do(Note("About that.", (kept.id,)), "ash", to=TABLE)
    harbour.do(Note("About that.", (kept.id,)), "ash", to=("ash",))
