"""The log in a file: what only an SQLite shell, a full disk or a damaged file can do to it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from onetext.record import merkle
from onetext.record.errors import DamagedRecord, DiskFull
from onetext.record.log import Log, verify
from onetext.record.sqlite import SqliteLog
from record.bare_acts import PUBLIC, ROOM, act, add, fill


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "talks.onetext"


@pytest.fixture
def filled(path: Path) -> Path:
    """Five public acts and three of a room, interleaved."""
    with SqliteLog.create(path) as log:
        fill(log)
    return path


def edit(path: Path, statement: str, *values: object) -> None:
    """What somebody with an SQLite shell can do."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement, values)


def found(path: Path, *kept: str) -> list[str]:
    with SqliteLog.open(path) as log:
        return [str(fault) for fault in verify(log, kept)]


def test_a_full_disk_is_named_and_leaves_the_record_whole(filled: Path) -> None:
    with SqliteLog.open(filled) as log:
        add(log, act("before"))
        before = (list(log.acts()), log.heads())
        assert log._writer is not None
        pages = log._writer.execute("PRAGMA page_count").fetchone()[0]
        log._writer.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DiskFull, match="disk is full: nothing was recorded"):
            add(log, act("x" * 100_000))
        assert (list(log.acts()), log.heads()) == before
        assert verify(log) == ()
        log._writer.execute("PRAGMA max_page_count = 1000000")
        add(log, act("x" * 100_000))
        assert verify(log) == ()


def test_erased_words_are_gone_from_the_file_and_the_log_still_verifies(filled: Path) -> None:
    id_, _, data = act("the name of a witness " * 500)
    with SqliteLog.open(filled) as log:
        add(log, (id_, PUBLIC, data), act("after"))
        notes = [head.note for head in log.heads()]
        with log.writing() as writing:
            writing.erase(id_)
        for file in filled.parent.iterdir():
            assert b"the name of a witness" not in file.read_bytes()
        row = log.act(id_)
        assert row is not None
        assert row.data is None
        assert verify(log, notes) == ()
        assert [head.note for head in log.heads()] == notes
    assert found(filled, *notes) == []


def test_two_acts_that_changed_places_do_not_fit_the_signed_head(filled: Path) -> None:
    for position, other in ((1, 90), (2, 1), (90, 2)):
        edit(filled, "UPDATE acts SET position = ? WHERE log = '*' AND position = ?", other, position)
    assert "not those that its head was signed for" in found(filled)[0]


def test_an_act_filed_under_another_log_is_named(filled: Path) -> None:
    edit(filled, "UPDATE acts SET log = '*', position = 5 WHERE log = ? AND position = 2", ROOM)
    sentences = found(filled)
    assert "does not belong there: its own audience is mediator+us" in sentences[0]
    assert "counts 3 acts, but 2 are there" in sentences[1]


def test_acts_cut_off_together_with_a_rewritten_head_are_missed_by_whoever_kept_a_checkpoint(
    filled: Path, tmp_path: Path
) -> None:
    earlier = tmp_path / "earlier.onetext"
    earlier.write_bytes(filled.read_bytes())
    with SqliteLog.open(filled) as log:
        add(log, act("six"))
        kept = [head.note for head in log.heads()]
    assert found(earlier) == []
    (sentence,) = found(earlier, *kept)
    assert sentence.startswith("Acts were cut off: the checkpoint that was kept of the public log, of 6 acts,")
    assert sentence.endswith("counts more than the 5 that are there.")


def test_a_record_rewritten_by_the_holder_of_its_key_is_missed_by_whoever_kept_a_checkpoint(filled: Path) -> None:
    with SqliteLog.open(filled) as log:
        kept = [head.note for head in log.heads()]
    for table in ("acts", "heads"):
        edit(filled, f"DELETE FROM {table} WHERE log = '*'")
    with SqliteLog.open(filled) as log:
        add(log, *(act(f"rewritten {number}") for number in range(6)))
    assert found(filled) == []
    assert "those at positions 0 to 4 are not those of the checkpoint that was kept" in found(filled, *kept)[0]


def test_a_record_signed_anew_with_another_key_does_not_stand_by_a_kept_checkpoint(filled: Path) -> None:
    with SqliteLog.open(filled) as log:
        kept = [head.note for head in log.heads()]
        acts = [(*row[1:3], row.data) for row in log.acts()]
        record_id = log.record_id
    filled.unlink()
    with SqliteLog.create(filled, record_id=record_id) as log:
        add(log, *((id_, name, data or b"") for id_, name, data in acts))
    assert found(filled) == []
    assert "No known key has signed" in found(filled, *kept)[0]


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("DELETE FROM heads WHERE log = '*'", "head of the public log is missing"),
        ("UPDATE heads SET note = replace(note, '5', '6') WHERE log = '*'", "head of the public log does not hold"),
        ("UPDATE heads SET note = 'x' WHERE log = '*'", "head of the public log does not hold"),
        ("UPDATE heads SET size = 4 WHERE log = '*'", "is the head of something else"),
        ("UPDATE heads SET log = 'eu' WHERE log = '*'", "head of the public log is missing"),
        ("UPDATE heads SET frontier = x'00' WHERE log = '*'", "its frontier is not that of its acts"),
        ("UPDATE heads SET vkeys = '' WHERE log = '*'", "No known key has signed"),
        ("DELETE FROM keys", "No known key has signed"),
        ("DELETE FROM acts WHERE log = '*'", "counts 5 acts, but 0 are there"),
        ("DELETE FROM acts WHERE log = '*' AND position = 4", "counts 5 acts, but 4 are there"),
        ("UPDATE acts SET bytes = x'5b5d' WHERE log = '*' AND position = 0", "at position 0"),
    ],
)
def test_a_tampered_file_is_found_out(filled: Path, statement: str, says: str) -> None:
    edit(filled, statement)
    sentences = found(filled)
    assert any(says in sentence for sentence in sentences), sentences


def test_an_act_altered_with_its_id_so_that_it_is_no_act_is_named(filled: Path) -> None:
    where = bytes.fromhex(act("public 0")[0])
    edit(filled, "UPDATE acts SET id = ?, bytes = ? WHERE id = ?", merkle.leaf_hash(b"{}"), b"{}", where)
    assert "is not an act: its line names no audience" in found(filled)[0]


def test_a_kept_checkpoint_of_a_log_that_is_gone_is_missed(filled: Path) -> None:
    with SqliteLog.open(filled) as log:
        kept = [head.note for head in log.heads()]
    for table in ("acts", "heads"):
        edit(filled, f"DELETE FROM {table} WHERE log = ?", ROOM)
    assert "Acts were cut off: the checkpoint that was kept of the log mediator+us" in found(filled, *kept)[0]


@pytest.mark.parametrize("use", [lambda log: list(log.acts()), verify, lambda log: log.heads()])
def test_a_file_overwritten_in_the_middle_is_damaged(filled: Path, use: Callable[[Log], object]) -> None:
    raw = bytearray(filled.read_bytes())
    raw[4096:] = bytes(len(raw) - 4096)
    filled.write_bytes(raw)

    def look() -> None:
        with SqliteLog.open(filled) as log:
            use(log)

    with pytest.raises(DamagedRecord, match="is damaged"):
        look()


def test_a_damaged_index_is_found(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        page = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_acts_2'"
        ).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    raw = bytearray(filled.read_bytes())
    empty_leaf = b"\x0a\0\0\0\0" + size.to_bytes(2, "big") + b"\0"
    raw[(page - 1) * size : page * size] = empty_leaf.ljust(size, b"\0")
    filled.write_bytes(raw)
    assert any("is damaged" in sentence and "restore a copy" in sentence for sentence in found(filled))
