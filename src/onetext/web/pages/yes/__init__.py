"""The way to yes: gates, presentations, tracks, silence procedures and deadlines, on one time line."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from onetext.process import calendars
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.pages import Download, Page
from onetext.web.pages.acts_told import NamedPoint
from onetext.web.pages.yes import around, gates, joint, line
from onetext.web.pages.yes.around import Due, Offered, Silence, Track
from onetext.web.pages.yes.gates import Holder, Order
from onetext.web.pages.yes.line import Line


@dataclass(frozen=True)
class Way:
    """The page's value. `versions` head the columns of `holders`; `points` are those that could be referred."""

    order: Order
    line: Line
    due: Due
    silences: tuple[Silence, ...]
    versions: tuple[str, ...]
    holders: tuple[Holder, ...]
    tracks: tuple[Track, ...]
    offers: tuple[Offered, ...]
    points: tuple[NamedPoint, ...]


def way(view: View, asked: Asked) -> Way:
    """The way to yes of the one text."""
    held = gates.holders(view)
    return Way(
        order=gates.order(view, asked),
        line=line.line(view),
        due=around.due(view, asked.word("before").strip()),
        silences=around.silences(view, asked),
        versions=tuple(cell.version for cell in held[0].cells) if held else (),
        holders=held,
        tracks=around.all_tracks(view),
        offers=around.offered(view),
        points=around.all_points(view),
    )


def calendar(view: View, asked: Asked) -> bytes:
    """The present state of every deadline as a calendar file."""
    del asked
    return calendars.calendar(view)


PAGES = (
    Page(
        "yes",
        _("The way to yes"),
        "yes",
        way,
        "pages/yes.html",
        place=4,
        asks=(("before", "a day: does each deadline fall before it?"),),
    ),
    Page(
        "joint",
        _("Joint statements"),
        "yes/joint",
        joint.joint_statements,
        "pages/joint.html",
        asks=(
            ("speakers", "who would speak; may be given several times"),
            ("round", "the round that it is about, by name or id"),
        ),
    ),
)
DOWNLOADS = (
    Download("calendar", "deadlines.ics", "text/calendar; charset=utf-8", calendar, _("The deadlines, for a calendar")),
)
