"""The server: one ASGI application, Django in a few threads behind it."""

import os
import socket
from collections.abc import Sequence
from contextlib import suppress

import uvicorn

from onetext.web.home import Place, make

THREADS = 8


def prepare(place: Place) -> None:
    """Make the server's folder and bring the tables of its accounts to what this program needs."""
    make(place)
    os.environ.update(place.as_environment())
    os.environ["DJANGO_SETTINGS_MODULE"] = "onetext.web.settings"
    import django  # noqa: PLC0415  its settings are read from the environment that was just made
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


class Telling(uvicorn.Server):
    """A server that says so once its address answers."""

    def __init__(self, config: uvicorn.Config, told: Sequence[str]) -> None:
        super().__init__(config)
        self.told = told

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so."""
        await super().startup(sockets)
        if self.started:
            print(*self.told, sep="\n", flush=True)  # noqa: T201  whoever started it reads where it is


def serve(host: str, port: int, told: Sequence[str] = ()) -> None:
    """Serve until stopped; `told` is printed once the address answers. Call `prepare` first."""
    from onetext.web.asgi import application  # noqa: PLC0415  reads the settings

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
        Telling(config, told).run()
