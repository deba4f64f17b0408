"""What you may not see leaves no trace: not a byte, not a count, not an order, not an error."""

import io
import os
import random
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.cli import onetext
from onetext.cli.replay import REPLAY, Replay
from onetext.process import every_subject
from onetext.record.audience import KEEPER, THE_PUBLIC, Viewer
from onetext.record.errors import RecordError
from onetext.record.gate import admit
from onetext.record.portable import export_lines
from onetext.record.record import Record, visible_logs
from tree import reading_commands
from worlds import PARTIES, World, empty_record, record_of

SHARES = 20
RECORDS = (2_000 if os.environ.get("CI") else 100) // SHARES
WORDS = ("1", "2", "v0", "name-1", "ash", "2030-03-05", "x")


def command_lines(viewer: str, seed: int) -> Iterator[list[str]]:
    """Each reading command as this viewer, with words for its arguments, as text and as JSON, now and as of a day."""
    pick = random.Random(seed)
    for path, command in reading_commands():
        arguments = [p for p in command.params if isinstance(p, click.Argument)]
        words = [
            pick.choice(WORDS) for p in arguments for _ in range(max(1, p.nargs)) if p.required or pick.random() < 0.3
        ]
        when = ["--as-of", "2030-03-05"] if pick.random() < 0.2 else []
        form = pick.choice(([], [], ["--json"], ["--html"]))
        yield [*path, "--as", viewer, *when, *form, *words]


def told(record: Record, words: list[str], folder: Path) -> bytes:
    """Everything that a command says, on success and on refusal."""
    token = REPLAY.set(Replay(record, folder))
    written = io.BytesIO()
    output = io.TextIOWrapper(written, encoding="utf-8", newline="\n", write_through=True)
    try:
        with redirect_stdout(output):
            onetext.main(words, prog_name="onetext", standalone_mode=False)
    except (RecordError, click.ClickException) as error:
        output.write(error.format_message() if isinstance(error, click.ClickException) else str(error))
    except SystemExit as stop:
        output.write(f"exit {stop.code}")
    finally:
        REPLAY.reset(token)
    output.flush()
    return written.getvalue()


def exported(record: Record, viewer: Viewer) -> bytes:
    """The file that this viewer would be given."""
    names = visible_logs(record, viewer)
    others = {act.id for act in record.view(viewer) if "+".join(act.audience) not in names}
    return b"".join(export_lines(record.log, names, others))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty record to copy."""
    path = tmp_path_factory.mktemp("worlds")
    empty_record(path / "empty")
    return path


@pytest.mark.parametrize("share", range(SHARES))
@settings(max_examples=RECORDS, deadline=None)
@given(seed=st.integers(0, 2**40))
def test_hidden_acts_change_no_byte_of_what_a_viewer_gets(folder: Path, share: int, seed: int) -> None:
    seed = seed * SHARES + share
    world = World(seed)
    pick = random.Random(seed)
    world.grow(pick.randrange(1, 14))
    viewer = Viewer(pick.choice([*PARTIES, THE_PUBLIC.name]))
    seen = {act.id for act in admit(world.acts, viewer, None, every_subject()).acts}
    visible = [act for act in world.written if act.id in seen]
    whole = record_of(folder / "whole", folder / "empty", world.written)
    part = record_of(folder / "part", folder / "empty", visible)
    try:
        for words in command_lines(viewer.name, seed):
            assert told(whole, words, folder) == told(part, words, folder), words
        assert exported(whole, viewer) == exported(part, viewer)
    finally:
        whole.close()
        part.close()


def test_the_keeper_reads_every_command_of_any_record(folder: Path) -> None:
    for seed in range(30):
        world = World(seed)
        world.grow(25)
        record = record_of(folder / "kept", folder / "empty", world.written)
        try:
            for words in command_lines(KEEPER, seed):
                told(record, words, folder)
        finally:
            record.close()
