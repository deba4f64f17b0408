"""The commands about offers: what each version is said to be as an offer."""

import click

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines
from onetext.process import actors, moments, offers, texts
from onetext.record.act import Act
from onetext.record.view import View


@click.group(invoke_without_command=True)
@shows
def offer(desk: Desk) -> None:
    """What each version is as an offer: final, not final, withdrawn.

    onetext offer
    onetext offer set v0 "not final" --by us
    """
    if click.get_current_context().invoked_subcommand is None:
        desk.show(listing(desk.look()))


def listing(view: View) -> Page:
    """Every version with what was last said of it by each speaker, and the history."""
    blocks: list[Block] = []
    data = []
    for version in texts.versions(view):
        history = offers.history(view, version.id)
        now = offers.present(view, version.id)
        told = [f"{actors.name(view, act.body.by)}: {act.body.status}" for act in now]
        blocks.append(Heading(f"{version.handle}: {'; '.join(told) or 'nothing said of it as an offer'}"))
        blocks += [lines(*(sentence(view, act) for act in history))] if history else []
        data.append(
            {
                "version": version.id,
                "name": version.name,
                "present": [plain(view, act) for act in now],
                "history": [plain(view, act) for act in history],
            }
        )
    return Page("Offers", tuple(blocks) or (lines("No text is tabled yet."),), data)


def sentence(view: View, act: Act[offers.Offer]) -> str:
    """One entry of the history."""
    source = f"; {act.source.outlet}, {act.source.place}: “{act.source.quote}”" if act.source else ""
    cause = f"; {act.body.cause}" if act.body.cause else ""
    other = "; said of words that have changed since" if offers.of_other_words(view, act) else ""
    when = moments.told(view, act.happened)
    return f"{act.body.status}, {actors.name(view, act.body.by)}, {when}{cause}{source}{other}"


def plain(view: View, act: Act[offers.Offer]) -> dict[str, object]:
    """An entry as plain values."""
    return {
        "id": act.id,
        "by": act.body.by,
        "status": act.body.status,
        "cause": act.body.cause,
        "happened": moments.told(view, act.happened),
        "known": act.known,
        "source": act.source,
        "of_other_words": offers.of_other_words(view, act),
    }


@offer.command("set")
@acts
@click.argument("version")
@click.argument("status", type=click.Choice(["offered", "final", "not final", "withdrawn"]))
@click.option("--by", metavar="ACTOR", help="Who says so (left out: yourself).")
@click.option("--cause", default="", help="Why, as far as it is known.")
def set_(desk: Desk, version: str, status: offers.Status, by: str | None, cause: str) -> None:
    """Say what a version is as an offer.

    onetext offer set v1 final --as ash
    """
    with desk.acting() as at:
        found = at.view.find(version, texts.Table)
        who = by or desk.who().name
        body = offers.Offer(found.id, status, who, offers.words_of(at.view, found.id), cause)
        at.do(body, said=f"{found.handle} is {status}, says {actors.name(at.view, who)}")


COMMANDS = (offer,)
