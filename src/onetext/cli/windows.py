"""The commands about windows: spans of time as their speakers put them."""

import click

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Page, lines, table
from onetext.process import moments, windows
from onetext.process.addressing import slugs
from onetext.record.act import Act
from onetext.record.audience import KEEPER
from onetext.record.errors import refuse
from onetext.record.view import View


@click.group(invoke_without_command=True)
@shows
def window(desk: Desk) -> None:
    """When things are to happen, as each source put it.

    onetext window
    onetext window add "over the coming days" --about "work" --reach days
    """
    if click.get_current_context().invoked_subcommand is None:
        desk.show(listing(desk.look()))


def listing(view: View) -> Page:
    """Every window with its speakers and its end."""
    found = windows.windows(view)
    rows = [
        (windows.speakers(view, act), act.body.about, f"“{act.body.said}”", windows.ending(view, act)) for act in found
    ]
    blocks: list[Block] = [table(("who", "about", "said", "end"), rows)] if rows else [lines("none")]
    apart = windows.differing(view)
    blocks += [lines(f"{group[0].body.about}: {len(group)} windows, their ends differ", indent=0) for group in apart]
    if rows:
        blocks.append(lines("“days” is read as 2 to 6, “weeks” as 14 to 30 days; the source gave no day.", indent=0))
    return Page("Windows", tuple(blocks), [data(view, act) for act in found])


def data(view: View, act: Act[windows.Window]) -> dict[str, object]:
    """A window as plain values."""
    end = windows.end(view, act)
    return {
        "id": act.id,
        "name": act.name,
        "by": act.body.by,
        "about": act.body.about,
        "said": act.body.said,
        "reach": act.body.reach,
        "first": act.body.first,
        "last": act.body.last,
        "end": {"earliest": end.earliest, "latest": end.latest, "dated": end.dated},
        "known": act.known,
        "source": act.source,
    }


@window.command()
@acts
@click.argument("said", metavar="PHRASE")
@click.option("--about", required=True, help="What is to happen.")
@click.option("--by", metavar="ACTORS", help="Who said it, if that is another.")
@click.option(
    "--reach",
    type=click.Choice([*windows.REACHES, "unknown"]),
    default="unknown",
    show_default=True,
    help="The largest unit in which its end was put.",
)
@click.option("--from", "first", metavar="DATE", help="The first day, where one was said.")
@click.option("--until", "last", metavar="DATE", help="The last day, where one was said.")
def add(
    desk: Desk, said: str, about: str, by: str | None, reach: windows.Reach, first: str | None, last: str | None
) -> None:
    """Record a window in its speaker's words.

    onetext window add "in the coming weeks" --about "work" --by us --reach weeks
    """
    with desk.acting() as at:
        own = not by and not desk.said.get("source")
        if own and desk.who().name == KEEPER:
            refuse("Say whose words these are: --as ACTOR for one's own, or --by ACTORS with the --source.")
        who = (desk.who().name,) if own else slugs(at.view, by)
        body = windows.Window(said, about, who, reach, moments.day_or_none(first), moments.day_or_none(last))
        at.do(body, said=f"{about}: “{said}”")


COMMANDS = (window,)
