"""A stream over HTTP: server-sent events, until the browser leaves, the place ends or the server does."""

import asyncio
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from a2wsgi.wsgi import build_environ

from onetext.web.headers import beside_django
from onetext.web.live.entrance import Opening
from onetext.web.live.hub import HEARTBEAT, Hub, Stream

SENTENCES = {
    HTTPStatus.TOO_MANY_REQUESTS: b"Too many pages of this account are open: close some of them.\n",
    HTTPStatus.SERVICE_UNAVAILABLE: b"Too many pages are open on this server, or it is stopping: try again later.\n",
}
AGAIN_AFTER = b"30"


async def serve(hub: Hub, scope: Any, receive: Any, send: Any) -> None:
    """Answer a browser that asks for a stream."""
    environ = build_environ(scope, None)  # type: ignore[arg-type]  # the request has no body, and none is read
    response = await hub.answer(environ)
    if not isinstance(response, Opening):
        await _whole(send, response.status_code, _headers(response), response.content)
        return
    stream = hub.enter(response.admitted, response.told, environ)
    if isinstance(stream, HTTPStatus):
        headers = [(b"retry-after", AGAIN_AFTER), *beside_django()]
        await _whole(send, stream, headers, SENTENCES[stream])
        return
    try:
        headers = [pair for pair in _headers(response) if pair[0] != b"content-length"]
        await send({"type": "http.response.start", "status": HTTPStatus.OK, "headers": headers})
        await _part(send, response.content)
        await _until_gone(stream, receive, send)
    finally:
        hub.leave(stream)


async def _until_gone(stream: Stream, receive: Any, send: Any) -> None:
    gone = asyncio.create_task(_disconnected(receive))
    telling = asyncio.create_task(_tell(stream, send))
    try:
        await asyncio.wait((gone, telling), return_when=asyncio.FIRST_COMPLETED)
    finally:
        gone.cancel()
        telling.cancel()
        await asyncio.gather(gone, telling, return_exceptions=True)
    if stream.ended:
        await send({"type": "http.response.body", "body": b""})


async def _disconnected(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _tell(stream: Stream, send: Any) -> None:
    """Send changes as they come, and a heartbeat at fixed times from the stream's beginning, whatever else was sent."""
    loop = asyncio.get_running_loop()
    heartbeat = loop.time() + HEARTBEAT
    while not stream.ended:
        try:
            async with asyncio.timeout_at(heartbeat):
                await stream.woken.wait()
        except TimeoutError:
            heartbeat += HEARTBEAT
            await _part(send, b"event: beat\ndata:\n\n")
            continue
        stream.woken.clear()
        change, stream.waiting = stream.waiting, None
        if change is not None and not stream.ended:
            await _part(send, change.message)


def _headers(response: Any) -> list[tuple[bytes, bytes]]:
    pairs: Iterable[tuple[str, str]] = [
        *response.items(),
        *(("Set-Cookie", cookie.OutputString()) for cookie in response.cookies.values()),
    ]
    return [(name.lower().encode("latin1"), value.encode("latin1")) for name, value in pairs]


async def _part(send: Any, content: bytes) -> None:
    await send({"type": "http.response.body", "body": content, "more_body": True})


async def _whole(send: Any, status: int, headers: list[tuple[bytes, bytes]], content: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
