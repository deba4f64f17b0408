"""Rooms: what a side keeps to itself, what it sent, to whom and when, and what others sent to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from onetext.process import actors, points, reach, rooms, texts, titles
from onetext.process.amendments import Propose
from onetext.process.interests import Answer, Want
from onetext.process.preferences import Rank
from onetext.process.redlines import Draw, Lift
from onetext.process.releases import Release
from onetext.process.rooms import Note
from onetext.process.texts import Line, Table
from onetext.record.act import Act
from onetext.record.audience import KEEPER, PUBLIC, THE_PUBLIC, Audience
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.pages import Page
from onetext.web.pages.acts_told import Name, mine, names

Shelf = Literal["drafts", "notes", "red lines", "amendments", "interests and preferences", "other"]
_SHELVES: tuple[tuple[Shelf, tuple[type, ...]], ...] = (
    ("drafts", (Line, Table)),
    ("notes", (Note,)),
    ("red lines", (Draw, Lift)),
    ("amendments", (Propose,)),
    ("interests and preferences", (Want, Answer, Rank)),
)


@dataclass(frozen=True)
class Kept:
    """Something that is kept from the table: what it is, what it says, and who else may read it.

    `mine` is what the reader can take back or correct, `sendable` what the reader's side can send. A draft is one thing
    with its `versions`.
    """

    id: str
    handle: str
    what: str
    words: str
    point: str
    address: str
    also: tuple[Name, ...]
    at: datetime
    mine: bool
    sendable: bool
    versions: "tuple[Kept, ...]" = ()


@dataclass(frozen=True)
class Things:
    """The things of one sort in a room."""

    shelf: Shelf
    things: tuple[Kept, ...]


@dataclass(frozen=True)
class Room:
    """What one side keeps; its owner is whoever made it."""

    owner: Name
    shelves: tuple[Things, ...]


@dataclass(frozen=True)
class Readers:
    """To whom something went: everybody, the whole table, or some."""

    everybody: bool
    table: bool
    some: tuple[Name, ...]


@dataclass(frozen=True)
class Sent:
    """A sending: from whom, to whom, when, and what can be read by them since."""

    id: str
    by: Name
    to: Readers
    at: datetime
    things: tuple[Kept, ...]


@dataclass(frozen=True)
class Choice:
    """Somebody to send to."""

    value: str
    label: str


@dataclass(frozen=True)
class Rooms:
    """The page's value.

    `own` is the reader's own room, None for a reader without one: the public has none. `others` are what others keep
    and this reader may read too.
    """

    own: Room | None
    others: tuple[Room, ...]
    sent: tuple[Sent, ...]
    received: tuple[Sent, ...]
    everything: bool


def rooms_(view: View, asked: Asked) -> Rooms:
    """The rooms as far as this reader may look into them."""
    told = _Telling(view, asked)
    kept: dict[str, list[Act[Any]]] = {}
    for act in rooms.kept(view):
        kept.setdefault(act.party or act.author, []).append(act)
    sendings = [told.sending(act) for act in view if isinstance(act.body, Release)]
    me = asked.whose
    return Rooms(
        own=None if view.viewer == THE_PUBLIC else told.room(me, kept.pop(me, [])),
        others=tuple(told.room(owner, kept[owner]) for owner in sorted(kept)),
        sent=tuple(reversed([one for one in sendings if one.by.slug == me])),
        received=tuple(reversed([one for one in sendings if one.by.slug != me])),
        everything=asked.person == KEEPER,
    )


class _Telling:
    """How the things in a room are told: what is looked up once for all of them."""

    def __init__(self, view: View, asked: Asked) -> None:
        self.view, self.asked = view, asked
        self.called = points.labels(view)

    def room(self, owner: str, acts: Iterable[Act[Any]]) -> Room:
        """A room with its things on their shelves."""
        shelves: dict[Shelf, list[Kept]] = {}
        for one in self.things(acts):
            shelves.setdefault(_shelf(one[0]), []).append(one[1])
        order = (*(shelf for shelf, _types in _SHELVES), "other")
        found = tuple(Things(shelf, tuple(shelves[shelf])) for shelf in order if shelf in shelves)
        return Room(Name(owner, actors.doer(self.view, owner)), found)

    def things(self, acts: Iterable[Act[Any]]) -> Iterator[tuple[Act[Any], Kept]]:
        """Some acts with how each is told; the versions of a draft that is among them are told with it."""
        every = tuple(acts)
        drafts = {act.id for act in every if isinstance(act.body, Line)}
        beneath = [act for act in every if isinstance(act.body, Table) and act.body.line in drafts]
        for act in every:
            if act not in beneath:
                own = tuple(self.kept(one) for one in beneath if one.body.line == act.id)
                yield act, replace(self.kept(act), versions=own)

    def kept(self, act: Act[Any]) -> Kept:
        """One thing."""
        view = self.view
        point = getattr(act.body, "provision", "")
        others = () if act.audience == PUBLIC or "*" in reach.readers(view, act) else rooms.shared_with(view, act)
        return Kept(
            id=act.id,
            handle=act.handle,
            what=titles.title(act),
            words=rooms.told(view, act),
            point=self.called.get(point, "") if isinstance(point, str) else "",
            address=self._address(act),
            also=names(view, others),
            at=act.recorded,
            mine=mine(self.asked, act),
            sendable=self.asked.may_act and (act.party or act.author) == self.asked.whose,
        )

    def _address(self, act: Act[Any]) -> str:
        """Where a draft is read whole."""
        line = act.id if isinstance(act.body, Line) else act.body.line if isinstance(act.body, Table) else ""
        found = self.view.act(line)
        return self.asked.address(line=found.handle) if found and texts.versions(self.view, line) else ""

    def sending(self, act: Act[Release]) -> Sent:
        """A sending, with what could be read since."""
        view = self.view
        by = act.party or act.author
        things = (one for one in map(view.act, act.body.acts) if one is not None)
        return Sent(
            act.id,
            Name(by, actors.doer(view, by)),
            readers(view, act.body.to, but=by),
            act.recorded,
            tuple(told for _act, told in self.things(things)),
        )


def readers(view: View, to: Audience, but: str = "") -> Readers:
    """Some readers in words, `but` the one who sent it."""
    if to == PUBLIC:
        return Readers(everybody=True, table=False, some=())
    table = set(actors.seated(view))
    whole = bool(table) and table <= set(to)
    some = tuple(slug for slug in to if slug not in {but, KEEPER} and not (whole and slug in table))
    return Readers(everybody=False, table=whole, some=names(view, some))


def _shelf(act: Act[Any]) -> Shelf:
    return next((shelf for shelf, bodies in _SHELVES if isinstance(act.body, bodies)), "other")


PAGES = (Page("rooms", _("Rooms"), "rooms", rooms_, "pages/rooms.html", place=7),)
