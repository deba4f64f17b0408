"""Two texts as one document: rejecting all gives the one, accepting all the other; and both beside one another."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harbour import POINTS, Harbour, reworded
from onetext.exchange.comparisons import side_by_side, tracked
from onetext.exchange.document import Document, accepted, plain, rejected
from onetext.process import alignments
from onetext.process.alignments import Comparison, Side
from onetext.text.provision import Provision, Wording

FIRST, SECOND, THIRD = POINTS


def side(called: str, wording: Wording, *, complete: bool = True) -> Side:
    return Side("", called, wording, complete, (), "")


def compared(harbour: Harbour, before: Wording, after: Wording) -> Comparison:
    return alignments.compare(harbour.view(), side("v0", before), side("v1", after))


def words(document: Document) -> list[str]:
    return [plain(one) for one in document.paragraphs]


def held(wording: Wording) -> list[str]:
    return [p.words or "" for p in wording]


def test_changed_words_are_struck_and_put_in_by_the_author_of_the_later_text(harbour: Harbour) -> None:
    later = (reworded(FIRST, "Ash shall dredge the bay."), SECOND, THIRD)
    document = tracked(compared(harbour, POINTS, later), "Norway")
    spans = document.paragraphs[0].spans
    assert [s.text for s in spans if s.deleted and s.deleted.author == "Norway"] == ["harbour"]
    assert [s.text for s in spans if s.inserted and s.inserted.author == "Norway"] == ["bay"]


def test_a_point_that_moved_is_moved_in_the_document(harbour: Harbour) -> None:
    document = tracked(compared(harbour, POINTS, (SECOND, THIRD, FIRST)), "Norway")
    moved = [one for one in document.paragraphs if one.move]
    assert [(bool(one.deleted), plain(one)) for one in moved] == [(True, FIRST.words), (False, FIRST.words)]
    assert words(rejected(document)) == held(POINTS)
    assert words(accepted(document)) == held((SECOND, THIRD, FIRST))


def test_a_split_puts_in_the_end_of_a_paragraph(harbour: Harbour) -> None:
    whole = reworded(FIRST, "Ash shall dredge the harbour each spring. Ash shall pay for the buoys and for the lights.")
    parts = (
        reworded(FIRST, "Ash shall dredge the harbour each spring."),
        Provision("pnew", "Ash shall pay for the buoys and for the lights.", number="1 bis"),
    )
    document = tracked(compared(harbour, (whole, SECOND), (*parts, SECOND)), "Norway")
    assert words(rejected(document)) == held((whole, SECOND))
    assert words(accepted(document)) == held((*parts, SECOND))
    assert [bool(one.inserted) for one in document.paragraphs] == [True, False, False]


def test_what_is_unknown_in_the_later_text_is_not_struck(harbour: Harbour) -> None:
    found = alignments.compare(harbour.view(), side("v0", POINTS), side("v1", POINTS[:2], complete=False))
    document = tracked(found, "Norway")
    assert words(accepted(document)) == held(POINTS)
    assert [note.text for note in document.notes] == ["Unknown in v1."]


def test_the_table_has_a_row_for_every_point_with_the_words_of_both_and_what_happened(harbour: Harbour) -> None:
    later = (reworded(FIRST, "Ash may dredge the harbour."), SECOND)
    document = side_by_side(compared(harbour, POINTS, later), "Norway")
    cells: dict[tuple[int, int], list[str]] = {}
    for one in document.paragraphs:
        assert one.cell is not None
        cells.setdefault(one.cell[1:], []).append(plain(one))
    assert [cells[0, column] for column in range(4)] == [["point"], ["v0"], ["v1"], ["what happened"]]
    assert (cells[1, 1], cells[1, 2]) == ([FIRST.words], ["Ash may dredge the harbour."])
    assert cells[2, 1] == cells[2, 2] == [SECOND.words]
    assert "modality: obligation → permission (“shall” → “may”)" in cells[1, 3]
    assert cells[3, 2] == [""]


SENTENCES = st.sampled_from(
    [
        "Ash shall dredge the harbour.", "Ash shall dredge the old harbour.", "Birch shall light the pier at night.",
        "Birch “may” light the pier.", 'Birch "may" light the pier.', "Cedar may use the quay each spring and autumn.",
        "Cedar may use the quay.", "The limit is 600,000 personnel.", "The limit is 800,000 personnel.", "",
    ]
)  # fmt: skip
POINT = st.tuples(SENTENCES, SENTENCES).map(" ".join).map(str.strip)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(POINT, max_size=6), st.lists(POINT, max_size=6))
def test_rejecting_all_gives_the_earlier_words_and_accepting_all_the_later(
    harbour: Harbour, olds: list[str], news: list[str]
) -> None:
    before = tuple(Provision(f"a{n}", one, number=str(n + 1)) for n, one in enumerate(olds))
    after = tuple(Provision(f"b{n}", one, number=str(n + 1)) for n, one in enumerate(news))
    document = tracked(compared(harbour, before, after), "Norway")
    assert words(rejected(document)) == olds
    assert words(accepted(document)) == news


def test_a_long_text_printed_otherwise_is_struck_nowhere_but_where_it_is(harbour: Harbour) -> None:
    long = "The “outer” basin and the harbour's inner basin shall be dredged to nine metres each spring. " * 2_000
    before = reworded(FIRST, long.strip())
    after = reworded(FIRST, long.strip().replace("“", '"').replace("”", '"').replace(" each", "\neach"))
    document = tracked(compared(harbour, (before, SECOND), (after, SECOND)), "Norway")
    assert words(rejected(document)) == held((before, SECOND))
    assert words(accepted(document)) == held((after, SECOND))
    assert {span.text for span in document.paragraphs[0].spans if span.deleted} == {"“", "”", " "}


def test_a_heading_has_its_number_in_the_table_and_not_its_words_twice(harbour: Harbour) -> None:
    part = Provision("ppart", "Harbours", number="Part I", mark="## Part I: ", gap="\n\n", heading=True)
    found = side_by_side(compared(harbour, (part, *POINTS), (part, *POINTS)), "v0")
    labels = [plain(one) for one in found.paragraphs if one.cell and one.cell[2] == 0]
    assert labels == ["point", "Part I", "1", "2", "3"]
