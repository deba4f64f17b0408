"""Who stands where: each row of docs/system.md with the command that it prints."""

import json
from pathlib import Path

import pytest

from rows.commands import run


@pytest.fixture
def copy(tmp_path: Path) -> str:
    """A copy of the Geneva record to work on."""
    path = tmp_path / "geneva.onetext"
    assert run(f"onetext example geneva {path}").code == 0
    return str(path)


def test_row_10_each_attitude_has_its_version_and_source_and_does_not_carry_over() -> None:
    shown = run("onetext stance -f geneva").words
    assert "Russia on whole v0: “cautiously welcomed”" in shown
    assert "Ukraine's European allies on whole v0: “seen as too favourable to the Kremlin”" in shown
    assert "unknown whether it stands: taken on the words of v0; those of v1 are not available" in shown
    assert "BBC News, paragraph 4" in shown


def test_row_10_what_was_said_of_the_whole_is_no_stance_on_a_point() -> None:
    rows = json.loads(run("onetext stance --json -f geneva").stdout)
    assert all(not row["stances"] for row in rows if row["on"] in set("abcdefghi"))


def test_row_17_the_wish_for_legal_recognition_leaves_a_question_at_de_facto_control() -> None:
    shown = run("onetext interest -f geneva").words
    assert "asserted by Volodymyr Zelensky" in shown
    assert "“de facto” control" in shown
    assert "whether that is legal recognition is open" in shown


def test_row_18_a_sensitive_point_is_watched_for_its_owner() -> None:
    shown = run("onetext redline --as ukraine -f geneva").words
    assert "“release of all Ukrainian prisoners of war” must remain" in shown


def test_row_18_a_crossed_line_warns_its_owner_and_leaves_no_trace_with_another(copy: str) -> None:
    before = run(f"onetext redline --as us -f {copy}").stdout
    run(f"onetext redline add --never “sanctions” --as ukraine --name quiet -f {copy}")
    changed = '"Russia is reintegrated through the lifting of all sanctions."'
    amended = run(f"onetext amend h --words {changed} --as us --name all-lifted -f {copy}")
    assert amended.code == 0, amended.stdout
    assert "amendment all-lifted: WARNING, crossed" in run(f"onetext redline --as ukraine -f {copy}").words
    assert run(f"onetext redline --as us -f {copy}").stdout == before
    assert run(f"onetext redline lift quiet --as us -f {copy}").code == 2


def test_row_19_what_is_kept_on_the_table_stands_apart(copy: str) -> None:
    shown = run("onetext retained -f geneva").words
    assert "pow" in shown
    assert "ukraine" in shown
    points = Path(copy).with_name("v2.txt")
    points.write_text("(a) Ukraine keeps what it has.\n", encoding="utf-8")
    refused = run(f"onetext text table {points} --name v2 --label Third --parent v1 -f {copy}")
    assert refused.code == 2
    assert "retained, contested (pow)" in refused.words


def test_row_21_open_items_at_v0_and_v1_differ_each_with_its_reason() -> None:
    found = {row["point"]: row for row in json.loads(run("onetext open --since v0 --json -f geneva").stdout)}
    assert found["a"]["v0"]["also"] == []
    assert found["a"]["v1"]["also"] == ["its words are not available"]
    assert "retained, contested" in found["pow"]["v1"]["also"]
    assert found["pow"]["v0"] == "not known", "v0 is known in part only"


def test_row_21_a_narrowed_issue_changes_no_derived_item(copy: str) -> None:
    before = run(f"onetext open -f {copy}").stdout
    assert "narrowed, at v1: In a “substantial way”" in run(f"onetext item -f {copy}").words
    run(f'onetext item close open-items --reason "All done" -f {copy}')
    assert run(f"onetext open -f {copy}").stdout == before
    run(f'onetext item reopen open-items --reason "Not quite" -f {copy}')
    history = run(f"onetext item show open-items -f {copy}").words
    assert history.index("narrowed") < history.index("closed: All done") < history.index("reopened: Not quite")


def test_row_22_the_presidents_decide() -> None:
    shown = run("onetext stance -f geneva").words
    assert "Ukraine: only the President of Ukraine (Volodymyr Zelensky) lifts it" in shown
    assert "United States: only the President of the United States (Donald Trump) lifts it" in shown


def test_row_22_only_the_named_office_lifts_ad_referendum(copy: str) -> None:
    for command in ("actor delegate rubio us", "stance set pow agreed --as rubio/us"):
        done = run(f"onetext {command} -f {copy}")
        assert done.code == 0, done.stdout
    assert "agreed ad referendum" in done.words, "a delegate's yes is told as what it is"
    assert "United States on amendment pow: agreed ad referendum" in run(f"onetext stance -f {copy}").words
    refused = run(f"onetext stance confirm pow --as rubio/us -f {copy}")
    assert refused.code == 2
    assert "Only the President of the United States" in refused.words
    assert run(f"onetext stance confirm pow --as trump/us -f {copy}").code == 0
    assert "United States on amendment pow: agreed " in run(f"onetext stance -f {copy}").words


def test_row_24_points_before_the_separate_track_cannot_be_agreed_here(copy: str) -> None:
    shown = run("onetext track -f geneva").words
    assert "members: European Union, Nato" in shown
    assert "point e, point g" in shown
    refused = run(f"onetext stance set e agreed --as us -f {copy}")
    assert refused.code == 2
    assert "until that track reports back" in refused.words


def test_row_25_the_points_that_need_somebody_who_is_not_in_the_room() -> None:
    shown = {row["point"]: row["absent"] for row in json.loads(run("onetext consent --absent --json -f geneva").stdout)}
    assert {"e", "g", "h", "i"} == set(shown)
    assert "nato" in shown["e"]
    assert "eu" in shown["h"]


def test_row_39_each_promise_of_another_names_who_must_keep_it() -> None:
    shown = run("onetext consent -f geneva").words
    assert "NOT in the room" in shown
    found = {row["point"]: row["required"] for row in json.loads(run("onetext consent --json -f geneva").stdout)}
    (nato,) = (need for need in found["g"] if need["actor"] == "nato")
    assert "Nato will not expand further" in nato["limb"]
    assert "g7" in {need["actor"] for need in found["i"]}
