"""The envelope of an act: who, for whom, when, on what basis, for whose eyes; its one canonical form and its id.

A record holds many of these structs and no cycle can pass through them, so the garbage collector may leave them out.
"""

import hashlib
from datetime import date, datetime
from typing import Generic, TypeVar

import msgspec
import rfc8785

from onetext.record.audience import Audience
from onetext.record.times import Instant, When

FORMAT = 1

Order = tuple[datetime, datetime, str, str]
B_co = TypeVar("B_co", covariant=True)


class Source(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Where a reported fact comes from.

    `place` says where in the document ("paragraph 5"); `digest` is the SHA-256 of the document as retrieved, in hex.
    """

    outlet: str
    quote: str
    place: str
    retrieved: date
    digest: str
    published: date | None = None
    title: str = ""
    url: str = ""


class Own(msgspec.Struct, frozen=True, tag="own", tag_field="basis", gc=False):
    """The author did it here."""


class Reported(msgspec.Struct, frozen=True, tag="reported", tag_field="basis", gc=False):
    """A source says that it happened."""

    source: Source


Basis = Own | Reported


class Envelope(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """An act as it is written. `known` and `recorded` are UTC; `salt` makes the id unguessable; `name` is a handle."""

    format: int
    kind: str
    body: msgspec.Raw
    author: str
    happened: When
    known: Instant
    recorded: Instant
    basis: Basis
    audience: Audience
    salt: str
    party: str = ""
    name: str = ""


class Act(msgspec.Struct, Generic[B_co], frozen=True, gc=False):
    """An act as a viewer sees it.

    `order` is its place in this viewer's history: when it became known to them, when that was recorded, the hash of
    the act by which it became known (its own, or the release's), and for a released act how it came from there.
    """

    id: str
    order: Order
    kind: str
    body: B_co
    author: str
    party: str
    name: str
    happened: When
    known: datetime
    recorded: datetime
    basis: Basis
    audience: Audience

    @property
    def source(self) -> Source | None:
        """The source of a reported act; None for an own act."""
        return self.basis.source if isinstance(self.basis, Reported) else None

    @property
    def handle(self) -> str:
        """What a person types to mean this act: its name, or the beginning of its id."""
        return self.name or self.id[:8]


def canonical_json(value: object) -> bytes:
    """The one way to write a value as JSON (RFC 8785)."""
    return rfc8785.dumps(msgspec.to_builtins(value, str_keys=True))


def leaf_hash(data: bytes) -> str:
    """The id of an act: the RFC 6962 leaf hash of its canonical bytes, in hex."""
    return hashlib.sha256(b"\x00" + data).hexdigest()


def salt_of(data: bytes) -> bytes:
    """The salt in an act's canonical bytes: of an envelope's names it is the last."""
    return data[data.rfind(b':"') + 2 : -2]
