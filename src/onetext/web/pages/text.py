"""The text: the one text (or a rival draft) as it stands, each point with its brackets and its state."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy as _

from onetext.process import current, items, texts
from onetext.process.current import Standing
from onetext.process.texts import MAIN, Line
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.pages import Page

State = Literal["agreed", "open", "vacant", "unknown", "heading"]


@dataclass(frozen=True)
class Point:
    """A point as it is drawn."""

    id: str
    label: str
    words: str
    known: bool
    state: State
    why: str


@dataclass(frozen=True)
class Text:
    """The page's value."""

    title: str
    version: str
    completeness: str
    points: tuple[Point, ...]


def text(view: View, asked: Asked) -> Text:
    """The text that was asked for: the one text, or the rival draft named by `line`."""
    line = view.find(asked.word("line"), Line).id if asked.word("line") else MAIN
    head = texts.head(view, line)
    open_ = {item.standing.provision.id: item.why for item in items.open_items(view, line)}
    points = tuple(_point(standing, open_) for standing in current.standings(view, line))
    if head is None:
        return Text(texts.line_title(view, line), "", "", points)
    return Text(texts.line_title(view, line), texts.titled(head), texts.completeness(head.body), points)


def _point(standing: Standing, open_: dict[str, str]) -> Point:
    provision = standing.provision
    words = standing.bracketed or standing.known_words or ""
    why = open_.get(provision.id, "")
    return Point(provision.id, standing.label, words, provision.words is not None, _state(standing, open_), why)


def _state(standing: Standing, open_: dict[str, str]) -> State:
    provision = standing.provision
    if provision.heading or provision.vacant:
        return "heading" if provision.heading else "vacant"
    if provision.id in open_:
        return "open" if provision.words is not None else "unknown"
    return "agreed"


PAGES = (Page("text", _("The text"), "", text, "pages/text.html", place=1),)
