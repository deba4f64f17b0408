"""A form that comes back shows what was asked for, and what was typed: after a refusal, and after signing in again."""

import re
from collections.abc import Iterator
from datetime import date
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from harbour import Harbour, harbour_at
from onetext.process import actors, amendments, sources
from onetext.record.audience import PUBLIC
from web.browser import Server, chromium, needs_chromium, serving, sit_down
from web.reading import plain

COMMENT = "/n/harbour/do/comment/"
SETTLE = "/n/harbour/do/settle/?provision=paaaaaaaa1"
DOCUMENT = sources.Register("The Daily", "Harbour talks", date(2026, 3, 1), "a" * 64, date(2026, 2, 28))


def handed_in(client: Client, harbour: Harbour, **typed: str) -> str:
    """The page that comes back when a comment that a document reports is refused."""
    harbour.do(DOCUMENT, name="daily", to=PUBLIC)
    fields = {"provision": "paaaaaaaa1", "text": "Who pays?", "by": "ash", "source": "daily", **typed}
    answer = client.post(COMMENT, fields)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    return answer.content.decode()


def focused(page: str) -> list[str]:
    """The names of the fields that are given the focus."""
    return [name for tag in re.findall(r"<[^>]* autofocus[^>]*>", page) for name in re.findall(r'name="(\w+)"', tag)]


def folds(page: str) -> list[str]:
    """The folds of a page's form, each as it is: open or shut."""
    form = page.partition('class="door"')[2].partition("</form>")[0]
    return ["open" if " open" in tag else "shut" for tag in re.findall(r"<details[^>]*>", form)]


def test_a_missing_quotation_and_place_are_told_at_once_where_they_are_asked_for(
    served: dict[str, Client], harbour: Harbour
) -> None:
    page = handed_in(served["ash"], harbour)
    refusal = plain(page.partition('class="refusal"')[2].partition("</div>")[0])
    assert "a short quotation from its source and the place of it" in refusal
    assert folds(page) == ["open"]
    assert focused(page) == ["quote"]


def test_where_only_the_place_is_missing_it_has_the_focus(served: dict[str, Client], harbour: Harbour) -> None:
    page = handed_in(served["ash"], harbour, quote="who pays")
    assert folds(page) == ["open"]
    assert focused(page) == ["place"]


def test_the_fold_of_a_form_in_which_nothing_was_said_there_is_shut(served: dict[str, Client]) -> None:
    assert folds(served["ash"].get(f"{COMMENT}?provision=paaaaaaaa1").content.decode()) == ["shut"]
    refused = served["ash"].post(COMMENT, {"provision": "paaaaaaaa1", "text": ""})
    assert folds(refused.content.decode()) == ["shut"]


@pytest.mark.parametrize("door", ["comment", "amend"])
def test_a_form_that_is_opened_without_a_point_says_that_none_is_named(served: dict[str, Client], door: str) -> None:
    answer = served["ash"].get(f"/n/harbour/do/{door}/")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "No point is named" in plain(answer.content.decode())


@pytest.mark.parametrize(("name", "may"), [("norway", True), ("ash", False)])
def test_whoever_does_not_hold_the_pen_is_told_so_before_settling(
    served: dict[str, Client], name: str, *, may: bool
) -> None:
    page = plain(served[name].get(SETTLE).content.decode())
    assert (amendments.ONLY_WITH_THE_PEN in page) is not may


def test_a_form_that_is_sent_leads_through_signing_in_to_itself(served: dict[str, Client]) -> None:
    opened = f"{COMMENT}?provision=paaaaaaaa1&next=/n/harbour/"
    action = re.search(r'class="door"[^>]* action="([^"]*)"', served["ash"].get(opened).content.decode())
    assert action is not None
    assert action[1].replace("&amp;", "&") == opened
    served["ash"].cookies.clear()
    answer = served["ash"].post(opened, {"provision": "paaaaaaaa1", "text": "Who pays?"})
    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == [opened]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    record = tmp_path_factory.mktemp("forms") / "harbour.onetext"
    found = harbour_at(record)
    found.do(actors.Declare("envoy", "Envoy", "person"))
    found.do(actors.Delegate("envoy", "norway"))
    found.table("v0")
    found.record.close()
    with serving(record, {"ash": ("mayor-ash", "ash"), "birch": ("mayor-birch", "birch")}) as running:
        yield running


@needs_chromium
@pytest.mark.parametrize("back", ["ash", "birch"])
def test_what_was_typed_when_the_session_ended_stands_there_after_signing_in_for_nobody_else(
    server: Server, back: str
) -> None:
    opened = f"{COMMENT}?provision=paaaaaaaa2&next=/n/harbour/"
    with chromium() as browser:
        mine, page = sit_down(browser, server, "ash")
        page.goto(opened)
        page.get_by_role("textbox", name="Comment").fill("How bright?")
        mine.clear_cookies(name="sessionid")
        page.get_by_role("button", name="Hand it in").click()
        page.wait_for_url("**/accounts/login/**")
        onward = parse_qs(urlsplit(page.url).query)["next"][0]
        assert onward == opened
        mine.add_cookies([{"name": "sessionid", "value": server.keys[back], "url": server.address}])
        page.goto(onward)
        there = page.get_by_role("textbox", name="Comment").input_value()
        assert there == ("How bright?" if back == "ash" else "")
        if back == "ash":
            page.get_by_role("button", name="Hand it in").click()
            page.wait_for_url("**/n/harbour/")
            page.goto(opened)
            assert page.get_by_role("textbox", name="Comment").input_value() == "", "it is in"
