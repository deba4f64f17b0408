"""The command that lays the published wordings of a version side by side."""

from typing import Any

import click
import msgspec

from onetext.cli.compare import comparison
from onetext.cli.desk import Desk, shows
from onetext.cli.page import Block, Heading, Page, lines
from onetext.cli.texts import counted
from onetext.process import alignments, collation, texts
from onetext.process.alignments import Side
from onetext.process.beside import label
from onetext.process.texts import Table
from onetext.record.act import Act
from onetext.record.view import View
from onetext.text.collation import Collation, Point, Stretch

MIND = "What differs among wordings is no change of the text, and none of them is taken to be right."


@click.command()
@shows
@click.argument("version")
@click.option("--against", metavar="TEXT", help="Another text: show only what differs from every wording.")
def witnesses(desk: Desk, version: str, against: str | None) -> None:
    """Lay the published wordings of a version side by side.

    Leaks and translations of one version: where all agree, the words
    stand once; where they differ, each reading names who has it.

    onetext witnesses v1
    onetext witnesses v1 --against v2
    """
    view = desk.look()
    act = view.find(version, Table)
    desk.show(beside(view, act, alignments.side(view, against)) if against else collated(view, act))


def collated(view: View, version: Act[Table]) -> Page:
    """Every point as the wordings of a version have it."""
    found = collation.collated(view, version.id)
    title = f"{version.handle} as its wordings have it"
    if not found:
        return Page(title, (lines(f"No wording of {version.handle} is known here."),), {"collations": []})
    blocks: list[Block] = []
    for one in found:
        blocks.append(lines(_account(one)))
        for point in one.points:
            blocks += [Heading(_called(point)), lines(*_readings(point))]
    return Page(title, (*blocks, lines("", MIND, indent=0)), {"collations": [_data(one) for one in found]})


def beside(view: View, version: Act[Table], other: Side) -> Page:
    """What differs from every wording of a version, and apart from that where its wordings differ."""
    found = collation.against(view, version, other)
    title = f"{version.handle} as its wordings have it, compared with {other.called}"
    if not found:
        return Page(title, (lines(f"No wording of {version.handle} is known here."),), {"collations": []})
    blocks: list[Block] = []
    data = []
    for one in found:
        compared = comparison(view, one.read, other)
        blocks += [lines(_account(one.collation)), *compared.blocks, *_differ(one.collation)]
        data.append({**_data(one.collation), "comparison": compared.data})
    return Page(title, (*blocks, lines("", MIND, indent=0)), {"collations": data})


def _account(found: Collation) -> str:
    differ = len(collation.differing(found))
    language = f" in {found.lang}" if found.lang else ""
    of = f"{counted(len(found.points), 'point')}{language} from {counted(len(found.witnesses), 'wording')}"
    return f"{of} ({', '.join(found.witnesses)}); they differ in {differ or 'none'}"


def _differ(found: Collation) -> list[Block]:
    blocks: list[Block] = []
    for point in collation.differing(found):
        blocks += [Heading(f"{_called(point)}  the wordings differ"), lines(*_readings(point))]
    return blocks


def _called(point: Point) -> str:
    return label(point.provision, texts.printed((point.provision,)))


def _readings(point: Point) -> list[str]:
    """The words of a point, each place where wordings differ numbered, and below them who has which reading."""
    said, told = "", []
    number = 0
    for stretch in point.stretches:
        if len(stretch) == 1:
            said += stretch[0].words
            continue
        number += 1
        said += f"⟨{number}⟩" + " " * any(reading.words[-1:].isspace() for reading in stretch)
        told.append(f"⟨{number}⟩ {_variants(stretch)}")
    told += [f"{name}: not in this wording" for name in point.lacking]
    told += [f"{name}: has no such point, and is said to be whole" for name in point.left_out]
    return [said.strip() or "no words", *told]


def _variants(stretch: Stretch) -> str:
    return "; ".join(
        f"{', '.join(reading.witnesses)}: " + (f"“{reading.words.strip()}”" if reading.words.strip() else "no words")
        for reading in stretch
    )


def _data(found: Collation) -> dict[str, Any]:
    return {
        "lang": found.lang or None,
        "witnesses": list(found.witnesses),
        "whole": found.whole,
        "points": [msgspec.to_builtins(point) | {"agreed": point.agreed} for point in found.points],
    }


COMMANDS = (witnesses,)
