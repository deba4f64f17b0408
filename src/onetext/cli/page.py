"""What a command shows: a page of plain blocks for a person, and the same as data for a program."""

import json
import shutil
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import msgspec

if TYPE_CHECKING:
    from rich.console import Console

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


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a redline; `place` says of words that moved where to or where from, "to point 7"; "" of others."""

    kind: Literal["kept", "inserted", "deleted"]
    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Redline:
    """Lines of text with what was inserted, deleted and moved in them."""

    lines: tuple[tuple[Stretch, ...], ...]
    indent: int = 2


@dataclass(frozen=True, slots=True)
class Noted:
    """Lines of text in stretches, each with the sign of a note and the note itself, both "" where there is none."""

    lines: tuple[tuple[tuple[str, str, str], ...], ...]
    indent: int = 2


Block = Heading | Lines | Table | Redline | Noted


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
    plain = msgspec.to_builtins(data, str_keys=True, enc_hook=str)
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
            case Redline(redlines, indent):
                for stretches in redlines:
                    console.print(_redline(stretches, indent, console))
            case Noted(noted, indent):
                for line in noted:
                    console.print(Text(_wrapped(printable(signed(line)), indent, console.width)))
            case Table():
                console.print(_rich_table(block))


def signed(stretches: Sequence[tuple[str, str, str]]) -> str:
    """A line with the signs of its notes, in angle quotation marks, behind the words that they are about."""
    found = ""
    for text, sign, _ in stretches:
        words = text.rstrip()
        found += f"{words}\u2039{sign}\u203a{text[len(words) :]}" if sign and words else text
    return found


def marked(stretches: Sequence[Stretch]) -> str:
    """A line of a redline in plain characters: {-words that went-}, {+words that came+}, {-moved to 7: words-}."""
    signs = {"inserted": "+", "deleted": "-", "kept": ""}
    return "".join(
        f"{{{sign}{_moved(one)}{one.text}{sign}}}" if (sign := signs[one.kind]) else one.text for one in stretches
    )


def _moved(stretch: Stretch) -> str:
    return f"moved {stretch.place}: " if stretch.place else ""


_STYLES = {"kept": "", "inserted": "underline green", "deleted": "strike red"}
_MOVED = {"inserted": "underline cyan", "deleted": "strike magenta"}


def _redline(stretches: Sequence[Stretch], indent: int, console: "Console") -> Any:
    """A line of a redline: in colour on a terminal that has it, else with marks."""
    from rich.padding import Padding  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    if not console.is_terminal or console.no_color or console.is_dumb_terminal:
        return Text(_wrapped(printable(marked(stretches)), indent, console.width))
    text = Text()
    for one in stretches:
        style = _MOVED[one.kind] if one.place else _STYLES[one.kind]
        text.append(_moved(one), style="italic dim")
        text.append(" ".join(printable(one.text).splitlines()), style=style)
    return Padding(text, (0, 0, 0, indent))


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
