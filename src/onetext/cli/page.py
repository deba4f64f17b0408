"""What a command shows: a page of plain blocks for a person, and the same as data for a program."""

import json
import shutil
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

NARROW = 80
# A terminal obeys control characters (ECMA-48). Names and words come from others, so each is shown as its Unicode
# control picture, or as U+FFFD where it has none; letters of every script and direction stay as they are.
_PICTURES = {
    **{code: 0x2400 + code for code in range(0x20)},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}
_LAID_OUT = {code: picture for code, picture in _PICTURES.items() if code not in map(ord, "\t\n")}
# In JSON such a character can only stand within a string.
_ESCAPED = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), *range(0xD800, 0xE000))}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading."""

    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Short lines of text, each wrapped on its own."""

    lines: tuple[str, ...]
    indent: int = 2


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the last column takes the room that is left."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Lines | Table


@dataclass(frozen=True)
class Page:
    """A title, blocks to read, and `data`: the same facts as plain JSON values, or what gives them when asked."""

    title: str
    blocks: tuple[Block, ...] = ()
    data: Any = field(default_factory=dict)


def lines(*texts: str, indent: int = 2) -> Lines:
    """Lines to read one below the other."""
    return Lines(tuple(texts), indent)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A table with these headings."""
    return Table(tuple(columns), tuple(tuple(row) for row in rows))


def section(heading: str, rows: Sequence[str], otherwise: str = "none") -> tuple[Block, ...]:
    """A heading with its lines, or with one word where there are none."""
    return (Heading(heading), lines(*(rows or (otherwise,))))


def as_json(page: Page) -> str:
    """The facts of a page for a program."""
    data = page.data() if callable(page.data) else page.data
    plain = msgspec.to_builtins(data, str_keys=True)
    return json.dumps(plain, indent=2, sort_keys=True, ensure_ascii=False).translate(_ESCAPED) + "\n"


def printable(text: str, *, breaks: bool = True) -> str:
    """`text` with its control characters made visible, so that a terminal obeys none.

    With `breaks`, tabs and line breaks stay.
    """
    return text.replace("\r\n", "\n").translate(_LAID_OUT) if breaks else text.translate(_PICTURES)


def print_page(page: Page) -> None:
    """Write a page to standard output as text, 80 columns wide off a terminal."""
    from rich.console import Console  # noqa: PLC0415  slow to import, and --json does not need it
    from rich.text import Text  # noqa: PLC0415

    width = shutil.get_terminal_size((NARROW, 24)).columns if sys.stdout.isatty() else NARROW
    console = Console(width=max(40, width), highlight=False, markup=False, emoji=False, file=sys.stdout)
    console.print(Text(printable(page.title, breaks=False), style="bold"))
    for block in page.blocks:
        match block:
            case Heading(text):
                console.print()
                console.print(
                    Text(printable(text, breaks=False), style="bold underline" if console.is_terminal else "")
                )
            case Lines(texts, indent):
                for text in texts:
                    console.print(Text(_wrapped(printable(text), indent, console.width)))
            case Table():
                console.print(_rich_table(block))


def _wrapped(text: str, indent: int, width: int) -> str:
    """`text` in lines of at most `width` columns, each indented; a text's own indent is kept for all its lines."""
    margin = " " * (indent + len(text) - len(text.lstrip(" ")))
    found = textwrap.wrap(text.strip(), width, initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False)
    return "\n".join(found) or margin


def _rich_table(block: Table) -> Any:
    from rich import box  # noqa: PLC0415
    from rich.table import Table as RichTable  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    shown = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=False, padding=(0, 1))
    for number, column in enumerate(block.columns):
        last = number == len(block.columns) - 1
        shown.add_column(column, overflow="fold", ratio=1 if last else None, no_wrap=False)
    for row in block.rows:
        shown.add_row(*(Text(printable(cell)) for cell in row))
    return shown
