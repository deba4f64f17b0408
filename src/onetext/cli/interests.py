"""Commands about interests: what parties want behind their positions, and where the text does not meet it."""

from typing import Any

import click

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines, section
from onetext.cli.positions import cited, whose
from onetext.process import actors, current, interests, points, texts
from onetext.process.interests import Answer, Drop, Verdict, Want
from onetext.record.act import Act
from onetext.record.audience import audience
from onetext.record.view import View


@click.group(invoke_without_command=True)
@shows
def interest(desk: Desk) -> None:
    """Interests behind the positions, and the questions they leave open.

    onetext interest
    onetext interest add "an end to the dredging" --point 4 --as oslo
    """
    if click.get_current_context().invoked_subcommand is None:
        desk.show(listing(desk.look()))


def listing(view: View) -> Page:
    """Each interest with who asserts it, then the open questions between interests and words."""
    found = interests.interests(view)
    called = points.labels(view)
    asked = interests.questions(view)
    blocks: list[Block] = []
    for act in found:
        blocks.append(Heading(f"{actors.name(view, act.body.party)}: {act.body.wants} [{act.handle}]"))
        about = ", ".join(called.get(id_, texts.GONE) for id_ in act.body.provisions) or "no point named"
        told = [f"about {about}", f"asserted by {actors.name(view, interests.asserter(act))}"]
        blocks.append(lines(*told, *(part for part in (act.body.reason, cited(act)) if part)))
    if not found:
        blocks.append(lines("No interest is recorded that you can see."))
    blocks += section("Open questions", [question.sentence for question in asked])
    data = {
        "interests": [_data(act) for act in found],
        "open_questions": [
            {"interest": q.interest.id, "provision": q.provision or None, "point": q.called, "question": q.sentence}
            for q in asked
        ],
    }
    return Page("Interests behind the positions", tuple(blocks), data)


def _data(act: Act[Want]) -> dict[str, Any]:
    return {
        "id": act.id,
        "party": act.body.party,
        "wants": act.body.wants,
        "recognition": act.body.recognition or None,
        "asserted_by": interests.asserter(act),
        "provisions": list(act.body.provisions),
        "source": cited(act) or None,
    }


@interest.command()
@acts
@click.argument("wants")
@click.option("--party", help="Whose interest; yours unless said.")
@click.option("--point", "about", multiple=True, help="A point that it is about; may be repeated.")
@click.option("--recognition", type=click.Choice(["legal", "de facto", "none"]), help="The recognition wanted.")
@click.option("--by", default="", metavar="ACTOR", help="Who says so, where a source reports it.")
@click.option("--reason", default="", help="More about it.")
def add(desk: Desk, /, wants: str, party: str | None, about: tuple[str, ...], **typed: Any) -> None:
    r"""Record an interest: your own (for your own eyes unless --to), or one that is reported.

    onetext interest add "legal recognition" --recognition legal --point b --party russia --by zelensky \
        --source bbc --quote "wants legal recognition" --place "paragraph 8" -f geneva
    """
    with desk.acting() as at:
        owner = whose(at, party)
        provisions = tuple(current.find(at.view, point).provision.id for point in about)
        body = Want(owner, wants, typed["recognition"] or "", provisions, typed["by"], typed["reason"])
        own = desk.who().name == owner and not desk.said.get("to") and not desk.said.get("source")
        narrow = {"audience": audience((owner,))} if own else {}
        at.do(body, said=f"{actors.name(at.view, owner)}: an interest in {wants}", **narrow)


@interest.command()
@acts
@click.argument("name_of", metavar="INTEREST")
@click.argument("point")
@click.argument("verdict", type=click.Choice(["met", "met in part", "not met"]))
@click.option("--reason", default="", help="Why.")
def answer(desk: Desk, name_of: str, point: str, verdict: Verdict, reason: str) -> None:
    """Say whether POINT's present words meet an interest; the answer goes with these words.

    onetext interest answer passage 4 met --as oslo
    """
    with desk.acting() as at:
        act = at.view.find(name_of, Want)
        standing = current.find(at.view, point)
        narrow = {} if desk.said.get("to") else {"audience": act.audience}
        body = Answer(act.id, standing.provision.id, standing.fingerprint or "", verdict, reason)
        at.do(body, said=f"Interest {act.handle} at point {points.label(standing)}: {verdict}", **narrow)


@interest.command()
@acts
@click.argument("name_of", metavar="INTEREST")
@click.option("--reason", required=True, help="Why.")
def drop(desk: Desk, name_of: str, reason: str) -> None:
    """Record that an interest is no longer held.

    onetext interest drop passage --reason "Met by the annex" --as oslo
    """
    with desk.acting() as at:
        act = at.view.find(name_of, Want)
        narrow = {} if desk.said.get("to") else {"audience": act.audience}
        at.do(Drop(act.id, reason), said=f"Interest {act.handle} is dropped", **narrow)


COMMANDS = (interest,)
