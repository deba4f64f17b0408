"""Words are set with their brackets: no character is lost, and each kind of bracket can be told without colour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.text import brackets
from onetext.web.pages.text import wording
from onetext.web.pages.text.wording import Beside, Set
from onetext.web.templatetags.setting import set_words
from web.reading import text_of

PIECES = (
    "shall ", "should ", "600,000 (US)", "(Ash; opposed: Birch)", "[", "]", "[[", "]]", "~~", "delete: ", "X", "…",
    "Option 1 (US): ", "\nOption 2: ", "\n\n", "\n", " ", "<b>&amp;", "\\[", "السلام ", "word ",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_the_words_drawn_are_the_words_to_the_last_character(words: str) -> None:
    made = wording.of(words)
    assert wording.plain(made) == words
    assert text_of(set_words(made)) == words


@given(st.text(alphabet="[]~\\: abXO1()\n", max_size=60))
def test_no_string_of_brackets_loses_a_character(words: str) -> None:
    assert text_of(set_words(wording.of(words))) == words


def test_a_hundred_open_brackets_are_drawn() -> None:
    words = "[" * 100 + "deep" + "]" * 100
    assert text_of(set_words(wording.of(words))) == words


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Ash [may] dredge.", "disputed"),
        ("Ash [shall] [should (Birch)] dredge.", "alternatives"),
        ("Ash [delete: may] dredge.", "deletion"),
        ("By [date] Ash dredges.", "placeholder"),
    ],
)
def test_each_kind_of_bracket_has_a_shape_and_a_name_of_its_own(words: str, kind: str) -> None:
    html = set_words(wording.of(words))
    assert f"b-{kind}" in html
    assert 'role="group"' in html


def test_who_proposes_and_who_opposes_is_told_to_those_who_listen() -> None:
    html = set_words(wording.of("[shall (Ash; opposed: Birch)]"))
    assert "proposed by Ash" in html
    assert "opposed by Birch" in html
    assert '<span class="b-names"> (Ash; opposed: Birch)</span>' in html


def test_a_bracket_inside_another_is_told_by_its_depth() -> None:
    html = set_words(wording.of("[one [two] three]"))
    assert 'class="b b-disputed d1"' in html
    assert 'class="b b-disputed d2"' in html


def test_options_stand_beside_each_other() -> None:
    first, second = "The Parties shall dredge. " * 8, "The Parties may dredge. " * 8
    made = wording.of(f"Option 1 (Ash): {first}\nOption 2 (Birch): {second}")
    (beside,) = [part for part in made.parts if isinstance(part, Beside)]
    options = [part for part in beside.parts if isinstance(part, Set)]
    assert [(one.nth, one.among, one.proponents) for one in options] == [(1, 2, ("Ash",)), (2, 2, ("Birch",))]


def test_no_empty_lines_are_drawn_before_the_options_or_in_their_boxes() -> None:
    first, second = "The Parties shall dredge. " * 8, "The Parties may dredge. " * 8
    words = f"As follows:\n\n   Option 1: {first}\n\n   Option 2: {second}"
    html = set_words(wording.of(words))
    assert 'As follows:<span class="gap">\n\n   </span><span class="beside">' in html
    assert html.count('<span class="gap">') == 2
    assert text_of(html) == words


def test_short_alternatives_stay_in_the_line() -> None:
    made = wording.of("to [22] [16 (Sellmark)] boats")
    assert not [part for part in made.parts if isinstance(part, Beside)]


@given(st.text(alphabet="[]ab ", max_size=30))
def test_brackets_are_numbered_among_their_alternatives(words: str) -> None:
    def sets(parts: tuple[object, ...]) -> list[Set]:
        found = []
        for part in parts:
            if isinstance(part, Set):
                found += [part, *sets(part.parts)]
            elif isinstance(part, Beside):
                found += sets(part.parts)
        return found

    every = sets(wording.of(words).parts)
    assert len(every) == brackets.count(words).total
    assert all(1 <= one.nth <= one.among for one in every)


@pytest.mark.parametrize(
    ("lang", "runs"), [("", "auto"), ("en", "ltr"), ("ar", "rtl"), ("fa-AF", "rtl"), ("uk", "ltr")]
)
def test_each_language_runs_in_its_own_direction(lang: str, runs: str) -> None:
    assert wording.of("words", lang).dir == runs
