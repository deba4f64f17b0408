"""Reading a record: its acts, heads and keys, as they are stored."""

from collections.abc import Iterator

from onetext.record.errors import RecordError
from onetext.record.rows import Head, Row, Rows
from onetext.sentences import say


class Reading:
    """What can be asked of a record. Nothing here is filtered: who may see what is for the caller to decide."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    @property
    def name(self) -> str:
        """What a sentence calls the record: its file, or its name in a database."""
        return self._rows.name

    @property
    def record_id(self) -> str:
        """The name of the record, the same in every copy."""
        return self._rows.record_id()

    def last_row(self) -> int:
        """The row of the newest act, 0 if there is none; a cheap way to see that something was added, by anybody."""
        return self._rows.last_row()

    def acts(self, since: int = 0) -> Iterator[Row]:
        """The acts in the order in which they were added, after the row `since`."""
        while batch := self._rows.after(since):
            yield from batch
            since = batch[-1].row

    def acts_of(self, log: str) -> Iterator[Row]:
        """The acts of one log, in order."""
        after = -1
        while batch := self._rows.of_log(log, after):
            yield from batch
            after = batch[-1].position or 0

    def released(self) -> Iterator[Row]:
        """The acts that this store knows only because they were released, in the order of their ids."""
        after = b""
        while batch := self._rows.released(after):
            yield from batch
            after = bytes.fromhex(batch[-1].id)

    def act(self, id_: str) -> Row | None:
        """The act with this id, if it is here."""
        return self._rows.find(raw_id(id_))

    def heads(self) -> tuple[Head, ...]:
        """The heads of all logs, sorted by name."""
        return tuple(self._rows.heads())

    def head(self, log: str) -> Head | None:
        """The head of this log, if it has one."""
        return self._rows.head(log)

    def logs(self) -> tuple[str, ...]:
        """The names of all logs that hold an act, sorted."""
        return tuple(self._rows.logs())

    def damage(self) -> str:
        """The store's first complaint about its own structure, or ""."""
        return self._rows.damage()

    def keys(self) -> tuple[str, ...]:
        """The public keys of the record, oldest first; the first was made with it."""
        return tuple(self._rows.keys())


def raw_id(id_: str) -> bytes:
    """An act's id as the bytes that are stored; RecordError if it cannot be one."""
    try:
        return bytes.fromhex(id_)
    except ValueError:
        raise RecordError(
            say("{id} is not the id of an act: an id is 64 hexadecimal digits.", id=repr(id_[:80]))
        ) from None
