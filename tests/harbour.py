"""A small negotiation to test on: Ash and Birch at the table, Norway mediating, Cedar outside; three points."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from onetext.process import actors, every_subject, negotiation, texts
from onetext.record.act import Act, Own, Reported, Source
from onetext.record.audience import KEEPER, PUBLIC, Audience, Viewer
from onetext.record.log import Log
from onetext.record.record import Draft, Record
from onetext.record.sqlite import SqliteLog
from onetext.record.times import Unknown, When
from onetext.record.view import View
from onetext.text.provision import Provision

UNKNOWN = Unknown()
START = datetime(2030, 3, 1, 9, tzinfo=UTC)
POINTS = (
    Provision("paaaaaaaa1", "Ash shall dredge the harbour.", number="1", mark="1. ", gap="\n\n"),
    Provision("paaaaaaaa2", "Birch shall light the pier.", number="2", mark="2. ", gap="\n\n"),
    Provision("paaaaaaaa3", "Cedar may use the quay.", number="3", mark="3. ", gap="\n"),
)


class Clock:
    """A clock that stands still between acts and moves one second with each reading."""

    def __init__(self, moment: datetime = START) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


@dataclass
class Harbour:
    """An open record with its clock."""

    record: Record
    clock: Clock = field(default_factory=Clock)

    def do(self, body: object, by: str = KEEPER, name: str = "", to: Audience = PUBLIC) -> Act[Any]:
        """An own act: by a party ("ash"), a person for one ("mayor-ash/ash"), or the keeper."""
        person, _, party = by.partition("/")
        party = party or ("" if person == KEEPER else person)
        return self.record.submit(Draft(body, person, party, name, basis=Own(), audience=to))[0]

    def report(
        self,
        body: object,
        name: str = "",
        known: datetime | None = None,
        happened: When = UNKNOWN,
        to: Audience = PUBLIC,
        by: str = KEEPER,
    ) -> Act[Any]:
        """An act that a newspaper reports, recorded by the keeper unless said."""
        source = Source("The Daily", "it was said", "paragraph 1", date(2030, 3, 1), "0" * 64)
        basis = Reported(source)
        known = known or self.clock.moment
        party = "" if by == KEEPER else by
        return self.record.submit(Draft(body, by, party, name, happened, known, basis, to))[0]

    def view(self, viewer: str = KEEPER, at: datetime | None = None) -> View:
        """What a viewer sees now, or saw at a moment."""
        return self.record.view(Viewer(viewer), at)

    def table(self, name: str, *points: Provision, parent: str = "", known: bool = True) -> Act[Any]:
        """The keeper tables a version of the one text; not `known`: its words are not available."""
        before = self.view().find(parent, texts.Table).id if parent else ""
        wording = (points or POINTS) if known else None
        return self.do(texts.Table(name.title(), parent=before, wording=wording), name=name)


def reworded(point: Provision, words: str) -> Provision:
    """The same provision in other words."""
    return Provision(point.id, words, number=point.number, mark=point.mark, gap=point.gap)


def harbour_at(path: Path, start: datetime = START) -> Harbour:
    """A new harbour negotiation in a file, with its actors, offices and seats, and no text yet."""
    return harbour_on(SqliteLog.create(path), start)


def harbour_on(log: Log, start: datetime = START) -> Harbour:
    """The same on an empty log, in whatever store."""
    clock = Clock(start)
    found = Harbour(Record(log, every_subject(), clock=clock), clock)
    found.do(negotiation.Open("Harbour agreement", "Europe/Oslo"))
    for slug in ("ash", "birch", "cedar", "norway"):
        found.do(actors.Declare(slug, slug.title()))
    for slug in ("mayor-ash", "mayor-birch", "voice-cedar"):
        found.do(actors.Declare(slug, slug.replace("-", " ").title(), "person"))
    for slug, role in (("ash", "party"), ("birch", "party"), ("norway", "mediator")):
        found.do(actors.Seat(slug, "party" if role == "party" else "mediator"))
    found.do(actors.Office("Mayor of Ash", "ash", "mayor-ash"), name="office-ash")
    found.do(actors.Office("Mayor of Birch", "birch", "mayor-birch"), name="office-birch")
    found.do(actors.Speak("voice-cedar", "cedar"))
    return found
