"""Offers: what each speaker last said a version is, with the whole history."""

import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import amendments, offers
from onetext.process.offers import Offer
from onetext.record.act import Act
from onetext.record.errors import Refused


def say(harbour: Harbour, version: Act[object], status: offers.Status, by: str = "ash") -> Act[Offer]:
    return harbour.do(Offer(version.id, status, by, offers.words_of(harbour.view(), version.id)), by)


def test_a_later_word_does_not_replace_the_former_in_the_history(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    say(harbour, v0, "final")
    say(harbour, v0, "not final")
    assert [act.body.status for act in offers.history(harbour.view(), v0.id)] == ["final", "not final"]
    assert [act.body.status for act in offers.present(harbour.view(), v0.id)] == ["not final"]


def test_two_speakers_stand_side_by_side(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    say(harbour, v0, "final")
    say(harbour, v0, "not final", by="birch")
    assert [(act.body.by, act.body.status) for act in offers.present(harbour.view(), v0.id)] == [
        ("ash", "final"),
        ("birch", "not final"),
    ]


def test_a_version_of_which_nobody_spoke_has_no_status(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    assert offers.present(harbour.view(), v0.id) == ()


def test_an_offer_is_of_the_words_that_were_meant(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    act = say(harbour, v0, "final")
    assert not offers.of_other_words(harbour.view(), act)
    harbour.do(amendments.Settle(POINTS[1].id, (reworded(POINTS[1], "Birch shall paint the pier."),), ()))
    assert offers.of_other_words(harbour.view(), act)


def test_of_a_version_without_text_nobody_can_say_that_its_words_changed(harbour: Harbour) -> None:
    v0 = harbour.table("v0", known=False)
    assert not offers.of_other_words(harbour.view(), say(harbour, v0, "offered"))


def test_nobody_speaks_for_another(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    with pytest.raises(Refused, match="Only Birch"):
        harbour.do(Offer(v0.id, "final", "birch"), "ash")


def test_an_offer_is_about_a_version_of_this_record(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="no version"):
        harbour.report(Offer("0" * 64, "final", "ash"))
