"""The whole server as one ASGI application: Django in threads, and the live streams beside it."""

import re
import threading
from http import HTTPStatus
from importlib import import_module
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from django.urls import resolvers

from onetext.web import negotiations
from onetext.web.doors import every_door
from onetext.web.headers import beside_django
from onetext.web.live import streaming
from onetext.web.live.hub import Hub
from onetext.web.wsgi import application as django

THREADS = 8
THREADS_FOR_FRESHENING = 1
_DJANGO = WSGIMiddleware(cast("Any", django), workers=THREADS)
# Pages that bring themselves up to date after a notice wait for each other, so that nobody who does something waits.
_FRESHENING = WSGIMiddleware(cast("Any", django), workers=THREADS_FOR_FRESHENING)
_LIVE = re.compile(r"/n/[^/]+/live/")
HUB = Hub()
LONGEST_NUMBER = 16
LARGEST = 32 * 1024 * 1024
"""Bytes of a request: what is sent lies on the server's disk while it is read, also from those who did not sign in."""


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Answer a request, or begin and end the server's life."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "http" and scope["method"] == "GET" and _LIVE.fullmatch(scope["path"]):
        await streaming.serve(HUB, scope, receive, send)
    elif scope["type"] == "http" and _length(scope) > LARGEST:
        await _too_large(send)
    elif scope["type"] == "http":
        freshening = scope["method"] == "GET" and any(name == b"x-onetext-live" for name, _ in scope["headers"])
        await (_FRESHENING if freshening else _DJANGO)(scope, receive, send)


def _length(scope: Any) -> int:
    """How much a request says it sends; what goes on beyond that is not read."""
    said = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(said) if said.isdigit() and len(said) < LONGEST_NUMBER else LARGEST + 1


async def _too_large(send: Any) -> None:
    headers = [(b"connection", b"close"), *beside_django()]
    await send({"type": "http.response.start", "status": HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "headers": headers})
    await send({"type": "http.response.body", "body": b"What was sent is too large.\n"})


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
        threading.Thread(target=_read_what_aligns, name="reading-what-aligns", daemon=True).start()


def _read_what_aligns() -> None:
    """Load what aligns texts, as the address answers already: it takes half a second, as long as a long comparison."""
    import_module("onetext.text.alignment.linking")


def _read_rooms() -> None:
    """Load every page and door before the address answers: otherwise whoever comes first waits for that."""
    resolvers.get_resolver().url_patterns  # noqa: B018  reading it loads them
    every_door()
