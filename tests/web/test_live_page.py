"""A page in a real browser: what others do arrives by itself, and nobody loses their place, selection or words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from harbour import POINTS, Harbour, harbour_at, reworded
from onetext.text.provision import Provision
from onetext.web.live.hub import MOST_OF_ONE
from web.browser import Server, chromium, needs_chromium, serving, sit_down, start
from web.listening import Listener
from web.person import Person

pytestmark = needs_chromium
CAST = {"ash": ("mayor-ash", "ash"), "birch": ("mayor-birch", "birch")}
SECOND = "#paaaaaaaa2"
MEANWHILE = "This changed meanwhile."
LONG = tuple(
    Provision(f"p{number:09}", "Words. " * 60, number=str(number), mark="§ ", gap="\n") for number in range(30)
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def harbour(tmp_path: Path) -> Iterator[Harbour]:
    found = harbour_at(tmp_path / "harbour.onetext")
    found.table("v0")
    yield found
    found.record.close()


@pytest.fixture
def server(harbour: Harbour) -> Iterator[Server]:
    with serving(Path(harbour.record.log.name), CAST) as found:
        yield found


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context, found = sit_down(browser, server, "birch")
    with found.expect_response("**/live/**"):
        found.goto("/n/harbour/")
    yield found
    context.close()


def changed(harbour: Harbour, words: str, name: str = "v1", parent: str = "v0") -> None:
    """The mediator tables a version with other words for point 2."""
    first, second, third = POINTS
    harbour.table(name, first, reworded(second, words), third, parent=parent)


def test_what_another_does_appears_within_a_second(page: Page, harbour: Harbour) -> None:
    changed(harbour, "Birch shall light both piers.")
    expect(page.locator(SECOND)).to_contain_text("both piers", timeout=1000)
    expect(page.locator(".heard")).to_contain_text("Changed on this page:")


def with_fields(route: Route) -> None:
    """Give each point of the page that the server sends a field to write in."""
    answer = route.fetch()
    field = "<form><textarea name='text' aria-label='Words'></textarea></form></article>"
    route.fulfill(response=answer, body=answer.text().replace("</article>", field))


def test_half_typed_words_stay_and_come_along_when_the_new_state_is_shown(page: Page, harbour: Harbour) -> None:
    page.route("**/n/harbour/", with_fields)
    page.goto("/n/harbour/")
    field = page.locator(f"{SECOND} textarea")
    field.type("Perhaps both")
    page.locator("h1").click()
    changed(harbour, "Birch shall light both piers.")
    expect(page.get_by_text(MEANWHILE)).to_be_visible()
    expect(field).to_have_value("Perhaps both")
    expect(page.locator(SECOND)).not_to_contain_text("both piers")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(SECOND)).to_contain_text("both piers")
    expect(field).to_have_value("Perhaps both")
    expect(page.get_by_text(MEANWHILE)).to_have_count(0)


def test_a_selection_stays_and_the_new_state_comes_when_it_is_given_up(page: Page, harbour: Harbour) -> None:
    page.locator(f"{SECOND} .words").select_text()
    before = page.evaluate("String(getSelection())")
    changed(harbour, "Birch shall light both piers.")
    expect(page.get_by_text(MEANWHILE)).to_be_visible()
    assert page.evaluate("String(getSelection())") == before
    page.evaluate("getSelection().removeAllRanges()")
    expect(page.locator(SECOND)).to_contain_text("both piers")
    expect(page.get_by_text(MEANWHILE)).to_have_count(0)


def test_the_focus_stays(page: Page, harbour: Harbour) -> None:
    page.locator(f"{SECOND} a").first.focus()
    changed(harbour, "Birch shall light both piers.")
    expect(page.get_by_text(MEANWHILE)).to_be_visible()
    assert page.evaluate("document.activeElement.closest('article').id") == SECOND[1:]


def test_points_that_come_and_move_stand_in_the_text_s_order(page: Page, harbour: Harbour) -> None:
    first, second, third = POINTS
    new = Provision("paaaaaaaa9", "The parties meet yearly.", number="1 bis", mark="1 bis. ", gap="\n\n")
    harbour.table("v1", first, new, third, second, parent="v0")
    expect(page.locator("article")).to_have_count(4)
    ids = page.locator("article").evaluate_all("all => all.map(one => one.id)")
    assert ids == [point.id for point in (first, new, third, second)]


def test_the_place_on_a_long_page_stays(page: Page, harbour: Harbour) -> None:
    harbour.table("long", *POINTS, *LONG, parent="v0")
    expect(page.locator("article")).to_have_count(33)
    place = "document.getElementById('p000000020').getBoundingClientRect().top"
    page.evaluate("document.getElementById('p000000020').scrollIntoView()")
    before = page.evaluate(place)
    first, second, third = POINTS
    longer = reworded(first, "Ash shall dredge the harbour. " * 40)
    harbour.table("longer", longer, second, third, *LONG, parent="long")
    expect(page.locator("#paaaaaaaa1")).to_contain_text("harbour. Ash shall")
    assert abs(page.evaluate(place) - before) < 2


def test_a_page_recovers_by_itself_when_the_server_comes_back(page: Page, harbour: Harbour, server: Server) -> None:
    server.kill()
    expect(page.get_by_text("Not connected; trying again.")).to_be_visible(timeout=10_000)
    changed(harbour, "Birch shall light both piers.")
    port = int(server.address.rpartition(":")[2])
    server.process = start(Path(harbour.record.log.name), server.keys, port).process
    expect(page.locator(SECOND)).to_contain_text("both piers", timeout=20_000)
    expect(page.get_by_text("Not connected; trying again.")).to_have_count(0)


def test_whoever_signs_out_elsewhere_is_taken_to_the_sign_in(page: Page, server: Server) -> None:
    Person(server, server.keys["birch"]).post("/accounts/logout/")
    page.wait_for_url("**/accounts/login/**", timeout=10_000)


def test_a_page_that_is_refused_a_stream_looks_every_few_seconds(
    browser: Browser, harbour: Harbour, server: Server
) -> None:
    streams = [Listener(server, server.keys["birch"]) for _ in range(MOST_OF_ONE)]
    context, page = sit_down(browser, server, "birch")
    page.goto("/n/harbour/")
    changed(harbour, "Birch shall light both piers.")
    expect(page.locator(SECOND)).to_contain_text("both piers", timeout=15_000)
    context.close()
    for stream in streams:
        stream.leave()
