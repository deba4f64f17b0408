"""Somebody who listens to a live stream: what comes, byte for byte, and when."""

import http.client
import json
import socket
import threading
import time
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from web.browser import Server


class Listener:
    """An open stream of a negotiation. Everything that comes is kept in `heard`, with the moment of its coming."""

    def __init__(self, server: Server, key: str, slug: str = "harbour", seen: str = "", last: str = "") -> None:
        address = urlsplit(server.address)
        self.connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=30)
        headers = {"Cookie": f"sessionid={key}"} if key else {}
        headers |= {"Last-Event-ID": last} if last else {}
        self.connection.request("GET", f"/n/{slug}/live/{f'?seen={seen}' if seen else ''}", headers=headers)
        self.socket = self.connection.sock
        self.response = self.connection.getresponse()
        self.status = self.response.status
        self.heard: list[tuple[float, bytes]] = []
        self.ended = threading.Event()
        self._came = threading.Condition()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        block = b""
        try:
            while line := self.response.readline():
                block += line
                if line == b"\n":
                    with self._came:
                        self.heard.append((time.monotonic(), block))
                        self._came.notify_all()
                    block = b""
        except (OSError, http.client.HTTPException):
            pass
        self.ended.set()

    @property
    def messages(self) -> list[bytes]:
        """The messages that came, without the stream's first line and its heartbeats."""
        return [block for _, block in self.heard if b"id: " in block]

    def said(self) -> list[dict[str, Any]]:
        """What the messages say."""
        return [json.loads(block.partition(b"data: ")[2]) for block in self.messages]

    def wait(self, count: int, timeout: float = 30) -> bool:
        """Wait until so many messages came."""
        with self._came:
            return self._came.wait_for(lambda: len(self.messages) >= count, timeout)

    def place(self) -> str:
        """Where the listener is: the id of the last message."""
        return self.messages[-1].split(b"\n")[0].removeprefix(b"id: ").decode()

    def leave(self) -> None:
        """Close the stream."""
        if self.socket is not None:
            self.socket.close() if self.ended.is_set() else self._shut()
        self._thread.join(5)
        self.connection.close()

    def _shut(self) -> None:
        assert self.socket is not None
        self.socket.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.leave()
