"""What the API does beside handing acts in: places, what was seen, documents, drafts. Each as the page does it."""

import re
from base64 import b64encode
from http import HTTPStatus
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django.fixtures import Settings

from harbour import Harbour
from onetext.exchange.document import Comment, Span
from onetext.process import actors
from onetext.process.actors import Delegate
from onetext.process.amendments import Propose
from onetext.process.comments import Comment as Said
from onetext.process.texts import Line, Table
from onetext.record.audience import audience
from onetext.web.accounts.models import Invitation, Membership
from onetext.web.doors.brought import LARGEST
from web.brought import BIRCH, changed
from web.programs import program
from web.signing_in import PASSWORD

API = "/api/n/harbour"
ANNA = {"email": "anna@ash.example", "person": "anna-berg", "name": "Anna Berg", "party": "ash"}
PIER = "Birch shall light the pier."
pytestmark = pytest.mark.usefixtures("served")


def sent(caller: Client, address: str, /, **said: Any) -> Any:
    """The answer to a call that is sent something."""
    return caller.post(f"{API}/{address}", said, content_type="application/json")


def paper(name: str, data: bytes) -> dict[str, str]:
    """A document as a program sends it."""
    return {"name": name, "data": b64encode(data).decode()}


# Places


def test_a_program_invites_as_the_page_does(harbour: Harbour) -> None:
    answer = sent(program("ash", may_place=True), "invitations", **ANNA)
    assert answer.status_code == HTTPStatus.CREATED, answer.content
    act = harbour.view().acts[-1]
    assert (act.author, act.party, act.body) == ("mayor-ash", "ash", Delegate("anna-berg", "ash"))
    found = re.fullmatch(r"http://testserver(/accounts/invitation/[^/<]+/)", answer.json()["link"])
    assert found
    anna = Client()
    assert anna.post(found[1], {"name": "Anna", "password": PASSWORD}).headers["Location"] == "/n/harbour/"
    assert Membership.objects.get(person="anna-berg").party == "ash"


def test_where_mail_is_sent_no_program_is_told_the_link(settings: Settings) -> None:
    settings.MAIL_IS_SENT = True
    answer = sent(program("ash", may_place=True), "invitations", **ANNA)
    assert answer.json() == {"email": "anna@ash.example", "link": ""}
    assert "/accounts/invitation/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"email": "anna"}, "no e-mail address"),
        ({"party": "birch"}, "You may not invite anybody for “birch”."),
        ({"party": "nowhere"}, "You may not invite anybody for “nowhere”."),
        ({"name": ""}, "There is no actor “anna-berg”"),
        ({"name": "", "person": "keeper"}, "is no actor"),
        ({"person": "keeper"}, "cannot name an actor"),
        ({"name": "", "person": "ash"}, "Ash is no person"),
        ({"name": "", "person": "mayor-birch"}, "only the keeper can invite them"),
        ({"person": "mayor-ash"}, "There already is an actor"),
        ({"name": "A" * 201}, "at most 200 characters"),
    ],
)
def test_who_cannot_be_invited_is_refused_and_nothing_is_recorded(
    harbour: Harbour, said: dict[str, str], why: str
) -> None:
    before = len(harbour.view().acts)
    answer = sent(program("ash", may_place=True), "invitations", **{**ANNA, **said})
    assert (answer.status_code, len(harbour.view().acts)) == (HTTPStatus.UNPROCESSABLE_ENTITY, before)
    assert why in answer.json()["detail"]
    assert not Invitation.objects.exists()


def test_invitations_and_places_are_seen_and_ended_by_those_who_may_and_are_nothing_to_others() -> None:
    ash, birch = program("ash", may_place=True), program("birch", may_place=True)
    before = birch.get(f"{API}/places").content
    sent(ash, "invitations", **ANNA)
    assert birch.get(f"{API}/places").content == before
    listed = program("ash").get(f"{API}/places").json()
    assert listed["parties"] == [{"slug": "ash", "name": "Ash"}]
    assert [(one["email"], one["who"], one["own"]) for one in listed["taken"]] == [
        ("ash@harbour.example", "Mayor Ash for Ash", True)
    ]
    (number,) = (one["number"] for one in listed["invited"])
    nothing = sent(birch, "invitations/999999/withdraw")
    assert nothing.status_code == HTTPStatus.NOT_FOUND
    for bad in (number, "x", "-1", "9" * 30, "²"):
        assert sent(birch, f"invitations/{bad}/withdraw").content == nothing.content
    assert sent(ash, f"invitations/{number}/withdraw").json()["invited"] == []
    assert not Invitation.objects.standing().exists()
    own = Membership.objects.get(person="mayor-ash").pk
    assert sent(ash, f"places/{own}/end").status_code == HTTPStatus.NOT_FOUND
    keeper = program("keeper", may_place=True)
    assert sent(keeper, f"places/{own}/end").status_code == HTTPStatus.OK
    assert ash.get(f"{API}").status_code == HTTPStatus.NOT_FOUND


def test_whoever_has_nothing_to_manage_finds_no_places(harbour: Harbour) -> None:
    harbour.do(actors.Declare("guest", "Guest", "person"))
    harbour.do(actors.Seat("guest", "observer"))
    Membership.objects.filter(person="watcher").update(person="guest", party="")
    guest = program("observer", may_place=True)
    nothing = guest.get(f"{API}/nothing")
    for answer in (guest.get(f"{API}/places"), sent(guest, "invitations", **ANNA), sent(guest, "places/1/end")):
        assert (answer.status_code, answer.content) == (HTTPStatus.NOT_FOUND, nothing.content)


# What was seen


def test_a_program_keeps_its_own_mark_and_is_told_what_is_new_behind_it(harbour: Harbour) -> None:
    reader = program("ash")
    mark = sent(reader, "seen").json()["seen"]
    assert sent(reader, "seen", until="2031-01-01T00:00:00Z").json()["seen"] == mark, "nobody has seen what is to come"
    harbour.do(Propose("replace", "paaaaaaaa2", words="Birch shall light both piers.", base=PIER), "mayor-birch/birch")

    def changed_points(seen: str) -> list[str]:
        page = reader.get(f"{API}/pages/text", {"show": "changed", "seen": seen}).json()
        return [point["id"] for point in page["points"]]

    assert changed_points(mark) == ["paaaaaaaa2"]
    assert changed_points(sent(reader, "seen").json()["seen"]) == []


# Documents


def draft_of_birch() -> bytes:
    """The text as a Word file in which Birch changed the second point and remarked on it."""
    word = program("birch").get(f"{API}/files/documents/text/v0.docx").getvalue()
    new = (Span("Birch shall light the pier", comments=("c1",)), Span(" by night", inserted=BIRCH), Span("."))
    return changed(bytes(word), PIER, *new, remark=Comment("c1", "Only then.", BIRCH))


def test_a_document_is_looked_at_without_anything_being_recorded(harbour: Harbour) -> None:
    before = harbour.view().acts
    answer = sent(program("ash"), "documents/look", document=paper("back.docx", draft_of_birch()))
    assert answer.status_code == HTTPStatus.OK, answer.content
    found = answer.json()
    assert [one["author"] for one in found["contents"]["changes"]] == ["Birch"]
    assert found["contents"]["comments"] == [{"author": "Birch", "words": "Only then."}]
    assert found["authors"] == {"Birch": ["birch"]}
    assert harbour.view().acts == before


def test_a_document_is_taken_once_as_those_who_changed_it(harbour: Harbour) -> None:
    birch, document = program("birch", may_act=True), paper("back.docx", draft_of_birch())
    first = sent(birch, "documents/take", document=document)
    assert first.status_code == HTTPStatus.OK, first.content
    assert len(first.json()["taken"]) == 2
    amendment, comment = harbour.view().acts[-2:]
    assert (amendment.author, amendment.party, amendment.body.words) == (
        "mayor-birch",
        "birch",
        "Birch shall light the pier by night.",
    )
    assert isinstance(comment.body, Said)
    again = sent(birch, "documents/take", document=document).json()
    assert (again["taken"], again["known_comments"]) == ([], 1)


def test_whose_a_name_s_changes_are_is_said_with_the_document(harbour: Harbour) -> None:
    actor, document = program("ash", may_act=True), paper("back.docx", draft_of_birch())
    wrong = sent(actor, "documents/take", document=document, authors={"J. Smith": "birch"})
    assert (wrong.status_code, "J. Smith" in wrong.json()["detail"]) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)
    sent(actor, "documents/take", document=document, authors={"Birch": "norway"}, readers="ash,norway")
    amendment = harbour.view().acts[-2]
    assert amendment.body.proponents == ("norway",)
    assert amendment.audience == audience(["ash", "norway"])


@pytest.mark.parametrize("to", ["documents/look", "documents/take", "documents/read", "drafts", "found-text"])
def test_a_document_that_cannot_be_read_is_one_sentence(harbour: Harbour, to: str) -> None:
    before, actor = harbour.view().acts, program("ash", may_act=True)
    for document in (
        paper("back.docx", b"PK\x03\x04 no"),
        paper("back.exe", b"\x00\x01"),
        paper("", b"1. Ash."),
        paper("x" * 300, b"1. Ash."),
        paper("big.md", b"a" * (LARGEST + 1)),
    ):
        answer = sent(actor, to, document=document, **({"title": "Ours"} if to == "drafts" else {}))
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY, (to, document["name"])
        assert answer.json()["detail"].endswith(".")
    assert harbour.view().acts == before


def test_words_are_read_under_the_ids_of_the_points_that_they_continue(harbour: Harbour) -> None:
    words = "1. Ash shall dredge the harbour.\n\n2. Birch shall light the long pier.\n"
    found = sent(program("ash"), "documents/read", document=paper("v1.md", words.encode())).json()
    assert [one["id"] for one in found["wording"]] == ["paaaaaaaa1", "paaaaaaaa2"]
    assert [one["id"] for one in found["lost"]] == ["paaaaaaaa3"]
    said = {"provision": "paaaaaaaa3", "disposition": "dropped", "reason": "Cedar is content."}
    body = {"label": "v1", "parent": harbour.view().find("v0").id, "wording": found["wording"], "disposed": [said]}
    acts = [{"kind": "texts.table/1", "name": "v1", "body": body}]
    tabled = sent(program("norway", may_act=True), "acts", acts=acts)
    assert tabled.status_code == HTTPStatus.CREATED, tabled.content
    published = sent(program("ash"), "documents/read", text="1. Ash shall dredge the harbour.", version="v0").json()
    assert [one["id"] for one in published["wording"]] == ["paaaaaaaa1"]


def test_words_are_given_in_one_way(harbour: Harbour) -> None:
    del harbour
    both = sent(program("ash"), "documents/read", text="1. A.", document=paper("a.md", b"1. A."))
    neither = sent(program("ash"), "documents/read")
    assert both.json() == {"detail": "Give a document or its words, not both."}
    assert neither.json() == {"detail": "There are no words in it."}


def test_a_shorter_text_is_checked(harbour: Harbour) -> None:
    del harbour
    found = sent(program("ash"), "documents/shorter", before="v0", text="1. Ash shall dredge the harbour.")
    assert found.status_code == HTTPStatus.OK, found.content
    said = {item["words"] for missed in found.json()["missed"] for item in missed["items"]}
    assert said == {"Birch shall light the pier", "Cedar may use the quay"}


def test_a_found_document_is_matched(harbour: Harbour) -> None:
    del harbour
    words = b"1. Ash shall dredge the harbour.\n\n2. Birch shall light the pier.\n"
    found = sent(program("ash"), "found-text", document=paper("leak.md", words))
    assert found.json()["nearest"]["version"] == "v0"


# Rooms


def test_a_draft_from_a_document_stays_in_its_room_until_it_is_sent(harbour: Harbour) -> None:
    ash = program("ash", may_act=True)
    text = paper("ours.md", b"1. Ash shall dredge the harbour twice.\n")
    once = {"Idempotency-Key": "0123456789abcdef"}
    said = {"title": "Our draft", "name": "ours", "document": text}
    first, again = (ash.post(f"{API}/drafts", said, content_type="application/json", headers=once) for _ in range(2))
    assert first.status_code == HTTPStatus.CREATED, first.content
    assert first.json() == again.json()
    opened, version = harbour.view("ash").acts[-2:]
    assert (type(opened.body), type(version.body)) == (Line, Table)
    assert {opened.audience, version.audience} == {audience(["ash"])}
    follows = sent(ash, "drafts", line="ours", text="1. Ash shall dredge the harbour thrice.")
    assert follows.status_code == HTTPStatus.CREATED, follows.content
    assert harbour.view("ash").acts[-1].body.parent == version.id
    plan = sent(program("ash"), "sending", acts=["ours"], to="birch").json()
    assert plan["things"][0]["handle"] == "ours"
    assert (len(plan["things"]), plan["readers"]) == (3, ["Birch"])
    assert sent(program("birch"), "sending", acts=["ours"], to="table").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    act = {"kind": "releases.release/1", "body": {"acts": [one["id"] for one in plan["things"]], "to": plan["to"]}}
    done = sent(ash, "acts", acts=[{**act, "readers": "ash,birch"}])
    assert done.status_code == HTTPStatus.CREATED, done.content
    assert {one["id"] for one in plan["things"]} <= {act.id for act in harbour.view("birch").acts}


def test_a_draft_without_a_title_or_words_is_refused(harbour: Harbour) -> None:
    before, ash = harbour.view().acts, program("ash", may_act=True)
    for said in ({"text": "1. A."}, {"title": "Ours"}, {"line": "nowhere", "text": "1. A."}):
        assert sent(ash, "drafts", **said).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert harbour.view().acts == before


# Readers


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("rooms.note/1", {"words": "Our fallback is eight metres."}),
        ("redlines.draw/1", {"owner": "ash", "never": "eight metres"}),
        ("preferences.rank/1", {"party": "ash", "provision": "paaaaaaaa1", "choices": [{"words": "Ten metres."}]}),
        ("interests.want/1", {"party": "ash", "wants": "A deep harbour."}),
    ],
)
def test_what_is_one_s_own_stays_with_one_s_own_side_where_a_program_names_no_readers(
    harbour: Harbour, kind: str, body: dict[str, Any]
) -> None:
    answer = sent(program("ash", may_act=True), "acts", acts=[{"kind": kind, "body": body}])
    assert answer.status_code == HTTPStatus.CREATED, answer.content
    assert harbour.view().acts[-1].audience == ("ash",)
    assert not any(act.kind == kind for act in harbour.view("birch").acts)
