"""The demonstration: the Geneva record, opened, and both examples on pages to try things on."""

import shutil
import signal
import socket
import sys
import tempfile
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from onetext.cli import files
from onetext.cli.desk import Desk
from onetext.cli.status import overview

AS_OF = "2025-11-25"
HOST, PORT = "127.0.0.1", 8000
FURTHER = """
Go on with, for instance:
  python3 run.py onetext show d -f geneva        one point, with everything known of it
  python3 run.py onetext timeline -f geneva      what happened, in order
  python3 run.py onetext conflicts -f geneva     what is claimed and denied, side by side
  python3 run.py onetext status -f harbour       an invented negotiation with full texts
  python3 run.py onetext --help                  every command
"""


@click.command()
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--no-serve", is_flag=True, help="Only print where the negotiation stands.")
def demo(port: int, *, no_serve: bool) -> None:
    """Open the Geneva record, and serve both examples on pages.

    Prints where the negotiation stands, then a link for each demo person:
    open several in windows of their own, and act. All of it works on copies
    that are gone when the server stops (Ctrl-C).

    onetext demo
    onetext demo --no-serve
    """
    for name in files.examples():
        if not files.is_built(name):
            click.echo(f"Playing the example {name} …", err=True)
            files.built_example(name)
    desk = Desk(file="geneva", as_of=AS_OF)
    desk.show(overview(desk.look()))
    click.echo(FURTHER.rstrip())
    if not no_serve:
        _serve(port)


def _serve(port: int) -> None:
    """Serve copies of the examples until stopped."""
    signal.signal(signal.SIGTERM, _end)  # so that the copies are removed then, too
    with tempfile.TemporaryDirectory(prefix="onetext-demo-") as folder:
        from onetext.web import serving  # noqa: PLC0415  no other command needs a web server
        from onetext.web.home import Place  # noqa: PLC0415

        home = Path(folder)
        copies = tuple(
            Path(shutil.copy(files.built_example(name), home / f"{name}.onetext")) for name in files.examples()
        )
        serving.prepare(Place(home / "server", copies, demo=True))
        from onetext.web.accounts import demo as people  # noqa: PLC0415  its tables are there now

        free = _free(port)
        address = f"http://{HOST}:{free}"
        told = (
            "",
            *((f"Port {port} is taken, so it is {free}.",) if free != port else ()),
            f"Serving at {address}/  (stop with Ctrl-C)",
            "Each of these links signs one person in. Open each in a private window, or in a browser of its own.",
            *people.set_up(address),
            "Everything here is a copy: what you do is gone when the server stops.",
        )
        serving.serve(HOST, free, told)
    click.echo("Stopped; the copies are gone.")


def _free(wanted: int) -> int:
    """The port that was wanted, or another one where somebody listens there."""
    for port in (wanted, 0):
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind((HOST, port))
            except OSError:
                continue
            return int(one.getsockname()[1])
    raise AssertionError("the system gives a free port when asked for any")


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(0)


COMMANDS = (demo,)
