"""Documents go out as their reader may see them, and come back as amendments of those whose they are."""

import base64
import io
import re
import zipfile
from html import unescape
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from harbour import POINTS, Harbour, reworded
from onetext.exchange import formats
from onetext.exchange.document import Comment, Document, Paragraph, Span, accepted, authors, plain, rejected
from onetext.exchange.docx import reading
from onetext.process import amendments, comments, texts
from onetext.process.amendments import Propose
from onetext.record.act import Reported
from onetext.record.audience import audience
from web.brought import ANN, BIRCH, SMITH, changed, upload

AT = "/n/harbour/documents/"
TAKE = "/n/harbour/do/take/"
SECRET = "Ash might dredge the harbour by spring."


@pytest.fixture
def talks(harbour: Harbour) -> Harbour:
    """Harbour with an amendment of Birch's before the table, and one of Ash's that only Ash may read."""
    one = POINTS[0]
    harbour.do(Propose("replace", one.id, one.words or "", "Ash must dredge the harbour."), "birch", name="must")
    private = Propose("replace", one.id, one.words or "", SECRET)
    harbour.do(private, "ash", name="fallback", to=audience(["ash"]))
    return harbour


def told(answer: Any) -> str:
    return str(answer.content, "utf-8")


def words(document: Document) -> list[str]:
    return [plain(paragraph) for paragraph in document.paragraphs if plain(paragraph).strip()]


def unzipped(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("ending", [".docx", ".html", ".md", ".txt", ".xml"])
def test_a_version_goes_out_in_every_format_and_says_what_it_is(served: dict[str, Client], ending: str) -> None:
    answer = served["ash"].get(f"{AT}text/v0{ending}")
    assert answer.status_code == HTTPStatus.OK
    assert answer["Content-Type"] == formats.media(f"v0{ending}")
    assert answer["Content-Disposition"] == f'attachment; filename="harbour-text-v0{ending}"'
    assert [p.words for p in POINTS] == words(formats.read(answer.content, f"v0{ending}"))[-3:]


def test_a_version_goes_out_as_a_pdf(served: dict[str, Client]) -> None:
    answer = served["ash"].get(f"{AT}text/v0.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.usefixtures("talks")
def test_what_is_pending_goes_out_as_tracked_changes_of_its_party(served: dict[str, Client]) -> None:
    found = reading.read(served["norway"].get(f"{AT}amendments/current.docx").content)
    assert authors(found) == ("Birch",)
    assert words(rejected(found))[0] == "Ash shall dredge the harbour."
    assert words(accepted(found))[0] == "Ash must dredge the harbour."
    assert authors(reading.read(served["norway"].get(f"{AT}text/current.docx").content)) == ()


@pytest.mark.parametrize("ending", [".docx", ".html", ".md", ".txt", ".xml", ".pdf"])
def test_what_a_party_takes_away_has_no_trace_of_another_s_private_amendment(
    harbour: Harbour, served: dict[str, Client], ending: str
) -> None:
    one = POINTS[0]
    harbour.do(Propose("replace", one.id, one.words or "", "Ash must dredge the harbour."), "birch", name="must")
    files = ("text/current", "amendments/current", "changes/v0/current", "columns/v0/current")
    before = {file: served["birch"].get(f"{AT}{file}{ending}").content for file in files}
    page = served["birch"].get(AT).content
    private = Propose("replace", one.id, one.words or "", SECRET)
    harbour.do(private, "ash", name="fallback", to=audience(["ash"]))
    for file in files:
        assert served["birch"].get(f"{AT}{file}{ending}").content == before[file], file
    assert served["birch"].get(AT).content == page


@pytest.mark.usefixtures("talks")
def test_its_owner_is_warned_that_not_everybody_may_read_what_is_in_it(served: dict[str, Client]) -> None:
    mine = told(served["ash"].get(AT))
    assert "not everybody at the table may read what is in it:" in mine
    assert "fallback" in mine
    assert b"might" in unzipped(served["ash"].get(f"{AT}amendments/current.docx").content)
    assert "not everybody" not in told(served["birch"].get(AT))


def test_a_draft_in_a_room_warns_and_is_no_file_for_others(harbour: Harbour, served: dict[str, Client]) -> None:
    line = harbour.do(texts.Line("Our own draft", ("ash",)), "ash", name="own", to=("ash",))
    harbour.do(texts.Table("Own", line=line.id, wording=POINTS), "ash", name="own-1", to=("ash",))
    assert "not everybody" in told(served["ash"].get(AT))
    assert served["ash"].get(f"{AT}text/own-1.docx").status_code == HTTPStatus.OK
    for name in ("own-1", "nowhere"):
        answer = served["birch"].get(f"{AT}text/{name}.docx")
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "nothing" not in told(answer)


@pytest.mark.parametrize("form", ["changes", "columns"])
@pytest.mark.parametrize("ending", [".docx", ".html", ".pdf"])
def test_two_texts_go_out_compared(harbour: Harbour, served: dict[str, Client], form: str, ending: str) -> None:
    harbour.table("v1", reworded(POINTS[0], "Ash should dredge the harbour."), *POINTS[1:], parent="v0")
    answer = served["ash"].get(f"{AT}{form}/v0/v1{ending}")
    assert answer.status_code == HTTPStatus.OK
    assert answer["Content-Disposition"].endswith(f'"harbour-{form}-v0-v1{ending}"')
    if (form, ending) == ("changes", ".docx"):
        found = reading.read(answer.content)
        assert words(rejected(found))[0] == "Ash shall dredge the harbour."
        assert words(accepted(found))[0] == "Ash should dredge the harbour."


@pytest.mark.parametrize("file", ["text/v0", "text/v0.exe", "text/v9.docx", "changes/v0/v9.docx", "text/.docx"])
def test_a_file_that_there_is_not_is_told_in_a_sentence(served: dict[str, Client], file: str) -> None:
    answer = served["ash"].get(f"{AT}{file}")
    assert HTTPStatus.BAD_REQUEST <= answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
    assert "<h1>Not possible</h1>" in told(answer)


def test_the_text_of_a_version_that_is_not_available_is_no_file(harbour: Harbour, served: dict[str, Client]) -> None:
    harbour.table("v1", parent="v0", known=False)
    assert "its text is not available" in told(served["ash"].get(AT))
    assert "is not available" in told(served["ash"].get(f"{AT}text/v1.docx"))
    chosen = told(served["ash"].get(AT, {"before": "v0", "after": "v1"}))
    assert "The text of v1 is not available; there is nothing to compare." in chosen


def test_every_file_that_the_page_offers_is_there(talks: Harbour, served: dict[str, Client]) -> None:
    talks.table("v1", reworded(POINTS[0], "Ash should dredge the harbour."), *POINTS[1:], parent="v0")
    page = told(served["norway"].get(AT, {"before": "v0", "after": "v1"}))
    files = {unescape(link) for link in re.findall(r'href="(/n/harbour/documents/[^"]+\.[a-z]+)"', page)}
    assert {link.rpartition(".")[2] for link in files} == {"docx", "pdf", "html", "md", "txt", "xml"}
    assert {link.split("/")[4] for link in files} == {"text", "amendments", "changes", "columns"}
    docx = [link for link in files if link.endswith((".docx", ".txt"))]
    assert {served["norway"].get(link).status_code for link in docx} == {HTTPStatus.OK}


def word_file(served: dict[str, Client], who: str = "birch") -> bytes:
    return served[who].get(f"{AT}amendments/current.docx").content


def taken_in(client: Client, data: bytes, **more: str) -> Any:
    """Somebody takes a document in, after having looked at it."""
    kept = base64.b64encode(data).decode()
    return client.post(TAKE, {"kept": kept, "called": "draft.docx", "step": "take", **more})


def test_a_document_is_looked_at_first_and_nothing_is_recorded(harbour: Harbour, served: dict[str, Client]) -> None:
    spans = (Span("Ash shall "), Span("dredge", deleted=SMITH), Span("deepen", inserted=SMITH), Span(" the harbour."))
    data = changed(word_file(served), "Ash shall dredge the harbour.", *spans)
    count = len(harbour.view().acts)
    answer = served["birch"].post(TAKE, {"document": upload("draft.docx", data)})
    assert answer.status_code == HTTPStatus.OK
    page = told(answer)
    assert "What is in <bdi>draft.docx</bdi>" in page
    assert "Changes by <bdi>J. Smith</bdi>" in page
    assert base64.b64encode(data).decode() in page
    assert len(harbour.view().acts) == count


def test_what_was_typed_without_tracking_is_counted_before_anything_is_taken(served: dict[str, Client]) -> None:
    data = changed(word_file(served), "Ash shall dredge the harbour.", Span("Ash may dredge the harbour."))
    page = told(served["birch"].post(TAKE, {"document": upload("draft.docx", data)}))
    assert "1 point reads otherwise than the text although no change is marked there." in page
    assert "Ash may dredge the harbour." in page
    unchanged = told(served["birch"].post(TAKE, {"document": upload("same.docx", word_file(served))}))
    assert "without tracking" not in unchanged


def test_one_s_own_changes_are_own_acts_and_are_not_taken_twice(harbour: Harbour, served: dict[str, Client]) -> None:
    spans = (Span("Birch shall light the pier"), Span(" at night", inserted=BIRCH), Span("."))
    remark = Comment("c1", "Who pays?", BIRCH)
    spans = (Span("Birch shall light the pier", comments=("c1",)), *spans[1:])
    data = changed(word_file(served), "Birch shall light the pier.", *spans, remark=remark)
    answer = taken_in(served["birch"], data, whose_0="birch")
    assert answer.status_code == HTTPStatus.OK, told(answer)
    (one,) = amendments.pending(harbour.view())
    assert (one.party, one.author, one.body.words) == ("birch", "mayor-birch", "Birch shall light the pier at night.")
    assert not isinstance(one.basis, Reported)
    (said,) = comments.comments(harbour.view())
    assert (said.body.text, said.party) == ("Who pays?", "birch")
    again = told(taken_in(served["birch"], data, whose_0="birch"))
    assert "Nothing in it was new." in again
    assert "In the record already" in again
    assert len(amendments.pending(harbour.view())) == 1


def test_another_s_changes_are_reported_with_the_document_as_their_source(
    harbour: Harbour, served: dict[str, Client]
) -> None:
    spans = (Span("Ash shall dredge the harbour"), Span(" in spring", inserted=ANN), Span("."))
    data = changed(word_file(served), "Ash shall dredge the harbour.", *spans)
    answer = taken_in(served["birch"], data, whose_0="ash")
    assert "as reported by the document" in told(answer)
    (one,) = amendments.pending(harbour.view())
    assert (one.author, one.body.proponents) == ("mayor-birch", ("ash",))
    assert one.source is not None
    assert one.source.outlet == "draft.docx"


def test_whose_changes_are_is_asked_where_the_name_is_nobody_s(harbour: Harbour, served: dict[str, Client]) -> None:
    spans = (Span("Ash shall dredge the harbour"), Span(" soon", inserted=SMITH), Span("."))
    data = changed(word_file(served), "Ash shall dredge the harbour.", *spans)
    refused = taken_in(served["birch"], data)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Say whose these changes are." in told(refused)
    assert base64.b64encode(data).decode() in told(refused)
    assert not amendments.pending(harbour.view())
    assert taken_in(served["birch"], data, whose_0="birch").status_code == HTTPStatus.OK
    assert amendments.proponents(amendments.pending(harbour.view())[0]) == ("birch",)


def test_a_known_name_is_chosen_beforehand(served: dict[str, Client]) -> None:
    spans = (Span("Ash shall dredge the harbour"), Span(" soon", inserted=BIRCH), Span("."))
    data = changed(word_file(served), "Ash shall dredge the harbour.", *spans)
    page = told(served["birch"].post(TAKE, {"document": upload("draft.docx", data)}))
    assert re.search(r'<option value="birch" selected>', page)


def test_another_document_is_looked_at_before_it_is_taken(harbour: Harbour, served: dict[str, Client]) -> None:
    spans = (Span("Ash shall dredge the harbour"), Span(" soon", inserted=BIRCH), Span("."))
    data = changed(word_file(served), "Ash shall dredge the harbour.", *spans)
    given = {"document": upload("other.docx", data), "kept": "", "called": "", "step": "take", "whose_0": "birch"}
    assert "What is in <bdi>other.docx</bdi>" in told(served["birch"].post(TAKE, given))
    assert not amendments.pending(harbour.view())


def test_what_is_not_taken_is_told_with_its_words(served: dict[str, Client]) -> None:
    found = reading.read(word_file(served))
    heading = Paragraph((Span("Seen by the harbour master", inserted=BIRCH),), part="header")
    data = formats.write(Document((heading, *found.paragraphs), found.title), "draft.docx")
    page = told(taken_in(served["birch"], data, whose_0="birch"))
    assert "Not taken" in page
    assert "Seen by the harbour master" in page


@pytest.mark.parametrize(
    ("name", "data"), [("a.pdf", b"%PDF-1.4"), ("a.docx", b"PK\x03\x04"), ("a.docx", b""), ("a.odt", b"PK junk")]
)
def test_a_document_that_cannot_be_read_is_told_in_a_sentence(
    served: dict[str, Client], name: str, data: bytes
) -> None:
    for step in ("look", "take"):
        answer = served["birch"].post(TAKE, {"document": upload(name, data), "step": step})
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert 'role="alert"' in told(answer)


def test_changes_in_html_and_markdown_are_taken_too(served: dict[str, Client]) -> None:
    for ending in (".html", ".md"):
        data = served["birch"].get(f"{AT}amendments/current{ending}").content
        answer = served["birch"].post(TAKE, {"document": upload(f"draft{ending}", data)})
        assert answer.status_code == HTTPStatus.OK, told(answer)


def test_a_private_taking_reaches_nobody_else(harbour: Harbour, served: dict[str, Client]) -> None:
    spans = (Span("Birch shall light the pier"), Span(" at night", inserted=BIRCH), Span("."))
    data = changed(word_file(served), "Birch shall light the pier.", *spans)
    before = served["ash"].get(f"{AT}amendments/current.docx").content
    assert taken_in(served["birch"], data, whose_0="birch", to="birch").status_code == HTTPStatus.OK
    (one,) = amendments.pending(harbour.view("birch"))
    assert one.audience == ("birch",)
    assert served["ash"].get(f"{AT}amendments/current.docx").content == before
