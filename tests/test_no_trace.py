"""What you may not see leaves no trace: not a byte, not a count, not an order, not an error."""

import io
import os
import random
import shutil
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.cli import onetext
from onetext.cli.replay import REPLAY, Replay
from onetext.process.releases import Release
from onetext.record.act import Act
from onetext.record.audience import KEEPER
from onetext.record.errors import RecordError
from onetext.record.record import Record
from tree import showing_commands
from worlds import PARTIES, World, empty_record, record_of

SHARES = 20
RECORDS = (2_000 if os.environ.get("CI") else 100) // SHARES
WORDS = ("1", "2", "v0", "name-1", "ash", "2030-03-05", "x")


def command_lines(viewer: str, pick: random.Random, share: float = 1) -> Iterator[list[str]]:
    """The showing commands (a share of them) as this viewer: with words for their arguments, now and as of a day."""
    for path, command in showing_commands():
        if pick.random() > share:
            continue
        required = [p for p in command.params if isinstance(p, click.Argument) and p.required]
        optional = [p for p in command.params if isinstance(p, click.Argument) and not p.required]
        taken = required + [p for p in optional if pick.random() < 0.3]
        words = [pick.choice(WORDS) for p in taken for _ in range(max(1, p.nargs))]
        reads = any(p.name == "as_of" for p in command.params)
        when = ["--as-of", "2030-03-05"] if reads and pick.random() < 0.2 else []
        form = pick.choice(([], [], ["--json"], ["--html"])) if reads else []
        yield [*path, "--as", viewer, *when, *form, *(words if reads else [])]


def told(record: Record, words: list[str], folder: Path) -> bytes:
    """Everything that a command says, on success and on refusal, in a folder without files."""
    here = folder / "here"
    shutil.rmtree(here, ignore_errors=True)
    here.mkdir()
    token = REPLAY.set(Replay(record, here))
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


def may_see(viewer: str, acts: list[Act[Any]]) -> set[str]:
    """The ids of the acts that a viewer may see, by the plain rule: addressed to it, or released by their author."""
    seen = {act.id for act in acts if act.audience == ("*",) or viewer in act.audience}
    while True:
        opened = {
            act.id
            for release in acts
            if release.id in seen and isinstance(release.body, Release)
            if release.body.to == ("*",) or viewer in release.body.to
            for act in acts
            if act.id in release.body.acts and act.party == release.party
        }
        if opened <= seen:
            return seen
        seen |= opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty record to copy."""
    path = tmp_path_factory.mktemp("worlds")
    empty_record(path / "empty")
    return path


@pytest.mark.parametrize("share", range(SHARES))
@settings(max_examples=RECORDS, deadline=None)
@given(seed=st.integers(0, 2**40))
def test_hidden_acts_change_no_byte_of_what_any_viewer_gets(folder: Path, share: int, seed: int) -> None:
    pick = random.Random(seed * SHARES + share)
    world = World(pick.getrandbits(40))
    world.grow(pick.randrange(1, 14))
    with (
        TemporaryDirectory(dir=folder) as here,
        record_of(Path(here) / "whole", folder / "empty", world.written) as whole,
    ):
        for viewer in (*PARTIES, "public"):
            seen = may_see(viewer, world.acts)
            visible = [act for act in world.written if act.id in seen]
            with record_of(Path(here) / f"part-{viewer}", folder / "empty", visible) as part:
                for words in (["export", "--as", viewer], *command_lines(viewer, pick, 0.3)):
                    assert told(whole, words, folder) == told(part, words, folder), words


def test_the_keeper_reads_every_command_of_any_record(folder: Path) -> None:
    for seed in range(30):
        world = World(seed)
        world.grow(25)
        with record_of(folder / f"kept-{seed}", folder / "empty", world.written) as record:
            for words in command_lines(KEEPER, random.Random(seed)):
                told(record, words, folder)
