"""Acts appended one by one, beside a bare SQLite insert of the same bytes with the same pragmas, in the same run.

    python benchmarks/appending.py [acts]

Each append is one transaction that is flushed to the disk, as when a delegate waits for the answer. The two take
turns in short rounds, so that a busy disk slows both. The ratio says what the tree, the signature and the checks cost.
"""

import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import rfc8785

from onetext.record.log import Log
from onetext.record.merkle import leaf_hash
from onetext.record.sqlite import SqliteLog

ROUND = 50


def made_acts(count: int) -> list[tuple[str, bytes]]:
    """Acts of about 600 bytes, with their ids."""
    lines = [
        rfc8785.dumps({"audience": ["*"], "body": {"words": "shall " * 90}, "salt": f"{number:032x}"})
        for number in range(count)
    ]
    return [(leaf_hash(data).hex(), data) for data in lines]


def time_log(log: Log, acts: list[tuple[str, bytes]]) -> float:
    """Seconds to append the acts one by one."""
    began = time.perf_counter()
    for id_, data in acts:
        with log.writing() as writing:
            writing.append(id_, "*", data)
    return time.perf_counter() - began


def time_bare(connection: sqlite3.Connection, acts: list[tuple[str, bytes]]) -> float:
    """Seconds to insert the same bytes one by one."""
    began = time.perf_counter()
    for id_, data in acts:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO acts (id, bytes) VALUES (?, ?)", (bytes.fromhex(id_), data))
        connection.execute("COMMIT")
    return time.perf_counter() - began


def main(count: int) -> None:
    """Run both in turns and print the rates and their ratio."""
    acts = made_acts(count)
    with TemporaryDirectory(dir=Path.cwd()) as folder:
        bare = sqlite3.connect(Path(folder) / "bare.db", isolation_level=None)
        with closing(bare), SqliteLog.create(Path(folder) / "talks.onetext") as log:
            bare.execute("PRAGMA journal_mode = WAL")
            bare.execute("PRAGMA synchronous = FULL")
            bare.execute("CREATE TABLE acts (row INTEGER PRIMARY KEY, id BLOB UNIQUE, bytes BLOB) STRICT")
            ours = theirs = 0.0
            for start in range(0, count, ROUND):
                ours += time_log(log, acts[start : start + ROUND])
                theirs += time_bare(bare, acts[start : start + ROUND])
    print(f"onetext:     {count / ours:8.0f} acts per second")
    print(f"bare SQLite: {count / theirs:8.0f} inserts per second")
    print(f"ratio:       {theirs / ours:8.2f} (1 would be as fast as the bare insert)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
