"""What every command shows: 80 columns, nothing said by colour alone, a page that stands alone, data for a program."""

import json
from html.parser import HTMLParser

import pytest

from rows.commands import run
from tree import reading_commands

ALONE = [path for path, command in reading_commands() if not any(
    p.required for p in command.params
)]  # fmt: skip
SHOWS = [
    " ".join(path)
    for path in ALONE
    if path not in {("export",), ("checkpoint",), ("deadline", "calendar"), ("area", "export")}
]


@pytest.mark.parametrize("example", ["geneva", "harbour"])
@pytest.mark.parametrize("command", SHOWS)
def test_a_page_fits_80_columns_and_needs_no_colour(command: str, example: str) -> None:
    said = run(f"onetext {command} -f {example}").stdout
    assert said.strip()
    assert "\x1b" not in said
    assert max(len(line.rstrip()) for line in said.splitlines()) <= 80


@pytest.mark.parametrize("command", SHOWS)
def test_the_same_is_data_for_a_program(command: str) -> None:
    assert json.loads(run(f"onetext {command} -f geneva --json").stdout) is not None


class Page(HTMLParser):
    """What a page is made of: its open elements, its tags with their attributes, its text."""

    VOID = frozenset({"meta"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("command", SHOWS)
def test_a_web_page_stands_alone(command: str) -> None:
    page = Page()
    page.feed(run(f"onetext {command} -f harbour --html").stdout)
    page.close()
    assert not page.open, "every element is closed"
    names = [tag for tag, _ in page.tags]
    assert names.count("h1") == 1
    assert names.count("main") == 1
    assert "script" not in names
    assert not {"src", "href"} & {name for _, attrs in page.tags for name in attrs}, "nothing is fetched"
    assert all(attrs.get("scope") for tag, attrs in page.tags if tag == "th"), "a screen reader finds the headings"
