"""The map: dated areas and lines by pattern, label and words; two days and what lies between; unknown stays unknown."""

import json
import math
import re
from collections.abc import Iterator
from datetime import date
from http import HTTPStatus
from itertools import combinations
from pathlib import Path

import msgspec
import pytest
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page
from shapely import box, from_wkt

from harbour import Harbour
from onetext.process import areas
from onetext.process.areas import Draw
from onetext.record.audience import audience
from onetext.record.record import Record
from onetext.web.pages.map.drawing import drawn
from web.browser import chromium, needs_chromium, serving, sit_down
from web.shipped import copied, opened, value

Place = tuple[float, float]


def ring(west: float, south: float, east: float, north: float) -> str:
    """A quadrangle between degrees, as GeoJSON."""
    corners = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return json.dumps({"type": "Polygon", "coordinates": [corners]})


QUAY = ring(10, 59, 10.2, 59.1)


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The invented harbour, with a buoy line that moved."""
    with opened("harbour", tmp_path_factory.mktemp("harbour")) as record:
        yield record


def shown(client: Client, **query: str) -> str:
    """The map page, its white space made single spaces."""
    return " ".join(client.get("/n/harbour/map/", query).content.decode().split())


def test_32_every_kind_has_a_pattern_a_place_in_the_legend_and_its_word(
    served: dict[str, Client], harbour: Harbour
) -> None:
    for place, kind in enumerate(("held", "claimed", "to withdraw", "recognised de facto", "frozen")):
        harbour.do(Draw(f"Area {place}", kind, ring(10 + place, 59, 10.5 + place, 59.3)), "ash")  # type: ignore[arg-type]
    page = shown(served["birch"])
    for kind in ("held", "claimed", "to-withdraw", "recognised-de-facto", "frozen"):
        assert f'<pattern id="p-{kind}"' in page
        assert f'<path class="area {kind}" fill="url(#p-{kind})"' in page
        assert f"</svg> {kind.replace('-', ' ')}</li>" in page.replace("recognised de facto", "recognised de facto")


def test_an_unknown_extent_says_unknown_and_is_not_drawn(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(Draw("Old roads", "claimed"), "ash")
    harbour.do(Draw("Quay", "held", QUAY), "ash")
    told = {one.title: one for one in value(harbour.record, "map", "birch").areas}
    assert (told["Old roads"].known, told["Old roads"].square_km, told["Old roads"].km) == (False, None, None)
    page = shown(served["birch"])
    row = page[page.index('<th scope="row" dir="auto">Old roads') :]
    assert "<td>unknown</td>" in row[: row.index("</tr>")]
    assert len(re.findall('<path class="area', page)) == 1


def test_where_no_extent_is_known_the_map_says_so_and_the_table_names_all(tmp_path: Path) -> None:
    with opened("geneva", tmp_path) as geneva:
        page = value(geneva, "map")
    assert page.sheet is None
    assert {"Donetsk region", "Crimea", "Luhansk region"} <= {one.title for one in page.areas}
    assert {"to withdraw", "recognised de facto", "frozen"} == set(page.kinds)
    assert {one.point for one in page.areas} == {"a", "b", "c"}


def test_an_area_is_told_in_square_kilometres_and_a_line_in_kilometres(harbour: Harbour) -> None:
    harbour.do(Draw("Quay", "held", QUAY), "ash")
    line = json.dumps({"type": "LineString", "coordinates": [[10, 59], [10, 60]]})
    harbour.do(Draw("Meridian", "frozen", line), "ash")
    told = {one.title: one for one in value(harbour.record, "map").areas}
    # A degree of latitude is about 111.4 km here; a tenth by a fifth of a degree of longitude at 59 degrees.
    assert told["Meridian"].km == pytest.approx(111.4, abs=0.3)
    expected = 11.14 * 0.2 * 111.32 * math.cos(math.radians(59.05))
    assert told["Quay"].square_km == pytest.approx(expected, rel=0.01)
    assert (told["Quay"].km, told["Meridian"].square_km) == (None, None)


def test_33_the_map_shows_each_area_as_it_stood_on_the_day_asked_for(harbour: Harbour) -> None:
    for day, east in ((1, 10.2), (20, 10.4)):
        harbour.do(Draw("Front", "held", ring(10, 59, east, 59.1), date(2030, 1, day), moving=True), "ash")
    for asked, stood in (("2030-01-05", date(2030, 1, 1)), ("2030-02-01", date(2030, 1, 20)), ("", date(2030, 1, 20))):
        (front,) = value(harbour.record, "map", day=asked).areas
        assert front.as_of == stood
        assert front.days == (date(2030, 1, 1), date(2030, 1, 20))
    assert value(harbour.record, "map", day="2029-12-31").areas == ()


def test_33_two_days_give_two_lines_and_the_area_between(river: Record) -> None:
    page = value(river, "map", title="Present buoy line off Port Amary", first="2024-10-14", second="2025-04-15")
    assert {shape.id: shape.area for shape in page.sheet.shapes} == {"between": True, "earlier": False, "later": False}
    assert page.between.square_km > 0
    assert (page.between.gained, page.between.lost) == (None, None)


def test_33_what_lies_between_two_days_of_an_area_is_gained_and_lost(harbour: Harbour) -> None:
    for day, (west, east) in ((1, (10.0, 10.2)), (2, (10.1, 10.4))):
        harbour.do(Draw("Front", "held", ring(west, 59, east, 59.1), date(2030, 1, day)), "ash")
    found = value(harbour.record, "map", title="Front", first="2030-01-01", second="2030-01-02").between
    assert found.gained == pytest.approx(2 * found.lost, rel=0.01)
    assert found.square_km == pytest.approx(found.gained + found.lost, rel=0.001)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"day": "soon"}, "“soon” is not a date"),
        ({"day": "99999-01-01"}, "is not a date"),
        ({"title": "Nowhere", "first": "2030-01-01", "second": "2030-01-02"}, "There is no area “Nowhere”"),
        ({"title": "Quay", "first": "2030-01-01", "second": ""}, "Give two days"),
        ({"title": "Quay", "first": "2030-01-01", "second": "2030-13-02"}, "“2030-13-02” is not a date"),
    ],
)
def test_what_cannot_be_shown_is_said_in_a_sentence_and_the_form_is_kept(
    served: dict[str, Client], harbour: Harbour, query: dict[str, str], sentence: str
) -> None:
    harbour.do(Draw("Quay", "held", QUAY, date(2030, 1, 1)), "ash")
    answer = served["birch"].get("/n/harbour/map/", query)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = answer.content.decode()
    assert sentence in page
    for word in filter(None, (query.get("day"), query.get("first"), query.get("second"))):
        assert f'value="{word}"' in page
    assert "Quay" in page


def test_an_area_s_name_keeps_its_own_direction(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(Draw("الميناء القديم", "held", QUAY), "ash")
    assert '<th scope="row" dir="auto">الميناء القديم' in shown(served["birch"])


def test_nothing_of_an_area_is_shown_to_whom_it_is_not_for(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(Draw("Quay", "held", QUAY), "ash")
    before = shown(served["birch"])
    harbour.do(Draw("Secret reach", "to withdraw", ring(30, 10, 31, 11)), "ash", to=audience(["ash"]))
    assert shown(served["birch"]) == before
    assert "Secret reach" in shown(served["ash"])


def test_the_map_asks_for_nothing_from_elsewhere_and_has_no_style_of_its_own(
    served: dict[str, Client], harbour: Harbour
) -> None:
    harbour.do(Draw("Quay", "held", QUAY), "ash")
    page = shown(served["birch"])
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
    assert " style=" not in page
    assert "<style" not in page
    assert 'role="img"' in page


def test_the_page_is_plain_values_that_can_be_given_as_data(river: Record) -> None:
    assert msgspec.json.encode(value(river, "map", "norvane"), enc_hook=str)


def _places(path: str) -> list[Place]:
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]


def _area_of(path: str) -> float:
    places = _places(path)
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(places, [*places[1:], places[0]], strict=True))) / 2


def test_equal_areas_on_the_ground_are_equal_on_the_sheet() -> None:
    far, near = ring(10, 59, 11, 60), ring(10, 40, 11, 41)
    sheet = drawn([("far", json.loads(far)), ("near", json.loads(near))], {})
    assert sheet is not None
    assert sheet.equal_area
    drawn_areas = {shape.id: _area_of(shape.path) for shape in sheet.shapes}
    truth = {name: areas.square_km(json.loads(found)) for name, found in (("far", far), ("near", near))}
    assert truth["far"] is not None
    assert truth["near"] is not None
    assert drawn_areas["far"] / drawn_areas["near"] == pytest.approx(truth["far"] / truth["near"], rel=0.01)


def test_a_label_stays_on_the_sheet_however_long_it_is_and_wherever_its_area(harbour: Harbour) -> None:
    long = "Corridor that the two commissions of the river keep open from the old locks to the sea"
    harbour.do(Draw(long, "held", ring(10, 59, 10.01, 59.01)), "ash")
    harbour.do(Draw("Another at the other edge of the sheet", "held", ring(11, 59.3, 11.01, 59.31)), "ash")
    sheet = value(harbour.record, "map").sheet
    assert sheet is not None
    letter = 13  # of a bold serif where the sheet is as wide as a phone
    for shape in sheet.shapes:
        assert " ".join(shape.label).partition(" ")[2] in {long, "Another at the other edge of the sheet"}
        half = max(map(len, shape.label)) * letter / 2
        assert half <= shape.x <= sheet.width - half
        assert 0 < shape.y < sheet.height


# A letter and a line of a label, in units of the sheet, where it is as wide as a phone and where it is wide.
METRICS = ((13, 30, 22), (8, 18.4, 14))


def line(*places: Place) -> str:
    """A line through places, as GeoJSON."""
    return json.dumps({"type": "LineString", "coordinates": places})


@pytest.mark.parametrize(
    "lines",
    [
        [line((10, 59), (10.2, 59.01))],
        [line((10, 59), (10, 59.2))],
        [line((10, 59.1), (10.1, 59), (10.2, 59.1))],
        [line((10, 59), (10.2, 59.1)), line((10, 59.1), (10.2, 59))],
        [line((10, 59), (10.2, 59)), line((10, 59.02), (10.2, 59.02)), QUAY],
    ],
)
def test_no_line_strikes_through_a_label_on_a_wide_sheet_or_a_small_one(lines: list[str]) -> None:
    found = [(str(number), json.loads(one)) for number, one in enumerate(lines)]
    sheet = drawn(found, {id_: f"{id_}. Present buoy line off Port Amary" for id_, _ in found})
    assert sheet is not None
    drawn_lines = [from_wkt(_as_wkt(one.path)) for one in sheet.shapes if not one.area]
    for letter, row, rise in METRICS:
        boxes = []
        for one in sheet.shapes:
            wide = max(map(len, one.label)) * letter
            left = one.x - wide * {"start": 0, "middle": 0.5, "end": 1}[one.anchor]
            boxes.append(box(left, one.y - rise, left + wide, one.y + (len(one.label) - 1) * row + 5))
        assert not any(there.intersects(label) for there in drawn_lines for label in boxes)
        assert not any(one.intersects(other) for one, other in combinations(boxes, 2))
        assert all(there.distance(label) < 60 for there, label in zip(drawn_lines, boxes, strict=False))


def _as_wkt(path: str) -> str:
    return f"LINESTRING({path.removeprefix('M').replace(' L', ', ')})"


def test_the_scale_bar_measures_what_it_says() -> None:
    sheet = drawn([("quay", json.loads(QUAY))], {})
    assert sheet is not None
    (shape,) = sheet.shapes
    per_km = sheet.bar / sheet.bar_km
    truth = areas.square_km(json.loads(QUAY))
    assert _area_of(shape.path) / per_km**2 == pytest.approx(truth, rel=0.01)


def test_degrees_are_drawn_and_named_on_both_sides_of_the_antimeridian() -> None:
    east, west = ring(177, -20, 179, -18), ring(-179, -20, -177, -18)
    sheet = drawn([("east", json.loads(east)), ("west", json.loads(west))], {})
    assert sheet is not None
    placed = {shape.id: shape.x for shape in sheet.shapes}
    assert 0 < placed["east"] < placed["west"] < sheet.width
    labels = {line.label for line in sheet.degrees}
    assert {"178° E", "180° E"} & labels or "180° W" in labels
    assert any(label.endswith("° W") for label in labels)
    assert any(label.endswith("° S") for label in labels)


@pytest.mark.parametrize(
    "geometry",
    [
        ring(-180, -90, 180, 90),
        ring(-170, 60, 170, 89.9),
        ring(0, 0, 0.00001, 0.00001),
        json.dumps({"type": "LineString", "coordinates": [[5, 5], [5, 5]]}),
        json.dumps({"type": "LineString", "coordinates": [[0, 90], [90, 90]]}),
        json.dumps({"type": "MultiLineString", "coordinates": [[[0, 0], [1, 1]], [[2, 2], [3, 3, 7]]]}),
        json.dumps({"type": "LineString", "coordinates": [[place / 1000, math.sin(place)] for place in range(40_000)]}),
    ],
)
def test_any_geometry_that_the_record_takes_can_be_drawn(geometry: str) -> None:
    found = json.loads(areas.read_geometry(geometry))
    sheet = drawn([("one", found)], {"one": "A name that is rather long"})
    assert sheet is not None
    assert "nan" not in repr(sheet)
    assert "inf" not in repr(sheet)
    assert sum(len(shape.path) for shape in sheet.shapes) < 800_000


def console(page: Page) -> list[str]:
    """What the browser says of a page, as it comes."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        said.append(message.text)

    page.on("console", hear)
    return said


@needs_chromium
def test_the_map_is_seen_at_every_width_and_breaks_no_rule_of_the_browser(tmp_path: Path) -> None:
    record = copied("harbour", tmp_path)
    with serving(record, {"norvane": ("norvane", "norvane")}) as server, chromium() as browser:
        for width in (320, 1280):
            context, page = sit_down(browser, server, "norvane", viewport={"width": width, "height": 800})
            said = console(page)
            page.goto("/n/harbour/map/")
            box = page.locator("#map svg").first.bounding_box()
            assert box is not None
            assert box["width"] > width * 0.6
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert not [one for one in said if "Content Security Policy" in one]
            context.close()
