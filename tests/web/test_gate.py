"""Who comes in: those who have a place; strangers meet the same answer whether or not there is such a negotiation."""

from http import HTTPStatus

import pytest
from django.test import Client

from harbour import Harbour
from onetext.process.rooms import Note
from onetext.record.audience import audience
from web.reading import without_tokens

pytestmark = pytest.mark.parametrize("place", ["file", "postgres"], indirect=True)


@pytest.mark.parametrize("name", ["ash", "birch", "norway", "observer", "keeper"])
def test_whoever_has_a_place_reads_the_text(served: dict[str, Client], name: str) -> None:
    answer = served[name].get("/n/harbour/")
    assert answer.status_code == HTTPStatus.OK
    assert "Ash shall dredge the harbour." in answer.content.decode()


def test_a_stranger_cannot_tell_a_negotiation_from_none(served: dict[str, Client]) -> None:
    there, nowhere = (served["stranger"].get(f"/n/{slug}/") for slug in ("harbour", "nowhere"))
    assert there.status_code == nowhere.status_code == HTTPStatus.NOT_FOUND
    assert there.content == nowhere.content


def test_whoever_has_not_signed_in_is_asked_to_everywhere_alike(served: dict[str, Client]) -> None:
    there, nowhere = (served[""].get(f"/n/{slug}/") for slug in ("harbour", "nowhere"))
    assert there.status_code == nowhere.status_code == HTTPStatus.FOUND
    assert there["Location"].replace("harbour", "nowhere") == nowhere["Location"]


def test_a_comment_comes_in_as_the_party_of_whoever_sent_it(served: dict[str, Client], harbour: Harbour) -> None:
    sent = {"provision": "paaaaaaaa1", "text": "Who pays?", "next": "/n/harbour/"}
    answer = served["ash"].post("/n/harbour/do/comment/", sent)
    assert answer.status_code == HTTPStatus.FOUND
    act = harbour.view().acts[-1]
    assert (act.author, act.party, act.body.text) == ("mayor-ash", "ash", "Who pays?")


def test_a_room_s_note_is_on_no_page_of_another_party(served: dict[str, Client], harbour: Harbour) -> None:
    before = without_tokens(served["birch"].get("/n/harbour/").content)
    harbour.do(Note("Our fallback is the small quay."), "ash", to=audience(["ash"]))
    assert without_tokens(served["birch"].get("/n/harbour/").content) == before
