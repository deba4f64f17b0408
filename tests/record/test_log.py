"""The log: what is added stays, what is tampered with is named, what is erased still counts."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.record import checkpoint, merkle
from onetext.record.errors import AlreadyRecorded, DamagedRecord, DiskFull, RecordError, RecordLocked
from onetext.record.log import Head, Log, Row, Writing, verify
from onetext.record.sqlite import SqliteLog

PUBLIC = "*"
ROOM = "mediator+us"


def act(words: str, log: str = PUBLIC) -> tuple[str, str, bytes]:
    data = rfc8785.dumps({"audience": log.split("+"), "words": words})
    return merkle.leaf_hash(data).hex(), log, data


def add(log: Log, *acts: tuple[str, str, bytes]) -> None:
    with log.writing() as writing:
        for one in acts:
            writing.append(*one)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "talks.onetext"


@pytest.fixture
def filled(path: Path) -> Path:
    """Five public acts and three of a room, interleaved."""
    with SqliteLog.create(path) as log:
        for number in range(5):
            add(log, act(f"public {number}"))
            if number < 3:
                add(log, act(f"room {number}", ROOM))
    return path


def edit(path: Path, statement: str, *values: object) -> None:
    """What somebody with an SQLite shell can do."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement, values)


def found(path: Path, *kept: str) -> list[str]:
    with SqliteLog.open(path) as log:
        return [str(fault) for fault in verify(log, kept)]


def test_acts_come_back_as_they_were_given_in_the_order_in_which_they_were_added(path: Path) -> None:
    given_acts = [act("one"), act("two", ROOM), act("three")]
    with SqliteLog.create(path) as log:
        add(log, *given_acts)
        rows = list(log.acts())
    assert [(row.id, row.log, row.data) for row in rows] == given_acts
    assert [row.position for row in rows] == [0, 0, 1]


def test_reading_on_from_a_row_gives_only_what_came_after(filled: Path) -> None:
    with SqliteLog.open(filled) as log:
        rows = list(log.acts())
        assert list(log.acts(rows[3].row)) == rows[4:]
        assert list(log.acts(rows[-1].row)) == []
        assert list(log.acts(1 << 80)) == []


def test_many_acts_are_read_to_the_end(path: Path) -> None:
    with SqliteLog.create(path) as log:
        add(log, *(act(str(number)) for number in range(600)))
        assert len(list(log.acts())) == 600
        assert [row.position for row in log.acts_of(PUBLIC)] == list(range(600))
        assert verify(log) == ()


def test_an_act_is_found_by_its_id(filled: Path) -> None:
    with SqliteLog.open(filled) as log:
        row = log.act(act("room 1", ROOM)[0])
        assert row is not None
        assert (row.log, row.position) == (ROOM, 1)
        assert log.act(act("never said")[0]) is None
        with pytest.raises(RecordError, match="not the id of an act"):
            log.act("harbour")


def test_each_log_has_a_signed_head_over_its_own_acts_only(filled: Path) -> None:
    with SqliteLog.open(filled) as log:
        heads = {head.log: head for head in log.heads()}
        assert {name: head.size for name, head in heads.items()} == {PUBLIC: 5, ROOM: 3}
        for name, head in heads.items():
            said = checkpoint.verify(head.note, log.keys())
            assert said.origin == f"onetext/{log.record_id}/{name}"
            assert said.root == merkle.root(bytes.fromhex(row.id) for row in log.acts_of(name))


def test_a_log_is_the_same_whatever_happened_in_the_others(path: Path, tmp_path: Path) -> None:
    def heads_of(file: Path, with_room: bool) -> tuple[list[Head], list[Row]]:
        with SqliteLog.create(file, record_id="harbour") as log:
            for number in range(4):
                if with_room:
                    add(log, act(f"room {number}", ROOM))
                add(log, act(f"public {number}"))
            return [head for head in log.heads() if head.log == PUBLIC], list(log.acts_of(PUBLIC))

    (quiet,), acts = heads_of(path, with_room=False)
    (busy,), same = heads_of(tmp_path / "busy.onetext", with_room=True)
    assert [row[1:] for row in acts] == [row[1:] for row in same]
    assert checkpoint.parse(quiet.note) == checkpoint.parse(busy.note)


def test_a_refusal_inside_a_writing_leaves_the_record_as_it_was(filled: Path) -> None:
    def refuse(log: Log) -> None:
        with log.writing() as writing:
            writing.append(*act("half"))
            writing.append(*act("a new room", "eu+us"))
            raise KeyError("a rule was broken")

    with SqliteLog.open(filled) as log:
        before = (list(log.acts()), log.heads())
        with pytest.raises(KeyError):
            refuse(log)
        assert (list(log.acts()), log.heads()) == before
        add(log, act("whole"))
        assert verify(log) == ()


def test_a_writing_sees_what_it_has_added_and_others_do_not_until_it_ends(filled: Path) -> None:
    with SqliteLog.open(filled) as log, SqliteLog.open(filled) as other:
        last = list(log.acts())[-1].row
        with log.writing() as writing:
            writing.append(*act("fresh"))
            assert [row.id for row in writing.acts(last)] == [act("fresh")[0]]
            assert list(log.acts(last)) == []
            assert list(other.acts(last)) == []
        assert [row.id for row in other.acts(last)] == [act("fresh")[0]]


def test_an_act_submitted_again_after_a_lost_reply_is_recognised_and_not_doubled(filled: Path) -> None:
    with SqliteLog.open(filled) as log, SqliteLog.open(filled) as again:
        add(log, act("did it arrive?"))
        before = (list(log.acts()), log.heads())
        with pytest.raises(AlreadyRecorded, match="already in"):
            add(again, act("did it arrive?"))
        with pytest.raises(AlreadyRecorded):
            add(log, act("twice in one"), act("twice in one"))
        assert (list(log.acts()), log.heads()) == before


@pytest.mark.parametrize(
    "wrong",
    [
        ("00" * 32, PUBLIC, act("x")[2]),
        (act("x")[0], ROOM, act("x")[2]),
        (merkle.leaf_hash(b"no json").hex(), PUBLIC, b"no json"),
        (merkle.leaf_hash(b'{ "audience":["*"]}').hex(), PUBLIC, b'{ "audience":["*"]}'),
        (merkle.leaf_hash(b'{"audience":["us","eu"]}').hex(), "us+eu", b'{"audience":["us","eu"]}'),
        (merkle.leaf_hash(b'{"audience":["*","eu"]}').hex(), "*+eu", b'{"audience":["*","eu"]}'),
        (merkle.leaf_hash(b'{"audience":[]}').hex(), "", b'{"audience":[]}'),
        (merkle.leaf_hash(b'{"audience":["a b"]}').hex(), "a b", b'{"audience":["a b"]}'),
    ],
)
def test_bytes_that_do_not_agree_with_their_id_or_log_are_not_added(
    filled: Path, wrong: tuple[str, str, bytes]
) -> None:
    with SqliteLog.open(filled) as log:
        before = list(log.acts())
        with pytest.raises(ValueError, match=r"."):
            add(log, wrong)
        assert list(log.acts()) == before


def test_threads_that_write_at_once_wait_for_each_other(path: Path) -> None:
    with SqliteLog.create(path) as log:

        def write(name: str) -> None:
            for number in range(20):
                add(log, act(f"{name} {number}"))

        threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(list(log.acts())) == 80
        assert verify(log) == ()


def test_a_second_writing_in_the_same_process_is_told_that_it_must_wait(filled: Path) -> None:
    with SqliteLog.open(filled, timeout=0.05) as log, log.writing(), pytest.raises(RecordLocked), log.writing():
        pass


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


def test_only_an_act_of_the_record_can_be_erased(filled: Path) -> None:
    with SqliteLog.open(filled) as log, pytest.raises(RecordError, match="holds no act"), log.writing() as writing:
        writing.erase(act("never said")[0])


def test_a_sound_record_has_no_faults(filled: Path) -> None:
    with SqliteLog.open(filled) as log:
        notes = [head.note for head in log.heads()]
        add(log, act("later"))
        assert verify(log, notes) == ()


def test_the_first_altered_act_is_named_by_id_and_position(filled: Path) -> None:
    for words in ("public 3", "public 1"):
        edit(filled, "UPDATE acts SET bytes = ? WHERE id = ?", act("forged")[2], bytes.fromhex(act(words)[0]))
    with SqliteLog.open(filled) as log:
        (fault,) = verify(log)
    assert (fault.log, fault.position, fault.id) == (PUBLIC, 1, act("public 1")[0])
    assert f"{act('public 1')[0][:12]} at position 1 of the public log was altered" in fault.sentence


def test_an_act_taken_out_of_the_middle_is_missed(filled: Path) -> None:
    edit(filled, "DELETE FROM acts WHERE log = ? AND position = 1", ROOM)
    assert "position 1 is missing" in found(filled)[0]


def test_an_act_replaced_together_with_its_id_does_not_fit_the_signed_head(filled: Path) -> None:
    id_, _, data = act("forged")
    where = bytes.fromhex(act("public 2")[0])
    edit(filled, "UPDATE acts SET id = ?, bytes = ? WHERE id = ?", bytes.fromhex(id_), data, where)
    assert found(filled) == [
        "The acts of the public log are not those that its head was signed for, from position 0 on."
    ]


def test_what_a_kept_checkpoint_vouches_for_narrows_the_search(filled: Path) -> None:
    with SqliteLog.open(filled) as log:
        notes = [head.note for head in log.heads() if head.log == PUBLIC]
        add(log, act("six"), act("seven"))
    id_, _, data = act("forged")
    edit(
        filled,
        "UPDATE acts SET id = ?, bytes = ? WHERE id = ?",
        bytes.fromhex(id_),
        data,
        bytes.fromhex(act("seven")[0]),
    )
    assert "from position 5 on" in found(filled, *notes)[0]


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


def test_a_checkpoint_of_another_record_is_said_to_be_one(filled: Path, tmp_path: Path) -> None:
    with SqliteLog.create(tmp_path / "other.onetext", record_id="other") as other:
        add(other, act("x"))
        kept = [head.note for head in other.heads()]
    assert "onetext/other/*, which is another record" in found(filled, *kept)[0]


def test_a_kept_checkpoint_of_a_log_that_is_gone_is_missed(filled: Path) -> None:
    with SqliteLog.open(filled) as log:
        kept = [head.note for head in log.heads()]
    for table in ("acts", "heads"):
        edit(filled, f"DELETE FROM {table} WHERE log = ?", ROOM)
    assert "Acts were cut off: the checkpoint that was kept of the log mediator+us" in found(filled, *kept)[0]


def test_a_check_limited_to_some_logs_says_nothing_of_the_others(filled: Path) -> None:
    edit(filled, "UPDATE acts SET bytes = x'00' WHERE log = ?", ROOM)
    with SqliteLog.open(filled) as log:
        kept = [head.note for head in log.heads()]
        assert verify(log, kept, {PUBLIC}) == ()
        assert [fault.log for fault in verify(log, kept, {ROOM})] == [ROOM]


def test_a_kept_note_that_is_none_is_refused(filled: Path) -> None:
    with SqliteLog.open(filled) as log, pytest.raises(checkpoint.BadCheckpoint):
        verify(log, ["a receipt"])


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


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(st.lists(st.sampled_from([PUBLIC, ROOM, "us"]), max_size=4), max_size=6))
def test_whatever_is_added_in_whatever_portions_verifies(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("log") / "talks.onetext"
    kept: list[str] = []
    with SqliteLog.create(path) as log:
        for turn, names in enumerate(steps):
            add(log, *(act(f"{turn} {number}", name) for number, name in enumerate(names)))
            kept.extend(head.note for head in log.heads())
    with SqliteLog.open(path) as log:
        assert len(list(log.acts())) == sum(map(len, steps))
        assert verify(log, kept) == ()


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


def test_a_head_with_a_lost_frontier_is_not_added_to(filled: Path) -> None:
    edit(filled, "UPDATE heads SET frontier = x'00' WHERE log = '*'")
    with SqliteLog.open(filled) as log, pytest.raises(DamagedRecord, match="frontier hashes"):
        add(log, act("more"))


def test_a_writing_that_adds_nothing_changes_no_head(filled: Path) -> None:
    with SqliteLog.open(filled) as log:
        before = log.heads()
        with log.writing() as writing:
            assert isinstance(writing, Writing)
        assert log.heads() == before
