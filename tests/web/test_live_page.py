"""A page in a real browser: what others do arrives by itself, and nobody loses their place, selection or words."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from harbour import POINTS, Harbour, harbour_at, reworded
from onetext.process import comments
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
    waited = []
    for number, piers in enumerate(("both piers", "three piers", "every pier"), 1):
        changed(harbour, f"Birch shall light {piers}.", f"v{number}", f"v{number - 1}")
        done = time.monotonic()
        expect(page.locator(SECOND)).to_contain_text(piers)
        waited.append(time.monotonic() - done)
    assert min(waited) < 1  # the machine may be busy with other things now and then
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


def beside(page: Page) -> Locator:
    """The panel beside the text, with point 2 in it."""
    page.set_viewport_size({"width": 1400, "height": 900})
    page.locator(f"{SECOND} a.number").click()
    panel = page.get_by_role("complementary", name="The point that you opened")
    expect(panel).to_contain_text("Birch shall light the pier.")
    return panel


def test_the_panel_beside_the_text_takes_what_another_does(page: Page, harbour: Harbour) -> None:
    panel = beside(page)
    harbour.do(comments.Comment(POINTS[1].id, "Which pier?"), "ash")
    expect(panel).to_contain_text("Which pier?")
    changed(harbour, "Birch shall light both piers.")
    expect(panel.locator("#panel-one-words")).to_contain_text("both piers")
    expect(panel.get_by_text(MEANWHILE)).to_have_count(0)
    expect(panel.get_by_role("heading", name="Point 2")).to_be_visible()
    expect(panel).to_be_focused()


def test_a_part_of_the_panel_that_is_in_use_stays_and_offers_its_newer_state(page: Page, harbour: Harbour) -> None:
    panel = beside(page)
    words = panel.locator("#panel-one-words")
    words.get_by_role("link").first.focus()
    changed(harbour, "Birch shall light both piers.")
    expect(panel.get_by_text(MEANWHILE)).to_be_visible()
    expect(words).not_to_contain_text("both piers")
    expect(words.get_by_role("link").first).to_be_focused()
    panel.get_by_role("button", name="Show").click()
    expect(words).to_contain_text("both piers")
    expect(panel.get_by_text(MEANWHILE)).to_have_count(0)


def test_an_open_form_says_that_its_point_changed_and_keeps_what_was_typed(page: Page, harbour: Harbour) -> None:
    with page.expect_response("**/live/**"):
        page.goto(f"/n/harbour/do/stance/?provision={POINTS[1].id}")
    page.get_by_label("Why:").fill("Half a rea")
    expect(page.get_by_text(MEANWHILE)).to_be_hidden()
    changed(harbour, "Birch shall light both piers.")
    told = page.get_by_role("group", name=MEANWHILE)
    expect(told).to_contain_text("Birch shall light both piers.")
    expect(page.locator(".present")).to_contain_text("Birch shall light the pier.")
    expect(page.get_by_label("Why:")).to_have_value("Half a rea")
    expect(page.get_by_label("Why:")).to_be_focused()
    changed(harbour, "Birch shall light the pier.", "v2", "v1")
    expect(told).to_be_hidden()
    # Handed in on other words than those that were read, it comes back with both; it goes on hearing of changes.
    changed(harbour, "Birch shall light each pier.", "v3", "v2")
    expect(told).to_contain_text("each pier")
    page.get_by_label("agreed", exact=True).check()
    with page.expect_response("**/live/**"):
        page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_role("group", name="The words have changed")).to_contain_text("each pier")
    expect(told).to_be_hidden()
    changed(harbour, "Birch shall light no pier.", "v4", "v3")
    expect(told).to_contain_text("no pier")


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
    expect(page.get_by_text("Not connected; trying again.")).to_be_visible()
    changed(harbour, "Birch shall light both piers.")
    port = int(server.address.rpartition(":")[2])
    server.process = start(Path(harbour.record.log.name), server.keys, port).process
    expect(page.locator(SECOND)).to_contain_text("both piers")
    expect(page.get_by_text("Not connected; trying again.")).to_have_count(0)


def test_whoever_signs_out_elsewhere_is_taken_to_the_sign_in(page: Page, server: Server) -> None:
    Person(server, server.keys["birch"]).post("/accounts/logout/")
    page.wait_for_url("**/accounts/login/**")


def test_a_page_that_is_refused_a_stream_looks_every_few_seconds(
    browser: Browser, harbour: Harbour, server: Server
) -> None:
    streams = [Listener(server, server.keys["birch"]) for _ in range(MOST_OF_ONE)]
    context, page = sit_down(browser, server, "birch")
    page.goto("/n/harbour/")
    changed(harbour, "Birch shall light both piers.")
    expect(page.locator(SECOND)).to_contain_text("both piers")
    context.close()
    for stream in streams:
        stream.leave()
