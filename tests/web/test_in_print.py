"""On paper, in black and white: what a page tells by colour on a screen it tells by words and signs."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page

from onetext.cli import files
from web.browser import Server, chromium, needs_chromium, serving, sit_down
from web.walking import pages_of

PEOPLE = {"norvane": ("norvane", "norvane")}
pytestmark = needs_chromium


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, Server]]:
    """The invented negotiation, served."""
    record = tmp_path_factory.mktemp("paper") / "harbour.onetext"
    record.write_bytes(files.built_example("harbour").read_bytes())
    with serving(record, PEOPLE) as server, chromium() as browser:
        yield browser, server


@pytest.fixture
def paper(table: tuple[Browser, Server]) -> Iterator[Page]:
    """A page as it is printed."""
    browser, server = table
    context, page = sit_down(browser, server, "norvane")
    page.emulate_media(media="print")
    yield page
    context.close()


def test_every_point_has_its_state_in_words_and_its_brackets_as_characters(paper: Page) -> None:
    paper.goto("/n/harbour/")
    states = paper.locator(".point .state")
    assert states.count() > 0
    assert all(words.strip() for words in states.all_inner_texts())
    assert "[" in "".join(paper.locator("#points").all_inner_texts())


def test_what_went_is_struck_and_what_came_is_underlined(paper: Page) -> None:
    paper.goto("/n/harbour/compare/?before=v0&after=v1")
    for tag, line in (("del", "line-through"), ("ins", "underline")):
        drawn = paper.locator(f".row {tag}").first.evaluate("one => getComputedStyle(one).textDecorationLine")
        assert line in drawn
    assert all(words.strip() for words in paper.locator(".became").all_inner_texts())


def test_the_paper_is_white_and_no_form_is_printed_on_any_page(paper: Page) -> None:
    look = "() => getComputedStyle(document.body)"
    for address in pages_of("harbour").values():
        paper.goto(address)
        assert paper.evaluate(f"({look})().backgroundColor") in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}, address
        assert paper.evaluate(f"({look})().color") == "rgb(0, 0, 0)", address
        assert not [one for one in paper.locator("main form button").all() if one.is_visible()], address


def test_what_is_folded_away_on_a_screen_is_on_the_paper(paper: Page) -> None:
    paper.goto("/n/harbour/standing/")
    told = paper.locator(".stances-told").first
    assert told.is_visible()
    paper.emulate_media(media="screen")
    assert not told.is_visible()


def test_a_day_in_words_has_its_figures_behind_it(paper: Page) -> None:
    paper.goto("/n/harbour/record/?as_of=2030-01-01")
    figures = "(one, name) => [getComputedStyle(one, '::after').content, one.getAttribute(name)]"
    day, moment = paper.locator(".past time"), paper.locator("main td time").first
    for one, name in ((day, "datetime"), (moment, "data-day")):
        content, iso = one.evaluate(figures, name)
        assert f"({iso})" in content
        assert date.fromisoformat(iso).isoformat() == iso
    paper.emulate_media(media="screen")
    assert day.evaluate(figures, "datetime")[0] == "none"


def test_the_header_the_words_and_the_foot_begin_at_one_edge(paper: Page) -> None:
    paper.goto("/n/harbour/")
    edges = paper.evaluate(
        """() => ["header.top .name", "main h1", "footer p"].map(
            (one) => document.querySelector(one).getBoundingClientRect().left)"""
    )
    assert len(set(edges)) == 1
