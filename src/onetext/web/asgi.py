"""The whole server as one ASGI application: Django in threads, and the live streams beside it."""

import re
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from django.urls import resolvers

from onetext.web import negotiations
from onetext.web.doors import every_door
from onetext.web.live import streaming
from onetext.web.live.hub import Hub
from onetext.web.serving import THREADS, THREADS_FOR_FRESHENING
from onetext.web.wsgi import application as django

_DJANGO = WSGIMiddleware(cast("Any", django), workers=THREADS)
# Pages that bring themselves up to date after a notice wait for each other, so that nobody who does something waits.
_FRESHENING = WSGIMiddleware(cast("Any", django), workers=THREADS_FOR_FRESHENING)
_LIVE = re.compile(r"/n/[^/]+/live/")
HUB = Hub()


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Answer a request, or begin and end the server's life."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "http" and scope["method"] == "GET" and _LIVE.fullmatch(scope["path"]):
        await streaming.serve(HUB, scope, receive, send)
    elif scope["type"] == "http":
        freshening = scope["method"] == "GET" and any(name == b"x-onetext-live" for name, _ in scope["headers"])
        await (_FRESHENING if freshening else _DJANGO)(scope, receive, send)


async def _live(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            HUB.close()
            negotiations.close()
            await send({"type": "lifespan.shutdown.complete"})
            return
        _read_rooms()
        HUB.start()
        await send({"type": "lifespan.startup.complete"})


def _read_rooms() -> None:
    """Load every page and door before the address answers: otherwise whoever comes first waits for that."""
    resolvers.get_resolver().url_patterns  # noqa: B018  reading it loads them
    every_door()
