"""docs/system.md lists every row of the system, and each command in it works as it stands."""

import re
from pathlib import Path

import pytest

from rows.commands import Result, run

PAGE = Path(__file__).parents[2] / "docs" / "system.md"
ROWS = {
    "A": "1 2 3 20 31 38 28 28a 28b 34 37 36 35 32 33",
    "B": "10 18 19 21 22 17 23 24 25 39",
    "C": "8 9 40 41 42 4 5 6",
    "D": "12 13 44 7 14 16 15 47 26 27 29 30 43 45 46 11 48 49 50",
    "E": "E1 E2 E3 E4 E5 E6 E7 E8 E9",
}
LABEL = re.compile(r"E?\d+[a-z]?")
COMMAND = re.compile(r"`(onetext [^`]+)`( is refused)?")
LISTED = {
    label: cells
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if (cells := line.strip("|").split("|")) and LABEL.fullmatch(label := cells[0].strip())
}


def test_every_row_is_listed_with_a_command() -> None:
    assert list(LISTED) == [label for labels in ROWS.values() for label in labels.split()]
    for label, cells in LISTED.items():
        assert re.search(r"`onetext [^`]*-f (geneva|harbour)`", cells[2]), f"row {label} has a command"


def test_every_row_has_a_test_of_its_own() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.py"))
    named = " ".join(re.findall(r"def test_(?:rows?_)?((?:e?\d+[a-z]?_)+)", written))
    assert {label.lower() for label in LISTED} <= set(named.replace("_", " ").split())


@pytest.mark.parametrize("label", LISTED)
def test_the_commands_of_a_row_work_as_they_stand_one_after_the_other(
    label: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "examples").symlink_to(PAGE.parents[1] / "examples")
    monkeypatch.chdir(tmp_path)
    for command, refused in COMMAND.findall(" ".join(LISTED[label])):
        found: Result = run(command)
        assert found.code == (2 if refused else 0), command
        assert found.words
