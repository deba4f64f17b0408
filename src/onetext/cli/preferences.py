"""Commands about preferences: how a party ranks the options for a point, for its own eyes."""

import click

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines, table
from onetext.cli.positions import whose
from onetext.process import actors, current, points, preferences, texts
from onetext.process.preferences import Choice, Rank
from onetext.record.audience import audience
from onetext.record.view import View


@click.group(invoke_without_command=True)
@shows
def preference(desk: Desk) -> None:
    """How a party ranks the options for each point. Private by default.

    onetext preference --as oslo
    onetext preference set 4 "no nets=1" "nets in June=0.4" --as oslo
    """
    if click.get_current_context().invoked_subcommand is None:
        desk.show(listing(desk.look()))


def listing(view: View) -> Page:
    """The rankings that the viewer may see."""
    called = points.labels(view)
    blocks: list[Block] = []
    data = []
    for act in preferences.rankings(view):
        importance = f", importance {act.body.importance}" if act.body.importance else ""
        where = called.get(act.body.provision, texts.GONE)
        blocks.append(Heading(f"{actors.name(view, act.body.party)}, point {where}{importance}"))
        rows = [(str(n), c.weight or "not given", c.words) for n, c in enumerate(act.body.choices, 1)]
        blocks.append(table(("rank", "weight", "option"), rows))
        data.append(
            {
                "id": act.id,
                "party": act.body.party,
                "provision": act.body.provision,
                "importance": act.body.importance or None,
                "choices": [{"words": c.words, "weight": c.weight or None} for c in act.body.choices],
            }
        )
    return Page("Preferences", tuple(blocks) or (lines("There is no ranking that you can see."),), data)


@preference.command("set")
@acts
@click.argument("point")
@click.argument("options", nargs=-1, required=True)
@click.option("--party", help="Whose ranking; yours unless said.")
@click.option("--importance", default="", metavar="NUMBER", help="How much the point matters beside the others.")
def set_(desk: Desk, point: str, options: tuple[str, ...], party: str | None, importance: str) -> None:
    """Rank the options for POINT, the best first, each as “WORDS” or “WORDS=WEIGHT”.

    onetext preference set 4 "no nets=1" "nets in June=0.4" --as oslo
    """
    with desk.acting() as at:
        owner = whose(at, party)
        standing = current.find(at.view, point)
        body = Rank(owner, standing.provision.id, tuple(map(_choice, options)), importance)
        narrow = {} if desk.said.get("to") else {"audience": audience((owner,))}
        said = f"{actors.name(at.view, owner)} ranks {len(options)} options for point {points.label(standing)}"
        at.do(body, said=said, **narrow)


def _choice(text: str) -> Choice:
    words, equals, weight = text.rpartition("=")
    return Choice(words.strip(), weight.strip()) if equals else Choice(text.strip())


COMMANDS = (preference,)
