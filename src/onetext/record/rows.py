"""What a store of records must be able to do: give back and take rows of one record, within one connection."""

from abc import ABC, abstractmethod
from typing import NamedTuple


class Row(NamedTuple):
    """One act as it is stored.

    `row` grows with every act of the record in this store; `position` counts from 0 within the log and is None for an
    act that this store knows only because it was released; `data` is None where the words were erased.
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


class Rows(ABC):
    """The rows of one record. Whatever goes wrong is raised as a RecordError; texts are ordered by code point.

    `name` is what a sentence calls the record. Lists of rows are batches: the beginning of what was asked for, empty
    only at its end. Only a connection within a transaction for writing may be asked to change anything.
    """

    name: str

    @abstractmethod
    def record_id(self) -> str:
        """The name of the record, the same in every copy."""

    @abstractmethod
    def last_row(self) -> int:
        """The row of the newest act, 0 if there is none; cheap, whatever the size of the record."""

    @abstractmethod
    def after(self, row: int) -> list[Row]:
        """A batch of the acts after this row, in the order of their rows."""

    @abstractmethod
    def of_log(self, log: str, position: int) -> list[Row]:
        """A batch of the acts of a log after this position, in order."""

    @abstractmethod
    def released(self, leaf: bytes) -> list[Row]:
        """A batch of the acts without a position whose ids follow this one, in order."""

    @abstractmethod
    def find(self, leaf: bytes) -> Row | None:
        """The act with this leaf hash."""

    @abstractmethod
    def heads(self) -> list[Head]:
        """The newest head of each log, sorted by name."""

    @abstractmethod
    def head(self, log: str) -> Head | None:
        """The newest head of this log."""

    @abstractmethod
    def logs(self) -> list[str]:
        """The names of all logs that hold an act at a position, sorted."""

    @abstractmethod
    def keys(self) -> list[str]:
        """The public keys, oldest first."""

    @abstractmethod
    def damage(self) -> str:
        """The store's first complaint about its own structure, or ""."""

    @abstractmethod
    def signing_key(self) -> tuple[str, bytes] | None:
        """The newest key whose private half is here: its public and its private form."""

    @abstractmethod
    def insert_key(self, vkey: str, private: bytes | None) -> None:
        """List a key, with its private half if this store may sign with it."""

    @abstractmethod
    def insert_act(self, leaf: bytes, log: str, position: int | None, data: bytes | None) -> None:
        """Add a row for an act; AlreadyRecorded if its id, or its place in the log, is taken."""

    @abstractmethod
    def write_head(self, head: Head) -> None:
        """Make this the head of its log."""

    @abstractmethod
    def erase(self, leaf: bytes) -> None:
        """Remove the bytes of an act."""
