"""A record as one file of JSON lines, that any language can read, check and keep: export and import.

The layout is in `docs/record-format.md`. An import checks every line as it goes and either makes a whole record or
nothing. Exporting an import gives the same bytes again.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import rfc8785

from onetext.record import checkpoint, merkle, sqlite
from onetext.record.checkpoint import BadCheckpoint
from onetext.record.errors import AlreadyRecorded, MissingFile, NewerFormat, RecordError
from onetext.record.line import MAX_LINE, BadLine, canonical_object, log_of
from onetext.record.log import Log, good_record_id
from onetext.record.rows import Head, Row, Rows

FORMAT_NAME = "onetext-record"
VERSION = 1
_HEADER = {"format", "keys", "logs", "record", "released", "version"}
_MOST = (1 << 53) - 1


def export_lines(log: Log, logs: Collection[str], released: Collection[str] = ()) -> Iterator[bytes]:
    """The lines of an export, each with its newline: the logs named, and the acts whose ids were released.

    Whether the reader may have them is for the caller to decide. Nothing in the lines depends on other logs.
    Names of logs without acts are passed over; so are released acts that were erased, or stand in one of the logs.
    """
    heads = [head for head in log.heads() if head.log in logs]
    acts = list(_released(log, logs, released))
    used = {vkey for head in heads for vkey in head.vkeys}
    keys = [vkey for at, vkey in enumerate(log.keys()) if at == 0 or vkey in used]
    yield _line(
        format=FORMAT_NAME, version=VERSION, record=log.record_id, keys=keys, logs=len(heads), released=len(acts)
    )
    for head in heads:
        yield _line(checkpoint=head.note, keys=list(head.vkeys), log=head.log, size=head.size)
        for row in log.acts_of(head.log):
            if row.position == head.size:
                break  # added since the heads were read
            yield _line(erased=row.id) if row.data is None else row.data + b"\n"
    if acts:
        yield _line(released=len(acts), root=_root(acts))
        for row in acts:
            yield (row.data or b"") + b"\n"


def import_file(source: Path, new_path: Path) -> None:
    """Make a record at `new_path` from the export at `source`; nothing is made unless every line holds."""
    import_record(source, partial(sqlite.building, new_path))


def import_record(source: Path, building: Callable[[str], AbstractContextManager[Rows]]) -> None:
    """Fill a new record from the export at `source`; nothing is made unless every line holds.

    `building` gives the rows of a new record with the id that the export says, and keeps them only if all went well.
    The new record has no private key: it can be read, checked and exported, and gets a key of its own when it is
    first added to. RecordError names the line that does not hold.
    """
    try:
        with source.open("rb") as stream:
            lines = _Lines(source, stream)
            header = _header(lines)
            with building(header.record) as rows:
                _fill(rows, lines, header)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise MissingFile(f"{source} cannot be read ({error.strerror}): name an exported record.") from error


class _Header(NamedTuple):
    record: str
    keys: list[str]
    logs: int
    released: int


class _Lines:
    """The lines of a source, counted, so that a refusal can name the line."""

    def __init__(self, source: Path, stream: BinaryIO) -> None:
        self.source, self.stream, self.number = source, stream, 0

    def take(self) -> bytes:
        """The next line without its newline."""
        self.number += 1
        line = self.stream.readline(MAX_LINE + 2)
        if not line:
            raise self.bad("is missing: the file was cut off")
        if not line.endswith(b"\n"):
            raise self.bad("has no end, or is too long: the file was cut off or is not an export")
        return line[:-1]

    def take_object(self) -> dict[str, Any]:
        """The JSON object on the next line."""
        line = self.take()
        try:
            return canonical_object(line)
        except BadLine as error:
            raise self.bad(str(error)) from None

    def bad(self, what: str) -> RecordError:
        """The refusal of the present line."""
        return RecordError(f"Line {self.number} of {self.source} {what}; nothing was imported.")


def _header(lines: _Lines) -> _Header:
    said = lines.take_object()
    if said.get("format") != FORMAT_NAME:
        raise lines.bad("is not the header of an exported record")
    version = said.get("version")
    if isinstance(version, int) and version > VERSION:
        raise NewerFormat(f"{lines.source} has version {version}, but this onetext reads version {VERSION}: update it.")
    keys, record = said.get("keys"), said.get("record")
    counts = (version, said.get("logs"), said.get("released"))
    if set(said) != _HEADER or version != VERSION or not all(map(_count, counts)):
        raise lines.bad("is not a header of version 1")
    if not isinstance(record, str) or not good_record_id(record) or not _keys(keys, record):
        raise lines.bad("does not name the record and its keys")
    return _Header(record, keys or [], said["logs"], said["released"])


def _fill(rows: Rows, lines: _Lines, header: _Header) -> None:
    for vkey in header.keys:
        rows.insert_key(vkey, None)
    used, previous = {header.keys[0]}, ""
    for _ in range(header.logs):
        head = _take_log(rows, lines, header, previous)
        used.update(head.vkeys)
        previous = head.log
    if used != set(header.keys):
        raise RecordError(f"Line 1 of {lines.source} lists a key that signed nothing here; nothing was imported.")
    if header.released:
        _take_released(rows, lines, header.released)
    if lines.stream.read(1):
        lines.number += 1
        raise lines.bad("comes after the end of the record")


def _take_log(rows: Rows, lines: _Lines, header: _Header, previous: str) -> Head:
    head, said = _take_head(lines, header)
    if head.log <= previous:
        raise lines.bad("is not in the order of the logs' names")
    first, frontier = lines.number, merkle.Frontier()
    for position in range(head.size):
        leaf, data = _take_act(lines, head.log)
        _insert(rows, lines, leaf, head.log, position, data)
        frontier = merkle.append(frontier, leaf)
    if merkle.root_of(frontier) != said.root:
        raise RecordError(
            f"Line {first} of {lines.source} is the signed head of other acts than those on lines {first + 1} to "
            f"{lines.number}, one of which was altered; nothing was imported."
        )
    rows.write_head(head._replace(frontier=merkle.pack(frontier)))
    return head


def _take_head(lines: _Lines, header: _Header) -> tuple[Head, checkpoint.Checkpoint]:
    said = lines.take_object()
    note, vkeys, log, size = (said.get(name) for name in ("checkpoint", "keys", "log", "size"))
    if set(said) != {"checkpoint", "keys", "log", "size"} or not isinstance(note, str):
        raise lines.bad("should be the head of a log")
    if not isinstance(log, str) or not _keys(vkeys, header.record) or not set(vkeys or ()) <= set(header.keys):
        raise lines.bad("names no log, or keys that line 1 does not list")
    if vkeys != [vkey for vkey in header.keys if vkey in (vkeys or ())]:
        raise lines.bad("does not name its keys in the order of line 1")
    try:
        found = checkpoint.verify(note, vkeys)
    except BadCheckpoint as error:
        raise lines.bad(f"has a checkpoint that does not hold ({str(error).rstrip('.')})") from None
    if (found.origin, found.size) != (checkpoint.origin(header.record, log), size) or not (_count(size) and size):
        raise lines.bad("has a checkpoint of another log or size")
    return Head(log, found.size, note, tuple(vkeys), b""), found


def _take_act(lines: _Lines, log: str) -> tuple[bytes, bytes | None]:
    """The leaf hash of the next act and its bytes, None if they were erased."""
    line = lines.take()
    if line.startswith(b'{"erased":'):
        return _erased(lines, line), None
    if _log(lines, line) != log:
        raise lines.bad(f"holds an act that does not belong to the log {log}")
    return merkle.leaf_hash(line), line


def _erased(lines: _Lines, line: bytes) -> bytes:
    leaf = line.removeprefix(b'{"erased":"').removesuffix(b'"}')
    try:
        raw = bytes.fromhex(leaf.decode("ascii"))
    except ValueError:
        raw = b""
    if len(raw) != merkle.HASH_SIZE or _line(erased=raw.hex()) != line + b"\n":
        raise lines.bad("is not the mark of an erased act")
    return raw


def _take_released(rows: Rows, lines: _Lines, count: int) -> None:
    said = lines.take_object()
    first, leaves = lines.number, list[bytes]()
    if set(said) != {"released", "root"} or said["released"] != count or not _count(said["released"]):
        raise lines.bad(f"should announce the {count} released acts of line 1")
    for _ in range(count):
        line = lines.take()
        log, leaf = _log(lines, line), merkle.leaf_hash(line)
        if leaves and leaf <= leaves[-1]:
            raise lines.bad("is not in the order of the released acts' ids")
        _insert(rows, lines, leaf, log, None, line)
        leaves.append(leaf)
    if merkle.root(leaves).hex() != said["root"]:
        raise RecordError(
            f"Line {first} of {lines.source} is for other released acts than those on lines {first + 1} to "
            f"{lines.number}, one of which was altered; nothing was imported."
        )


def _log(lines: _Lines, line: bytes) -> str:
    try:
        return log_of(line)
    except BadLine as error:
        raise lines.bad(str(error)) from None


def _insert(rows: Rows, lines: _Lines, leaf: bytes, log: str, position: int | None, data: bytes | None) -> None:
    try:
        rows.insert_act(leaf, log, position, data)
    except AlreadyRecorded:
        raise lines.bad("repeats an act") from None


def _released(log: Log, logs: Collection[str], ids: Collection[str]) -> Iterator[Row]:
    for id_ in sorted(set(ids)):
        row = log.act(id_)
        if row is None:
            raise RecordError(f"{log.name} holds no act {id_[:12]}: it cannot be exported.")
        if row.data is not None and (row.position is None or row.log not in logs):
            yield row


def _root(rows: Sequence[Row]) -> str:
    return merkle.root(bytes.fromhex(row.id) for row in rows).hex()


def _line(**fields: Any) -> bytes:
    return rfc8785.dumps(fields) + b"\n"


def _count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST


def _keys(value: object, record: str) -> bool:
    """Whether this is a list of the record's public keys, at least one, none twice."""
    if not isinstance(value, list) or not value or not all(isinstance(vkey, str) for vkey in value):
        return False
    try:
        names = {checkpoint.parse_vkey(vkey)[0] for vkey in value}
    except BadCheckpoint:
        return False
    return len(set(value)) == len(value) and names == {checkpoint.key_name(record)}
