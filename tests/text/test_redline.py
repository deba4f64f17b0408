import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onetext.text.redline import as_text, increasing, redline, segments, similarity, units
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


def test_segments_carry_every_piece_with_its_kind() -> None:
    assert segments(redline("a plan", "a framework")) == (
        ("kept", "a "),
        ("deleted", "plan"),
        ("inserted", "framework"),
    )


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
