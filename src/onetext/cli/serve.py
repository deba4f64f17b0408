"""The command that starts the server of the pages."""

import os
from pathlib import Path

import click

from onetext.cli import files
from onetext.record.errors import RecordError

PORT = 8000
DATABASE_HOME = Path(".onetext-server")


@click.command()
@click.argument("record", nargs=-1, metavar="FILE...")
@click.option(
    "--database",
    envvar="ONETEXT_DATABASE",
    default="",
    metavar="DSN",
    help="A PostgreSQL database that holds many, in place of files.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--home", metavar="FOLDER", help="Where accounts are kept; beside the first record unless said.")
@click.option("--origin", default="", metavar="URL", help="The https address under which people reach it.")
def serve(record: tuple[str, ...], database: str, host: str, port: int, home: str | None, origin: str) -> None:
    """Serve negotiations on pages, to many people at once.

    Several servers may share a database (“onetext server prepare”) and the
    secret in the file that the variable ONETEXT_SECRET_FILE names.

    onetext serve fishery.onetext
    onetext serve fishery.onetext harbour.onetext --port 8080
    onetext serve --database postgresql://onetext@/talks
    """
    from onetext.web import serving  # noqa: PLC0415  no other command needs a web server
    from onetext.web.home import Place, secret_file  # noqa: PLC0415

    if database and record:
        raise RecordError("A server holds files or a database: leave one of them out.")
    paths = () if database else _files(record)
    own = Path(home) if home else paths[0].with_suffix(".server") if paths else DATABASE_HOME
    place = Place(own, paths, database, origin=origin, secret_file=secret_file(os.environ))
    serving.prepare(place)
    serving.serve(host, port, (f"Serving at {origin or f'http://{host}:{port}/'}  (stop with Ctrl-C)",))


def _files(names: tuple[str, ...]) -> tuple[Path, ...]:
    paths = tuple(files.find(name) for name in names) or (files.find(None),)
    if any(map(files.is_example, paths)):
        raise RecordError("An example is there to be read: copy it with “onetext example NAME FILE”, and serve that.")
    return paths


COMMANDS = (serve,)
