"""The commands about rounds of talks."""

import click

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines
from onetext.process import actors, moments, rounds
from onetext.process.addressing import slugs
from onetext.record.act import Act
from onetext.record.record import NAME
from onetext.record.view import View
from onetext.sentences import enumerated


@click.group(name="round", invoke_without_command=True)
@shows
def round_(desk: Desk) -> None:
    """Rounds of talks: where, between whom, and how their end is known.

    onetext round
    onetext round add harbour-talks Bergen --participants ash,birch
    """
    if click.get_current_context().invoked_subcommand is None:
        view = desk.look()
        found = rounds.rounds(view)
        blocks = tuple(block for act in found for block in shown(view, act)) or (lines("none"),)
        desk.show(Page("Rounds", blocks, [data(view, act) for act in found]))


def shown(view: View, act: Act[rounds.Round]) -> tuple[Block, ...]:
    """A round, its end and the versions that came out of it."""
    between = enumerated([actors.name(view, slug) for slug in act.body.participants]) or "participants unknown"
    texts = [version.handle for version in rounds.versions_of(view, act)]
    told = [ended(view, end) for end in rounds.ends(view, act.id)]
    return (
        Heading(f"{act.body.title} ({act.body.place or 'place unknown'})"),
        lines(
            between,
            f"Begun: {moments.told(view, act.happened)}",
            f"Status: {rounds.status(view, act.id)}",
            *told,
            *([f"Texts from it: {', '.join(texts)}"] if texts else []),
        ),
    )


def ended(view: View, end: Act[rounds.RoundEnd]) -> str:
    """One account of an end with where it comes from."""
    who = enumerated([actors.name(view, slug) for slug in end.body.by])
    how = "announced" + (f" by {who}" if who else "") if end.body.ending == "announced" else "understood to be over"
    source = f"; {end.source.outlet}, {end.source.place}: “{end.source.quote}”" if end.source else ""
    return f"End {how}, {moments.told(view, end.happened)}{source}"


def data(view: View, act: Act[rounds.Round]) -> dict[str, object]:
    """A round as plain values."""
    return {
        "id": act.id,
        "name": act.name,
        "title": act.body.title,
        "place": act.body.place,
        "participants": act.body.participants,
        "begun": moments.told(view, act.happened),
        "status": rounds.status(view, act.id),
        "ends": [
            {"id": end.id, "ending": end.body.ending, "by": end.body.by, "known": end.known, "source": end.source}
            for end in rounds.ends(view, act.id)
        ],
        "versions": [version.id for version in rounds.versions_of(view, act)],
    }


@round_.command()
@acts
@click.argument("title", metavar="NAME")
@click.argument("where", metavar="PLACE")
@click.option("--participants", metavar="ACTORS", help="Who takes part, with commas.")
def add(desk: Desk, title: str, where: str, participants: str | None) -> None:
    """Record a round; --when says when it began.

    onetext round add harbour-talks Bergen --participants ash,birch --when 2030-03-01
    """
    with desk.acting() as at:
        named = desk.said.get("name") or (title if NAME.fullmatch(title) else "")
        body = rounds.Round(title, where, slugs(at.view, participants))
        at.do(body, said=f"Round {title} in {where}", name=named)


@round_.command()
@acts
@click.argument("round_", metavar="NAME")
@click.option("--as-understood", is_flag=True, help="Nobody announced it; it is only understood.")
@click.option("--by", metavar="ACTORS", help="Who announced it.")
def end(desk: Desk, round_: str, as_understood: bool, by: str | None) -> None:
    """Record that a round ended, as announced or only as understood.

    onetext round end harbour-talks --by ash --when 2030-03-03
    """
    with desk.acting() as at:
        found = at.view.find(round_, rounds.Round)
        how: rounds.Ending = "understood" if as_understood else "announced"
        body = rounds.RoundEnd(found.id, how, slugs(at.view, by))
        at.do(body, said=f"Round {found.body.title}: end {how}")


COMMANDS = (round_,)
