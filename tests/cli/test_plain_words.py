"""Pages in a delegate's words: no internal names, no ids, nothing said twice, nothing overwritten."""

import json
import re
from pathlib import Path

import pytest

from onetext.process.titles import TITLES
from rows.commands import run

LONG_ID = re.compile(r"[0-9a-f]{64}")


@pytest.mark.parametrize("command", ["timeline --all", "log", "room --as norvane", "room --as tyresse"])
def test_an_act_is_called_by_a_title_and_not_by_its_kind(command: str) -> None:
    said = run(f"onetext {command} -f harbour").words
    assert not [kind for kind in TITLES if kind in said or kind.replace(".", ": ").capitalize() in said]
    assert not LONG_ID.search(said)


def test_a_room_says_what_an_interest_and_its_answer_are() -> None:
    said = run("onetext room --as norvane -f harbour").words
    assert "Ships of nine metres" in said
    assert "met in part" in said


def test_who_had_which_version_is_one_row_for_each_actor_and_version() -> None:
    said = run("onetext presented -f harbour").stdout
    held = json.loads(run("onetext presented -f harbour --json").stdout)
    rows = said.split("Accounts")[0].splitlines()[3:]
    assert len([row for row in rows if row[:1].strip()]) == len(held) > 0


def test_a_slot_left_vague_is_told_once() -> None:
    said = run("onetext point slot 12 -f harbour").words
    assert said.count("on purpose") == 1
    assert "left vague on purpose (by Norvane" in said


def test_each_option_stands_on_its_own_line() -> None:
    said = run("onetext show 7 --version v0 -f harbour").stdout.splitlines()
    assert [line.strip()[:8] for line in said if "Option" in line] == ["Option 1", "Option 2"]


def test_an_area_is_found_by_its_title_and_by_the_name_of_an_act() -> None:
    days = "2024-10-14 2025-04-15 -f harbour"
    by_name = run(f"onetext area between buoys-autumn {days}").stdout
    by_title = run(f"onetext area between 'present buoy line off Port Amary' {days}").stdout
    assert by_name.splitlines()[1:] == by_title.splitlines()[1:]
    assert "km²" in by_name


def test_two_days_with_one_geometry_are_refused_with_the_days_that_are_known() -> None:
    said = run("onetext area between buoys-autumn 2024-10-14 2024-12-01 -f harbour")
    assert said.code == 2
    assert "is as drawn for 2024-10-14" in said.words
    assert "2024-10-14 and 2025-04-15" in said.words


@pytest.mark.parametrize("command", ["deadline calendar", "area export"])
def test_an_export_overwrites_nothing_not_even_the_record(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(f"onetext new {tmp_path / 'talks'} --title Talks").code == 0
    (record,) = tmp_path.glob("*.onetext")
    (tmp_path / "kept").write_text("mine")
    before = record.read_bytes()
    for target in ("kept", record.name):
        said = run(f"onetext {command} {target} -f {record}")
        assert said.code == 2
        assert "exists already" in said.words
    assert (tmp_path / "kept").read_text() == "mine"
    assert record.read_bytes() == before
    assert run(f"onetext {command} new-file -f {record}").code == 0
    assert (tmp_path / "new-file").stat().st_size
