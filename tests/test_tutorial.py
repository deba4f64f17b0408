"""The tutorials are true: what they tell the reader to type works, and prints what they show."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from web.browser import free_port

DOCS = Path(__file__).parents[1] / "docs"
BLOCK = re.compile(r"^```(?P<kind>sh|sh refused|sh serving|text)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
WITH_ONETEXT = f'set -e\nonetext() {{ "{sys.executable}" -m onetext "$@"; }}\n'
REFUSED = 2
USUAL = "localhost:8000"


class Step(NamedTuple):
    """A block of commands, whether it is to be refused or keeps running, and what it is said to print."""

    commands: str
    kind: str
    shown: list[str]


def steps(tutorial: str) -> Iterator[Step]:
    """The steps of a tutorial; what a block prints may be shown in the block after it."""
    page = (DOCS / tutorial).read_text(encoding="utf-8")
    blocks = [(found["kind"], found["body"]) for found in BLOCK.finditer(page)]
    for place, (kind, body) in enumerate(blocks):
        if kind == "text":
            continue
        after = blocks[place + 1] if place + 1 < len(blocks) else ("", "")
        yield Step(body, kind, after[1].splitlines() if after[0] == "text" else [])


def environment() -> dict[str, str]:
    """What a shell of the reader's knows: nothing of a record of ours."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("ONETEXT")}
    return {**ours, "PYTHONUTF8": "1", "COLUMNS": "80"}


def run(step: Step, folder: Path) -> subprocess.CompletedProcess[str]:
    """Type a step in a shell in the folder."""
    return subprocess.run(
        ["/bin/bash", "-c", WITH_ONETEXT + step.commands],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def follow(tutorial: str, folder: Path) -> None:
    """Type a tutorial in the folder, up to what keeps running: each step works and prints what it shows."""
    for step in steps(tutorial):
        if step.kind == "sh serving":
            return
        done = run(step, folder)
        told = f"{step.commands}\n{done.stdout}{done.stderr}"
        assert done.returncode == (REFUSED if step.kind == "sh refused" else 0), told
        assert missing(step, done.stdout + done.stderr) == [], told


def missing(step: Step, printed: str) -> list[str]:
    """The lines that a step shows and that are not among what it printed."""
    return [line for line in step.shown if shown(line) not in plain(printed)]


@contextmanager
def serving(step: Step, folder: Path) -> Iterator[str]:
    """The address of the server that a step starts, at a port of its own; it says what the step shows."""
    mine = f"localhost:{free_port()}"
    words = [*step.commands.split()[1:], "--port", mine.partition(":")[2]]
    with subprocess.Popen(
        [sys.executable, "-m", "onetext", *words],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline().replace(mine, USUAL)
            assert missing(step, said) == [], said
            yield f"http://{mine}"
        finally:
            process.send_signal(signal.SIGINT)


def fetched(address: str) -> str:
    """A page as anybody gets it, who has not signed in."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        return str(answer.read().decode())


def plain(text: str) -> str:
    """Without line breaks and the width of columns."""
    return " ".join(text.split())


def shown(line: str) -> str:
    """What a line of a box says is printed; “…” at its ends stands for what is left out."""
    return plain(line.strip().removeprefix("…").removesuffix("…"))


def test_the_tutorial_works_and_prints_what_it_shows_and_ends_with_a_page_for_one_party(tmp_path: Path) -> None:
    follow("tutorial.md", tmp_path)
    page = (tmp_path / "status.html").read_text(encoding="utf-8")
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert "North Land" in page
    assert "South Land" in page
    for name in ("status.html", "for-north.jsonl", "at-north/fishery.onetext"):
        assert b"350 tonnes" not in (tmp_path / name).read_bytes()
    assert b"350 tonnes" in (tmp_path / "for-south.jsonl").read_bytes()


def section(title: str) -> str:
    """A section of the README."""
    page = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    return page.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def test_the_commands_of_the_readme_make_a_negotiation_and_invite_to_it(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("1. The waters are open.\n\n2. No trawling.\n\n3. No nets in May.\n")
    typed = section("Your own negotiation") + section("Around one table")
    lines = [line.removeprefix("python3 run.py ") for line in typed.splitlines() if line.startswith("python3 run.py ")]
    commands = [line for line in lines if not line.startswith("onetext serve ")]
    done = run(Step("\n".join(commands), "sh", []), tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Fishery talks" in (tmp_path / "status.html").read_text(encoding="utf-8")
    assert "/accounts/invitation/" in done.stdout


def test_who_follows_a_negotiation_types_what_the_page_says_and_ends_with_pages_for_everybody(tmp_path: Path) -> None:
    follow("following.md", tmp_path)
    page = (tmp_path / "ferry.html").read_text(encoding="utf-8")
    assert "4 further points are unknown" in plain(page)
    assert "Ask the Courier" not in page
    server = next(step for step in steps("following.md") if step.kind == "sh serving")
    with serving(server, tmp_path) as address:
        text, claims, that_day = (
            fetched(f"{address}/n/ferry/{path}") for path in ("", "public/claims/", "public/events/?as_of=2025-03-03")
        )
    assert "The strait ferry" in text
    assert "no more than 400 lorries a day" in plain(text)
    assert "Every line of it was written in Ormund" in claims
    assert "Ines Dahl" in claims
    assert "Ines Dahl" not in that_day
    assert not [page for page in (text, claims, that_day) if "Ask the Courier" in page]
