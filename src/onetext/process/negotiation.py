"""The negotiation itself: what it is called and which clock its dates are read on."""

from dataclasses import dataclass, replace
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View


class Open(msgspec.Struct, frozen=True, omit_defaults=True):
    """A negotiation begins to be recorded. `zone` is the IANA name of the time zone in which dates are meant.

    `readers` says who reads what the keeper does, unless it says so itself: the table (everybody, as long as nobody
    has a seat), or the public.
    """

    title: str
    zone: str = "UTC"
    note: str = ""
    readers: Literal["table", "public"] = "table"


@dataclass(frozen=True)
class Negotiation:
    """What was opened, once it was."""

    opened: Act[Open] | None = None


def zone(view: View) -> ZoneInfo:
    """The time zone in which the record's dates are meant."""
    opened = _opening(view)
    return ZoneInfo(opened.body.zone) if opened else ZoneInfo("UTC")


def title(view: View) -> str:
    """What the negotiation is called."""
    opened = _opening(view)
    return opened.body.title if opened else "A negotiation"


def _opening(view: View) -> Act[Open] | None:
    """The act by which the record began, also in a look back to before."""
    return view[Negotiation].opened or view.naming(Negotiation).opened


def _may_open(view: View, act: Act[Open]) -> None:
    if view[Negotiation].opened is not None:
        refuse(
            "This record already holds the negotiation “{title}”; open another in a record of its own.",
            title=title(view),
        )
    if not act.body.title.strip():
        refuse("A negotiation needs a title.")
    try:
        ZoneInfo(act.body.zone)
    except (KeyError, ValueError, OSError):
        refuse("“{zone}” is not a time zone; use a name such as Europe/Zurich.", zone=act.body.zone)


def _opened(state: Negotiation, act: Act[Open]) -> Negotiation:
    try:
        ZoneInfo(act.body.zone)
    except (KeyError, ValueError, OSError):
        return state
    return state if state.opened else replace(state, opened=act)


SUBJECT = Subject("negotiation", Negotiation(), (Kind("open", Open, _opened, _may_open, naming=True),))
