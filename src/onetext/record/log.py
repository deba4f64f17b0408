"""The append-only log of acts: adding to it, and checking that nothing in it was changed, wherever it is kept.

One record holds one log for each audience. Each log is a Merkle tree with a signed checkpoint as its head; see
`docs/record-format.md`. An act is given and returned as its exact bytes; its id is their RFC 6962 leaf hash, in hex.
`sqlite.py` keeps a record in a file of its own, `postgres/` keeps many in one database.
"""

import re
import secrets
import threading
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Self

from onetext.record import checkpoint, merkle
from onetext.record.audit import Fault, faults
from onetext.record.errors import AlreadyRecorded, DamagedRecord, RecordError, RecordLocked
from onetext.record.line import log_of
from onetext.record.reading import Reading, raw_id
from onetext.record.rows import Head, Row, Rows
from onetext.sentences import say

__all__ = ["Fault", "Head", "Log", "Reading", "Row", "Writing", "verify"]

TIMEOUT = 30.0
_RECORD_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")


class Writing(Reading):
    """One transaction: what is read stays true until it ends, and what is added counts all together or not at all."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows)
        self._frontiers: dict[str, merkle.Frontier] = {}

    def append(self, id_: str, log: str, data: bytes) -> int:
        """Add an act to its log; returns its position, from 0.

        AlreadyRecorded if the record has it; ValueError if the bytes are not an act's line, or do not give this id,
        or belong to another log.
        """
        if log_of(data) != log or merkle.leaf_hash(data).hex() != id_:
            raise ValueError(f"act {id_[:12]} does not agree with its bytes about its id or its log")
        if self.act(id_) is not None:
            raise AlreadyRecorded(f"The act {id_[:12]} is already in {self.name}: there is nothing left to do.")
        frontier = self._frontiers.get(log) or self._frontier(log)
        self._rows.insert_act(raw_id(id_), log, frontier.size, data)
        self._frontiers[log] = merkle.append(frontier, raw_id(id_))
        return frontier.size

    def erase(self, id_: str) -> None:
        """Remove an act's words for ever, as the law may order; its hash stays, and the log still verifies."""
        if self.act(id_) is None:
            raise RecordError(say("{record} holds no act {id}: check the id.", record=self.name, id=id_[:12]))
        self._rows.erase(raw_id(id_))

    def seal(self) -> None:
        """Write and sign the new head of each log that grew."""
        if not self._frontiers:
            return
        record_id = self.record_id
        # An imported copy has no key to sign with, and gets its own when it is first added to.
        vkey, private = self._rows.signing_key() or new_key(self._rows, record_id)
        for log, frontier in self._frontiers.items():
            said = checkpoint.Checkpoint(checkpoint.origin(record_id, log), frontier.size, merkle.root_of(frontier))
            note = checkpoint.sign(said, checkpoint.key_name(record_id), private)
            before = self.head(log)
            vkeys = tuple(dict.fromkeys((*(before.vkeys if before else ()), vkey)))
            self._rows.write_head(Head(log, frontier.size, note, vkeys, merkle.pack(frontier)))

    def _frontier(self, log: str) -> merkle.Frontier:
        head = self.head(log)
        try:
            return merkle.unpack(head.size, head.frontier) if head else merkle.Frontier()
        except ValueError as error:
            raise DamagedRecord(f"{self.name} is damaged ({error}): restore a copy.") from None


class Log(Reading, ABC):
    """An open record. It may be shared by threads: each reading call stands for itself, writings wait for each other.

    `timeout` is how long a writing waits for others, in seconds.
    """

    def __init__(self, rows: Rows, timeout: float) -> None:
        super().__init__(rows)
        self.timeout = timeout
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One transaction, alone with the right to write; an exception inside leaves the record as it was.

        When it ends normally the new heads are signed and everything is on the disk. RecordLocked after `timeout`.
        """
        if not self._turn.acquire(timeout=self.timeout):
            raise RecordLocked(f"{self.name} is being written by another task: try again when it has finished.")
        try:
            with self._transaction() as rows:
                writing = Writing(rows)
                yield writing
                writing.seal()
        finally:
            self._turn.release()

    @contextmanager
    def snapshot(self) -> Iterator[Reading]:
        """The record as it stands at this moment, whatever is added meanwhile."""
        with self._moment() as rows:
            yield Reading(rows)

    @abstractmethod
    def close(self) -> None:
        """Let go of the store."""

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[Rows]:
        """The rows for one writing, alone with the right to write; on the disk when it ends, undone by an exception."""

    @abstractmethod
    def _moment(self) -> AbstractContextManager[Rows]:
        """The rows as they stand at this moment."""


def new_record_id() -> str:
    """A fresh random name for a record, 32 hexadecimal digits."""
    return secrets.token_hex(16)


def good_record_id(text: str) -> bool:
    """Whether this can name a record: up to 64 letters, digits, dots, underscores and hyphens of ASCII."""
    return _RECORD_ID.fullmatch(text) is not None


def chosen_record_id(text: str) -> str:
    """This name for a new record, a random one for ""; RecordError if it cannot be one."""
    record_id = text or new_record_id()
    if not good_record_id(record_id):
        raise RecordError(f"{record_id[:80]!r} cannot name a record: use letters, digits and hyphens.")
    return record_id


def new_key(rows: Rows, record_id: str) -> tuple[str, bytes]:
    """Generate a key, list it, and return its public and its private form."""
    private = checkpoint.generate_key()
    vkey = checkpoint.vkey(checkpoint.key_name(record_id), private)
    rows.insert_key(vkey, private)
    return vkey, private


def verify(log: Log, kept: Sequence[str] = (), only_logs: Collection[str] | None = None) -> tuple[Fault, ...]:
    """What does not hold in the record; empty if all of it does.

    `kept` are checkpoints (signed notes) that somebody saved earlier: only they can show that acts were cut off, or
    that the whole record was rewritten by whoever holds its key. `only_logs` limits the check to these logs, so that
    the answer says nothing about the others. BadCheckpoint if a kept checkpoint is not one; DamagedRecord if the
    record cannot be read through.
    """
    with log.snapshot() as reading:
        return tuple(faults(reading, kept, only_logs))
