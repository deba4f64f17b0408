"""Characters that a reader cannot see or tell apart."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.text.invisible import oddities


@pytest.mark.parametrize(
    ("text", "offset", "code", "name"),
    [
        ("with\u200bdraw", 4, "U+200B", "ZERO WIDTH SPACE"),
        ("not \u202ereversed", 4, "U+202E", "RIGHT-TO-LEFT OVERRIDE"),
        ("a\u00adb", 1, "U+00AD", "SOFT HYPHEN"),
        ("\ufeffa", 0, "U+FEFF", "ZERO WIDTH NO-BREAK SPACE"),
        ("a\u2067b", 1, "U+2067", "RIGHT-TO-LEFT ISOLATE"),
        ("a\u200fb", 1, "U+200F", "RIGHT-TO-LEFT MARK"),
        ("a\U000e0041", 1, "U+E0041", "TAG LATIN CAPITAL LETTER A"),
        ("a\x07", 1, "U+0007", "unnamed character of the category Cc"),
        ("a\ufffd", 1, "U+FFFD", "REPLACEMENT CHARACTER"),
        ("sh\u0430ll", 2, "U+0430", "CYRILLIC SMALL LETTER A"),
        ("N\u0391TO", 1, "U+0391", "GREEK CAPITAL LETTER ALPHA"),
        ("\u041a\u0438\u0435v", 3, "U+0076", "LATIN SMALL LETTER V"),
    ],
)
def test_an_odd_character_is_named_with_its_place(text: str, offset: int, code: str, name: str) -> None:
    (found,) = oddities(text)
    assert (found.offset, found.code, found.name) == (offset, code, name)
    assert found.sentence.endswith(".")


def test_a_look_alike_says_what_it_looks_like() -> None:
    (found,) = oddities("sh\u0430ll")
    assert found.sentence == "It is a Cyrillic letter that looks like the Latin letter a, in a word of Latin letters."


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, with accents: Kyïv, Türkiye, Côte d'Ivoire; \u201cquoted\u201d \u2013 5 °C.\r\n\tNext",
        "Президент Зеленський сказав",
        "Ελλάδα and Київ beside Latin words",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0915\u094d\u200d\u0937",
        "条約",
    ],
)
def test_honest_words_of_any_script_have_no_oddity(text: str) -> None:
    assert oddities(text) == ()


@given(st.text())
def test_every_oddity_is_where_it_says(text: str) -> None:
    found = oddities(text)
    assert [o.offset for o in found] == sorted({o.offset for o in found})
    assert all(o.code == f"U+{ord(text[o.offset]):04X}" for o in found)
    assert all(o.name == unicodedata.name(text[o.offset], o.name) for o in found)
