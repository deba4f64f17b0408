"""Areas and lines on the map that points speak of: dated, with a kind, each with its geometry or without one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

import msgspec
from rpds import HashTrieMap

from onetext.process import actors, current, texts
from onetext.record.act import Act
from onetext.record.errors import Refused, refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.sentences import Sentence, listed, say
from onetext.text.words import folded_words, word_set

Status = Literal["held", "claimed", "to withdraw", "recognised de facto", "frozen"]
LARGEST = 2_000_000
MOST_PLACES = 50_000
_CORNER = re.compile(r"(?P<north>[+-]?\d{1,3}(?:\.\d{1,12})?)\s*[,;\s]\s*(?P<east>[+-]?\d{1,3}(?:\.\d{1,12})?)")
_DEPTH = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
_RING, _LINE, _POSITION = 4, 2, (2, 3)
_EAST, _NORTH = 180, 90
_MOVES = word_set("current present existing actual now today")
_LINES = word_set("line lines front fronts frontline frontlines contact position positions")


class Draw(msgspec.Struct, frozen=True, omit_defaults=True):
    """An area or line as of a day.

    Several acts with one `title` are the same area at several days. `geometry` is GeoJSON (RFC 7946: longitude then
    latitude, WGS 84) as text, None where it is not known. `moving` says that it is where something stands at a
    moment (a front line), so that it means nothing without `as_of`. `actor` is who holds, claims or withdraws, or "".
    """

    title: str
    status: Status
    geometry: str | None = None
    as_of: date | None = None
    moving: bool = False
    actor: str = ""
    provision: str = ""
    note: str = ""
    line: str = texts.MAIN


@dataclass(frozen=True)
class Areas:
    """Every area that was drawn."""

    drawn: HashTrieMap[str, Act[Draw]] = HashTrieMap()


@dataclass(frozen=True, slots=True)
class Between:
    """An area at two days and what lies between: GeoJSON geometries, and square kilometres on the WGS 84 ellipsoid.

    For areas `gained` and `lost` are what the later has more and less than the earlier; for lines both are None and
    `between` is all that the two lines enclose together with the straight joins of their ends.
    """

    earlier: Act[Draw]
    later: Act[Draw]
    between: dict[str, Any]
    square_km: float
    gained_square_km: float | None
    lost_square_km: float | None


def areas(view: View, provision: str | None = None) -> tuple[Act[Draw], ...]:
    """All areas and lines (of one point), by title and day, those without a day first."""
    found = (act for act in view[Areas].drawn.values() if provision is None or act.body.provision == provision)
    return tuple(sorted(found, key=lambda act: (act.body.title.casefold(), act.body.as_of or date.min, act.order)))


def at(view: View, title: str, day: date) -> Act[Draw]:
    """An area as it was on a day: the latest geometry dated then or before. Raises Refused where there is none."""
    named = _called(view, title)
    if not named:
        refuse("There is no area “{title}” in this record that you can see.", title=title)
    dated = [a for a in named if a.body.as_of and a.body.as_of <= day and geometry(a.body)]
    if not dated:
        refuse("It is not known where “{title}” lay on {day} or before.", title=title, day=day.isoformat())
    return dated[-1]


def _called(view: View, name: str) -> list[Act[Draw]]:
    """An area at all its days, by its title or by the name of one of the acts that drew it."""
    wanted = name.strip().casefold()
    drawn = areas(view)
    titles = {a.body.title.casefold() for a in drawn if wanted in {a.body.title.casefold(), a.name.casefold()} - {""}}
    return [a for a in drawn if a.body.title.casefold() in titles]


def _one_geometry(view: View, found: Act[Draw]) -> Sentence:
    """Why there is nothing between two days, and the days for which a geometry is known."""
    same = found.body.title.casefold()
    known = [a for a in areas(view) if a.body.title.casefold() == same and a.body.as_of and geometry(a.body)]
    return say(
        "On both days “{title}” is as drawn for {day}; it was drawn for {days} only: "
        "give two days between which it was drawn anew, or draw it as of another day.",
        title=found.body.title,
        day=found.body.as_of,
        days=listed((a.body.as_of for a in known), " and "),
    )


def between(view: View, title: str, first: date, second: date) -> Between:
    """What lies between an area, or a line, on two days. Raises Refused where a geometry is not known.

    Areas on the ellipsoid after C. Karney, "Algorithms for geodesics" (2013).
    """
    earlier, later = at(view, title, min(first, second)), at(view, title, max(first, second))
    if earlier.id == later.id:
        refuse(_one_geometry(view, earlier))
    from shapely.geometry import mapping  # noqa: PLC0415  slow to import

    old, new = (_shape(geometry(act.body)) for act in (earlier, later))
    if old.area == 0 and new.area == 0:
        enclosed = _enclosed(old, new)
        return Between(earlier, later, mapping(enclosed), _square_km(enclosed), None, None)
    if old.area == 0 or new.area == 0:
        refuse(
            "“{title}” is a line on one of these days and an area on the other; they cannot be compared.", title=title
        )
    gained, lost = new.difference(old), old.difference(new)
    changed = gained.union(lost)
    return Between(earlier, later, mapping(changed), _square_km(changed), _square_km(gained), _square_km(lost))


def _enclosed(old: Any, new: Any) -> Any:
    """The area that two lines enclose when their ends are joined by straight lines."""
    from shapely import LineString, line_merge, polygonize, unary_union  # noqa: PLC0415

    one, other = line_merge(old), line_merge(new)
    if one.geom_type != "LineString" or other.geom_type != "LineString":
        refuse("The area between lines is known only for lines of one piece each; join the pieces first.")
    ends, others = (one.coords[0], one.coords[-1]), (other.coords[0], other.coords[-1])
    crossed = LineString([ends[0], others[0]]).length + LineString([ends[1], others[1]]).length
    if crossed > LineString([ends[0], others[1]]).length + LineString([ends[1], others[0]]).length:
        others = (others[1], others[0])
    joins = [LineString(pair) for pair in zip(ends, others, strict=True) if pair[0] != pair[1]]
    return unary_union(polygonize([unary_union([one, other, *joins])]))


def _square_km(area: Any) -> float:
    from pyproj import Geod  # noqa: PLC0415
    from shapely.geometry.polygon import orient  # noqa: PLC0415

    geod = Geod(ellps="WGS84")
    parts = getattr(area, "geoms", (area,))
    whole = sum(geod.geometry_area_perimeter(orient(p))[0] for p in parts if p.geom_type == "Polygon")
    return round(float(whole) / 1_000_000, 3)


def flat(found: dict[str, Any]) -> dict[str, Any]:
    """A GeoJSON geometry on the surface of the Earth: places without their height, which only some may have."""
    return {**found, "coordinates": _without_height(found["coordinates"])}


def _without_height(places: Any) -> Any:
    return [_without_height(one) for one in places] if places and isinstance(places[0], list) else places[:2]


def _shape(found: Any) -> Any:
    from shapely.geometry import shape  # noqa: PLC0415  slow to import

    return shape(flat(found))


def square_km(found: dict[str, Any]) -> float | None:
    """The size of an area (a GeoJSON geometry) on the WGS 84 ellipsoid; None of a line, which has none."""
    if "Polygon" not in found["type"]:
        return None
    return _square_km(_shape(found))


def length_km(found: dict[str, Any]) -> float | None:
    """The length of a line (a GeoJSON geometry) on the WGS 84 ellipsoid; None of an area."""
    if "Polygon" in found["type"]:
        return None
    from pyproj import Geod  # noqa: PLC0415

    return round(float(Geod(ellps="WGS84").geometry_length(_shape(found))) / 1000, 3)


def known_on(view: View, day: date | None = None) -> tuple[Act[Draw], ...]:
    """Each area or line once, by title: as it was last drawn for that day or before; without a day, as last drawn.

    A drawing whose geometry is known goes before a later one without; those without a day count on any.
    """
    best: dict[str, Act[Draw]] = {}
    for act in areas(view):
        if day is not None and act.body.as_of is not None and act.body.as_of > day:
            continue
        title = act.body.title.casefold()
        if title not in best or act.body.geometry is not None or best[title].body.geometry is None:
            best[title] = act
    return tuple(best.values())


def geometry(body: Draw) -> dict[str, Any] | None:
    """An area's geometry as a GeoJSON object; None where it is not known, or cannot be read."""
    if body.geometry is None:
        return None
    try:
        found: dict[str, Any] = msgspec.json.decode(read_geometry(body.geometry))
    except Refused:
        return None
    return found


def collection(view: View) -> dict[str, Any]:
    """Everything that was drawn as one GeoJSON FeatureCollection; an unknown geometry is null (RFC 7946, 3.2)."""
    named = current.labels(view)
    return {"type": "FeatureCollection", "features": [_feature(act, named) for act in areas(view)]}


def _feature(act: Act[Draw], named: Mapping[str, str]) -> dict[str, Any]:
    body = act.body
    return {
        "type": "Feature",
        "id": act.id,
        "geometry": geometry(body),
        "properties": {
            "title": body.title,
            "kind": body.status,
            "as_of": body.as_of.isoformat() if body.as_of else None,
            "actor": body.actor or None,
            "point": named.get(body.provision),
            "note": body.note,
            "source": act.source.outlet if act.source else None,
        },
    }


def moves(title: str) -> bool:
    """Whether words name where something stands at the moment, such as "the current battle lines"."""
    said = set(folded_words(title))
    return bool(said & _MOVES and said & _LINES)


def read_geometry(text: str) -> str:
    """One geometry out of GeoJSON text, or of its corners, checked and written in short form.

    Takes a geometry, a Feature, a FeatureCollection of one feature, or corners as people read them off a map: on each
    line a latitude and a longitude in degrees. Corners that end where they began are an area, others a line. Raises
    Refused with what is wrong: neither of these, too large, another type, a ring that is not closed or crosses itself,
    a place outside the Earth.
    """
    if len(text) > LARGEST:
        refuse("What is drawn is larger than {most} MB; simplify it first.", most=LARGEST // 1_000_000)
    found = _unwrapped(_corners(text) or _json(text))
    kind = found.get("type") if isinstance(found, dict) else None
    if not isinstance(kind, str) or kind not in _DEPTH:
        refuse("What is drawn is one of these in GeoJSON: {kinds}.", kinds=listed(_DEPTH))
    places = found.get("coordinates")
    paths = list(_paths(places, _DEPTH[kind]))
    if not paths or sum(map(len, paths)) > MOST_PLACES:
        refuse("What is drawn has from 1 to {most} places; simplify it first.", most=f"{MOST_PLACES:,}")
    for path in paths:
        _sound_path(path, ring="Polygon" in kind)
    if "Polygon" in kind:
        _simple({"type": kind, "coordinates": places})
    return msgspec.json.encode({"type": kind, "coordinates": places}).decode()


def _json(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        refuse("What is drawn is neither GeoJSON nor corners, on each line a latitude and a longitude: 59.91, 10.75.")


def _corners(text: str) -> dict[str, Any] | None:
    """The geometry of corners, one a line; None for what is none."""
    lines = [_CORNER.fullmatch(line.strip()) for line in text.strip().splitlines() if line.strip()]
    places = [[float(found["east"]), float(found["north"])] for found in lines if found]
    if not places or len(places) != len(lines):
        return None
    if len(places) == 1:
        refuse("One corner is neither an area nor a line; give two or more.")
    if places[0] == places[-1]:
        return {"type": "Polygon", "coordinates": [places]}
    return {"type": "LineString", "coordinates": places}


def _unwrapped(found: Any) -> Any:
    if isinstance(found, dict) and found.get("type") == "FeatureCollection":
        features = found.get("features")
        if not isinstance(features, list) or len(features) != 1:
            refuse("The file holds no feature, or several; give one area or line at a time.")
        found = features[0]
    return found.get("geometry") if isinstance(found, dict) and found.get("type") == "Feature" else found


def paths(found: dict[str, Any]) -> tuple[Sequence[Any], ...]:
    """The lines and rings of a GeoJSON geometry, each a row of places."""
    return tuple(_paths(found["coordinates"], _DEPTH[found["type"]]))


def _paths(places: Any, depth: int) -> Iterable[Sequence[Any]]:
    if not isinstance(places, list):
        refuse("The coordinates in the GeoJSON are not lists of places.")
    if depth == 1:
        yield places
        return
    for inner in places:
        yield from _paths(inner, depth - 1)


def _sound_path(path: Sequence[Any], *, ring: bool) -> None:
    for place in path:
        if not isinstance(place, list) or len(place) not in _POSITION or not all(_number(n) for n in place):
            refuse("One of the places is not a longitude and a latitude.")
        if abs(place[0]) > _EAST or abs(place[1]) > _NORTH:
            refuse(
                "{place} is no place on Earth: longitude (to 180) comes first, then latitude (to 90).",
                place=f"{place[0]}, {place[1]}",
            )
    if len(path) < (_RING if ring else _LINE):
        refuse("A line has at least two places, the border of an area at least four, with the first again at the end.")
    if ring and path[0] != path[-1]:
        refuse("The border of an area must end where it begins.")


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _simple(found: dict[str, Any]) -> None:
    from shapely import is_valid_reason  # noqa: PLC0415

    why = is_valid_reason(_shape(found))
    if why != "Valid Geometry":
        refuse("The border of the area crosses itself, or is broken otherwise ({why}); draw it again.", why=why)


def _may_draw(view: View, act: Act[Draw]) -> None:
    body = act.body
    if not body.title.strip():
        refuse("Give the area or line a title.")
    if body.as_of is None and (body.moving or moves(body.title)):
        refuse(
            "“{title}” is a line that moves: say where it stood as of which day.",
            title=body.title,
            typed="--as-of-day",
        )
    if body.actor:
        actors.known(view, body.actor)
    if body.provision and body.provision not in {s.provision.id for s in current.standings(view, body.line)}:
        refuse("The point that this belongs to is not in this text.")
    if body.geometry is not None:
        read_geometry(body.geometry)


def _drawn(state: Areas, act: Act[Draw]) -> Areas:
    return replace(state, drawn=state.drawn.insert(act.id, act))


SUBJECT = Subject("areas", Areas(), (Kind("draw", Draw, _drawn, _may_draw),))
