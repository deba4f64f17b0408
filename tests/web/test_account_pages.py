"""The pages of accounts and places in real Chromium: everybody can use them, also without any script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from harbour import harbour_at
from web.browser import Server, chromium, needs_chromium, serving, sit_down
from web.walking import ACCOUNT, walk


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The harbour with its keeper and Ash's mayor."""
    path: Path = tmp_path_factory.mktemp("served") / "harbour.onetext"
    found = harbour_at(path)
    found.table("v0")
    found.record.close()
    with serving(path, {"keeper": ("keeper", ""), "ash": ("mayor-ash", "ash")}) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium() as found:
        yield found


@needs_chromium
def test_the_pages_of_an_account_and_of_places_can_be_used_by_everybody(server: Server, browser: Browser) -> None:
    context, page = sit_down(browser, server, "ash")
    page.close()
    assert walk(context, "/n/harbour/places/", *ACCOUNT) == []
    context.close()


@needs_chromium
def test_signing_in_and_inviting_need_no_script(server: Server, browser: Browser) -> None:
    context, page = sit_down(browser, server, "ash", java_script_enabled=False)
    page.goto("/n/harbour/people/")
    page.get_by_role("link", name="Places and invitations").click()
    page.get_by_label("E-mail address").fill("anna@ash.example")
    page.get_by_label("or a new person").fill("Anna Berg")
    page.get_by_label("Short name").fill("anna-berg")
    page.get_by_role("button", name="Make the invitation").click()
    link = page.locator("code.secret").inner_text()
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign Out").click()
    page.goto(link)
    page.get_by_label("Your name").fill("Anna Berg")
    page.get_by_label("A password").fill("seven brass lanterns")
    page.get_by_role("button", name="Make the account").click()
    assert page.locator(".who strong").inner_text() == "Anna Berg for Ash"
    context.close()
