"""The commands about tags."""

import click

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Page, lines, table
from onetext.process import tags
from onetext.record.view import View


@click.command("tags")
@shows
def tags_(desk: Desk) -> None:
    """Every tag, with the acts that carry it.

    onetext tags -f geneva
    """
    desk.show(listing(desk.look()))


@click.command()
@acts
@click.argument("act")
@click.argument("words", metavar="TAGS", nargs=-1, required=True)
def tag(desk: Desk, act: str, words: tuple[str, ...]) -> None:
    """Put tags on an act.

    Quote the “#”, or leave it out: a shell takes it for a comment.

    onetext tag stubb-post geneva peace
    onetext statement --tag geneva
    """
    with desk.acting() as at:
        target = at.view.find(act)
        body = tags.Tag(target.id, tuple(dict.fromkeys(tags.plain(word) for word in words)))
        shown = " ".join(f"#{word}" for word in body.tags)
        others = {} if desk.said.get("to") else {"audience": target.audience}
        at.do(body, said=f"{target.handle} is tagged {shown}", **others)


def listing(view: View) -> Page:
    """Every tag with what carries it."""
    found = tags.every_tag(view)
    if not found:
        return Page("No tags", (lines("Put one on an act with “onetext tag ACT TAG”."),), [])
    rows = [(f"#{word}", ", ".join(act.handle for act in carried)) for word, carried in found]
    data = [
        {"tag": word, "acts": [{"id": act.id, "name": act.name, "kind": act.kind} for act in carried]}
        for word, carried in found
    ]
    return Page("Tags", (table(("tag", "on"), rows),), data)


COMMANDS = (tag, tags_)
