import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.text.sense.limbs import suggest
from onetext.text.words import word_set

EXPECTED = "It is expected that Russia will not invade its neighbours and that NATO will not expand further."


def test_one_sentence_with_two_promises_has_two_limbs_each_with_its_actor() -> None:
    russia, nato = suggest(EXPECTED)
    assert (russia.actor, russia.words) == ("Russia", "Russia will not invade its neighbours")
    assert (nato.actor, nato.words) == ("NATO", "NATO will not expand further")


def test_a_limb_inherits_the_modality_of_its_frame() -> None:
    for limb in suggest(EXPECTED):
        assert (limb.mode.grade, limb.mode.negated, limb.frame) == ("expectation", True, "It is expected that")


def test_two_obligations_of_two_actors_are_two_limbs() -> None:
    limbs = suggest("Russia shall withdraw its forces, and Ukraine shall hold elections.")
    assert [(limb.actor, limb.words) for limb in limbs] == [
        ("Russia", "Russia shall withdraw its forces"),
        ("Ukraine", "Ukraine shall hold elections"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Ukraine shall hold elections.",
        "Russia and Ukraine shall exchange all prisoners and return the bodies of the fallen.",
        "Ukraine shall hold elections if Russia shall have left.",
        "Sanctions shall be lifted and a fund shall be set up.",
        "Kyiv is the capital of Ukraine.",
    ],
)
def test_when_unsure_a_wording_is_one_limb(words: str) -> None:
    (limb,) = suggest(words)
    assert limb.words == words.rstrip(".")


def test_a_promise_without_an_actor_is_not_laid_to_the_next_one() -> None:
    first, second = suggest("Assets will be invested in Ukraine, and the US will receive 50% of the profits.")
    assert (first.actor, first.words) == (None, "Assets will be invested in Ukraine")
    assert (second.actor, second.words) == ("the US", "the US will receive 50% of the profits")


def test_no_words_have_no_limb() -> None:
    assert suggest("") == ()


PIECES = st.lists(
    st.sampled_from(sorted(word_set("it is expected that Russia will not shall and , . may NATO leave if the")))
)


@given(st.text() | PIECES.map(" ".join))
def test_limbs_stand_one_behind_the_other_where_they_say(words: str) -> None:
    end = 0
    for limb in suggest(words):
        assert limb.start >= end
        assert words[limb.start : limb.end] == limb.words
        end = limb.end
