"""A party's copy: what it may see, whole and sound, and nothing else."""

from pathlib import Path

import pytest

from rows.commands import run

PARTIES = ("norvane", "sellmark", "tyresse", "public")


@pytest.mark.parametrize("party", PARTIES)
@pytest.mark.parametrize("command", ["status", "show", "log", "open", "stance", "timeline", "room", "redline"])
def test_a_partys_copy_shows_what_the_keepers_file_shows_it(tmp_path: Path, party: str, command: str) -> None:
    lines, copy = tmp_path / "for-party.jsonl", tmp_path / "copy.onetext"
    assert run(f"onetext export -f harbour --as {party} -o {lines}").code == 0
    assert run(f"onetext import {lines} {copy}").code == 0
    assert run(f"onetext verify -f {copy}").code == 0
    theirs = run(f"onetext {command} -f {copy} --as {party} --as-of 2026-01-01")
    assert theirs == run(f"onetext {command} -f harbour --as {party} --as-of 2026-01-01")


def test_a_copy_holds_no_word_of_another_partys_room(tmp_path: Path) -> None:
    secret = "offer twenty with the inspectors"
    assert secret in " ".join(run("onetext log -f harbour --as norvane --json").stdout.split())
    for other in ("sellmark", "tyresse", "public"):
        lines = tmp_path / f"{other}.jsonl"
        run(f"onetext export -f harbour --as {other} -o {lines}")
        assert secret.encode() not in lines.read_bytes()


def test_export_and_import_round_trip_byte_for_byte(tmp_path: Path) -> None:
    for example in ("geneva", "harbour"):
        first, second, copy = (tmp_path / f"{example}{end}" for end in ("-1.jsonl", "-2.jsonl", ".onetext"))
        run(f"onetext export -f {example} -o {first}")
        run(f"onetext import {first} {copy}")
        run(f"onetext export -f {copy} -o {second}")
        assert first.read_bytes() == second.read_bytes()


def test_a_kept_checkpoint_holds_as_long_as_nothing_is_taken_away(tmp_path: Path) -> None:
    record, kept = tmp_path / "mine.onetext", tmp_path / "monday.checkpoint"
    run(f"onetext new {record} --title Talks")
    run(f"onetext actor add north North -f {record}")
    kept.write_text(run(f"onetext checkpoint -f {record}").stdout, "utf-8")
    earlier = record.read_bytes()
    run(f"onetext actor add south South -f {record}")
    assert run(f"onetext verify --kept {kept} -f {record}").code == 0
    later = tmp_path / "later.checkpoint"
    later.write_text(run(f"onetext checkpoint -f {record}").stdout, "utf-8")
    record.write_bytes(earlier)
    cut = run(f"onetext verify --kept {later} -f {record}")
    assert cut.code == 1
    assert "The record does not hold" in cut.stdout
