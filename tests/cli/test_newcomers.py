"""What a newcomer types is answered with what to type instead, and never does something else than it says."""

import json
import re
import shlex
from pathlib import Path

import click
import pytest

from onetext.cli import hints, onetext
from typed import Answer, make_talks, sentence, typed


@pytest.fixture
def talks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return make_talks(tmp_path)


def say(line: str) -> Answer:
    return typed(*shlex.split(line))


def told(line: str) -> str:
    """What a command that succeeds writes, with every run of white space one space."""
    answer = say(line)
    assert answer.code == 0, answer.err
    return " ".join(answer.out.decode().split())


def refused(line: str) -> str:
    return sentence(say(line))


def test_an_actor_that_is_added_when_others_sit_at_the_table_already_reads_and_acts_like_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in ("new talks --title Talks", "actor add ash Ash", "actor seat ash party", "actor add birch Birch"):
        told(line)
    told("actor seat birch party")
    assert "Birch" in told("who --as birch")
    assert "Birch" in told('room note "Hold back." --as birch') + told("who --as ash")


@pytest.mark.usefixtures("talks")
def test_settling_says_what_becomes_of_the_pending_amendments_or_is_refused() -> None:
    said = refused("settle 1")
    assert "amendments are pending there:" in said
    assert "dredge, no-dredge" in said
    assert "Accept or reject them, or give other words (--accept, --reject or --words)." in said
    assert "No amendment is pending there" in refused("settle 2")
    assert told("settle 2 --words 'Birch shall light both piers.'")


@pytest.mark.usefixtures("talks")
def test_an_amendment_that_its_reader_may_not_see_is_not_counted_as_pending() -> None:
    assert "whisper" not in refused("settle 1 --as ash")


def test_onetext_alone_prints_its_help() -> None:
    answer = typed()
    assert answer.code == 0
    assert answer.out.decode().splitlines()[0].startswith("Usage: onetext")
    assert "signoff" in answer.out.decode()
    assert not answer.err


def test_a_record_that_is_not_there_is_answered_with_a_command_that_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = refused("status -f nosuch")
    assert 'onetext new nosuch --title "…"' in said
    assert say(said.split("“onetext ")[1].split("”")[0]).code == 0


@pytest.mark.parametrize(
    ("typed_so", "meant"),
    [
        ("undo v0", "onetext withdraw ACT"),
        ("agree 3", "onetext stance set POINT agreed"),
        ("table v0.txt", "onetext text table FILE"),
        ("note hello", "onetext room note WORDS"),
        ("geneva", "onetext status -f geneva"),
        ("deadline add x", "onetext deadline set …"),
        ("deadline change x", "onetext deadline move …"),
        ("deadline show", "“onetext deadline”"),
        ("stance 1 agreed", "“onetext stance set 1 agreed”"),
        ("stance add", "onetext stance set …"),
        ("redline remove x", "onetext redline lift …"),
        ("tracks", "'track'"),
    ],
)
def test_another_word_for_a_command_is_answered_with_the_command(typed_so: str, meant: str) -> None:
    assert meant in refused(typed_so)


def test_every_command_that_is_suggested_is_one() -> None:
    for meant in hints.OTHER_WORDS.values():
        noun, *rest = meant.split()
        command = onetext.commands[noun]
        if isinstance(command, click.Group) and rest:
            assert rest[0] in command.commands


@pytest.mark.usefixtures("talks")
def test_an_act_on_which_others_rest_is_withdrawn_only_when_that_is_meant() -> None:
    said = refused("withdraw light --reason 'Not needed'")
    assert "1 act rests on light:" in said
    assert "referred to a track" in said
    assert "add --yes if that is meant" in said
    assert "is withdrawn" in told("withdraw light --reason 'Not needed' --yes")


@pytest.mark.usefixtures("talks")
def test_the_name_of_a_withdrawn_act_may_be_used_again_and_then_means_the_later_act() -> None:
    told("withdraw sign --reason 'Another date' --as norway")
    told("deadline set 'Sign the text' --target 2031-02-01 --name sign --as norway")
    told("deadline move sign --target 2031-03-01 --as norway")
    assert "2031-03-01" in told("deadline")
    assert "sign” is taken" in refused("deadline set again --target 2031-02-01 --name sign --as norway")


@pytest.mark.usefixtures("talks")
def test_no_page_shows_an_internal_id_of_a_point_that_is_gone() -> None:
    ids = {point["id"] for version in json.loads(told("text --json"))["versions"] for point in version["wording"]}
    assert len(ids) > 2
    told("withdraw v0 --reason 'The wrong file' --yes")
    for page in ("status", "open", "stance", "track", "silence", "preference", "point link", "amend", "show", "due"):
        answer = say(page)
        assert not [id_ for id_ in ids if id_[:8] in answer.out.decode() + answer.err], page


@pytest.mark.usefixtures("talks")
def test_one_act_is_shown_in_full_with_what_a_correction_needs() -> None:
    said = told("log sign")
    for part in ("deadline set", "By: Norway", "Readers: Ash, Birch, Norway", "setter norway", "what Sign the text"):
        assert part in said
    (name,) = {act["name"] for act in [json.loads(told("log sign --json"))]}
    assert name == "sign"
    told("correct sign --set what='Sign the agreement' --reason Misspelt --as norway")
    assert "Corrected" in told("log sign")
    assert "There is no" in refused("log nothing-of-the-kind")


@pytest.mark.usefixtures("talks")
def test_an_act_of_which_a_reader_may_not_know_is_not_shown_by_its_name() -> None:
    assert "whisper" in told("log whisper --as birch")
    assert refused("log whisper --as ash") == refused("log whispers --as ash").replace("whispers", "whisper")


@pytest.fixture
def two_roles(talks: Path) -> Path:
    """Bob is the Mayor of Birch, and Birch too approves."""
    told("signoff order --gate ash,birch --gate mayor-birch --then cedar")
    for party in ("ash", "birch"):
        told(f"signoff approve v0 --as {party}")
    return talks


@pytest.mark.usefixtures("two_roles")
def test_who_holds_one_office_in_the_order_approves_by_it() -> None:
    assert "The Mayor of Birch approves v0" in told("signoff approve v0 --as bob/birch")


@pytest.mark.usefixtures("two_roles")
def test_who_may_approve_in_more_than_one_way_is_told_the_ways() -> None:
    told("actor office birch 'Speaker of Birch' bob --name speaker-birch")
    told("signoff order --gate mayor-birch,speaker-birch --then cedar")
    said = refused("signoff approve v0 --as bob/birch")
    assert "--office: mayor-birch (the Mayor of Birch), speaker-birch (the Speaker of Birch)" in said


@pytest.mark.usefixtures("talks")
def test_the_list_of_amendments_is_read_like_any_other_page() -> None:
    assert "Pending: 2" in told("amend --as ash")
    assert "Pending: 0" in told("amend --as ash --as-of 2025-01-05")
    assert told("amend --html").startswith("<!doctype html>")
    assert "go with the list" in refused("amend 2 --words 'Birch sleeps.' --as-of 2025-01-05")


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize(
    ("typed_so", "meant"),
    [
        ("deadline set x --target '1 Mai 2030' --as ash", "write 2030-05-01 (or 2030-05-01T09:30); repeat --target"),
        ("settle 1 --accept more", "There is no amendment “more”"),
        ("actor add dan Dan --source radio --quote so --place 'line 1'", "There is no source “radio”"),
        ("text table v0.txt --parent v9", "There is no version “v9”"),
        ("deadline meet answer --as ash", "There is no deadline “answer”"),
        ("redline lift x --as ash", "There is no red line “x”"),
        ("room note hello --as ash --to ash, birch", "write a list without spaces"),
        (
            "withdraw dredge --yes --reason x --as birch",
            "Only its author, Ann for Ash, can correct or withdraw this act (add --as ann/ash)",
        ),
        ("withdraw light --yes --reason x --as birch", "leave --as out"),
    ],
)
def test_a_fault_is_told_with_the_way_out_in_a_delegates_words(typed_so: str, meant: str) -> None:
    assert meant in refused(typed_so)


@pytest.mark.usefixtures("talks")
def test_a_yes_ad_referendum_that_lapsed_cannot_be_confirmed_and_is_said_to_have_lapsed() -> None:
    told("stance set 3 agreed --as ash")
    told("settle 3 --words 'Cedar may use both quays.'")
    said = refused("stance confirm 3 --as ann/ash")
    assert "The yes of Ash to point 3" in said
    assert "has lapsed" in said
    assert "stance set" in said


@pytest.mark.usefixtures("two_roles")
def test_after_a_text_was_put_to_somebody_no_page_says_that_it_may_be_put_to_them() -> None:
    told("signoff approve v0 --as bob/birch")
    assert "v0 may be put to Cedar" in told("status")
    told("present v0 --to-actor cedar --as birch")
    for page in ("status", "signoff"):
        assert re.search(r"v0 was put to Cedar on \d{4}-\d\d-\d\d\.", told(page)), page
        assert "may be put" not in told(page)


@pytest.mark.usefixtures("talks")
def test_status_leads_with_where_a_deadline_stands_now() -> None:
    told("deadline move sign --target 2031-03-01 --cause storm --as norway")
    said = told("status")
    assert said.index("Sign the text: 2031-03-01") < said.index("first 2030-02-01") < said.index("then moved to")


def test_status_says_no_word_of_what_there_is_nothing_to_say_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told("new talks --title Talks")
    (tmp_path / "v0.txt").write_text("1. One.\n", encoding="utf-8")
    told("text table v0.txt --name v0")
    said = told("status")
    assert "none" not in said
    assert "Open items 1 of 1 point is open" in said
    assert "The order of yes" in said
    assert "v0. Complete." in said
    assert "v0: v0" not in said
    assert "Deadlines" not in said
    (tmp_path / "v1.txt").write_text("1. One.\n\n2. Two.\n", encoding="utf-8")
    told("text table v1.txt --name v1 --parent v0")
    assert "It succeeds v0 (complete)." in told("status")
    assert all("v1, v1" not in told(command) for command in ("text", "show", "show 1 --version v1", "provenance"))


def test_what_holds_for_every_point_is_said_once() -> None:
    said = told("status -f geneva")
    assert said.count("not available; their last known words") == 1
    assert "its words are not available" not in said
    assert "e is referred to Separate track" in said


@pytest.mark.usefixtures("talks")
def test_the_point_of_a_red_line_is_named_like_that_of_a_stance() -> None:
    told("redline add 2 --must pier --as birch")
    told("redline add --must harbour --as birch")
    said = told("redline --as birch")
    assert "Birch, point 2:" in said
    assert "Birch, the whole text:" in said


@pytest.mark.usefixtures("talks")
def test_whoever_tables_a_version_without_the_settled_words_is_told_so() -> None:
    told("settle 2 --words 'Birch shall light both piers.'")
    version = json.loads(typed("show", "--version", "v0", "--json").out)["wording"]
    whole = "".join(p.get("mark", "") + (p.get("words") or "") + p.get("gap", "") for p in version)
    Path("next.txt").write_text(whole, encoding="utf-8")
    assert "the words settled in 2 are not in it" in told("text table next.txt --name next --parent v0")
    assert "both piers" in told("provenance --gone")
