from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from onetext.text.alignment import Alignment, Row, align
from onetext.text.comparing import RowRedline, redlined
from onetext.text.provision import Provision, Wording
from onetext.text.words import word_set

PIECES = st.sampled_from(sorted(word_set('the shall may not 600,000 Russia of “it” "it" , . ( ) [ ] (US) all')))
WORDS = st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=12)
TEXTS = st.lists(WORDS, max_size=6)


def wording(side: str, texts: Iterable[str]) -> Wording:
    return tuple(Provision(f"{side}{n}", words, number=str(n)) for n, words in enumerate(texts, 1))


def words_of(rows: Iterable[RowRedline], side: str, id_: str) -> str:
    """The words of one provision, put together from the pieces."""
    pieces = [piece for row in rows for piece in row.pieces if getattr(piece, side) == id_]
    return "".join(getattr(run, side) for piece in pieces for run in piece.runs)


@given(TEXTS, TEXTS)
def test_the_pieces_give_every_provision_of_both_texts_back_exactly(olds: list[str], news: list[str]) -> None:
    before, after = wording("a", olds), wording("b", news)
    rows = redlined(before, after, align(before, after))
    assert {p.id: words_of(rows, "before", p.id) for p in before} == {p.id: p.words for p in before}
    assert {p.id: words_of(rows, "after", p.id) for p in after} == {p.id: p.words for p in after}


@given(TEXTS, TEXTS)
def test_several_provisions_put_together_are_cut_where_each_of_them_ends(olds: list[str], news: list[str]) -> None:
    before, after = wording("a", olds), wording("b", news)
    row = Row(tuple(p.id for p in before), tuple(p.id for p in after), ("merged",), 1.0, "")
    rows = redlined(before, after, Alignment((row,)))
    assert {p.id: words_of(rows, "before", p.id) for p in before} == {p.id: p.words for p in before}
    assert {p.id: words_of(rows, "after", p.id) for p in after} == {p.id: p.words for p in after}
    assert all({piece.before, piece.after} <= {"", *row.before, *row.after} for piece in rows[0].pieces)


@given(TEXTS)
def test_a_text_against_itself_has_no_change(texts: list[str]) -> None:
    before, after = wording("a", texts), wording("b", texts)
    rows = tuple(Row((a.id,), (b.id,), ("kept",), 1.0, "") for a, b in zip(before, after, strict=True))
    for row in redlined(before, after, Alignment(rows)):
        assert all(run.kind == "kept" for piece in row.pieces for run in piece.runs)
        assert (row.brackets, row.callouts) == ((), ())


SENTENCE = "each Party shall publish a full report on its measures"


@given(st.integers(0, 3), st.integers(0, 3))
def test_a_phrase_that_went_from_one_provision_to_another_is_found(home: int, goal: int) -> None:
    plain = ["Ash dredges the harbour.", "Birch lights the pier.", "Cedar keeps the boats.", "All share the cost."]
    olds, news = list(plain), list(plain)
    olds[home] += f" In spring {SENTENCE}."
    news[goal] = f"Where asked to, {SENTENCE}. {news[goal]}"
    before, after = wording("a", olds), wording("b", news)
    rows = tuple(Row((a.id,), (b.id,), ("reworded",), 1.0, "") for a, b in zip(before, after, strict=True))
    pieces = [piece for row in redlined(before, after, Alignment(rows)) for piece in row.pieces]
    ends = {run.kind: getattr(piece, "before" if run.kind == "deleted" else "after")
            for piece in pieces for run in piece.runs if run.move == 1}  # fmt: skip
    kept = any(SENTENCE in run.before for piece in pieces for run in piece.runs if run.kind == "kept")
    assert kept or ends == {"deleted": f"a{home + 1}", "inserted": f"b{goal + 1}"}
    assert not kept or home == goal


def test_a_split_is_cut_where_the_first_part_ends() -> None:
    before = wording("a", ["Ash shall dredge the outer harbour, and Birch shall light the pier at night."])
    after = wording("b", ["Ash shall dredge the outer harbour.", "Birch shall light the pier at night."])
    (row,) = redlined(before, after, Alignment((Row(("a1",), ("b1", "b2"), ("split",), 1.0, ""),)))
    assert [(piece.before, piece.after) for piece in row.pieces] == [("a1", "b1"), ("a1", "b2")]
    assert all(any(run.kind == "kept" for run in piece.runs) for piece in row.pieces)


def test_unknown_words_have_no_runs_and_no_callouts() -> None:
    before = (Provision("a1", None, number="1"),)
    after = wording("b", ["Ash shall pay 40 crowns."])
    (row,) = redlined(before, after, Alignment((Row(("a1",), ("b1",), ("unknown",), 0.0, ""),)))
    assert (row.brackets, row.callouts) == ((), ())
    assert words_of([row], "before", "a1") == ""


def test_a_vacant_point_calls_nothing_out() -> None:
    before = wording("a", ["Ash shall pay 40 crowns."])
    after = (Provision("b1", "", number="1", vacant=True),)
    (row,) = redlined(before, after, Alignment((Row(("a1",), ("b1",), ("dropped",), 0.0, ""),)))
    assert (row.brackets, row.callouts) == ((), ())
