"""Limbs: one sentence, two promises."""

import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import limbs
from onetext.process.amendments import Settle
from onetext.process.limbs import Divide, Limb
from onetext.record.errors import Refused
from onetext.text.provision import fingerprint

WORDS = "It is expected that Ash will not enter the harbour and that Birch will not leave it."
POINT = reworded(POINTS[0], WORDS)
TWO = (Limb("1", "Ash will not enter the harbour", "ash"), Limb("2", "Birch will not leave it", "birch"))


@pytest.fixture
def tabled(harbour: Harbour) -> Harbour:
    harbour.table("v0", POINT, *POINTS[1:])
    return harbour


def divide(*found: Limb, words: str = WORDS) -> Divide:
    return Divide(POINT.id, found, fingerprint(words))


def test_each_limb_has_its_own_actor(tabled: Harbour) -> None:
    tabled.do(divide(*TWO))
    assert [(limb.key, limb.actor) for limb in limbs.of(tabled.view(), POINT.id)] == [("1", "ash"), ("2", "birch")]
    assert limbs.find(tabled.view(), POINT.id, "2").words == "Birch will not leave it"


def test_an_undivided_point_has_no_limbs(tabled: Harbour) -> None:
    assert limbs.of(tabled.view(), POINT.id) == ()
    with pytest.raises(Refused, match="no limb “1”"):
        limbs.find(tabled.view(), POINT.id, "1")


def test_two_promises_in_one_sentence_are_suggested_as_two_limbs() -> None:
    assert [limb.words for limb in limbs.suggested(WORDS)] == [
        "Ash will not enter the harbour",
        "Birch will not leave it",
    ]


def test_a_single_promise_is_not_divided() -> None:
    assert limbs.suggested("Ash shall dredge the harbour.") == ()


def test_the_words_of_a_limb_stand_in_the_point(tabled: Harbour) -> None:
    with pytest.raises(Refused, match="does not stand"):
        tabled.do(divide(TWO[0], Limb("2", "Birch will never leave", "birch")))


def test_limbs_are_made_of_the_words_as_they_stand(tabled: Harbour) -> None:
    with pytest.raises(Refused, match="as they stand"):
        tabled.do(divide(*TWO, words="Other words."))


def test_limbs_say_so_when_the_words_have_changed(tabled: Harbour) -> None:
    tabled.do(divide(*TWO))
    assert not limbs.on_earlier_words(tabled.view(), POINT.id)
    tabled.do(Settle(POINT.id, (reworded(POINT, "Ash shall stay away."),)))
    assert limbs.on_earlier_words(tabled.view(), POINT.id)


def test_limbs_are_kept_where_the_present_words_are_unknown(tabled: Harbour) -> None:
    tabled.table("v1", parent="v0", known=False)
    tabled.do(divide(*TWO))
    assert not limbs.on_earlier_words(tabled.view(), POINT.id)


def test_a_party_that_does_not_hold_the_text_divides_it_for_itself_only(tabled: Harbour) -> None:
    with pytest.raises(Refused, match="hold the text"):
        tabled.do(divide(*TWO), "ash", to=("*",))
    tabled.do(divide(*TWO), "ash", to=("ash",))
    assert limbs.of(tabled.view("birch"), POINT.id) == ()


def test_one_limb_is_no_division(tabled: Harbour) -> None:
    with pytest.raises(Refused, match="2 to"):
        tabled.do(divide(TWO[0]))
