"""The rows of the one text, each by the command that docs/system.md prints for it."""

from pathlib import Path

import pytest

from rows.commands import Result, run


@pytest.fixture
def copied(tmp_path: Path) -> str:
    """A copy of the Geneva example to work on."""
    path = tmp_path / "mine.onetext"
    assert run(f"onetext example geneva {path}").code == 0
    return str(path)


def text_file(folder: str) -> Path:
    path = Path(folder).with_name("another.txt")
    path.write_text("1. Ukraine keeps an army of 800,000 personnel.\n", encoding="utf-8")
    return path


def test_row_1_one_current_text_has_several_holders_and_a_second_head_is_refused(copied: str) -> None:
    shown = run("onetext text -f geneva").words
    assert "Current text: v1" in shown
    assert "Held by: United States, Ukraine" in shown
    refused = run(f"onetext text table {text_file(copied)} --name w1 --dispose pow=parked -f {copied}")
    assert refused.code == 2
    assert "no second one beside it" in refused.words


def test_row_2_a_successor_stands_behind_its_parent_and_is_compared_point_by_point() -> None:
    shown = run("onetext text -f geneva").words
    assert shown.index("v0 none") < shown.index("v1 v0")
    assert "by United States, Ukraine" in shown
    compared = run("onetext compare v0 v1 -f harbour")
    assert compared.code == 0
    assert "changed quantity" in compared.words


def test_row_3_a_version_without_text_gives_claims_and_never_an_empty_difference() -> None:
    shown = run("onetext compare v0 v1 -f geneva").words
    assert "v1: text not available" in shown
    assert "recorded" in shown
    assert "removed from the plan" in shown
    assert "kept" not in shown


def test_row_20_a_deleted_point_is_vacant_and_the_others_keep_their_numbers() -> None:
    assert "vacant" in run("onetext show 3 -f harbour").words
    shown = run("onetext show -f harbour").words
    assert "3 vacant" in shown
    assert "4 Navigation" in shown


def test_row_31_what_is_missing_is_unknown_and_not_dropped() -> None:
    shown = run("onetext show -f geneva").words
    assert "19 further points of v0: unknown" in shown
    assert "dropped" not in shown
    assert "28 points expected, 9 known" in run("onetext text -f geneva").words


def test_row_38_two_limbs_bind_their_own_actors_and_carry_their_own_states() -> None:
    shown = run("onetext point limb g -f geneva").words
    assert "1. Russia will not invade its neighbours (Russia)" in shown
    assert "2. Nato will not expand further (Nato)" in shown
    states = run("onetext point limb 11 -f harbour").words
    first, second = states.split("2. Sellmark", 1)
    assert "Sellmark: opposed" in first
    assert "Sellmark: ad referendum" in second


def test_row_28_a_rival_is_aligned_point_by_point_and_is_never_the_head() -> None:
    shown = run("onetext compare v1 upstream-1 -f harbour").words
    for disposition in (
        "kept",
        "reworded",
        "changed quantity",
        "substituted",
        "moved",
        "split",
        "merged",
        "added",
        "dropped",
    ):
        assert disposition in shown
    assert "Current text: v1" in run("onetext text -f harbour").words
    assert "Beside it: Alternative plan" in run("onetext text -f geneva").words


def test_row_28a_a_difference_between_two_leaks_is_no_amendment() -> None:
    shown = run("onetext witnesses upstream-2 -f harbour").words
    assert "a toll of ⟨1⟩ crowns" in shown
    assert "⟨1⟩ upstream-2-post: “0.80”; upstream-2-text: “0.90”" in shown
    assert "Upstream proposal for a Harbour and River Agreement Upstream proposal for a Harbour" in shown, (
        "without a number, by its first words"
    )


def test_row_28b_what_fits_stands_together_and_what_collides_stands_in_brackets() -> None:
    shown = run("onetext threeway v0 v1 upstream-1 -f harbour").words
    assert "4 changed by both; the changes fit together" in shown
    assert "should have access to the channel on equal terms, provided that they give notice of 48 hours." in shown
    assert "5 changed by both; the changes collide" in shown
    for option in ("[at least 9.0 metres]", "[at least 8.0 metres (by: upstream-1)]", "[at least 8.5 metres (by: v1)]"):
        assert option in shown


def test_row_34_a_number_has_its_unit_bound_and_baseline_and_an_undated_baseline_is_flagged() -> None:
    shown = run("onetext point quantity d -f geneva").words
    assert "600,000 personnel, at most" in shown
    assert "baseline about 880,000, as of unknown" in shown
    assert "Flag: the baseline has no date" in shown
    assert "24 → 22" in run("onetext compare v0 v1 11 -f harbour").words


def test_row_37_it_is_expected_grades_as_an_expectation_that_binds_nobody() -> None:
    shown = run("onetext show g -f geneva").words
    assert "expectation (“It is expected that”); binds nobody by name" in shown
    assert "obligation" not in shown
    assert "Modality: permission → recommendation" in run("onetext compare v1 upstream-1 4 -f harbour").words


def test_row_36_empty_slots_are_shown_and_an_annex_clears_only_what_it_fills() -> None:
    shown = run("onetext point slot f -f geneva").words
    for slot in ("who", "what", "by when", "verified by", "if breached"):
        assert f"{slot}: empty" in shown
    filled = run("onetext point slot 12 -f harbour").words
    assert "verified by: in an annex" in filled
    assert "by when: empty" in filled
    assert "if breached: left vague on purpose" in filled


def test_row_35_dropping_one_side_of_a_trade_warns_with_the_number_of_the_other(copied: str) -> None:
    assert "e is given in return for f" in run("onetext point link -f geneva").words
    dropped = run(f"onetext amend e --delete -f {copied}")
    assert dropped.code == 0
    assert "look at point f" in dropped.words


def test_rows_32_33_areas_have_a_kind_and_a_moving_line_needs_its_day(copied: str) -> None:
    shown = run("onetext area -f geneva").words
    for kind in ("to withdraw", "recognised de facto", "frozen"):
        assert kind in shown
    refused = run(f'onetext area add "Present battle lines" frozen -f {copied}')
    assert refused.code == 2
    assert "--as-of-day" in refused.words
    between = run('onetext area between "Present buoy line off Port Amary" 2024-10-14 2025-04-15 -f harbour')
    assert "km²" in between.words


@pytest.mark.parametrize("viewer", ["norvane", "sellmark"])
def test_a_room_shows_only_what_its_own_side_keeps(viewer: str) -> None:
    other = {"norvane": "sellmark", "sellmark": "norvane"}[viewer]
    shown: Result = run(f"onetext room --as {viewer} -f harbour")
    assert f"note-{viewer}" in shown.words
    assert f"note-{other}" not in shown.words
