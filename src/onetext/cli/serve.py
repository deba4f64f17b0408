"""The command that starts the server of the pages."""

from pathlib import Path

import click

from onetext.cli import files
from onetext.record.errors import RecordError

PORT = 8000


@click.command()
@click.argument("record", nargs=-1, metavar="FILE...")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--home", metavar="FOLDER", help="Where accounts are kept; beside the first record unless said.")
@click.option("--origin", default="", metavar="URL", help="The https address under which people reach it.")
def serve(record: tuple[str, ...], host: str, port: int, home: str | None, origin: str) -> None:
    """Serve negotiations on pages, to many people at once.

    onetext serve fishery.onetext
    onetext serve fishery.onetext harbour.onetext --port 8080
    """
    from onetext.web import serving  # noqa: PLC0415  no other command needs a web server
    from onetext.web.home import Place  # noqa: PLC0415

    paths = tuple(files.find(name) for name in record) or (files.find(None),)
    if any(map(files.is_example, paths)):
        raise RecordError("An example is there to be read: copy it with “onetext example NAME FILE”, and serve that.")
    place = Place(Path(home) if home else paths[0].with_suffix(".server"), paths, origin=origin)
    serving.prepare(place)
    serving.serve(host, port, (f"Serving at {origin or f'http://{host}:{port}/'}  (stop with Ctrl-C)",))


COMMANDS = (serve,)
