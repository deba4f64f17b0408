"""Playing a script of commands into a new record, with the script's own clock: how the examples are made."""

import hashlib
import os
import shlex
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from onetext.cli.hints import told
from onetext.cli.replay import REPLAY, Replay
from onetext.process import every_subject, moments
from onetext.record.errors import RecordError
from onetext.record.record import Record
from onetext.text.reading import UnreadableText, decode


class Clock:
    """A clock that a script sets; each reading is one second after the last."""

    def __init__(self) -> None:
        self._moment: datetime | None = None

    def set(self, moment: datetime) -> None:
        """Set the clock; it never goes back."""
        if self._moment is not None and moment < self._moment:
            raise RecordError("A script's clock cannot go back.")
        self._moment = moment

    def __call__(self) -> datetime:
        if self._moment is None:
            raise RecordError("Begin the script with the moment: “at 2025-11-25T09:00+01:00”.")
        self._moment += timedelta(seconds=1)
        return self._moment


def play(scripts: Sequence[Path], target: Path) -> None:
    """Make a new record at `target` from scripts, one command a line; "at MOMENT" sets the clock, "#" is a comment.

    All or nothing: the file appears only when every line was accepted. Raises RecordError naming the line that was not.
    """
    if target.exists():
        raise RecordError(f"{target} exists already; a script is played into a new file.")
    working = target.with_name(f".{target.name}.{os.getpid()}")
    clock = Clock()
    try:
        with Record.create(working, every_subject(), clock=clock, salt=_salts(scripts)) as record:
            for script in scripts:
                _play_one(script, record, clock)
        working.rename(target)
    finally:
        working.unlink(missing_ok=True)


def _salts(scripts: Sequence[Path]) -> Callable[[], str]:
    """Salts that depend on the scripts alone, so that a replay gives the same acts."""
    seed = hashlib.sha256(b"".join(path.read_bytes() for path in scripts)).hexdigest()

    def numbered() -> Iterator[str]:
        count = 0
        while True:
            count += 1
            yield hashlib.sha256(f"{seed}{count}".encode()).hexdigest()[:32]

    following = numbered()
    return lambda: next(following)


def _play_one(script: Path, record: Record, clock: Clock) -> None:
    from onetext.cli import onetext  # noqa: PLC0415  playing is itself one of the commands

    token = REPLAY.set(Replay(record, script.parent))
    try:
        for number, words in _commands(script):
            try:
                if words[0] == "at":
                    clock.set(moments.instant(" ".join(words[1:]), ZoneInfo("UTC")))
                else:
                    onetext.main(words, prog_name="onetext", standalone_mode=False)
            except (RecordError, click.ClickException) as error:
                said = error.format_message() if isinstance(error, click.ClickException) else told(error)
                raise RecordError(f"{script.name}, line {number}: {said}") from error
    finally:
        REPLAY.reset(token)


def _commands(script: Path) -> Iterator[tuple[int, list[str]]]:
    """The commands of a script with the number of the line that each begins on; a backslash continues a line."""
    begun, pending = 0, ""
    try:
        text = decode(script.read_bytes())
    except UnreadableText as error:
        raise RecordError(f"{script.name}: {error}") from error
    for number, line in enumerate(text.splitlines(), 1):
        begun = begun if pending else number
        pending += line
        if pending.endswith("\\"):
            pending = pending[:-1]
            continue
        try:
            words = shlex.split(pending, comments=True)
        except ValueError as error:
            raise RecordError(f"{script.name}, line {begun}: {error}.") from error
        pending = ""
        if words:
            yield begun, words
