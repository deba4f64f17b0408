"""The texts in a real browser: from change to change by keys, a version that asks for what it lost, Word out and in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from harbour import POINTS, Harbour, reworded
from onetext.exchange.document import Span
from onetext.process import amendments, texts
from web.brought import BIRCH, changed
from web.browser import Server, chromium, needs_chromium, serving, sit_down
from web.test_compare_page import many

CAST = {"norway": ("envoy", "norway"), "birch": ("mayor-birch", "birch")}
pytestmark = needs_chromium


@pytest.fixture
def table(harbour: Harbour, tmp_path: Path) -> Iterator[tuple[Harbour, Server, Browser]]:
    """The small harbour on a server of its own."""
    with serving(tmp_path / "harbour.onetext", CAST) as server, chromium() as browser:
        yield harbour, server, browser


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_keys_lead_from_change_to_change_and_can_be_switched_off(table: tuple[Harbour, Server, Browser]) -> None:
    harbour, server, browser = table
    many(harbour, 30)
    context, page = sit_down(browser, server, "birch")
    page.goto("/n/harbour/compare/?before=long-0&after=long-1")
    changes = page.locator("[data-change]").evaluate_all("all => all.map(one => one.id)")
    met = []
    for _ in changes:
        page.keyboard.press("n")
        met.append(focused(page))
    assert met == changes
    page.keyboard.press("p")
    assert focused(page) == changes[-2]
    page.get_by_label("Single keys").uncheck()
    page.keyboard.press("n")
    assert focused(page) == "keys-on"
    page.reload()
    assert not page.get_by_label("Single keys").is_checked()
    context.close()


def test_keys_do_not_take_letters_from_whoever_chooses_a_text(table: tuple[Harbour, Server, Browser]) -> None:
    harbour, server, browser = table
    many(harbour, 12)
    context, page = sit_down(browser, server, "birch")
    page.goto("/n/harbour/compare/?before=long-0&after=long-1")
    page.get_by_label("This text").focus()
    page.keyboard.press("n")
    assert focused(page) == ""
    assert page.evaluate("document.activeElement.name") == "before"
    context.close()


def test_a_lost_point_is_accounted_for_without_bringing_the_document_again(
    table: tuple[Harbour, Server, Browser], tmp_path: Path
) -> None:
    harbour, server, browser = table
    file = tmp_path / "two.md"
    file.write_text("1. Ash shall dredge the harbour.\n\n2. Birch shall light the pier.\n", encoding="utf-8")
    context, page = sit_down(browser, server, "norway")
    page.goto("/n/harbour/versions/")
    page.get_by_role("link", name="Table its successor").click()
    page.get_by_label("What it is called").fill("Second draft")
    page.get_by_label("A short name for it").fill("v1")
    page.get_by_label("The document:").set_input_files(file)
    page.get_by_role("button", name="Hand it in").click()
    assert "Cedar may use the quay." in page.locator(".lost").inner_text()
    assert page.get_by_label("What it is called").input_value() == "Second draft"
    page.get_by_label("What became of it").select_option("dropped")
    page.locator(".lost").get_by_label("Why").fill("Cedar left")
    page.get_by_role("button", name="Hand it in").click()
    assert "v1 is tabled" in page.locator(".said").inner_text()
    assert "the current text" in page.locator("#version-v1").inner_text()
    (disposed,) = harbour.view().find("v1", texts.Table).body.disposed
    assert (disposed.disposition, disposed.reason) == ("dropped", "Cedar left")
    context.close()


def test_a_word_file_goes_out_and_comes_back_as_an_amendment(
    table: tuple[Harbour, Server, Browser], tmp_path: Path
) -> None:
    harbour, server, browser = table
    context, page = sit_down(browser, server, "birch")
    page.goto("/n/harbour/documents/")
    with page.expect_download() as waiting:
        page.locator("#papers-pending").get_by_role("link", name="Word").click()
    assert waiting.value.suggested_filename == "harbour-amendments-current.docx"
    spans = (Span("Birch shall light the pier"), Span(" at night", inserted=BIRCH), Span("."))
    draft = tmp_path / "draft-birch.docx"
    draft.write_bytes(changed(waiting.value.path().read_bytes(), "Birch shall light the pier.", *spans))
    page.get_by_role("link", name="Bring a document back").click()
    page.get_by_label("The document:").set_input_files(draft)
    page.get_by_role("button", name="Look at it").click()
    assert "at night" in page.locator(".found ins").inner_text()
    page.get_by_role("button", name="Take it in").click()
    assert "your own act" in page.locator(".found").inner_text()
    (one,) = amendments.pending(harbour.view())
    assert (one.party, one.body.words) == ("birch", "Birch shall light the pier at night.")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_a_narrow_window_needs_no_sideways_reading(
    table: tuple[Harbour, Server, Browser], scheme: str
) -> None:
    harbour, server, browser = table
    harbour.table("v1", reworded(POINTS[0], "Ash [should (Ash)] [must (Birch)] dredge."), *POINTS[1:], parent="v0")
    harbour.report(texts.Witness(harbour.view().find("v0").id, "As leaked", POINTS[:2]), name="leak-1")
    line = harbour.do(texts.Line("Upstream's draft", ("cedar",)), name="upstream")
    harbour.do(texts.Table("Upstream", line=line.id, wording=(*POINTS[:2], reworded(POINTS[2], "None."))), name="u1")
    context, page = sit_down(browser, server, "norway", color_scheme=scheme, viewport={"width": 320, "height": 800})
    at = "/n/harbour/"
    pages = ["versions/", "documents/?before=v0&after=v1", "threeway/?base=v0&one=v1&other=u1", "streamline/"]
    pages += ["compare/?before=v0&after=v1", *(f"do/{one}/" for one in ("table", "witness", "rival", "hold", "take"))]
    for address in [*pages, "do/check-shorter/"]:
        page.goto(f"{at}{address}")
        assert page.evaluate("document.documentElement.scrollWidth") == 320, address
        found = Axe().run(page).response["violations"]
        assert not [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found], address
    context.close()
