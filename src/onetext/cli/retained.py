"""Commands about retained points: kept on the table, contested."""

import click

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Page, lines, table
from onetext.cli.positions import cited
from onetext.process import actors, current, points, retained
from onetext.process.addressing import slugs
from onetext.process.retained import Release, Retain
from onetext.record.audience import KEEPER
from onetext.record.view import View


@click.group("retained", invoke_without_command=True)
@shows
def retained_(desk: Desk) -> None:
    """Points that are retained, contested: neither agreed nor given up.

    The next version must say what became of each.

    onetext retained
    onetext retained add 7 --as ukraine --reason "Not to be left out"
    """
    if click.get_current_context().invoked_subcommand is None:
        desk.show(listing(desk.look()))


def listing(view: View) -> Page:
    """The retained points, who keeps them on the table, and what the later versions say of them."""
    called = points.labels(view)
    found = retained.retained(view)
    rows = [
        (
            called.get(act.body.provision, act.handle),
            ", ".join(act.body.by) or "not said",
            retained.fate_in_words(view, act),
        )
        for act in found
    ]
    blocks: list[Block] = [table(("point", "kept by", "since then"), rows)] if rows else []
    for act in found:
        told = [f"{called.get(act.body.provision, act.handle)}: {act.body.reason}"] if act.body.reason else []
        blocks.append(lines(*told, *(part for part in (cited(act),) if part)))
    if not found:
        blocks.append(lines("No point is retained, contested, that you can see."))
    for before, end_ in retained.ended(view):
        blocks.append(lines(f"No longer: {called.get(before.body.provision, before.handle)} ({end_.body.reason})"))
    data = [
        {
            "id": act.id,
            "provision": act.body.provision,
            "point": called.get(act.body.provision),
            "by": list(act.body.by),
            "reason": act.body.reason,
            "source": cited(act) or None,
            "versions": [
                {"version": f.version.id, "state": f.state, "words": f.words} for f in retained.fates(view, act)
            ],
        }
        for act in found
    ]
    return Page("Retained, contested", tuple(blocks), data)


@retained_.command()
@acts
@click.argument("point")
@click.option("--by", metavar="ACTORS", help="Who keeps it on the table; you unless said.")
@click.option("--reason", default="", help="Why.")
def add(desk: Desk, point: str, by: str | None, reason: str) -> None:
    """Keep POINT on the table although others do not accept it.

    onetext retained add 7 --as ukraine
    """
    with desk.acting() as at:
        standing = current.find(at.view, point)
        own = () if desk.who().name == KEEPER else (desk.who().name,)
        who = slugs(at.view, by) or own
        names = ", ".join(actors.name(at.view, slug) for slug in who) or "somebody not named"
        body = Retain(standing.provision.id, who, reason)
        at.do(body, said=f"Point {points.label(standing)} is retained, contested, by {names}")


@retained_.command()
@acts
@click.argument("point")
@click.option("--reason", required=True, help="Why, such as “agreed” or “given up for point 4”.")
def end(desk: Desk, point: str, reason: str) -> None:
    """Let a retained point go.

    onetext retained end 7 --reason "agreed" --as ukraine
    """
    with desk.acting() as at:
        named = points.labels(at.view)
        kept = [a for a in retained.retained(at.view) if named.get(a.body.provision) == point or a.name == point]
        act = kept[0] if kept else at.view.find(point, Retain)
        at.do(Release(act.id, reason), said=f"Point {named.get(act.body.provision, point)} is no longer retained")


COMMANDS = (retained_,)
