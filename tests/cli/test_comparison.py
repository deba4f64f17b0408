"""How a comparison is shown: in marks, in colour, to a screen reader; and how unsure it is."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from harbour import Harbour, harbour_at
from onetext.cli import comparison
from onetext.cli.html import as_html
from onetext.cli.page import Heading, Page, Redline, Stretch, marked, print_page
from onetext.process import alignments, texts
from onetext.process.alignments import Match
from onetext.process.texts import Line, Table
from onetext.text.reading import read_points
from rows.commands import run


@pytest.fixture
def harbour(tmp_path: Path) -> Iterator[Harbour]:
    """A negotiation with actors and no text yet."""
    found = harbour_at(tmp_path / "harbour.onetext")
    with found.record:
        yield found


MOVED = "each Party shall publish a full report on all its measures"


def compared(harbour: Harbour, before: str, after: str) -> Page:
    """Two rival drafts, compared."""
    table(harbour, before, after)
    return shown(harbour)


def table(harbour: Harbour, before: str, after: str) -> None:
    """Table two rival drafts."""
    for name, source in (("one", before), ("other", after)):
        line = harbour.do(Line(name, ("cedar",)), name=name)
        harbour.do(Table(name, line=line.id, wording=read_points(source, texts.new_ids(name))), name=f"{name}-1")


def shown(harbour: Harbour) -> Page:
    """The comparison of both drafts."""
    view = harbour.view()
    found = alignments.compare(view, alignments.side(view, "one-1"), alignments.side(view, "other-1"))
    return comparison.page(view, found, found.rows, "Compared")


def redlines(page: Page) -> list[str]:
    return [marked(line) for block in page.blocks if isinstance(block, Redline) for line in block.lines]


def test_a_heading_that_is_only_a_number_is_not_called_unknown(harbour: Harbour) -> None:
    page = compared(harbour, "# Article 5\n\n1. Ash dredges.\n", "# Article 5\n\n1. Ash dredges.\n\n# Article 6\n")
    headings = [block.text for block in page.blocks if isinstance(block, Heading)]
    assert "not there → Article 6  added" in headings
    assert "unknown" not in as_html(page)


def test_a_heading_is_named_whole_and_a_point_without_a_number_by_its_first_words(harbour: Harbour) -> None:
    text = "# Agreement on the old pier\n\nThe Parties to this Agreement,\n\n7. 7 nautical miles count.\n"
    page = compared(harbour, text, text.replace("Agreement,", "Treaty,"))
    headings = [block.text for block in page.blocks if isinstance(block, Heading)]
    assert headings == ["Agreement on the old pier  kept", "The Parties to this …  reworded", "7  kept"]


def test_what_moved_says_from_where_and_to_where(harbour: Harbour) -> None:
    page = compared(
        harbour,
        f"1. Ash dredges the outer harbour in spring. In May {MOVED}.\n\n2. Birch lights the old pier at night.\n",
        f"1. Ash dredges the outer harbour in spring.\n\n2. Birch lights the old pier at night. Then {MOVED}.\n",
    )
    shown = " ".join(redlines(page))
    assert f"moved to 2: {MOVED}" in shown
    assert f"moved from 1: {MOVED}" in shown


def test_each_option_of_a_block_stands_on_a_line_of_its_own(harbour: Harbour) -> None:
    block = "1. The locks keep the water:\n   Option 1: at {} metres.\n   Option 2: as the Commission decides.\n"
    shown = redlines(compared(harbour, block.format("4.20"), block.format("4.40")))
    assert [line.strip()[:8] for line in shown] == ["The lock", "Option 1", "Option 2"]


def test_a_row_that_was_put_right_by_hand_says_by_whom_and_why(harbour: Harbour) -> None:
    table(harbour, "1. Ash dredges the outer harbour.\n", "1. Birch lights the pier.\n\n2. Ash dredges a harbour.\n")
    assert "Put right by" not in as_html(shown(harbour))
    one, other = (alignments.side(harbour.view(), f"{name}-1") for name in ("one", "other"))
    (old,), (new, _) = one.wording or (), other.wording or ()
    harbour.do(Match(one.id, other.id, (old.id,), (new.id,), reason="the delegates said so"), by="mayor-ash/ash")
    page = as_html(shown(harbour))
    assert page.count("Put right by Ash") == 1
    assert "the delegates said so" in page


def test_a_screen_reader_hears_where_a_change_begins_and_ends() -> None:
    stretches = (Stretch("kept", "at "), Stretch("deleted", "24"), Stretch("inserted", "22"), Stretch("kept", " boats"))
    heard = re.sub(r"<[^>]+>", "", as_html(Page("", (Redline((stretches,)),))).partition("<main>")[2])
    assert heard.strip() == "at [deleted: 24, end of deletion] [inserted: 22, end of insertion]  boats"


def test_a_screen_reader_hears_where_words_moved() -> None:
    page = as_html(Page("", (Redline(((Stretch("inserted", "all <reports>", "from 3"),),)),)))
    assert '<ins class="moved"><b>moved from 3:</b>all &lt;reports&gt;' in page
    assert "end of move" in page


def test_changes_are_told_apart_without_colour(capsys: pytest.CaptureFixture[str]) -> None:
    page = Page("", (Redline(((Stretch("deleted", "24"), Stretch("inserted", "22", "from 3")),)),))
    print_page(page)
    assert "{-24-}{+moved from 3: 22+}" in capsys.readouterr().out


def test_on_a_terminal_changes_are_told_apart_by_more_than_colour(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    print_page(Page("", (Redline(((Stretch("deleted", "24"), Stretch("inserted", "22")),)),)))
    codes = re.findall(r"\x1b\[([\d;]+)m(?:24|22)", capsys.readouterr().out)
    assert [code.split(";")[0] for code in codes] == ["9", "4"]  # struck out, underlined (ECMA-48)


def test_without_colour_a_terminal_shows_marks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    print_page(Page("", (Redline(((Stretch("deleted", "24"), Stretch("inserted", "22")),)),)))
    assert "{-24-}{+22+}" in capsys.readouterr().out


def test_a_control_character_in_a_redline_reaches_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_page(Page("", (Redline(((Stretch("inserted", "a\x1b[2Jb"),),)),)))
    assert "\x1b" not in capsys.readouterr().out


def test_a_comparison_says_how_much_is_called_out_before_the_first_point() -> None:
    shown = run("onetext compare v0 v1 -f harbour").stdout
    head = shown.partition("\n\n")[0]
    assert "Called out: " in head
    assert "brackets" in head


def test_a_comparison_as_data_has_the_runs_and_what_is_called_out() -> None:
    (row,) = json.loads(run("onetext compare v0 v1 8 -f harbour --json").stdout)["rows"]
    (piece,) = row["pieces"]
    before = "".join(one["before"] for one in piece["runs"])
    assert before == row["before"][0]["words"]
    assert {one["kind"] for one in row["callouts"]} == {"quantity", "time"}
    assert [one["kind"] for one in row["brackets"]] == ["settled", "settled"]
    assert 0 < row["confidence"] <= 1
