"""What it costs to fold a record's acts into a view, phase by phase, and to carry a view forward by one act.

    python benchmarks/folding.py [--acts N]

Each figure is the best of three. The phases: reading the rows, reading the acts from their JSON, the gate (who may
see what, in which order), the fold (every act's effect on its subject's state).
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from onetext.process import every_subject
from onetext.record.audience import THE_KEEPER, THE_PUBLIC, Viewer
from onetext.record.fold import blank, carry, extend
from onetext.record.gate import admit
from onetext.record.record import decode, now
from onetext.record.sqlite import SqliteLog

T = TypeVar("T")


def best(work: Callable[[], T]) -> tuple[float, T]:
    """The shortest of three times, in seconds, and what the work gave."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        found = work()
        times.append(time.perf_counter() - began)
    return min(times), found


def told(what: str, seconds: float, count: int) -> None:
    """One line of the table."""
    print(f"{what:<28}{seconds:9.3f} s{count / seconds:14,.0f} a second")


def main(path: Path, count: int) -> None:
    """Print the table."""
    catalogue, moment = every_subject(), now()
    with SqliteLog.open(path) as log:
        seconds, rows = best(lambda: list(log.acts()))
    told("rows read", seconds, count)
    seconds, acts = best(lambda: [decode(row.id, row.data or b"", catalogue) for row in rows])
    told("acts read from JSON", seconds, count)
    for viewer in (THE_KEEPER, Viewer("ash"), THE_PUBLIC):
        seconds, admitted = best(partial(admit, acts, viewer, None, catalogue))
        told(f"gate, {viewer.name}", seconds, count)
        seconds, view = best(partial(extend, blank(viewer, moment, catalogue), admitted, catalogue))
        told(f"fold, {viewer.name}", seconds, len(admitted.acts))
    last = extend(blank(THE_KEEPER, moment, catalogue), admit(acts[:-1], THE_KEEPER, None, catalogue), catalogue)
    seconds, view = best(lambda: carry(last, acts[-1:], (), catalogue) or last)
    told(f"carried by one act, {len(view.acts):,}", seconds, 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--acts", type=int, default=100_000)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        record = Path(folder) / "made.onetext"
        making = Path(__file__).with_name("making.py")
        subprocess.run([sys.executable, making, record, "--acts", str(asked.acts)], check=True)
        main(record, asked.acts)
