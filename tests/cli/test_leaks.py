"""The leak match as a person reads it: nearest, what decides, what was mended, and that it proves nothing."""

import json
from pathlib import Path

from rows.commands import run

LEAK = Path(__file__).parents[2] / "examples" / "harbour" / "leak.txt"


def test_the_page_names_the_nearest_the_words_that_decide_and_no_culprit() -> None:
    shown = run(f"onetext leak match {LEAK} -f harbour").words
    assert "Nearest version: v0 (not proof)" in shown
    assert "only it has “9.0” there (“of at least 9.0 meters below low”)" in shown
    assert "“meters” as “metres”" in shown
    assert "not in the excerpt: 21" in shown
    assert shown.endswith("This is a likeness of words, not proof of who passed them on.")


def test_a_text_that_claims_to_be_whole_lacks_what_is_missing() -> None:
    assert "absent: 21" in run(f"onetext leak match {LEAK} --whole -f harbour").words


def test_versions_that_cannot_be_told_apart_are_both_named(tmp_path: Path) -> None:
    found = tmp_path / "found.txt"
    found.write_text("Norvane shall dredge the outer harbour of Port Amary.", encoding="utf-8")
    shown = run(f"onetext leak match {found} -f harbour").words
    assert "Nearest versions: v0, v1" in shown
    assert "cannot be told apart by what was found" in shown


def test_a_text_about_something_else_is_nearest_to_none(tmp_path: Path) -> None:
    found = tmp_path / "found.txt"
    found.write_text("Bells rang twice.", encoding="utf-8")
    assert run(f"onetext leak match {found} -f harbour").words.startswith("No version has these words (not proof)")


def test_the_match_is_data_for_a_program() -> None:
    data = json.loads(run(f"onetext leak match {LEAK} -f harbour --json").stdout)
    assert data["matches"][0]["name"] == "v0"
    assert data["rivals"][0]["for_nearest"]["has"]
    assert data["caution"]


def test_lines_keep_to_80_columns() -> None:
    shown = run(f"onetext leak match {LEAK} -f harbour").stdout
    assert max(len(line.rstrip()) for line in shown.splitlines()) <= 80
