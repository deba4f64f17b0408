"""An act in a line: people, points and other acts are called as people call them, and never by an id."""

import pytest

from harbour import POINTS, Harbour
from onetext.process import amendments, consent, journal, points, positions, rounds, statements, told
from onetext.process.statements import Statement
from onetext.record.act import Act
from onetext.record.audience import KEEPER

ONE = POINTS[0]


@pytest.fixture
def tabled(harbour: Harbour) -> Harbour:
    harbour.table("v0")
    return harbour


def at_one(harbour: Harbour) -> tuple[str, str, str]:
    """The version, the fingerprint and the id of point 1 as it stands."""
    view = harbour.view()
    standing = points.present(view, ONE.id)
    return view.find("v0").id, (standing.fingerprint if standing else None) or "", ONE.id


def line(harbour: Harbour, act: Act[object]) -> str:
    return told.Telling(harbour.view()).line(act)


def test_a_stance_is_told_by_the_name_of_its_party_and_the_first_words_of_its_point(tabled: Harbour) -> None:
    act = tabled.do(positions.Take("ash", "conditional", *at_one(tabled), condition="Birch pays"), "ash")
    assert line(tabled, act) == "Ash; agreed if Birch pays; v0; point 1, “Ash shall dredge the harbour.”"


def test_an_amendment_is_told_by_what_it_changes_and_where(tabled: Harbour) -> None:
    act = tabled.do(amendments.Propose("replace", ONE.id, ONE.words or "", "Ash shall dig."), "ash")
    assert line(tabled, act) == "point 1, “Ash shall dredge the harbour.”; “dig” instead of “dredge the harbour”"
    assert told.Telling(tabled.view()).whole(act).startswith("Amendment proposed: point 1, “Ash shall")
    new = tabled.do(amendments.Propose("add", "pnew00001", words="Cedar shall watch."), "ash", "watch")
    assert told.Telling(tabled.view()).whole(new) == "watch: Amendment proposed: a new point: “Cedar shall watch.”"


def test_a_round_is_told_by_its_title_and_other_acts_by_the_names_that_they_were_given(tabled: Harbour) -> None:
    first = tabled.do(rounds.Round("First round"), name="round-1")
    assert line(tabled, tabled.do(rounds.RoundEnd(first.id, "understood"))) == (
        "First round; understood to have ended, not announced"
    )


def test_an_event_without_a_name_is_told_by_its_people_and_its_point(tabled: Harbour) -> None:
    act = tabled.do(consent.Need("birch", ONE.id, why="It lights the way."))
    assert told.headline(tabled.view(), act) == (
        "Consent needed: Birch; point 1, “Ash shall dredge the harbour.”; It lights the way."
    )
    assert told.called(tabled.view(), act).startswith("“Consent needed: Birch; point 1")


def test_who_did_an_act_is_told_by_name(tabled: Harbour) -> None:
    by = {one.name or one.title: one.who for one in journal.entries(tabled.view(), tabled.view())}
    assert by["v0"] == "the keeper of the record"
    act = tabled.do(statements.Statement(("ash",), "We dig."), "mayor-ash/ash")
    assert told.Telling(tabled.view()).by(act) == "Ash"


def test_long_words_are_cut_and_the_sentence_around_them_keeps_its_form(tabled: Harbour) -> None:
    act = tabled.do(Statement(("ash",), "We dig. " * 40), "ash")
    found = told.headline(tabled.view(), act, 60)
    assert len(found) <= 60
    assert found.startswith("Ash said: We dig.")
    assert found.endswith(" …")
    assert found.forms == ("{who}: {what}",)


def test_no_act_is_told_by_an_id(tabled: Harbour) -> None:
    taken = tabled.do(positions.Take("ash", "ad referendum", *at_one(tabled)), "ash")
    confirmed = tabled.do(positions.Confirm(taken.id), "mayor-ash/ash")
    assert line(tabled, confirmed).startswith("Ash; agreed ad referendum")
    assert KEEPER not in {one.who for one in journal.entries(tabled.view(), tabled.view())}
