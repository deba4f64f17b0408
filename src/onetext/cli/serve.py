"""The command that starts the server of the pages."""

import os
import socket
from pathlib import Path
from urllib.parse import urlsplit

import click

from onetext.cli import files
from onetext.record.errors import RecordError

LOCAL, PORT = "127.0.0.1", 8000
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
@click.option("--host", default=LOCAL, show_default=True, help="The address to listen on.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--home", metavar="FOLDER", help="Where accounts are kept; beside the first record unless said.")
@click.option("--origin", default="", metavar="URL", help="The https address under which people reach it.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A further name under which it is reached.")
@click.option("--behind-proxy", is_flag=True, help="A proxy of yours ends TLS and says who calls.")
def serve(
    record: tuple[str, ...],
    database: str,
    host: str,
    port: int,
    home: str | None,
    origin: str,
    names: tuple[str, ...],
    *,
    behind_proxy: bool,
) -> None:
    """Serve negotiations on pages, to many people at once.

    Without --origin it serves this machine alone. For others, let a proxy of
    yours end TLS, and say under which address people reach it. Several
    servers may share a database (“onetext server prepare”) and the secret in
    the file that the variable ONETEXT_SECRET_FILE names.

    onetext serve fishery.onetext
    onetext serve fishery.onetext harbour.onetext --port 8080
    onetext serve fishery.onetext --origin https://talks.example --behind-proxy
    onetext serve --database postgresql://onetext@/talks
    """
    from onetext.web import serving  # noqa: PLC0415  no other command needs a web server
    from onetext.web.home import Place, remember_address, secret_file  # noqa: PLC0415

    if database and record:
        raise RecordError("A server holds files or a database: leave one of them out.")
    paths = () if database else _files(record)
    place = Place(
        Path(home) if home else paths[0].with_suffix(".server") if paths else DATABASE_HOME,
        paths,
        database,
        hosts=_hosts(origin, names, behind_proxy=behind_proxy) or Place.hosts,
        origin=origin.rstrip("/"),
        behind_proxy=behind_proxy,
        secret_file=secret_file(os.environ),
    )
    refuse_unless_free(host, port)
    serving.prepare(place)
    # By its name, for a browser keeps a passkey for a name and not for a number.
    address = place.origin or f"http://{'localhost' if host == LOCAL else host}:{port}"
    remember_address(place, address)
    serving.serve(host, port, (f"Serving at {address}/  (stop with Ctrl-C)",))


def _hosts(origin: str, names: tuple[str, ...], *, behind_proxy: bool) -> tuple[str, ...]:
    """The names under which the server answers; none where it serves this machine alone."""
    if not origin:
        if behind_proxy:
            raise RecordError("Behind a proxy, say under which address people reach it: --origin https://NAME.")
        return ()
    name = _name_in(origin)
    if not name:
        raise RecordError(
            "An origin is written https://NAME or https://NAME:PORT: passwords are not sent in the clear."
        )
    if not behind_proxy:
        raise RecordError("This server speaks no TLS itself: put a proxy of yours before it, and say --behind-proxy.")
    return (name, *names)


def _name_in(origin: str) -> str:
    """The name of the machine in an origin; "" where it is none."""
    try:
        parts = urlsplit(origin)
        sound = parts.scheme == "https" and not parts.path.strip("/") and (parts.port is None or parts.port > 0)
    except ValueError:
        return ""
    return parts.hostname or "" if sound else ""


def _files(names: tuple[str, ...]) -> tuple[Path, ...]:
    paths = tuple(files.find(name) for name in names) or (files.find(None),)
    if any(map(files.is_example, paths)):
        raise RecordError("An example is there to be read: copy it with “onetext example NAME FILE”, and serve that.")
    for path in paths:
        files.refuse_unless_record(path)
    return paths


def refuse_unless_free(host: str, port: int) -> None:
    """Raise RecordError, with the way out, where nothing can listen at an address of this machine."""
    if not host:
        raise RecordError("Say on which address of this machine to listen, or leave --host out.")
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind(address)
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no address"
        raise RecordError(
            f"Nothing can listen at {host[:80]}, port {port} ({why}): choose another with --port or --host."
        ) from error


COMMANDS = (serve,)
