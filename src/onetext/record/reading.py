"""Reading a record: its acts, heads and keys, as they are stored."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from onetext.record.errors import RecordError, explained

_BATCH = 256
_LAST_ROW = (1 << 63) - 1
_COLUMNS = "row, id, log, position, bytes"
_HEAD = "log, size, note, vkeys, frontier"


class Row(NamedTuple):
    """One act as it is stored.

    `row` grows with every act of the file; `position` counts from 0 within the log and is None for an act that this
    file knows only because it was released; `data` is None where the words were erased.
    """

    row: int
    id: str
    log: str
    position: int | None
    data: bytes | None


class Head(NamedTuple):
    """The head of a log: its size, its newest checkpoint (a signed note), and the packed frontier of its tree.

    `vkeys` are all the keys that ever signed a head of this log, oldest first.
    """

    log: str
    size: int
    note: str
    vkeys: tuple[str, ...]
    frontier: bytes


class Reading:
    """What can be asked of a record. Nothing here is filtered: who may see what is for the caller to decide."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @property
    def record_id(self) -> str:
        """The name of the record, the same in every copy."""
        return str(self._all("SELECT id FROM record")[0][0])

    def acts(self, since: int = 0) -> Iterator[Row]:
        """The acts in the order in which they were added, after the row `since`."""
        while batch := self._rows("row > ? ORDER BY row", min(since, _LAST_ROW)):
            yield from batch
            since = batch[-1].row

    def acts_of(self, log: str) -> Iterator[Row]:
        """The acts of one log, in order."""
        after = -1
        while batch := self._rows("log = ? AND position > ? ORDER BY position", log, after):
            yield from batch
            after = batch[-1].position or 0

    def released(self) -> Iterator[Row]:
        """The acts that this file knows only because they were released, in the order of their ids."""
        after = b""
        while batch := self._rows("position IS NULL AND id > ? ORDER BY id", after):
            yield from batch
            after = bytes.fromhex(batch[-1].id)

    def act(self, id_: str) -> Row | None:
        """The act with this id, if it is here."""
        return next(iter(self._rows("id = ?", raw_id(id_))), None)

    def heads(self) -> tuple[Head, ...]:
        """The heads of all logs, sorted by name."""
        return tuple(_head(*found) for found in self._all(f"SELECT {_HEAD} FROM heads ORDER BY log"))  # noqa: S608

    def head(self, log: str) -> Head | None:
        """The head of this log, if it has one."""
        found = self._all(f"SELECT {_HEAD} FROM heads WHERE log = ?", log)  # noqa: S608
        return _head(*found[0]) if found else None

    def logs(self) -> tuple[str, ...]:
        """The names of all logs that hold an act, sorted."""
        query = "SELECT DISTINCT log FROM acts WHERE position IS NOT NULL ORDER BY log"
        return tuple(name for (name,) in self._all(query))

    def damage(self) -> str:
        """SQLite's first complaint about the file's structure, or ""."""
        (complaint,) = self._all("PRAGMA integrity_check(1)")[0]
        return "" if complaint == "ok" else str(complaint)

    def keys(self) -> tuple[str, ...]:
        """The public keys of the record, oldest first; the first was made with it."""
        return tuple(vkey for (vkey,) in self._all("SELECT vkey FROM keys ORDER BY row"))

    def _rows(self, where: str, *values: object) -> list[Row]:
        found = self._all(f"SELECT {_COLUMNS} FROM acts WHERE {where} LIMIT {_BATCH}", *values)  # noqa: S608
        return [Row(row, leaf.hex(), log, position, data) for row, leaf, log, position, data in found]

    def _all(self, query: str, *values: object) -> list[Any]:
        with explained(self.path):
            return self._connection.execute(query, values).fetchall()


def _head(log: str, size: int, note: str, vkeys: str, frontier: bytes) -> Head:
    return Head(log, size, note, tuple(vkeys.split()), frontier)


def raw_id(id_: str) -> bytes:
    """An act's id as the bytes that are stored; RecordError if it cannot be one."""
    try:
        return bytes.fromhex(id_)
    except ValueError:
        raise RecordError(f"{id_[:80]!r} is not the id of an act: an id is 64 hexadecimal digits.") from None
