"""The drafts of the Paris Agreement: official bracketed texts, long, deep, and out of balance by a few brackets."""

import os
import re
from pathlib import Path

import pytest

from onetext.text.brackets import Bracket, Report, read, write
from onetext.text.provision import write as write_provisions
from onetext.text.reading import decode, read_points, reading

ROOT = Path(__file__).parents[2]
PARIS = Path(os.environ.get("ONETEXT_SHARED", ROOT.parent / "shared")) / "cases" / "paris"
DRAFTS = sorted(PARIS.glob("*.txt"))

pytestmark = pytest.mark.skipif(
    not DRAFTS, reason=f"the Paris drafts are not in {PARIS}: set ONETEXT_SHARED to the folder that holds cases/paris"
)
each_draft = pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)


def by_hand(text: str) -> tuple[int, int, list[int], list[int]]:
    """Blank out what is no bracket, then count: brackets, depth, offsets never closed, offsets never opened."""
    labels = re.findall(r"^\[(\w+)\]: (?:http|/)", text, flags=re.MULTILINE)
    plain = [r"\[\^\d+\]", r"\[[^\[\]]*\]\(http[^)]*\)"]
    plain += [rf"\[[^\[\]]*\]\[{label}\]|\[{label}\]:?" for label in labels]
    for pattern in plain:
        text = re.sub(pattern, lambda found: "." * len(found[0]), text)
    stack: list[int] = []
    deepest, unopened = 0, []
    for at, character in enumerate(text):
        if character == "[":
            stack.append(at)
            deepest = max(deepest, len(stack))
        elif character == "]" and stack:
            stack.pop()
        elif character == "]":
            unopened.append(at)
    return text.count("["), deepest, stack, unopened


def report(path: Path) -> Report:
    return read(decode(path.read_bytes())).report


@each_draft
def test_a_draft_reads_without_losing_a_byte(path: Path) -> None:
    data = path.read_bytes()
    source = decode(data)
    assert write(read(source)).encode() == data
    assert write_provisions(read_points(source, str)).encode() == data


@each_draft
def test_brackets_depth_and_balance_agree_with_a_count_by_hand(path: Path) -> None:
    source = decode(path.read_bytes())
    brackets, deepest, unclosed, unopened = by_hand(source)
    tree = read(source)
    assert sum(isinstance(node, Bracket) and node.open == "[" for node in tree.nodes) == brackets
    assert tree.report.depth == deepest
    assert [one.offset for one in tree.report.unbalanced] == sorted(unclosed + unopened)
    for one in tree.report.unbalanced:
        assert source[one.offset] in "[]"
        assert one.line == source[: one.offset].count("\n") + 1
        assert f"line {one.line} " in one.sentence


@each_draft
def test_every_option_block_is_read(path: Path) -> None:
    source = decode(path.read_bytes())
    marks = re.findall(r"^ *(?:\d+\. +)?\**Option ?[0-9I]+(?=\**[.:]|\** *$)", source, flags=re.MULTILINE)
    found = [node for node in read(source).nodes if isinstance(node, Bracket) and "Option" in node.open]
    assert len(found) == len(marks)


@each_draft
def test_every_article_heading_is_read(path: Path) -> None:
    source = decode(path.read_bytes())
    printed = re.findall(r"^## \[?Article (\d+)", source, flags=re.MULTILINE)
    found = [p.number for p in read_points(source, str) if p.heading and p.number.startswith("Article")]
    assert [number.split()[1] for number in found] == printed
    assert reading(read_points(source, str)).headings == len(re.findall(r"^#+ ", source, flags=re.MULTILINE))


def test_the_adopted_text_is_clean_and_the_drafts_are_not() -> None:
    clean = {path.stem: not report(path).counts.total for path in DRAFTS}
    assert clean == {stem: stem.startswith("adopted") for stem in clean}
