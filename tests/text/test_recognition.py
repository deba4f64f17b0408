import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.text.sense.recognition import recognition


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Putin wants legal recognition for what he has stolen", "legal"),
        ("Crimea shall be recognised de jure as Russian", "legal"),
        ("international recognition of de facto Russian control of Donetsk", "legal"),
        ("Donetsk will be recognized as de facto Russian, including by the United States", "de facto"),
        ("de facto recognition of the present lines", "de facto"),
        ("Ukraine recognises the independence of the region", "unspecified"),
        ("Ukraine shall hold elections", "none"),
        ("Recognizing the need for peace, the Parties agree", "none"),
        ("Recognising that peace is near", "none"),
        ("Ukraine shall not recognise the annexation", "none"),
    ],
)
def test_legal_recognition_is_told_from_recognition_of_facts(words: str, kind: str) -> None:
    assert recognition(words).kind == kind


def test_a_refusal_is_not_silence() -> None:
    assert recognition("Ukraine shall never recognise the annexation").refused
    assert not recognition("Ukraine shall hold elections").refused


def test_the_strongest_recognition_counts() -> None:
    words = "Luhansk is recognised as de facto Russian. Crimea has legal recognition."
    assert recognition(words).kind == "legal"


@given(st.text())
def test_the_words_stand_where_they_are_said_to_stand(words: str) -> None:
    found = recognition(words)
    assert found.start == -1 or words[found.start : found.end] == found.words
