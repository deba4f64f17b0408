"""The contract of the log, on every store: what is added stays, tampering is named, what is erased still counts."""

import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onetext.record import checkpoint, merkle
from onetext.record.errors import AlreadyExists, AlreadyRecorded, DamagedRecord, RecordError, RecordLocked
from onetext.record.log import Head, Log, Row, Writing, verify
from onetext.record.portable import export_lines
from record.bare_acts import PUBLIC, ROOM, act, add, fill
from shelves import Shelf


@pytest.fixture
def filled(shelf: Shelf) -> Shelf:
    """Five public acts and three of a room, interleaved."""
    with shelf.create() as log:
        fill(log)
    return shelf


def found(shelf: Shelf, *kept: str) -> list[str]:
    with shelf.open() as log:
        return [str(fault) for fault in verify(log, kept)]


def test_acts_come_back_as_they_were_given_in_the_order_in_which_they_were_added(shelf: Shelf) -> None:
    given_acts = [act("one"), act("two", ROOM), act("three")]
    with shelf.create() as log:
        add(log, *given_acts)
        rows = list(log.acts())
    assert [(row.id, row.log, row.data) for row in rows] == given_acts
    assert [row.position for row in rows] == [0, 0, 1]


def test_reading_on_from_a_row_gives_only_what_came_after(filled: Shelf) -> None:
    with filled.open() as log:
        rows = list(log.acts())
        assert list(log.acts(rows[3].row)) == rows[4:]
        assert list(log.acts(rows[-1].row)) == []
        assert list(log.acts(1 << 80)) == []


def test_many_acts_are_read_to_the_end(shelf: Shelf) -> None:
    with shelf.create() as log:
        add(log, *(act(str(number)) for number in range(600)))
        assert len(list(log.acts())) == 600
        assert [row.position for row in log.acts_of(PUBLIC)] == list(range(600))
        assert verify(log) == ()


def test_an_act_is_found_by_its_id(filled: Shelf) -> None:
    with filled.open() as log:
        row = log.act(act("room 1", ROOM)[0])
        assert row is not None
        assert (row.log, row.position) == (ROOM, 1)
        assert log.act(act("never said")[0]) is None
        with pytest.raises(RecordError, match="not the id of an act"):
            log.act("harbour")


def test_each_log_has_a_signed_head_over_its_own_acts_only(filled: Shelf) -> None:
    with filled.open() as log:
        heads = {head.log: head for head in log.heads()}
        assert {name: head.size for name, head in heads.items()} == {PUBLIC: 5, ROOM: 3}
        for name, head in heads.items():
            said = checkpoint.verify(head.note, log.keys())
            assert said.origin == f"onetext/{log.record_id}/{name}"
            assert said.root == merkle.root(bytes.fromhex(row.id) for row in log.acts_of(name))


def test_a_log_is_the_same_whatever_happened_in_the_others(shelf: Shelf) -> None:
    def heads_of(where: Shelf, with_room: bool) -> tuple[list[Head], list[Row]]:
        with where.create() as log:
            for number in range(4):
                if with_room:
                    add(log, act(f"room {number}", ROOM))
                add(log, act(f"public {number}"))
            return [head for head in log.heads() if head.log == PUBLIC], list(log.acts_of(PUBLIC))

    (quiet,), acts = heads_of(shelf, with_room=False)
    (busy,), same = heads_of(shelf.another(), with_room=True)
    assert [row[1:] for row in acts] == [row[1:] for row in same]
    assert checkpoint.parse(quiet.note)[1:] == checkpoint.parse(busy.note)[1:]


def test_a_refusal_inside_a_writing_leaves_the_record_as_it_was(filled: Shelf) -> None:
    def refuse(log: Log) -> None:
        with log.writing() as writing:
            writing.append(*act("half"))
            writing.append(*act("a new room", "eu+us"))
            raise KeyError("a rule was broken")

    with filled.open() as log:
        before = (list(log.acts()), log.heads())
        with pytest.raises(KeyError):
            refuse(log)
        assert (list(log.acts()), log.heads()) == before
        add(log, act("whole"))
        assert verify(log) == ()


def test_a_writing_sees_what_it_has_added_and_others_do_not_until_it_ends(filled: Shelf) -> None:
    with filled.open() as log, filled.open() as other:
        last = list(log.acts())[-1].row
        with log.writing() as writing:
            writing.append(*act("fresh"))
            assert [row.id for row in writing.acts(last)] == [act("fresh")[0]]
            assert list(log.acts(last)) == []
            assert list(other.acts(last)) == []
        assert [row.id for row in other.acts(last)] == [act("fresh")[0]]


def test_an_act_submitted_again_after_a_lost_reply_is_recognised_and_not_doubled(filled: Shelf) -> None:
    with filled.open() as log, filled.open() as again:
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
    filled: Shelf, wrong: tuple[str, str, bytes]
) -> None:
    with filled.open() as log:
        before = list(log.acts())
        with pytest.raises(ValueError, match=r"."):
            add(log, wrong)
        assert list(log.acts()) == before


def test_threads_that_write_at_once_wait_for_each_other(shelf: Shelf) -> None:
    with shelf.create() as log:

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


def test_threads_read_whole_rows_while_others_write(shelf: Shelf) -> None:
    with shelf.create() as log:
        seen: list[list[Row]] = []
        done = threading.Event()

        def read() -> None:
            while not done.is_set():
                seen.append(list(log.acts()))

        readers = [threading.Thread(target=read) for _ in range(3)]
        for thread in readers:
            thread.start()
        for number in range(30):
            add(log, act(f"{number}"), act(f"{number}", ROOM))
        done.set()
        for thread in readers:
            thread.join()
        whole = list(log.acts())
        assert seen
        assert all(rows == whole[: len(rows)] and len(rows) % 2 == 0 for rows in seen)


def test_a_second_writing_in_the_same_process_is_told_that_it_must_wait(filled: Shelf) -> None:
    with filled.open(timeout=0.05) as log, log.writing(), pytest.raises(RecordLocked), log.writing():
        pass


def test_only_an_act_of_the_record_can_be_erased(filled: Shelf) -> None:
    with filled.open() as log, pytest.raises(RecordError, match="holds no act"), log.writing() as writing:
        writing.erase(act("never said")[0])


def test_a_sound_record_has_no_faults(filled: Shelf) -> None:
    with filled.open() as log:
        notes = [head.note for head in log.heads()]
        add(log, act("later"))
        assert verify(log, notes) == ()


def test_the_first_altered_act_is_named_by_id_and_position(filled: Shelf) -> None:
    for words in ("public 3", "public 1"):
        filled.alter(act(words)[0], act(words)[0], act("forged")[2])
    with filled.open() as log:
        (fault,) = verify(log)
    assert (fault.log, fault.position, fault.id) == (PUBLIC, 1, act("public 1")[0])
    assert f"{act('public 1')[0][:12]} at position 1 of the public log was altered" in fault.sentence


def test_an_act_taken_out_of_the_middle_is_missed(filled: Shelf) -> None:
    filled.delete(act("room 1", ROOM)[0])
    assert any("position 1 is missing" in sentence for sentence in found(filled))


def test_an_act_replaced_together_with_its_id_does_not_fit_the_signed_head(filled: Shelf) -> None:
    id_, _, data = act("forged")
    filled.alter(act("public 2")[0], id_, data)
    assert found(filled) == [
        "The acts of the public log are not those that its head was signed for, from position 0 on."
    ]


def test_what_a_kept_checkpoint_vouches_for_narrows_the_search(filled: Shelf) -> None:
    with filled.open() as log:
        notes = [head.note for head in log.heads() if head.log == PUBLIC]
        add(log, act("six"), act("seven"))
    id_, _, data = act("forged")
    filled.alter(act("seven")[0], id_, data)
    assert "from position 5 on" in found(filled, *notes)[0]


def test_a_checkpoint_of_another_record_is_said_to_be_one(filled: Shelf) -> None:
    with filled.another().create() as other:
        add(other, act("x"))
        kept = [head.note for head in other.heads()]
        assert f"onetext/{other.record_id}/*, which is another record" in found(filled, *kept)[0]


def test_a_check_limited_to_some_logs_says_nothing_of_the_others(filled: Shelf) -> None:
    filled.alter(act("room 2", ROOM)[0], act("room 2", ROOM)[0], b"forged")
    with filled.open() as log:
        kept = [head.note for head in log.heads()]
        assert verify(log, kept, {PUBLIC}) == ()
        assert [fault.log for fault in verify(log, kept, {ROOM})] == [ROOM]


def test_a_kept_note_that_is_none_is_refused(filled: Shelf) -> None:
    with filled.open() as log, pytest.raises(checkpoint.BadCheckpoint):
        verify(log, ["a receipt"])


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.lists(st.sampled_from([PUBLIC, ROOM, "us"]), max_size=4), max_size=6))
def test_whatever_is_added_in_whatever_portions_verifies(shelf: Shelf, steps: list[list[str]]) -> None:
    fresh = shelf.another()
    kept: list[str] = []
    with fresh.create() as log:
        for turn, names in enumerate(steps):
            add(log, *(act(f"{turn} {number}", name) for number, name in enumerate(names)))
            kept.extend(head.note for head in log.heads())
    with fresh.open() as log:
        assert len(list(log.acts())) == sum(map(len, steps))
        assert verify(log, kept) == ()


def test_a_head_with_a_lost_frontier_is_not_added_to(filled: Shelf) -> None:
    filled.cripple(PUBLIC)
    with filled.open() as log, pytest.raises(DamagedRecord, match="frontier hashes"):
        add(log, act("more"))


def test_a_record_that_was_let_go_is_not_read_on(filled: Shelf) -> None:
    with filled.open() as log:
        assert log.last_row() == 8
    log.close()
    with pytest.raises(RecordError):
        log.last_row()


def test_a_writing_that_adds_nothing_changes_no_head(filled: Shelf) -> None:
    with filled.open() as log:
        before = log.heads()
        with log.writing() as writing:
            assert isinstance(writing, Writing)
        assert log.heads() == before


def test_the_head_that_is_missing_and_the_acts_that_were_cut_off_are_named(filled: Shelf) -> None:
    with filled.open() as log:
        kept = [head.note for head in log.heads() if head.log == PUBLIC]
    filled.delete(act("public 3")[0], act("public 4")[0])
    assert any("counts 5 acts, but 3 are there" in sentence for sentence in found(filled))
    filled.behead(PUBLIC)
    sentences = found(filled, *kept)
    assert any("counts more than the 3 that are there" in sentence for sentence in sentences)
    assert any("The head of the public log is missing" in sentence for sentence in sentences)


def test_the_last_row_is_that_of_the_newest_act_whoever_added_it(shelf: Shelf) -> None:
    with shelf.create() as log, shelf.open() as other:
        assert log.last_row() == 0
        for words in "ab":
            add(other, act(words))
            assert log.last_row() == list(log.acts())[-1].row
        with other.writing() as writing:
            writing.erase(act("b")[0])
        assert log.last_row() == list(log.acts())[-1].row


def test_a_snapshot_stays_as_it_was_whatever_is_added_meanwhile(filled: Shelf) -> None:
    with filled.open() as log, filled.open() as other:
        add(other, act("before"))
        with log.snapshot() as still:
            before = (list(still.acts()), still.heads())
            add(other, act("meanwhile"))
            assert (list(still.acts()), still.heads()) == before
            assert len(list(log.acts())) == len(before[0]) + 1


def test_erased_words_are_no_longer_given_and_the_log_still_verifies(filled: Shelf) -> None:
    id_, log_name, _ = act("room 1", ROOM)
    with filled.open() as log, filled.open() as other:
        notes = [head.note for head in log.heads()]
        with log.writing() as writing:
            writing.erase(id_)
        row = other.act(id_)
        assert row is not None
        assert (row.log, row.position, row.data) == (log_name, 1, None)
        assert [head.note for head in other.heads()] == notes
        with pytest.raises(AlreadyRecorded):
            add(other, act("room 1", ROOM))
        add(other, act("room 3", ROOM))
    assert found(filled, *notes) == []


def test_words_of_any_language_and_logs_of_two_hundred_readers_are_kept(shelf: Shelf) -> None:
    many = "+".join(sorted(f"the-delegation-of-state-{number:03}" for number in range(200)))
    names = [many, "ü+ж", "a\\b", "%s+?", ROOM, PUBLIC]
    given_acts = [act("„Wörter“ \x00 \u202eשלם", name) for name in names]
    with shelf.create() as log:
        add(log, *given_acts)
        add(log, act("more", many))
    with shelf.open() as log:
        assert [(row.id, row.log, row.data) for row in log.acts()][:-1] == given_acts
        assert log.logs() == tuple(head.log for head in log.heads()) == tuple(sorted(names))
        assert [row.position for row in log.acts_of(many)] == [0, 1]
        assert verify(log) == ()


def exported(log: Log, *released: str) -> bytes:
    return b"".join(export_lines(log, [PUBLIC, ROOM], released))


@pytest.fixture
def content(filled: Shelf) -> bytes:
    """An export with an act that was erased and one that was released."""
    with filled.open() as log:
        add(log, act("hidden", "eu"))
        with log.writing() as writing:
            writing.erase(act("room 1", ROOM)[0])
        return exported(log, act("hidden", "eu")[0])


def test_an_export_of_any_store_is_taken_in_by_any_with_the_same_acts_and_checkpoints(
    filled: Shelf, content: bytes, elsewhere: Shelf, tmp_path: Path
) -> None:
    export = tmp_path / "export.jsonl"
    export.write_bytes(content)
    with filled.open() as log, elsewhere.take_in(export) as copy:
        assert verify(copy) == ()
        assert copy.record_id == log.record_id
        assert copy.keys() == log.keys()
        assert [head for head in copy.heads() if head.log != "eu"] == [head for head in log.heads() if head.log != "eu"]
        for name in (PUBLIC, ROOM):
            assert [row[1:] for row in copy.acts_of(name)] == [row[1:] for row in log.acts_of(name)]
        assert [row.id for row in copy.released()] == [act("hidden", "eu")[0]]
        assert exported(copy, act("hidden", "eu")[0]) == content
        add(copy, act("added to the copy"))
        assert len(copy.keys()) == 2
        assert verify(copy, [head.note for head in log.heads() if head.log != "eu"]) == ()


def test_an_export_that_does_not_hold_makes_nothing(content: bytes, elsewhere: Shelf, tmp_path: Path) -> None:
    export = tmp_path / "export.jsonl"
    export.write_bytes(content.replace(b"public 3", b"public 2", 1))
    with pytest.raises(RecordError, match="nothing was imported"):
        elsewhere.take_in(export)
    export.write_bytes(content)
    with elsewhere.take_in(export) as copy:
        assert verify(copy) == ()
    with pytest.raises(AlreadyExists, match="already"):
        elsewhere.take_in(export)
