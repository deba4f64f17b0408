"""Commands that read the log and check that it holds."""

import sys
from pathlib import Path
from typing import Any

import click

from onetext.cli.desk import Desk, shows
from onetext.cli.page import Block, Heading, Page, lines, table
from onetext.cli.texts import counted
from onetext.process import corrections, journal
from onetext.record import evidence
from onetext.record.act import Act
from onetext.record.errors import RecordError, Refused
from onetext.record.view import MEANINGFUL, View

FAULTY = 1


@click.command()
@shows
@click.argument("act", required=False)
@click.option("--kind", metavar="WORD", help="Only acts of this kind, such as “texts” or “positions.take”.")
@click.option("--tag", metavar="TAG", help="Only acts with this tag.")
def log(desk: Desk, act: str | None, kind: str | None, tag: str | None) -> None:
    """List every act that you may see, in the order in which it became known.

    With ACT, a name or the beginning of an id, show that one in full. Of an
    act that was erased its id is left, and by which order.

    onetext log -f geneva --as-of 2025-11-23
    onetext log --kind texts --json
    onetext log v1 -f geneva
    """
    view = desk.look()
    if act is not None:
        desk.show(_one(view, act))
        return
    acts = journal.acts(view, kind, tag)
    shown = journal.entries(view, acts)
    rows = [(one.known.day.isoformat(), one.handle, one.who, _line(one)) for one in shown]
    data = [journal.plain(view, one) for one in acts]
    desk.show(Page(counted(len(shown), "act"), (table(("known", "act", "by", "what"), rows),), data))


def _one(view: View, text: str) -> Page:
    """An act in full; of one that was erased, which order required it."""
    erased = corrections.erasures(view)
    gone = [id_ for id_ in erased if len(text) >= MEANINGFUL and id_.startswith(text)]
    if len(gone) == 1 and not view.beginning(text):
        note = erased[gone[0]]
        said = f"Its words were erased on {note.known:%Y-%m-%d}, and cannot be read any more: {note.body.order}"
        told = {"id": gone[0], "erased": note.body.order, "by": note.id}
        return Page(f"{gone[0][:8]}: erased", (lines(said, f"Told in: {note.handle}", indent=0),), told)
    try:
        return _in_full(view, view.as_recorded(view.find(text, withdrawn=True)))
    except Refused as refused:
        if not erased or view.by_name.get(text) or view.beginning(text):
            raise
        ids = ", ".join(id_[:8] for id_ in erased)
        raise Refused(f"{refused} What was erased lost its name as well, and is found by its id: {ids}.") from refused


def _line(one: journal.Entry) -> str:
    called = f"{one.title} ({one.state})" if one.state else one.title
    return f"{called}: {one.words}" if one.words else called


def _in_full(view: View, act: Act[Any]) -> Page:
    told = journal.in_full(view, act)
    blocks: list[Block] = [lines(*told.about, indent=0), Heading("What it says")]
    blocks += [table(("field", "value"), list(told.fields))] if told.fields else []
    blocks += [lines(f"Left empty: {', '.join(told.empty)}")] if told.empty else []
    return Page(told.title, tuple(blocks), journal.plain(view, act))


@click.command()
@shows
@click.option("--kept", type=click.Path(path_type=Path), multiple=True, help="A checkpoint that was kept earlier.")
def verify(desk: Desk, kept: tuple[Path, ...]) -> None:
    """Check that nothing in the record was altered, removed or put in between.

    With a checkpoint kept earlier (see “onetext checkpoint”), also that the
    record still holds everything it held then.

    onetext verify -f geneva
    onetext verify --kept monday.checkpoint
    """
    notes = [note for path in kept for note in _notes(path)]
    with desk.record() as record:
        faults = evidence.faults(record, desk.who(), notes)
        held = len(desk.view(record).acts)
    found = [str(fault) for fault in faults]
    said = "The record does not hold." if found else f"The record holds: {held} acts, each in its place."
    desk.show(Page(said, (lines(*found),) if found else (), {"acts": held, "faults": found}))
    if found:
        sys.exit(FAULTY)


def _notes(path: Path) -> list[str]:
    """The checkpoints in a file: signed notes, one after the other."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError(f"{path} cannot be read as a kept checkpoint: {error}.") from error
    return evidence.kept_heads(text)


@click.command()
@shows
def checkpoint(desk: Desk) -> None:
    """Print the signed checkpoints of what you may see, to keep elsewhere.

    A checkpoint that is kept proves a later truncation or rewriting.

    onetext checkpoint > monday.checkpoint
    onetext verify --kept monday.checkpoint
    """
    with desk.record() as record:
        heads = evidence.signed_heads(record, desk.who())
    if desk.as_json:
        desk.show(Page("", (), evidence.kept_heads(heads)))
    else:
        sys.stdout.write(heads)


COMMANDS = (log, verify, checkpoint)
