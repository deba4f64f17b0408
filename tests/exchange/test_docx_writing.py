"""Word files as they are written: changes that are Word's own and decided alike by all, and nothing of the machine."""

import io
import zipfile

import docx
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange import word_rules
from exchange.negotiated import NEGOTIATED, NORWAY, SUDAN, expected, of, p, put_in
from exchange.random_documents import documents
from exchange.word_rules import ACCEPTED, REJECTED, W
from onetext.exchange.document import Comment, Document, Mark, Note, Span, accepted, rejected
from onetext.exchange.docx.names import bookmark_names, id_of_bookmarks
from onetext.exchange.docx.reading import read
from onetext.exchange.docx.writing import write
from onetext.record.errors import Refused


@given(documents())
def test_accepting_all_gives_the_target_and_rejecting_all_the_base(document: Document) -> None:
    data = write(document)
    assert word_rules.decided(data, ACCEPTED) == expected(document, accepted)
    assert word_rules.decided(data, REJECTED) == expected(document, rejected)


@pytest.mark.parametrize("name", NEGOTIATED)
def test_what_delegations_do_to_a_text_is_decided_alike_by_everybody(name: str) -> None:
    data = write(of(name))
    assert word_rules.decided(data, ACCEPTED) == expected(of(name), accepted)
    assert word_rules.decided(data, REJECTED) == expected(of(name), rejected)


@given(documents())
def test_word_has_nothing_to_repair(document: Document) -> None:
    data = write(document)
    assert word_rules.faults(data) == []
    docx.Document(io.BytesIO(data))


@given(documents())
@settings(max_examples=25)
def test_the_same_document_is_the_same_file_whenever_and_wherever_it_is_written(document: Document) -> None:
    data = write(document)
    assert data == write(msgspec.json.decode(msgspec.json.encode(document), type=Document))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def changes(data: bytes, kind: str) -> list[tuple[str | None, str | None, str]]:
    """The tracked changes of a kind around words: author, date and words."""
    body = word_rules.parts(data)["word/document.xml"]
    return [
        (one.get(f"{W}author"), one.get(f"{W}date"), "".join(one.itertext(f"{W}t", f"{W}delText")))
        for one in body.iter(W + kind)
        if len(one)
    ]


def test_each_party_is_the_author_of_its_own_changes() -> None:
    data = write(of("two parties on the same words"))
    assert changes(data, "del") == [("Norway", "2026-01-02T10:00:00Z", "May")]
    assert changes(data, "ins") == [("Norway", "2026-01-02T10:00:00Z", "June"), ("Sudan & others", None, " July")]


def test_what_is_struck_of_another_partys_words_lies_within_its_insertion() -> None:
    data = write(of("one party strikes what another put in"))
    body = word_rules.parts(data)["word/document.xml"]
    (within,) = body.iter(f"{W}del")
    around = within.getparent()
    assert around is not None
    assert (around.tag, around.get(f"{W}author"), within.get(f"{W}author")) == (f"{W}ins", "Norway", "Sudan & others")


@pytest.mark.parametrize("name", ["a point moved", "words moved within a point"])
def test_a_move_is_words_own_move_with_one_name_at_both_ends(name: str) -> None:
    body = word_rules.parts(write(of(name)))["word/document.xml"]
    (start,) = body.iter(f"{W}moveFromRangeStart")
    (arrival,) = body.iter(f"{W}moveToRangeStart")
    assert start.get(f"{W}name") == arrival.get(f"{W}name")
    assert not list(body.iter(f"{W}ins", f"{W}del"))


def test_a_row_that_is_new_as_a_whole_is_a_new_row() -> None:
    body = word_rules.parts(write(of("a new row")))["word/document.xml"]
    assert [row.find(f"{W}trPr/{W}ins") is not None for row in body.iter(f"{W}tr")] == [False, True]


@pytest.mark.parametrize(
    ("when", "written"),
    [
        ("2026-01-02T10:00:00Z", "2026-01-02T10:00:00Z"),
        ("2026-01-02T12:00:00.5+02:00", "2026-01-02T10:00:00Z"),
        ("2026-01-02T10:00:00", "2026-01-02T10:00:00"),
        ("0800-01-02T10:00:00Z", "0800-01-02T10:00:00Z"),
        ("0001-01-01T00:00:00+14:00", None),
        ("2026-01-02", None),
        ("Tuesday afternoon", None),
        ("", None),
    ],
)
def test_a_time_that_is_no_exact_instant_is_left_out_and_none_is_made_up(when: str, written: str | None) -> None:
    data = write(Document((p(put_in("x", Mark("A", when))),)))
    assert changes(data, "ins") == [("A", written, "x")]


def test_brackets_are_bold_and_words_are_not() -> None:
    body = word_rules.parts(write(Document((p("[shall][should] go"),))))["word/document.xml"]
    styled = [(run.find(f"{W}rPr/{W}rStyle") is not None, "".join(run.itertext())) for run in body.iter(f"{W}r")]
    assert styled == [
        (True, "["), (False, "shall"), (True, "]"), (True, "["), (False, "should"), (True, "]"), (False, " go")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "rtl", "parts"),
    [
        ("على United Nations أن", True, [(True, "على "), (False, "United Nations"), (True, " أن")]),
        ("على EU 27.5% أن", True, [(True, "على "), (False, "EU 27.5%"), (True, " أن")]),
        ("المادة 27 (EU)", True, [(True, "المادة 27 ("), (False, "EU"), (True, ")")]),
        ("the words של הצדדים 5, agreed", False, [(False, "the words "), (True, "של הצדדים 5"), (False, ", agreed")]),
        ("no other é", False, [(False, "no other é")]),
    ],
)
def test_words_of_one_direction_within_the_other_keep_their_own(
    text: str, rtl: bool, parts: list[tuple[bool, str]]
) -> None:
    body = word_rules.parts(write(Document((p(text, rtl=rtl),))))["word/document.xml"]
    runs = [(run.find(f"{W}rPr/{W}rtl") is not None, "".join(run.itertext())) for run in body.iter(f"{W}r")]
    assert runs == parts


def test_a_note_in_a_header_or_one_that_nothing_refers_to_stands_at_the_end_of_the_text() -> None:
    document = Document(
        (p("Text.", id="a"), p(Span("Draft", notes=("1",)), part="header")),
        notes=(Note("1", "One."), Note("2", "Two.")),
    )
    found = read(write(document))
    assert [one.text for one in found.notes] == ["One.", "Two."]
    assert [one.notes for one in found.paragraphs[-1].spans] == [("1", "2")]


def test_an_answer_says_what_it_answers_and_stands_where_that_stands() -> None:
    comments = (Comment("q", "Why?", SUDAN), Comment("a", "Because.\nTruly.", NORWAY, answers="q"))
    found = read(write(Document((p("x ", Span("here", comments=("q",)), " y"),), comments=comments)))
    assert found.comments == (Comment("1", "Why?", SUDAN), Comment("2", "Because.\nTruly.", NORWAY, answers="1"))
    assert [(one.text, one.comments) for one in found.paragraphs[0].spans] == [
        ("x ", ()), ("here", ("1", "2")), (" y", ())
    ]  # fmt: skip


def test_comments_that_answer_each_other_in_a_ring_stand_at_the_end_of_the_text() -> None:
    ring = (Comment("a", "One.", NORWAY, answers="b"), Comment("b", "Two.", SUDAN, answers="a"))
    found = read(write(Document((p("x"), p("y")), comments=ring)))
    assert [one.text for one in found.comments] == ["One.", "Two."]
    assert [one.spans[-1].comments for one in found.paragraphs] == [(), ("1", "2")]


def test_a_note_that_is_referred_to_twice_is_printed_at_both_places() -> None:
    noted = p(Span("here", notes=("n",)), " and ", Span("there", notes=("n",)))
    found = read(write(Document((noted,), notes=(Note("n", "Reserved."),))))
    assert [one.text for one in found.notes] == ["Reserved.", "Reserved."]
    assert [one.notes for one in found.paragraphs[0].spans] == [("1",), ("2",)]


def test_a_table_within_a_cell_stays_there_and_tables_that_touch_stay_two() -> None:
    outer = [p("a", cell=(0, 0, 0)), p("in", cell=(1, 0, 0)), p("b", cell=(0, 0, 1)), p("c", cell=(2, 0, 0))]
    data = write(Document(tuple(outer)))
    assert read(data).paragraphs == tuple(outer)
    within = [len(list(one.iter(f"{W}tbl"))) for one in word_rules.parts(data)["word/document.xml"][0].iter(f"{W}tbl")]
    assert within == [2, 1, 1]


def test_a_cell_that_reaches_over_others_and_a_row_that_begins_further_in_keep_their_columns() -> None:
    found = [p("over both", cell=(0, 0, 0)), p("a", cell=(0, 1, 0)), p("b", cell=(0, 1, 1)), p("c", cell=(0, 2, 1))]
    assert read(write(Document(tuple(found)))).paragraphs == tuple(found)


@pytest.mark.parametrize(
    "document",
    [
        Document((p("a\x01b"),)),
        Document((p("a"),), title="\x00"),
        Document((p(put_in("a", Mark("\ud800"))),)),
        Document((p(Span("a", notes=("1",))),), notes=(Note("1", "\uffff"),)),
    ],
)
def test_a_character_that_no_word_file_can_hold_is_named(document: Document) -> None:
    with pytest.raises(Refused, match=r"^A Word file cannot hold the character U\+[0-9A-F]{4} in '.*'.*\.$"):
        write(document)


def test_nothing_of_the_machine_or_its_user_is_in_the_file() -> None:
    core = word_rules.parts(write(Document((p("x"),), title="Draft")))["docProps/core.xml"]
    assert [(str(one.tag).rpartition("}")[2], one.text) for one in core] == [("title", "Draft")]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_an_id_of_any_length_and_script_survives_in_names_that_word_allows(lasting_id: str) -> None:
    names = bookmark_names(lasting_id)
    assert all(len(name) <= 40 and name.isascii() and name.replace("_", "a").isalnum() for name in names)
    assert id_of_bookmarks(["_Toc1", *reversed(names), "Clause"]) == lasting_id


def test_of_paragraphs_that_became_one_the_last_ones_id_stands() -> None:
    assert id_of_bookmarks([*bookmark_names("a" * 50), *bookmark_names("b" * 50)]) == "b" * 50
