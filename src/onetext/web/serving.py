"""The server: one ASGI application, Django in a few threads behind it."""

import os
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn

from onetext.record import postgres
from onetext.record.errors import RecordError
from onetext.web import databases
from onetext.web.home import ACCOUNTS, Place, make

SWITCH = 0.0005


def prepare(place: Place) -> None:
    """Make the server's folder and bring the tables of its accounts to what this program needs.

    In a database only its owner can do that: there they must be so already.
    """
    make(place)
    _set_up(place)
    if place.database:
        databases.refuse_unprepared()
    else:
        _migrate_file(place)


def _migrate_file(place: Place) -> None:
    """Raises RecordError where the file of the accounts is damaged, locked or another program's."""
    from django.db import DatabaseError  # noqa: PLC0415  Django is not set up before

    try:
        _migrate()
    except DatabaseError as error:
        raise RecordError(
            f"The accounts in {place.home / ACCOUNTS} cannot be used ({error}): put the file back from a "
            "copy, or name another folder with --home."
        ) from error


def prepare_database(owner_dsn: str, app_role: str) -> None:
    """Make or renew the tables of a database, as its owner, and let the server's role work with them."""
    postgres.prepare(owner_dsn, app_role)
    databases.make_schema(owner_dsn)
    with TemporaryDirectory(prefix="onetext-") as home:
        _set_up(Place(Path(home), database=owner_dsn))
        _migrate()
    databases.grant(owner_dsn, app_role)


def _set_up(place: Place) -> None:
    os.environ.update(place.as_environment())
    os.environ["DJANGO_SETTINGS_MODULE"] = "onetext.web.settings"
    import django  # noqa: PLC0415  its settings are read from the environment that was just made

    django.setup()


def _migrate() -> None:
    from django.core.management import call_command  # noqa: PLC0415  Django is not set up before
    from django.db import connection  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    connection.close()


class Telling(uvicorn.Server):
    """A server that says so once its address answers; it ends its live streams before it waits for the last answers."""

    def __init__(self, config: uvicorn.Config, told: Sequence[str], end_streams: Callable[[], None]) -> None:
        super().__init__(config)
        self.told, self.end_streams = told, end_streams

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so."""
        await super().startup(sockets)
        if self.started:
            print(*self.told, sep="\n", flush=True)  # noqa: T201  whoever started it reads where it is

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End: streams would last for ever."""
        self.end_streams()
        await super().shutdown(sockets)


def serve(host: str, port: int, told: Sequence[str] = ()) -> None:
    """Serve until stopped; `told` is printed once the address answers. Call `prepare` first."""
    from onetext.web.asgi import HUB, application  # noqa: PLC0415  reads the settings

    # Whoever writes waits often, for the disk and for others, and should not wait each time for a page to be drawn.
    sys.setswitchinterval(SWITCH)
    # Django reads what a proxy says of the caller, and only where there is one: uvicorn must not before it.
    config = uvicorn.Config(
        application,
        host=host,
        port=port,
        log_level="warning",
        lifespan="on",
        server_header=False,
        proxy_headers=False,
    )
    with suppress(KeyboardInterrupt):
        Telling(config, told, HUB.close).run()
