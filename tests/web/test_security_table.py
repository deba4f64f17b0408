"""docs/security.md against OWASP's standard: each requirement once, and every test that is named is there."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pytest_django.fixtures import Settings

from onetext.exchange import zipped
from onetext.web.home import Place

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NUMBERS = Path(__file__).with_name("asvs-5.0.0.txt").read_text(encoding="utf-8")
LEVEL_3 = "3"


def standard() -> dict[str, str]:
    """Each requirement's number with its level, in the standard's order."""
    lines = (line.split() for line in NUMBERS.splitlines() if not line.startswith("#"))
    return {f"{section}.{place}": level for section, levels in lines for place, level in enumerate(levels, 1)}


def rows() -> list[list[str]]:
    """The cells of each row of the page's table of requirements."""
    table = PAGE[PAGE.index("| Requirement |") :]
    lines = [line for line in table.splitlines() if line.startswith("| ") and "|---" not in line]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def meant(cell: str) -> Iterator[str]:
    """The requirements that a first cell names; a range leaves those of level 3 out."""
    levels = standard()
    asked = [number for number, level in levels.items() if level != LEVEL_3]
    for said in re.sub(r"\*\*V\d+\*\*|\(level 3\)", "", cell).split(","):
        first, _, last = (number.strip() for number in said.partition("\N{EN DASH}"))
        yield from asked[asked.index(first) : asked.index(last) + 1] if last else [first]


def test_the_standard_has_as_many_requirements_as_it_says() -> None:
    assert Counter(standard().values()) == {"1": 70, "2": 183, "3": 92}


def test_every_requirement_of_levels_1_and_2_stands_in_the_table_once() -> None:
    found = Counter(number for row in rows() for number in meant(row[0]))
    asked = {number for number, level in standard().items() if level != LEVEL_3}
    assert sorted(asked - found.keys()) == []
    assert [number for number, times in found.items() if times > 1] == []
    assert found.keys() <= standard().keys()


def test_a_requirement_of_level_3_is_called_one() -> None:
    levels = standard()
    for row in rows():
        beyond = [number for number in meant(row[0]) if levels[number] == LEVEL_3]
        assert bool(beyond) == ("(level 3)" in row[0]), row
        assert not beyond or len(beyond) == len(list(meant(row[0]))), "a row of its own"


def test_every_row_says_what_is_asked_and_where_it_is_shown() -> None:
    assert [row for row in rows() if len(row) != 3 or not all(row)] == []
    assert "?" not in "".join(row[0] for row in rows())


def test_each_chapter_begins_with_its_name() -> None:
    for chapter in range(1, 18):
        first = next(row[0] for row in rows() if f"{chapter}." in {f"{one.split('.')[0]}." for one in meant(row[0])})
        assert first.startswith(f"**V{chapter}** "), first


def test_every_file_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"`((?:tests|docs|benchmarks|src)/[\w./-]+|requirements\.lock)`", PAGE))
    named |= {f"docs/{name}" for name in re.findall(r"\]\(([\w./-]+\.md)\)", PAGE)}
    assert len(named) > 40
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_test_that_is_named_in_a_file_is_in_it() -> None:
    """Each is written `FILE::NAME`."""
    for name, test in re.findall(r"`(tests/[\w./-]+\.py)::(\w+)`", PAGE):
        assert f"def {test}(" in (ROOT / name).read_text(encoding="utf-8"), (name, test)


def test_the_page_tells_the_bounds_that_are_kept(place: Place, settings: Settings) -> None:
    settings.PLACE = place
    from onetext.web import asgi

    told = PAGE[PAGE.index("**Files that come in.**") :].split("\n\n", maxsplit=1)[0]
    for bound in (asgi.LARGEST, zipped.MAX_PART, zipped.MAX_UNPACKED):
        assert f"{bound >> 20} MiB" in told
    assert f"{zipped.MAX_PARTS:,} parts" in told
