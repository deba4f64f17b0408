import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onetext.text.redline import as_text, increasing, redline, similarity, units
from onetext.text.words import word_set

PIECES = st.sampled_from(sorted(word_set('the shall may not 600,000 800,000 personnel Russia of “it” "it" , . ( )')))
WORDING = st.text(max_size=60) | st.lists(PIECES, max_size=30).map(" ".join)


@given(WORDING, WORDING)
def test_a_redline_gives_both_wordings_back_exactly(before: str, after: str) -> None:
    runs = redline(before, after)
    assert "".join(run.before for run in runs) == before
    assert "".join(run.after for run in runs) == after
    assert all(not run.after for run in runs if run.kind == "deleted")
    assert all(not run.before for run in runs if run.kind == "inserted")


@given(WORDING)
def test_a_wording_against_itself_is_kept(words: str) -> None:
    assert all(run.kind == "kept" for run in redline(words, words))


@given(WORDING)
def test_the_units_of_a_wording_are_the_wording(words: str) -> None:
    assert "".join(unit.text for unit in units(words)) == words


def test_a_changed_word_stands_struck_out_beside_the_new_one() -> None:
    before, after = "Ukraine shall keep 600,000 personnel.", "Ukraine shall keep 800,000 personnel."
    assert as_text(redline(before, after)) == "Ukraine shall keep {-600,000-}{+800,000+} personnel."


def test_white_space_and_quotation_marks_alone_are_no_change() -> None:
    before, after = "the “reliable” guarantees of the\nParties", 'the "reliable"  guarantees of the Parties'
    assert {run.kind for run in redline(before, after)} == {"kept"}


def test_a_capital_letter_is_a_change() -> None:
    assert {run.kind for run in redline("the parties", "the Parties")} == {"kept", "deleted", "inserted"}


def test_a_phrase_is_not_shredded_around_a_function_word() -> None:
    before, after = "the withdrawal of all troops", "the reduction of some forces"
    assert as_text(redline(before, after)) == "the {-withdrawal of all troops-}{+reduction of some forces+}"


def test_words_that_stay_between_two_changes_stay() -> None:
    runs = redline("may withdraw its heavy weapons from Donetsk", "shall withdraw its heavy weapons from Luhansk")
    assert as_text(runs) == "{-may-}{+shall+} withdraw its heavy weapons from {-Donetsk-}{+Luhansk+}"


def told(before: str, after: str) -> str:
    return as_text(redline(before, after))


def test_dashes_ligatures_and_the_marks_that_group_digits_are_no_change() -> None:
    before, after = "600 000 men \u2013 and \ufb01nally the E3\u2011plan", "600,000 men - and finally the E3-plan"
    assert {run.kind for run in redline(before, after)} == {"kept"}


def test_a_list_item_that_was_renumbered_is_no_other_item() -> None:
    before = "The Parties shall: (a) report; (b) pay."
    after = "The Parties shall: (a) report; (b) consult one another; (c) pay."
    assert told(before, after) == "The Parties shall: (a) report; {+(b) consult one another; +}(c) pay."


def test_a_letter_that_a_text_refers_to_is_a_change() -> None:
    assert told("as set out in paragraph 4 (b) above", "as set out in paragraph 4 (c) above") == (
        "as set out in paragraph 4 ({-b-}{+c+}) above"
    )


def test_brackets_round_words_that_stay_strike_no_word() -> None:
    assert told("Forces stay in peacetime at home.", "Forces stay [in peacetime (US, E3)] at home.") == (
        "Forces stay {+[+}in peacetime{+ (US, E3)]+} at home."
    )


def test_of_two_options_the_one_that_stays_is_not_struck() -> None:
    assert told("It keeps [600,000 (US)] [800,000 (E3)] men.", "It keeps 800,000 men.") == (
        "It keeps {-[600,000 (US)] [-}800,000{- (E3)]-} men."
    )


def test_a_new_option_is_one_bracket_put_in() -> None:
    before, after = "keeps [600,000 (US)] [800,000 (E3)] men", "keeps [600,000 (US)] [700,000 (UA)] [800,000 (E3)] men"
    assert told(before, after) == "keeps [600,000 (US)] {+[700,000 (UA)] +}[800,000 (E3)] men"


def test_no_bracket_is_kept_at_one_end_only() -> None:
    before, after = "They meet [each year] in Paris [again].", "They meet each year in Paris [again and again]."
    for run in redline(before, after):
        assert run.kind != "kept" or run.after.count("[") == run.after.count("]")


def test_a_compound_word_is_not_torn_apart() -> None:
    assert told("low-emission development", "climate-resilient development") == (
        "{-low-emission-}{+climate-resilient+} development"
    )


def test_an_insertion_begins_where_a_clause_begins() -> None:
    before = "The Agency verifies this, and the Parties report to it, and the Council decides."
    after = "The Agency verifies this, and the Parties report to it, and the Court advises, and the Council decides."
    assert "{+and the Court advises, +}" in told(before, after)


def test_the_white_space_behind_what_was_struck_stays() -> None:
    before, after = "The Council, the Commission and the Court shall act.", "The Council and the Court shall act."
    assert told(before, after) == "The Council{-, the Commission-} and the Court shall act."


def test_a_phrase_that_moved_is_shown_as_moved_at_both_ends() -> None:
    moved = "each Party shall publish a full report on its measures"
    rest = "Nothing in this Agreement affects the rights of third States."
    runs = redline(f"In spring {moved}. {rest}", f"{rest} In autumn of every second year {moved}.")
    ends = {(run.kind, run.text.strip(" .")) for run in runs if run.move == 1}
    assert len(ends) == 2
    assert {kind for kind, _ in ends} == {"deleted", "inserted"}


def test_a_name_in_another_place_is_no_move() -> None:
    name = "the Intergovernmental Panel on Climate Change"
    runs = redline(f"{name} reports. It is old now, they say.", f"It is old now, they say. All heed {name}.")
    assert all(not run.move for run in runs)


LONGER = st.lists(PIECES, max_size=80).map(" ".join)


@given(LONGER, LONGER)
@example('"it" of ) "it"', 'of "it"')
def test_nothing_shorter_than_three_characters_is_kept_between_two_changes(before: str, after: str) -> None:
    runs = redline(before, after)
    for first, run, last in zip(runs, runs[1:], runs[2:], strict=False):
        if run.kind == "kept" and "kept" not in {first.kind, last.kind}:
            assert min(len(run.before), len(run.after)) >= 3


@given(st.permutations(["Ash shall dredge the outer harbour every spring", "Birch may light the old pier at night",
    "Cedar must keep forty rescue boats ready at sea"]))  # fmt: skip
def test_sentences_in_another_order_are_kept_or_moved(sentences: list[str]) -> None:
    before = ". ".join(sorted(sentences)) + "."
    runs = redline(before, ". ".join(sentences) + ".")
    assert not any(word.isalpha() for run in runs if run.kind != "kept" and not run.move for word in run.text.split())


def test_similarity_counts_the_words_in_common() -> None:
    assert similarity("one two three", "One, two; three!") == 1
    assert similarity("one two", "three four") == 0
    assert 0 < similarity("one two three", "one two four") < 1


def test_a_long_text_is_compared_in_linear_time() -> None:
    words = [f"word{number % 977}x{number // 3}" for number in range(60_000)]
    other = [*words[:1000], "new", *words[2000:30_000], "changed", *words[30_001:]]
    started = time.perf_counter()
    runs = redline(" ".join(words), " ".join(other))
    assert time.perf_counter() - started < 10
    assert [run.after for run in runs if run.kind == "inserted"] == ["new", "changed"]


@given(st.lists(st.integers(0, 50)))
def test_the_longest_order_that_both_sides_keep_is_increasing(values: list[int]) -> None:
    chain = [values[index] for index in increasing(values)]
    assert all(low < high for low, high in pairwise(chain))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("The Fund (“Harbour Fund”).", "The Fund (“Port Agency”).", "The Fund ({-“Harbour Fund”-}{+“Port Agency”+})."),
        ("pre-“zone” law", "pre-“area” law", "pre-{-“zone”-}{+“area”+} law"),
        ("Les « Parties » ont", "Les « États » ont", "Les {-« Parties »-}{+« États »+} ont"),
        ("Le terme « zone » dit", "Le terme dit", "Le terme {-« zone » -}dit"),
        ("Die »Zone« ist", "Die »Stadt« ist", "Die {-»Zone«-}{+»Stadt«+} ist"),
        ("a “[safe] zone”", "a “safe zone”", "a {-[-}“safe{-]-} zone”"),
        ('["safe zone"] ["old zone"]', '"safe zone"', '{-[-}"safe zone"{-] ["old zone"]-}'),
    ],
)
def test_quotation_marks_go_with_the_words_that_they_hold(before: str, after: str, expected: str) -> None:
    assert told(before, after) == expected
