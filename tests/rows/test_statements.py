"""Section D of the system: the public record of the Geneva talks, by the very commands that docs/system.md names."""

import json
import os
import re
from itertools import pairwise
from pathlib import Path

import pytest

from onetext.cli import files
from onetext.process.checks import paragraphs_of, stands_in
from rows.commands import run

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("ONETEXT_SHARED", ROOT.parent / "shared"))
REPORT = SHARED / "cases" / "geneva" / "report.txt"
CITED = re.compile(r'--quote "(?P<quote>[^"]+)"\s+(?:\\\s+)?--place "(?P<place>[^"]+)"')


@pytest.fixture(autouse=True)
def geneva() -> None:
    """The example, built once."""
    files.find("geneva")


def said(line: str) -> str:
    """What a command prints, its line ends and runs of spaces made single spaces."""
    done = run(line)
    assert done.code == 0, done.stdout
    return " ".join(done.stdout.split())


def test_12_the_filter_by_channel_gives_stubb_and_costa_for_x() -> None:
    found = json.loads(run("onetext statement --channel x -f geneva --json").stdout)
    assert {speaker for one in found for speaker in one["speakers"]} == {"stubb", "costa"}
    channels = {one["channel"] for one in json.loads(run("onetext statement -f geneva --json").stdout)}
    assert {"press", "parliament", "x", "radio", "spokesperson", "joint"} <= channels


def test_13_the_chain_shows_its_three_hops() -> None:
    shown = said("onetext statement --speaker wadephul -f geneva")
    assert "Johann Wadephul → Deutschlandfunk → Reuters → BBC News (3 hops)" in shown


def test_44_what_senators_say_that_rubio_told_them_has_depth_two() -> None:
    shown = said("onetext statement --speaker rubio -f geneva")
    assert "Bipartisan group of US senators said that Marco Rubio said" in shown
    assert "depth 2" in shown


def test_7_progress_stands_beside_the_true_count_of_open_items() -> None:
    shown = said("onetext claim --kind progress -f geneva")
    assert "highly productive" in shown
    assert "tremendous amount of progress" in shown
    assert re.search(r"Open items in the text itself: [1-9]\d*", shown)


def test_14_pressure_and_principle_are_on_the_time_line() -> None:
    shown = said("onetext timeline -f geneva")
    assert "zero gratitude" in shown
    assert "claim: pressure" in shown
    assert "claim: principle" in shown


def test_16_the_context_is_a_claim_with_an_asserter() -> None:
    shown = said("onetext claim --kind context -f geneva")
    assert "context: Donald Trump" in shown
    assert "continuing to buy oil from Russia" in shown


def test_15_the_post_stands_before_the_accounts() -> None:
    line = json.loads(run("onetext timeline -f geneva --json").stdout)
    order = [event["name"] for event in line["events"]]
    assert order.index("zero-gratitude") < order.index("joint-statement")
    assert order.index("zero-gratitude") < order.index("very-good-day")
    assert order.index("told-the-senators") < order.index("senators-account") < order.index("with-input")
    assert line["conflicts"] == []


def test_15_a_circle_is_refused(tmp_path: Path) -> None:
    assert run(f"onetext example geneva {tmp_path / 'mine.onetext'}").code == 0
    done = run(
        f"onetext timeline before very-good-day zero-gratitude -f {tmp_path / 'mine.onetext'} --source bbc "
        '--quote "came hours after" --place "paragraph 13"'
    )
    assert done.code == 2
    assert "zero-gratitude before very-good-day" in done.stdout


def test_47_as_of_sunday_shows_only_what_was_then_known() -> None:
    shown = said("onetext timeline --as-of 2025-11-23 -f geneva")
    assert "joint-statement" in shown
    assert "not-received" not in shown
    assert "not-received" in said("onetext timeline -f geneva")


def test_26_a_claim_about_a_text_nobody_has_seen_is_unverified() -> None:
    shown = said("onetext claim --kind disposition -f geneva")
    assert "unverified: the text of v1 is not available" in shown


def test_27_a_contact_stands_once_with_each_sides_account() -> None:
    found = json.loads(run("onetext contact --who stubb -f geneva --json").stdout)
    assert [one["between"] for one in found] == [["stubb", "zelensky"]]
    assert [account["by"] for account in found[0]["accounts"]] == ["stubb"]
    assert found[0]["silent"] == ["zelensky"]


def test_29_seen_by_one_and_not_verified_by_another() -> None:
    assert "seen by Reuters; not independently verified by BBC" in said("onetext verification -f geneva")


def test_29_a_change_needs_a_source(tmp_path: Path) -> None:
    assert run(f"onetext example geneva {tmp_path / 'mine.onetext'}").code == 0
    done = run(f"onetext verification set e3-draft verified bbc -f {tmp_path / 'mine.onetext'}")
    assert done.code == 2
    assert "needs its source" in done.stdout


def test_30_no_knowledge_stands_beside_existence_and_nobody_wins() -> None:
    shown = said("onetext conflicts -f geneva")
    assert "no winner is chosen" in shown
    assert "it exists: Reuters" in shown
    assert "no knowledge of it (which is not a denial that it exists): Marco Rubio" in shown


def test_43_three_claims_of_authorship_and_a_denial() -> None:
    found = json.loads(run("onetext claim --kind authorship -f geneva --json").stdout)
    assert len(found) == 3
    written = [part["actors"] for one in found for part in one["asserts"]["parts"] if part["role"] == "author"]
    assert written == [["us"], ["russia"], ["us"]]
    assert [denial["by"] for one in found for denial in one["rebuttals"]] == [["rubio"], ["state-spokesperson"]]


def test_45_input_is_a_role_of_its_own() -> None:
    shown = said("onetext claim --kind authorship -f geneva")
    assert "v0: written by United States; with input from Russia and Ukraine" in shown


def test_46_the_denial_is_kept_with_its_words() -> None:
    shown = said("onetext conflicts -f geneva")
    assert "rebuttal by A State Department spokesperson (against russian-proposal): “blatantly false”" in shown


def test_11_a_leak_is_registered_and_a_found_text_is_matched(tmp_path: Path) -> None:
    assert "details of the original draft" in said("onetext leak -f geneva")
    shown = said(f"onetext leak match {ROOT / 'examples' / 'geneva' / 'v0.txt'} -f geneva")
    assert "Nearest: v0" in shown
    assert "not proof" in shown
    found = tmp_path / "found.txt"
    found.write_text("(d) Ukraine agrees to limit the size of its mili\u200btary to 800,000 personnel.\n", "utf-8")
    shown = said(f"onetext leak match {found} -f geneva")
    assert "altered: 1; not in the excerpt: 8" in shown
    assert "altered: 1; absent: 8" in said(f"onetext leak match {found} --whole -f geneva")
    assert "U+200B" in shown


def test_48_every_reported_act_names_its_source() -> None:
    assert "No fault found" in said("onetext check -f geneva")


def test_49_a_filter_by_tag() -> None:
    found = json.loads(run("onetext statement --tag geneva -f geneva --json").stdout)
    assert {"joint-statement", "stubb-post"} <= {one["name"] for one in found}
    assert all("geneva" in one["tags"] for one in found)


@pytest.mark.parametrize(
    ("claim", "finding"),
    [
        ("Ukraine pledges not to seek membership of Nato", "supported"),
        ("Russia will not invade its neighbours", "broader"),
        ("Russia gets legal recognition", "not in the text"),
    ],
)
def test_50_a_reports_claims_are_checked_against_the_text(claim: str, finding: str) -> None:
    shown = said(f'onetext check claim "{claim}" -f geneva')
    assert f"The claim is: {finding}" in shown
    assert f"claim: “{claim}”" in shown


def test_50_both_wordings_are_shown() -> None:
    shown = said('onetext check claim "Russia gets legal recognition" --point b -f geneva')
    assert "claim: “Russia gets legal recognition”" in shown
    assert "international recognition of de facto Russian control" in shown


def cited() -> list[tuple[str, str, str]]:
    """Each quotation of the example's scripts: the script, the quotation, its place."""
    scripts = sorted((ROOT / "examples" / "geneva").glob("*.script"))
    return [
        (script.name, found["quote"], found["place"])
        for script in scripts
        for found in CITED.finditer(script.read_text(encoding="utf-8"))
    ]


@pytest.mark.skipif(not REPORT.exists(), reason="needs ONETEXT_SHARED")
def test_every_quotation_stands_in_the_paragraph_of_the_report_that_it_names() -> None:
    paragraphs = paragraphs_of(REPORT.read_text(encoding="utf-8"))
    assert len(cited()) > 50
    wrong = []
    for script, quote, place in cited():
        numbers = [int(number) for number in re.findall(r"\d+", place)]
        first, last = numbers[0], numbers[-1]
        assert all(one <= other for one, other in pairwise(numbers)), place
        if not any(stands_in(quote, paragraph) for paragraph in paragraphs[first - 1 : last]):
            wrong.append((script, quote, place))
    assert wrong == []


@pytest.mark.skipif(not REPORT.exists(), reason="needs ONETEXT_SHARED")
def test_the_whole_record_is_checked_against_the_retrieved_document() -> None:
    done = run(f"onetext check --document {REPORT} -f geneva")
    assert done.code == 0, done.stdout
    assert "No fault found" in done.stdout


def test_a_document_that_nobody_cites_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Another page.\n", "utf-8")
    done = run(f"onetext check --document {other} -f geneva")
    assert done.code == 2
    assert "which no reported act cites" in done.stdout


def test_48_a_quotation_that_is_not_in_the_document_is_a_fault_with_exit_code_1(tmp_path: Path) -> None:
    page, record = tmp_path / "page.txt", tmp_path / "record.onetext"
    page.write_text("Ash said that it was a good day.\n", "utf-8")
    for line in (
        f"new {record} --title Harbour",
        f"actor add ash Ash -f {record}",
        f"source add Daily News --retrieved 2025-11-25 --document {page} --name daily -f {record}",
        f'statement add ash "A bad day" -f {record} --source daily --quote "a bad day" --place "paragraph 1"',
    ):
        assert run(f"onetext {line}").code == 0
    assert run(f"onetext check --document {page} -f {record}").code == 1


def test_26_when_the_text_comes_the_comparison_proves_the_claim_true_or_false() -> None:
    said = run("onetext claim --kind disposition -f harbour").words
    assert "proved false" in said
    before = run("onetext claim --kind disposition -f harbour --as-of 2025-06-01").words
    assert "unverified" in before
