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
ADDRESS = "address"


@dataclass(frozen=True)
class Place:
    """Where a server works.

    `home` is its own folder; `files` the records that it holds, each one negotiation, or `database` the PostgreSQL
    database that holds many; `hosts` the names under which it is reached; `origin` its https address, "" where it
    serves this machine alone; `behind_proxy` says that a proxy of its own ends TLS and says who calls; `demo` that it
    shows the examples until it is stopped. `secret_file` holds the secret that several processes share; None for one
    in `home`.
    """

    home: Path
    files: tuple[Path, ...] = ()
    database: str = ""
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    origin: str = ""
    behind_proxy: bool = False
    demo: bool = False
    secret_file: Path | None = None

    def as_environment(self) -> dict[str, str]:
        """The same for the processes of the server."""
        return {
            "ONETEXT_HOME": str(self.home.absolute()),
            "ONETEXT_FILES": os.pathsep.join(str(path.absolute()) for path in self.files),
            "ONETEXT_DATABASE": self.database,
            "ONETEXT_HOSTS": ",".join(self.hosts),
            "ONETEXT_ORIGIN": self.origin,
            "ONETEXT_BEHIND_PROXY": "1" if self.behind_proxy else "",
            "ONETEXT_DEMO": "1" if self.demo else "",
            "ONETEXT_SECRET_FILE": str(self.secret_file.absolute()) if self.secret_file else "",
        }


def from_environment(environment: Mapping[str, str]) -> Place:
    """Where this process serves, as whoever started it said."""
    home = Path(environment.get("ONETEXT_HOME") or ".onetext-server")
    files = tuple(Path(name) for name in environment.get("ONETEXT_FILES", "").split(os.pathsep) if name)
    hosts = tuple(filter(None, environment.get("ONETEXT_HOSTS", "").split(","))) or Place.hosts
    return Place(
        home,
        files,
        environment.get("ONETEXT_DATABASE", ""),
        hosts,
        environment.get("ONETEXT_ORIGIN", ""),
        bool(environment.get("ONETEXT_BEHIND_PROXY")),
        bool(environment.get("ONETEXT_DEMO")),
        secret_file(environment),
    )


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


def remember_address(place: Place, address: str) -> None:
    """Keep under which address people reach the server, for the links that commands print."""
    (place.home / ADDRESS).write_text(address, encoding="utf-8")


def address(home: Path) -> str:
    """The address under which people reached the server last."""
    try:
        return (home / ADDRESS).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return "http://localhost:8000"
