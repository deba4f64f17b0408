"""Commands about red lines: what must remain, what must not appear, what crosses them."""

from typing import Any

import click

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines
from onetext.cli.positions import cited, whose
from onetext.process import actors, current, points, redlines
from onetext.process.redlines import Bound, Draw, Grade, Lift, Verdict
from onetext.record.act import Act
from onetext.record.audience import audience
from onetext.record.errors import refuse
from onetext.record.view import View

_WORDS = {"kept": "kept", "crossed": "WARNING, crossed", "unknown": "unknown whether crossed"}


@click.group(invoke_without_command=True)
@click.option("--party", help="Only this party's.")
@shows
def redline(desk: Desk, party: str | None) -> None:
    """Red lines, and which words or amendments cross them.

    A party's own red line is for its own eyes unless --to opens it.

    onetext redline --as ukraine
    onetext redline add d --at-least "800000 personnel" --as ukraine
    """
    if click.get_current_context().invoked_subcommand is None:
        desk.show(listing(desk.look(), party))


def listing(view: View, party: str | None = None) -> Page:
    """Each red line with the verdict on the present words and on each pending amendment that does not keep to it."""
    found = redlines.drawn(view, actors.known(view, party).body.slug if party else None)
    called = points.labels(view)
    blocks: list[Block] = []
    for act in found:
        where = f"point {called.get(act.body.provision, '')}" if act.body.provision else "the whole text"
        heading = f"{actors.name(view, act.body.owner)}, {where}: {redlines.condition(act.body)} [{act.handle}]"
        blocks.append(Heading(heading))
        told = [f"{act.body.grade}; {_readers(act)}"]
        told += [_verdict(v) for v in redlines.verdicts(view, act)]
        if act.body.by:
            told.append(f"stated by {actors.name(view, act.body.by)}")
        told += [part for part in (act.body.reason, cited(act)) if part]
        blocks.append(lines(*told))
    if not found:
        blocks.append(lines("There is no red line that you can see."))
    return Page("Red lines", tuple(blocks), [_data(view, act) for act in found])


def _readers(act: Act[Draw]) -> str:
    return "public" if act.audience == ("*",) else f"only for {', '.join(act.audience)}"


def _verdict(verdict: Verdict) -> str:
    what = f"amendment {verdict.amendment.handle}" if verdict.amendment else "the present words"
    return f"{what}: {_WORDS[verdict.state]}: {verdict.why}"


def _data(view: View, act: Act[Draw]) -> dict[str, Any]:
    verdicts = [
        {"amendment": v.amendment.id if v.amendment else None, "state": v.state, "why": v.why}
        for v in redlines.verdicts(view, act)
    ]
    return {
        "id": act.id,
        "owner": act.body.owner,
        "grade": act.body.grade,
        "provision": act.body.provision or None,
        "asks": redlines.condition(act.body),
        "by": act.body.by or None,
        "readers": list(act.audience),
        "source": cited(act) or None,
        "verdicts": verdicts,
    }


@redline.command()
@acts
@click.argument("point", required=False)
@click.option("--point", "named", hidden=True, help="The point, for those who name it so.")
@click.option("--party", help="Whose red line; yours unless said.")
@click.option("--must", default="", help="Words that must remain.")
@click.option("--never", default="", help="Words that must not appear.")
@click.option("--at-least", metavar="NUMBER UNIT", help="The least that a quantity may be.")
@click.option("--at-most", metavar="NUMBER UNIT", help="The most that a quantity may be.")
@click.option("--plain", default="", help="A condition in plain words, which only a person can check.")
@click.option("--sensitive", is_flag=True, help="Not a red line, but to be warned of a change.")
@click.option("--reason", default="", help="Why.")
@click.option("--by", default="", metavar="ACTOR", help="Who stated it, where a source says so.")
def add(desk: Desk, /, point: str | None, named: str | None, party: str | None, **typed: Any) -> None:
    """Draw a red line on POINT; on the whole text where no point is named.

    onetext redline add 2 --must "all prisoners of war" --as ukraine
    onetext redline add --never "recognition" --as ukraine --to public
    """
    if point and named:
        refuse("Name the point once.")
    point = point or named
    with desk.acting() as at:
        owner = whose(at, party)
        bound, value, unit = _bound(typed["at_least"], typed["at_most"])
        grade: Grade = "sensitive" if typed["sensitive"] else "red line"
        body = Draw(
            owner=owner,
            grade=grade,
            provision=current.find(at.view, point).provision.id if point else "",
            must=typed["must"],
            never=typed["never"],
            bound=bound,
            value=value,
            unit=unit,
            plain=typed["plain"],
            reason=typed["reason"],
            by=typed["by"],
        )
        narrow = {} if desk.said.get("to") or desk.said.get("source") else {"audience": audience((owner,))}
        at.do(body, said=f"{actors.name(at.view, owner)} has drawn a {grade}", **narrow)


def _bound(least: str | None, most: str | None) -> tuple[Bound, str, str]:
    if least and most:
        refuse("Draw two red lines for two bounds.")
    number, _, unit = (least or most or "").strip().partition(" ")
    bound: Bound = "at least" if least else "at most" if most else ""
    return bound, number.replace(",", ""), unit.strip()


@redline.command()
@acts
@click.argument("name_of", metavar="REDLINE")
@click.option("--reason", default="", help="Why.")
def lift(desk: Desk, name_of: str, reason: str) -> None:
    """Lift a red line of your own.

    onetext redline lift prisoners --reason "Met by point 9" --as ukraine
    """
    with desk.acting() as at:
        act = at.view.find(name_of, Draw)
        narrow = {} if desk.said.get("to") else {"audience": act.audience}
        at.do(Lift(act.id, reason), said=f"Red line {act.handle} is lifted", **narrow)


COMMANDS = (redline,)
