"""Versions come in by a form: one current text, nothing lost unsaid or typed twice, bad files told in a sentence."""

import base64
from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from harbour import POINTS, Harbour, reworded
from onetext.exchange import formats
from onetext.exchange.drafts import document_of
from onetext.process import sources, texts
from onetext.record.audience import Viewer
from onetext.text.provision import Provision
from web.brought import upload

TABLE = "/n/harbour/do/table/"
WORDS = "\n\n".join(f"{p.number}. {p.words}" for p in POINTS)


def sent(harbour: Harbour, **more: object) -> dict[str, object]:
    """What a person sends who tables a successor of the head."""
    return {"parent": harbour.view().find("v0").id, "label": "Second draft", "name": "v1", **more}


def head(harbour: Harbour) -> str:
    found = texts.head(harbour.view())
    assert found is not None
    return found.handle


def told(answer: Any) -> str:
    return str(answer.content, "utf-8")


@pytest.mark.parametrize("ending", [".docx", ".html", ".md", ".txt", ".xml"])
def test_a_version_is_tabled_from_a_file_of_any_format(
    harbour: Harbour, served: dict[str, Client], ending: str
) -> None:
    wording = (reworded(POINTS[0], "Ash should dredge the harbour."), *POINTS[1:])
    data = formats.write(document_of(wording), f"v1{ending}")
    answer = served["norway"].post(TABLE, sent(harbour, document=upload(f"v1{ending}", data), authors=["ash", "birch"]))
    assert answer.status_code == HTTPStatus.FOUND, told(answer)
    version = harbour.view().find("v1", texts.Table)
    assert [p.id for p in version.body.wording or ()] == [p.id for p in POINTS]
    assert next(p.words for p in version.body.wording or ()) == "Ash should dredge the harbour."
    assert version.body.authors == ("ash", "birch")
    assert head(harbour) == "v1"


def test_pasted_words_are_a_version_and_points_keep_their_identity(harbour: Harbour, served: dict[str, Client]) -> None:
    answer = served["norway"].post(TABLE, sent(harbour, words=WORDS.replace("shall light", "must light")))
    assert answer.status_code == HTTPStatus.FOUND, told(answer)
    wording = harbour.view().find("v1", texts.Table).body.wording or ()
    assert [(p.number, p.id) for p in wording] == [(p.number, p.id) for p in POINTS]


def test_a_number_that_is_free_stays_vacant_and_the_others_keep_their_ids(
    harbour: Harbour, served: dict[str, Client]
) -> None:
    points = [*POINTS, Provision("paaaaaaaa4", "The quay stays open.", number="4", mark="4. ")]
    harbour.table("w1", *points, parent="v0")
    words = WORDS.replace("Cedar may use the quay.", "[vacant]") + "\n\n4. The quay stays open."
    given = {"parent": harbour.view().find("w1").id, "label": "Third", "name": "w2", "words": words}
    dropped = {"became_paaaaaaaa3": "dropped", "why_paaaaaaaa3": "Cedar agreed"}
    answer = served["norway"].post(TABLE, {**given, **dropped})
    assert answer.status_code == HTTPStatus.FOUND, told(answer)
    wording = harbour.view().find("w2", texts.Table).body.wording or ()
    assert [p.number for p in wording if p.vacant] == ["3"]
    assert [(p.number, p.id) for p in wording if not p.vacant] == [
        ("1", "paaaaaaaa1"),
        ("2", "paaaaaaaa2"),
        ("4", "paaaaaaaa4"),
    ]
    row = told(served["ash"].get("/n/harbour/compare/", {"before": "w1", "after": "w2"}))
    assert "vacant" in row


def test_a_second_head_is_refused_in_the_browser(harbour: Harbour, served: dict[str, Client]) -> None:
    harbour.table("v1", parent="v0")
    answer = served["norway"].post(TABLE, sent(harbour, name="second", words=WORDS))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "There is one current text, v1, and no second one beside it" in told(answer)
    assert head(harbour) == "v1"


def test_a_version_without_text_is_tabled_and_says_so(harbour: Harbour, served: dict[str, Client]) -> None:
    answer = served["norway"].post(TABLE, sent(harbour, missing="on", expected="28"))
    assert answer.status_code == HTTPStatus.FOUND, told(answer)
    version = harbour.view().find("v1", texts.Table)
    assert (version.body.wording, version.body.expected) == (None, 28)
    compared = told(served["ash"].get("/n/harbour/compare/", {"before": "v0", "after": "v1"}))
    assert "Its text is not available; 0 claims about it are recorded." in compared


def test_a_point_that_is_lost_is_asked_for_and_nothing_has_to_be_brought_again(
    harbour: Harbour, served: dict[str, Client]
) -> None:
    file = upload("two.md", "1. Ash shall dredge the harbour.\n\n2. Birch shall light the pier.\n")
    first = served["norway"].post(TABLE, sent(harbour, document=file, expected="3", lang="en"))
    assert first.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = told(first)
    assert "Not found again in this version: 3 of v0." in page
    assert "Cedar may use the quay." in page
    assert 'name="became_paaaaaaaa3"' in page
    assert "Second draft" in page
    kept = base64.b64encode(b"1. Ash shall dredge the harbour.\n\n2. Birch shall light the pier.\n").decode()
    assert kept in page
    again = {"kept": kept, "called": "two.md", "became_paaaaaaaa3": "dropped", "why_paaaaaaaa3": "Cedar left"}
    second = served["norway"].post(TABLE, sent(harbour, expected="3", lang="en", **again))
    assert second.status_code == HTTPStatus.FOUND, told(second)
    body = harbour.view().find("v1", texts.Table).body
    assert body.disposed == (texts.Disposed("paaaaaaaa3", "dropped", "Cedar left"),)
    assert (body.expected, body.lang) == (3, "en")


def test_of_all_lost_points_the_same_is_said_in_one_go_and_of_single_ones_otherwise(
    harbour: Harbour, served: dict[str, Client]
) -> None:
    shorter = sent(harbour, words="1. Ash shall dredge the harbour.")
    assert "2 points of the version before are not found again" in told(served["norway"].post(TABLE, shorter))
    assert head(harbour) == "v0"
    single = {"became_paaaaaaaa2": "merged", "why_paaaaaaaa2": "with point 1"}
    second = served["norway"].post(TABLE, {**shorter, "became_*": "dropped", "why_*": "a shorter text", **single})
    assert second.status_code == HTTPStatus.FOUND, told(second)
    assert harbour.view().find("v1", texts.Table).body.disposed == (
        texts.Disposed("paaaaaaaa2", "merged", "with point 1"),
        texts.Disposed("paaaaaaaa3", "dropped", "a shorter text"),
    )


def test_nothing_is_said_of_a_lost_point_of_which_nobody_said_anything(
    harbour: Harbour, served: dict[str, Client]
) -> None:
    shorter = sent(harbour, words="1. Ash shall dredge the harbour.", why_paaaaaaaa2="who knows")
    answer = served["norway"].post(TABLE, {**shorter, "became_paaaaaaaa3": "dropped"})
    assert "Not found again in this version: 2 of v0." in told(answer)
    assert head(harbour) == "v0"


def test_a_party_that_does_not_hold_the_text_cannot_table_it(harbour: Harbour, served: dict[str, Client]) -> None:
    answer = served["ash"].post(TABLE, sent(harbour, words=WORDS))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "The one text is tabled by those who hold it" in told(answer)
    assert "Birch shall light the pier." in told(answer)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("v1.pdf", b"%PDF-1.7 x", "This is a PDF, which cannot be read"),
        ("v1.docx", b"PK\x03\x04 broken", "damaged"),
        ("v1.docx", b"", "The file is empty."),
        ("v1.txt", b"", "There are no words in it."),
        ("v1.txt", b"\xff\xfe\x00\xd8\x00", ""),
    ],
)
def test_a_bad_file_is_told_in_a_sentence(
    harbour: Harbour, served: dict[str, Client], name: str, data: bytes, sentence: str
) -> None:
    answer = served["norway"].post(TABLE, sent(harbour, document=upload(name, data)))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in told(answer)
    assert head(harbour) == "v0"


def test_a_document_that_is_too_large_is_told(harbour: Harbour, served: dict[str, Client]) -> None:
    answer = served["norway"].post(TABLE, sent(harbour, document=upload("v1.txt", b"x" * (4 * 1024 * 1024 + 1))))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "larger than 4 MB" in told(answer)


@pytest.mark.parametrize("wrong", [{}, {"words": WORDS, "missing": "on"}, {"kept": "not base64!", "called": "a.txt"}])
def test_a_version_has_words_or_has_none(harbour: Harbour, served: dict[str, Client], wrong: dict[str, str]) -> None:
    answer = served["norway"].post(TABLE, sent(harbour, **wrong))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Give a document, or its words, or say that its text is not available." in told(answer)


def test_a_rival_draft_is_opened_and_tabled_and_is_never_the_head(harbour: Harbour, served: dict[str, Client]) -> None:
    rival = {"title": "Ash's counter-draft", "name": "counter", "sponsors": ["ash"]}
    assert served["ash"].post("/n/harbour/do/rival/", rival).status_code == HTTPStatus.FOUND
    line = harbour.view().find("counter", texts.Line)
    assert line.body.sponsors == ("ash",)
    given = {"line": line.id, "parent": "", "label": "Counter", "name": "counter-1", "words": WORDS}
    answer = served["ash"].post(TABLE, given)
    assert answer.status_code == HTTPStatus.FOUND, told(answer)
    assert head(harbour) == "v0"
    assert texts.head(harbour.view(), line.id) is not None


def test_a_leak_is_recorded_as_a_wording_with_its_source(harbour: Harbour, served: dict[str, Client]) -> None:
    source = sources.Register("The Daily", "The text in full", retrieved=date(2030, 2, 27), digest="0" * 64)
    harbour.do(source, name="daily")
    given = {
        "version": harbour.view().find("v0").id,
        "label": "As leaked",
        "name": "leak-1",
        "words": "1. Ash shall dredge the port.",
        "source": "daily",
        "quote": "dredge the port",
        "place": "page 1",
    }
    answer = served["ash"].post("/n/harbour/do/witness/", given)
    assert answer.status_code == HTTPStatus.FOUND, told(answer)
    act = harbour.view().find("leak-1", texts.Witness)
    assert act.body.wording[0].id == "paaaaaaaa1"
    assert act.source is not None
    assert act.source.outlet == "The Daily"


def test_only_who_holds_the_pen_says_who_holds_the_text(harbour: Harbour, served: dict[str, Client]) -> None:
    given = {"line": "", "holders": ["ash", "birch"]}
    assert served["ash"].post("/n/harbour/do/hold/", given).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert served["norway"].post("/n/harbour/do/hold/", given).status_code == HTTPStatus.FOUND
    assert texts.holders(harbour.view()) == ("ash", "birch")


def test_no_choice_names_a_draft_in_another_s_room(harbour: Harbour, served: dict[str, Client]) -> None:
    doors = ("table", "witness", "hold", "take", "check-shorter")
    before = {door: len(served["birch"].get(f"/n/harbour/do/{door}/").content) for door in doors}
    line = harbour.do(texts.Line("Our own draft", ("ash",)), "ash", name="own", to=("ash",))
    harbour.do(texts.Table("Own", line=line.id, wording=POINTS), "ash", name="own-1", to=("ash",))
    for door in doors:
        page = served["birch"].get(f"/n/harbour/do/{door}/").content
        assert len(page) == before[door]
        assert b"own-1" not in page
    assert "own" in {act.name for act in texts.lines(harbour.record.view(Viewer("ash")))}
