"""Commands on rooms: what a side keeps to itself, and sending it to others."""

import click
import msgspec

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Page, lines, table
from onetext.process import actors, reach, releases, rooms, titles
from onetext.process.addressing import readers
from onetext.process.releases import Release
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.view import View


@click.group(invoke_without_command=True)
@shows
def room(desk: Desk) -> None:
    """Your room: what you can see and the table cannot.

    onetext room --as ukraine
    onetext room note "Hold point 4 back" --as ukraine
    onetext send a1 --to table --as ukraine
    """
    if click.get_current_context().invoked_subcommand is None:
        desk.show(listing(desk.look()))


def listing(view: View) -> Page:
    """Everything that is kept from the table, with who else may read it."""
    found = rooms.kept(view)
    rows = [(act.handle, titles.title(act), _others(view, act), rooms.told(view, act)) for act in found]
    data = [
        {
            "id": act.id,
            "name": act.name,
            "kind": act.kind,
            "readers": sorted(reach.readers(view, act)),
            "body": msgspec.to_builtins(act.body),
        }
        for act in found
    ]
    if not rows:
        return Page("Your room", (lines("Nothing is kept from the table."),), data)
    return Page("Your room", (table(("act", "what it is", "also read by", "what it says"), rows),), data)


def _others(view: View, act: Act[object]) -> str:
    return ", ".join(actors.name(view, slug) for slug in rooms.shared_with(view, act)) or "nobody else"


@room.command()
@acts
@click.argument("words")
@click.option("--about", multiple=True, metavar="ID", help="An act that it is about.")
def note(desk: Desk, words: str, about: tuple[str, ...]) -> None:
    """Write a note; only your own side reads it, unless you say --to.

    onetext room note "Point 4: we can go to 700,000" --as ukraine
    """
    with desk.acting() as at:
        ids = tuple(at.view.find(one).id for one in about)
        who = desk.who().name
        to = readers(at.view, desk.said["to"]) if desk.said.get("to") else (who,)
        at.do(rooms.Note(words, ids), said=f"Noted, for {', '.join(to)}", audience=to)


@click.command()
@acts
@click.argument("ids", metavar="ID …", nargs=-1, required=True)
def send(desk: Desk, /, ids: tuple[str, ...]) -> None:
    """Send what you keep in your room to others. It cannot be taken back.

    onetext send a1 note-2 --to table --as ukraine
    """
    if not desk.said.get("to"):
        refuse("Say to whom with --to: table, public, or actors with commas.")
    with desk.acting() as at:
        to = rooms.addressed(at.view, desk.said["to"])
        found = [at.view.find(one) for one in ids]
        names = ", ".join(act.handle for act in found)
        sent = releases.with_corrections(at.view, tuple(act.id for act in found))
        at.do(Release(sent, to), said=f"Sent to {', '.join(to)}: {names}", audience=to)


COMMANDS = (room, send)
