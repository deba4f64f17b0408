"""The demonstration: the Geneva record, opened."""

import click

from onetext.cli import files
from onetext.cli.desk import Desk
from onetext.cli.status import overview

AS_OF = "2025-11-25"
FURTHER = """
Go on with, for instance:
  python3 run.py onetext show d -f geneva        one point, with everything known of it
  python3 run.py onetext timeline -f geneva      what happened, in order
  python3 run.py onetext conflicts -f geneva     what is claimed and denied, side by side
  python3 run.py onetext status -f harbour       an invented negotiation with full texts
  python3 run.py onetext --help                  every command
"""


@click.command()
def demo() -> None:
    """Open the Geneva record: where the negotiation stands, on one screen.

    onetext demo
    """
    for name in files.examples():
        if not files.is_built(name):
            click.echo(f"Playing the example {name} …", err=True)
            files.built_example(name)
    desk = Desk(file="geneva", as_of=AS_OF)
    desk.show(overview(desk.look()))
    click.echo(FURTHER.rstrip())


COMMANDS = (demo,)
