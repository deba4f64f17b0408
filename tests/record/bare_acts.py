"""Acts that are words for a log and nothing more, to fill a log with, whatever the store."""

import rfc8785

from onetext.record import merkle
from onetext.record.log import Log

PUBLIC = "*"
ROOM = "mediator+us"


def act(words: str, log: str = PUBLIC) -> tuple[str, str, bytes]:
    """An act of a log: its id, the log and its bytes."""
    data = rfc8785.dumps({"audience": log.split("+"), "words": words})
    return merkle.leaf_hash(data).hex(), log, data


def add(log: Log, *acts: tuple[str, str, bytes]) -> None:
    """Add acts in one writing."""
    with log.writing() as writing:
        for one in acts:
            writing.append(*one)


def fill(log: Log) -> None:
    """Add five public acts and three of a room, interleaved."""
    for number in range(5):
        add(log, act(f"public {number}"))
        if number < 3:
            add(log, act(f"room {number}", ROOM))
