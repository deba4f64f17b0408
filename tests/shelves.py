"""Where a record may be kept, so that one test runs on every store."""

import sqlite3
from abc import ABC, abstractmethod
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path

from onetext.record import sqlite
from onetext.record.log import TIMEOUT, Log, new_record_id
from onetext.record.portable import import_record
from onetext.record.postgres import PostgresLog, building
from onetext.record.sqlite import SqliteLog
from postgres_server import Database


class Shelf(ABC):
    """A place for one record."""

    @abstractmethod
    def create(self) -> Log:
        """A new record."""

    @abstractmethod
    def open(self, timeout: float = TIMEOUT) -> Log:
        """The record as another program would open it."""

    @abstractmethod
    def take_in(self, export: Path) -> Log:
        """The record that an export holds."""

    @abstractmethod
    def another(self) -> "Shelf":
        """An empty place of the same sort."""

    @abstractmethod
    def alter(self, id_: str, new_id: str, data: bytes | None) -> None:
        """Put other bytes in the place of an act, as somebody can who may write everywhere."""

    @abstractmethod
    def delete(self, *ids: str) -> None:
        """Take acts out."""

    @abstractmethod
    def behead(self, log: str) -> None:
        """Take the heads of a log away."""

    @abstractmethod
    def cripple(self, log: str) -> None:
        """Lose the frontier of a log's head."""


class FileShelf(Shelf):
    """A file."""

    numbers = count(1)

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.path = folder / f"talks-{next(self.numbers)}.onetext"

    def create(self) -> Log:
        return SqliteLog.create(self.path)

    def open(self, timeout: float = TIMEOUT) -> Log:
        return SqliteLog.open(self.path, timeout=timeout)

    def take_in(self, export: Path) -> Log:
        import_record(export, partial(sqlite.building, self.path))
        return self.open()

    def another(self) -> "FileShelf":
        return FileShelf(self.path.parent)

    def alter(self, id_: str, new_id: str, data: bytes | None) -> None:
        values = (bytes.fromhex(new_id), data, bytes.fromhex(id_))
        self._edit("UPDATE acts SET id = ?, bytes = ? WHERE id = ?", *values)

    def delete(self, *ids: str) -> None:
        for id_ in ids:
            self._edit("DELETE FROM acts WHERE id = ?", bytes.fromhex(id_))

    def behead(self, log: str) -> None:
        self._edit("DELETE FROM heads WHERE log = ?", log)

    def cripple(self, log: str) -> None:
        self._edit("UPDATE heads SET frontier = x'00' WHERE log = ?", log)

    def _edit(self, statement: str, *values: object) -> None:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            connection.execute(statement, values)


class DatabaseShelf(Shelf):
    """A name in a database that other records are in."""

    numbers = count(1)

    def __init__(self, database: Database) -> None:
        self.database = database
        self.slug = f"talks-{next(self.numbers)}"

    def create(self) -> Log:
        return PostgresLog.create(self.database.dsn(), self.slug, record_id=f"{self.slug}-{new_record_id()}")

    def open(self, timeout: float = TIMEOUT) -> Log:
        return PostgresLog.open(self.database.dsn(), self.slug, timeout=timeout)

    def take_in(self, export: Path) -> Log:
        import_record(export, partial(building, self.database.dsn(), self.slug))
        return self.open()

    def another(self) -> "DatabaseShelf":
        return DatabaseShelf(self.database)

    def alter(self, id_: str, new_id: str, data: bytes | None) -> None:
        values = (bytes.fromhex(new_id), data, bytes.fromhex(id_))
        self._edit("UPDATE onetext.acts SET id = %s, bytes = %s WHERE id = %s", *values)

    def delete(self, *ids: str) -> None:
        for id_ in ids:
            self._edit("DELETE FROM onetext.acts WHERE id = %s", bytes.fromhex(id_))

    def behead(self, log: str) -> None:
        self._edit("DELETE FROM onetext.heads WHERE log = %s", log)

    def cripple(self, log: str) -> None:
        self._edit("UPDATE onetext.heads SET frontier = '\\x00' WHERE log = %s", log)

    def _edit(self, statement: str, *values: object) -> None:
        own = " AND record = (SELECT id FROM onetext.records WHERE slug = %s)"
        with self.database.shell() as connection:
            connection.execute(statement.encode() + own.encode(), (*values, self.slug))
