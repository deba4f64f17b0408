"""No door passes over what was typed because of another field: it counts, or it is asked about."""

from http import HTTPStatus
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from harbour import POINTS, Harbour, reworded
from onetext.process import amendments, claims, positions
from onetext.process.statements import Statement
from web.reading import plain
from web.test_doors_public import DAILY
from web.test_doors_text import WORDS, fields, opened, send

ONE = POINTS[0]
OTHER_KIND = "A claim of this kind does not say this: empty it, or choose another kind."
TRACKED = "Only a document has tracked changes: leave that choice open for words that are pasted."


def refused(browser: Client, door: str, typed: dict[str, Any]) -> str:
    """Why a form came back."""
    answer = send(browser, door, typed)
    said = plain(answer.content.decode())
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY, said
    return said


@pytest.mark.parametrize("stance", ["agreed", "opposed", "reserved", "silent"])
def test_a_condition_belongs_to_a_stance_on_a_condition(
    served: dict[str, Client], harbour: Harbour, stance: str
) -> None:
    form = opened(served["ash"], "stance", provision=ONE.id) | {"stance": stance, "condition": "the quay stays open"}
    assert "Only a conditional stance has a condition" in refused(served["ash"], "stance", form)
    assert not positions.history(harbour.view())


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("context", {"author": "Ash"}),
        ("progress", {"points": [ONE.id]}),
        ("position", {"topic": "harbour"}),
        ("pressure", {"denied": "on"}),
        ("principle", {"became": "dropped"}),
        ("context", {"on": "Birch"}),
        ("position", {"text": "v0"}),
    ],
)
def test_a_claim_says_nothing_that_its_kind_does_not_say(
    served: dict[str, Client], harbour: Harbour, kind: str, more: dict[str, Any]
) -> None:
    more = {name: harbour.view().find("v0").id if name == "text" else value for name, value in more.items()}
    form = {"kind": kind, "by": "Ash", "words": "It silts up.", **more}
    assert OTHER_KIND in refused(served["keeper"], "claim", form)
    assert not claims.claims(harbour.view())


def test_a_found_text_is_given_once(served: dict[str, Client], harbour: Harbour) -> None:
    del harbour
    file = SimpleUploadedFile("found.txt", b"Ash shall dredge the harbour.")
    said = refused(served["ash"], "found-text", {"text": "Birch lights the pier.", "document": file})
    assert "Give a document or its words, not both." in said


def test_the_next_version_of_a_draft_has_no_title_of_its_own(served: dict[str, Client], harbour: Harbour) -> None:
    first = {"title": "Our draft", "text": "1. Ash dredges."}
    assert send(served["ash"], "draft", first).status_code == HTTPStatus.FOUND
    (line,) = [act for act in harbour.view() if act.kind == "texts.line/1"]
    said = refused(served["ash"], "draft", {"line": line.id, "title": "Another", "text": "1. Ash rests."})
    assert "A new version stands under the title of its draft" in said


@pytest.mark.parametrize("door", ["draft", "table", "check-shorter"])
def test_pasted_words_have_no_tracked_changes(served: dict[str, Client], harbour: Harbour, door: str) -> None:
    del harbour
    typed = {"title": "Ours", "label": "Ours", "name": "ours", "before": "v0", "changes": "accepted"}
    said = refused(served["norway"], door, {**typed, "text": "1. Ash dredges.", "words": "1. Ash dredges."})
    assert TRACKED in said


def test_whoever_is_bound_by_a_limb_is_bound_by_words(served: dict[str, Client], harbour: Harbour) -> None:
    del harbour
    form = opened(served["norway"], "divide", provision=ONE.id) | {"actor3": "birch"}
    assert "Give the words of this limb, or choose nobody whom it binds." in refused(served["norway"], "divide", form)


def test_the_address_of_a_new_document_is_not_passed_over_for_one_in_the_list(
    served: dict[str, Client], harbour: Harbour
) -> None:
    harbour.do(DAILY, name="daily")
    cited = {"source": "daily", "quote": "it was said", "place": "paragraph 1"}
    typed = {"speaker": "Ash", "words": "We met.", "url": "https://example.org/other", **cited}
    assert "not both" in refused(served["keeper"], "quick-statement", typed)
    assert not [act for act in harbour.view() if isinstance(act.body, Statement)]
    beforehand = {name: value for name, value in typed.items() if name != "url"} | {"retrieved": "2026-03-02"}
    assert send(served["keeper"], "quick-statement", beforehand).status_code == HTTPStatus.FOUND


def test_a_change_that_was_carried_over_is_not_handed_in_for_words_typed_since(
    served: dict[str, Client], harbour: Harbour
) -> None:
    form = opened(served["ash"], "amend", provision=ONE.id)
    harbour.do(amendments.Settle(ONE.id, (reworded(ONE, "Ash shall dredge the harbour in May."),)))
    again = dict(fields(send(served["ash"], "amend", {**form, "words": WORDS}).content.decode()))
    carried = again | {"carried": "Ash shall dredge the whole harbour in May.", "words": "Ash shall rest."}
    assert "hand in one or the other" in refused(served["ash"], "amend", carried)
    assert not amendments.pending(harbour.view())
