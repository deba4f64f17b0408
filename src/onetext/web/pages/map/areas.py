"""The map: dated areas and lines that points speak of, as of a day, and what lies between two days."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, get_args

from django.utils.translation import gettext_lazy as _

from onetext.process import actors, areas, current, moments
from onetext.process.areas import Draw
from onetext.record.act import Act
from onetext.record.errors import Refused
from onetext.record.view import View
from onetext.sentences import say
from onetext.web.asked import Asked
from onetext.web.pages import Page
from onetext.web.pages.acts_told import Cited, Name, cited, mine
from onetext.web.pages.looking_back import LookingBack, looking_back
from onetext.web.pages.map.sheet import Sheet

if TYPE_CHECKING:
    from onetext.web.pages.map.drawing import Geometry

# Words of the record that the templates translate.


@dataclass(frozen=True)
class Area:
    """An area or line.

    `square_km` is the size of an area, `km` the length of a line; both are None where the extent is not known, which
    `known` says. `days` are those for which a geometry is known.
    """

    id: str
    place: int
    handle: str
    title: str
    kind: str
    moving: bool
    actor: Name | None
    point: str
    address: str
    as_of: date | None
    known: bool
    square_km: float | None
    km: float | None
    note: str
    days: tuple[date, ...]
    source: Cited | None
    mine: bool


@dataclass(frozen=True)
class Between:
    """What lies between an area or line on two days, in square kilometres; gained and lost only of areas."""

    title: str
    first: date | None
    second: date | None
    square_km: float
    gained: float | None
    lost: float | None


@dataclass(frozen=True)
class Map:
    """The page's value. On the sheet "between", "earlier" and "later" are the ids of a comparison's three shapes."""

    areas: tuple[Area, ...]
    drawn: tuple[Area, ...]
    kinds: tuple[str, ...]
    sheet: Sheet | None
    day: str
    days: tuple[date, ...]
    titles: tuple[str, ...]
    title: str
    first: str
    second: str
    between: Between | None
    refusal: str
    back: LookingBack | None


@dataclass(frozen=True)
class _Asked:
    """What could be made of the words that were typed."""

    day: date | None
    between: areas.Between | None
    refusal: str


def map_(view: View, asked: Asked) -> Map:
    """The areas and lines as they stood on the day that was asked for, and what lies between two days."""
    typed = _typed(view, asked)
    shown = areas.known_on(view, typed.day)
    everything = areas.areas(view)
    told = tuple(_area(view, asked, place, act) for place, act in enumerate(shown, 1))
    found = typed.between
    return Map(
        areas=told,
        drawn=tuple(one for one in told if one.known),
        kinds=tuple(kind for kind in get_args(areas.Status) if any(one.kind == kind for one in told)),
        sheet=_sheet(told, shown, found),
        day=asked.word("day"),
        days=tuple(sorted({act.body.as_of for act in everything if act.body.as_of})),
        titles=tuple(dict.fromkeys(act.body.title for act in everything if act.body.as_of and act.body.geometry)),
        title=asked.word("title"),
        first=asked.word("first"),
        second=asked.word("second"),
        between=_between(found) if found else None,
        refusal=typed.refusal,
        back=looking_back(view, asked),
    )


def _typed(view: View, asked: Asked) -> _Asked:
    title, first, second = (asked.word(name) for name in ("title", "first", "second"))
    try:
        day = moments.day(asked.word("day")) if asked.word("day") else None
        if not title:
            return _Asked(day, None, "")
        if not (first and second):
            return _Asked(day, None, say("Give two days, to see what lies between them."))
        return _Asked(day, areas.between(view, title, moments.day(first), moments.day(second)), "")
    except Refused as refused:
        return _Asked(None, None, refused.args[0])


def _area(view: View, asked: Asked, place: int, act: Act[Draw]) -> Area:
    body = act.body
    geometry = areas.geometry(body)
    label = current.labels(view, body.line).get(body.provision, "")
    same = (one.body for one in areas.areas(view) if one.body.title.casefold() == body.title.casefold())
    return Area(
        id=act.id,
        place=place,
        handle=act.handle,
        title=body.title,
        kind=body.status,
        moving=body.moving or areas.moves(body.title),
        actor=Name(body.actor, actors.name(view, body.actor)) if body.actor else None,
        point=label,
        address=f"{asked.address()}#{body.provision}" if label else "",
        as_of=body.as_of,
        known=geometry is not None,
        square_km=areas.square_km(geometry) if geometry else None,
        km=areas.length_km(geometry) if geometry else None,
        note=body.note,
        days=tuple(one.as_of for one in same if one.as_of and one.geometry is not None),
        source=cited(act),
        mine=mine(asked, act),
    )


def _sheet(told: tuple[Area, ...], shown: tuple[Act[Draw], ...], found: areas.Between | None) -> Sheet | None:
    from onetext.web.pages.map.drawing import drawn  # noqa: PLC0415  slow to import

    geometries: list[tuple[str, Geometry]] = []
    if found is not None:
        parts = (("between", found.between), *((id_, areas.geometry(act.body)) for id_, act in _ends(found)))
        geometries = [(id_, one) for id_, one in parts if one is not None and one.get("coordinates")]
    else:
        named = ((act.id, areas.geometry(act.body)) for act in shown)
        geometries = [(id_, one) for id_, one in named if one is not None]
    labels = {one.id: f"{one.place}. {one.title}" for one in told}
    return drawn(geometries, labels | {id_: _day_in_words(act) for id_, act in _ends(found)} if found else labels)


def _day_in_words(act: Act[Draw]) -> str:
    """The day of an end of a comparison: the page tells it in the reader's words, which take about as much room."""
    return f"{act.body.as_of:%d %B %Y}" if act.body.as_of else ""


def _ends(found: areas.Between) -> tuple[tuple[str, Act[Draw]], ...]:
    return ("earlier", found.earlier), ("later", found.later)


def _between(found: areas.Between) -> Between:
    return Between(
        found.earlier.body.title,
        found.earlier.body.as_of,
        found.later.body.as_of,
        found.square_km,
        found.gained_square_km,
        found.lost_square_km,
    )


PAGES = (
    Page(
        "map",
        _("Map"),
        "map",
        map_,
        "pages/map.html",
        place=6,
        asks=(
            ("day", "the areas as they were on this day"),
            ("title", "the area whose change is asked for"),
            ("first", "the earlier of two days"),
            ("second", "the later one"),
        ),
    ),
)
