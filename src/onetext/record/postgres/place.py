"""Where a database is, connecting to it, and what its errors mean. No sentence ever holds an address's password."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import LiteralString

import psycopg
from psycopg import conninfo

from onetext.record.errors import (
    ConnectionLost,
    DamagedRecord,
    DiskFull,
    NotARecord,
    ReadOnlyRecord,
    RecordError,
    RecordLocked,
)

Connection = psycopg.Connection[tuple[object, ...]]
PATIENCE = 10
HERE = ("localhost", "127.0.0.1", "::1")
# A program that stopped in the middle of a writing, and is still connected, must not hold the others up for ever.
_STALLED = "60s"
# A commit that was acknowledged must survive a crash, whatever the server's default; its owner may ask for more.
_SESSION: LiteralString = """
SELECT set_config('synchronous_commit', CASE WHEN current_setting('synchronous_commit') = 'remote_apply'
                  THEN 'remote_apply' ELSE 'on' END, false),
       set_config('idle_in_transaction_session_timeout', %s, false),
       set_config('search_path', '', false), set_config('lock_timeout', %s, false),
       set_config('onetext.record', %s, false)
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A database. `dsn` may hold a password, and is kept out of everything that is shown; `name` is for sentences."""

    dsn: str = field(repr=False)
    name: str

    def connect(self, *, record_id: str = "", timeout: float) -> Connection:
        """A new connection, opened for one record, or for none; `timeout` is how long it waits for locks, in seconds.

        Row security lets it see and add to no other record. ConnectionLost if the server cannot be reached.
        """
        seconds = conninfo.conninfo_to_dict(self.dsn).get("connect_timeout", PATIENCE)
        address = conninfo.make_conninfo(self.dsn, connect_timeout=seconds, client_encoding="utf8")
        try:
            connection: Connection = psycopg.connect(address, autocommit=True)
        except psycopg.Error as error:
            # The driver's own words may hold the address, and a traceback would show them: they end here.
            raise _unreachable(self.name, error) from None
        try:
            with explained(self.name):
                connection.execute(_SESSION, (_STALLED, str(max(1, int(timeout * 1000))), record_id))
        except BaseException:
            connection.close()
            raise
        return connection


def place(dsn: str) -> Place:
    """The database at this address; RecordError if it is no address."""
    try:
        said = conninfo.conninfo_to_dict(dsn)
    except psycopg.Error:
        raise RecordError(
            "The address of the database cannot be read: write it as postgresql://USER@HOST/DATABASE."
        ) from None
    dsn = _encrypted(dsn, said)
    host = f" on {said['host']}" if said.get("host") else ""
    return Place(dsn, f"the database {said.get('dbname') or said.get('user') or 'of this user'}{host}")


def _encrypted(dsn: str, said: Mapping[str, object]) -> str:
    """The address, with TLS and a verified certificate to another machine where it does not say how it connects.

    PostgreSQL's own default tries TLS, checks no certificate, and goes on in the clear where there is none.
    """
    hosts = str(said.get("host") or said.get("hostaddr") or os.environ.get("PGHOST") or "").split(",")
    elsewhere = any(host and host not in HERE and not host.startswith(("/", "@")) for host in hosts)
    decided = {"sslmode", "service"} & said.keys() or {"PGSSLMODE", "PGSERVICE"} & os.environ.keys()
    return dsn if decided or not elsewhere else conninfo.make_conninfo(dsn, sslmode="verify-full")


@contextmanager
def explained(name: str, lost: str = "try again") -> Iterator[None]:
    """Turn psycopg's errors about what is called `name` into a RecordError; `lost` is what to do after a lost reply."""
    try:
        yield
    except psycopg.Error as error:
        raise explain(name, error, lost) from error


def explain(name: str, error: psycopg.Error, lost: str) -> RecordError:
    """The RecordError that says what PostgreSQL found, and what to do."""
    state = error.sqlstate or ""
    gone = not state and isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    if gone or state[:2] == "08" or state in _ENDED:
        return ConnectionLost(f"The connection to {name} was lost: {lost}.")
    kind, sentence = _MEANING.get(state) or _MEANING.get(state[:2]) or _OTHERWISE
    subject = f"T{name[1:]}" if name.startswith("the ") else name
    return kind(sentence.format(name=subject, said=_said(error)))


def _said(error: psycopg.Error) -> str:
    return (error.diag.message_primary or type(error).__name__).rstrip(".")


def _unreachable(name: str, error: psycopg.Error) -> ConnectionLost:
    if "certificate" in str(error) or "SSL" in str(error):
        return ConnectionLost(
            f"No connection to {name} could be made that is encrypted and whose certificate can be checked: name who "
            "signed it with sslrootcert=FILE in its address, or say there with sslmode how it connects."
        )
    refused = "password" in str(error) or "authentication" in str(error) or "role" in str(error)
    way_out = "check the user and the password in its address" if refused else "check its address, and that it runs"
    return ConnectionLost(f"No connection to {name} could be made: {way_out}.")


# The server ended this connection: its administrator did, it crashed, it is starting or stopping, or it had enough of
# a connection that held a transaction open and did nothing.
_ENDED = {"57P01", "57P02", "57P03", "57P04", "57P05", "25P03"}
_OTHERWISE = (RecordError, "{name} could not be used ({said}).")
_UNPREPARED = (NotARecord, "{name} is not prepared for onetext: have its owner prepare it.")
_DAMAGED = (DamagedRecord, "{name} is damaged ({said}): restore a copy, or import an export of the record.")
_MEANING: dict[str, tuple[type[RecordError], str]] = {
    "3F": _UNPREPARED,
    "42P01": _UNPREPARED,
    "42501": (
        ReadOnlyRecord,
        "{name} does not allow that to this user ({said}): have the database's owner prepare it for this user.",
    ),
    "55P03": (
        RecordLocked,
        "{name} is being written by another program: wait until it has finished, and try again.",
    ),
    "53100": (
        DiskFull,
        "{name} could not be written because the server's disk is full: nothing was recorded; make room and try again.",
    ),
    "25006": (ReadOnlyRecord, "{name} cannot be written ({said}): name the address of the server that takes writes."),
    "58": _DAMAGED,
    "XX": _DAMAGED,
}
