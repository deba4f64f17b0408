"""What the rooms below both faces say holds on a page too: it names no option and no command."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from onetext.cli import onetext

ROOMS = Path(__file__).resolve().parents[1] / "src" / "onetext"
SHARED = sorted(path for room in ("process", "record", "exchange", "text") for path in (ROOMS / room).rglob("*.py"))
OPTION = re.compile(r"(?:^|[\s(“])--[a-z]")
QUOTED = re.compile(r"“([a-z][a-z -]*[a-z])")
WORDS_OF_A_FIELD = {"open"}
"""What is typed on a page as well: a deadline's date may be “open”."""


def commands(group: click.Group) -> Iterator[str]:
    for name, command in group.commands.items():
        yield name
        if isinstance(command, click.Group):
            yield from (f"{name} {verb}" for verb in commands(command))


COMMANDS = {name for command in commands(onetext) for name in (command, f"onetext {command}")} - WORDS_OF_A_FIELD


def said(module: str) -> Iterator[tuple[int, str]]:
    """The line and words of every string of a module that a face may show: all but docstrings and what is `typed`."""
    tree = ast.parse(module)
    apart = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "typed":
            apart |= {id(part) for part in ast.walk(node.value)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            yield node.lineno, node.value


def belongs_to_the_command_line(words: str) -> bool:
    quoted = (found.removesuffix(" ") for found in QUOTED.findall(words))
    return bool(OPTION.search(words)) or "“onetext " in words or any(found in COMMANDS for found in quoted)


@pytest.mark.parametrize("path", SHARED, ids=lambda path: str(path.relative_to(ROOMS)))
def test_a_sentence_that_a_page_can_show_names_no_option_and_no_command(path: Path) -> None:
    found = list(said(path.read_text(encoding="utf-8")))
    assert [(line, words) for line, words in found if belongs_to_the_command_line(words)] == []


@pytest.mark.parametrize(
    ("module", "faulty"),
    [
        ('refuse("Name fewer with --to.")', True),
        ('refuse(f"{who} is nobody; add it with “actor add {who} NAME”.")', True),
        ('WHY = f"“{words}” Look at them with “onetext show POINT”."', True),
        ('refuse("Declare an order with “signoff order”.")', True),
        ('refuse("Name fewer readers.", typed="--to")', False),
        ('"""The words of “onetext show POINT --json”."""', False),
        ('refuse("Say how much came out: “major details”, “the whole text” …")', False),
    ],
)
def test_words_of_the_command_line_are_found_in_any_string_but_a_hint(module: str, faulty: bool) -> None:
    assert any(belongs_to_the_command_line(words) for _, words in said(module)) is faulty
