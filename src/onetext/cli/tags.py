"""The command about tags."""

import click

from onetext.cli.desk import Desk, acts
from onetext.cli.page import Page, lines, table
from onetext.process import tags
from onetext.record.fold import View
from onetext.record.subject import refuse


@click.command()
@acts
@click.argument("act", required=False)
@click.argument("words", metavar="TAGS", nargs=-1)
def tag(desk: Desk, act: str | None, words: tuple[str, ...]) -> None:
    """Put tags on an act; alone, list the tags.

    Quote the “#”, or leave it out: a shell takes it for a comment.

    onetext tag stubb-post geneva peace
    onetext statement --tag geneva
    """
    if act is None:
        desk.show(listing(desk.look()))
        return
    if not words:
        refuse("Name at least one tag, such as geneva.")
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


COMMANDS = (tag,)
