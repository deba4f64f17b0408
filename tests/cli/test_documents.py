"""Whole stories with documents: a text goes out in Word, is worked on there, and comes back as amendments."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from exchange.libreoffice import Job, done, needed
from onetext.exchange.document import Comment, Document, Mark, Paragraph, Span, accepted, authors, plain, rejected
from onetext.exchange.docx import reading, writing
from typed import typed

DRAFT = """Harbour agreement

1. Ash shall dredge the harbour.

2. Birch shall light the pier.

3. Cedar may use the quay.
"""
SCRIPT = """
at 2025-01-06T09:00Z
new talks --title "Harbour talks" --zone Europe/Oslo
actor add ash "Ash"
actor add birch "Birch"
actor add norway "Norway"
actor add ann "Ann Lee" --kind person
actor seat ash party
actor seat birch party
actor seat norway mediator
actor delegate ann ash
text table v0.txt --name v0 --label "First draft"
amend 1 --words "Ash should dredge the harbour." --as ash --name should
amend 1 --words "Ash must dredge the harbour." --as birch --name must
amend 3 --delete --as birch --name strike
"""
BIRCH, ANN, SMITH = Mark("Birch", "2025-02-01T10:00:00Z"), Mark("Ann Lee"), Mark("J. Smith")


@pytest.fixture
def talks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a record in it, which is where the commands are typed."""
    (tmp_path / "v0.txt").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "talks.script").write_text(SCRIPT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    answer = typed("play", "talks.script", "talks.onetext")
    assert answer.code == 0, answer.err
    return tmp_path


def said(*words: str) -> str:
    answer = typed(*words)
    assert answer.code == 0, answer.err
    return " ".join(answer.out.decode().split())


def refused(*words: str) -> str:
    answer = typed(*words)
    assert (answer.code, answer.out) == (2, b"")
    return answer.err


def opened(path: Path) -> Document:
    return reading.read(path.read_bytes())


def worked_on(path: Path, place: int, *spans: Span) -> Document:
    """The document with other spans in one paragraph."""
    found = opened(path)
    paragraphs = list(found.paragraphs)
    paragraphs[place] = replace(paragraphs[place], spans=spans)
    return replace(found, paragraphs=tuple(paragraphs))


def light(by: Mark) -> tuple[Span, ...]:
    return (Span("Birch "), Span("shall", deleted=by), Span("may", inserted=by), Span(" light the pier."))


def pending(*, to: str = "birch") -> dict[str, tuple[list[str], str]]:
    listed = json.loads(typed("amend", "--json", "--as", to).out)
    return {one["point"]: (one["proponents"], one["words"]) for one in listed if one["outcome"] == "pending"}


def test_a_text_goes_out_with_what_is_pending_and_rejecting_it_gives_the_text(talks: Path) -> None:
    told = said("document", "write", "draft.docx", "--amendments", "--as", "ash")
    assert "draft.docx holds Harbour talks: First draft" in told
    assert "changes by Ash, Birch; Ash; Birch" in told
    document = opened(talks / "draft.docx")
    assert [plain(one) for one in rejected(document).paragraphs][1:] == [
        "Ash shall dredge the harbour.", "Birch shall light the pier.", "Cedar may use the quay.",
    ]  # fmt: skip
    assert [plain(one) for one in accepted(document).paragraphs][1:] == [
        "Ash [shall dredge] [should dredge (Ash)] [must dredge (Birch)] the harbour.", "Birch shall light the pier.",
    ]  # fmt: skip


def test_what_a_party_changes_in_word_is_its_own_amendment(talks: Path) -> None:
    said("document", "write", "draft.docx", "--amendments", "--as", "birch")
    (talks / "back.docx").write_bytes(writing.write(worked_on(talks / "draft.docx", 2, *light(BIRCH))))
    told = said("document", "take", "back.docx", "--as", "birch")
    assert "1 amendment and 0 comments taken from back.docx" in told
    assert "Birch: 2: Birch {-shall-}{+may+} light the pier." in told
    assert "must stands in the record already (pending)" in told
    assert pending()["2"] == (["birch"], "Birch may light the pier.")
    act = json.loads(typed("log", "--json", "--as", "birch").out)[-1]
    assert act["author"] == "birch"
    assert "0 amendments and 0 comments taken" in said("document", "take", "back.docx", "--as", "birch")


def test_what_another_changed_is_recorded_as_reported_with_the_document_as_its_source(talks: Path) -> None:
    said("document", "write", "draft.docx")
    (talks / "back.docx").write_bytes(writing.write(worked_on(talks / "draft.docx", 2, *light(ANN))))
    said("document", "take", "back.docx", "--as", "norway")
    assert pending()["2"] == (["ash"], "Birch may light the pier.")
    last = json.loads(typed("log", "--json", "--as", "norway").out)[-1]["id"]
    told = said("log", last, "--as", "norway")
    assert "Source: back.docx, tracked changes by Ann Lee: “Birch may light the pier.”" in told


def test_words_that_a_pdf_prints_as_boxes_are_told_and_others_not(talks: Path) -> None:
    assert "Mind" not in said("document", "write", "plain.pdf")
    (talks / "other.txt").write_text("1. 停火。\n", encoding="utf-8")
    assert "what is written in CJK prints as empty boxes" in said("document", "compare", "v0", "other.txt", "x.pdf")
    assert "Mind" not in said("document", "compare", "v0", "other.txt", "x.docx")


def test_where_a_document_lay_on_somebody_s_disk_is_not_told_to_the_table(talks: Path) -> None:
    said("document", "write", "draft.docx")
    (talks / "sealed-room").mkdir()
    (talks / "sealed-room" / "back.docx").write_bytes(writing.write(worked_on(talks / "draft.docx", 2, *light(ANN))))
    said("document", "take", "sealed-room/back.docx", "--as", "norway")
    assert "sealed-room" not in said("export", "--as", "birch")
    last = json.loads(typed("log", "--json", "--as", "birch").out)[-1]["id"]
    assert "Source: back.docx" in said("log", last, "--as", "birch")


def test_a_name_that_nobody_knows_is_mapped_by_whoever_takes_the_document(talks: Path) -> None:
    said("document", "write", "draft.docx")
    (talks / "back.docx").write_bytes(writing.write(worked_on(talks / "draft.docx", 2, *light(SMITH))))
    assert "Whose changes are those of “J. Smith”?" in refused("document", "take", "back.docx", "--as", "ash")
    said("document", "take", "back.docx", "--as", "ash", "--author", "J. Smith=ash")
    assert pending()["2"][0] == ["ash"]


def test_a_change_on_top_of_another_s_amends_that_amendment(talks: Path) -> None:
    said("document", "write", "draft.docx", "--amendments", "--as", "birch")
    document = opened(talks / "draft.docx")
    new = Paragraph(
        (Span("All shall", inserted=ANN), Span(" gladly", inserted=BIRCH), Span(" pay.", inserted=ANN)), inserted=ANN
    )
    (talks / "back.docx").write_bytes(writing.write(replace(document, paragraphs=(*document.paragraphs, new))))
    told = said("document", "take", "back.docx")
    assert "2 amendments" in told
    standing = json.loads(typed("show", "--json", "--as", "ash").out)["points"][-1]
    assert standing["bracketed"] == "[no text] [All shall pay. (Ash)] [All shall gladly pay. (Birch)]"


def test_comments_come_with_the_words_that_they_are_on(talks: Path) -> None:
    said("document", "write", "draft.docx")
    comment = Comment("0", "Which pier?", SMITH)
    spans = (Span("Birch shall light "), Span("the pier", comments=("0",)), Span("."))
    document = replace(worked_on(talks / "draft.docx", 2, *spans), comments=(comment,))
    (talks / "back.docx").write_bytes(writing.write(document))
    said("document", "take", "back.docx", "--as", "norway")
    assert "J. Smith, on “the pier”: Which pier?" in said("comment", "--point", "2", "--as", "birch")
    assert "J. Smith, on “the pier”: Which pier?" in said("show", "2", "--as", "birch")
    said("document", "write", "again.docx", "--amendments", "--as", "birch")
    assert [(one.by.author, one.text) for one in opened(talks / "again.docx").comments] == [("J. Smith", "Which pier?")]
    assert "0 comments taken" in said("document", "take", "again.docx", "--as", "norway")


def test_what_cannot_be_taken_is_told_with_its_words(talks: Path) -> None:
    said("document", "write", "draft.docx")
    document = worked_on(talks / "draft.docx", 2, *light(BIRCH))
    header = Paragraph((Span("Draft "), Span("two", inserted=BIRCH)), part="header")
    changed = replace(document, paragraphs=(header, *document.paragraphs))
    (talks / "back.docx").write_bytes(writing.write(changed))
    told = said("document", "take", "back.docx", "--as", "birch")
    assert "1 amendment" in told
    assert "Not taken: Birch put in “two”, in no point of the text" in told


@needed
def test_a_document_saved_in_libreoffice_brings_the_same_amendments_by_the_same_parties(talks: Path) -> None:
    said("document", "write", "draft.docx", "--amendments", "--as", "birch")
    changed = writing.write(worked_on(talks / "draft.docx", 2, *light(BIRCH)))
    (talks / "back.docx").write_bytes(done({"saved": Job(changed)})["saved"])
    assert set(authors(opened(talks / "back.docx"))) >= {"Ash", "Birch"}
    told = said("document", "take", "back.docx", "--as", "birch")
    assert "1 amendment and 0 comments taken" in told
    assert pending()["2"] == (["birch"], "Birch may light the pier.")


def test_a_file_that_is_there_is_left_as_it_is(talks: Path) -> None:
    (talks / "draft.docx").write_text("mine", encoding="utf-8")
    assert "draft.docx exists already and is left as it is" in refused("document", "write", "draft.docx")
    assert (talks / "draft.docx").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["draft", "draft.doc", "draft.odt"])
def test_an_ending_that_is_not_written_is_told_with_those_that_are(talks: Path, name: str) -> None:
    assert "end it in one of: .docx" in refused("document", "write", name)
    assert not (talks / name).exists()


def test_a_comparison_is_written_with_tracked_changes_and_in_columns(talks: Path) -> None:
    (talks / "other.txt").write_text(DRAFT.replace("harbour.", "bay."), encoding="utf-8")
    said("document", "compare", "v0", "other.txt", "changes.docx")
    document = opened(talks / "changes.docx")
    assert [plain(one) for one in accepted(document).paragraphs][1] == "Ash shall dredge the bay."
    assert [plain(one) for one in rejected(document).paragraphs][1] == "Ash shall dredge the harbour."
    said("document", "compare", "v0", "other.txt", "columns.docx", "--columns")
    cells = {one.cell: plain(one) for one in opened(talks / "columns.docx").paragraphs if one.cell}
    assert (cells[0, 0, 1], cells[0, 0, 2]) == ("v0", "other.txt")


def test_files_are_compared_and_shown_without_any_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    mine = Document((Paragraph((Span("Ash pays."),), number="1."),))
    (tmp_path / "mine.docx").write_bytes(writing.write(mine))
    (tmp_path / "theirs.md").write_text("1. Ash never pays.\n", encoding="utf-8")
    assert "Ash {+never +}pays." in said("compare", "mine.docx", "theirs.md")
    assert "1 Ash pays." in said("document", "show", "mine.docx")
    for named in (("mine.docx", "thiers.md"), ("thiers.md", "mine.docx")):
        assert "There is no file “thiers.md” here" in refused("compare", *named)


def test_a_document_with_tracked_changes_is_tabled_only_as_somebody_says(talks: Path) -> None:
    said("document", "write", "draft.docx")
    (talks / "back.docx").write_bytes(writing.write(worked_on(talks / "draft.docx", 2, *light(BIRCH))))
    command = ("text", "table", "back.docx", "--name", "v1", "--parent", "v0")
    assert "has tracked changes by Birch: read it with --changes accepted or --changes rejected" in refused(*command)
    said(*command, "--changes", "accepted")
    assert "Birch may light the pier." in said("show", "2", "--as", "birch")
    before, after = (json.loads(typed("show", "--version", v, "--json").out)["wording"] for v in ("v0", "v1"))
    assert [one["id"] for one in before] == [one["id"] for one in after]


def test_what_a_tabled_document_has_besides_its_text_is_said(talks: Path) -> None:
    comment = Comment("0", "Which one?", SMITH)
    found = Document((Paragraph((Span("Ash pays.", comments=("0",)),), number="1."),), comments=(comment,))
    (talks / "noted.docx").write_bytes(writing.write(found))
    said("text", "rival", "Birch's own", "--name", "own", "--as", "birch")
    told = said("text", "table", "noted.docx", "--name", "own-1", "--line", "own", "--as", "birch")
    assert "Mind: 1 comment left out" in told


def test_whoever_writes_what_some_may_not_read_is_warned(talks: Path) -> None:
    said("amend", "2", "--delete", "--as", "birch", "--to", "birch,norway", "--name", "whisper")
    told = said("document", "write", "draft.docx", "--amendments", "--as", "birch")
    assert "Mind: not everybody at the table may read what is in it: whisper" in told
    assert "Mind" not in said("document", "write", "plain.docx", "--amendments", "--as", "ash")
    assert plain(accepted(opened(talks / "plain.docx")).paragraphs[2]) == "Birch shall light the pier."


def test_a_point_known_to_some_only_keeps_its_id_from_nobody(talks: Path) -> None:
    found = Document((Paragraph((Span("Ash pays."),), number="1.", id="pguessed1"),))
    (talks / "foreign.docx").write_bytes(writing.write(found))
    said("text", "rival", "Birch's own", "--name", "own", "--as", "birch")
    said("text", "table", "foreign.docx", "--name", "own-1", "--line", "own", "--as", "birch")
    wording = json.loads(typed("show", "--version", "own-1", "--json", "--as", "birch").out)["wording"]
    assert [one["id"] == "pguessed1" for one in wording] == [False]


def test_an_id_of_another_program_that_only_says_the_place_makes_no_two_points_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    act = '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act><body>{}</body></act></akomaNtoso>'
    article = '<article eId="art_{0}"><num>{0}.</num><content><p>{1}</p></content></article>'
    pier, fish = "Ash shall light the northern pier.", "Birch may fish in spring and in autumn."
    for name, words in (("old.akn", (pier, fish)), ("new.akn", (fish, pier))):
        Path(name).write_text(act.format("".join(article.format(n, w) for n, w in enumerate(words, 1))), "utf-8")
    said = typed("compare", "old.akn", "new.akn", "--json").out
    rows = json.loads(said)["rows"]
    assert {p["words"] for row in rows for p in row["before"]} == {pier, fish}
    assert all(row["before"][0]["words"] == row["after"][0]["words"] for row in rows)


ODD = (
    ("2", "line one\n\n3. line two", "birch"),
    ("1", "[[[", "ash"),
    ("1", "]]]", "birch"),
    ("3", "[ ] [] [[]] [[A][B]] () [(Ash)].", "birch"),
    ("2", "# No heading\n\n| a | b |\n|---|---|\n| {++c++} | d |", "ash"),
)


@pytest.mark.parametrize("ending", ["md", "docx", "html", "xml"])
def test_a_document_that_comes_back_as_it_went_out_brings_nothing_new(talks: Path, ending: str) -> None:
    for point, words, who in ODD:
        assert typed("amend", point, "--words", words, "--as", who).code == 0
    path = str(talks / f"out.{ending}")
    assert typed("document", "write", path, "--amendments", "--as", "birch").code == 0
    told = json.loads(typed("document", "take", path, "--as", "birch", "--json").out)
    assert (told["taken"], told["not_taken"]) == ([], [])


def test_what_is_new_in_a_document_is_taken_beside_what_stands_already(talks: Path) -> None:
    typed("amend", "2", "--words", ODD[0][1], "--as", "birch")
    file = talks / "out.md"
    typed("document", "write", str(file), "--amendments", "--as", "birch")
    words = file.read_text(encoding="utf-8")
    file.write_text(words.replace("line one", "line none"), encoding="utf-8")
    told = json.loads(typed("document", "take", str(file), "--as", "birch", "--json").out)
    assert len(told["taken"]) == 1
