"""What an operation of the API is, and what one call of it brings."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Literal

import msgspec
from django.utils.functional import Promise

from onetext.record.errors import RecordError
from onetext.web.accounts.tokens import Scope
from onetext.web.gate import Visit

CREATED = HTTPStatus.CREATED
AS_OF = {"as_of": "see what was known by then: a date, or a date with a time"}


class BadCall(RecordError):
    """A call that cannot be read; the message says what is wrong with it."""

    def __init__(self, sentence: str, status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True)
class Call:
    """One call: who calls where (None for what belongs to no negotiation), and what was sent.

    `once` names the call where whoever sends it may have to send it again; "" where they gave no key for that. `root`
    is the server's own address, as they reached it.
    """

    at: Visit | None
    body: Any = None
    parts: Mapping[str, str] = field(default_factory=dict)
    once: str = ""
    root: str = ""

    @property
    def visit(self) -> Visit:
        """The visit; only operations of a negotiation have one."""
        assert self.at is not None
        return self.at


@dataclass(frozen=True)
class Lines:
    """An answer in lines of another form than JSON."""

    media: str
    lines: Iterable[bytes]


@dataclass(frozen=True)
class Operation:
    """One operation.

    `path` is below `/api`, with `{name}` for the pieces that vary; one that begins with `/n/{slug}` belongs to a
    negotiation. `query` are the words that it takes behind the question mark, each with what it means. `takes` is the
    type of the JSON that it is sent, `gives` the type that it answers with, or the media type of its `Lines` ("*/*":
    the address says which). `scope` is what a key must be for. One that can be done `once` takes a key under which it
    can be sent again. One for the `seated` is, as a door is, only for those who have a place, and only as of now.
    """

    name: str
    method: Literal["GET", "POST"]
    path: str
    summary: "str | Promise"
    answer: Callable[[Call], Any]
    gives: Any
    query: Mapping[str, str] = field(default_factory=dict)
    takes: Any = None
    scope: Scope = "read"
    status: HTTPStatus = HTTPStatus.OK
    once: bool = False
    seated: bool = False

    @property
    def for_the_public(self) -> bool:
        """Whether a published negotiation answers without a key."""
        return self.scope == "read" and not self.seated

    @property
    def of_a_negotiation(self) -> bool:
        """Whether it belongs to a negotiation, and so passes its gate."""
        return self.path.startswith("/n/{slug}")


def as_json(value: Any) -> bytes:
    """A value as JSON; texts that are translated when shown are shown."""
    return msgspec.json.encode(value, enc_hook=str)
