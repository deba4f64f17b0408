"""The one text as a document: rejecting all gives the words as they stand, accepting all what is carried into them."""

from msgspec.structs import replace

from harbour import POINTS, Harbour, reworded
from onetext.exchange.document import Document, accepted, authors, plain, rejected
from onetext.exchange.drafts import wording_of
from onetext.exchange.one_text import current_text, version
from onetext.process import alignments, current, positions
from onetext.process.amendments import Propose
from onetext.process.comments import Comment
from onetext.record.act import Act
from onetext.record.audience import audience

FIRST, SECOND, THIRD = POINTS


def reworded_by(harbour: Harbour, party: str, words: str, point: int = 0) -> Act[object]:
    base = POINTS[point]
    return harbour.do(Propose("replace", base.id, base.words or "", words), by=party)


def words(document: Document) -> list[str]:
    return [plain(one) for one in document.paragraphs]


def test_the_text_as_it_stands_is_its_points_with_their_numbers_and_ids(harbour: Harbour) -> None:
    harbour.table("v0")
    document = current_text(harbour.view())
    assert [(one.id, one.number, plain(one)) for one in document.paragraphs] == [
        (p.id, f"{p.number}.", p.words) for p in POINTS
    ]
    assert document.title == "Harbour agreement: V0"


def test_amendments_are_tracked_changes_of_their_parties(harbour: Harbour) -> None:
    harbour.table("v0")
    reworded_by(harbour, "ash", "Ash should dredge the harbour.")
    reworded_by(harbour, "birch", "Birch shall light the pier at night.", point=1)
    document = current_text(harbour.view())
    assert authors(document) == ("Ash", "Birch")
    assert words(rejected(document)) == [p.words for p in POINTS]
    assert words(accepted(document)) == [
        "Ash should dredge the harbour.", "Birch shall light the pier at night.", "Cedar may use the quay.",
    ]  # fmt: skip


def test_where_parties_collide_accepting_all_gives_the_bracketed_words_with_their_proponents(harbour: Harbour) -> None:
    harbour.table("v0")
    reworded_by(harbour, "ash", "Ash should dredge the harbour.")
    reworded_by(harbour, "birch", "Ash must dredge the harbour.")
    document = current_text(harbour.view())
    standing = current.standings(harbour.view())[0]
    assert words(accepted(document))[0] == standing.bracketed
    assert words(rejected(document))[0] == FIRST.words
    assert not any(span.deleted for span in document.paragraphs[0].spans)


def test_what_is_added_deleted_and_moved_is_so_in_the_document(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.do(Propose("add", "pnew", words="Nobody pays.", number="1 bis", after=FIRST.id), by="ash")
    harbour.do(Propose("delete", SECOND.id, SECOND.words or ""), by="birch")
    harbour.do(Propose("move", FIRST.id, FIRST.words or "", after=THIRD.id), by="birch")
    document = current_text(harbour.view())
    assert words(rejected(document)) == [p.words for p in POINTS]
    assert [(one.number, plain(one)) for one in accepted(document).paragraphs] == [
        ("1 bis", "Nobody pays."), ("3.", THIRD.words), ("1.", FIRST.words),
    ]  # fmt: skip
    assert len({span.move for one in document.paragraphs for span in one.spans if span.move}) == 1


def test_a_move_that_two_parties_want_elsewhere_is_told_and_not_made(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.do(Propose("move", FIRST.id, FIRST.words or "", after=THIRD.id), by="birch")
    harbour.do(Propose("move", FIRST.id, FIRST.words or "", after=SECOND.id), by="ash")
    document = current_text(harbour.view())
    assert accepted(document).paragraphs == rejected(document).paragraphs
    assert [(one.by.author, "move this point behind" in one.text) for one in document.comments] == [
        ("Birch", True), ("Ash", True),
    ]  # fmt: skip


def test_a_split_puts_in_the_end_of_a_paragraph_and_a_merger_strikes_one(harbour: Harbour) -> None:
    harbour.table("v0")
    split = Propose(
        "split", FIRST.id, FIRST.words or "", others=("px",), parts=("Ash shall dredge.", "The harbour is old.")
    )
    merge = Propose("merge", SECOND.id, SECOND.words or "", "Birch shall light the pier, and Cedar may use the quay.")
    harbour.do(split, by="ash")
    harbour.do(replace(merge, others=(THIRD.id,), bases=(THIRD.words or "",)), by="birch")
    document = current_text(harbour.view())
    assert words(rejected(document)) == [p.words for p in POINTS]
    assert [(one.number, plain(one)) for one in accepted(document).paragraphs] == [
        ("1.", "Ash shall dredge."), ("1 bis", "The harbour is old."),
        ("3.", "Birch shall light the pier, and Cedar may use the quay."),
    ]  # fmt: skip
    assert (document.comments, authors(document)) == ((), ("Ash", "Birch"))


def test_what_tracked_changes_cannot_say_is_a_comment_of_its_party(harbour: Harbour) -> None:
    harbour.table("v0")
    merge = Propose("merge", FIRST.id, FIRST.words or "", "All do all.", others=(THIRD.id,), bases=(THIRD.words or "",))
    harbour.do(merge, by="ash")
    (comment,) = current_text(harbour.view()).comments
    assert comment.by.author == "Ash"
    assert comment.text.endswith("merge this point with 3: All do all.")


def test_an_amendment_that_no_longer_fits_is_told_with_the_words_that_it_was_made_on(harbour: Harbour) -> None:
    harbour.table("v0")
    reworded_by(harbour, "birch", "Ash must dredge the harbour.")
    harbour.table("v1", reworded(FIRST, "Ash will dredge the bay."), SECOND, THIRD, parent="v0")
    document = current_text(harbour.view())
    assert "No longer fits" in document.comments[0].text
    assert "Ash shall dredge the harbour." in document.comments[0].text
    assert words(accepted(document))[0] == "Ash will dredge the bay."


def test_reservations_and_reasons_are_footnotes(harbour: Harbour) -> None:
    head = harbour.table("v0")
    point = current.standings(harbour.view())[0]
    take = positions.Take(
        "birch", "reserved", head.id, point.fingerprint or "", FIRST.id, reason="Its costs are unknown."
    )
    harbour.do(take, by="birch")
    document = current_text(harbour.view())
    assert [note.text for note in document.notes] == ["Birch: reserved (general). Its costs are unknown."]
    assert document.paragraphs[0].spans[-1].notes == (document.notes[0].id,)


def test_comments_stand_on_the_words_that_they_are_on(harbour: Harbour) -> None:
    harbour.table("v0")
    first = harbour.do(Comment(FIRST.id, "Which harbour?", "the harbour"), by="birch")
    harbour.do(Comment(FIRST.id, "The old one.", "the harbour", answers=first.id), by="ash")
    document = current_text(harbour.view())
    assert [(one.by.author, one.text, one.answers) for one in document.comments] == [
        ("Birch", "Which harbour?", ""), ("Ash", "The old one.", first.id),
    ]  # fmt: skip
    on = [span.text for span in document.paragraphs[0].spans if first.id in span.comments]
    assert on == ["the harbour"]


def test_what_a_viewer_may_not_see_is_not_in_the_document(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.do(Propose("replace", FIRST.id, FIRST.words or "", "Secret."), by="ash", to=audience({"ash", "norway"}))
    assert "Secret." in words(accepted(current_text(harbour.view("norway"))))
    assert words(current_text(harbour.view("birch"))) == words(rejected(current_text(harbour.view("ash"))))
    assert authors(current_text(harbour.view("birch"))) == ()


def test_words_that_are_not_known_are_a_placeholder_with_a_note(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.table("v1", parent="v0", known=False)
    document = current_text(harbour.view())
    assert words(document) == ["[…]"] * 3
    assert {note.text for note in document.notes} == {"The words of this point are not known."}


def test_a_version_is_written_as_it_was_tabled(harbour: Harbour) -> None:
    harbour.table("v0")
    reworded_by(harbour, "ash", "Ash should dredge the harbour.")
    document = version(harbour.view(), alignments.side(harbour.view(), "v0"))
    assert [p.words for p in wording_of(document, str)] == [p.words for p in POINTS]
    assert authors(document) == ()
