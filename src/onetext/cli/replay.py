"""What a script of commands is played into, while it is played."""

from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from onetext.record.record import Record


@dataclass(frozen=True)
class Replay:
    """An open record into which a script of commands is played, and the folder of the files beside the script."""

    record: Record
    folder: Path


REPLAY: ContextVar[Replay | None] = ContextVar("REPLAY", default=None)
