"""What cannot be done is told in words that hold where they are read: on a page, in an answer for a program."""

import logging
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from onetext.exchange.errors import UnreadableDocument
from onetext.record.errors import (
    AlreadyRecorded,
    ConnectionLost,
    DamagedRecord,
    DiskFull,
    RecordError,
    RecordLocked,
    Refused,
)
from onetext.web.accounts import tokens
from onetext.web.accounts.models import Account
from onetext.web.refusals import told
from web.reading import plain

SENTENCE = "A comment of one's own is in nobody else's name; record what others said with its source"
IN_ANOTHERS_NAME = {"provision": "paaaaaaaa1", "text": "We agree.", "by": "Birch"}


def test_a_refused_form_says_what_to_do_and_not_what_to_type(served: dict[str, Client]) -> None:
    answer = served["ash"].post("/n/harbour/do/comment/", IN_ANOTHERS_NAME)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f"{SENTENCE}." in plain(answer.content.decode())
    assert "--source" not in answer.content.decode()


def test_a_program_is_told_the_sentence_alone(served: dict[str, Client]) -> None:
    del served
    ash = Account.objects.get(email="ash@harbour.example")
    key = f"Bearer {tokens.make(ash, 'harbour', 'a script', 30, may_act=True)}"
    sent: dict[str, Any] = {"acts": [{"kind": "comments.comment/1", "body": IN_ANOTHERS_NAME}]}
    answer = Client(headers={"authorization": key}).post("/api/n/harbour/acts", sent, content_type="application/json")
    assert (answer.status_code, answer.json()) == (HTTPStatus.UNPROCESSABLE_ENTITY, {"detail": f"{SENTENCE}."})


@pytest.mark.parametrize("kind", [AlreadyRecorded, ConnectionLost, DamagedRecord, DiskFull, RecordLocked])
def test_where_a_record_lies_is_told_to_whoever_runs_the_server_alone(
    kind: type[RecordError], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="onetext.web"):
        shown = told(kind("/srv/talks/harbour.onetext is as it is: restore a copy."))
    assert "/srv" not in shown
    assert "restore" not in shown
    assert ("/srv/talks/harbour.onetext" in caplog.text) is (kind is not AlreadyRecorded)


@pytest.mark.parametrize("kind", [Refused, UnreadableDocument])
def test_what_is_wrong_with_an_act_or_a_document_is_told_as_it_is(kind: type[RecordError]) -> None:
    assert told(kind("It is empty: choose another.")) == "It is empty: choose another."
