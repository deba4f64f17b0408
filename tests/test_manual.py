"""What is documented is what there is."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from onetext.cli import SECTIONS, onetext
from tree import every_command

ROOT = Path(__file__).parents[1]


def test_the_page_of_commands_is_the_manual_of_this_program() -> None:
    printed = CliRunner().invoke(onetext, ["manual"]).output
    assert printed == (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def test_every_command_stands_once_below_a_heading_of_the_help() -> None:
    listed = [name for names in SECTIONS.values() for name in names.split()]
    assert sorted(listed) == sorted(onetext.commands)


@pytest.mark.parametrize("path", [path for path, _ in every_command()], ids=" ".join)
def test_every_command_says_what_it_does_and_shows_an_example(path: tuple[str, ...]) -> None:
    command = dict(every_command())[path]
    assert command.help
    assert f"onetext {path[0]}" in command.help, "an example shows the command at work"
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden:
            assert option.help, f"{option.opts[0]} says what it is for"
