"""Commands as a person types them: through the real `main`, in this process or in one of its own."""

import io
import os
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from onetext.cli import main

ROOT = Path(__file__).resolve().parents[1]
RECORD = "talks.onetext"
SCRIPT = """
at 2025-01-06T09:00Z
new talks --title "Harbour talks" --zone Europe/Oslo --readers public
actor add ash "Ash"
actor add birch "Birch"
actor add cedar "Cedar"
actor add norway "Norway"
actor add ann "Ann" --kind person
actor add bob "Bob" --kind person
actor seat ash party
actor seat birch party
actor seat norway mediator
actor delegate ann ash
actor office ash "Mayor of Ash" ann --name mayor-ash
actor office birch "Mayor of Birch" bob --name mayor-birch
actor principal ash mayor-ash
source add "The Daily" "A page" --published 2025-01-05 --retrieved 2025-01-06 --name daily \\
    --digest 00000000000000000000000000000000000000000000000000000000000000aa
text table v0.txt --name v0 --label "First draft"
text rival "Cedar's own draft" --sponsors cedar --name cedar-draft
amend 1 --words "Ash shall dredge the outer harbour." --as ann/ash --name dredge
amend 1 --words "Ash shall dredge no harbour." --as birch --name no-dredge
amend 1 --words "Ash shall dredge at night." --as birch --to birch --name whisper
track add "Working group on light" --members ash,birch --name light
track refer light 2
round add "First round" "Oslo" --participants ash,birch --name round-1
statement add birch "It goes well." --name well --as birch
silence start 3 --addressees ash,birch --until 2025-01-10T12:00+01:00 --name quiet --as norway
signoff order --gate mayor-ash --gate mayor-birch --then cedar
timeline before dredge no-dredge --source daily --quote "first the one" --place "paragraph 2" --to table
deadline set "Sign the text" --target 2030-02-01 --name sign --as norway
preference set 3 yes no --as birch
leak add v0 "two pages" --outlets "The Daily" --name pages --source daily --quote "two pages" --place "line 1"
"""
DRAFT = """Harbour agreement

1. Ash shall dredge the harbour.

2. Birch shall light the pier.

3. Cedar may use the quay.
"""


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: bytes
    err: str


def typed(*words: str) -> Answer:
    """Type a command here, after "onetext"; an exception that `main` lets through is one."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    code = 0
    with patch.object(sys, "argv", ["onetext", *words]), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    out.flush()
    err.flush()
    return Answer(code, _bytes(out), _bytes(err).decode())


def _bytes(stream: io.TextIOWrapper) -> bytes:
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


def started(*words: str | bytes, folder: Path) -> subprocess.Popen[bytes]:
    """The same in a process of its own, which works in `folder`."""
    return subprocess.Popen(
        # Where the tests run behind something else, interrupts are ignored by all that they start, unless told.
        ["env", "--default-signal=INT", sys.executable, "-m", "onetext", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def ran(*words: str | bytes, folder: Path) -> Answer:
    """The answer of a process of its own."""
    process = started(*words, folder=folder)
    out, err = process.communicate(timeout=60)
    return Answer(process.returncode, out, err.decode())


def make_talks(folder: Path) -> Path:
    """A small negotiation, made by commands: ash and birch at the table, norway with the pen, cedar outside."""
    (folder / "v0.txt").write_text(DRAFT, encoding="utf-8")
    (folder / "talks.script").write_text(SCRIPT, encoding="utf-8")
    answer = typed("play", str(folder / "talks.script"), str(folder / RECORD))
    assert answer.code == 0, answer.err
    return folder / RECORD


def sentence(answer: Answer) -> str:
    """The one sentence in which a refused command ends; fails where the answer is anything else."""
    assert answer.code == 2, answer
    assert answer.err.endswith("\n"), answer
    lines = answer.err.removesuffix("\n").split("\n")
    assert len(lines) == 1, lines
    assert lines[0].startswith("onetext: "), lines
    assert not {"Cc", "Cs"} & set(map(unicodedata.category, lines[0])), lines
    return lines[0]


def contents(paths: Sequence[Path]) -> dict[Path, bytes]:
    """The bytes of files."""
    return {path: path.read_bytes() for path in paths}
