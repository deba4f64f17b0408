"""A shorter text is checked against what it replaces: whose words are not found, under whose name."""

from http import HTTPStatus

import msgspec
import pytest
from django.test import Client

from harbour import POINTS, Harbour, reworded
from onetext.process.amendments import Propose
from onetext.record.audience import Viewer, audience
from onetext.web.asked import Asked
from onetext.web.pages.comparing.streamline import Streamline, streamline
from web.brought import upload

AT = "/n/harbour/streamline/"
BRACKETED = "Ash [shall (Birch)] [should in good years (Ash)] dredge the harbour."


@pytest.fixture
def bracketed(harbour: Harbour) -> Harbour:
    """v1 has two options in brackets, v2 kept only Birch's."""
    one, *others = POINTS
    harbour.table("v1", reworded(one, BRACKETED), *others, parent="v0")
    harbour.table("v2", reworded(one, "Ash shall dredge the harbour."), *others, parent="v1")
    return harbour


def checked(harbour: Harbour, before: str, after: str, who: str = "ash") -> Streamline:
    asked = Asked("harbour", f"mayor-{who}", who, query={"before": (before,), "after": (after,)})
    return streamline(harbour.record.view(Viewer(who)), asked)


def test_words_that_are_not_found_stand_under_their_party_s_name(bracketed: Harbour) -> None:
    found = checked(bracketed, "v1", "v2").checked
    assert found is not None
    missed = {loss.party: " ".join(w for item in loss.items for w in item.missing) for loss in found.missed}
    assert "Ash" in missed
    assert "in good years" in missed["Ash"]
    assert "Birch" not in missed


def test_each_new_paragraph_names_the_old_ones_that_it_was_made_from(bracketed: Harbour) -> None:
    found = checked(bracketed, "v1", "v2").checked
    assert found is not None
    assert [(one.now, one.before) for one in found.sources] == [(n, (n,)) for n in "123"]


def test_a_text_that_lost_nothing_is_said_to_have_lost_nothing(harbour: Harbour, served: dict[str, Client]) -> None:
    harbour.table("v1", parent="v0")
    told = served["ash"].get(AT, {"before": "v0", "after": "v1"}).content.decode()
    assert "Every word of the old text stands in the new one." in told


def test_a_text_without_words_is_no_proof(harbour: Harbour, served: dict[str, Client]) -> None:
    harbour.table("v1", parent="v0", known=False)
    told = served["ash"].get(AT, {"before": "v0", "after": "v1"}).content.decode()
    assert "The text of v1 is not available: there is nothing to check." in told
    assert "Every word" not in told


def test_a_text_that_is_not_tabled_yet_is_checked_and_not_recorded(
    bracketed: Harbour, served: dict[str, Client]
) -> None:
    count = len(bracketed.view().acts)
    words = "1. Ash shall dredge the harbour.\n\n2. Birch shall light the pier.\n\n3. Cedar may use the quay.\n"
    given = {"before": "v1", "document": upload("shorter.md", words)}
    answer = served["ash"].post("/n/harbour/do/check-shorter/", given)
    assert answer.status_code == HTTPStatus.OK
    told = answer.content.decode()
    assert "<bdi>shorter.md</bdi> checked against <bdi>v1</bdi>" in told
    assert "in good years" in told
    assert len(bracketed.view().acts) == count


def test_nothing_to_check_is_told(harbour: Harbour, served: dict[str, Client]) -> None:
    answer = served["ash"].post("/n/harbour/do/check-shorter/", {"before": harbour.view().find("v0").handle})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Give the shorter text: a document, or its words." in answer.content.decode()


def test_a_private_amendment_is_in_nobody_else_s_proof(harbour: Harbour, served: dict[str, Client]) -> None:
    harbour.table("v1", parent="v0")
    asked = {"before": "current", "after": "v0"}
    before = served["birch"].get(AT, asked).content
    one = POINTS[0]
    wish = Propose("replace", one.id, one.words or "", "Ash might dredge by spring.")
    harbour.do(wish, "ash", name="fallback", to=audience(["ash"]))
    assert served["birch"].get(AT, asked).content == before
    assert "might" in served["ash"].get(AT, asked).content.decode()


def test_the_check_is_a_value_that_the_api_can_give(bracketed: Harbour) -> None:
    assert b"in good years" in msgspec.json.encode(checked(bracketed, "v1", "v2"), enc_hook=str)
