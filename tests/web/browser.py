"""A real server in a process of its own, and real Chromium: people at the table, each in a browser of their own."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

import listening

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
# Chromium speaks to nobody but our server; /dev/shm is small on some machines.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="needs CHROMIUM: apt-get install chromium")


Cast = Mapping[str, tuple[str, str]]


@dataclass
class Server:
    """A running server. `keys` are the session keys of the cast."""

    process: subprocess.Popen[str]
    address: str
    keys: Mapping[str, str]
    home: Path

    def stop(self) -> None:
        """Ask it to end, and wait."""
        self.process.terminate()
        self.process.communicate(timeout=60)

    def kill(self) -> None:
        """End it at once, in the middle of whatever it does."""
        self.process.kill()
        self.process.communicate(timeout=60)


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serving(record: Path, cast: Cast, port: int = 0) -> Iterator[Server]:
    """A server of one record, with an account for each of the cast, until the block ends."""
    keys = sessions(record.with_suffix(".server"), record.stem, cast)
    server = start(record, keys, port or free_port())
    try:
        yield server
    finally:
        server.stop()


def sessions(home: Path, negotiation: str, cast: Cast, database: str = "") -> dict[str, str]:
    """An account for each of the cast at a negotiation: the keys of their sessions."""
    made = subprocess.run(
        [sys.executable, Path(__file__).with_name("people.py"), home, negotiation, json.dumps(dict(cast))],
        capture_output=True, text=True, check=True, env=_environment(home, database),
    )  # fmt: skip
    found: dict[str, str] = json.loads(made.stdout)
    return found


def _environment(home: Path, database: str) -> dict[str, str]:
    return {**os.environ, "ONETEXT_HOME": str(home), "ONETEXT_DATABASE": database}


def start(record: Path, keys: Mapping[str, str], port: int) -> Server:
    """Start a server of a record and wait until it answers."""
    return launch([str(record)], record.with_suffix(".server"), keys, port)


def launch(what: Sequence[str], home: Path, keys: Mapping[str, str], port: int, database: str = "") -> Server:
    """Start a server of files or of a database and wait until it answers."""
    process = subprocess.Popen(
        [sys.executable, listening.__file__, "serve", *what, "--home", str(home), "--port", str(port)],
        stdout=subprocess.PIPE, text=True, env=_environment(home, database),
    )  # fmt: skip
    assert process.stdout is not None
    assert "Serving at" in process.stdout.readline()
    return Server(process, f"http://127.0.0.1:{port}", keys, home)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium, until the block ends. A busy machine may take its time; what never comes is a failure all the same."""
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def sit_down(browser: Browser, server: Server, name: str, **options: object) -> tuple[BrowserContext, Page]:
    """One of the cast in a browser window of its own, signed in; "" is somebody who has not signed in."""
    context = browser.new_context(base_url=server.address, **options)  # type: ignore[arg-type]
    if name:
        context.add_cookies([{"name": "sessionid", "value": server.keys[name], "url": server.address}])
    return context, context.new_page()
