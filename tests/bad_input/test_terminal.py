"""The terminal, the process and the disk: what is typed in odd bytes, shown to nobody, stopped, or has no room."""

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from onetext.cli.page import printable
from typed import ROOT, Answer, contents, ran, sentence, started, typed

ESCAPES = "\x1b[31mred\x1b[0m\x07\x08\x9b2J\x7f\r\nonetext: forged"
ARABIC = "المرفأ"
REFUSED = 2


@pytest.fixture
def hostile(talks: Path) -> Path:
    """The talks after somebody put control characters wherever words go."""
    assert typed("actor", "add", "elm", f"Elm {ESCAPES}").code == REFUSED
    assert typed("actor", "add", "elm", f"Elm {ARABIC}").code == 0
    assert typed("amend", "3", "--words", f"Cedar {ESCAPES}", "--name", "odd", "--as", "birch").code == 0
    assert typed("statement", "add", "birch", f"Said {ESCAPES}", "--as", "birch", "--name", "said").code == 0
    assert typed("track", "add", f"Track {ESCAPES}", "--name", "odd-track").code == 0
    assert typed("text", "rival", f"Rival {ESCAPES}", "--name", "odd-rival").code == 0
    return talks


SHOWN = ["status", "actor", "who", "who elm", "amend", "show", "statement", "track", "text", "log", "room --as birch"]


@pytest.mark.parametrize("words", [*SHOWN, "log --json", "actor --json", "amend --json", "status --json"])
def test_no_control_character_reaches_the_terminal(hostile: Path, words: str) -> None:
    answer = typed(*words.split())
    assert answer.code == 0
    assert hostile.exists()
    shown = answer.out.decode()
    assert [c for c in shown if not c.isprintable() and c != "\n"] == []
    assert not any(line.startswith("onetext: forged") for line in shown.splitlines())


def test_letters_of_every_direction_are_shown_as_they_are(hostile: Path) -> None:
    assert hostile.exists()
    assert ARABIC in typed("actor").out.decode()


def test_json_gives_back_what_was_typed(hostile: Path) -> None:
    assert hostile.exists()
    assert f"Track {ESCAPES}" in {track["title"] for track in json.loads(typed("track", "--json").out)}


def test_every_control_character_has_a_visible_picture() -> None:
    controls = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))
    assert printable(controls, breaks=False).isprintable()
    assert printable("a\r\n\tb") == "a\n\tb"


@pytest.mark.parametrize("word", [ESCAPES, "\x1b]0;title\x07", "line\nonetext: forged", "\x00"])
@pytest.mark.parametrize("words", ["who {}", "show {}", "status -f {}", "withdraw {} --reason x", "actor add {} X"])
def test_a_sentence_repeats_no_control_character(talks: Path, words: str, word: str) -> None:
    before = talks.read_bytes()
    sentence(typed(*(part.format(word) for part in words.split())))
    assert talks.read_bytes() == before


IN_A_PROCESS: dict[str, tuple[tuple[str | bytes, ...], str]] = {
    "an unknown actor": (("who", "narnia"), "narnia"),
    "an unknown option": (("status", "--bogus"), "--bogus"),
    "no command of ours": (("negotiate",), "negotiate"),
    "a record that is not there": (("status", "-f", "missing"), "missing"),
    "a text as a record": (("status", "-f", "v0.txt"), "v0.txt"),
    "a second head": (("text", "table", "v0.txt", "--name", "v1"), "v0"),
    "a name that is no UTF-8": (("actor", "add", "elm", b"\xff\xfe"), "UTF-8"),
    "a slug that is no UTF-8": (("who", b"\xe9"), "UTF-8"),
    "a file name that is no UTF-8": (("status", "-f", b"talks\xff"), "UTF-8"),
    "control characters": (("who", "\x1b[31m"), "␛"),
    "a script that is not there": (("play", "missing.script", "out.onetext"), "missing.script"),
    "settling without the pen": (("settle", "1", "--words", "x", "--as", "ash"), "pen"),
}


@pytest.mark.parametrize("what", IN_A_PROCESS)
def test_a_process_of_its_own_ends_in_the_same_sentence(talks: Path, what: str) -> None:
    words, named = IN_A_PROCESS[what]
    before = talks.read_bytes()
    assert named in sentence(ran(*words, folder=talks.parent))
    assert talks.read_bytes() == before


def test_a_reader_that_goes_away_is_no_fault(talks: Path) -> None:
    before = talks.read_bytes()
    process = started("log", "--json", folder=talks.parent)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) in {0, 1}
    assert b"Traceback" not in said
    assert b"BrokenPipe" not in said
    assert talks.read_bytes() == before


def test_a_full_output_is_told_in_one_sentence(talks: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "onetext", "log", "--json"],
            cwd=talks.parent,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    sentence(Answer(done.returncode, b"", done.stderr.decode()))


def _has_opened(process: subprocess.Popen[bytes], file: Path) -> bool:
    """Whether a program is past its loading, during which Python may drop an interrupt, and at work on a file."""
    with suppress(OSError):
        return any(one.resolve() == file.resolve() for one in Path(f"/proc/{process.pid}/fd").iterdir())
    return False


def test_ctrl_c_ends_in_one_sentence_and_records_nothing(talks: Path) -> None:
    before = talks.read_bytes()
    other = sqlite3.connect(talks, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        process = started("actor", "add", "elm", "Elm", folder=talks.parent)
        until = time.monotonic() + 30
        while not _has_opened(process, talks) and time.monotonic() < until:
            time.sleep(0.05)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        process.send_signal(signal.SIGINT)
        other.execute("ROLLBACK")
        out, err = process.communicate(timeout=60)
    finally:
        other.close()
    assert "Stopped" in sentence(Answer(process.returncode, out, err.decode().removeprefix("\n")))
    assert talks.read_bytes() == before


def without_room(limit: int, *words: str, folder: Path) -> Answer:
    """The answer where no file may grow beyond `limit` bytes, as on a full disk."""

    def confined() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-B", "-m", "onetext", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        timeout=60,
        check=False,
        preexec_fn=confined,
    )
    return Answer(done.returncode, done.stdout, done.stderr.decode())


@pytest.mark.parametrize(
    "words",
    [
        ("text", "table", "large.txt", "--line", "cedar-draft", "--name", "c1", "--as", "cedar"),
        ("new", "other", "--title", "Other talks"),
        ("play", "talks.script", "other.onetext"),
        ("export", "-o", "all.jsonl"),
    ],
)
def test_where_there_is_no_room_nothing_is_recorded(talks: Path, words: tuple[str, ...]) -> None:
    talks.with_name("large.txt").write_text("1. Ash shall dredge.\n" + "Ash shall dredge. " * 20_000)
    room = talks.stat().st_size if words[0] == "text" else 8192
    before = contents([talks])
    sentence(without_room(room, *words, folder=talks.parent))
    assert typed("verify").code == 0
    assert typed("text", "--json").out.count(b'"c1"') == 0
    left = sorted(path.name for path in talks.parent.iterdir())
    assert left == ["large.txt", "talks.onetext", "talks.script", "v0.txt"]
    if words[0] != "text":
        assert contents([talks]) == before
