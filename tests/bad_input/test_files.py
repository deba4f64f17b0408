"""Files that are not what they should be: named in one sentence, exit code 2, and the record's bytes as they were."""

import json
import shlex
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from onetext.record.sqlite import SqliteLog
from typed import DRAFT, Answer, sentence, typed

Make = Callable[[Path], None]
CLOCK = "at 2025-01-01T00:00Z\nnew x --title X\n"


def holding(data: bytes | str) -> Make:
    """A file with these bytes."""

    def make(path: Path) -> None:
        path.write_bytes(data if isinstance(data, bytes) else data.encode())

    return make


def a_word_document(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")


def a_folder(path: Path) -> None:
    path.mkdir()


def nothing(_path: Path) -> None:
    """No file at all."""


def geometry(kind: str, places: str) -> Make:
    return holding(f'{{"type": "{kind}", "coordinates": {places}}}')


def another_programs_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE letters (words TEXT)")
    connection.close()


TABLE = "text table FILE --name v1 --parent v0"
AREA = "area add Quay held --geometry FILE"
PLAY = "play FILE out.onetext"
# What is typed, with FILE for the file; how that file is made; what the sentence must hold.
REFUSED: dict[str, tuple[str, Make, str]] = {
    # Drafts
    "a draft in broken UTF-8": (TABLE, holding(b"1. Ash.\n\n2. Caf\xe9.\n"), "FILE line 3 UTF-8"),
    "a draft cut within a character": (TABLE, holding("1. Café".encode()[:-1]), "FILE UTF-8"),
    "a draft in broken UTF-16": (TABLE, holding(b"\xff\xfe1\x00.\x00\x00\xd8"), "FILE UTF-16"),
    "a draft with more brackets than are taken": (TABLE, holding("[a] " * 200_001), "FILE 200,001 brackets 200,000"),
    "a draft with a point of more words than are taken": (TABLE, holding("a " * 200_001), "FILE 200,001 words 200,000"),
    "a draft with NUL bytes": (TABLE, holding(b"1. A\x00sh.\n"), "FILE NUL line 1"),
    "a Word document as a draft": (TABLE, a_word_document, "FILE Word"),
    "an old Word document as a draft": (TABLE, holding(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "FILE Word"),
    "a PDF as a draft": (TABLE, holding(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), "FILE PDF"),
    "rich text as a draft": (TABLE, holding(b"{\\rtf1\\ansi Ash.}"), "FILE rich"),
    "an empty draft": (TABLE, holding(b""), "FILE empty"),
    "a draft of white space": (TABLE, holding(b" \n\t\n"), "FILE empty"),
    "a draft that is not there": (TABLE, nothing, "FILE"),
    "a folder as a draft": (TABLE, a_folder, "FILE"),
    "an amendment in broken UTF-8": ("amend 1 --words-file FILE", holding(b"\xff\xff"), "FILE"),
    "an amendment that is not there": ("amend 1 --words-file FILE", nothing, "FILE"),
    "a leak in broken UTF-8": ("text witness v0 FILE", holding(b"Caf\xe9"), "FILE"),
    "a PDF to match with the versions": ("leak match FILE", holding(b"%PDF-1.7\n"), "FILE PDF"),
    "a document that is not there": ("source add X Y --retrieved 2025-01-06 --name s --document FILE", nothing, "FILE"),
    "a folder as a document": ("source add X Y --retrieved 2025-01-06 --name s --document FILE", a_folder, "FILE"),
    # Geometries
    "a geometry that is no JSON": (AREA, holding("{"), "JSON"),
    "a geometry that is not there": (AREA, nothing, "FILE"),
    "a geometry in broken UTF-8": (AREA, holding(b'"\xff"'), "FILE UTF-8"),
    "a place that is no number": (AREA, geometry("LineString", "[[NaN, 1], [1, 1]]"), "JSON"),
    "a place beyond all numbers": (AREA, geometry("LineString", "[[1e999, 1], [1, 1]]"), "GeoJSON"),
    "a place of words": (AREA, geometry("LineString", '[["5", "60"], [1, 1]]'), "longitude"),
    "a place with one number": (AREA, geometry("LineString", "[[5], [1, 1]]"), "longitude"),
    "a place off the Earth": (AREA, geometry("LineString", "[[200, 60], [1, 1]]"), "200 Earth"),
    "latitude before longitude": (AREA, geometry("LineString", "[[60, 120], [1, 1]]"), "120 Earth"),
    "a ring that is not closed": (AREA, geometry("Polygon", "[[[0, 0], [1, 0], [1, 1], [0, 1]]]"), "border"),
    "a ring that crosses itself": (AREA, geometry("Polygon", "[[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]"), "area"),
    "a ring of two places": (AREA, geometry("Polygon", "[[[0, 0], [0, 0]]]"), "four"),
    "a line of one place": (AREA, geometry("LineString", "[[0, 0]]"), "two"),
    "a geometry of no places": (AREA, geometry("MultiLineString", "[]"), "places"),
    "a geometry of an unknown type": (AREA, geometry("Circle", "[0, 0]"), "Polygon"),
    "coordinates that are no list": (AREA, geometry("LineString", '"0, 0"'), "coordinates"),
    "coordinates nested without end": (AREA, geometry("Polygon", "[" * 200_000), "JSON"),
    "a geometry of several features": (
        AREA,
        holding('{"type": "FeatureCollection", "features": [{}, {}]}'),
        "one",
    ),
    "a geometry too large": (AREA, geometry("LineString", f"[{'[1, 1],' * 2_000_000}[1, 1]]"), "simplify"),
    # Scripts
    "a script that is not there": (PLAY, nothing, "FILE"),
    "a folder as a script": (PLAY, a_folder, "FILE"),
    "a script in broken UTF-8": (PLAY, holding(b"at 2025-01-01T00:00Z\n# caf\xe9\n"), "FILE line 2 UTF-8"),
    "a script with a bad line": (PLAY, holding(f"{CLOCK}\n# names\nactor seat elm party\n"), "FILE line 5: elm"),
    "a script with an unknown command": (PLAY, holding(f"{CLOCK}negotiate\n"), "FILE line 3: negotiate"),
    "a script with an open quotation": (PLAY, holding(f"{CLOCK}actor add elm 'Elm\n"), "FILE line 3:"),
    "a script whose clock goes back": (PLAY, holding(f"{CLOCK}at 2024-12-31T00:00Z\n"), "FILE line 3: back"),
    "a script without a clock": (PLAY, holding("new x --title X\n"), "FILE line 1: at"),
    "a script at no time": (PLAY, holding("at noon\n"), "FILE line 1: noon"),
    "a script that plays itself": (PLAY, holding(f"{CLOCK}play FILE again.onetext\n"), "FILE"),
    "a script over the record": ("play FILE talks.onetext", holding(CLOCK), "talks.onetext exists"),
    "a script into no folder": ("play FILE no/folder/out.onetext", holding(CLOCK), "no/folder"),
    # Records
    "a record that is not there": ("status -f FILE", nothing, "FILE"),
    "a folder as a record": ("status -f FILE", a_folder, "FILE folder"),
    "an empty file as a record": ("status -f FILE", holding(b""), "FILE empty"),
    "a text as a record": ("status -f FILE", holding(DRAFT * 100), "FILE"),
    "a Word document as a record": ("status -f FILE", a_word_document, "FILE"),
    "another program's database as a record": ("status -f FILE", another_programs_database, "FILE another"),
    "an act into another program's database": ("actor add elm Elm -f FILE", another_programs_database, "FILE another"),
    # Exports and what is written
    "an import that is not there": ("import FILE out.onetext", nothing, "FILE"),
    "a folder as an import": ("import FILE out.onetext", a_folder, "FILE"),
    "an empty import": ("import FILE out.onetext", holding(b""), "FILE"),
    "a text as an import": ("import FILE out.onetext", holding(DRAFT), "FILE"),
    "an export onto the record": ("export -o talks.onetext", nothing, "talks.onetext"),
    "an export onto a file": ("export -o FILE", holding("mine"), "FILE"),
    "an export into no folder": ("export -o no/folder/out", nothing, "no/folder/out"),
    "an export onto a folder": ("export -o FILE", a_folder, "FILE"),
    "a calendar onto the record": ("deadline calendar talks.onetext", nothing, "talks.onetext"),
    "a calendar into no folder": ("deadline calendar no/folder/x.ics", nothing, "no/folder/x.ics"),
    "a new negotiation onto the record": ("new talks --title X", nothing, "talks.onetext"),
    "a new negotiation in no folder": ("new no/folder/other --title X", nothing, "no/folder"),
    "a copy of an example onto the record": ("example harbour talks.onetext", nothing, "talks.onetext"),
    "a checkpoint that is not there": ("verify --kept FILE", nothing, "FILE"),
    "a checkpoint in broken UTF-8": ("verify --kept FILE", holding(b"\xff"), "FILE"),
    "a text as a checkpoint": ("verify --kept FILE", holding(DRAFT), ""),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_named_in_one_sentence_and_the_record_stays_as_it_was(talks: Path, what: str) -> None:
    words, make, named = REFUSED[what]
    make(talks.with_name("their-file"))
    before = talks.read_bytes()
    beside = sorted(talks.parent.iterdir())
    said = sentence(typed(*shlex.split(words.replace("FILE", "their-file"))))
    assert [word for word in named.replace("FILE", "their-file").split() if word.lower() not in said.lower()] == []
    assert talks.read_bytes() == before
    assert sorted(talks.parent.iterdir()) == beside


READ: dict[str, bytes] = {
    "a text in UTF-16": DRAFT.encode("utf-16"),
    "a text with a byte order mark": DRAFT.encode("utf-8-sig"),
    "a text with line ends of Windows": DRAFT.replace("\n", "\r\n").encode(),
    "brackets that do not close": b"1. Ash shall [dredge the [harbour.\n",
    "brackets that do not open": b"1. Ash shall] dredge] the harbour.\n",
    "200,000 brackets in one another": b"1. " + b"[" * 200_000 + b"Ash" + b"]" * 200_000 + b"\n",
    "a line of 10 MB": b"1. " + b"Ash shall dredge. " * 600_000 + b"\n",
    "a line of 10 MB of brackets": b"1. " + b"[a] " * 2_500_000 + b"\n",
    "numbers of many digits": b"1. "
    + b"9" * 5000
    + b" ships, "
    + b"9" * 40
    + b".5 days, 12"
    + b",000" * 3000
    + b" km\n",
    "control characters": b"1. Ash \x1b[31mshall\x07 dredge.\n",
}


@pytest.mark.parametrize("what", READ)
def test_an_odd_text_is_read_as_it_is_or_refused(tmp_path: Path, talks: Path, what: str) -> None:
    (tmp_path / "draft.txt").write_bytes(READ[what])
    before = talks.read_bytes()
    answer = typed("text", "table", "draft.txt", "--line", "cedar-draft", "--name", "c1", "--as", "cedar")
    if answer.code:
        sentence(answer)
        assert "10 MB" in what
        assert talks.read_bytes() == before
    else:
        shown = typed(*("text",) if "10 MB" in what else ("show", "--line", "cedar-draft", "--as", "cedar"))
        assert shown.code == 0, shown.err
        assert b"\x1b" not in shown.out
    assert typed("verify").code == 0


def test_brackets_that_do_not_close_are_reported(tmp_path: Path, talks: Path) -> None:
    (tmp_path / "draft.txt").write_text("1. Ash shall [dredge the harbour.\n", encoding="utf-8")
    assert talks.exists()
    assert typed("text", "table", "draft.txt", "--line", "cedar-draft", "--name", "c1", "--as", "cedar").code == 0
    told = typed("show", "1", "--line", "cedar-draft", "--as", "cedar")
    assert told.code == 0
    assert b"never closed" in told.out


def cut(record: bytes) -> bytes:
    """Without its last third."""
    return record[: len(record) * 2 // 3 // 4096 * 4096]


def overwritten(record: bytes) -> bytes:
    """With zeros in its first page, behind the header."""
    return record[:100] + bytes(3996) + record[4096:]


def flipped(record: bytes) -> bytes:
    """With another letter in the words of an act."""
    assert record.count(b"Ash shall dredge no harbour.") == 1
    return record.replace(b"Ash shall dredge no harbour.", b"Ash shall dredge no barbour.")


def newer(record: bytes) -> bytes:
    """With a later format's number (user_version, at offset 60)."""
    return record[:60] + (99).to_bytes(4, "big") + record[64:]


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut off": (cut, "damaged"),
    "cut off within the header": (lambda record: record[:50], "talks.onetext"),
    "overwritten": (overwritten, "damaged"),
    "of a newer format": (newer, "99 update"),
}


@pytest.mark.parametrize("what", DAMAGE)
@pytest.mark.parametrize("words", ["log", "actor add elm Elm", "verify", "export", "status --json"])
def test_a_record_that_is_not_whole_is_named_and_left_alone(talks: Path, what: str, words: str) -> None:
    damage, named = DAMAGE[what]
    talks.write_bytes(damage(talks.read_bytes()))
    before = talks.read_bytes()
    said = sentence(typed(*words.split(), "-f", talks.name))
    assert [word for word in ("talks.onetext", *named.split()) if word not in said] == []
    assert talks.read_bytes() == before
    assert sorted(path.name for path in talks.parent.iterdir()) == ["talks.onetext", "talks.script", "v0.txt"]


def test_a_flipped_letter_is_found_by_verify(talks: Path) -> None:
    talks.write_bytes(flipped(talks.read_bytes()))
    before = talks.read_bytes()
    answer = typed("verify", "--json")
    assert answer.code == 1
    assert "altered" in json.loads(answer.out)["faults"][0]
    assert talks.read_bytes() == before


@pytest.mark.parametrize("words", ["actor add elm Elm", "status"])
def test_a_record_that_another_program_holds_is_waited_for_and_then_refused(
    talks: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setitem(vars(SqliteLog)["open"].__func__.__kwdefaults__, "timeout", 0.2)
    before = talks.read_bytes()
    other = sqlite3.connect(talks, isolation_level=None)
    try:
        other.execute("BEGIN EXCLUSIVE")
        said = sentence(typed(*words.split()))
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert "talks.onetext" in said
    assert "another program" in said
    assert talks.read_bytes() == before


def lines_of(answer: Answer) -> list[bytes]:
    assert answer.code == 0, answer.err
    return answer.out.splitlines(keepends=True)


def relabelled(lines: list[bytes], old: bytes, new: bytes) -> list[bytes]:
    """With one thing put for another wherever it stands; it does stand somewhere."""
    assert any(old in line for line in lines)
    return [line.replace(old, new) for line in lines]


EDITS: dict[str, tuple[Callable[[list[bytes]], list[bytes]], str]] = {
    "a line dropped": (lambda lines: [*lines[:9], *lines[10:]], "line"),
    "the last line dropped": (lambda lines: lines[:-1], "cut off"),
    "the end of the last line cut off": (lambda lines: [*lines[:-1], lines[-1][:-9]], "cut off"),
    "a line doubled": (lambda lines: [*lines[:9], lines[8], *lines[9:]], "repeats"),
    "a line at the end doubled": (lambda lines: [*lines, lines[-1]], "line"),
    "two lines exchanged": (lambda lines: [*lines[:8], lines[9], lines[8], *lines[10:]], "line"),
    "all lines turned round": (lambda lines: lines[::-1], "line 1"),
    "a word edited": (lambda lines: relabelled(lines, b"Ash shall dredge no harbour.", b"Ash shall dredge."), "line"),
    "a blank put in": (lambda lines: relabelled(lines, b'"author":"birch"', b'"author": "birch"'), "canonical"),
    "a reader put in": (lambda lines: relabelled(lines, b'"audience":["birch"]', b'"audience":["*"]'), "log"),
    "a newer version": (lambda lines: relabelled(lines, b'"version":1', b'"version":99'), "99 update"),
    "another version": (lambda lines: relabelled(lines, b'"version":1', b'"version":-1'), "line 1"),
    "a huge version": (lambda lines: relabelled(lines, b'"version":1', b'"version":' + b"9" * 5000), "line 1"),
    "more lines promised": (lambda lines: relabelled(lines, b'"size":', b'"size":9'), "line"),
    "another program's lines": (lambda lines: [b'{"a":1}\n', *lines], "line 1"),
    "an empty line": (lambda lines: [*lines[:5], b"\n", *lines[5:]], "line 6"),
    "lists without end": (lambda lines: [*lines[:5], b"[" * 100_000 + b"\n", *lines[5:]], "line 6"),
}


@pytest.mark.parametrize("what", EDITS)
def test_an_export_that_was_changed_is_not_imported(talks: Path, what: str) -> None:
    edit, named = EDITS[what]
    changed = talks.with_name("changed.jsonl")
    changed.write_bytes(b"".join(edit(lines_of(typed("export")))))
    beside = sorted(talks.parent.iterdir())
    said = sentence(typed("import", "changed.jsonl", "copy.onetext"))
    assert [word for word in ("changed.jsonl", *named.split()) if word not in said.lower()] == []
    assert sorted(talks.parent.iterdir()) == beside


def test_an_import_goes_into_a_new_file_only(talks: Path) -> None:
    assert typed("export", "-o", "all.jsonl").code == 0
    before = talks.read_bytes()
    assert "talks.onetext" in sentence(typed("import", "all.jsonl", "talks.onetext"))
    assert "no/folder" in sentence(typed("import", "all.jsonl", "no/folder/copy.onetext"))
    assert talks.read_bytes() == before
