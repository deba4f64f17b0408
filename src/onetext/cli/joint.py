"""The commands about joint statements."""

import click

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines, section
from onetext.process import actors, joint, rounds
from onetext.process.addressing import slugs
from onetext.record.act import Act
from onetext.record.view import View
from onetext.sentences import enumerated


@click.group("joint", invoke_without_command=True)
@shows
def joint_(desk: Desk) -> None:
    """Joint statements: drafted from what all the speakers released.

    onetext joint
    onetext joint release "The talks were useful." --as ash --to ash,birch
    onetext joint draft --speakers ash,birch
    """
    if click.get_current_context().invoked_subcommand is None:
        view = desk.look()
        blocks: list[Block] = []
        for act in joint.issued(view):
            blocks += [Heading(f"Issued: {title(view, act)}"), lines(*act.body.elements)]
        told = [f"{actors.name(view, act.body.speaker)}: “{act.body.words}”" for act in joint.released(view)]
        blocks += section("Released for joint statements", told)
        desk.show(Page("Joint statements", tuple(blocks), data(view)))


def title(view: View, act: Act[joint.Issue]) -> str:
    """Who speaks, and on what round."""
    on = view.act(act.body.round)
    tied = f", on {on.body.title}" if on is not None and isinstance(on.body, rounds.Round) else ""
    return enumerated([actors.name(view, slug) for slug in act.body.speakers]) + tied


def data(view: View) -> dict[str, object]:
    """Everything as plain values."""
    return {
        "issued": [
            {"id": act.id, "speakers": act.body.speakers, "elements": act.body.elements, "round": act.body.round}
            for act in joint.issued(view)
        ],
        "released": [
            {"id": act.id, "speaker": act.body.speaker, "words": act.body.words, "round": act.body.round}
            for act in joint.released(view)
        ],
    }


@joint_.command()
@acts
@click.argument("words", metavar="ELEMENT")
@click.option("--speaker", metavar="ACTOR", help="Who releases it (left out: yourself).")
@click.option("--round", "round_", metavar="NAME", help="The round that it is about.")
def release(desk: Desk, words: str, speaker: str | None, round_: str | None) -> None:
    """Release a sentence for a joint statement.

    Others release it by giving the same words.

    onetext joint release "The talks were useful." --as ash --to ash,birch
    """
    with desk.acting() as at:
        who = speaker or desk.who().name
        body = joint.Element(words, who, _round(at.view, round_))
        at.do(body, said=f"{actors.name(at.view, who)} releases “{words}”")


@joint_.command()
@shows
@click.option("--speakers", required=True, metavar="ACTORS", help="Two speakers or more, with commas.")
@click.option("--round", "round_", metavar="NAME", help="The round that it is about.")
def draft(desk: Desk, speakers: str, round_: str | None) -> None:
    """Draft a joint statement: only what all its speakers released.

    onetext joint draft --speakers ash,birch
    """
    view = desk.look()
    found = joint.draft(view, slugs(view, speakers), _round(view, round_))
    names = enumerated([actors.name(view, slug) for slug in found.speakers])
    held = [
        f"“{words}”: not released by {enumerated([actors.name(view, slug) for slug in who])}"
        for words, who in found.held_back
    ]
    blocks = (*section("All of them released", found.elements), *section("Left out", held))
    plain = {
        "speakers": found.speakers,
        "elements": found.elements,
        "held_back": [{"words": words, "missing": who} for words, who in found.held_back],
    }
    desk.show(Page(f"Draft of a joint statement by {names}", blocks, plain))


@joint_.command()
@acts
@click.option("--speakers", required=True, metavar="ACTORS", help="Two speakers or more, with commas.")
@click.option("--round", "round_", metavar="NAME", help="The round that it is about.")
def issue(desk: Desk, speakers: str, round_: str | None) -> None:
    """Issue the joint statement as it is drafted now.

    onetext joint issue --speakers ash,birch --as ash --to public
    """
    with desk.acting() as at:
        on = _round(at.view, round_)
        found = joint.draft(at.view, slugs(at.view, speakers), on)
        names = enumerated([actors.name(at.view, slug) for slug in found.speakers])
        at.do(joint.Issue(found.speakers, found.elements, on), said=f"Joint statement by {names}")


def _round(view: View, text: str | None) -> str:
    return view.find(text, rounds.Round).id if text else ""


COMMANDS = (joint_,)
