"""The command line beside a server."""

import subprocess
import sys

from postgres_server import Database


def onetext(*words: str) -> subprocess.CompletedProcess[str]:
    """A command of the command line."""
    return subprocess.run(
        [sys.executable, "-m", "onetext", *words], capture_output=True, text=True, check=False, timeout=60
    )


def prepare_database(database: Database) -> None:
    """Prepare a database as its owner would."""
    done = onetext("server", "prepare", "--database", database.dsn(database.owner), "--app-role", database.role)
    assert done.returncode == 0, done.stderr
