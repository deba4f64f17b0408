"""The record's file: recognised or refused with a reason, never harmed by reading, alone when it is closed."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copy, rmtree
from tempfile import mkdtemp

import pytest
import rfc8785

from onetext.record import merkle, store
from onetext.record.errors import (
    AlreadyExists,
    DamagedRecord,
    FormatError,
    MissingFile,
    NewerFormat,
    NotARecord,
    ReadOnlyRecord,
    RecordError,
    RecordLocked,
)
from onetext.record.log import Log, verify
from onetext.record.sqlite import SqliteLog

NOBODY = 65534


def add(log: Log, words: str) -> None:
    data = rfc8785.dumps({"audience": ["*"], "words": words})
    with log.writing() as writing:
        writing.append(merkle.leaf_hash(data).hex(), "*", data)


def words_of(path: Path) -> int:
    with SqliteLog.open(path) as log:
        assert verify(log) == ()
        return len(list(log.acts()))


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user may enter."""
    made = Path(mkdtemp(prefix="onetext-"))
    made.chmod(0o777)
    yield made
    rmtree(made)


@pytest.fixture
def path(folder: Path) -> Path:
    """A record of three acts."""
    made = folder / "talks.onetext"
    with SqliteLog.create(made) as log:
        for number in range(3):
            add(log, str(number))
    return made


@contextmanager
def an_ordinary_user() -> Iterator[None]:
    """Not root, who may write what is read-only."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def refused(path: Path) -> FormatError:
    """The refusal to open this file, which leaves it and its folder as they were."""
    before = {file: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}
    with pytest.raises(FormatError) as caught:
        SqliteLog.open(path)
    assert {file: file.read_bytes() for file in path.parent.iterdir() if file.is_file()} == before
    assert str(path) in str(caught.value)
    assert str(caught.value).endswith(".")
    return caught.value


def test_a_closed_record_is_one_file_that_only_its_owner_can_read(path: Path) -> None:
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o777 == 0o600


def test_reading_changes_no_byte_and_leaves_no_file_behind(path: Path) -> None:
    before = path.read_bytes()
    assert words_of(path) == 3
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_missing_file_is_refused(folder: Path) -> None:
    assert isinstance(refused(folder / "none.onetext"), MissingFile)


def test_a_folder_is_refused(folder: Path) -> None:
    (folder / "inner").mkdir()
    error = refused(folder / "inner")
    assert isinstance(error, NotARecord)
    assert "folder" in str(error)


def test_a_pipe_is_refused_without_waiting_for_it(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert isinstance(refused(folder / "pipe"), NotARecord)


@pytest.mark.parametrize("content", [b"", b"x", b"Dear colleague,\n" * 1000, bytes(8192), bytes(range(256)) * 20])
def test_a_file_that_is_no_database_is_refused(folder: Path, content: bytes) -> None:
    (folder / "letter").write_bytes(content)
    assert isinstance(refused(folder / "letter"), NotARecord)


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_another_programs_database_is_refused_and_left_alone(folder: Path, mode: str) -> None:
    with closing(sqlite3.connect(folder / "photos.db")) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")
        connection.execute("CREATE TABLE acts (id)")
    error = refused(folder / "photos.db")
    assert isinstance(error, NotARecord)
    assert "another program" in str(error)


def test_a_newer_format_is_refused_with_the_way_out(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {store.FORMAT + 1}")
    error = refused(path)
    assert isinstance(error, NewerFormat)
    assert "update onetext" in str(error)


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9])
def test_a_truncated_record_is_refused(path: Path, kept: float) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[: int(len(raw) * kept)])
    error = refused(path)
    assert isinstance(error, DamagedRecord)
    assert "restore a copy" in str(error)


def test_a_record_without_its_tables_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE record")
    assert isinstance(refused(path), DamagedRecord)


def test_a_record_is_never_made_over_another_file(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(AlreadyExists, match="exists already"):
        SqliteLog.create(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_file_that_appears_while_a_record_is_made_is_not_overwritten(folder: Path) -> None:
    target = folder / "talks.onetext"
    with pytest.raises(AlreadyExists), store.building(target, "harbour"):
        target.write_bytes(b"quicker")
    assert target.read_bytes() == b"quicker"
    assert [file.name for file in folder.iterdir()] == [target.name]


def test_where_a_file_can_have_only_one_name_a_record_is_made_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError("a file system without hard links")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    with SqliteLog.create(folder / "talks.onetext") as log:
        add(log, "x")
    assert words_of(folder / "talks.onetext") == 1
    with pytest.raises(AlreadyExists):
        SqliteLog.create(folder / "talks.onetext")
    assert [file.name for file in folder.iterdir()] == ["talks.onetext"]


def test_a_record_that_could_not_be_made_leaves_nothing(folder: Path) -> None:
    with pytest.raises(KeyError), store.building(folder / "talks.onetext", "harbour"):
        raise KeyError
    assert list(folder.iterdir()) == []


def test_a_record_needs_a_folder_and_a_plain_id(folder: Path) -> None:
    with pytest.raises(MissingFile, match="create it first"):
        SqliteLog.create(folder / "none" / "talks.onetext")
    for bad in ("a b", "a/b", "a+b", "é", "x" * 65):
        with pytest.raises(RecordError, match="cannot name a record"):
            SqliteLog.create(folder / "talks.onetext", record_id=bad)


def test_names_that_mean_something_in_an_address_are_only_names(folder: Path) -> None:
    made = folder / "50% sûr? #1 &mode=memory.onetext"
    with SqliteLog.create(made) as log:
        add(log, "x")
    assert words_of(made) == 1
    assert [file.name for file in folder.iterdir()] == [made.name]


def test_a_record_on_a_read_only_medium_can_be_read_and_not_written(path: Path) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o555)
    before = path.read_bytes()
    with an_ordinary_user(), SqliteLog.open(path) as log:
        assert len(list(log.acts())) == 3
        assert verify(log) == ()
        with pytest.raises(ReadOnlyRecord, match="cannot be written"):
            add(log, "no")
        assert len(list(log.acts())) == 3
    path.parent.chmod(0o777)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_in_a_read_only_folder_no_record_is_made(folder: Path) -> None:
    folder.chmod(0o555)
    with an_ordinary_user(), pytest.raises(ReadOnlyRecord, match="choose another folder"):
        SqliteLog.create(folder / "talks.onetext")
    assert list(folder.iterdir()) == []


def test_a_file_that_may_not_be_read_is_said_to_be_so(path: Path) -> None:
    path.chmod(0)
    with an_ordinary_user(), pytest.raises(FormatError, match="may not be read by you"):
        SqliteLog.open(path)


def test_a_record_whose_last_writer_was_cut_off_can_be_read_where_nothing_can_be_written(path: Path) -> None:
    """Only the file itself was copied to the medium, while a server had it open: its header still says WAL."""
    aside = path.parent / "copied"
    aside.mkdir()
    with SqliteLog.open(path) as log:
        add(log, "four")
        log._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)") if log._writer else None
        copied = Path(copy(path, aside))
    for thing, mode in ((copied, 0o444), (aside, 0o555)):
        thing.chmod(mode)
    with an_ordinary_user():
        assert words_of(copied) == 4
    assert [file.name for file in aside.iterdir()] == [copied.name]


def test_acts_that_stand_outside_the_file_are_never_silently_left_out(path: Path) -> None:
    aside = path.parent / "copied"
    aside.mkdir()
    with SqliteLog.open(path) as log:
        add(log, "four")
        copied = Path(copy(path, aside))
        copy(path.with_name(path.name + "-wal"), aside)
    for thing in aside.iterdir():
        thing.chmod(0o444)
    aside.chmod(0o555)
    with an_ordinary_user(), pytest.raises(ReadOnlyRecord, match="copy both files"):
        SqliteLog.open(copied)
    aside.chmod(0o777)
    for thing in aside.iterdir():
        thing.chmod(0o666)
    assert words_of(copied) == 4


HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(sys.argv[2])
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_program(path: Path, statement: str) -> Iterator[None]:
    """A process that holds a lock on the file until the block ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path), statement],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield
        process.communicate("")


def test_a_record_that_another_program_is_writing_can_be_read_but_not_written(path: Path) -> None:
    with SqliteLog.open(path) as keeper, SqliteLog.open(path, timeout=0.2) as log:
        add(keeper, "four")
        with another_program(path, "BEGIN IMMEDIATE"):
            assert len(list(log.acts())) == 4
            with pytest.raises(RecordLocked, match="being written by another program"):
                add(log, "five")
        add(log, "five")
    assert words_of(path) == 5


def test_a_record_that_another_program_keeps_for_itself_is_not_waited_for_for_ever(path: Path) -> None:
    before = path.read_bytes()
    with another_program(path, "BEGIN EXCLUSIVE"), pytest.raises(RecordLocked):
        SqliteLog.open(path, timeout=0.2)
    assert path.read_bytes() == before


def test_whoever_closes_last_leaves_one_file(path: Path) -> None:
    first, second = SqliteLog.open(path), SqliteLog.open(path)
    add(first, "four")
    add(second, "five")
    first.close()
    assert len(list(path.parent.iterdir())) == 3
    add(second, "six")
    second.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert words_of(path) == 6
