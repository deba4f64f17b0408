"""The suite fails on an address or a template of the web that no test visits.

Each worker notes what it and the servers that it begins resolve and draw; whoever began the run puts that together at
its end. Nothing is asked of a run that leaves tests of the web out.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from listening import ELSEWHERE, listen, said_in

WEB = Path(__file__).with_name("web")
TEMPLATES = Path(__file__).resolve().parents[1] / "src" / "onetext" / "web" / "templates"
# Options with which a run leaves tests out.
NARROWING = ("keyword", "markexpr", "lf", "failedfirst", "collectonly", "deselect", "stepwise", "ignore", "ignore_glob")

JUDGED = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)


class Visits:
    """What was visited in this process, and in those that work for it."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.routes, self.templates = set[str](), set[str]()
        self.elsewhere = tempfile.TemporaryDirectory(prefix="onetext-visits-")
        self.missing: tuple[str, ...] = ()

    def pytest_sessionstart(self) -> None:
        """Listen to Django, and have servers that this process begins say what they hear."""
        listen(self.routes.add, self.templates.add)
        os.environ[ELSEWHERE] = self.elsewhere.name

    def pytest_testnodedown(self, node: Any) -> None:
        """A worker has ended, and says what it saw."""
        routes, templates = getattr(node, "workeroutput", {}).get("visits", ((), ()))
        self.routes |= set(routes)
        self.templates |= set(templates)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Say what was visited, or judge all that was."""
        routes, templates = said_in(Path(self.elsewhere.name))
        self.elsewhere.cleanup()
        self.routes |= routes
        self.templates |= templates
        if hasattr(self.config, "workerinput"):
            told = (sorted(self.routes), sorted(self.templates))
            self.config.workeroutput["visits"] = told  # type: ignore[attr-defined]  # xdist's, in a worker
        elif is_whole(self.config) and session.exitstatus in JUDGED:
            self.missing = (*unvisited(self.routes), *undrawn(self.templates))
            session.exitstatus = pytest.ExitCode.TESTS_FAILED if self.missing else session.exitstatus

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name what no test visited."""
        if self.missing:
            terminalreporter.section("visited by no test", red=True)
            terminalreporter.write_line("\n".join(self.missing))


def is_whole(config: pytest.Config) -> bool:
    """Whether a run has every test of the web."""
    narrowed = any(config.getoption(name, None) for name in NARROWING)
    places = [Path(config.invocation_params.dir, word) for word in config.args]
    return not narrowed and WEB.is_dir() and any(WEB.is_relative_to(place.resolve()) for place in places)


def unvisited(routes: Iterable[str]) -> Iterator[str]:
    """The addresses that are not among these."""
    from web.routes import patterns

    # Django tells the address of a pattern without the ^ at its beginning.
    every = {route.replace("/^", "/") for route, _ in patterns()}
    yield from sorted(f"/{route}" for route in every - set(routes))


def undrawn(templates: Iterable[str]) -> Iterator[str]:
    """Our own templates that are not among these."""
    ours = {str(path) for path in TEMPLATES.rglob("*") if path.is_file()}
    yield from sorted(str(Path(path).relative_to(TEMPLATES)) for path in ours - set(templates))
