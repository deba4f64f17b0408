"""The order of yes, on the Geneva case: each row of the system by the command that shows it."""

import json
from pathlib import Path

from rows.commands import run


def test_row_8_putting_the_text_to_russia_is_refused_and_names_the_two_missing_approvals(tmp_path: Path) -> None:
    shown = run("onetext signoff -f geneva")
    assert shown.code == 0
    assert "the President of the United States" in shown.words
    assert "Marco Rubio" in shown.words
    copy = tmp_path / "mine.onetext"
    assert run(f"onetext example geneva {copy}").code == 0
    refused = run(f"onetext present v1 --to-actor russia --as us -f {copy}")
    assert refused.code == 2
    assert "Two approvals are missing: the President of the United States, the President of Ukraine" in refused.words
    assert "not received" in run(f"onetext presented --actor russia -f {copy}").words


def test_row_8_each_president_alone_lifts_his_own_part(tmp_path: Path) -> None:
    copy = tmp_path / "mine.onetext"
    run(f"onetext example geneva {copy}")
    assert run(f"onetext signoff approve v1 --as rubio/us --office president-us -f {copy}").code == 2
    assert run(f"onetext signoff approve v1 --as trump/us -f {copy}").code == 0
    assert (
        "One approval is missing: the President of Ukraine;"
        in run(f"onetext present v1 --to-actor russia --as us -f {copy}").words
    )
    assert run(f"onetext signoff approve v1 --as zelensky/ukraine -f {copy}").code == 0
    assert run(f"onetext present v1 --to-actor russia --as us -f {copy}").code == 0


def test_row_9_russia_has_seen_v0_and_says_that_it_has_not_received_the_outcome() -> None:
    cells = {cell["name"]: cell for cell in json.loads(run("onetext presented --actor russia --json -f geneva").stdout)}
    assert cells["v0"]["knowledge"] == "yes"
    assert cells["v1"]["knowledge"] == "not received"
    (account,) = cells["v1"]["accounts"]
    assert (account["by"], account["happened"]) == ("peskov", "2025-11-24")
    assert "not received (Peskov, 2025-11-24)" in run("onetext presented --actor russia -f geneva").words


def test_rows_40_41_thursday_was_softened_with_its_cause_and_stays_in_the_record() -> None:
    found = {one["name"]: one for one in json.loads(run("onetext deadline --json -f geneva").stdout)}
    thursday = found["trump-thursday"]
    assert (thursday["setter"], thursday["addressees"]) == ("trump", ["ukraine"])
    assert thursday["first"]["force"] == "demand"
    assert thursday["first"]["targets"][0]["when"]["date"] == "2025-11-27"
    assert [event["event"] for event in thursday["events"]] == ["softened"]
    assert "allies voiced their concerns" in thursday["events"][0]["cause"]
    written = run("onetext deadline calendar -f geneva").stdout
    assert "DTSTART;VALUE=DATE:20251127" in written
    assert "softened (was demand)" in written
    offers = {one["name"]: one for one in json.loads(run("onetext offer --json -f geneva").stdout)}
    assert [(one["by"], one["status"]) for one in offers["v0"]["present"]] == [("trump", "not final")]


def test_row_42_thursday_other_days_or_monday_may_be_before_the_28th() -> None:
    found = {one["name"]: one for one in json.loads(run("onetext due --before 2025-11-28 --json -f geneva").stdout)}
    assert found["rubio-days"]["due"] == "maybe"
    assert found["trump-thursday"]["due"] == "yes"
    assert "maybe" in run("onetext due --before 2025-11-28 -f geneva").words


def test_row_4_two_windows_with_different_ends_stand_side_by_side() -> None:
    joint, uk = json.loads(run("onetext window --json -f geneva").stdout)
    assert (joint["by"], uk["by"]) == (["us", "ukraine"], ["uk-spokesperson"])
    assert (joint["reach"], uk["reach"]) == ("days", "weeks")
    assert "2 windows, their ends differ" in run("onetext window -f geneva").words


def test_row_5_the_round_is_understood_to_have_ended_and_says_by_which_source() -> None:
    shown = run("onetext round -f geneva").words
    assert "understood to have ended, not announced" in shown
    assert "BBC News, paragraph 2" in shown


def test_row_6_a_joint_draft_holds_what_both_released_and_a_single_speaker_fails() -> None:
    drafted = json.loads(run("onetext joint draft --speakers us,ukraine --round geneva-talks --json -f geneva").stdout)
    assert "The talks were highly productive." in drafted["elements"]
    assert [(one["words"], one["missing"]) for one in drafted["held_back"]] == [
        ("There had been a tremendous amount of progress.", ["ukraine"])
    ]
    single = run("onetext joint draft --speakers us -f geneva")
    assert single.code == 2
    assert "at least two different speakers" in single.words


def test_the_verbs_of_the_order_of_yes_work_from_the_command_line(tmp_path: Path) -> None:
    record = tmp_path / "small.onetext"
    points = tmp_path / "points.txt"
    points.write_text("1. Ash shall dredge.\n\n2. Birch shall light the pier.\n", encoding="utf-8")
    assert run(f"onetext new {record} --title Harbour --zone Europe/Oslo").code == 0
    for line in (
        "actor add ash Ash",
        "actor add birch Birch",
        "actor seat ash party",
        "actor seat birch party",
        f"text table {points} --name v0 --label First",
        "round add bergen Bergen --participants ash,birch",
        "round end bergen --by ash --as ash",
        "deadline set answer --target '2090-03-04 (Saturday)' --for birch --name answer --as ash",
        "deadline move answer --target 2090-03-09 --cause weather --as ash",
        "deadline soften answer --force expectation --as ash",
        "deadline meet answer --as birch",
        "deadline lift answer --as ash",
        "offer set v0 final --as ash",
        "window add soon --about signing --as ash",
        "silence start 2 --addressees ash,birch --until 2090-03-04T18:00 --name quiet",
        "silence break quiet --as birch --reason 'Not agreed.'",
        "silence start --whole --addressees ash --until 2090-03-04T18:00",
        "joint release 'The talks were useful.' --as ash --to ash,birch",
        "joint release 'The talks were useful.' --as birch --to ash,birch",
        "joint issue --speakers ash,birch --as ash --to public",
        "presented not-received v0 birch --by birch --as birch",
        "actor add cedar Cedar",
        "signoff order --gate ash --then cedar",
        "signoff approve v0 --as ash",
        "present v0 --to-actor cedar --as ash",
        f"deadline calendar {tmp_path / 'harbour.ics'}",
    ):
        done = run(f"onetext {line} -f {record}")
        assert done.code == 0, (line, done.stdout)
    assert (tmp_path / "harbour.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    quiet = run(f"onetext silence -f {record}").words
    assert "Outcome: broken" in quiet
    assert "(Europe/Oslo)" in quiet
    assert "first set: demand, 2090-03-04" in run(f"onetext deadline -f {record}").words.lower()
    assert "The talks were useful." in run(f"onetext joint --as public -f {record}").words
