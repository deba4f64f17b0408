"""Stretches: where the words of a part stand in a whole, and where a likeness is mere chance."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onetext.text.streamlining.stretches import Grams, common, in_runs
from onetext.text.words import folded_words

LEASE = list(folded_words("the lease of the quay ends with the tenth year unless the parties agree in writing"))


def test_a_part_is_found_in_the_whole_word_for_word() -> None:
    whole = ["before", "any", "notice", *LEASE, "and", "so", "forth"]
    assert common(LEASE, whole) == tuple((n, n + 3) for n in range(len(LEASE)))


def test_function_words_across_a_page_are_no_likeness() -> None:
    whole = list(folded_words("the cost of lamps and of oil on the pier and of the men with the oars is for the town"))
    assert common(LEASE, whole) == ()


def test_words_that_were_replaced_do_not_hide_those_around_them() -> None:
    whole = list(folded_words("the lease of the quay ends with the twelfth year unless both towns agree in writing"))
    assert len(common(LEASE, whole)) == len(LEASE) - 3


def test_a_word_that_stands_twice_is_taken_beside_its_neighbours() -> None:
    whole = folded_words("the pier and the quay ends")
    assert common(["the", "quay", "ends"], whole) == ((0, 3), (1, 4), (2, 5))


WORDS = st.lists(st.sampled_from(["the", "cod", "net", "pier", "of", "shall"]), max_size=30)


@given(WORDS, WORDS)
def test_what_is_common_is_the_same_word_and_rises_in_both(part: list[str], whole: list[str]) -> None:
    pairs = common(part, whole)
    assert all(part[one] == whole[other] for one, other in pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))
    assert [pair for run in in_runs(pairs) for pair in run] == list(pairs)


def test_the_nearest_part_is_the_one_with_the_rarest_stretches() -> None:
    grams = Grams([["the", "pier", "is", "lit"], LEASE, ["the", "lease", "of", "lamps"]])
    assert grams.nearest(LEASE[:8], 1) == [1]
    assert grams.nearest(["no", "such", "words"], 3) == []
    assert grams.often(("the", "lease", "of")) == 2
