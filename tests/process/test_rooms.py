"""Rooms: what a side keeps to itself until it sends it."""

import pytest

from harbour import POINTS, Harbour
from onetext.process import corrections, current, reach, rooms, texts
from onetext.process.amendments import Propose
from onetext.process.preferences import Choice, Rank
from onetext.process.redlines import Draw
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
    with pytest.raises(Refused, match="is for Ash, Norway only"):
        harbour.do(Note("About that.", (kept.id,)), "ash", to=TABLE)
    harbour.do(Note("About that.", (kept.id,)), "ash", to=("ash",))


def test_a_corrected_note_is_kept_as_it_was_corrected_and_a_withdrawn_one_is_not(harbour: Harbour) -> None:
    wrong, gone = (harbour.do(Note(words), "ash", to=("ash",)) for words in ("Nine.", "Never mind."))
    harbour.do(corrections.Correct(wrong.id, {"words": "Eight."}, "misheard"), "ash", to=("ash",))
    harbour.do(corrections.Withdraw(gone.id, "not needed"), "ash", to=("ash",))
    assert [act.body for act in rooms.kept(harbour.view("ash"))] == [Note("Eight.")]


def test_a_draft_is_sent_with_its_versions_and_a_version_with_its_draft(harbour: Harbour) -> None:
    line = harbour.do(texts.Line("Ours", ("ash",)), "ash", "ours", ("ash",))
    version = harbour.do(texts.Table("Ours", line.id, wording=POINTS), "ash", "ours-1", ("ash",))
    view = harbour.view("ash")
    assert rooms.complete(view, (line.id,)) == rooms.complete(view, (version.id,)) == (line.id, version.id)


def test_what_was_corrected_is_sent_with_its_correction(harbour: Harbour) -> None:
    note = harbour.do(Note("Nine."), "ash", to=("ash",))
    correction = harbour.do(corrections.Correct(note.id, {"words": "Eight."}, "misheard"), "ash", to=("ash",))
    assert rooms.complete(harbour.view("ash"), (note.id,)) == (note.id, correction.id)


def test_whoever_sends_stays_among_the_readers(harbour: Harbour) -> None:
    assert rooms.addressed(harbour.view("ash"), "birch") == ("ash", "birch")
    assert rooms.addressed(harbour.view("ash"), "public") == ("*",)
    assert rooms.addressed(harbour.view(), "birch") == ("birch",)


def test_a_list_tells_what_a_ranking_and_a_red_line_say(harbour: Harbour) -> None:
    harbour.table("v0")
    rank = harbour.do(Rank("ash", POINTS[0].id, (Choice("dredge"), Choice("wait"))), "ash", to=("ash",))
    line = harbour.do(Draw("ash", provision=POINTS[0].id, must="dredge", reason="The sand."), "ash", to=("ash",))
    told = [rooms.told(harbour.view("ash"), act) for act in (rank, line)]
    assert told[0] == "1. dredge; 2. wait"
    assert "dredge" in told[1]
    assert told[1].endswith("(The sand.)")
