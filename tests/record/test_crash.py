"""Processes that append are killed at random moments; what was acknowledged is there, and nothing is half-written."""

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import onetext
from onetext.record.log import Log, verify
from onetext.record.postgres import PostgresLog
from onetext.record.sqlite import SqliteLog
from postgres_server import Database

KILLS = 240
FILES = 16
KILLS_OF_A_DATABASE = 40

# Forks writers, which is cheaper than starting them, kills them after the given pauses, and reports when all are dead.
# A writer appends pairs of acts, one public and one of a room, each pair in one transaction; once it is committed it
# writes the pair's number to its file of acknowledgements. "closing" makes it close and open the record all the time.
NURSERY = """
import itertools, json, os, signal, sys, time
from pathlib import Path
import rfc8785
from onetext.record.merkle import leaf_hash
from onetext.record.postgres import PostgresLog
from onetext.record.sqlite import SqliteLog

def opened(home):
    if len(home) == 1:
        return SqliteLog.open(Path(*home))
    return PostgresLog.open(*home)

def append(home, acknowledged, name, closing):
    log = opened(home)
    for number in itertools.count():
        pair = f"{name}-{number}"
        with log.writing() as writing:
            for audience in (["*"], ["mediator", "us"]):
                data = rfc8785.dumps({"audience": audience, "pair": pair, "words": "w" * 300})
                writing.append(leaf_hash(data).hex(), "+".join(audience), data)
        os.write(acknowledged, pair.encode() + b"\\n")
        if closing:
            log.close()
            log = opened(home)

print("ready", flush=True)
for order in sys.stdin:
    order = json.loads(order)
    writers = []
    for name in order["names"]:
        pid = os.fork()
        if pid == 0:
            acknowledged = os.open(order["acknowledged"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            append(order["home"], acknowledged, name, order["closing"])
        writers.append(pid)
    fates = []
    for pid, pause in zip(writers, order["pauses"]):
        time.sleep(pause)
        os.kill(pid, signal.SIGKILL)
        fates.append(os.waitpid(pid, 0)[1])
    print(json.dumps(fates), flush=True)
"""


@pytest.fixture(scope="module")
def nursery() -> Iterator[subprocess.Popen[str]]:
    source = str(Path(onetext.__file__).parents[1])
    with subprocess.Popen(
        [sys.executable, "-c", NURSERY],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": source},
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield process
        process.communicate("")


class Home(NamedTuple):
    """Where a record is, and the file in which its writers note what was acknowledged."""

    address: tuple[str, ...]
    acknowledged: Path
    pause: float
    """How long a writer lives at most before it is killed, in seconds."""

    def open(self) -> Log:
        """The record, as its writers open it."""
        return SqliteLog.open(Path(*self.address)) if len(self.address) == 1 else PostgresLog.open(*self.address)


def kill_some(nursery: subprocess.Popen[str], home: Home, turn: int, chance: random.Random) -> int:
    """Let one or two writers loose on the record and kill them; returns how many."""
    names = [f"{turn}-{writer}" for writer in range(chance.choice([1, 1, 2]))]
    order = {
        "home": home.address,
        "acknowledged": str(home.acknowledged),
        "names": names,
        "pauses": [chance.uniform(0, home.pause), chance.uniform(0, 0.02)][: len(names)],
        "closing": chance.random() < 0.4,
    }
    assert nursery.stdin
    assert nursery.stdout
    nursery.stdin.write(json.dumps(order) + "\n")
    nursery.stdin.flush()
    assert json.loads(nursery.stdout.readline()) == [9] * len(names), "killed, none of them by its own error"
    return len(names)


def check_whole(home: Home) -> int:
    """The record holds every acknowledged pair, whole pairs only, each once, and verifies."""
    acknowledged = home.acknowledged.read_text().split() if home.acknowledged.exists() else []
    assert len(acknowledged) == len(set(acknowledged))
    with home.open() as log:
        halves = Counter(json.loads(row.data or b"")["pair"] for row in log.acts())
        assert set(halves.values()) <= {2}
        assert set(acknowledged) <= set(halves)
        assert verify(log) == ()
    return len(acknowledged)


def test_a_kill_loses_no_acknowledged_act_and_leaves_none_half_written(
    nursery: subprocess.Popen[str], tmp_path: Path
) -> None:
    chance = random.Random(20251123)
    kills = acknowledged = 0
    for file in range(FILES):
        path = tmp_path / f"{file}.onetext"
        home = Home((str(path),), path.with_suffix(".acknowledged"), 0.08)
        with SqliteLog.create(path):
            pass
        while kills < (file + 1) * KILLS / FILES:
            kills += kill_some(nursery, home, kills, chance)
            seen = check_whole(home)
        acknowledged += seen
        with SqliteLog.open(path) as log, log.writing():
            pass
        assert {left.suffix for left in tmp_path.glob(f"{file}.*")} == {".onetext", ".acknowledged"}
    assert kills >= 200
    assert acknowledged >= 200


def test_a_kill_of_a_writer_to_a_database_loses_and_halves_nothing(
    nursery: subprocess.Popen[str], postgres_database: Database, tmp_path: Path
) -> None:
    chance = random.Random(20251128)
    home = Home((postgres_database.dsn(), "killed"), tmp_path / "acknowledged", 0.3)
    PostgresLog.create(*home.address).close()
    kills = seen = 0
    while kills < KILLS_OF_A_DATABASE:
        kills += kill_some(nursery, home, kills, chance)
        seen = check_whole(home)
    assert seen >= KILLS_OF_A_DATABASE / 2
