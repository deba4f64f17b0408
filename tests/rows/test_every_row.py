"""docs/system.md lists every row of the system, and each command in it works as it stands."""

import re
from pathlib import Path

import pytest

from rows.commands import Result, run

PAGE = Path(__file__).parents[2] / "docs" / "system.md"
ROWS = {
    "A": [1, 2, 3, 20, 31, 38, 28, 34, 37, 36, 35, 32, 33],
    "B": [10, 18, 19, 21, 22, 17, 23, 24, 25, 39],
    "C": [8, 9, 40, 41, 42, 4, 5, 6],
    "D": [12, 13, 44, 7, 14, 16, 15, 47, 26, 27, 29, 30, 43, 45, 46, 11, 48, 49, 50],
}
LISTED = {
    int(number): cells
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if (cells := line.strip("|").split("|")) and (number := cells[0].strip()).isdecimal()
}
COMMANDS = sorted({c for cells in LISTED.values() for c in re.findall(r"`(onetext [^`]+)`", " ".join(cells))})
REFUSED = {
    c
    for cells in LISTED.values()
    for c in re.findall(r"`(onetext [^`]+)` is refused", " ".join(cells))
}  # fmt: skip


def test_every_row_of_sections_a_to_d_is_listed_with_a_command() -> None:
    assert sorted(LISTED) == sorted(row for rows in ROWS.values() for row in rows)
    for number, cells in LISTED.items():
        assert re.search(r"`onetext [^`]*-f (geneva|harbour)`", cells[2]), f"row {number} has a command"


def test_every_row_has_a_test_of_its_own() -> None:
    named = " ".join(
        re.findall(
            r"def test_(?:rows?_)?((?:\d+_)+)",
            "\n".join(p.read_text() for p in PAGE.parent.parent.glob("tests/rows/*.py")),
        )
    )
    tested = {int(number) for number in re.findall(r"\d+", named)}
    assert set(LISTED) <= tested


@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_works_as_it_stands(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PAGE.parents[1])
    found: Result = run(command)
    assert found.code == (2 if command in REFUSED else 0)
    assert found.words
