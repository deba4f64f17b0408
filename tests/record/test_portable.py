"""Export and import: the same bytes again, or a refusal that names the line."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Collection
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.record import checkpoint, line
from onetext.record.errors import AlreadyExists, MissingFile, NewerFormat, RecordError
from onetext.record.log import verify
from onetext.record.portable import export_lines, import_file
from onetext.record.sqlite import SqliteLog
from record.bare_acts import PUBLIC, ROOM, act, add

HIDDEN = "eu"


def export(path: Path, logs: Collection[str] = (PUBLIC, ROOM), released: Collection[str] = ()) -> bytes:
    with SqliteLog.open(path) as log:
        return b"".join(export_lines(log, logs, released))


def imported(content: bytes, folder: Path) -> Path:
    source, target = folder / "export.jsonl", folder / "copy.onetext"
    source.write_bytes(content)
    target.unlink(missing_ok=True)
    import_file(source, target)
    return target


def refusal(content: bytes, folder: Path) -> str:
    """The sentence with which the content is refused; nothing is made."""
    with pytest.raises(RecordError, match=r"\.$") as caught:
        imported(content, folder)
    assert [file.name for file in folder.iterdir()] == ["export.jsonl"]
    return str(caught.value)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Three logs, one act of them erased."""
    made = tmp_path / "talks.onetext"
    with SqliteLog.create(made, record_id="harbour") as log:
        for number in range(4):
            add(log, act(f"public {number}"), act(f"room {number}", ROOM), act(f"hidden {number}", HIDDEN))
        with log.writing() as writing:
            writing.erase(act("room 1", ROOM)[0])
    return made


RELEASED = (act("hidden 1", HIDDEN)[0], act("hidden 3", HIDDEN)[0])


def sample() -> bytes:
    """A small export with two logs, an erased act and released acts."""
    with TemporaryDirectory() as folder:
        made = Path(folder) / "talks.onetext"
        with SqliteLog.create(made, record_id="harbour") as log:
            add(log, act("one"), act("two"), act("a", ROOM), act("b", ROOM))
            add(log, *(act(f"hidden {number}", HIDDEN) for number in range(4)))
            with log.writing() as writing:
                writing.erase(act("two")[0])
        return export(made, released=RELEASED)


SAMPLE = sample()
LINES = SAMPLE.splitlines(keepends=True)


STRANGER = checkpoint.vkey("onetext/harbour", bytes(32)).encode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("import")


def test_an_export_is_a_header_the_logs_by_name_and_the_released_acts(path: Path) -> None:
    lines = [json.loads(text) for text in export(path, released=RELEASED).splitlines()]
    header, public, room, released = lines[0], lines[1], lines[6], lines[11]
    assert (header["format"], header["version"], header["record"]) == ("onetext-record", 1, "harbour")
    assert (header["logs"], header["released"]) == (2, 2)
    assert (public["log"], public["size"], room["log"], room["size"]) == (PUBLIC, 4, ROOM, 4)
    assert [text["words"] for text in lines[2:6]] == [f"public {number}" for number in range(4)]
    assert lines[8] == {"erased": act("room 1", ROOM)[0]}
    assert released["released"] == 2
    assert {text["words"] for text in lines[12:]} == {"hidden 1", "hidden 3"}


def test_every_line_is_canonical_json_and_acts_are_their_exact_bytes(path: Path) -> None:
    lines = export(path, released=RELEASED).splitlines()
    assert all(rfc8785.dumps(json.loads(text)) == text for text in lines)
    assert act("public 2")[2] in lines


@given(
    words=st.lists(st.tuples(st.sampled_from([PUBLIC, ROOM, "us"]), st.text()), unique=True, max_size=8),
    data=st.data(),
)
@settings(max_examples=40, deadline=None)
def test_exporting_an_import_gives_the_same_bytes(words: list[tuple[str, str]], data: st.DataObject) -> None:
    acts = [act(text, name) for name, text in words]
    names = data.draw(st.sets(st.sampled_from([PUBLIC, ROOM, "us", "nobody"])))
    some = st.sets(st.sampled_from([id_ for id_, _, _ in acts])) if acts else st.just(set[str]())
    erased, released = data.draw(some), data.draw(some)
    with TemporaryDirectory() as made:
        path = Path(made) / "talks.onetext"
        with SqliteLog.create(path) as log:
            add(log, *acts)
            with log.writing() as writing:
                for id_ in erased:
                    writing.erase(id_)
        content = export(path, names, released)
        copy = imported(content, Path(made))
        with SqliteLog.open(copy) as log:
            assert verify(log) == ()
            there = [id_ for id_, name, _ in acts if name in names or id_ in released - erased]
            assert sorted(row.id for row in log.acts()) == sorted(there)
        assert export(copy, names, [id_ for id_ in released if id_ in there]) == content


def test_an_export_does_not_depend_on_logs_that_are_left_out(path: Path, tmp_path: Path) -> None:
    before = export(path)
    with SqliteLog.open(path) as log:
        add(log, act("more", HIDDEN), act("another room", "eu+us"))
    assert export(path) == before
    copy = imported(before, tmp_path)
    with SqliteLog.open(copy) as log:
        add(log, act("said in the copy", HIDDEN))
    assert export(copy) == before


def test_a_copy_has_no_private_key_of_its_origin_and_signs_with_its_own(path: Path, tmp_path: Path) -> None:
    copy = imported(export(path), tmp_path)
    with SqliteLog.open(path) as log, SqliteLog.open(copy) as other:
        (origin,) = log.keys()
        notes = [head.note for head in log.heads() if head.log == PUBLIC]
        assert other.keys() == (origin,)
        add(other, act("added to the copy"))
        assert len(other.keys()) == 2
        assert verify(other, notes) == ()
        (head,) = [head for head in other.heads() if head.log == PUBLIC]
        assert head.vkeys == other.keys()
    again = imported(export(copy), tmp_path)
    with SqliteLog.open(again) as log:
        assert verify(log, notes) == ()


def test_a_released_act_that_was_erased_is_left_out(path: Path) -> None:
    with SqliteLog.open(path) as log, log.writing() as writing:
        writing.erase(RELEASED[0])
    assert b'"released":1,' in export(path, released=RELEASED).splitlines()[0]


def test_a_released_act_that_was_altered_in_the_copy_is_named(path: Path, tmp_path: Path) -> None:
    copy = imported(export(path, released=RELEASED), tmp_path)
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE acts SET bytes = ? WHERE id = ?", (b"{}", bytes.fromhex(RELEASED[1])))
    with SqliteLog.open(copy) as log:
        (fault,) = verify(log)
        assert verify(log, only_logs=[PUBLIC, ROOM]) == ()
    assert (fault.log, fault.position, fault.id) == (HIDDEN, None, RELEASED[1])
    assert str(fault).startswith(f"The released act {RELEASED[1][:12]} was altered")


def test_an_act_that_is_not_there_cannot_be_exported(path: Path) -> None:
    with pytest.raises(RecordError, match="holds no act"):
        export(path, released=[act("never said")[0]])


def test_acts_added_while_an_export_runs_are_not_in_it(path: Path) -> None:
    before = export(path)
    with SqliteLog.open(path) as log:
        lines = export_lines(log, [PUBLIC, ROOM])
        first = [next(lines), next(lines)]
        add(log, act("meanwhile"))
        assert b"".join([*first, *lines]) == before


@settings(max_examples=300, deadline=None)
@given(at=st.integers(0, len(SAMPLE) - 1), change=st.integers(1, 255))
def test_every_flipped_byte_is_refused_with_its_line(folder: Path, at: int, change: int) -> None:
    raw = bytearray(SAMPLE)
    raw[at] ^= change
    sentence = refusal(bytes(raw), folder)
    assert "Line " in sentence or "has version" in sentence


@pytest.mark.parametrize("number", range(len(LINES)))
def test_every_dropped_line_is_refused(folder: Path, number: int) -> None:
    assert "Line " in refusal(b"".join(LINES[:number] + LINES[number + 1 :]), folder)


@pytest.mark.parametrize("number", range(len(LINES)))
def test_every_doubled_line_is_refused(folder: Path, number: int) -> None:
    assert "Line " in refusal(b"".join(LINES[: number + 1] + LINES[number:]), folder)


@pytest.mark.parametrize("first", range(len(LINES)))
def test_every_two_lines_that_changed_places_are_refused(folder: Path, first: int) -> None:
    for second in range(first + 1, len(LINES)):
        lines = list(LINES)
        lines[first], lines[second] = lines[second], lines[first]
        assert "Line " in refusal(b"".join(lines), folder)


@pytest.mark.parametrize("number", range(len(LINES)))
def test_an_export_that_was_cut_off_is_refused(folder: Path, number: int) -> None:
    assert "cut off" in refusal(b"".join(LINES[:number]), folder)
    assert "cut off" in refusal(b"".join(LINES[:number]) + LINES[number][:-1], folder)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text.replace(b"\n", b"\r\n"), "Line 1"),
        (lambda text: b"\xef\xbb\xbf" + text, "Line 1"),
        (lambda text: text.replace(b'"one"', b'"\xff"'), "Line 3 .* UTF-8"),
        (lambda text: text.replace(b'"one"', b'"\x00"'), "Line 3 .* not JSON"),
        (lambda text: text.replace(b'"one"', b'"\\ud800"'), "Line 3 .* not JSON"),
        (lambda text: text.replace(b'"one"', b'"\\u006fne"'), "Line 3 .* not canonical"),
        (lambda text: text.replace(b'"one"', b"1.0"), "Line 3 .* not canonical"),
        (lambda text: text.replace(b'"one"', b"9007199254740993"), "Line 3 .* not canonical"),
        (lambda text: text.replace(b'"one"', b"[" * 101 + b"]" * 101), "Line 3 .* nested"),
        (lambda text: text.replace(b'"one"', b"[" * 100_000 + b"]" * 100_000), "Line 3 .* nested"),
        (lambda text: text.replace(b'"one"', b'"' + b"x" * line.MAX_LINE + b'"'), "Line 3 .* too long"),
        (lambda text: text.replace(b'{"audience":["*"],"words":"one"}', b"[]"), "Line 3 .* not a JSON object"),
        (lambda text: text.replace(b'{"audience":["*"],"words":"one"}', b"{}"), "Line 3 .* no audience"),
        (lambda text: text + b"\n", "after the end"),
        (lambda text: text.replace(b'"record":"harbour"', b'"record":"har bour"'), "Line 1 .* does not name"),
        (lambda text: text.replace(b'"record":"harbour"', b'"record":"haven"'), "Line 1 .* does not name"),
        (lambda text: text.replace(b'"keys":["', b'"keys":[7,"', 1), "Line 1 .* does not name"),
        (lambda text: text.replace(b'"],"logs"', b'","' + STRANGER + b'"],"logs"'), "Line 1 .* signed nothing here"),
        (lambda text: text.replace(b'"],"log"', b'","' + STRANGER + b'"],"log"'), "Line 2 .* line 1 does not list"),
        (lambda text: text.replace(b'"onetext-record"', b'"diary"'), "Line 1 .* not the header"),
        (lambda text: text.replace(b'"version":1', b'"version":true'), "Line 1 .* not a header"),
        (lambda text: text.replace(b'"logs":2', b'"logs":-1'), "Line 1 .* not a header"),
        (lambda text: text.replace(b'"logs":2', b'"logs":1e99'), "Line 1"),
        (lambda text: text.replace(b'"logs":2', b'"logs":3'), "Line 8 .* should be the head"),
        (lambda text: text.replace(b'"logs":2', b'"logs":1'), "Line 5 .* should announce"),
        (lambda text: text.replace(b'"released":2,"version"', b'"released":3,"version"'), "Line 8 .* should announce"),
        (lambda text: text.replace(b'"size":2', b'"size":true'), "another log or size"),
    ],
)
def test_what_is_not_an_export_is_refused(folder: Path, change: Callable[[bytes], bytes], says: str) -> None:
    content = change(SAMPLE)
    assert content != SAMPLE
    with pytest.raises(RecordError, match=says):
        imported(content, folder)


def test_a_newer_export_is_refused_with_the_way_out(folder: Path) -> None:
    with pytest.raises(NewerFormat, match="update"):
        imported(SAMPLE.replace(b'"version":1', b'"version":2'), folder)


def test_an_import_never_overwrites_a_file(path: Path, tmp_path: Path) -> None:
    source = tmp_path / "export.jsonl"
    source.write_bytes(SAMPLE)
    before = path.read_bytes()
    with pytest.raises(AlreadyExists):
        import_file(source, path)
    assert path.read_bytes() == before


def test_a_missing_export_is_said_to_be_missing(tmp_path: Path) -> None:
    for source in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(MissingFile, match="cannot be read"):
            import_file(source, tmp_path / "copy.onetext")


def test_a_record_without_acts_is_exported_and_imported(tmp_path: Path) -> None:
    with SqliteLog.create(tmp_path / "talks.onetext"):
        pass
    content = export(tmp_path / "talks.onetext")
    assert len(content.splitlines()) == 1
    assert export(imported(content, tmp_path)) == content


def test_the_few_lines_in_the_documentation_verify_an_export_and_find_a_forgery(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "record-format.md").read_text()
    program = page.split("```python\n")[1].split("```")[0]
    source = tmp_path / "export.jsonl"
    for content, holds in ((SAMPLE, True), (SAMPLE.replace(b'"one"', b'"own"'), False)):
        source.write_bytes(content)
        done = subprocess.run([sys.executable, "-c", program, source], capture_output=True, text=True, check=False)
        assert (done.returncode == 0) is holds
        assert ("onetext/harbour/*: 2 acts hold" in done.stdout) is holds


def test_a_long_act_is_carried_in_seconds(tmp_path: Path) -> None:
    path = tmp_path / "talks.onetext"
    with SqliteLog.create(path) as log:
        add(log, act("ten million characters, “quoted”\n" * 300_000))
    content = export(path)
    assert export(imported(content, tmp_path)) == content
