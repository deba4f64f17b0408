"""A record in a database: its rows, opening it and adding to it."""

import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from typing import Any, LiteralString, NamedTuple, Self

import psycopg
from psycopg.errors import UniqueViolation
from psycopg.pq import TransactionStatus

from onetext.record.errors import AlreadyExists, AlreadyRecorded, ConnectionLost, MissingRecord, RecordError
from onetext.record.log import TIMEOUT, Log, chosen_record_id, new_key
from onetext.record.postgres.listening import CHANNEL
from onetext.record.postgres.place import PATIENCE, Connection, Place, explained, place
from onetext.record.postgres.schema import refuse_unprepared
from onetext.record.rows import Head, Row, Rows

_BATCH = 256
_LAST_ROW = (1 << 63) - 1
_NOTHING = "nothing was recorded, try again"
_UNKNOWN = "the last acts may be recorded or not, so look before you submit them again"
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_ACTS: LiteralString = "SELECT row, id, log, position, bytes FROM onetext.acts WHERE record = %s AND "
_HEAD: LiteralString = "log, size, note, vkeys, frontier FROM onetext.heads WHERE record = %s"
# Two processes take turns for each record; rows are numbered within a turn, so that their order is that of commits.
_TURN: LiteralString = "SELECT pg_advisory_xact_lock(hashtextextended('onetext ' || %s::text, 0))"
_INSERT: LiteralString = """
INSERT INTO onetext.acts (record, row, id, log, position, bytes)
SELECT %s, 1 + coalesce((SELECT max(row) FROM onetext.acts WHERE record = %s), 0),
       %s::bytea, %s, %s::bigint, %s::bytea
"""
_INSERT_KEY: LiteralString = """
INSERT INTO onetext.keys (record, row, vkey, private)
SELECT %s, 1 + coalesce((SELECT max(row) FROM onetext.keys WHERE record = %s), 0), %s, %s::bytea
"""


class Listed(NamedTuple):
    """A record in a database: the name by which people open it, and the record's own lasting id."""

    slug: str
    record_id: str


class Session:
    """A connection to a database for one record, made when it is first needed, and anew after it was lost.

    `lost` is what to do when it is lost before an answer is here; it ends a sentence.
    """

    def __init__(self, there: Place, listed: Listed, timeout: float, lost: str = "try again") -> None:
        self.there, self.listed, self.timeout, self.lost = there, listed, timeout, lost
        self.name = f"{listed.slug} in {there.name}"
        self._turn = threading.Lock()
        self._connection: Connection | None = None
        self._held = False
        self._over = False

    def connection(self) -> Connection:
        """The connection as it is, or a new one; ConnectionLost where none can be made, or after it was let go."""
        with self._turn:  # of two threads that find it lost, one connects
            if self._over:
                raise ConnectionLost(f"The connection to {self.name} was let go: open the record again.")
            if self._connection is None or (self._connection.closed and not self._held):
                self._connection = opened(self.there, self.listed.record_id, self.timeout)
            return self._connection

    @contextmanager
    def transaction(self, beginning: LiteralString) -> Iterator[None]:
        """One transaction, undone at the end unless it was committed; a new connection would know nothing of it."""
        try:
            self.run(beginning)
            self._held = True
            yield
        finally:
            self._held = False
            self._undo()

    def run(self, query: LiteralString, *values: object, lost: str = "") -> list[Any]:
        """The rows that a statement gives; `lost` is what to do if the connection is lost before they are here."""
        connection = self.connection()
        try:
            with explained(self.name, lost or self.lost):
                cursor = connection.execute(query, values, binary=True)
                return cursor.fetchall() if cursor.description else []
        except ConnectionLost:
            connection.close()
            raise

    def close(self) -> None:
        """Let go of the connection for good."""
        with self._turn:
            self._over = True
            if self._connection is not None:
                self._connection.close()

    def _undo(self) -> None:
        connection = self._connection
        if connection is None or connection.closed or connection.info.transaction_status == TransactionStatus.IDLE:
            return
        try:
            connection.rollback()
        except psycopg.Error:
            # The server undoes what it was doing for a connection that is gone.
            connection.close()


class PostgresRows(Rows):
    """The rows of a record in a database. Every statement names the record, although row security would see to it."""

    def __init__(self, session: Session) -> None:
        self.name = session.name
        self._record = session.listed.record_id
        self._session = session
        self.changed = False

    def record_id(self) -> str:
        return self._record

    def last_row(self) -> int:
        query: LiteralString = "SELECT coalesce(max(row), 0) FROM onetext.acts WHERE record = %s"
        return int(self._run(query)[0][0])

    def after(self, row: int) -> list[Row]:
        return self._acts("row > %s ORDER BY row", min(row, _LAST_ROW))

    def of_log(self, log: str, position: int) -> list[Row]:
        return self._acts("log_key = %s AND position > %s ORDER BY position", _key(log), position)

    def released(self, leaf: bytes) -> list[Row]:
        return self._acts("position IS NULL AND id > %s ORDER BY id", leaf)

    def find(self, leaf: bytes) -> Row | None:
        return next(iter(self._acts("id = %s", leaf)), None)

    def heads(self) -> list[Head]:
        rows = self._run(f"SELECT DISTINCT ON (log_key) {_HEAD} ORDER BY log_key, size DESC")
        return sorted(_head(*row) for row in rows)

    def head(self, log: str) -> Head | None:
        rows = self._run(f"SELECT {_HEAD} AND log_key = %s ORDER BY size DESC LIMIT 1", _key(log))
        return _head(*rows[0]) if rows else None

    def logs(self) -> list[str]:
        query: LiteralString = "SELECT DISTINCT log FROM onetext.acts WHERE record = %s AND position IS NOT NULL"
        return sorted(name for (name,) in self._run(query))

    def keys(self) -> list[str]:
        return [vkey for (vkey,) in self._run("SELECT vkey FROM onetext.keys WHERE record = %s ORDER BY row")]

    def damage(self) -> str:
        """Rows are numbered without a gap, so that one that was deleted is missed."""
        ((count, last),) = self._run("SELECT count(*), coalesce(max(row), 0) FROM onetext.acts WHERE record = %s")
        return "" if count == last else f"{last - count} of its {last} acts are missing"

    def signing_key(self) -> tuple[str, bytes] | None:
        query: LiteralString = """
            SELECT vkey, private FROM onetext.keys WHERE record = %s AND private IS NOT NULL ORDER BY row DESC LIMIT 1
        """
        rows = self._run(query)
        return (rows[0][0], bytes(rows[0][1])) if rows else None

    def insert_key(self, vkey: str, private: bytes | None) -> None:
        self._run(_INSERT_KEY, self._record, vkey, private)

    def insert_act(self, leaf: bytes, log: str, position: int | None, data: bytes | None) -> None:
        self.changed = True
        try:
            self._run(_INSERT, self._record, leaf, log, position, data)
        except RecordError as error:
            if isinstance(error.__cause__, UniqueViolation):
                raise AlreadyRecorded(
                    f"{self.name} holds the act {leaf.hex()[:12]}, or another in its place."
                ) from None
            raise

    def write_head(self, head: Head) -> None:
        """Heads are kept, each a row of its own: the newest of a log is the one that counts most acts."""
        query: LiteralString = """
            INSERT INTO onetext.heads (record, log, size, frontier, note, vkeys) VALUES (%s, %s, %s, %s, %s, %s)
        """
        self._run(query, head.log, head.size, head.frontier, head.note, " ".join(head.vkeys))

    def erase(self, leaf: bytes) -> None:
        self.changed = True
        self._run("UPDATE onetext.acts SET bytes = NULL WHERE record = %s AND id = %s", leaf)

    def _acts(self, where: LiteralString, *values: object) -> list[Row]:
        rows = self._run(f"{_ACTS}{where} LIMIT {_BATCH:d}", *values)
        return [Row(row, leaf.hex(), log, position, data) for row, leaf, log, position, data in rows]

    def _run(self, query: LiteralString, *values: object) -> list[Any]:
        """The rows that a statement about this record gives; its first value is the record."""
        return self._session.run(query, self._record, *values)


class PostgresLog(Log):
    """The open record in a database; it holds one connection for reading and, from the first writing on, one more."""

    def __init__(self, there: Place, listed: Listed, timeout: float) -> None:
        self._there, self._listed = there, listed
        self._reader, self._writer = Session(there, listed, timeout), Session(there, listed, timeout, _NOTHING)
        super().__init__(PostgresRows(self._reader), timeout)

    @classmethod
    def create(cls, dsn: str, slug: str, *, record_id: str = "", timeout: float = TIMEOUT) -> Self:
        """A new, empty record with a key of its own; no other in the database may have this name.

        `slug` is what people call it: small letters, digits and hyphens. `record_id` is random by default.
        """
        record_id = chosen_record_id(record_id)
        with building(dsn, slug, record_id) as rows:
            new_key(rows, record_id)
        return cls(place(dsn), Listed(slug, record_id), timeout)

    @classmethod
    def open(cls, dsn: str, slug: str, *, timeout: float = TIMEOUT) -> Self:
        """The record of this name; MissingRecord if there is none. `timeout` is how long to wait for others (s)."""
        there = place(dsn)
        listed = next((one for one in records(dsn) if one.slug == slug), None)
        if listed is None:
            raise MissingRecord(
                f"There is no record {slug[:80]!r} in {there.name}: check the name, or create the record."
            )
        return cls(there, listed, timeout)

    def close(self) -> None:
        """Let go of the database."""
        self._reader.close()
        self._writer.close()

    def _transaction(self) -> AbstractContextManager[Rows]:
        return _transaction(self._writer)

    @contextmanager
    def _moment(self) -> Iterator[Rows]:
        beginning: LiteralString = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        with closing(Session(self._there, self._listed, self.timeout)) as session, session.transaction(beginning):
            yield PostgresRows(session)


def opened(there: Place, record_id: str, timeout: float) -> Connection:
    """A connection for one record, or for none (""), to a database whose row security binds it."""
    connection = there.connect(record_id=record_id, timeout=timeout)
    try:
        refuse_unprepared(there, connection)
    except BaseException:
        connection.close()
        raise
    return connection


def records(dsn: str) -> tuple[Listed, ...]:
    """All records in a database, sorted by name."""
    there = place(dsn)
    with closing(opened(there, "", PATIENCE)) as connection, explained(there.name):
        rows: list[Any] = connection.execute("SELECT slug, id FROM onetext.records ORDER BY slug").fetchall()
    return tuple(Listed(slug, id_) for slug, id_ in rows)


@contextmanager
def building(dsn: str, slug: str, record_id: str) -> Iterator[Rows]:
    """The rows of a new record, to be filled; the record is there when this ends, or nothing of it is.

    AlreadyExists if the database has a record of this name or id.
    """
    if not _SLUG.fullmatch(slug):
        raise RecordError(f"{slug[:80]!r} cannot name a record: use up to 64 small letters, digits and hyphens.")
    there = place(dsn)
    with closing(Session(there, Listed(slug, record_id), TIMEOUT, _NOTHING)) as session, _transaction(session) as rows:
        try:
            session.run("INSERT INTO onetext.records (id, slug) VALUES (%s, %s)", record_id, slug)
        except RecordError as error:
            if isinstance(error.__cause__, UniqueViolation):
                raise AlreadyExists(_taken(there, slug, record_id, error.__cause__)) from None
            raise
        yield rows


def _taken(there: Place, slug: str, record_id: str, error: psycopg.Error) -> str:
    if error.diag.constraint_name == "one_record_of_a_name":
        return f"There is a record {slug} in {there.name} already: choose another name."
    return f"The record {record_id} is in {there.name} already, perhaps under another name: there is nothing to add."


@contextmanager
def _transaction(session: Session) -> Iterator[Rows]:
    rows = PostgresRows(session)
    with session.transaction("BEGIN"):
        session.run(_TURN, session.listed.record_id)
        yield rows
        if rows.changed:
            session.run("SELECT pg_notify(%s, %s)", CHANNEL, session.listed.record_id)
        # A crash after this line loses the reply, not the acts: resubmitting gives AlreadyRecorded.
        session.run("COMMIT", lost=_UNKNOWN)


def _key(log: str) -> bytes:
    return hashlib.sha256(log.encode()).digest()


def _head(log: str, size: int, note: str, vkeys: str, frontier: bytes) -> Head:
    return Head(log, size, note, tuple(vkeys.split()), frontier)
