"""What was open at an earlier version beside what is open now, each point with its reason."""

from dataclasses import dataclass
from functools import partial

from onetext.process import actors, items, texts
from onetext.process.texts import Table
from onetext.record.view import View
from onetext.web.asked import Asked


@dataclass(frozen=True)
class Version:
    """A version that can be chosen: its name in the address, and what it is called."""

    name: str
    title: str


@dataclass(frozen=True)
class Turn:
    """A point that is open then or now: why at either time, or that it is not open or not known there."""

    id: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Since:
    """The versions to choose from; the chosen one by its name, "" where none is, and the present one.

    Of the chosen one, how many points are known to be open there and how many now, and each of them.
    """

    choices: tuple[Version, ...]
    version: str
    now: str
    open_before: int
    open_now: int
    points: tuple[Turn, ...]


def since(view: View, asked: Asked) -> Since:
    """The open items of the version that was asked for beside those of the one text."""
    head = texts.head(view)
    earlier = [one for one in texts.versions(view, texts.MAIN) if head is None or one.id != head.id]
    choices = tuple(Version(one.handle, texts.titled(one)) for one in earlier)
    name = asked.word("since").strip()
    if not name or head is None:
        return Since(choices, "", "", 0, 0, ())
    chosen = view.find(name, Table)
    found = items.compared(view, chosen, head)
    called = partial(actors.name, view)
    points = tuple(
        Turn(one.provision, one.called, items.reason(one.before, called), items.reason(one.after, called))
        for one in found
    )
    return Since(choices, chosen.handle, head.handle, *items.open_in(found), points)
