"""From places on Earth to numbers on a sheet: areas and lines, degrees, a scale bar, where north is. No tiles.

Drawn in Lambert's azimuthal equal-area projection about the middle of what is shown, so that areas can be compared by
eye and the scale holds in the middle; what spans a quarter of the globe or more is drawn on equidistant degrees.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer
from shapely import get_num_coordinates, transform
from shapely.geometry import LineString, Point, box, shape

from onetext.process.areas import flat
from onetext.web.pages.map.labels import placed
from onetext.web.pages.map.sheet import Degree, Shape, Sheet

WIDTH, LOWEST, HIGHEST = 1000, 460, 820
MARGIN = 0.1
WIDEST = 90  # degrees that the equal-area sheet may span
LEAST = 0.02  # and the least that any sheet does
HALF, ROUND = 180, 360
MOST_PLACES = 3000  # beyond these, detail that no reader could see is left out
STEPS = (30, 20, 10, 5, 2, 1, 0.5, 0.25, 0.1, 0.05, 0.02, 0.01, 0.005)
WANTED_LINES = 3
SAMPLES = 24


Geometry = dict[str, Any]
Places = NDArray[np.float64]
Placing = Callable[[Places], Places]


def drawn(geometries: Sequence[tuple[str, Geometry]], labels: Mapping[str, str]) -> Sheet | None:
    """A sheet with these geometries (GeoJSON, by id) and their labels; None where there are none."""
    if not geometries:
        return None
    shapes = _about_one_meridian([(id_, shape(flat(found))) for id_, found in geometries])
    west, south, east, north = _bounds(one for _, one in shapes)
    equal_area = east - west < WIDEST and north - south < WIDEST
    projection = _projection((west + east) / 2, (south + north) / 2, equal_area=equal_area)
    plane = [(id_, transform(one, _flattened(projection))) for id_, one in shapes]
    frame = _frame(plane, tall=(LEAST * 111_000))
    on_sheet = _placing(frame)
    bar, bar_km = _scale(frame)
    height = _height(frame)
    degrees = tuple(_degrees(frame, projection, on_sheet, height))
    found = [(id_, _simplified(transform(one, on_sheet))) for id_, one in plane]
    named = placed([(_shape(id_, one), one) for id_, one in found], labels, WIDTH, height)
    return Sheet(WIDTH, height, named, degrees, bar, bar_km, _north(frame, projection), equal_area)


def _about_one_meridian(shapes: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Shapes on both sides of the antimeridian are brought to one side of it."""
    west, _, east, _ = _bounds(one for _, one in shapes)
    if east - west <= HALF:
        return shapes
    turned = [(id_, transform(one, _eastward)) for id_, one in shapes]
    left, _, right, _ = _bounds(one for _, one in turned)
    return turned if right - left < east - west else shapes


def _eastward(places: Places) -> Places:
    return places + np.where(places[:, :1] < 0, (ROUND, 0), (0, 0))


def _bounds(shapes: Iterable[Any]) -> tuple[float, float, float, float]:
    west, south, east, north = zip(*(one.bounds for one in shapes), strict=True)
    return min(west), min(south), max(east), max(north)


def _projection(lon: float, lat: float, *, equal_area: bool) -> Transformer:
    centre = f"+lon_0={lon} +ellps=WGS84 +units=m +over"
    to = f"+proj=laea +lat_0={lat} {centre}" if equal_area else f"+proj=eqc +lat_ts={lat} {centre}"
    return Transformer.from_crs("+proj=longlat +ellps=WGS84 +over", to, always_xy=True)


def _frame(plane: Sequence[tuple[str, Any]], tall: float) -> tuple[float, float, float, float]:
    """The part of the plane that the sheet shows: all shapes, a margin, and no narrower than a sheet is."""
    left, bottom, right, top = _bounds(one for _, one in plane)
    across, up = max(right - left, tall) * (1 + 2 * MARGIN), max(top - bottom, tall) * (1 + 2 * MARGIN)
    across = max(across, up * WIDTH / HIGHEST)
    up = max(up, across * LOWEST / WIDTH)
    x, y = (left + right) / 2, (bottom + top) / 2
    return x - across / 2, y - up / 2, x + across / 2, y + up / 2


def _height(frame: tuple[float, float, float, float]) -> int:
    left, bottom, right, top = frame
    return round(WIDTH * (top - bottom) / (right - left))


def _placing(frame: tuple[float, float, float, float]) -> Placing:
    left, _, right, top = frame
    per_metre = WIDTH / (right - left)
    return lambda places: (places - (left, top)) * (per_metre, -per_metre)


def _flattened(projection: Transformer) -> Placing:
    return lambda places: np.column_stack(projection.transform(places[:, 0], places[:, 1]))


def _simplified(found: Any) -> Any:
    return found.simplify(0.5) if get_num_coordinates(found) > MOST_PLACES else found


def _shape(id_: str, found: Any) -> Shape:
    area = "Polygon" in found.geom_type
    at = found.representative_point() if area else found.interpolate(0.5, normalized=True)
    return Shape(id_, area, _path(found), round(at.x, 1), round(at.y, 1))


def _path(found: Any) -> str:
    """A geometry as the path of an SVG."""
    return " ".join(_run(one) for one in _paths(found))


def _paths(found: Any) -> Iterator[tuple[Any, bool]]:
    for part in getattr(found, "geoms", (found,)):
        if part.geom_type == "Polygon":
            yield part.exterior.coords, True
            for hole in part.interiors:
                yield hole.coords, True
        elif part.geom_type == "LineString":
            yield part.coords, False


def _run(path: tuple[Any, bool]) -> str:
    places, closed = path
    found = " L".join(f"{place[0]:.1f} {place[1]:.1f}" for place in places)
    return f"M{found}{' Z' if closed else ''}"


def _scale(frame: tuple[float, float, float, float]) -> tuple[float, float]:
    """A round number of kilometres near a fifth of the sheet, and its width."""
    across = (frame[2] - frame[0]) / 1000
    wanted = across / 5
    power = 10.0 ** math.floor(math.log10(wanted))
    km = max(power * step for step in (1, 2, 5) if power * step <= wanted)
    return round(WIDTH * km / across, 1), round(km, 6)


def _north(frame: tuple[float, float, float, float], projection: Transformer) -> float:
    """By how many degrees north is turned from straight up, clockwise, at the top right corner of the sheet."""
    lon, lat = projection.transform(frame[2], frame[3], direction="INVERSE")
    if not math.isfinite(lon) or abs(lat) > HALF / 2 - 1:
        return 0.0
    (x, y), (far_x, far_y) = projection.transform(lon, lat), projection.transform(lon, lat + 0.1)
    return round(math.degrees(math.atan2(far_x - x, far_y - y)), 1)


def _degrees(
    frame: tuple[float, float, float, float], projection: Transformer, on_sheet: Placing, height: int
) -> Iterator[Degree]:
    west, south, east, north = _span(frame, projection)
    sheet = box(0, 0, WIDTH, height)
    for lon in _lines(west, east):
        path = [(lon, south + (north - south) * part / SAMPLES) for part in range(SAMPLES + 1)]
        label = f"{_round(abs(_normal(lon)))}°{_side(_normal(lon), 'E', 'W')}"
        yield from _degree(path, label, projection, on_sheet, sheet, meridian=True)
    for lat in _lines(south, north):
        path = [(west + (east - west) * part / SAMPLES, lat) for part in range(SAMPLES + 1)]
        label = f"{_round(abs(lat))}°{_side(lat, 'N', 'S')}"
        yield from _degree(path, label, projection, on_sheet, sheet, meridian=False)


def _span(frame: tuple[float, float, float, float], projection: Transformer) -> tuple[float, float, float, float]:
    """The degrees that the sheet shows, a little more at each side."""
    left, bottom, right, top = frame
    edges = [part / SAMPLES for part in range(SAMPLES + 1)]
    places = [(left + (right - left) * part, y) for part in edges for y in (bottom, (bottom + top) / 2, top)]
    places += [(x, bottom + (top - bottom) * part) for part in edges for x in (left, right)]
    found = [projection.transform(x, y, direction="INVERSE") for x, y in places]
    known = [(lon, lat) for lon, lat in found if math.isfinite(lon) and math.isfinite(lat)]
    lons, lats = [lon for lon, _ in known], [max(-89.0, min(89.0, lat)) for _, lat in known]
    return min(lons), min(lats), max(lons), max(lats)


def _lines(first: float, last: float) -> list[float]:
    step = next((step for step in STEPS if (last - first) / step >= WANTED_LINES), STEPS[-1])
    return [place * step for place in range(math.ceil(first / step), math.floor(last / step) + 1)]


def _degree(
    path: Sequence[tuple[float, float]],
    label: str,
    projection: Transformer,
    on_sheet: Placing,
    sheet: Any,
    *,
    meridian: bool,
) -> Iterator[Degree]:
    line = transform(LineString([projection.transform(*place) for place in path]), on_sheet)
    shown = line.intersection(sheet)
    if shown.is_empty or shown.geom_type not in {"LineString", "MultiLineString"}:
        return
    ends = [Point(one) for part in getattr(shown, "geoms", (shown,)) for one in (part.coords[0], part.coords[-1])]
    at = max(ends, key=lambda end: end.y) if meridian else min(ends, key=lambda end: end.x)
    yield Degree(_path(shown), label, round(at.x, 1), round(at.y, 1), meridian)


def _normal(lon: float) -> float:
    return (lon + HALF) % ROUND - HALF


def _side(degrees: float, positive: str, negative: str) -> str:
    return "" if abs(degrees) < LEAST / 10 else f" {positive if degrees > 0 else negative}"


def _round(degrees: float) -> str:
    return f"{degrees:.3f}".rstrip("0").rstrip(".")
