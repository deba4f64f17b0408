"""A real PostgreSQL for tests: one server for each worker, on a socket in a temporary folder, gone with the worker."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

from onetext.record.postgres import prepare

__all__ = ["Database", "PostgresServer", "postgres_database", "postgres_server"]

SUPERUSER = "root_of_all"
PASSWORD = "never-to-be-shown"  # the server asks for none; it stands in every address to see that none is ever shown
_SECONDS = 60
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "shared_buffers": "16MB",
    "max_connections": "60",
    "autovacuum": "off",
    "log_min_messages": "fatal",
}


@dataclass(frozen=True)
class Database:
    """A database of its own: how its owner, the server's role and a superuser connect to it."""

    name: str
    folder: Path
    owner: str
    role: str

    def dsn(self, user: str = "", folder: Path | None = None) -> str:
        """The address for this user, by default the role with which onetext works."""
        return f"postgresql://{user or self.role}:{PASSWORD}@/{self.name}?host={folder or self.folder}"

    @contextmanager
    def shell(self, user: str = SUPERUSER) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
        """What somebody with this user's rights can do."""
        with psycopg.connect(self.dsn(user), autocommit=True) as connection:
            yield connection


class PostgresServer:
    """A running server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)

    def database(self, *, prepared: bool = True) -> Database:
        """A fresh database with an owner and a role for onetext, with its tables unless it is not `prepared`."""
        number = next(self._numbers)
        made = Database(f"talks{number}", self.folder, f"owner{number}", f"app{number}")
        with Database("postgres", self.folder, "", "").shell() as connection:
            connection.execute(f"CREATE ROLE {made.owner} LOGIN")
            connection.execute(f"CREATE ROLE {made.role} LOGIN")
            connection.execute(f"CREATE DATABASE {made.name} OWNER {made.owner} ENCODING 'UTF8' TEMPLATE template0")
        if prepared:
            prepare(made.dsn(made.owner), made.role)
        return made


def _programs() -> Path | None:
    """The folder of the newest PostgreSQL on this machine."""
    found = shutil.which("initdb")
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return installed[-1] if installed else Path(found).resolve().parent if found else None


def _user() -> str | None:
    """Whom the server runs as: it refuses root."""
    return "nobody" if os.geteuid() == 0 else None


@contextmanager
def running(programs: Path, folder: Path) -> Iterator[PostgresServer]:
    """A server that keeps its data and its socket in this folder."""
    user = _user()
    if user:
        shutil.chown(folder, user)
    data = str(folder / "data")
    make = [
        str(programs / "initdb"),
        "-D",
        data,
        "-U",
        SUPERUSER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]
    subprocess.run(make, check=True, capture_output=True, timeout=_SECONDS, user=user, cwd=folder)
    # Linux stops the server even when the tests were killed.
    guard = ["setpriv", "--pdeathsig", "QUIT"] if shutil.which("setpriv") else []
    settings = [f"--{name}={value}" for name, value in {**_SETTINGS, "unix_socket_directories": folder}.items()]
    command = [*guard, str(programs / "postgres"), "-D", data, *settings]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stderr=log, user=user, cwd=folder) as process:
        try:
            _wait(folder, process)
            yield PostgresServer(folder)
        finally:
            process.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
            process.wait(_SECONDS)


def _wait(folder: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _SECONDS
    while True:
        try:
            psycopg.connect(f"postgresql://{SUPERUSER}@/postgres?host={folder}").close()
        except psycopg.OperationalError:
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < until, "PostgreSQL did not start"
            time.sleep(0.05)
        else:
            return


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A running PostgreSQL, started when a test first asks for it."""
    programs = _programs()
    if programs is None:
        pytest.skip("POSTGRESQL is not on this machine: there is no initdb")
    folder = Path(tempfile.mkdtemp(prefix="onetext-postgres-"))
    try:
        with running(programs, folder) as server:
            yield server
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_database(postgres_server: PostgresServer) -> Database:
    """A prepared database that tests share, each with records of its own."""
    return postgres_server.database()
