"""The append-only log of acts: opening it, adding to it, and checking that nothing in it was changed.

One file holds one log for each audience. Each log is a Merkle tree with a signed checkpoint as its head; see
`docs/record-format.md`. An act is given and returned as its exact bytes; its id is their RFC 6962 leaf hash, in hex.
"""

import sqlite3
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from onetext.record import checkpoint, merkle, store
from onetext.record.audit import Fault, faults
from onetext.record.errors import (
    AlreadyRecorded,
    DamagedRecord,
    RecordError,
    RecordLocked,
    explained,
)
from onetext.record.line import log_of
from onetext.record.reading import Head, Reading, Row, raw_id

__all__ = ["Fault", "Head", "Log", "Reading", "Row", "Writing", "verify"]

TIMEOUT = 30.0


class Writing(Reading):
    """One transaction: what is read stays true until it ends, and what is added counts all together or not at all."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        super().__init__(path, connection)
        self._frontiers: dict[str, merkle.Frontier] = {}
        self.erased = False

    def append(self, id_: str, log: str, data: bytes) -> int:
        """Add an act to its log; returns its position, from 0.

        AlreadyRecorded if the record has it; ValueError if the bytes are not an act's line, or do not give this id,
        or belong to another log.
        """
        if log_of(data) != log or merkle.leaf_hash(data).hex() != id_:
            raise ValueError(f"act {id_[:12]} does not agree with its bytes about its id or its log")
        found = self.act(id_)
        if found is not None:
            raise AlreadyRecorded(f"The act {id_[:12]} is already in {self.path}: there is nothing left to do.")
        frontier = self._frontiers.get(log) or self._frontier(log)
        with explained(self.path):
            store.insert_act(self._connection, raw_id(id_), log, frontier.size, data)
        self._frontiers[log] = merkle.append(frontier, raw_id(id_))
        return frontier.size

    def erase(self, id_: str) -> None:
        """Remove an act's words for ever, as the law may order; its hash stays, and the log still verifies."""
        if self.act(id_) is None:
            raise RecordError(f"{self.path} holds no act {id_[:12]}: check the id.")
        with explained(self.path):
            self._connection.execute("UPDATE acts SET bytes = NULL WHERE id = ?", (raw_id(id_),))
        self.erased = True

    def seal(self) -> None:
        """Write and sign the new head of each log that grew."""
        if not self._frontiers:
            return
        record_id = self.record_id
        vkey, private = self._signing_key(record_id)
        for log, frontier in self._frontiers.items():
            head = checkpoint.Checkpoint(checkpoint.origin(record_id, log), frontier.size, merkle.root_of(frontier))
            note = checkpoint.sign(head, checkpoint.key_name(record_id), private)
            before = self.head(log)
            vkeys = tuple(dict.fromkeys((*(before.vkeys if before else ()), vkey)))
            with explained(self.path):
                store.write_head(self._connection, log, frontier.size, merkle.pack(frontier), note, vkeys)

    def _signing_key(self, record_id: str) -> tuple[str, bytes]:
        """The key of this file; an imported copy has none, and gets its own when it is first added to."""
        query = "SELECT vkey, private FROM keys WHERE private IS NOT NULL ORDER BY row DESC LIMIT 1"
        with explained(self.path):
            found = self._connection.execute(query).fetchone()
            return found or store.new_key(self._connection, record_id)

    def _frontier(self, log: str) -> merkle.Frontier:
        head = self.head(log)
        try:
            return merkle.unpack(head.size, head.frontier) if head else merkle.Frontier()
        except ValueError as error:
            raise DamagedRecord(f"{self.path} is damaged ({error}): restore a copy.") from None


class Log(Reading):
    """An open record. Reading never changes the file; the first writing opens it for writing until it is closed.

    It may be shared by threads: each reading call stands for itself, and writings wait for each other.
    """

    def __init__(self, path: Path, timeout: float = TIMEOUT) -> None:
        super().__init__(path, store.reader(path, timeout))
        self.timeout = timeout
        self._turn = threading.Lock()
        self._writer: sqlite3.Connection | None = None

    @classmethod
    def create(cls, path: Path, *, record_id: str = "", timeout: float = TIMEOUT) -> Self:
        """A new, empty record with a key of its own; the file must not exist. `record_id` is random by default."""
        record_id = record_id or store.new_record_id()
        if not store.good_record_id(record_id):
            raise RecordError(f"{record_id[:80]!r} cannot name a record: use letters, digits and hyphens.")
        with store.building(path, record_id) as connection:
            store.new_key(connection, record_id)
        return cls(path, timeout)

    @classmethod
    def open(cls, path: Path, *, timeout: float = TIMEOUT) -> Self:
        """The record in an existing file; `timeout` is how long to wait for other programs, in seconds."""
        return cls(path, timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; if nobody else has it open, one file remains."""
        self._connection.close()
        if self._writer is not None:
            store.close_writer(self._writer)
            self._writer = None

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One transaction, alone with the right to write; an exception inside leaves the record as it was.

        When it ends normally the new heads are signed and everything is on the disk. RecordLocked after `timeout`.
        """
        if not self._turn.acquire(timeout=self.timeout):
            raise RecordLocked(f"{self.path} is being written by another task: try again when it has finished.")
        try:
            connection = self._begin()
            writing = Writing(self.path, connection)
            try:
                yield writing
                writing.seal()
                with explained(self.path):
                    # A crash after this line loses the reply, not the acts: resubmitting gives AlreadyRecorded.
                    connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
            if writing.erased:
                with explained(self.path):
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._turn.release()

    @contextmanager
    def snapshot(self) -> Iterator[Reading]:
        """The record as it stands at this moment, whatever is added meanwhile."""
        connection = store.reader(self.path, self.timeout)
        try:
            with explained(self.path):
                connection.execute("BEGIN")
            yield Reading(self.path, connection)
        finally:
            connection.close()

    def _begin(self) -> sqlite3.Connection:
        if self._writer is None:
            self._writer = store.writer(self.path, self.timeout)
        with explained(self.path):
            self._writer.execute("BEGIN IMMEDIATE")
        return self._writer


def verify(log: Log, kept: Sequence[str] = (), only_logs: Collection[str] | None = None) -> tuple[Fault, ...]:
    """What does not hold in the record; empty if all of it does.

    `kept` are checkpoints (signed notes) that somebody saved earlier: only they can show that acts were cut off, or
    that the whole record was rewritten by whoever holds its key. `only_logs` limits the check to these logs, so that
    the answer says nothing about the others. BadCheckpoint if a kept checkpoint is not one; DamagedRecord if the
    file cannot be read through.
    """
    with log.snapshot() as reading:
        return tuple(faults(reading, kept, only_logs))
