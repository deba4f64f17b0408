"""The pages say what there is: every mechanism, every act, commands that run and lines that they print, live links."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from onetext.cli import FAULT, onetext
from onetext.process import every_subject
from onetext.record.subject import tag
from rows.commands import Result, run

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted((DOCS / "mechanisms").glob("*.md"))
GUIDES = [DOCS / "comparing.md", DOCS / "documents.md"]
WRITTEN = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
BLOCK = re.compile(r"^```(\w*)( refused)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(onetext [^`]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
EXAMPLES = {"geneva", "harbour"}


@cache
def printed(command: str) -> Result:
    """What a command gives; each is run once."""
    return run(command)


def on_an_example(command: str) -> bool:
    """Whether a command line names a shipped example."""
    return bool(EXAMPLES & set(re.findall(r"-f (\w+)", command)))


def commands(page: str) -> Iterator[tuple[str, bool]]:
    """The command lines on a page that work on an example, each with whether the page says that it is refused."""
    for _, refused, block in BLOCK.findall(page):
        for line in block.replace("\\\n", " ").splitlines():
            command = line.strip().removeprefix("$ ").removeprefix("python3 run.py ")
            if command.startswith("onetext ") and on_an_example(command):
                yield command, bool(refused)
    for command in INLINE.findall(BLOCK.sub("", page)):
        if on_an_example(" ".join(command.split())):
            yield " ".join(command.split()), False


def shown(page: str) -> Iterator[tuple[str, str]]:
    """The lines that a page shows as printed, each with all that the commands in the block before it print."""
    output = ""
    for kind, _, block in BLOCK.findall(page):
        if kind == "sh":
            output = " ".join(printed(line).words for line in block.splitlines() if line.startswith("onetext "))
        elif kind == "text":
            yield from ((line, output) for line in block.splitlines())


def reported() -> Iterator[str]:
    """The examples in the help of commands that record what a source reports, as the page of commands shows them."""
    for _, _, block in BLOCK.findall((DOCS / "commands.md").read_text(encoding="utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            if re.search(r"--source\b", line):
                yield " ".join(line.split())


REPORTED = sorted(set(reported()))
SHOWN = sorted(
    {pair for path in (ROOT / "README.md", *PAGES, *GUIDES) for pair in commands(path.read_text(encoding="utf-8"))}
)


def test_every_subject_has_a_page_and_every_page_tells_of_a_module() -> None:
    subjects = {subject.name for subject in every_subject().subjects}
    modules = {path.stem for path in (ROOT / "src" / "onetext" / "process").glob("*.py")}
    pages = {path.stem for path in PAGES} - {"README"}
    assert subjects <= pages <= modules


def test_the_index_leads_to_every_page() -> None:
    index = (DOCS / "mechanisms" / "README.md").read_text(encoding="utf-8")
    assert set(LINK.findall(index)) >= {path.name for path in PAGES if path.name != "README.md"}


def test_the_page_of_acts_is_the_manual_of_this_program_and_has_every_kind() -> None:
    page = CliRunner().invoke(onetext, ["manual", "--acts"]).output
    assert page == (DOCS / "acts.md").read_text(encoding="utf-8")
    kinds = [tag(subject, kind) for subject in every_subject().subjects for kind in subject.kinds]
    assert [kind for kind in kinds if f"### `{kind}`\n" not in page] == []


def test_the_page_of_acts_leads_only_to_headings_that_it_has() -> None:
    page = (DOCS / "acts.md").read_text(encoding="utf-8")
    headings = {re.sub(r"[^\w\- ]", "", found).lower() for found in re.findall(r"^#+ (.*)$", page, re.MULTILINE)}
    assert {link[1:] for link in LINK.findall(page) if link.startswith("#")} - headings == set()


@pytest.mark.parametrize(("command", "refused"), SHOWN, ids=[command for command, _ in SHOWN])
def test_a_command_that_a_page_shows_runs(command: str, *, refused: bool) -> None:
    allowed = {FAULT} if refused else {0, 1} if command.startswith("onetext check") else {0}
    result = printed(command)
    assert result.code in allowed, result.stdout


@pytest.mark.parametrize("command", REPORTED)
def test_an_example_in_the_help_of_what_a_source_reports_can_be_typed_as_it_stands(command: str) -> None:
    assert on_an_example(command), "a reader can type it at once"
    result = printed(command)
    assert result.code == 0, result.stdout


@pytest.mark.parametrize("path", [*PAGES, *GUIDES], ids=lambda path: path.stem)
def test_lines_that_a_page_shows_are_printed(path: Path) -> None:
    for line, output in shown(path.read_text(encoding="utf-8")):
        assert " ".join(line.split()) in output


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_link_leads_to_a_file(path: Path) -> None:
    page = BLOCK.sub("", path.read_text(encoding="utf-8"))
    targets = [link.partition("#")[0] for link in LINK.findall(page) if "://" not in link]
    assert [target for target in targets if target and not (path.parent / target).exists()] == []


def test_every_decision_has_a_number_of_its_own() -> None:
    decisions = sorted((DOCS / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    for path in decisions:
        assert path.read_text(encoding="utf-8").startswith(f"# {int(path.name[:4])}. "), path.name
