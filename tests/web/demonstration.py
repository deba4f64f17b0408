"""The demonstration as a process of its own: what it printed, and its people before their pages in a browser."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext

from web.browser import free_port


class Demo:
    """A running demonstration and what it printed."""

    def __init__(self, port: int, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "onetext", "demo", "--port", str(port)],
            stdout=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(folder)},
        )  # fmt: skip
        assert self.process.stdout is not None
        self.lines = []
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if "gone when the server stops" in line:
                break

    @property
    def links(self) -> Mapping[str, str]:
        """Who there is, and the link of each."""
        found = (re.fullmatch(r"  (.*?) +(http://\S+)", line) for line in self.lines)
        return {one[1]: one[2] for one in found if one}

    @property
    def address(self) -> str:
        """Where it serves."""
        return self.links["Anybody, reading what is public"].partition("/n/")[0]

    def end(self, how: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """Stop it as Ctrl-C does: the exit code, and what it said then."""
        self.process.send_signal(how)
        said, _ = self.process.communicate(timeout=30)
        return self.process.returncode, said

    def seat(self, browser: Browser, name: str, **options: object) -> BrowserContext:
        """One of the cast, by the beginning of their line, in a browser of their own; "" reads what is public."""
        context = browser.new_context(base_url=self.address, **options)  # type: ignore[arg-type]
        if name:
            page = context.new_page()
            page.goto(next(link for who, link in self.links.items() if who.startswith(name)))
            page.close()
        return context


@contextmanager
def demonstration() -> Iterator[Demo]:
    """A demonstration, until the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        running = Demo(free_port(), Path(folder))
        try:
            yield running
        finally:
            running.end()
