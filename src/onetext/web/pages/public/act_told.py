"""What every entry of the public record tells of its act, whatever it is about."""

from dataclasses import dataclass
from typing import Any, TypedDict

from onetext.record.act import Act
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.pages.acts_told import Cited, Time, cited, mine, time


@dataclass(frozen=True)
class ActTold:
    """An act that is told: its name, when it happened, what reports it, and whether whoever reads may correct it."""

    id: str
    handle: str
    time: Time
    source: Cited | None
    mine: bool


class Telling(TypedDict):
    """The same, to make an entry of."""

    id: str
    handle: str
    time: Time
    source: Cited | None
    mine: bool


def of_act(view: View, asked: Asked, act: Act[Any]) -> Telling:
    """What is told of an act."""
    return {
        "id": act.id,
        "handle": act.handle,
        "time": time(view, act),
        "source": cited(act),
        "mine": mine(asked, act),
    }
