"""An area drawn by hand, with the pointer or with keys alone: what is drawn stands in the field of the form."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from harbour import Harbour
from onetext.process import areas
from onetext.process.areas import Draw
from web.browser import Server, chromium, needs_chromium, serving, sit_down

DOOR = "/n/harbour/do/area/"
QUAY = json.dumps({"type": "LineString", "coordinates": [[10, 59], [10.4, 59.2]]})


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def table(harbour: Harbour, tmp_path: Path, browser: Browser) -> Iterator[tuple[Server, BrowserContext, Page]]:
    """The mayor of Ash at the door of the map, on which a quay is drawn already."""
    harbour.do(Draw("Quay", "held", QUAY), "ash")
    with serving(tmp_path / "harbour.onetext", {"ash": ("mayor-ash", "ash")}) as server:
        context, page = sit_down(browser, server, "ash")
        page.goto(DOOR)
        yield server, context, page
        context.close()


def field(page: Page) -> list[str]:
    return page.get_by_label("Its extent").input_value().split("\n")


def click(page: Page, *places: tuple[float, float]) -> None:
    """Click on the map, at parts of its width and height."""
    sheet = page.locator("#drawing svg")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box is not None
    for across, down in places:
        page.mouse.click(box["x"] + across * box["width"], box["y"] + down * box["height"])


def test_without_script_the_field_alone_is_there(served: dict[str, Client]) -> None:
    page = served["ash"].get(DOOR).content.decode()
    assert 'id="drawing" role="group"' in page
    assert " hidden " in page[page.index('id="drawing"') : page.index("data-set")]
    drawn = {"title": "Quay", "kind": "held", "geometry": "59, 10\n59.1, 10.2"}
    assert served["ash"].post(DOOR, drawn).status_code == 302


@needs_chromium
def test_clicks_set_the_corners_of_an_area_that_ends_where_it_began(
    table: tuple[Server, BrowserContext, Page], harbour: Harbour
) -> None:
    _, _, page = table
    click(page, (0.3, 0.3), (0.6, 0.3), (0.6, 0.7))
    corners = field(page)
    assert len(corners) == 4
    assert corners[0] == corners[-1]
    north, south = float(corners[0].split(",")[0]), float(corners[2].split(",")[0])
    west, east = float(corners[0].split(",")[1]), float(corners[1].split(",")[1])
    assert north > south
    assert west < east
    page.get_by_label("Title").fill("Basin")
    page.get_by_label("Kind").select_option("held")
    page.get_by_role("button", name="Hand it in").click()
    page.wait_for_url("**/n/harbour/")
    (basin,) = [act for act in areas.areas(harbour.view()) if act.body.title == "Basin"]
    assert (areas.geometry(basin.body) or {})["type"] == "Polygon"


@needs_chromium
def test_a_corner_is_moved_put_in_between_taken_out_and_all_of_it_undone(
    table: tuple[Server, BrowserContext, Page],
) -> None:
    _, _, page = table
    page.get_by_role("button", name="Line", exact=True).click()
    click(page, (0.2, 0.5), (0.8, 0.5))
    line = field(page)
    click(page, (0.5, 0.5))
    between = field(page)
    assert [between[0], between[2]] == line
    box = page.locator("#drawing svg").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 60, steps=4)
    page.mouse.up()
    moved = field(page)
    assert [moved[0], moved[2]] == line
    assert float(moved[1].split(",")[0]) > float(between[1].split(",")[0])
    page.get_by_role("button", name="Take the corner out").click()
    assert field(page) == line
    for expected in (moved, between, line):
        page.get_by_role("button", name="Undo").click()
        assert field(page) == expected


@needs_chromium
def test_keys_alone_draw_and_change_a_line_and_tab_leads_on(table: tuple[Server, BrowserContext, Page]) -> None:
    _, _, page = table
    page.get_by_role("button", name="Line", exact=True).press("Enter")
    page.locator("#drawing svg").focus()
    for key in ("Enter", "ArrowRight", "ArrowRight", "ArrowUp", "Enter"):
        page.keyboard.press(key)
    first, last = field(page)
    assert float(last.split(",")[0]) > float(first.split(",")[0])
    assert float(last.split(",")[1]) > float(first.split(",")[1])
    assert "Corner 2 of 2 is set" in page.locator("#drawing output").inner_text()
    for key in ("p", "Enter", "Shift+ArrowLeft", "Enter"):  # to the corner before, taken up, moved a little, put down
        page.keyboard.press(key)
    moved = field(page)
    assert float(moved[0].split(",")[1]) < float(first.split(",")[1])
    assert moved[1] == last
    page.keyboard.press("Delete")
    assert field(page) == [last]
    page.keyboard.press("Control+z")
    assert field(page) == moved
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('svg')") is None


@needs_chromium
def test_what_is_typed_is_drawn_and_geojson_is_kept_until_something_is_drawn(
    table: tuple[Server, BrowserContext, Page],
) -> None:
    _, _, page = table
    typed = page.get_by_label("Its extent")
    typed.fill("59, 10\n59, 10.5\n59.3, 10.5\n59, 10")
    assert page.locator("#drawing circle.corner").count() == 3
    ring = [[10, 59], [11, 59], [11, 60], [10, 59]]
    two = json.dumps({"type": "MultiPolygon", "coordinates": [[ring], [[[x + 5, y] for x, y in ring]]]})
    typed.fill(two)
    assert page.locator("#drawing path.mine").count() == 2
    assert typed.input_value() == two


@needs_chromium
def test_whoever_draws_sees_no_area_that_is_not_for_them(
    table: tuple[Server, BrowserContext, Page], harbour: Harbour
) -> None:
    _, _, page = table
    harbour.do(Draw("Secret reach", "held", QUAY), "birch", to=("birch",))
    page.reload()
    shapes = page.locator("#drawing").get_attribute("data-shapes") or ""
    assert "Quay" in shapes
    assert "Secret" not in page.content()
