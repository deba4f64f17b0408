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
