"""What an attacker tries at the table's pages, and what each attempt meets: a plain refusal, and nothing lost."""

import asyncio
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django.fixtures import Settings

from harbour import Harbour
from onetext.process.comments import Comment
from onetext.record.audience import Viewer
from onetext.record.sqlite import SqliteLog
from onetext.web.accounts import tokens
from onetext.web.accounts.models import Account, Invitation, Membership, Published
from onetext.web.home import Place
from onetext.web.live.entrance import Admitted
from onetext.web.wsgi import Application
from web.signing_in import PASSWORD

HERE = "/n/harbour/"
LEAVES = ("0", "-1", "\N{SUPERSCRIPT TWO}", "000000001" + "9" * 5000)


@pytest.mark.parametrize("page", ["record", "compare"])
@pytest.mark.parametrize("leaf", LEAVES)
def test_a_leaf_that_no_list_has_is_refused_however_it_is_written(
    served: dict[str, Client], page: str, leaf: str
) -> None:
    answer = served["ash"].get(f"{HERE}{page}/", {"leaf": leaf, "before": "v0", "after": "v0"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize("until", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00", "\0", "9" * 5000])
def test_a_moment_beyond_the_calendar_marks_nothing_as_seen(served: dict[str, Client], until: str) -> None:
    answer = served["ash"].post(f"{HERE}seen/", {"until": until})
    assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, HERE)


@pytest.mark.parametrize("codec", ["hex", "zlib", "unicode_escape", "utf-7", "undefined", "utf-16"])
def test_no_codec_that_a_caller_names_is_used_on_what_it_sends(
    served: dict[str, Client], monkeypatch: pytest.MonkeyPatch, codec: str
) -> None:
    monkeypatch.setattr("django.test.client.WSGIRequest", Application.request_class)
    form = b'--X\r\nContent-Disposition: form-data; name="text"\r\n\r\nWho \\ud800 pays?\r\n--X--\r\n'
    kind = f"multipart/form-data; boundary=X; charset={codec}"
    sent = served["ash"].generic("POST", f"{HERE}do/comment/?provision=paaaaaaaa1", form, kind)
    assert sent.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    asked = served["ash"].get(f"{HERE}compare/?before=%5cud800&after=v0", CONTENT_TYPE=kind)
    assert asked.status_code < HTTPStatus.INTERNAL_SERVER_ERROR


def test_the_server_s_own_application_reads_requests_so() -> None:
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": "as_of=%5cud800",
        "CONTENT_TYPE": "text/plain; charset=unicode_escape",
        "wsgi.input": BytesIO(),
    }
    assert Application.request_class(environ).GET["as_of"] == "\\ud800"


def test_a_value_that_no_list_offers_is_refused_as_a_mistake_not_as_a_fault_of_the_record(
    served: dict[str, Client], harbour: Harbour
) -> None:
    before = harbour.view().acts
    said = {"slug": "elder", "name": "The elder", "kind": "wizard"}
    calls = Client(headers={"authorization": f"Bearer {_token('keeper')}"})
    for kind in ("actors.declare/1", "tracks.report/1"):
        sent = {"acts": [{"kind": kind, "body": {**said, "referral": before[0].id, "outcome": "magic"}}]}
        answer = calls.post("/api/n/harbour/acts", sent, content_type="application/json")
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY, answer.content
    assert served
    assert harbour.view().acts == before


def _token(name: str) -> str:
    account = Account.objects.get(email=f"{name}@harbour.example")
    return tokens.make(account, "harbour", "a script", 30, may_act=True)


def test_one_damaged_record_keeps_nobody_from_the_others(
    served: dict[str, Client], place: Place, settings: Settings, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.onetext"
    SqliteLog.create(damaged).close()
    with damaged.open("r+b") as file:
        file.write(b"\0" * 4096)
    settings.PLACE = Place(place.home, (*place.files, damaged))
    Published.objects.create(negotiation="damaged")
    for name in ("ash", "stranger"):
        answer = served[name].get("/")
        assert answer.status_code == HTTPStatus.OK
    assert "Harbour agreement" in served["ash"].get("/").content.decode()
    assert served["ash"].get(HERE).status_code == HTTPStatus.OK
    assert served["ash"].get("/n/damaged/").status_code == HTTPStatus.SERVICE_UNAVAILABLE


def test_a_sentence_with_words_of_one_negotiation_is_not_said_at_another(
    served: dict[str, Client], settings: Settings, place: Place, tmp_path: Path
) -> None:
    with sqlite3.connect(place.files[0]) as source, sqlite3.connect(tmp_path / "other.onetext") as target:
        source.backup(target)
    settings.PLACE = Place(place.home, (*place.files, tmp_path / "other.onetext"))
    ash = Account.objects.get(email="ash@harbour.example")
    Membership.objects.create(account=ash, negotiation="other", person="mayor-birch", party="birch")
    sent = {"provision": "paaaaaaaa1", "text": "Who pays?", "next": "/n/other/"}
    assert served["ash"].post(f"{HERE}do/comment/", sent)["Location"] == "/n/other/"
    assert "Your comment on point" not in served["ash"].get("/n/other/").content.decode()
    served["ash"].post(f"{HERE}do/comment/", {**sent, "next": HERE})
    assert "Your comment on point" in served["ash"].get(HERE).content.decode()


def test_no_token_is_made_before_the_second_factor(served: dict[str, Client], settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    for answer in (served["ash"].get("/accounts/tokens/"), served["ash"].post("/accounts/tokens/", {})):
        assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, "/accounts/2fa/")


def test_trying_under_many_names_does_not_wipe_out_what_was_counted(db: None) -> None:
    del db
    cache.set("tries-of-one", 7, 600)
    for number in range(400):
        cache.set(f"aa-tries-of-another-{number}", 1, 600)
    assert cache.get("tries-of-one") == 7


def test_more_than_a_form_may_hold_is_refused_to_programs_as_data(served: dict[str, Client]) -> None:
    calls = Client(headers={"authorization": f"Bearer {_token('ash')}"})
    body = b'{"acts": ["' + b"x" * (7 << 20) + b'"]}'
    answer = calls.post("/api/n/harbour/acts", body, content_type="application/json")
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert answer.json() == {"detail": "What was sent is too large."}
    assert served


def test_no_act_can_be_named_as_another_s_id_and_be_taken_for_it(served: dict[str, Client], harbour: Harbour) -> None:
    asked = harbour.do(Comment("paaaaaaaa1", "Who pays?"), "mayor-birch/birch")
    for name in (asked.id, asked.id[:8], asked.id[:4]):
        sent = {"provision": "paaaaaaaa1", "text": "Nobody pays.", "name": name}
        answer = served["ash"].post(f"{HERE}do/comment/", sent)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert harbour.view().acts[-1].id == asked.id


def test_a_whole_id_means_its_act_also_where_an_act_was_named_so(harbour: Harbour) -> None:
    first, second = (harbour.do(Comment("paaaaaaaa1", words), name=words) for words in ("one", "two"))
    view = harbour.view()
    hijacked = replace(view, by_name=view.by_name.insert(first.id, (second.id,)))
    assert hijacked.find(first.id).id == first.id


@pytest.mark.parametrize("kept", ["x\0", "\N{EM DASH} onetext", "a\n+\n"])
def test_what_is_no_kept_head_is_the_caller_s_mistake(served: dict[str, Client], kept: str) -> None:
    calls = Client(headers={"authorization": f"Bearer {_token('ash')}"})
    answer = calls.post("/api/n/harbour/verify", {"kept": kept}, content_type="application/json")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert served


def test_a_link_that_is_mailed_is_shown_to_nobody_else(
    served: dict[str, Client], settings: Settings, mailoutbox: list[EmailMessage]
) -> None:
    settings.MAIL_IS_SENT = True
    invited = {"email": "anna@ash.example", "new_name": "Anna Berg", "new_slug": "anna-berg", "party": "ash"}
    page = served["ash"].post(f"{HERE}places/", invited).content.decode()
    assert "anna@ash.example" in page
    assert "/accounts/invitation/" not in page
    assert "/accounts/invitation/" in mailoutbox[0].body


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:a()", "\\\\evil.example"]
)
def test_nobody_is_led_to_another_host(served: dict[str, Client], elsewhere: str) -> None:
    sent = {"provision": "paaaaaaaa1", "text": "Who pays?", "next": elsewhere}
    assert served["ash"].post(f"{HERE}do/comment/", sent)["Location"].startswith("/")
    assert served["ash"].post("/language/", {"language": "fr", "next": elsewhere})["Location"].startswith("/")
    Account.objects.create_user("anna@north.example", PASSWORD)
    signs_in = {"login": "anna@north.example", "password": PASSWORD, "next": elsewhere}
    assert Client().post("/accounts/login/", signs_in)["Location"] == "/"


def test_a_form_changes_what_it_is_for_and_no_other_field(served: dict[str, Client]) -> None:
    sent = {"name": "Ash", "zone": "", "email": "evil@ash.example", "password": "x", "generation": "9", "is_active": ""}
    served["ash"].post("/settings/", sent)
    ash = Account.objects.get(email="ash@harbour.example")
    assert (ash.name, ash.is_active, ash.generation) == ("Ash", True, 0)


def test_where_mail_cannot_be_sent_nobody_is_invited_and_that_is_said(
    served: dict[str, Client], settings: Settings
) -> None:
    settings.MAIL_IS_SENT = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    invited = {"email": "anna@ash.example", "new_name": "Anna Berg", "new_slug": "anna-berg", "party": "ash"}
    page = served["ash"].post(f"{HERE}places/", invited).content.decode()
    assert "nobody is invited" in page
    assert not Invitation.objects.standing().exists()


@pytest.mark.parametrize(("said", "status"), [(b"33554433", 413), (b"9" * 5000, 413), (b"-1", 413)])
def test_more_than_any_form_sends_is_not_even_read(place: Place, settings: Settings, said: bytes, status: int) -> None:
    settings.PLACE = place
    from onetext.web.asgi import application

    told: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    async def receive() -> dict[str, Any]:
        raise AssertionError("it was read")

    scope = {"type": "http", "method": "POST", "path": "/accounts/login/", "headers": [(b"content-length", said)]}
    asyncio.run(application(scope, receive, send))
    assert told[0]["status"] == status


def test_each_key_s_stream_is_asked_about_by_itself(place: Place, settings: Settings) -> None:
    settings.PLACE = place
    from onetext.web.live.changes import Seen
    from onetext.web.live.hub import Stream

    admitted = Admitted("harbour", "mayor-ash", Viewer("ash"), None)
    keys = ("Bearer onetext_good_key", "Bearer onetext_revoked_key")
    seen = Seen((), "", datetime.now(UTC))
    assert len({Stream(admitted, {"HTTP_AUTHORIZATION": key}, seen, 0.0).who for key in keys}) == 2
