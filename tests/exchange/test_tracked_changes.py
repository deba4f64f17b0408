"""Tracked changes are what their authors wish, provision by provision; no word of anybody's is lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.exchange.document import Document, Mark, Paragraph, Span, rejected
from onetext.exchange.drafts import wording_of
from onetext.exchange.tracked_changes import BEGINNING, TrackedChanges, Unplaced, Wish, changes

ASH, BIRCH, CEDAR = Mark("Ash", "2030-03-01T09:00:00Z"), Mark("Birch", "2030-03-02T09:00:00Z"), Mark("Cedar")


def new(text: str, by: Mark, struck: Mark | None = None, move: str = "") -> Span:
    return Span(text, inserted=by, deleted=struck, move=move)


def gone(text: str, by: Mark, move: str = "") -> Span:
    return Span(text, deleted=by, move=move)


def point(number: str, *spans: Span | str, **more: object) -> Paragraph:
    made = tuple(Span(one) if isinstance(one, str) else one for one in spans)
    return Paragraph(made, number=number, **more)  # type: ignore[arg-type]


def read(*paragraphs: Paragraph) -> TrackedChanges:
    return changes(Document(paragraphs))


FIRST = point("1.", "Ash shall dredge the harbour.")
SECOND = point("2.", "Birch shall light the pier.")
THIRD = point("3.", "Cedar may use the quay.")


def test_a_document_without_changes_wishes_nothing() -> None:
    found = read(FIRST, SECOND)
    assert [p.words for p in found.base] == ["Ash shall dredge the harbour.", "Birch shall light the pier."]
    assert found.wishes == ()
    assert found.unplaced == ()


def test_words_changed_inside_a_point_are_a_wish_for_the_whole_point_with_the_words_it_was_made_on() -> None:
    found = read(FIRST, point("2.", "Birch ", gone("shall", BIRCH), new("may", BIRCH), " light the pier."))
    assert found.base[1].words == "Birch shall light the pier."
    assert found.wishes == (Wish("Birch", "replace", (1,), "Birch may light the pier.", when=BIRCH.when),)


def test_two_authors_of_one_point_each_have_their_own_wish() -> None:
    spans = ("Ash ", gone("shall", ASH), new("should", ASH), " dredge the ", gone("harbour", BIRCH), new("bay", BIRCH))
    found = read(point("1.", *spans, "."))
    assert [(one.author, one.words) for one in found.wishes] == [
        ("Ash", "Ash should dredge the harbour."),
        ("Birch", "Ash shall dredge the bay."),
    ]


def test_a_paragraph_put_in_is_added_behind_the_point_before_it() -> None:
    added = point("3.", new("Nobody pays.", CEDAR), inserted=CEDAR)
    (wish,) = read(FIRST, SECOND, added, THIRD).wishes
    assert wish == Wish("Cedar", "add", words="Nobody pays.", number="3", after=1)


def test_a_paragraph_put_in_at_the_beginning_stands_behind_nothing() -> None:
    (wish,) = read(point("", new("Preamble.", CEDAR), inserted=CEDAR), FIRST).wishes
    assert (wish.change, wish.words, wish.after) == ("add", "Preamble.", BEGINNING)


def test_a_paragraph_struck_with_its_end_is_deleted() -> None:
    (wish,) = read(FIRST, point("2.", gone("Birch shall light the pier.", ASH), deleted=ASH), THIRD).wishes
    assert (wish.author, wish.change, wish.places) == ("Ash", "delete", (1,))


def test_words_struck_out_whole_are_a_deletion_although_the_end_of_the_paragraph_stays() -> None:
    (wish,) = read(FIRST, point("", gone("Birch shall light the pier.", ASH)), THIRD).wishes
    assert (wish.change, wish.places) == ("delete", (1,))


def test_words_all_replaced_in_one_paragraph_are_one_wish() -> None:
    (wish,) = read(FIRST, point("2.", gone("Birch shall light the pier.", ASH), new("No lights.", ASH)), THIRD).wishes
    assert (wish.change, wish.places, wish.words) == ("replace", (1,), "No lights.")


def test_a_paragraph_that_was_moved_is_moved_and_not_written_anew() -> None:
    away = point("1.", gone("Ash shall dredge the harbour.", BIRCH, "m"), deleted=BIRCH, move="m")
    here = point("3.", new("Ash shall dredge the harbour.", BIRCH, move="m"), inserted=BIRCH, move="m")
    assert read(away, SECOND, THIRD, here).wishes == (Wish("Birch", "move", (0,), after=2, when=BIRCH.when),)


def test_a_paragraph_cut_and_pasted_word_for_word_is_moved() -> None:
    away = point("1.", gone("Ash shall dredge the harbour.", BIRCH), deleted=BIRCH)
    here = point("3.", new("Ash shall dredge the harbour.", BIRCH), inserted=BIRCH)
    assert [(one.change, one.places, one.after) for one in read(away, SECOND, THIRD, here).wishes] == [
        ("move", (0,), 2)
    ]


def test_a_paragraph_divided_in_two_is_split() -> None:
    one = point("1.", "Ash dredges the harbour.", inserted=ASH)
    two = point("2.", new("And ", ASH), "Birch lights the pier.")
    (wish,) = read(one, two, THIRD).wishes
    assert (wish.change, wish.places) == ("split", (0,))
    assert wish.parts == ("Ash dredges the harbour.", "And Birch lights the pier.")


def test_two_paragraphs_joined_are_merged() -> None:
    one = point("1.", "Ash shall dredge the harbour", gone(".", ASH), new(" and ", ASH), deleted=ASH)
    (wish,) = read(one, SECOND, THIRD).wishes
    assert (wish.change, wish.places) == ("merge", (0, 1))
    assert wish.words == "Ash shall dredge the harbour and Birch shall light the pier."


def test_an_end_alone_that_is_put_in_or_struck_divides_or_joins() -> None:
    divided = read(point("1.", "Ash pays.", inserted=ASH), point("2.", "Birch too."))
    assert [(one.change, one.parts) for one in divided.wishes] == [("split", ("Ash pays.", "Birch too."))]
    joined = read(point("1.", "Ash pays.", deleted=ASH), point("2.", " Birch too."))
    assert [(one.change, one.words) for one in joined.wishes] == [("merge", "Ash pays. Birch too.")]


def test_what_one_strikes_of_what_another_put_in_is_a_wish_on_that_wish() -> None:
    spans = ("Ash shall dredge the harbour", new(" every ", ASH), new("single ", ASH, BIRCH), new("year", ASH), ".")
    first, second = read(point("1.", *spans)).wishes
    assert (first.author, first.words) == ("Ash", "Ash shall dredge the harbour every single year.")
    assert (second.author, second.on, second.words) == ("Birch", 0, "Ash shall dredge the harbour every year.")
    assert second.beside == ("Ash",)


def test_words_put_into_the_middle_of_what_another_put_in_are_a_wish_on_that_wish() -> None:
    spans = ("Ash shall dredge", new(" every", BIRCH), new(" second", CEDAR), new(" year", BIRCH), ".")
    first, second = read(point("1.", *spans)).wishes
    assert (first.author, first.words) == ("Birch", "Ash shall dredge every year.")
    assert (second.author, second.on, second.words) == ("Cedar", 0, "Ash shall dredge every second year.")


def test_a_paragraph_of_another_that_is_struck_is_a_deletion_of_that_wish() -> None:
    (add, strike) = read(FIRST, point("2.", new("All pay.", ASH, BIRCH), inserted=ASH, deleted=BIRCH)).wishes
    assert (add.author, add.change, add.words) == ("Ash", "add", "All pay.")
    assert (strike.author, strike.change, strike.on) == ("Birch", "delete", 0)


def test_words_put_into_another_s_new_paragraph_are_a_wish_on_that_wish() -> None:
    (add, change) = read(
        FIRST, point("2.", new("All", ASH), new(" shall", BIRCH), new(" pay.", ASH), inserted=ASH)
    ).wishes
    assert (add.change, add.words) == ("add", "All pay.")
    assert (change.author, change.change, change.on, change.words) == ("Birch", "replace", 0, "All shall pay.")


def test_a_change_in_a_table_is_a_wish_for_the_words_of_its_cell() -> None:
    cells = (
        point("", "2", cell=(0, 0, 0)),
        point("", "Birch ", gone("shall", ASH), new("may", ASH), " pay.", cell=(0, 0, 1)),
    )
    (wish,) = read(*cells).wishes
    assert wish.words.endswith("Birch may pay.")


def test_what_changes_a_header_is_said_and_not_taken() -> None:
    header = point("", "Draft ", new("two", ASH), part="header")
    assert read(header, FIRST).unplaced == (Unplaced("Ash", inserted=True, words="two"),)


def test_a_typed_number_that_changes_is_said_and_not_taken() -> None:
    found = read(point("", gone("1. ", ASH), new("2. ", ASH), "Ash shall dredge the harbour."))
    assert found.wishes == ()
    assert {one.words.strip() for one in found.unplaced} == {"1.", "2."}


MARKS = st.sampled_from([None, None, None, ASH, BIRCH, CEDAR])
TEXTS = st.sampled_from(
    ["Ash ", "shall ", "dredge ", "every ", "harbour. ", "600,000 ", "not ", "pier", " ", "may pay. "]
)
SPANS = st.builds(Span, TEXTS, MARKS, MARKS)
PARAGRAPHS = st.builds(
    Paragraph,
    st.lists(SPANS, max_size=5).map(tuple),
    number=st.sampled_from(["", "1.", "2.", "(a)", "•"]),
    level=st.integers(0, 2),
    inserted=MARKS,
    deleted=MARKS,
)
DOCUMENTS = st.lists(PARAGRAPHS, max_size=6).map(lambda found: Document(tuple(found)))


@settings(max_examples=400)
@given(DOCUMENTS)
def test_no_word_that_anybody_put_in_or_struck_is_lost(document: Document) -> None:
    found = changes(document)
    base = " ".join(p.words or "" for p in found.base)
    wanted = {one.author: "" for one in found.wishes} | {one.author: "" for one in found.unplaced}
    for one in found.wishes:
        wanted[one.author] += f" {one.words} {' '.join(one.parts)} {one.number}"
        if one.change == "move":
            wanted[one.author] += f" {found.base[one.places[0]].words}"
    for left in found.unplaced:
        wanted[left.author] += f" {left.words}"
    everything = " ".join([base, *wanted.values()])
    for paragraph in document.paragraphs:
        for span in paragraph.spans:
            if span.inserted and span.text.strip() and span.inserted != span.deleted:
                assert span.text.strip() in wanted[span.inserted.author]
            elif span.deleted and span.text.strip():
                assert span.text.strip() in everything
                assert span.deleted.author in wanted


@settings(max_examples=200)
@given(DOCUMENTS)
def test_the_text_without_any_change_is_the_document_with_every_change_rejected(document: Document) -> None:
    words = [p.words for p in wording_of(rejected(document), str)]
    assert [p.words for p in changes(document).base] == words
