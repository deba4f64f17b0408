"""The API: what a page shows as data, acts handed in, the record to take away; described as it is."""

import ast
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from harbour import Harbour
from onetext.record.errors import Refused
from onetext.web import pages
from onetext.web.api import offered
from onetext.web.asked import Asked
from onetext.web.pages import Page, every_download, every_page
from web.programs import program

API = "/api/n/harbour"
COMMENT = {"kind": "comments.comment/1", "body": {"provision": "paaaaaaaa1", "text": "Who pays?"}}
ONCE = {"Idempotency-Key": "0123456789abcdef"}
WORDS = ("", "v0", "1", "yes", "changed", "2030-03-01")


def sent(caller: Client, *acts: Mapping[str, Any], headers: dict[str, str] | None = None) -> Any:
    """The answer to acts that are handed in."""
    return caller.post(f"{API}/acts", {"acts": acts}, content_type="application/json", headers=headers or {})


def comments(harbour: Harbour) -> list[str]:
    """The words of the comments in the record."""
    return [act.body.text for act in harbour.view().acts if act.kind.startswith("comments.")]


def test_the_description_is_valid_openapi() -> None:
    assert [str(error) for error in OPENAPI_31_VALIDATOR.iter_errors(json.loads(offered.described()))] == []


def test_every_operation_is_described_under_a_name_of_its_own_with_its_parameters() -> None:
    paths = json.loads(offered.described())["paths"]
    found = [(path, one) for path, methods in paths.items() for one in methods.values()]
    assert len({one["operationId"] for _, one in found}) == len(found) == len(offered.every_operation())
    for path, one in found:
        there = {parameter["name"] for parameter in one["parameters"] if parameter["in"] == "path"}
        assert all(f"{{{name}}}" in path for name in there)
        assert path.count("{") == len(there)
        assert all(parameter["description"] for parameter in one["parameters"] if parameter["in"] == "query")


@pytest.mark.usefixtures("served")
def test_the_description_s_examples_are_taken(harbour: Harbour) -> None:
    actor = program("ash", may_act=True, may_place=True)
    for path, one in json.loads(offered.described())["paths"].items():
        if "requestBody" in one.get("post", {}):
            example = json.dumps(one["post"]["requestBody"]["content"]["application/json"]["example"])
            meant = example.replace("p3k7qzw2f", "paaaaaaaa1")
            address = path.replace("{slug}", "harbour")
            answer = actor.post(address, meant, content_type="application/json")
            assert answer.status_code in {HTTPStatus.OK, HTTPStatus.CREATED}, answer.content
    assert comments(harbour) == ["Who pays for the pier?"]


def test_every_page_and_every_file_is_an_operation() -> None:
    names = {one.name for one in offered.every_operation()}
    assert {f"page_{page.name}" for page in every_page()} <= names
    assert {f"file_{file.name}" for file in every_download()} <= names


class Listening(dict[str, tuple[str, ...]]):
    """A query in which every word is the same, and which notes the words that are asked for."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self.word, self.heard = word, set[str]()

    def get(self, name: str, default: Any = None) -> Any:
        self.heard.add(name)
        return (self.word,) if self.word else default


@pytest.mark.parametrize("page", every_page(), ids=lambda page: page.name)
def test_what_a_page_asks_of_its_address_is_described(page: Page, harbour: Harbour) -> None:
    heard = set[str]()
    for word in WORDS:
        query = Listening(word)
        parts = {"point": "1", "act": "v0", "version": "v0"}
        with suppress(Refused):
            page.build(harbour.view("ash"), Asked("harbour", "mayor-ash", "ash", parts=parts, query=query))
        heard |= query.heard
    assert heard <= {name for name, _ in page.asks} | {"as_of"}


def test_every_word_that_a_page_s_program_names_is_described_by_some_page() -> None:
    described = {name for page in every_page() for name, _ in page.asks}
    found = {word for path in Path(pages.__path__[0]).rglob("*.py") for word in _asked(ast.parse(path.read_text()))}
    assert found
    assert found <= described | {"as_of"}


def _asked(tree: ast.AST) -> Iterator[str]:
    for one in ast.walk(tree):
        match one:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="asked"), attr="word" | "words"),
                args=[ast.Constant(value=str(word)), *_],
            ):
                yield word


def test_a_call_without_a_key_is_told_to_send_one_whether_or_not_there_is_such_a_negotiation(
    served: dict[str, Client],
) -> None:
    there, nowhere = (served[""].get(address) for address in (API, "/api/n/nowhere"))
    assert there.status_code == HTTPStatus.UNAUTHORIZED
    assert there.headers["WWW-Authenticate"] == "Bearer"
    assert (there.content, there.headers) == (nowhere.content, nowhere.headers)


def test_a_cookie_counts_for_nothing(served: dict[str, Client]) -> None:
    assert served["ash"].get(API).status_code == HTTPStatus.UNAUTHORIZED
    assert sent(served["ash"], COMMENT).status_code == HTTPStatus.UNAUTHORIZED


@pytest.mark.usefixtures("served")
def test_a_key_for_another_negotiation_or_of_nobody_finds_nothing(harbour: Harbour) -> None:
    del harbour
    nobody = Client(headers={"authorization": "Bearer onetext_0123456789ab_nothing"})
    answers = [nobody.get(API), program("ash").get("/api/n/nowhere"), nobody.get("/api/n/nowhere")]
    assert {answer.status_code for answer in answers} == {HTTPStatus.NOT_FOUND}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.usefixtures("served")
def test_a_key_that_may_read_verifies_and_does_not_act(harbour: Harbour) -> None:
    reader = program("ash")
    assert reader.get(API).json()["party"] == "ash"
    checked = reader.post(f"{API}/verify", {}, content_type="application/json")
    assert (checked.status_code, checked.json()["holds"]) == (HTTPStatus.OK, True)
    assert sent(reader, COMMENT).status_code == HTTPStatus.FORBIDDEN
    assert comments(harbour) == []


@pytest.mark.usefixtures("served")
def test_acts_are_handed_in_as_the_key_s_owner_all_or_none(harbour: Harbour) -> None:
    actor = program("ash", may_act=True)
    refused = sent(actor, COMMENT, {"kind": "comments.comment/1", "body": {"provision": "nowhere", "text": "?"}})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert comments(harbour) == []
    kept = sent(actor, COMMENT)
    assert kept.status_code == HTTPStatus.CREATED
    act = harbour.view().act(kept.json()[0]["id"])
    assert act is not None
    assert (act.author, act.party, act.body.text) == ("mayor-ash", "ash", "Who pays?")


@pytest.mark.usefixtures("served")
def test_a_call_that_is_sent_again_under_its_key_is_done_once_and_answered_the_same(harbour: Harbour) -> None:
    actor = program("ash", may_act=True)
    other = {**COMMENT, "body": {**COMMENT["body"], "text": "And who dredges?"}}  # type: ignore[dict-item]  # a body
    first, again = (sent(actor, COMMENT, other, headers=ONCE) for _ in range(2))
    assert first.status_code == again.status_code == HTTPStatus.CREATED
    assert first.json() == again.json()
    assert comments(harbour) == ["Who pays?", "And who dredges?"]
    assert sent(program("birch", may_act=True), COMMENT, other, headers=ONCE).json() != first.json()
    assert sent(actor, other, headers=ONCE).json() != first.json()
    assert sent(actor, COMMENT, other).json() != first.json()


@pytest.mark.usefixtures("served")
def test_a_key_for_once_that_is_none_is_refused(harbour: Harbour) -> None:
    answer = sent(program("ash", may_act=True), COMMENT, headers={"Idempotency-Key": "1"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert comments(harbour) == []


@pytest.mark.usefixtures("served")
def test_a_program_looks_back_and_acts_only_now(harbour: Harbour) -> None:
    actor = program("ash", may_act=True)
    assert actor.get(f"{API}/acts?as_of=2030-02-28").json() == []
    late = actor.post(f"{API}/acts?as_of=2030-03-01", {"acts": [COMMENT]}, content_type="application/json")
    assert late.status_code == HTTPStatus.NOT_FOUND
    assert comments(harbour) == []


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        ("{}", "text/plain", HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        ("{", "application/json", HTTPStatus.BAD_REQUEST),
        (b"\xff", "application/json", HTTPStatus.BAD_REQUEST),
        ('{"acts": [{"kind": "x", "body": ' + "[" * 100_000, "application/json", HTTPStatus.BAD_REQUEST),
        ("{}", "application/json", HTTPStatus.UNPROCESSABLE_ENTITY),
        ('{"acts": []}', "application/json", HTTPStatus.UNPROCESSABLE_ENTITY),
        ('{"acts": [{"kind": "x", "body": {}}]}', "application/json", HTTPStatus.UNPROCESSABLE_ENTITY),
        ('{"acts": [{"kind": "comments.comment/1", "body": 1}]}', "application/json", HTTPStatus.UNPROCESSABLE_ENTITY),
    ],
)
@pytest.mark.usefixtures("served")
def test_what_cannot_be_read_is_refused_in_one_sentence(body: str | bytes, media: str, status: int) -> None:
    answer = program("ash", may_act=True).post(f"{API}/acts", body, content_type=media)
    assert answer.status_code == status
    assert answer.json()["detail"].endswith(".")


@pytest.mark.usefixtures("served")
def test_what_is_too_large_is_refused_as_that(settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = sent(program("ash", may_act=True), *[COMMENT] * 9)
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert answer.json()["detail"] == "What was sent is too large."


@pytest.mark.usefixtures("served")
def test_a_key_in_the_clear_is_refused_and_not_led_to_https(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    reader = program("ash")
    assert reader.get(API).status_code == HTTPStatus.BAD_REQUEST
    assert reader.get(API, secure=True).status_code == HTTPStatus.OK
    assert reader.get("/n/harbour/").headers["Location"].startswith("https://")


def test_too_many_acts_at_once_are_refused(served: dict[str, Client]) -> None:
    del served
    assert sent(program("ash", may_act=True), *[COMMENT] * 501).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_an_address_that_is_none_and_a_method_that_is_not_taken_are_answered_as_data(served: dict[str, Client]) -> None:
    nothing = served[""].get("/api/nothing/here")
    assert (nothing.status_code, list(nothing.json())) == (HTTPStatus.NOT_FOUND, ["detail"])
    other = served[""].delete(f"{API}/acts")
    assert other.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert other.headers["Allow"] == "GET, POST"


@pytest.mark.usefixtures("served")
def test_a_page_s_value_and_a_page_s_files_are_what_the_browser_gets() -> None:
    reader = program("ash")
    words = [point["id"] for point in reader.get(f"{API}/pages/text").json()["points"]]
    assert words == ["paaaaaaaa1", "paaaaaaaa2", "paaaaaaaa3"]
    by_page = reader.get("/n/harbour/documents/text/v0.md")
    by_call = reader.get(f"{API}/files/documents/text/v0.md")
    assert b"dredge the harbour" in by_page.content
    assert by_page.content == by_call.getvalue()
    assert by_page.headers["Content-Type"] == by_call.headers["Content-Type"]
    assert reader.get(f"{API}/files/documents/text/v0.exe").status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_the_page_for_people_lists_every_operation_to_everybody(served: dict[str, Client]) -> None:
    page = served[""].get("/api/").content.decode()
    for one in offered.every_operation():
        assert f"{one.method} /api{one.path}" in page
    assert all(word in page for one in offered.every_operation() for word in one.query)


def test_a_call_is_answered_too_many_when_its_caller_guessed_keys(served: dict[str, Client]) -> None:
    del served
    guesser = Client(headers={"authorization": "Bearer onetext_0123456789ab_guess"})
    statuses = [guesser.get(API).status_code for _ in range(31)]
    assert statuses == [HTTPStatus.NOT_FOUND] * 30 + [HTTPStatus.TOO_MANY_REQUESTS]


@pytest.mark.usefixtures("served")
def test_a_found_text_is_matched_for_a_key_that_may_read(harbour: Harbour) -> None:
    words = "1. Ash shall dredge the harbour.\n\n2. Birch shall light the pier."
    found = program("ash").post(f"{API}/found-text", {"text": words}, content_type="application/json")
    assert found.status_code == HTTPStatus.OK
    assert (found.json()["nearest"]["version"], "not proof" in found.json()["caution"].lower()) == ("v0", True)
    empty = program("ash").post(f"{API}/found-text", {"text": " "}, content_type="application/json")
    assert (empty.status_code, empty.json()) == (
        HTTPStatus.UNPROCESSABLE_ENTITY,
        {"detail": "The found text is empty."},
    )
    assert harbour.view().acts[-1].name == "v0"
