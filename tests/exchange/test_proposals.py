"""Tracked changes come into a record as amendments of those who made them, once, and no word of them is lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from harbour import POINTS, Harbour, reworded
from onetext.exchange.authors import heard, whose
from onetext.exchange.document import Comment, Document, Mark, Paragraph, Span, authors, plain
from onetext.exchange.docx import reading, writing
from onetext.exchange.one_text import current_text
from onetext.exchange.proposals import Taken, taken
from onetext.exchange.remarks import Remarks, remarks
from onetext.process import amendments, comments
from onetext.process.amendments import Propose
from onetext.process.texts import new_ids, versions
from onetext.record.errors import Refused
from onetext.text.provision import Provision

FIRST, SECOND, THIRD = POINTS
ASH, BIRCH = Mark("Ash"), Mark("Birch")


def take(harbour: Harbour, document: Document, *said: str) -> Taken:
    view = harbour.view()
    return taken(view, document, whose(view, authors(document), said), new_ids("token"))


def bodies(found: Taken) -> list[Propose]:
    return [one.body for one in found.proposals]


def edited(document: Document, place: int, *spans: Span) -> Document:
    """The document with other spans in one paragraph, as if somebody had worked on it."""
    paragraphs = list(document.paragraphs)
    paragraphs[place] = replace(paragraphs[place], spans=spans)
    return replace(document, paragraphs=tuple(paragraphs))


def light(by: Mark, instead: str = "may") -> tuple[Span, ...]:
    return (Span("Birch "), Span("shall", deleted=by), Span(instead, inserted=by), Span(" light the pier."))


def test_a_change_is_an_amendment_with_the_words_it_was_made_on(harbour: Harbour) -> None:
    harbour.table("v0")
    found = take(harbour, edited(current_text(harbour.view()), 1, *light(BIRCH)))
    (one,) = found.proposals
    assert one.whose == ("birch",)
    assert one.body == Propose("replace", SECOND.id, SECOND.words or "", "Birch may light the pier.")
    assert found.known == ()
    assert found.left == ()


def test_a_document_without_ids_is_matched_by_its_words(harbour: Harbour) -> None:
    harbour.table("v0")
    document = edited(current_text(harbour.view()), 1, *light(BIRCH))
    bare = replace(document, paragraphs=tuple(replace(one, id="") for one in document.paragraphs))
    assert bodies(take(harbour, bare)) == bodies(take(harbour, document))


def test_what_the_record_holds_already_is_not_taken_twice(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.do(Propose("replace", FIRST.id, FIRST.words or "", "Ash should dredge the harbour."), by="ash", name="a1")
    harbour.do(Propose("replace", FIRST.id, FIRST.words or "", "Ash must dredge the harbour."), by="birch", name="b1")
    harbour.do(Propose("add", "pnew", words="All pay.", number="4", after=THIRD.id), by="birch", name="b2")
    harbour.do(Propose("move", SECOND.id, SECOND.words or "", after=THIRD.id), by="ash", name="a2")
    document = current_text(harbour.view())
    assert (take(harbour, document).proposals, take(harbour, document).left) == ((), ())
    found = take(harbour, edited(document, 2, Span("Cedar "), Span("may", deleted=ASH), Span("shall", inserted=ASH)))
    assert [one.words for one in bodies(found)] == ["Cedar shall"]
    assert any(said.startswith("b2 stands in the record already") for said in found.known)


def test_changes_that_rest_on_one_another_and_stand_in_the_record_are_not_told_as_lost(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.do(Propose("move", FIRST.id, FIRST.words or "", after=THIRD.id), by="ash", name="a1")
    harbour.do(Propose("delete", FIRST.id, FIRST.words or ""), by="birch", name="b1")
    found = take(harbour, current_text(harbour.view()))
    assert (found.proposals, found.left) == ((), ())


def test_splits_and_mergers_that_the_record_holds_are_not_taken_twice(harbour: Harbour) -> None:
    harbour.table("v0")
    split = Propose(
        "split", FIRST.id, FIRST.words or "", others=("px",), parts=("Ash shall dredge.", "The harbour is old.")
    )
    merge = Propose("merge", SECOND.id, SECOND.words or "", "Birch shall light the pier, and Cedar may use the quay.")
    harbour.do(split, by="ash", name="a1")
    harbour.do(replace(merge, others=(THIRD.id,), bases=(THIRD.words or "",)), by="birch", name="b1")
    document = current_text(harbour.view())
    for found in (take(harbour, document), take(harbour, reading.read(writing.write(document)))):
        assert (found.proposals, found.left) == ((), ())
        assert [said.split()[0] for said in found.known] == ["a1", "b1"]


def test_an_alternative_that_its_party_rewords_in_its_brackets_is_what_the_party_wants(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.do(Propose("replace", FIRST.id, FIRST.words or "", "Ash should dredge the harbour."), by="ash")
    harbour.do(Propose("replace", FIRST.id, FIRST.words or "", "Ash must dredge the harbour."), by="birch")
    document = current_text(harbour.view())
    spans = [
        replace(span, text=span.text.replace("must", "might"))
        if span.inserted and span.inserted.author == "Birch"
        else span
        for span in document.paragraphs[0].spans
    ]
    found = take(harbour, edited(document, 0, *spans))
    assert [(one.author, one.body.words) for one in found.proposals] == [("Birch", "Ash might dredge the harbour.")]
    assert found.left == ()


@pytest.mark.parametrize("also", ["Ash must never dredge the harbour.", "Ash shall dredge the bay.", None])
def test_what_came_beside_an_alternative_since_makes_no_new_amendment_of_it(harbour: Harbour, also: str | None) -> None:
    harbour.table("v0")
    harbour.do(Propose("replace", FIRST.id, FIRST.words or "", "Ash should dredge the harbour."), by="ash", name="a1")
    harbour.do(Propose("replace", FIRST.id, FIRST.words or "", "Ash must dredge the harbour."), by="birch", name="b1")
    harbour.do(Propose("delete", SECOND.id, SECOND.words or ""), by="birch", name="b2")
    harbour.do(Propose("replace", SECOND.id, SECOND.words or "", "Birch may light the pier."), by="ash", name="a2")
    document = current_text(harbour.view())
    for point in (FIRST, SECOND):
        harbour.do(Propose("replace" if also else "delete", point.id, point.words or "", also), by="norway")
    found = take(harbour, document)
    assert (bodies(found), found.left) == ([], ())
    assert {said.split()[0] for said in found.known} == {"a1", "b1", "a2", "b2", "The"}


def test_brackets_round_no_text_are_those_of_the_amendments_beside_it(harbour: Harbour) -> None:
    blank = Provision("paaaaaaaa4", "", number="4", mark="4. ", gap="\n")
    harbour.table("v0", *POINTS, blank)
    harbour.do(Propose("replace", blank.id, "", "Ash pays."), by="ash")
    harbour.do(Propose("replace", blank.id, "", "Birch pays."), by="birch")
    document = current_text(harbour.view())
    harbour.do(Propose("replace", blank.id, "", "Nobody pays."), by="norway")
    assert bodies(take(harbour, document)) == []


def test_words_for_a_point_without_words_are_an_amendment_of_it_and_come_once(harbour: Harbour) -> None:
    blank = Provision("paaaaaaaa4", "", number="4", mark="4. ", gap="\n")
    harbour.table("v0", *POINTS, blank)
    document = edited(current_text(harbour.view()), 3, Span("All pay.", inserted=ASH))
    (body,) = bodies(take(harbour, document))
    assert (body.change, body.provision, body.base, body.words) == ("replace", blank.id, "", "All pay.")
    harbour.do(body, by="ash")
    assert bodies(take(harbour, document)) == []


def test_what_was_settled_since_is_told_and_not_proposed_again(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.do(Propose("replace", FIRST.id, FIRST.words or "", "Ash should dredge the harbour."), by="ash", name="a1")
    document = current_text(harbour.view())
    act = amendments.proposals(harbour.view())[0]
    dealt = (amendments.Dealt(act.id, "accepted"),)
    harbour.do(amendments.Settle(FIRST.id, (reworded(FIRST, "Ash should dredge the harbour."),), dealt))
    found = take(harbour, document)
    assert (found.proposals, found.known) == ((), ("a1 stands in the record already (accepted)",))


def test_a_change_of_what_another_put_in_is_an_amendment_of_that_amendment(harbour: Harbour) -> None:
    harbour.table("v0")
    a1 = harbour.do(Propose("add", "pnew", words="All pay.", after=THIRD.id), by="ash", name="a1")
    document = current_text(harbour.view())
    spans = (Span("All", inserted=ASH), Span(" shall", inserted=BIRCH), Span(" pay.", inserted=ASH))
    (body,) = bodies(take(harbour, edited(document, 3, *spans)))
    assert (body.change, body.on, body.base, body.words) == ("replace", a1.id, "All pay.", "All shall pay.")


def test_two_new_changes_one_on_the_other_come_together(harbour: Harbour) -> None:
    harbour.table("v0")
    spans = (
        Span("Ash shall dredge"), Span(" every", inserted=ASH), Span(" second", inserted=BIRCH),
        Span(" year", inserted=ASH), Span("."),
    )  # fmt: skip
    first, second = take(harbour, edited(current_text(harbour.view()), 0, *spans)).proposals
    assert (first.author, first.on) == ("Ash", None)
    assert (second.author, second.on, second.body.words) == ("Birch", 0, "Ash shall dredge every second year.")


def test_a_merger_has_the_words_of_all_its_points_and_can_be_handed_in(harbour: Harbour) -> None:
    harbour.table("v0")
    document = current_text(harbour.view())
    first = replace(document.paragraphs[0], deleted=BIRCH)
    (one,) = take(harbour, replace(document, paragraphs=(first, *document.paragraphs[1:]))).proposals
    assert (one.body.change, one.body.others, one.body.bases) == ("merge", (SECOND.id,), (SECOND.words,))
    harbour.do(one.body, by="birch")


def test_a_change_made_on_other_words_keeps_those_words(harbour: Harbour) -> None:
    harbour.table("v0")
    document = edited(current_text(harbour.view()), 1, *light(BIRCH))
    harbour.table("v1", FIRST, reworded(SECOND, "Birch shall light the pier at night."), THIRD, parent="v0")
    (one,) = take(harbour, document).proposals
    assert (one.fits, one.body.base) == (False, "Birch shall light the pier.")


def test_what_was_typed_without_tracking_is_told_and_is_nobody_s_amendment(harbour: Harbour) -> None:
    harbour.table("v0")
    document = edited(current_text(harbour.view()), 1, Span("Birch may light the pier."))
    first, second, third = document.paragraphs
    new = Paragraph((Span("Ash pays for all."),), number="4.")
    found = take(harbour, replace(document, paragraphs=(second, third, new)))
    assert found.proposals == ()
    assert found.left == (
        "changed without tracking: point 2 reads “Birch may light the pier.”, as it never did in the record",
        "changed without tracking: “Ash pays for all.” stands in the document, and never stood in the record",
        f"changed without tracking: point 1 is not in the document: “{plain(first)}”",
    )


def test_a_document_of_an_older_version_was_not_changed_without_tracking(harbour: Harbour) -> None:
    harbour.table("v0")
    document = current_text(harbour.view())
    new = Provision("paaaaaaaa4", "All pay.", number="4", mark="4. ", gap="\n")
    harbour.table("v1", FIRST, reworded(SECOND, "Birch shall light the pier at night."), THIRD, new, parent="v0")
    assert take(harbour, document).left == ()


def test_a_change_outside_of_the_text_is_told_with_its_words(harbour: Harbour) -> None:
    harbour.table("v0")
    document = current_text(harbour.view())
    note = Paragraph((Span("Not for "), Span("circulation", deleted=ASH), Span("the press", inserted=ASH)))
    found = take(harbour, replace(document, paragraphs=(note, *document.paragraphs)))
    assert found.proposals == ()
    assert found.left == (
        "Ash wants “Not for the press” for “Not for circulation”, which is no point of the text as it stands",
    )


def test_an_author_who_is_nobody_here_is_asked_for_with_the_way_to_say_it(harbour: Harbour) -> None:
    harbour.table("v0")
    document = edited(current_text(harbour.view()), 1, *light(Mark("J. Smith")))
    with pytest.raises(Refused, match=r"those of “J\. Smith”\? Say for each whose they are") as refused:
        take(harbour, document)
    assert refused.value.typed == "--author “J. Smith=PARTY”; seated: ash, birch, norway"
    assert [one.whose for one in take(harbour, document, "J. Smith=birch").proposals] == [("birch",)]


def test_a_name_that_is_not_in_the_document_is_told_and_not_passed_over() -> None:
    heard(["J. Smith"], ["j.  smith=ash"])
    with pytest.raises(
        Refused, match=r"“J Smith” changes or says nothing in the document; those who do are: “J. Smith”"
    ):
        heard(["J. Smith"], ["J Smith=ash"])


def test_changes_to_a_text_that_is_not_there_are_refused(harbour: Harbour) -> None:
    document = Document((Paragraph((Span("All pay.", inserted=ASH),)),))
    with pytest.raises(Refused, match="There is no text to take changes to"):
        take(harbour, document)


def test_a_person_who_acts_for_one_party_means_that_party(harbour: Harbour) -> None:
    assert whose(harbour.view(), ["Mayor Ash", "birch", "Ash, Birch"]) == {
        "Mayor Ash": ("ash",), "birch": ("birch",), "Ash, Birch": ("ash", "birch"),
    }  # fmt: skip


def test_word_keeps_what_is_needed_to_take_changes_back(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.do(Propose("delete", THIRD.id, THIRD.words or ""), by="birch", name="b1")
    document = reading.read(writing.write(edited(current_text(harbour.view()), 1, *light(ASH))))
    found = take(harbour, document)
    assert [(one.change, one.provision, one.words) for one in bodies(found)] == [
        ("replace", SECOND.id, "Birch may light the pier.")
    ]
    assert found.known == ("b1 stands in the record already (pending)",)


def noted(document: Document, *said: Comment) -> Document:
    paragraphs = list(document.paragraphs)
    first = replace(
        paragraphs[0],
        spans=(Span("Ash shall dredge "), Span("the harbour", comments=tuple(c.id for c in said)), Span(".")),
    )
    return replace(document, paragraphs=(first, *paragraphs[1:]), comments=(*document.comments, *said))


def comments_in(harbour: Harbour, document: Document) -> Remarks:
    return remarks(harbour.view(), document, take(harbour, document).proposals)


def test_a_comment_is_one_on_the_point_and_on_the_words(harbour: Harbour) -> None:
    harbour.table("v0")
    said = (Comment("0", "Which one?", Mark("J. Smith")), Comment("1", "The old one.", ASH, answers="0"))
    first, second = comments_in(harbour, noted(current_text(harbour.view()), *said)).new
    assert (first.author, first.body) == ("J. Smith", comments.Comment(FIRST.id, "Which one?", "the harbour"))
    assert (second.author, second.body.text, second.answers) == ("Ash", "The old one.", 0)


def test_a_comment_that_the_record_holds_is_answered_there(harbour: Harbour) -> None:
    harbour.table("v0")
    first = harbour.do(comments.Comment(FIRST.id, "Which one?", "the harbour"), by="birch")
    document = current_text(harbour.view())
    more = noted(document, *document.comments, Comment("new", "The old one.", ASH, answers=first.id))
    found = comments_in(harbour, replace(more, comments=more.comments[1:]))
    assert found.known == 1
    assert [(one.body.text, one.body.answers) for one in found.new] == [("The old one.", first.id)]


AUTHORS = st.sampled_from([ASH, BIRCH, None, None])
PIECES = st.lists(
    st.builds(Span, st.sampled_from(["Ash ", "shall ", "not ", "600,000 ", "dredge ", "buoys "]), AUTHORS, AUTHORS),
    min_size=1,
    max_size=6,
).map(tuple)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2), PIECES, AUTHORS, AUTHORS), max_size=3))
def test_every_word_that_anybody_put_in_is_in_an_amendment_or_told(
    harbour: Harbour, edits: list[tuple[int, tuple[Span, ...], Mark | None, Mark | None]]
) -> None:
    if not versions(harbour.view()):
        harbour.table("v0")
    document = current_text(harbour.view())
    paragraphs = list(document.paragraphs)
    for place, spans, inserted, deleted in edits:
        new = Paragraph((*paragraphs[place].spans, *spans), inserted=inserted, deleted=deleted)
        paragraphs[place] = replace(new, id=paragraphs[place].id, number=paragraphs[place].number)
    changed = replace(document, paragraphs=tuple(paragraphs))
    found = take(harbour, changed)
    said = " ".join(
        [*found.left, *(" ".join((one.words or "", one.base, *one.parts, one.number)) for one in bodies(found))]
    )
    for paragraph in changed.paragraphs:
        for span in paragraph.spans:
            if span.inserted and span.inserted != span.deleted:
                assert span.text.strip() in said
            elif span.deleted and span.inserted != span.deleted:
                assert span.text.strip() in said or found.known  # what the text does not have any more
