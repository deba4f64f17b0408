"""The text as it stands."""

import pytest

from harbour import POINTS, Harbour
from onetext.process import current
from onetext.process.texts import Table
from onetext.record.errors import Refused
from onetext.text.carrying import Change
from onetext.text.provision import Provision


@pytest.mark.parametrize("typed", ["2", "(2)", "2.", "point 2", " 2 ", POINTS[1].id])
def test_a_point_is_found_by_its_number_however_it_is_dressed(harbour: Harbour, typed: str) -> None:
    harbour.table("v0")
    assert current.find(harbour.view(), typed).provision.id == POINTS[1].id


@pytest.mark.parametrize("typed", ["3(a)", "3.a", "(3)(a)", "3(A)", "3 (a)"])
def test_a_sub_point_is_found_by_the_numbers_above_it(harbour: Harbour, typed: str) -> None:
    harbour.table("v0", *POINTS, Provision("psubsubsu", "Cedar pays.", number="3(a)", parent=POINTS[2].id))
    assert current.find(harbour.view(), typed).provision.id == "psubsubsu"


def test_a_number_that_is_printed_twice_is_asked_about(harbour: Harbour) -> None:
    harbour.table("v0", *POINTS, Provision("ptwicetwi", "Once more.", number="3"))
    with pytest.raises(Refused, match="more than one point"):
        current.find(harbour.view(), "3")


def test_a_point_that_is_not_there_is_refused(harbour: Harbour) -> None:
    harbour.table("v0")
    with pytest.raises(Refused, match="no point “9”"):
        current.find(harbour.view(), "9")


def test_present_words_are_unknown_where_the_text_is_not_available(harbour: Harbour) -> None:
    first = harbour.table("v0")
    harbour.table("v1", parent="v0", known=False)
    found = current.find(harbour.view(), "1")
    assert found.provision.words is None
    assert found.fingerprint is None
    assert found.last_known == (first, POINTS[0].words)
    assert current.fingerprint_now(harbour.view()) is None


def test_there_is_nothing_to_stand_before_a_text_is_tabled(harbour: Harbour) -> None:
    assert current.standings(harbour.view()) == ()


def test_a_vacant_point_is_not_taken_for_unknown(harbour: Harbour) -> None:
    points = (*POINTS[:2], Provision(POINTS[2].id, None, number="3", vacant=True))
    harbour.do(Table("Draft", wording=points), name="v0")
    harbour.table("v1", parent="v0", known=False)
    assert [s.provision.vacant for s in current.standings(harbour.view())] == [False, False, True]


def test_equal_wishes_are_one_bracket_with_all_their_proponents() -> None:
    base = "The limit is 600,000 troops."
    changes = [Change("1", ("Ash",), base, "The limit is 800,000 troops."),
               Change("2", ("Birch",), base, "The limit is 800,000 troops.")]  # fmt: skip
    words, unfit = current.disputed(base, changes)
    assert "(Ash, Birch)" in words
    assert words.count("800,000") == 1
    assert unfit == ()


def test_a_wish_without_contradiction_keeps_its_brackets_beside_a_collision() -> None:
    base = "Ash shall dredge the inner harbour, and Birch shall light the long pier at night."
    changes = [
        Change("1", ("Ash",), base, base.replace("inner", "outer")),
        Change("2", ("Birch",), base, base.replace("inner", "whole")),
        Change("3", ("Cedar",), base, base.replace("long pier", "jetty")),
    ]
    words, _ = current.disputed(base, changes)
    for wish in ("outer (Ash)", "whole (Birch)", "jetty (Cedar)"):
        assert wish in words
