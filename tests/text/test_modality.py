import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.text.sense.modality import Mode, clauses, modality
from onetext.text.words import word_set

EXPECTED = "it is expected that Russia will not invade its neighbours and that NATO will not expand further"


def only(words: str) -> Mode:
    (mode,) = modality(words)
    return mode


def test_what_is_expected_binds_nobody() -> None:
    mode = only(EXPECTED)
    assert (mode.grade, mode.actor) == ("expectation", None)


def test_quotation_marks_do_not_hide_an_expectation() -> None:
    mode = only("The document says “it is expected” that Russia will not invade its neighbours")
    assert (mode.grade, mode.actor) == ("expectation", None)


def test_inside_an_expectation_each_subject_is_still_named() -> None:
    inner = [(mode.actor, mode.grade, mode.negated) for mode in clauses(EXPECTED) if mode.framed]
    assert inner == [("Russia", "expectation", True), ("NATO", "expectation", True)]


@pytest.mark.parametrize(
    ("words", "grade", "actor"),
    [
        ("Ukraine shall hold elections.", "obligation", "Ukraine"),
        ("The Parties must consult.", "obligation", "The Parties"),
        ("Ukraine undertakes to hold elections", "obligation", "Ukraine"),
        ("Ukraine agrees to limit its military", "obligation", "Ukraine"),
        ("Russia will withdraw its troops", "undertaking", "Russia"),
        ("Each Party may withdraw from this Agreement", "permission", "Each Party"),
        ("Developed country Parties should continue to lead", "recommendation", "Developed country Parties"),
        ("The European Union intends to contribute", "intention", "The European Union"),
        ("NATO is expected to stop", "expectation", "NATO"),
        ("No Party shall station troops", "prohibition", "Party"),
        ("Russia shall not invade", "prohibition", "Russia"),
        ("Ukraine may not join", "prohibition", "Ukraine"),
        ("Ukraine agrees not to join", "prohibition", "Ukraine"),
        ("Russia and Ukraine shall exchange prisoners", "obligation", "Russia and Ukraine"),
        ("Russia, Ukraine and the United States shall meet", "obligation", "Russia, Ukraine and the United States"),
        ("In return, Ukraine shall receive guarantees", "obligation", "Ukraine"),
        ("Sanctions shall be lifted by the European Union", "obligation", "the European Union"),
        ("Sanctions shall be lifted", "obligation", None),
        ("Ukraine will be allowed to join the European Union", "permission", "Ukraine"),
        ("No Party shall be required to disarm", "permission", "Party"),
        ("a pledge for Ukraine not to seek membership of Nato", "prohibition", "Ukraine"),
        ("It would see Ukraine agreeing to limit its military", "obligation", "Ukraine"),
        ("Parties shall act in accordance with decision 1/CP.21", "obligation", "Parties"),
        ("There shall be peace", "obligation", None),
        ("Kyiv is the capital of Ukraine", "statement", None),
    ],
)
def test_a_clause_has_a_grade_and_the_actor_whom_the_grammar_names(words: str, grade: str, actor: str | None) -> None:
    mode = only(words)
    assert (mode.grade, mode.actor) == (grade, actor)


def test_two_clauses_of_one_sentence_have_their_own_modality() -> None:
    first, second = modality("Russia shall withdraw its troops and Ukraine may hold elections")
    assert (first.grade, first.actor) == ("obligation", "Russia")
    assert (second.grade, second.actor) == ("permission", "Ukraine")


def test_a_month_is_no_permission_and_the_will_of_the_people_no_undertaking() -> None:
    assert only("It ended on 9 May 1945").grade == "statement"
    assert only("The will of the people decides").grade == "statement"


PIECES = sorted(word_set("it is expected that Russia will not shall and , . may NATO agree to be lifted by the If"))


@given(st.lists(st.sampled_from(PIECES)).map(" ".join) | st.text())
def test_every_clause_stands_where_it_says(words: str) -> None:
    for mode in clauses(words):
        assert 0 <= mode.start <= mode.end <= len(words)
        assert words[mode.trigger_start :].startswith(mode.trigger)
        if mode.actor is not None:
            assert words[mode.actor_start :].startswith(mode.actor)
