"""`onetext account`: links to hand over, never a password on the command line; lists, removal, publishing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from onetext.cli import onetext

AS_ANNA = ("add", "anna@north.example", "--at", "talks.onetext", "--as", "anna/north")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a record in which Anna acts for North."""
    monkeypatch.chdir(tmp_path)
    for line in (
        ["new", "talks", "--title", "Talks"],
        ["actor", "add", "north", "North"],
        ["actor", "add", "anna", "Anna", "--kind", "person"],
        ["actor", "seat", "north", "party"],
        ["actor", "delegate", "anna", "north"],
    ):
        assert CliRunner().invoke(onetext, line).exit_code == 0
    return tmp_path


def account(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own: each sets Django up for the folder of its server."""
    command = [sys.executable, "-m", "onetext", "account", *words]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ONETEXT_")}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def test_an_account_begins_with_a_link_and_is_listed_and_removed(folder: Path) -> None:
    added = account(*AS_ANNA, folder=folder)
    assert re.fullmatch(r"http://localhost:8000/accounts/invitation/[\w-]{43}/\n", added.stdout), added.stderr
    listed = account("list", "--home", "talks.server", folder=folder).stdout
    assert "anna@north.example  invited to talks as anna/north until" in listed
    refused = account("remove", "anna@north.example", "--home", "talks.server", folder=folder)
    assert (refused.returncode, "There is no account" in refused.stderr) == (2, True)


@pytest.mark.parametrize("as_", ["nobody/north", "anna/south", "anna/anna/anna"])
def test_somebody_whom_the_record_does_not_know_is_not_invited(folder: Path, as_: str) -> None:
    run = account(*AS_ANNA[:-1], as_, folder=folder)
    assert (run.returncode, run.stdout) == (2, "")


def test_a_record_is_published_and_unpublished(folder: Path) -> None:
    assert account("publish", "talks.onetext", folder=folder).returncode == 0
    assert "the public  talks" in account("list", "--home", "talks.server", folder=folder).stdout
    assert account("unpublish", "talks", folder=folder).returncode == 0
    assert "the public" not in account("list", "--home", "talks.server", folder=folder).stdout


@pytest.mark.parametrize("verb", ["publish", "unpublish"])
def test_only_a_negotiation_that_there_is_is_published_or_not_any_more(folder: Path, verb: str) -> None:
    assert account("publish", "talks.onetext", folder=folder).returncode == 0
    refused = account(verb, "talk", "--home", "talks.server", folder=folder)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "no negotiation “talk” at talks.server, which knows of talks" in refused.stderr
    assert "the public  talks" in account("list", "--home", "talks.server", folder=folder).stdout
    (folder / "talks.onetext").rename(folder / "elsewhere.onetext")
    assert account(verb, "talks", "--home", "talks.server", folder=folder).returncode == 0


@pytest.mark.parametrize(
    "words", [("list",), ("remove", "a@b.example"), ("reset", "a@b.example"), ("publish", "nolake"), ("unpublish", "x")]
)
def test_what_looks_up_something_on_a_server_makes_none(folder: Path, words: tuple[str, ...]) -> None:
    refused = account(*words, "--home", "nowhere", folder=folder)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "“nowhere” is no folder of a server" in refused.stderr
    assert not (folder / "nowhere").exists()


def test_a_server_that_is_elsewhere_is_named(folder: Path) -> None:
    run = account("add", "anna@north.example", "--at", "elsewhere", "--as", "anna/north", folder=folder)
    assert run.returncode == 2
    assert "name its file, or the server's folder with --home" in run.stderr


def test_no_command_takes_a_password() -> None:
    for words in (["account", "add", "--help"], ["account", "reset", "--help"]):
        assert "--password" not in CliRunner().invoke(onetext, words).output


MAKES_ANNA = """
from pathlib import Path
from onetext.web import serving
from onetext.web.home import Place
serving.prepare(Place(Path("talks.server")))
from onetext.web.accounts.models import Account
Account.objects.create_user("anna@north.example", "seven brass lanterns")
"""


def test_who_lost_a_password_gets_a_link_and_every_session_ends(folder: Path) -> None:
    subprocess.run([sys.executable, "-c", MAKES_ANNA], cwd=folder, check=True, timeout=120)
    run = account("reset", "anna@north.example", "--home", "talks.server", "--second-factor", folder=folder)
    assert re.fullmatch(r"http://localhost:8000/accounts/password/reset/key/\w+-[\w-]+/\n", run.stdout), run.stderr
    removed = account("remove", "anna@north.example", "--home", "talks.server", folder=folder)
    assert "can sign in no more" in removed.stdout
