"""The time line of the public record: events in every order that some source gives, and no time invented."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from onetext.process import timeline
from onetext.process.timeline import Event
from onetext.process.told import Telling
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.pages import Page
from onetext.web.pages.acts_told import Cited, Time, cited, time
from onetext.web.pages.looking_back import LookingBack, looking_back


@dataclass(frozen=True)
class Happened:
    """An event: its time as far as it is known, what it is known to come before, what it asserts."""

    id: str
    name: str
    what: str
    time: Time
    earliest: datetime | None
    latest: datetime | None
    before: tuple[str, ...]
    claims: tuple[str, ...]
    source: Cited | None


@dataclass(frozen=True)
class Events:
    """The page's value; `conflicts` say where what is said of the times does not fit together."""

    events: tuple[Happened, ...]
    conflicts: tuple[str, ...]
    everything: bool
    other: str
    back: LookingBack | None


def public_events(view: View, asked: Asked) -> Events:
    """The time line; with `all`, also acts outside the public record whose time is not known."""
    everything = asked.word("all") == "yes"
    line, telling = timeline.timeline(view, everything=everything), Telling(view)
    return Events(
        events=tuple(_happened(view, event, telling) for event in line.events),
        conflicts=line.conflicts,
        everything=everything,
        other=asked.address("public/events", all="" if everything else "yes"),
        back=looking_back(view, asked),
    )


def _happened(view: View, event: Event, telling: Telling) -> Happened:
    act = event.act
    return Happened(
        id=act.id,
        name=act.name,
        what=telling.headline(act),
        time=time(view, act),
        earliest=event.earliest,
        latest=event.latest,
        before=event.relations,
        claims=event.claims,
        source=cited(act),
    )


PAGES = (
    Page(
        "public-events",
        _("The time line"),
        "public/events",
        public_events,
        "pages/public_events.html",
        asks=(("all", "“yes”: every act, not only what tells of the course of things"),),
    ),
)
