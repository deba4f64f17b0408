"""Retyped words: what was meant is read, numbers are never guessed, and the text stays as it was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.text.leaks.retyped import retyped

KNOWN = frozenset(
    [
        "the",
        "harbour",
        "master",
        "shall",
        "should",
        "publish",
        "modern",
        "tariff",
        "of",
        "40",
        "400",
        "lamps",
        "a",
        "in",
    ]
)


def keys(source: str) -> list[str]:
    return [word.key for word in retyped(source, KNOWN).words]


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("the har\u200bbour", ["the", "harbour"]),
        ("the h\u0430rbour", ["the", "harbour"]),
        ("\u0430 harbour", ["a", "harbour"]),
        ("the har-\nbour master", ["the", "harbour", "master"]),
        ("the har bour", ["the", "harbour"]),
        ("the habrour", ["the", "harbour"]),
        ("the modem tariff", ["the", "modern", "tariff"]),
        ("“The” HARBOUR", ["the", "harbour"]),
        ("publlsh", ["publish"]),
        ("4O lamps", ["40", "lamps"]),
        ("4OO lamps", ["400", "lamps"]),
    ],
)
def test_a_slip_is_read_as_it_was_meant(found: str, meant: list[str]) -> None:
    assert keys(found) == meant


def test_a_number_is_never_read_as_another() -> None:
    assert keys("41 lamps") == ["41", "lamps"]


def test_a_short_word_and_one_that_may_be_several_are_left_as_they_are() -> None:
    assert keys("tha") == ["tha"]
    assert [word.key for word in retyped("shoul", frozenset(["shoal", "shout"])).words] == ["shoul"]


def test_a_printed_number_is_told_from_the_words() -> None:
    words = retyped("1. The harbour\n\n2. lamps\n", KNOWN).words
    assert [word.key for word in words if not word.marker] == ["the", "harbour", "lamps"]


def test_what_was_mended_is_told() -> None:
    assert [word.mended for word in retyped("The habrour", KNOWN).words] == [False, True]


@given(st.text(max_size=60))
def test_the_words_stand_where_they_say_and_nothing_is_refused(source: str) -> None:
    found = retyped(source, KNOWN)
    assert found.source == source
    places = [(word.start, word.end) for word in found.words]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(source) for start, end in places)
