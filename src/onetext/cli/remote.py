"""A record on a server, as the commands work with it: a copy of all that one's key may see; acts go in there."""

import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from onetext.process import every_subject
from onetext.record.act import Act
from onetext.record.audience import PUBLIC, Viewer
from onetext.record.errors import RecordError, Refused, refuse
from onetext.record.log import Log
from onetext.record.portable import import_file
from onetext.record.record import Draft, Later, Record
from onetext.record.sqlite import SqliteLog

KEY = "ONETEXT_KEY"
SERVER = "ONETEXT_SERVER"
PATIENCE = 60.0
HERE = ("127.0.0.1", "localhost", "[::1]")
_ADDRESS = re.compile(
    r"(https?)://((?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?)/(?:n/)?((?!n/?$)[A-Za-z0-9_-]+)/?"
)
_KEY = re.compile(r"[\x21-\x7e]{1,500}")
T = TypeVar("T")


class NoReply(RecordError):
    """A server could not be reached, or was not heard of again: what was sent may have been done."""


class NotThere(Refused):
    """A server knows nothing of what was called for, or not the key."""


class About(msgspec.Struct, frozen=True):
    """As whom the key is good there."""

    person: str
    party: str


class Added(msgspec.Struct, frozen=True):
    """An act that is in the record there now."""

    id: str


class Place(msgspec.Struct, frozen=True):
    """A place that somebody has there, or an invitation to one."""

    number: int
    email: str
    who: str
    day: datetime


class Places(msgspec.Struct, frozen=True):
    """The places and invitations there that the key may change."""

    taken: tuple[Place, ...]
    invited: tuple[Place, ...]


class Invited(msgspec.Struct, frozen=True):
    """An invitation that was made there; `link` is "" where the server sends it by mail."""

    link: str


class Refusal(msgspec.Struct, frozen=True):
    """Why something was not done there, in one sentence."""

    detail: str


class Server:
    """A negotiation on a server, by the address of its text page."""

    def __init__(self, address: str, key: str) -> None:
        found = _ADDRESS.fullmatch(address)
        if found is None:
            raise RecordError(f"“{address}” is no negotiation on a server: write it as https://HOST/n/NAME.")
        scheme, host, slug = found.groups()
        name = host.rpartition(":")[0] or host
        if scheme == "http" and name not in HERE:
            raise RecordError(f"A key is not sent to {name} over http, where others can read it: use https.")
        if key and not _KEY.fullmatch(key):
            raise RecordError(f"What {KEY} holds is no key; set it to the key of your place there.")
        self.name = f"{host}/n/{slug}"
        self._host, self._secure, self._api = host, scheme == "https", f"/api/n/{slug}"
        self._key = key

    def about(self) -> tuple[str, str]:
        """As whom the key is good there: the person, and the party ("" for itself)."""
        found = self._read(self._get(""), About)
        return found.person, found.party

    def copy(self, path: Path) -> None:
        """Make a record at `path` of all that the key may see."""
        export = path.with_suffix(".jsonl")
        export.write_bytes(self._get("/record"))
        import_file(export, path)
        export.unlink()

    def hand_in(self, *drafts: Draft) -> tuple[str, ...]:
        """Hand acts in, all or none; returns their ids. Raises Refused with the server's reason.

        Where no reply comes the call is sent once more, under the same key, so that it is not done twice.
        """
        sent = msgspec.json.encode({"acts": [_given(draft) for draft in drafts]})
        once = {"Idempotency-Key": secrets.token_urlsafe(16)}
        try:
            found = self._call("/acts", sent, once)
        except NoReply:
            found = self._call("/acts", sent, once)
        return tuple(act.id for act in self._read(found, tuple[Added, ...]))

    def places(self) -> Places:
        """The places and invitations that the key may change."""
        return self._read(self._of_places("/places", None), Places)

    def invite(self, email: str, person: str, party: str) -> str:
        """Invite an address; the link, "" where the server sends it by mail. Raises Refused with its reason."""
        wanted = {"email": email, "person": person, "party": party}
        return self._read(self._of_places("/invitations", msgspec.json.encode(wanted)), Invited).link

    def withdraw(self, number: int) -> None:
        """Take an invitation back."""
        self._of_places(f"/invitations/{number}/withdraw", b"")

    def end(self, number: int) -> None:
        """Take somebody's place away."""
        self._of_places(f"/places/{number}/end", b"")

    def _of_places(self, path: str, sent: bytes | None) -> bytes:
        try:
            return self._call(path, sent, {})
        except NotThere:
            self.about()  # a key that is not good there says so
            refuse(f"There is no such place at {self.name} that this key may give or end.")

    def _get(self, path: str) -> bytes:
        return self._call(path, None, {})

    def _read(self, said: bytes, kind: type[T]) -> T:
        try:
            return msgspec.json.decode(said, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise RecordError(f"{self.name} answered what no onetext server answers; check the address.") from error

    def _call(self, path: str, sent: bytes | None, further: dict[str, str]) -> bytes:
        import http.client  # noqa: PLC0415  slow to import, and most commands call no server

        kind = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
        connection = kind(self._host, timeout=PATIENCE)
        headers = {"Content-Type": "application/json", **further}
        headers |= {"Authorization": f"Bearer {self._key}"} if self._key else {}
        try:
            connection.request("GET" if sent is None else "POST", self._api + path, sent, headers)
            answer = connection.getresponse()
            found = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise NoReply(f"{self.name} could not be reached ({error}); nothing is known to be recorded.") from error
        finally:
            connection.close()
        if answer.status >= HTTPStatus.MULTIPLE_CHOICES:
            raise self._refusal(answer.status, found)
        return found

    def _refusal(self, status: int, said: bytes) -> RecordError:
        try:
            sentence = msgspec.json.decode(said, type=Refusal).detail
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            sentence = f"{self.name} answered {status}, which no onetext server answers here; check the address."
        if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND}:
            return NotThere(f"{self.name} does not know this key; set {KEY} to the key of your place there.")
        return Refused(sentence)


def _given(draft: Draft) -> dict[str, Any]:
    readers = "public" if draft.audience == PUBLIC else ",".join(draft.audience)
    kind = every_subject().tag(draft.body)
    given = {"kind": kind, "body": draft.body, "name": draft.name, "happened": draft.happened}
    return {**given, "basis": draft.basis, "readers": readers, **({"known": draft.known} if draft.known else {})}


class RemoteRecord(Record):
    """A copy of a record on a server; what is handed in goes there, and the copy is made anew."""

    def __init__(self, server: Server, folder: Path) -> None:
        self._server, self._folder = server, folder
        self.person, self.party = server.about()
        super().__init__(self._copy("first"), every_subject())

    def _copy(self, name: str) -> Log:
        path = self._folder / f"{name}.onetext"
        self._server.copy(path)
        return SqliteLog.open(path)

    def submit(self, *drafts: Draft | Later, once: str = "") -> tuple[Act[Any], ...]:
        """Hand acts in at the server, all or none, and read the record again."""
        if once:
            raise Refused("Only the server itself can tell whether acts that are sent again are there already.")
        if any(not isinstance(draft, Draft) for draft in drafts):
            raise Refused("Acts that speak of one another go to a server one by one.")
        ids = self._server.hand_in(*(draft for draft in drafts if isinstance(draft, Draft)))
        self.reopen(self._copy(ids[-1]))
        return tuple(act for act in self.view(Viewer(self.party or self.person)).acts if act.id in set(ids))

    def erase(self, id_: str, note: Draft) -> Act[Any]:
        """Erasing is done where the file is."""
        del id_, note
        raise Refused("Words are erased by whoever holds the file, on the server itself.")


def at(address: str) -> Server:
    """The negotiation at an address, with the key in the environment."""
    return Server(address, os.environ.get(KEY, ""))


@contextmanager
def opened(address: str) -> Iterator[RemoteRecord]:
    """The record at an address, as far as the key in the environment may see it."""
    with (
        tempfile.TemporaryDirectory(prefix="onetext-") as folder,
        RemoteRecord(at(address), Path(folder)) as record,
    ):
        yield record
