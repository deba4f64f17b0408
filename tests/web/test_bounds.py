"""A server takes texts of thousands of points, and refuses one that would hold it, in one sentence with the figures."""

import base64
import io
import zipfile
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from harbour import Harbour
from onetext.exchange import formats
from onetext.exchange.document import Document, Mark, Paragraph, Span
from onetext.process import texts
from web.brought import upload
from web.programs import program

DO = "/n/harbour/do/"
MANY = [{"id": f"p{n}", "words": "a"} for n in range(10_001)]
BRACKETS = "[a] " * 200_000


def paragraphs(count: int) -> Iterable[str]:
    return (f"{place}. Ship {place} shall leave berth {place % 7}." for place in range(1, count + 1))


def word_file(count: int) -> bytes:
    """A Word file of so many short paragraphs, with the other parts as we write them."""
    ours = formats.write(Document((Paragraph((Span("Here."),)),)), "one.docx")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ours)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                start, end = data.index(b"<w:p>") if b"<w:p>" in data else data.index(b"<w:p "), data.rindex(b"</w:p>")
                body = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs(count))
                data = data[:start] + body.encode() + data[end + len(b"</w:p>") :]
            new.writestr(name, data)
    return out.getvalue()


@pytest.fixture(scope="module")
def huge() -> bytes:
    """60,000 short paragraphs."""
    return word_file(60_000)


def told(answer: Any) -> str:
    return str(answer.content, "utf-8")


WAYS: dict[str, tuple[str, dict[str, object], str]] = {
    "tabled": ("table", {"label": "Second draft", "name": "v1"}, "words"),
    "a published wording": ("witness", {"label": "A leak"}, "words"),
    "a draft in one's room": ("draft", {"title": "Ours"}, "text"),
    "found": ("found-text", {}, "text"),
    "a shorter text": ("check-shorter", {"before": "v0"}, "words"),
    "taken": ("take", {}, ""),
}


def given(harbour: Harbour, way: str) -> tuple[str, dict[str, object]]:
    door, fields, _ = WAYS[way]
    head = harbour.view().find("v0")
    asks: dict[str, dict[str, object]] = {"table": {"parent": head.id}, "witness": {"version": head.handle}}
    return f"{DO}{door}/", {**fields, **asks.get(door, {})}


@pytest.mark.parametrize("way", WAYS)
def test_a_document_of_too_many_points_is_refused_with_the_figures(
    harbour: Harbour, served: dict[str, Client], way: str, huge: bytes
) -> None:
    door, fields = given(harbour, way)
    acts = len(harbour.view().acts)
    answer = served["norway"].post(door, {**fields, "document": upload("huge.docx", huge)})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "The text has 60,000 points, and at most 10,000 are taken at once: divide it." in told(answer)
    assert len(harbour.view().acts) == acts


@pytest.mark.parametrize("way", [way for way, (_, _, pasted) in WAYS.items() if pasted])
def test_pasted_words_with_too_many_brackets_are_refused_with_the_figures(
    harbour: Harbour, served: dict[str, Client], way: str
) -> None:
    door, fields = given(harbour, way)
    words = BRACKETS[:400_000]  # some doors take half a million characters at most
    answer = served["norway"].post(door, {**fields, WAYS[way][2]: words})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "The text has 100,000 brackets, and at most 20,000 are taken at once: divide it." in told(answer)


def test_a_point_of_too_many_words_is_refused_with_the_figures(harbour: Harbour, served: dict[str, Client]) -> None:
    door, fields = given(harbour, "tabled")
    answer = served["norway"].post(door, {**fields, "words": "1. " + "port " * 20_001})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "One point has 20,001 words, and at most 20,000 are taken: divide it." in told(answer)


@pytest.fixture
def call(served: dict[str, Client]) -> Callable[..., Any]:
    """Posts to the API as the mediator's program."""
    del served
    client = program("norway", may_act=True)
    return lambda path, body: client.post(f"/api/n/harbour/{path}", body, "application/json")


@pytest.mark.parametrize(
    ("kind", "body", "figures"),
    [
        ("texts.table/1", {"label": "V", "wording": MANY}, "10,001 points"),
        ("texts.table/1", {"label": "V", "wording": [{"id": "p", "words": BRACKETS}]}, "200,000"),
        ("amendments.propose/1", {"change": "replace", "provision": "p", "base": "x", "words": BRACKETS}, "200,000"),
        ("comments.comment/1", {"provision": "paaaaaaaa1", "text": BRACKETS}, "200,000 brackets"),
    ],
)  # fmt: skip
def test_a_program_cannot_hand_in_more_than_a_person(
    harbour: Harbour, call: Callable[..., Any], kind: str, body: dict[str, object], figures: str
) -> None:
    acts = len(harbour.view().acts)
    answer = call("acts", {"acts": [{"kind": kind, "body": body}]})
    assert HTTPStatus.BAD_REQUEST <= answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, told(answer)
    assert figures in answer.json()["detail"]
    assert len(harbour.view().acts) == acts


def test_a_program_cannot_have_a_text_matched_that_is_too_large(call: Callable[..., Any]) -> None:
    answer = call("found-text", {"text": BRACKETS[:400_000]})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "100,000 brackets" in answer.json()["detail"]


def test_a_document_with_more_authors_than_its_length_allows_is_refused(served: dict[str, Client]) -> None:
    plain = [Paragraph((Span(words),)) for words in paragraphs(500)]
    changed = [Paragraph((Span(f"Ship {n}."), Span(" It waits.", inserted=Mark(f"Author {n}")))) for n in range(301)]
    data = formats.write(Document((*plain, *changed)), "many.docx")
    answer = served["norway"].post(f"{DO}take/", {"document": upload("many.docx", data)})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "The document has changes by 301 authors, and at most 187 are taken at once" in told(answer)


def test_a_text_of_five_thousand_points_is_tabled_matched_and_taken(
    harbour: Harbour, served: dict[str, Client]
) -> None:
    data = word_file(5_000)
    kept = base64.b64encode(data).decode()
    door, fields = given(harbour, "tabled")
    lost = {f"became_paaaaaaaa{n}": "dropped" for n in (1, 2, 3)} | {f"why_paaaaaaaa{n}": "gone" for n in (1, 2, 3)}
    answer = served["norway"].post(door, {**fields, **lost, "kept": kept, "called": "large.docx"})
    assert answer.status_code == HTTPStatus.FOUND, told(answer)
    assert len(harbour.view().find("v1", texts.Table).body.wording or ()) == 5_000
    found = served["norway"].post(f"{DO}found-text/", {"document": upload("large.docx", data)})
    assert found.status_code == HTTPStatus.OK
    assert "100" in told(found)
    taken = served["norway"].post(f"{DO}take/", {"document": upload("large.docx", data)})
    assert taken.status_code == HTTPStatus.OK
