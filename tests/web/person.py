"""Somebody at the table without a browser: a session, pages and forms over plain HTTP."""

import http.client
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from web.browser import Server

# Django takes any cookie of this shape for the secret of a browser's forms.
TOKEN = "a" * 32


class Answer(NamedTuple):
    """What the server said."""

    status: int
    location: str
    text: str


class Person:
    """One of the cast. Each request has a connection of its own, as a browser's would after a server's restart."""

    def __init__(self, server: Server, key: str, timeout: float = 20) -> None:
        address = urlsplit(server.address)
        self.host, self.port, self.timeout = str(address.hostname), address.port, timeout
        self.cookies = f"csrftoken={TOKEN}" + (f"; sessionid={key}" if key else "")

    def get(self, path: str) -> Answer:
        """A page."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, **fields: str) -> Answer:
        """A form that is sent."""
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **fields})
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=self.timeout)
        try:
            connection.request(method, path, body, {"Cookie": self.cookies, **headers})
            response = connection.getresponse()
            return Answer(response.status, response.getheader("Location") or "", response.read().decode())
        finally:
            connection.close()
