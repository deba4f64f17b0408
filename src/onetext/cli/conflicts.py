"""The command that shows claims which contradict each other, side by side."""

import click

from onetext.cli.desk import Desk, shows
from onetext.cli.page import Block, Heading, Page, lines
from onetext.cli.texts import counted
from onetext.process import claims
from onetext.process import conflicts as subject
from onetext.process.claims import Claim
from onetext.process.conflicts import Conflict
from onetext.record.act import Act
from onetext.record.view import View


@click.command()
@shows
def conflicts(desk: Desk) -> None:
    """Claims that contradict each other, side by side. No winner is chosen.

    onetext conflicts -f geneva
    """
    view = desk.look()
    found = subject.conflicts(view)
    blocks: list[Block] = []
    for conflict in found:
        blocks.append(Heading(conflict.question))
        blocks.append(lines(*_lines(view, conflict)))
    title = (
        f"{counted(len(found), 'question')} with different answers; no winner is chosen"
        if found
        else "No claims conflict"
    )
    desk.show(Page(title, tuple(blocks), [_data(conflict) for conflict in found]))


def _lines(view: View, conflict: Conflict) -> list[str]:
    found = []
    for side in conflict.sides:
        who = "; ".join(f"{claims.names(view, act.body.by)} [{act.handle}]" for act in side.claims)
        found.append(f"{side.answer}: {who}")
    for act in conflict.rebuttals:
        rebutted = view.act(act.body.claim)
        against = f" (against {rebutted.handle})" if rebutted else ""
        found.append(f"rebuttal by {claims.names(view, act.body.by)}{against}: “{act.body.words}”")
    if not conflict.contradictory and len(conflict.sides) > 1:
        found.append("These differ, and yet all could be true.")
    return found


def _data(conflict: Conflict) -> dict[str, object]:
    return {
        "question": conflict.question,
        "about": conflict.about,
        "contradictory": conflict.contradictory,
        "winner": None,
        "sides": [{"answer": side.answer, "claims": [_claim(act) for act in side.claims]} for side in conflict.sides],
        "rebuttals": [
            {"id": a.id, "claim": a.body.claim, "by": a.body.by, "words": a.body.words} for a in conflict.rebuttals
        ],
    }


def _claim(act: Act[Claim]) -> dict[str, object]:
    return {"id": act.id, "name": act.name, "by": act.body.by, "words": act.body.words}


COMMANDS = (conflicts,)
