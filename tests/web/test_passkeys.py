"""In real Chromium, with its own authenticator: an invitation, a passkey, and signing in with nothing else."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from harbour import harbour_at
from web.browser import CHROMIUM, FLAGS, Server, needs_chromium, serving
from web.signing_in import PASSWORD

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """The harbour, served, with nobody in it yet."""
    found = harbour_at(tmp_path / "harbour.onetext")
    found.table("v0")
    found.record.close()
    with serving(tmp_path / "harbour.onetext", {}) as running:
        yield running


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Chromium that finds this machine by its name: a passkey belongs to a name, not to a number."""
    flags = [flag.replace("EXCLUDE 127.0.0.1", "EXCLUDE 127.0.0.1, EXCLUDE localhost") for flag in FLAGS]
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield found
        found.close()


def link(tmp_path: Path, email: str, seat: str) -> str:
    """The path of an invitation that the keeper makes on the command line."""
    words = ["account", "add", email, "--at", str(tmp_path / "harbour.onetext"), "--as", seat]
    run = subprocess.run([sys.executable, "-m", "onetext", *words], capture_output=True, text=True, check=True)
    return "/accounts/" + run.stdout.strip().partition("/accounts/")[2]


def window(browser: Browser, server: Server) -> tuple[BrowserContext, Page, list[str]]:
    """A browser window with an authenticator of its own, and what the page complained about."""
    context = browser.new_context(base_url=server.address.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return context, page, complaints


def take_the_place(page: Page, path: str) -> None:
    """Open an invitation and make an account."""
    page.goto(path)
    page.get_by_label("Your name").fill("Mayor Ash")
    page.get_by_label("A password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_text("You are here as Mayor Ash for Ash")).to_be_visible()


def add_a_passkey(page: Page) -> None:
    """Add a passkey on the pages of the account, after the password was given again."""
    page.get_by_role("link", name="Your account").click()
    page.get_by_role("link", name="Second factor and passkeys").click()
    page.get_by_role("link", name="Add").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/recovery-codes/**")


@needs_chromium
def test_from_an_invitation_to_signing_in_with_a_passkey_alone(
    tmp_path: Path, server: Server, browser: Browser
) -> None:
    _, page, complaints = window(browser, server)
    take_the_place(page, link(tmp_path, "mayor@ash.example", "mayor-ash/ash"))
    add_a_passkey(page)
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign Out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Negotiations")).to_be_visible()
    page.goto("/n/harbour/")
    expect(page.get_by_text("You are here as Mayor Ash for Ash")).to_be_visible()
    assert [said for said in complaints if "live.js" not in said and "404" not in said] == []


@needs_chromium
def test_a_password_is_not_enough_where_there_is_a_passkey(tmp_path: Path, server: Server, browser: Browser) -> None:
    context, page, _ = window(browser, server)
    take_the_place(page, link(tmp_path, "mayor@ash.example", "mayor-ash/ash"))
    add_a_passkey(page)
    context.clear_cookies()
    page.goto("/n/harbour/")
    page.get_by_label("Email").fill("mayor@ash.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/2fa/authenticate/**")
    page.get_by_role("button", name="Use a security key").click()
    expect(page.get_by_text("You are here as Mayor Ash for Ash")).to_be_visible()
