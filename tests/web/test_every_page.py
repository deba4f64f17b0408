"""Every page and every door in real Chromium: nothing that axe objects to, nothing too wide, no word to other hosts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from onetext.web.doors import every_door
from onetext.web.pages import every_page
from web.browser import chromium, needs_chromium
from web.demonstration import Demo, demonstration
from web.walking import ACCOUNT, ANYBODY_S, PHONE, doors_of, pages_of, tabbed, walk

pytestmark = needs_chromium
NAMES = [one.name for one in every_page()]
SEATS = {"harbour": "Ilse Tarn", "geneva": "Marco Rubio"}
# Where somebody else finds a door, or only on the page of a point with what it is about.
FURTHER = tuple(f"/n/harbour/text/{number}/" for number in (1, 2, 4, 8, 11, 12, 13, 19))
# Offered to the holder of the office that decides, who has no place in the demonstration; others report it from here.
OFFICE = {"confirm": "/n/harbour/do/confirm/"}
PARTS = 4
TALLEST_HEADER = 110  # pixels


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    with demonstration() as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def seats(demo: Demo, browser: Browser) -> dict[str, BrowserContext]:
    """A browser at each example, and one of somebody who has not signed in."""
    found = {slug: demo.seat(browser, name) for slug, name in SEATS.items()}
    return {**found, "": demo.seat(browser, "")}


@pytest.fixture(scope="module")
def doors(demo: Demo, browser: Browser) -> dict[str, str]:
    """Every door that leads on from a page of the examples, for delegates or the mediator."""
    found: dict[str, str] = {}
    for slug, name in (
        ("geneva", "Marco Rubio"),
        ("harbour", "Teodra Lind"),
        ("harbour", "Ilse Tarn"),
        ("harbour", "Leda Marsh"),
    ):
        with demo.seat(browser, name) as context:
            found |= doors_of(slug, context, FURTHER if slug == "harbour" else ())
    return found


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("slug", SEATS)
def test_a_page_can_be_used_by_everybody_and_speaks_to_no_other_host(
    seats: dict[str, BrowserContext], slug: str, name: str
) -> None:
    assert walk(seats[slug], pages_of(slug)[name]) == []


def test_every_door_is_found_on_a_page(doors: dict[str, str]) -> None:
    # In neither example does a silence procedure run; the story of one that is broken goes through that door.
    assert sorted(set(every_door()) - set(doors)) == sorted([*OFFICE, "silence-break"])


@pytest.mark.parametrize("part", range(PARTS))
def test_a_door_can_be_used_by_everybody_and_speaks_to_no_other_host(
    seats: dict[str, BrowserContext], doors: dict[str, str], part: int
) -> None:
    every = doors | OFFICE
    for slug in SEATS:
        found = [every[name] for name in sorted(every)[part::PARTS] if every[name].startswith(f"/n/{slug}/")]
        assert walk(seats[slug], *found) == []


def test_the_pages_of_an_account_can_be_used_by_everybody(seats: dict[str, BrowserContext]) -> None:
    assert walk(seats["harbour"], "/n/harbour/places/", *ACCOUNT) == []


def test_the_pages_before_the_door_can_be_used_by_everybody(seats: dict[str, BrowserContext]) -> None:
    assert walk(seats[""], *ANYBODY_S) == []


def test_tab_stops_at_everything_on_every_page_in_its_order_and_one_sees_where(
    seats: dict[str, BrowserContext],
) -> None:
    with seats["harbour"].new_page() as page:
        found = [fault for address in pages_of("harbour").values() for fault in tabbed(page, address)]
        found += [fault for address in ACCOUNT for fault in tabbed(page, address)]
        assert found == []


@pytest.mark.parametrize("part", range(PARTS))
def test_tab_stops_at_everything_at_every_door_in_its_order_and_one_sees_where(
    seats: dict[str, BrowserContext], doors: dict[str, str], part: int
) -> None:
    every = doors | OFFICE
    for slug in SEATS:
        with seats[slug].new_page() as page:
            found = [every[name] for name in sorted(every)[part::PARTS] if every[name].startswith(f"/n/{slug}/")]
            assert [fault for address in found for fault in tabbed(page, address)] == []


def test_changed_words_run_in_their_own_direction_in_an_arabic_interface(demo: Demo, browser: Browser) -> None:
    with demo.seat(browser, SEATS["harbour"], locale="ar") as context, context.new_page() as page:
        for name in ("compare", "threeway"):
            page.goto(pages_of("harbour")[name])
            assert page.locator("main del, main ins").count()
            turned = """() => [...document.querySelectorAll("main del, main ins")].map((one) => one.closest("[dir]"))
                .filter((one) => getComputedStyle(one).direction !== "ltr").map((one) => one.textContent)"""
            assert page.evaluate(turned) == []


def test_on_a_phone_the_pages_stand_in_a_menu_that_opens_without_script(demo: Demo, browser: Browser) -> None:
    with demo.seat(browser, SEATS["harbour"], viewport=PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/n/harbour/map/")
        box = page.locator("header").bounding_box()
        assert box is not None
        assert box["height"] <= TALLEST_HEADER
        menu = page.get_by_text("Menu · Map")
        assert not page.get_by_role("link", name="Rooms", exact=True).is_visible()
        menu.click()
        page.get_by_role("link", name="Rooms", exact=True).click()
        assert page.url.endswith("/n/harbour/rooms/")


def test_the_first_stop_leads_past_the_navigation_to_the_content(seats: dict[str, BrowserContext]) -> None:
    with seats["harbour"].new_page() as page:
        page.goto("/n/harbour/standing/")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")
