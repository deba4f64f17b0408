"""What can go wrong with a record, each as one sentence that names its file or database and the way out."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from onetext.sentences import Sentence, say


class RecordError(Exception):
    """Something about a record that its user can put right; the message is one sentence."""


class Refused(RecordError):
    """A rule does not allow an own act; the message says why and names the way out, in words that hold on every face.

    `typed` is how that way out is typed at the command line, which alone shows it: an option, a command; "" for none.
    """

    def __init__(self, sentence: str, typed: str = "") -> None:
        super().__init__(sentence)
        self.typed = typed


class Unsourced(Refused):
    """A reported act lacks fields of its source; `lacking` names them all."""

    def __init__(self, sentence: str, typed: str, lacking: tuple[str, ...]) -> None:
        super().__init__(sentence, typed)
        self.lacking = lacking


def refuse(form: str, /, typed: str = "", **parts: object) -> NoReturn:
    """Refuse the act with one sentence that names the thing and the way out, and how whoever types it may type that.

    The sentence is made as by `say`; one that is made already is taken as it is.
    """
    raise Refused(form if isinstance(form, Sentence) and not parts else say(form, **parts), typed)


class FormatError(RecordError):
    """A file that cannot be used as a record."""


class MissingFile(FormatError):
    """There is no file of this name."""


class MissingRecord(FormatError):
    """The database holds no record of this name."""


class NotARecord(FormatError):
    """The file is something else: a directory, an empty file, a document, another program's database."""


class DamagedRecord(FormatError):
    """The file was a record, but a part of it is lost or overwritten."""


class NewerFormat(FormatError):
    """The file was written by a later version of onetext."""


class ReadOnlyRecord(FormatError):
    """The file, or its folder, cannot be written by this user."""


class DiskFull(FormatError):
    """There is no room left for what should be written."""


class RecordLocked(RecordError):
    """Another program held the right to write for longer than the time allowed."""


class ConnectionLost(RecordError):
    """The database could not be reached, or the connection to it ended within a call; the next call connects anew."""


class AlreadyExists(RecordError):
    """A new record was to be made where there is a file, or a record of that name, already."""


class AlreadyRecorded(RecordError):
    """The act is in the record already: an earlier submission succeeded, although its reply may have been lost."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file at `path` into a RecordError."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(path, error) from error


def explain(path: Path, error: sqlite3.Error) -> RecordError:
    """The RecordError that says what SQLite found, and what to do."""
    kind, sentence = _MEANING.get(primary_code(error), (RecordError, "{path} could not be used ({error})."))
    return kind(sentence.format(path=path, error=str(error).rstrip(".")))


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's result code without its extension, 0 if the error is the Python module's own."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


_DAMAGED = (
    DamagedRecord,
    "{path} is damaged ({error}): restore a copy, or import an export of the record into a new file.",
)
_UNWRITABLE = (
    ReadOnlyRecord,
    "{path} cannot be written, or its folder cannot: copy the file to a folder where you may write.",
)
_MEANING: dict[int, tuple[type[RecordError], str]] = {
    sqlite3.SQLITE_BUSY: (
        RecordLocked,
        "{path} is being written by another program: wait until it has finished, or close it, and try again.",
    ),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_ERROR: _DAMAGED,
    sqlite3.SQLITE_NOTADB: (
        NotARecord,
        "{path} is not an SQLite database, or its beginning is lost: name a onetext record, or restore a copy.",
    ),
    sqlite3.SQLITE_FULL: (
        DiskFull,
        "{path} could not be written because the disk is full: nothing was recorded; make room and try again.",
    ),
    sqlite3.SQLITE_READONLY: _UNWRITABLE,
    sqlite3.SQLITE_CANTOPEN: _UNWRITABLE,
    sqlite3.SQLITE_PERM: _UNWRITABLE,
    sqlite3.SQLITE_IOERR: (
        DamagedRecord,
        "{path} could not be read or written ({error}): check the disk, and restore a copy if it has failed.",
    ),
}
