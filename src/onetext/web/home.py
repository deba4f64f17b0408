"""The folder in which a server keeps what is its own: accounts, its secret. No act of a negotiation is in it."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from onetext.record.errors import RecordError

KEY = "server.key"
SHORTEST = 50
ACCOUNTS = "accounts.sqlite3"


@dataclass(frozen=True)
class Place:
    """Where a server works.

    `home` is its own folder; `files` the records that it holds, each one negotiation, or `database` the PostgreSQL
    database that holds many; `hosts` the names under which it is reached; `origin` its https address, "" where it
    serves this machine alone. `secret_file` holds the secret that several processes share; None for one in `home`.
    """

    home: Path
    files: tuple[Path, ...] = ()
    database: str = ""
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    origin: str = ""
    secret_file: Path | None = None

    def as_environment(self) -> dict[str, str]:
        """The same for the processes of the server."""
        return {
            "ONETEXT_HOME": str(self.home.absolute()),
            "ONETEXT_FILES": os.pathsep.join(str(path.absolute()) for path in self.files),
            "ONETEXT_DATABASE": self.database,
            "ONETEXT_HOSTS": ",".join(self.hosts),
            "ONETEXT_ORIGIN": self.origin,
            "ONETEXT_SECRET_FILE": str(self.secret_file.absolute()) if self.secret_file else "",
        }


def from_environment(environment: Mapping[str, str]) -> Place:
    """Where this process serves, as whoever started it said."""
    home = Path(environment.get("ONETEXT_HOME") or ".onetext-server")
    files = tuple(Path(name) for name in environment.get("ONETEXT_FILES", "").split(os.pathsep) if name)
    hosts = tuple(filter(None, environment.get("ONETEXT_HOSTS", "").split(","))) or Place.hosts
    database, origin = environment.get("ONETEXT_DATABASE", ""), environment.get("ONETEXT_ORIGIN", "")
    return Place(home, files, database, hosts, origin, secret_file(environment))


def secret_file(environment: Mapping[str, str]) -> Path | None:
    """The file with the secret that several processes share, if whoever starts the server named one."""
    named = environment.get("ONETEXT_SECRET_FILE", "")
    return Path(named) if named else None


def secret(place: Place) -> str:
    """The server's secret; one that lasts for this process only where the folder has not been made."""
    if place.secret_file:
        return _shared(place.secret_file)
    try:
        return (place.home / KEY).read_text(encoding="utf-8")
    except FileNotFoundError:
        return secrets.token_urlsafe(64)


def _shared(path: Path) -> str:
    try:
        found = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise RecordError(f"The server's secret cannot be read from {path}: {error.strerror}.") from error
    if len(found) < SHORTEST:
        raise RecordError(f"The secret in {path} is too short: it needs {SHORTEST} random characters or more.")
    return found


def make(place: Place) -> None:
    """Make the folder and the secret, once; only its owner reads them."""
    place.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = place.home / KEY
    if not place.secret_file and not path.exists():
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
