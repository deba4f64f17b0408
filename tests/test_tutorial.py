"""The tutorial is true: what it tells the reader to type works, and prints what it shows."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TUTORIAL = Path(__file__).parents[1] / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```(?P<kind>sh|sh refused|text)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
WITH_ONETEXT = f'set -e\nonetext() {{ "{sys.executable}" -m onetext "$@"; }}\n'
REFUSED = 2


class Step(NamedTuple):
    """A block of commands, whether it is to be refused, and what it is said to print."""

    commands: str
    refused: bool
    shown: list[str]


def steps() -> Iterator[Step]:
    """The steps of the tutorial; what a block prints may be shown in the block after it."""
    blocks = [(found["kind"], found["body"]) for found in BLOCK.finditer(TUTORIAL.read_text(encoding="utf-8"))]
    for place, (kind, body) in enumerate(blocks):
        if kind == "text":
            continue
        after = blocks[place + 1] if place + 1 < len(blocks) else ("", "")
        yield Step(body, kind == "sh refused", after[1].splitlines() if after[0] == "text" else [])


def run(step: Step, folder: Path) -> subprocess.CompletedProcess[str]:
    """Type a step in a shell in the folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ONETEXT")}
    return subprocess.run(
        ["/bin/bash", "-c", WITH_ONETEXT + step.commands],
        cwd=folder,
        env={**environment, "PYTHONUTF8": "1", "COLUMNS": "80"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def plain(text: str) -> str:
    """Without line breaks and the width of columns."""
    return " ".join(text.split())


def shown(line: str) -> str:
    """What a line of a box says is printed; “…” at its ends stands for what is left out."""
    return plain(line.strip().removeprefix("…").removesuffix("…"))


def test_the_tutorial_works_and_prints_what_it_shows_and_ends_with_a_page_for_one_party(tmp_path: Path) -> None:
    for step in steps():
        done = run(step, tmp_path)
        told = f"{step.commands}\n{done.stdout}{done.stderr}"
        assert done.returncode == (REFUSED if step.refused else 0), told
        missing = [line for line in step.shown if shown(line) not in plain(done.stdout + done.stderr)]
        assert not missing, told
    page = (tmp_path / "status.html").read_text(encoding="utf-8")
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert "North Land" in page
    assert "South Land" in page
    for name in ("status.html", "for-north.jsonl", "at-north/fishery.onetext"):
        assert b"350 tonnes" not in (tmp_path / name).read_bytes()
    assert b"350 tonnes" in (tmp_path / "for-south.jsonl").read_bytes()
