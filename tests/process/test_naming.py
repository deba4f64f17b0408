"""Names for acts of whoever gives none."""

import pytest

from harbour import Harbour
from onetext.process.naming import free_name
from onetext.process.rooms import Note


@pytest.mark.parametrize(
    ("words", "name"),
    [("BBC News", "bbc-news"), ("Le Monde, édition du soir", "le-monde-edition-du-soir"), ("Известия", "source")],
)
def test_a_name_is_made_of_the_words_that_a_name_can_have(harbour: Harbour, words: str, name: str) -> None:
    assert free_name(harbour.view(), words, "source") == name


def test_a_name_that_an_act_has_is_numbered_on(harbour: Harbour) -> None:
    for taken in ("daily", "daily-2"):
        harbour.do(Note("A note."), name=taken)
    assert free_name(harbour.view(), "The Daily"[4:], "source") == "daily-3"


def test_a_name_of_any_length_can_be_given(harbour: Harbour) -> None:
    harbour.do(Note("A note."), name=free_name(harbour.view(), "long " * 100, "note"))
