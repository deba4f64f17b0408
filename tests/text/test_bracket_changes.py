"""What became of brackets between two texts, inside and across provisions."""

from hypothesis import given
from hypothesis import strategies as st

from onetext.text.alignment import Alignment, Row
from onetext.text.comparing import BracketChange, redlined
from onetext.text.provision import Provision, Wording
from onetext.text.words import word_set


def wording(side: str, *texts: str) -> Wording:
    return tuple(Provision(f"{side}{n}", words, number=str(n)) for n, words in enumerate(texts, 1))


def changes(before: Wording, after: Wording) -> list[BracketChange]:
    """Of texts whose provisions correspond in their order."""
    rows = tuple(Row((a.id,), (b.id,), ("reworded",), 1.0, "") for a, b in zip(before, after, strict=True))
    return [change for row in redlined(before, after, Alignment(rows)) for change in row.brackets]


def told(before: str, after: str) -> list[tuple[str, str]]:
    return [(one.kind, one.sentence) for one in changes(wording("a", before), wording("b", after))]


def test_brackets_opened_round_words_that_stood() -> None:
    assert told("Forces stay in peacetime at their bases.", "Forces stay [in peacetime (US)] at their bases.") == [
        ("opened", "brackets opened round “in peacetime” (US)")
    ]


def test_brackets_lifted_from_words_that_stay() -> None:
    assert told("Forces stay [in peacetime (US)] at their bases.", "Forces stay in peacetime at their bases.") == [
        ("lifted", "brackets lifted from “in peacetime” (US)")
    ]


def test_of_alternatives_one_stands_and_the_others_are_settled_away() -> None:
    before, after = "It keeps [600,000 (US)] [800,000 (E3)] personnel.", "It keeps 800,000 personnel."
    assert told(before, after) == [
        ("settled", "of 2 options “800,000” (E3) stands without brackets; settled away: “600,000” (US)")
    ]


def test_an_option_is_settled_away_while_others_stay() -> None:
    before = "It keeps [600,000 (US)] [700,000 (Ukraine)] [800,000 (E3)] personnel."
    after = "It keeps [600,000 (US)] [800,000 (E3)] personnel."
    assert told(before, after) == [("settled", "option settled away: “700,000” (Ukraine)")]
    assert told(after, before) == [("option added", "option added: “700,000” (Ukraine)")]


def test_a_bracket_is_narrowed_and_widened() -> None:
    wide = "The Parties [shall withdraw all forces from the region (US)] without delay."
    narrow = "The Parties shall withdraw [all forces from the region (US)] without delay."
    one, other = "“shall withdraw all forces from the region”", "“all forces from the region”"
    assert told(wide, narrow) == [("narrowed", f"brackets narrowed from {one} to {other}")]
    assert told(narrow, wide) == [("widened", f"brackets widened from {other} to {one}")]


def test_a_bracket_is_given_a_proponent_and_loses_one() -> None:
    before, after = "Forces stay [in peacetime (US)] there.", "Forces stay [in peacetime (E3)] there."
    assert told(before, after) == [
        ("proponent given", "proponent given to “in peacetime”: E3"),
        ("proponent taken", "proponent taken from “in peacetime”: US"),
    ]


def test_an_opponent_is_told_from_a_proponent() -> None:
    before = "Forces stay [in peacetime (US)] there."
    after = "Forces stay [in peacetime (US; opposed: Russia)] there."
    assert told(before, after) == [("proponent given", "opponent given to “in peacetime”: Russia")]


def test_an_open_place_that_is_filled_is_told() -> None:
    before = "It enters into force on [date] for all Parties."
    after = "It enters into force on 1 May 2030 for all Parties."
    assert told(before, after) == [("settled", "the open place [date] was filled or is gone")]


def test_words_proposed_for_deletion() -> None:
    before = "The Council meets each year. It may hold more sessions as needed."
    after = "The Council meets each year. [delete: It may hold more sessions as needed.]"
    assert told(before, after) == [("opened", "deletion proposed of “It may hold more sessions as needed.”")]
    assert told(after, "The Council meets each year.") == [
        ("settled", "deleted: “It may hold more sessions as needed.”")
    ]


def test_what_stands_inside_a_bracket_that_went_is_not_told_twice() -> None:
    before = "The Council meets [and reports [each year (US)] to all States (E3)] in spring."
    assert [kind for kind, _ in told(before, "The Council meets in spring.")] == ["settled"]


def test_a_bracket_that_spans_provisions_is_read_as_one() -> None:
    before = wording("a", "Ash dredges the [outer harbour.", "Birch lights the pier (US)] at night.", "Cedar [pays].")
    after = wording("b", "Ash dredges the outer harbour.", "Birch lights the pier at night.", "Cedar [pays].")
    assert [one.kind for one in changes(before, after)] == ["lifted"]


def test_an_option_block_ends_with_its_provision() -> None:
    block = "The locks are kept:\n\nOption 1: at four metres in summer.\n\nOption 2: at three metres all year."
    before = wording("a", block, "It enters into force on [date] for all Parties.")
    after = wording("b", "The locks are kept at three metres all year.", "It enters into force for all Parties.")
    assert [one.kind for one in changes(before, after)] == ["settled", "settled"]


PIECES = st.sampled_from(sorted(word_set("[ ] (US) (E3) shall may withdraw forces 600,000 [X] delete: ~~ , .")))


@given(st.lists(st.lists(PIECES, max_size=14).map(" ".join), max_size=4))
def test_the_same_text_has_no_change_of_brackets(texts: list[str]) -> None:
    assert changes(wording("a", *texts), wording("b", *texts)) == []


@given(st.lists(PIECES, max_size=20).map(" ".join), st.lists(PIECES, max_size=20).map(" ".join))
def test_brackets_in_any_order_and_out_of_balance_are_compared(before: str, after: str) -> None:
    assert all(change.sentence for change in changes(wording("a", before), wording("b", after)))
