"""The server: one ASGI application, Django in a few threads behind it."""

import os
import socket
from collections.abc import Callable, Sequence

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

    config = uvicorn.Config(application, host=host, port=port, log_level="warning", lifespan="on", server_header=False)
    Telling(config, told, HUB.close).run()
