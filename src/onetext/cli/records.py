"""Commands about the record itself: starting, reading, copying and checking one."""

from pathlib import Path

import click

from onetext.cli import files
from onetext.cli.desk import REPLAY
from onetext.cli.play import play
from onetext.process import every_subject, negotiation
from onetext.record.errors import RecordError
from onetext.record.record import Draft, Record


@click.command()
@click.argument("file")
@click.option("--title", required=True, help="What the negotiation is called.")
@click.option("--zone", default="UTC", show_default=True, help="The time zone in which dates are meant.")
@click.option("--note", default="", help="A sentence about this record.")
def new(file: str, title: str, zone: str, note: str) -> None:
    """Start a negotiation in a new file.

    onetext new harbour.onetext --title "Harbour agreement" --zone Europe/Oslo
    """
    opening = Draft(negotiation.Open(title, zone, note))
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


COMMANDS = (new, play_, example)
