"""Commands about the record itself: starting, playing, copying one."""

import sys
from pathlib import Path
from typing import Literal

import click

from onetext.cli import files
from onetext.cli.desk import Desk, shows
from onetext.cli.play import play
from onetext.cli.replay import REPLAY
from onetext.process import every_subject, negotiation
from onetext.record.errors import RecordError
from onetext.record.evidence import exported
from onetext.record.portable import import_file
from onetext.record.record import Draft, Record


@click.command()
@click.argument("file")
@click.option("--title", required=True, help="What the negotiation is called.")
@click.option("--zone", default="UTC", show_default=True, help="The time zone in which dates are meant.")
@click.option("--note", default="", help="A sentence about this record.")
@click.option(
    "--readers",
    type=click.Choice(["table", "public"]),
    default="table",
    show_default=True,
    help="Who reads what the keeper does: those at the table, or the public.",
)
def new(file: str, title: str, zone: str, note: str, readers: Literal["table", "public"]) -> None:
    """Start a negotiation in a new file.

    onetext new harbour.onetext --title "Harbour agreement" --zone Europe/Oslo
    """
    opening = Draft(negotiation.Open(title, zone, note, readers))
    replay = REPLAY.get()
    if replay is not None:
        replay.record.submit(opening)
        return
    path = Path(file if file.endswith(files.SUFFIX) else file + files.SUFFIX)
    with Record.create(path, every_subject()) as record:
        try:
            record.submit(opening)
        except RecordError:
            record.close()
            path.unlink()
            raise
    click.echo(f"{path} holds the negotiation “{title}”.")


@click.command("play")
@click.argument("script", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
def play_(script: Path, file: Path) -> None:
    """Play a script of commands into a new record.

    One command a line, as after “onetext”; “at MOMENT” sets the clock.

    onetext play examples/harbour/01-table.script mine.onetext
    """
    if not script.is_file():
        raise RecordError(f"There is no script “{script}”.")
    play((script,), file)
    click.echo(f"{file} holds what the script says.")


@click.command()
@click.argument("name")
@click.argument("file", type=click.Path(path_type=Path))
def example(name: str, file: Path) -> None:
    """Copy a shipped example into a file of your own to work on.

    onetext example harbour mine.onetext
    """
    found = files.examples()
    if name not in found:
        raise RecordError(f"There is no example “{name}”; there are: {', '.join(found)}.")
    play(files.scripts(found[name]), file)
    click.echo(f"{file} holds a copy of the example {name}.")


@click.command()
@shows
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this new file.")
def export(desk: Desk, output: Path | None) -> None:
    """Write the record, as far as you may see it, as JSON lines.

    With --as PARTY this is the file to give to that party: it holds what they
    may see and no trace of anything else.

    onetext export --as ukraine -o for-ukraine.jsonl
    onetext import for-ukraine.jsonl ukraine.onetext
    """
    if desk.as_of:
        raise RecordError("A record is exported as it is now; leave --as-of out.")
    with desk.record() as record:
        written = exported(record, desk.who())
        if output is None:
            sys.stdout.buffer.writelines(written)
            return
        files.write_new(output, written)
    click.echo(f"{output} holds the record.")


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
def import_(source: Path, file: Path) -> None:
    """Make a record from an export. Nothing is made unless every line holds.

    onetext import for-ukraine.jsonl ukraine.onetext
    """
    import_file(source, file)
    try:
        with Record.open(file, every_subject()) as record:
            record.view()
    except RecordError:
        file.unlink()
        raise
    click.echo(f"{file} holds the record.")


COMMANDS = (new, play_, example, export, import_)
