"""The commands of a server, typed wrongly, each in a process of its own: one sentence, exit code 2, no traceback.

They set up a web server for their process, so that they cannot run beside one another as the other commands' tests do.
"""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
import pytest

from harbour import harbour_at
from tree import OF_A_SERVER, every_command

LONG = "x" * 5_000
DATABASES = ("mysql://onetext@here/talks", "postgresql://onetext@127.0.0.1:PORT/talks", "postgresql://%zz@/x", "words")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record, its server's folder, and what can be taken for them."""
    found = tmp_path_factory.mktemp("server")
    harbour = harbour_at(found / "talks.onetext")
    harbour.record.close()
    (found / "folder").mkdir()
    (found / "empty.onetext").touch()
    (found / "words.onetext").write_text("1. Ash shall dredge the harbour.\n")
    whole = (found / "talks.onetext").read_bytes()
    (found / "damaged.onetext").write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    broken = found / "broken.server"
    broken.mkdir()
    (broken / "accounts.sqlite3").write_bytes(b"SQLite format 3\0" + os.urandom(4096))
    another = found / "another.server"
    another.mkdir()
    with sqlite3.connect(another / "accounts.sqlite3") as database:
        database.execute("CREATE TABLE accounts_account (letters)")
    database.close()
    good = run("account", "publish", "talks.onetext", at=found)
    assert good.returncode == 0, good.stderr
    return found


def run(*words: str | bytes, at: Path, timeout: float = 90) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ONETEXT_")}
    command: list[str | bytes] = [sys.executable, "-m", "onetext", *words]
    return subprocess.run(command, cwd=at, env=environment, capture_output=True, check=False, timeout=timeout)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A port on which somebody listens already, and says nothing that a database would."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield int(taken.getsockname()[1])


def commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    return ((path, command) for path, command in every_command() if path[0] in OF_A_SERVER)


def everywhere() -> Iterator[list[str | bytes]]:
    """What is wrong with any command: an unknown option, words too many, words that are no UTF-8, or none."""
    for path, command in commands():
        yield [*path, "--no-such-option"]
        if isinstance(command, click.Group):
            yield [*path, "no-such-command"]
            continue
        yield [*path, *["word"] * 9]
        yield [*path, b"caf\xe9"]
        yield [*path, LONG, LONG, LONG, LONG]
        if any(parameter.required for parameter in command.params):
            yield [*path]


ANNA = ("--as", "mayor-ash/ash")
WRONG: tuple[tuple[str, ...], ...] = (
    # Records that are none
    *(
        command
        for record in ("missing.onetext", "folder", "empty.onetext", "words.onetext", "damaged.onetext", "", LONG)
        for command in (("serve", record, "--port", "PORT"), ("account", "publish", record))
    ),
    ("account", "add", "anna@ash.example", "--at", "damaged.onetext", *ANNA),
    ("account", "add", "anna@ash.example", "--at", "folder", *ANNA),
    ("server", "import", "missing.onetext", "--database", DATABASES[1], "--name", "x"),
    ("server", "import", "damaged.onetext", "--database", DATABASES[1], "--name", "x"),
    ("server", "import", "words.onetext", "--database", DATABASES[1], "--name", "x"),
    # Names that nobody has
    ("account", "add", "anna@ash.example", "--at", "talks.onetext", "--as", "nobody/ash"),
    ("account", "add", "anna@ash.example", "--at", "talks.onetext", "--as", ""),
    ("account", "add", "anna@ash.example", "--at", "talks.onetext", "--as", LONG),
    ("account", "add", "@", "--at", "talks.onetext", *ANNA),
    ("account", "add", f"{LONG}@ash.example", "--at", "talks.onetext", *ANNA),
    ("account", "add", "anna@ash.example\nBcc: all@ash.example", "--at", "talks.onetext", *ANNA),
    ("account", "remove", "nobody@ash.example", "--home", "talks.server"),
    ("account", "reset", LONG, "--home", "talks.server"),
    ("account", "unpublish", "nowhere"),
    # Folders that are none, or hold something else
    *(
        (*command, "--home", home)
        for home in ("talks.onetext", "words.onetext/below", "broken.server", "another.server", LONG)
        for command in (("account", "list"), ("serve", "talks.onetext"))
    ),
    # Addresses of the network
    ("serve", "talks.onetext", "--port", "PORT"),
    ("serve", "talks.onetext", "--port", "0"),
    ("serve", "talks.onetext", "--port", "65536"),
    ("serve", "talks.onetext", "--port", "many"),
    ("serve", "talks.onetext", "--host", "no.such.host.example"),
    ("serve", "talks.onetext", "--host", ""),
    ("serve", "talks.onetext", "--host", LONG),
    ("serve", "talks.onetext", "--origin", "http://talks.example", "--behind-proxy"),
    ("serve", "talks.onetext", "--origin", "https://[", "--behind-proxy"),
    ("serve", "talks.onetext", "--origin", "https://talks.example:many", "--behind-proxy"),
    ("serve", "talks.onetext", "--origin", LONG, "--behind-proxy"),
    ("serve", "talks.onetext", "--behind-proxy"),
    ("serve", "talks.onetext", "talks.onetext", "--port", "PORT"),
    ("demo", "--port", "PORT", "word"),
    # Databases
    *(
        command
        for database in (*DATABASES, "", LONG)
        for command in (
            ("serve", "--database", database),
            ("server", "prepare", "--database", database, "--app-role", "onetext"),
            ("server", "export", "--database", database, "--name", "talks", "-o", "out.jsonl"),
        )
        if (database, command[0]) != ("", "serve")  # then it serves the record that is there
    ),
)


def wrong_with(answer: subprocess.CompletedProcess[bytes]) -> str:
    """What is wrong with an answer; "" for a refusal in one sentence."""
    said = answer.stderr.decode("utf-8", "replace").strip()
    whole = f"exit {answer.returncode}: {said[-700:]}"
    if answer.returncode != 2 or "Traceback" in said:
        return whole
    return "" if said.startswith("onetext: ") and len(said.splitlines()) == 1 and said.endswith((".", "?")) else whole


def refused(words: tuple[str | bytes, ...], folder: Path, port: int) -> str:
    typed = [word.replace("PORT", str(port)) if isinstance(word, str) else word for word in words]
    try:
        return wrong_with(run(*typed, at=folder))
    except subprocess.TimeoutExpired:
        return "it goes on and on"


def all_refused(given: Sequence[tuple[str | bytes, ...]], folder: Path, port: int) -> dict[str, str]:
    """What is wrong with the answers, by what was typed; two at a time, each in a folder of its own."""
    folders = [folder, Path(shutil.copytree(folder, folder.with_name("beside"), dirs_exist_ok=True))]
    with ThreadPoolExecutor(2) as at_once:
        halves = at_once.map(
            lambda half: [(words, refused(words, folders[half], port)) for words in given[half::2]], range(2)
        )
        answers = [answer for half in halves for answer in half]
    return {" ".join(str(word)[:60] for word in words): said for words, said in answers if said}


def test_no_command_of_a_server_takes_what_it_does_not_know(folder: Path, port: int) -> None:
    assert all_refused([tuple(words) for words in everywhere()], folder, port) == {}


def test_what_a_server_cannot_use_is_told_in_one_sentence(folder: Path, port: int) -> None:
    before = (folder / "talks.onetext").read_bytes()
    assert all_refused(WRONG, folder, port) == {}
    assert (folder / "talks.onetext").read_bytes() == before
    assert not (folder / "out.jsonl").exists()
