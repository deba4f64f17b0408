"""Opening a record and asking the first questions, beside a plain SELECT and json.loads of the same rows.

    python benchmarks/opening.py [--acts N]

Cold is a program of its own, from its start to its answer, as when somebody types a command. Warm is asking again in
the same program. Memory is the peak of the whole program. The ratios compare with the plain reading in the same run.
"""

import argparse
import json
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

ROUNDS = 3


def plain(path: Path) -> dict[str, float]:
    """Read every row and parse it, and keep what was parsed."""
    began = time.perf_counter()
    with closing(sqlite3.connect(path)) as connection:
        rows = [json.loads(data) for (data,) in connection.execute("SELECT bytes FROM acts ORDER BY row")]
    return {"acts": len(rows), "opened": time.perf_counter() - began}


def questions(path: Path) -> dict[str, float]:
    """Open the record and ask how the text stands, then for the whole screen of `onetext status`, twice."""
    from onetext.cli.status import overview  # noqa: PLC0415  imports are part of a cold start
    from onetext.process import current, every_subject, stances  # noqa: PLC0415
    from onetext.record.audience import THE_KEEPER  # noqa: PLC0415
    from onetext.record.record import Record  # noqa: PLC0415

    found: dict[str, float] = {}

    def timed(name: str, work: Callable[[], object]) -> None:
        began = time.perf_counter()
        work()
        found[name] = time.perf_counter() - began

    with Record.open(path, every_subject()) as record:
        timed("opened", record.view)
        found["acts"] = len(record.view().acts)
        timed("standings", lambda: current.standings(record.view()))
        timed("matrix", lambda: stances.matrix(record.view()))
        timed("status", lambda: overview(record.view()))
        timed("looked again", lambda: record.view(THE_KEEPER))
        timed("standings again", lambda: current.standings(record.view()))
        timed("matrix again", lambda: stances.matrix(record.view()))
        timed("status again", lambda: overview(record.view()))
    return found


def child(what: str, path: Path) -> dict[str, float]:
    """The best of a few runs in a program of its own, with its whole time and its memory."""
    runs = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        run = subprocess.run([sys.executable, __file__, "--child", what, path], check=True, capture_output=True)
        runs.append({**json.loads(run.stdout), "whole": time.perf_counter() - began})
    return {name: min(run[name] for run in runs) for name in runs[0]}


def main(path: Path) -> None:
    """Print the table."""
    ours, theirs = child("questions", path), child("plain", path)
    assert ours["acts"] == theirs["acts"]
    print(f"{'':<38}{'onetext':>12}{'plain':>12}{'ratio':>8}")
    print(_line("cold, whole program, s", ours["whole"], theirs["whole"]))
    print(_line("  of it opening and the keeper's view", ours["opened"], theirs["opened"]))
    print(_line("peak memory, MB", ours["memory"], theirs["memory"]))
    for name in ("standings", "matrix", "status", "looked again", "standings again", "matrix again", "status again"):
        print(f"{name + ', ms':<38}{ours[name] * 1000:12.1f}")


def _line(what: str, ours: float, theirs: float) -> str:
    return f"{what:<38}{ours:12.2f}{theirs:12.2f}{ours / theirs:8.1f}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--acts", type=int, default=100_000)
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        what, path = asked.child
        answer = (plain if what == "plain" else questions)(Path(path))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({**answer, "memory": memory}))
    else:
        with TemporaryDirectory() as folder:
            record = Path(folder) / "made.onetext"
            making = Path(__file__).with_name("making.py")
            subprocess.run([sys.executable, making, record, "--acts", str(asked.acts)], check=True)
            main(record)
