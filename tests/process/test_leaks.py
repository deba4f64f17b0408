"""Leaks: the nearest version, point by point; a likeness, never a proof."""

import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import leaks
from onetext.process.leaks import Leak
from onetext.process.presentations import Account
from onetext.process.texts import Line, Table
from onetext.record.errors import Refused
from onetext.text.provision import write


def test_a_found_text_is_nearest_to_the_version_it_was_taken_from(harbour: Harbour) -> None:
    harbour.table("v0")
    changed = reworded(POINTS[1], "Birch shall light the pier with 40 lamps.")
    harbour.table("v1", POINTS[0], changed, POINTS[2], parent="v0")
    best, second = leaks.matches(harbour.view(), write((POINTS[0], changed, POINTS[2])))
    assert (best.version.name, best.score, best.present) == ("v1", 1.0, ("1", "2", "3"))
    assert second.version.name == "v0"
    assert [pair.label for pair in second.altered] == ["2"]
    assert second.score < 1


def test_what_is_missing_and_what_is_new_in_a_found_text_is_named(harbour: Harbour) -> None:
    harbour.table("v0")
    (found,) = leaks.matches(harbour.view(), "1. Ash shall dredge the harbour.\n\n4. Whales are welcome at noon.\n")
    assert found.present == ("1",)
    assert found.absent == ("2", "3")
    assert found.extra == ("Whales are welcome at noon.",)


def test_a_version_whose_words_are_not_known_is_not_compared(harbour: Harbour) -> None:
    harbour.table("v0", known=False)
    assert leaks.matches(harbour.view(), "1. Ash shall dredge the harbour.") == ()


def test_who_held_a_version_comes_with_why(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    harbour.report(Account(v0.id, "cedar", "given"))
    (found,) = leaks.matches(harbour.view(), "1. Ash shall dredge the harbour.")
    assert {held.actor: held.how for held in found.held}["cedar"] == "was given it, or saw it"


def test_a_viewer_matches_only_what_it_may_see(harbour: Harbour) -> None:
    harbour.table("v0")
    room = harbour.report(Line("Ash's own"), name="room", to=("ash",))
    harbour.report(Table("R0", line=room.id, wording=POINTS), name="r0", to=("ash",))
    seen = {who: leaks.matches(harbour.view(who), "1. Ash shall dredge the harbour.") for who in ("ash", "birch")}
    assert [match.version.name for match in seen["ash"]] == ["v0", "r0"]
    assert [match.version.name for match in seen["birch"]] == ["v0"]


def test_characters_that_do_not_show_are_named() -> None:
    (odd,) = leaks.hidden_characters("the har\u200bbour")
    assert "U+200B" in odd
    assert "character 8" in odd
    assert leaks.hidden_characters("the harbour") == ()


def test_a_leak_needs_a_source_and_an_extent(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    with pytest.raises(Refused, match="from a source"):
        harbour.do(Leak(v0.id, "all of it"))
    with pytest.raises(Refused, match="how much"):
        harbour.report(Leak(v0.id, " "))
    leak = harbour.report(Leak(v0.id, "major details"))
    assert leaks.leaks(harbour.view()) == (leak,)
