"""A change of modality: a sentence that binds more, or less, than the one it corresponds to."""

from hypothesis import given
from hypothesis import strategies as st

from onetext.text.sense.modality_change import changed
from onetext.text.words import word_set


def told(before: str, after: str) -> list[str]:
    return [change.sentence for change in changed(before, after)]


def test_an_obligation_in_place_of_an_expectation_is_a_change() -> None:
    assert told("It is expected that Russia will not invade", "Russia shall invade nobody") == [
        "expectation → obligation"
    ]


def test_a_negation_is_a_change() -> None:
    assert told("Russia may withdraw", "Russia may not withdraw") == ["permission → prohibition"]


def test_a_sentence_that_comes_or_goes_is_no_change_of_modality() -> None:
    assert told("Russia shall leave.", "Russia shall leave. Ukraine may return.") == []
    assert told("Option 1: The toll shall rise. Option 2: The toll should fall.", "The toll shall rise.") == []


def test_only_the_strongest_mode_of_a_sentence_counts() -> None:
    assert told("Ash shall pay the toll.", "Ash shall pay the toll and may ask for a receipt.") == []
    assert told("Ash shall pay the toll, as Birch may ask.", "Ash may pay the toll, as Birch may ask.") == [
        "obligation → permission"
    ]


def test_sentences_are_compared_with_those_that_they_correspond_to() -> None:
    before = "Ash shall dredge the harbour. Birch may light the pier."
    after = "Birch should light the pier. Ash shall dredge the harbour."
    assert told(before, after) == ["permission → recommendation"]


PIECES = sorted(word_set("it is expected that Russia will not shall and , . may NATO agree to be lifted by the If"))


@given(st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_equal_words_have_equal_modality(words: str) -> None:
    assert changed(words, words) == ()
