"""The record's file: an SQLite database, how it is made, recognised and opened.

At rest the file is an ordinary SQLite database in rollback mode and stands alone. While somebody writes, it is in
WAL mode and has two companions, `-wal` and `-shm`; the last writer to close removes them. So a reader never needs
to write: it takes SQLite's shared lock, and leaves the file's bytes alone. A file on a read-only medium can be read.
"""

import os
import secrets
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from onetext.record.errors import (
    AlreadyExists,
    FormatError,
    MissingFile,
    NewerFormat,
    NotARecord,
    ReadOnlyRecord,
    explain,
    explained,
    primary_code,
)

APPLICATION_ID = 0x31747874  # "1txt"
FORMAT = 1
_RETRY = 0.01
_SCHEMA = """
CREATE TABLE record (id TEXT NOT NULL PRIMARY KEY) STRICT;
CREATE TABLE keys (row INTEGER PRIMARY KEY, vkey TEXT NOT NULL UNIQUE, private BLOB) STRICT;
CREATE TABLE acts (
  row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, log TEXT NOT NULL, position INTEGER, bytes BLOB,
  UNIQUE (log, position)
) STRICT;
CREATE TABLE heads (
  log TEXT NOT NULL PRIMARY KEY, size INTEGER NOT NULL, frontier BLOB NOT NULL, note TEXT NOT NULL,
  vkeys TEXT NOT NULL
) STRICT;
"""


@contextmanager
def building(path: Path, record_id: str) -> Iterator[sqlite3.Connection]:
    """A connection to a new, empty record in one transaction; the file appears at `path` whole, or not at all.

    It is written under a temporary name in the same folder, readable by its owner alone, and flushed before it gets
    its name. An existing file is never overwritten (AlreadyExists).
    """
    _refuse_existing(path)
    draft = path.with_name(f".{path.name[:100]}.{secrets.token_hex(8)}.draft")
    try:
        _touch_private(draft)
        with explained(path), closing(_connect(draft, "rw", 0.0)) as connection:
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {FORMAT}")
            connection.executescript(f"BEGIN;{_SCHEMA}")
            connection.execute("INSERT INTO record VALUES (?)", (record_id,))
            yield connection
            connection.execute("COMMIT")
        _publish(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def reader(path: Path, timeout: float) -> sqlite3.Connection:
    """A connection for reading, once the file has been recognised as a record; FormatError says what else it is."""
    _refuse_other_things(path)
    for attempt in (_reading, _settled, _still):
        try:
            return attempt(path, timeout)
        except sqlite3.Error as error:
            if primary_code(error) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                raise explain(path, error) from error
    raise ReadOnlyRecord(
        f"{path} was not closed properly and its latest acts stand in {path.name}-wal beside it, where nothing may "
        "be written: copy both files to a folder where you may write, and open the copy."
    )


def writer(path: Path, timeout: float) -> sqlite3.Connection:
    """A connection for writing: WAL, every commit flushed, erased words overwritten."""
    with explained(path):
        connection = _connect(path, "rw", timeout)
    try:
        with explained(path):
            _enter_wal(connection, timeout)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def close_writer(connection: sqlite3.Connection) -> None:
    """Close, and leave one file behind if nobody else has it open; otherwise all acts are moved into it at least."""
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        # Another reader or writer is at work, or the disk has no room: every act is safe in the -wal file.
        pass
    finally:
        connection.close()


def _connect(path: Path, mode: str, timeout: float) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=timeout, isolation_level=None, check_same_thread=False)


def _reading(path: Path, timeout: float) -> sqlite3.Connection:
    return _checked(path, _connect(path, "ro", timeout))


def _settled(path: Path, timeout: float) -> sqlite3.Connection:
    """After a crash at the moment of closing only a writer can finish the closing; then read as usual."""
    with closing(_connect(path, "rw", timeout)) as connection:
        connection.execute("PRAGMA schema_version")
    return _reading(path, timeout)


def _still(path: Path, timeout: float) -> sqlite3.Connection:
    """Where nothing can be written nothing changes: read the file as it is, unless acts stand outside it."""
    wal = path.with_name(path.name + "-wal")
    if wal.exists() and wal.stat().st_size:
        raise _unsettled()
    return _checked(path, _connect(path, "ro&immutable=1", timeout))


def _unsettled() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("unfinished writes in a place that is read-only")
    error.sqlite_errorcode = sqlite3.SQLITE_READONLY
    return error


def _checked(path: Path, connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        _refuse_other_databases(path, connection)
        connection.execute("SELECT count(*) FROM record").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_other_things(path: Path) -> None:
    """Refuse what can be told apart without leaving anything beside a file that is not ours."""
    if not path.exists():
        raise MissingFile(f"{path} does not exist: check the name, or create a record there.")
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        what = "a folder" if path.is_dir() else "not an ordinary file"
        raise NotARecord(f"{path} is {what}, not a onetext record: name the record's file.")
    if status.st_size == 0:
        raise NotARecord(f"{path} is empty, not a onetext record: name another file or restore a copy.")
    try:
        with closing(_connect(path, "ro&immutable=1", 0.0)) as connection:
            _refuse_other_databases(path, connection)
    except sqlite3.DatabaseError as error:
        if primary_code(error) == sqlite3.SQLITE_CANTOPEN:
            raise FormatError(f"{path} may not be read by you: ask its owner for the right to read it.") from error
        # Without the -wal file a sound database can look damaged; whoever reads it properly will tell.
        if primary_code(error) == sqlite3.SQLITE_NOTADB:
            raise explain(path, error) from error


def _refuse_other_databases(path: Path, connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise NotARecord(f"{path} is a database of another program, not a onetext record: name another file.")
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > FORMAT:
        raise NewerFormat(
            f"{path} has format {found}, but this version of onetext knows formats up to {FORMAT}: update onetext."
        )


def _enter_wal(connection: sqlite3.Connection, timeout: float) -> None:
    """SQLite does not always wait for the lock that this change of mode needs, so it is tried until the time is up."""
    until = time.monotonic() + timeout
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if primary_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                raise
            time.sleep(_RETRY)
        else:
            return


def _refuse_existing(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise AlreadyExists(f"{path} exists already: choose another name.")
    if not path.parent.is_dir():
        raise MissingFile(f"{path} cannot be made because there is no folder {path.parent}: create it first.")


def _touch_private(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise ReadOnlyRecord(
            f"{path.parent} does not take a new file ({error.strerror}): choose another folder."
        ) from error


def _publish(draft: Path, path: Path) -> None:
    """Give the finished file its name, never over another file."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise AlreadyExists(f"{path} exists already: choose another name.") from None
    except OSError:
        # A file system without hard links; the empty file holds the name against everybody else.
        _touch_private(path)
        draft.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
