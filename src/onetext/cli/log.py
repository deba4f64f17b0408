"""Commands that read the log and check that it holds."""

import re
import sys
import textwrap
from pathlib import Path
from typing import Any

import click
import msgspec

from onetext.cli import one_act
from onetext.cli.desk import Desk, shows
from onetext.cli.page import Page, lines, table
from onetext.cli.texts import counted
from onetext.process import tags, titles
from onetext.record.act import Act
from onetext.record.audience import THE_KEEPER, Viewer
from onetext.record.audit import Fault
from onetext.record.checkpoint import BadCheckpoint
from onetext.record.errors import RecordError
from onetext.record.log import verify as audit
from onetext.record.record import Record, visible_logs
from onetext.record.view import View

FAULTY = 1
_ID = re.compile(r"[0-9a-f]{64}|p[a-z0-9]{8}")


@click.command()
@shows
@click.argument("act", required=False)
@click.option("--kind", metavar="WORD", help="Only acts of this kind, such as “texts” or “positions.take”.")
@click.option("--tag", metavar="TAG", help="Only acts with this tag.")
def log(desk: Desk, act: str | None, kind: str | None, tag: str | None) -> None:
    """List every act that you may see, in the order in which it became known.

    With ACT, a name or the beginning of an id, show that one in full.

    onetext log -f geneva --as-of 2025-11-23
    onetext log --kind texts --json
    onetext log v1 -f geneva
    """
    view = desk.look()
    if act is not None:
        found = view.as_recorded(view.find(act, withdrawn=True))
        desk.show(one_act.page(view, found, _plain(view, found)))
        return
    shown = [
        entry
        for entry in view
        if (kind is None or entry.kind.startswith(kind)) and (tag is None or entry.id in tags.tagged(view, tag))
    ]
    rows = [(f"{entry.known:%Y-%m-%d}", entry.handle, _who(entry), _summary(view, entry)) for entry in shown]
    data = [_plain(view, entry) for entry in shown]
    desk.show(Page(counted(len(shown), "act"), (table(("known", "act", "by", "what"), rows),), data))


def _who(act: Act[Any]) -> str:
    return f"{act.source.outlet} reports" if act.source else act.party or act.author


def _summary(view: View, act: Act[Any]) -> str:
    """What an act says, in a line: what it is and the words in it, without ids and long texts."""
    fields = msgspec.to_builtins(act.body)
    words = [str(value) for value in fields.values() if _is_word(value)]
    said = textwrap.shorten("; ".join(words), 110, placeholder=" …")
    mark = " (withdrawn)" if view.withdrawn(act.id) else " (corrected)" if act.id in view.replaced else ""
    return f"{titles.title(act)}{mark}: {said}" if said else f"{titles.title(act)}{mark}"


def _is_word(value: object) -> bool:
    if isinstance(value, bool) or value in ("", None):
        return False
    return isinstance(value, int) or (isinstance(value, str) and not _ID.fullmatch(value))


def _plain(view: View, act: Act[Any]) -> dict[str, Any]:
    names = ("id", "kind", "name", "author", "party", "known", "recorded", "happened", "basis", "audience", "body")
    plain = {name: msgspec.to_builtins(getattr(act, name)) for name in names}
    return {**plain, "withdrawn": view.withdrawn(act.id), "replaced_by": _replaced_by(view, act.id)}


def _replaced_by(view: View, id_: str) -> str | None:
    return view.replaced[id_][0].id if id_ in view.replaced else None


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
        faults = _audited(record, notes, desk.who())
        held = len(desk.view(record).acts)
    found = [str(fault) for fault in faults]
    said = "The record does not hold." if found else f"The record holds: {held} acts, each in its place."
    desk.show(Page(said, (lines(*found),) if found else (), {"acts": held, "faults": found}))
    if found:
        sys.exit(FAULTY)


def _audited(record: Record, kept: list[str], viewer: Viewer) -> tuple[Fault, ...]:
    try:
        return audit(record.log, kept, None if viewer == THE_KEEPER else visible_logs(record, viewer, kept))
    except BadCheckpoint as error:
        raise RecordError(str(error)) from error


def _notes(path: Path) -> list[str]:
    """The checkpoints in a file: signed notes, one after the other."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError(f"{path} cannot be read as a kept checkpoint: {error}.") from error
    return [note for note in re.split(r"(?<=\n)\n(?=onetext/)", text) if note.strip()]


@click.command()
@shows
def checkpoint(desk: Desk) -> None:
    """Print the signed checkpoints of what you may see, to keep elsewhere.

    A checkpoint that is kept proves a later truncation or rewriting.

    onetext checkpoint > monday.checkpoint
    onetext verify --kept monday.checkpoint
    """
    with desk.record() as record:
        names = visible_logs(record, desk.who())
        notes = [head.note for head in record.log.heads() if head.log in names]
    if desk.as_json:
        desk.show(Page("", (), notes))
    else:
        sys.stdout.write("\n".join(notes))


COMMANDS = (log, verify, checkpoint)
