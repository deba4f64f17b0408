"""A record in a file of its own: one SQLite database."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from onetext.record import store
from onetext.record.errors import AlreadyRecorded, explain, explained
from onetext.record.log import TIMEOUT, Log, chosen_record_id, new_key
from onetext.record.rows import Head, Row, Rows

_BATCH = 256
_LAST_ROW = (1 << 63) - 1
_COLUMNS = "row, id, log, position, bytes"
_HEAD = "log, size, note, vkeys, frontier"


class SqliteRows(Rows):
    """The rows of the record in a file, through one connection."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.name = str(path)
        self.path = path
        self.connection = connection
        self.erases = False
        self._turn = threading.Lock()

    def record_id(self) -> str:
        return str(self._all("SELECT id FROM record")[0][0])

    def last_row(self) -> int:
        return int(self._all("SELECT coalesce(max(row), 0) FROM acts")[0][0])

    def after(self, row: int) -> list[Row]:
        return self._acts("row > ? ORDER BY row", min(row, _LAST_ROW))

    def of_log(self, log: str, position: int) -> list[Row]:
        return self._acts("log = ? AND position > ? ORDER BY position", log, position)

    def released(self, leaf: bytes) -> list[Row]:
        return self._acts("position IS NULL AND id > ? ORDER BY id", leaf)

    def find(self, leaf: bytes) -> Row | None:
        return next(iter(self._acts("id = ?", leaf)), None)

    def heads(self) -> list[Head]:
        return [_head(*found) for found in self._all(f"SELECT {_HEAD} FROM heads ORDER BY log")]  # noqa: S608

    def head(self, log: str) -> Head | None:
        found = self._all(f"SELECT {_HEAD} FROM heads WHERE log = ?", log)  # noqa: S608
        return _head(*found[0]) if found else None

    def logs(self) -> list[str]:
        query = "SELECT DISTINCT log FROM acts WHERE position IS NOT NULL ORDER BY log"
        return [name for (name,) in self._all(query)]

    def keys(self) -> list[str]:
        return [vkey for (vkey,) in self._all("SELECT vkey FROM keys ORDER BY row")]

    def damage(self) -> str:
        (complaint,) = self._all("PRAGMA integrity_check(1)")[0]
        return "" if complaint == "ok" else str(complaint)

    def signing_key(self) -> tuple[str, bytes] | None:
        found = self._all("SELECT vkey, private FROM keys WHERE private IS NOT NULL ORDER BY row DESC LIMIT 1")
        return found[0] if found else None

    def insert_key(self, vkey: str, private: bytes | None) -> None:
        self._all("INSERT INTO keys (vkey, private) VALUES (?, ?)", vkey, private)

    def insert_act(self, leaf: bytes, log: str, position: int | None, data: bytes | None) -> None:
        statement = "INSERT INTO acts (id, log, position, bytes) VALUES (?, ?, ?, ?)"
        try:
            self.connection.execute(statement, (leaf, log, position, data))
        except sqlite3.IntegrityError:
            raise AlreadyRecorded(f"{self.name} holds the act {leaf.hex()[:12]}, or another in its place.") from None
        except sqlite3.Error as error:
            raise explain(self.path, error) from error

    def write_head(self, head: Head) -> None:
        self._all(
            "INSERT INTO heads VALUES (?, ?, ?, ?, ?) ON CONFLICT (log) DO UPDATE SET "
            "size = excluded.size, frontier = excluded.frontier, note = excluded.note, vkeys = excluded.vkeys",
            head.log,
            head.size,
            head.frontier,
            head.note,
            " ".join(head.vkeys),
        )

    def erase(self, leaf: bytes) -> None:
        self._all("UPDATE acts SET bytes = NULL WHERE id = ?", leaf)
        self.erases = True

    def _acts(self, where: str, *values: object) -> list[Row]:
        found = self._all(f"SELECT {_COLUMNS} FROM acts WHERE {where} LIMIT {_BATCH}", *values)  # noqa: S608
        return [Row(row, leaf.hex(), log, position, data) for row, leaf, log, position, data in found]

    def _all(self, query: str, *values: object) -> list[Any]:
        # Two threads that ask the same at once would share one prepared statement, and each take some of its rows.
        with self._turn, explained(self.path):
            return self.connection.execute(query, values).fetchall()


class SqliteLog(Log):
    """The open record in a file. Reading never changes the file; it is open for writing from the first writing on."""

    def __init__(self, path: Path, timeout: float = TIMEOUT) -> None:
        self._reader = store.reader(path, timeout)
        super().__init__(SqliteRows(path, self._reader), timeout)
        self.path = path
        self._writer: sqlite3.Connection | None = None

    @classmethod
    def create(cls, path: Path, *, record_id: str = "", timeout: float = TIMEOUT) -> Self:
        """A new, empty record with a key of its own; the file must not exist. `record_id` is random by default."""
        record_id = chosen_record_id(record_id)
        with building(path, record_id) as rows:
            new_key(rows, record_id)
        return cls(path, timeout)

    @classmethod
    def open(cls, path: Path, *, timeout: float = TIMEOUT) -> Self:
        """The record in an existing file; `timeout` is how long to wait for other programs, in seconds."""
        return cls(path, timeout)

    def close(self) -> None:
        """Let go of the file; if nobody else has it open, one file remains."""
        self._reader.close()
        if self._writer is not None:
            store.close_writer(self._writer)
            self._writer = None

    @contextmanager
    def _transaction(self) -> Iterator[Rows]:
        connection = self._begin()
        rows = SqliteRows(self.path, connection)
        try:
            yield rows
            with explained(self.path):
                # A crash after this line loses the reply, not the acts: resubmitting gives AlreadyRecorded.
                connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        if rows.erases:
            with explained(self.path):
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _moment(self) -> Iterator[Rows]:
        connection = store.reader(self.path, self.timeout)
        try:
            with explained(self.path):
                connection.execute("BEGIN")
            yield SqliteRows(self.path, connection)
        finally:
            connection.close()

    def _begin(self) -> sqlite3.Connection:
        if self._writer is None:
            self._writer = store.writer(self.path, self.timeout)
        with explained(self.path):
            self._writer.execute("BEGIN IMMEDIATE")
        return self._writer


@contextmanager
def building(path: Path, record_id: str) -> Iterator[Rows]:
    """The rows of a new record, to be filled; its file appears at `path` whole when this ends, or not at all.

    AlreadyExists if there is a file of this name.
    """
    with store.building(path, record_id) as connection:
        yield SqliteRows(path, connection)


def _head(log: str, size: int, note: str, vkeys: str, frontier: bytes) -> Head:
    return Head(log, size, note, tuple(vkeys.split()), frontier)
