"""Areas and lines on the map."""

import json
from datetime import date

import pytest

from harbour import POINTS, Harbour
from onetext.process import areas
from onetext.process.areas import Draw
from onetext.record.errors import Refused

JANUARY, MARCH = date(2030, 1, 1), date(2030, 3, 1)


def box(west: float, south: float, east: float, north: float) -> str:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def line(*places: tuple[float, float]) -> str:
    return json.dumps({"type": "LineString", "coordinates": [list(place) for place in places]})


def test_a_moving_line_without_its_day_is_refused(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="as of which day"):
        harbour.do(Draw("The front", "frozen", line((0, 0), (1, 0)), moving=True))


def test_a_line_that_is_called_current_moves(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="as of which day"):
        harbour.report(Draw("Current battle lines", "frozen"))
    harbour.report(Draw("Current battle lines", "frozen", as_of=MARCH))


def test_an_area_may_be_known_without_its_geometry(harbour: Harbour) -> None:
    harbour.do(Draw("The old quay", "held", actor="ash"))
    feature = areas.collection(harbour.view())["features"][0]
    assert feature["geometry"] is None
    assert feature["properties"]["kind"] == "held"


def test_two_days_give_two_geometries_and_the_area_between(harbour: Harbour) -> None:
    harbour.do(Draw("Zone", "held", box(0, 0, 1, 1), JANUARY))
    harbour.do(Draw("Zone", "held", box(0.5, 0, 2, 1), MARCH))
    found = areas.between(harbour.view(), "zone", JANUARY, MARCH)
    assert (found.earlier.body.as_of, found.later.body.as_of) == (JANUARY, MARCH)
    # One degree square at the equator is about 12,308 square kilometres on WGS 84.
    assert found.gained_square_km == pytest.approx(12_308, rel=0.001)
    assert found.lost_square_km == pytest.approx(12_308 / 2, rel=0.001)
    assert found.square_km == pytest.approx(12_308 * 1.5, rel=0.001)


def test_the_area_between_two_lines_is_what_they_enclose(harbour: Harbour) -> None:
    harbour.do(Draw("Line", "frozen", line((0, 0), (1, 0)), JANUARY, moving=True))
    harbour.do(Draw("Line", "frozen", line((1, 1), (0, 1)), MARCH, moving=True))
    found = areas.between(harbour.view(), "Line", JANUARY, MARCH)
    assert found.gained_square_km is None
    assert found.square_km == pytest.approx(12_308, rel=0.001)


def test_lines_that_cross_enclose_both_sides(harbour: Harbour) -> None:
    harbour.do(Draw("Line", "frozen", line((0, 0), (2, 0)), JANUARY, moving=True))
    harbour.do(Draw("Line", "frozen", line((0, 1), (2, -1)), MARCH, moving=True))
    found = areas.between(harbour.view(), "Line", JANUARY, MARCH)
    assert found.square_km == pytest.approx(12_308, rel=0.001)


def test_one_day_alone_has_nothing_between(harbour: Harbour) -> None:
    harbour.do(Draw("Zone", "held", box(0, 0, 1, 1), JANUARY))
    with pytest.raises(Refused, match="it was drawn for 2030-01-01 only"):
        areas.between(harbour.view(), "Zone", JANUARY, MARCH)
    with pytest.raises(Refused, match="It is not known where"):
        areas.at(harbour.view(), "Zone", date(2029, 1, 1))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "neither GeoJSON"),
        ("[" * 5000, "neither GeoJSON"),
        ('{"type":"Point","coordinates":[0,0]}', "one of"),
        ('{"type":["Polygon"],"coordinates":[]}', "one of"),
        ('{"type":"LineString","coordinates":[[0,NaN],[1,1]]}', "neither GeoJSON"),
        ('{"type":"LineString","coordinates":[[0,91],[1,1]]}', "no place on Earth"),
        ('{"type":"LineString","coordinates":[[181,0],[1,1]]}', "no place on Earth"),
        ('{"type":"LineString","coordinates":[[true,0],[1,1]]}', "not a longitude"),
        ('{"type":"LineString","coordinates":[[0,0]]}', "at least two"),
        ('{"type":"LineString","coordinates":"x"}', "lists of places"),
        ('{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}', "end where it begins"),
        ('{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}', "crosses itself"),
        ('{"type":"Polygon","coordinates":[]}', "from 1 to"),
        ('{"type":"FeatureCollection","features":[]}', "one area or line"),
        (" " * 2_000_001, "larger than"),
    ],
)
def test_a_geometry_that_is_none_is_refused(text: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        areas.read_geometry(text)


def test_a_feature_is_read_for_its_geometry() -> None:
    feature = json.dumps({"type": "Feature", "properties": {"a": 1}, "geometry": json.loads(box(0, 0, 1, 1))})
    assert json.loads(areas.read_geometry(feature)) == json.loads(box(0, 0, 1, 1))


def test_an_area_belongs_to_a_point_of_the_text(harbour: Harbour) -> None:
    harbour.table("v0")
    with pytest.raises(Refused, match="not in this text"):
        harbour.do(Draw("Zone", "held", provision="nowhere"))
    harbour.do(Draw("Zone", "held", provision=POINTS[0].id))
    assert [a.body.title for a in areas.areas(harbour.view(), POINTS[0].id)] == ["Zone"]
    assert areas.collection(harbour.view())["features"][0]["properties"]["point"] == "1"


def test_heights_that_only_some_places_have_change_nothing(harbour: Harbour) -> None:
    ring = [[0, 0], [1, 0, 12], [1, 1], [0, 1], [0, 0]]
    mixed = areas.read_geometry(json.dumps({"type": "Polygon", "coordinates": [ring]}))
    assert areas.square_km(json.loads(mixed)) == areas.square_km(json.loads(box(0, 0, 1, 1)))
    lines = {"type": "MultiLineString", "coordinates": [[[0, 0], [0, 1]], [[1, 0], [1, 1, 7]]]}
    assert areas.length_km(lines) == pytest.approx(2 * 110.574, abs=0.01)
    harbour.do(Draw("Zone", "held", mixed, JANUARY))
    harbour.do(Draw("Zone", "held", box(0, 0, 2, 1), MARCH))
    assert areas.between(harbour.view(), "Zone", JANUARY, MARCH).gained_square_km == pytest.approx(12_308, rel=0.01)


def test_an_area_has_a_size_and_a_line_a_length() -> None:
    one, other = json.loads(box(0, 0, 1, 1)), json.loads(line((0, 0), (1, 0)))
    assert (areas.length_km(one), areas.square_km(other)) == (None, None)


def test_on_a_day_each_area_stands_once_as_last_drawn_for_it(harbour: Harbour) -> None:
    first = harbour.do(Draw("Zone", "held", box(0, 0, 1, 1), JANUARY))
    last = harbour.do(Draw("zone", "held", box(0, 0, 2, 1), MARCH))
    undated = harbour.do(Draw("Old quay", "claimed"))
    known = {day: {act.id for act in areas.known_on(harbour.view(), day)} for day in (None, JANUARY, MARCH)}
    assert known == {None: {last.id, undated.id}, JANUARY: {first.id, undated.id}, MARCH: {last.id, undated.id}}


def test_a_later_day_whose_extent_is_not_known_hides_no_drawing(harbour: Harbour) -> None:
    drawn = harbour.do(Draw("Zone", "held", box(0, 0, 1, 1), JANUARY))
    harbour.do(Draw("Zone", "held", None, MARCH))
    assert [act.id for act in areas.known_on(harbour.view())] == [drawn.id]


def test_corners_read_off_a_map_are_a_geometry() -> None:
    closed = areas.read_geometry("59.91, 10.75\n59.92; 10.80\n\n59.90 10.78\n59.91, 10.75")
    assert closed == areas.read_geometry(
        json.dumps(
            {"type": "Polygon", "coordinates": [[[10.75, 59.91], [10.80, 59.92], [10.78, 59.90], [10.75, 59.91]]]}
        )
    )
    assert '"LineString"' in areas.read_geometry("59.91, 10.75\n-59.92, -10.80")


@pytest.mark.parametrize(
    "text", ["59.91, 10.75\nhere", "59.91, 10.75", "91, 10\n1, 1", "59.91, 10.75\n59.92, 1000", "59.91"]
)
def test_corners_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(Refused):
        areas.read_geometry(text)
