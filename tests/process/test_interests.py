"""An interest behind a position, who asserts it, and where the words do not meet it."""

import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import interests
from onetext.process.interests import Answer, Drop, Recognised, Want
from onetext.record.act import Act
from onetext.record.errors import Refused
from onetext.text.provision import fingerprint

PLACE = POINTS[2].id


def tabled(harbour: Harbour, words: str) -> None:
    harbour.table("v0", *POINTS[:2], reworded(POINTS[2], words))


def want(harbour: Harbour, recognition: Recognised = "legal") -> Act[Want]:
    body = Want("cedar", f"{recognition} recognition", recognition, (PLACE,), asserter="mayor-ash")
    return harbour.report(body)


def asked(harbour: Harbour) -> list[str]:
    return [question.sentence for question in interests.questions(harbour.view())]


@pytest.mark.parametrize(
    "words",
    [
        "The quay is recognised as de facto Cedar's.",
        "Cedar's control of the quay is recognised.",
        "Cedar may use the quay.",
        "The quay receives international recognition of de facto control by Cedar.",
    ],
)
def test_words_that_do_not_plainly_give_the_legal_recognition_wanted_leave_a_question(
    harbour: Harbour, words: str
) -> None:
    tabled(harbour, words)
    want(harbour)
    (question,) = asked(harbour)
    assert "point 3 in v0" in question


def test_words_that_give_the_recognition_wanted_leave_no_question(harbour: Harbour) -> None:
    tabled(harbour, "Cedar's control of the quay is legally recognised.")
    want(harbour)
    assert not asked(harbour)


def test_who_asserts_an_interest_is_told_from_whose_it_is(harbour: Harbour) -> None:
    tabled(harbour, "Cedar may use the quay.")
    act = want(harbour)
    assert interests.asserter(act) == "mayor-ash"
    assert "as Mayor Ash says" in asked(harbour)[0]


def test_where_the_present_words_are_not_available_the_question_is_put_to_the_last_known(harbour: Harbour) -> None:
    tabled(harbour, "The quay is recognised as de facto Cedar's.")
    want(harbour)
    harbour.table("v1", parent="v0", known=False)
    assert "in v0 (its words in v1 are not available)" in asked(harbour)[0]


def test_an_interest_in_plain_words_stays_a_question_until_its_party_answers(harbour: Harbour) -> None:
    harbour.table("v0")
    act = harbour.do(Want("ash", "a deep harbour", provisions=(POINTS[0].id,)), "ash")
    assert asked(harbour)
    with pytest.raises(Refused, match="Only Ash"):
        harbour.do(Answer(act.id, POINTS[0].id, fingerprint(POINTS[0].words or ""), "met"), "birch")
    harbour.do(Answer(act.id, POINTS[0].id, fingerprint(POINTS[0].words or ""), "met"), "ash")
    assert not asked(harbour)


def test_an_answer_goes_with_the_words_it_was_given_on(harbour: Harbour) -> None:
    harbour.table("v0")
    act = harbour.do(Want("ash", "a deep harbour", provisions=(POINTS[0].id,)), "ash")
    harbour.do(Answer(act.id, POINTS[0].id, fingerprint(POINTS[0].words or ""), "met"), "ash")
    harbour.table("v1", reworded(POINTS[0], "Ash may dredge."), *POINTS[1:], parent="v0")
    assert asked(harbour)


def test_a_dropped_interest_asks_nothing(harbour: Harbour) -> None:
    tabled(harbour, "Cedar may use the quay.")
    act = want(harbour)
    harbour.report(Drop(act.id, "No longer said"))
    assert not asked(harbour)


def test_nobody_puts_an_assertion_into_anothers_mouth(harbour: Harbour) -> None:
    harbour.table("v0")
    with pytest.raises(Refused, match="asserted by its author"):
        harbour.do(Want("cedar", "everything", asserter="mayor-birch"), "ash")
