"""Who sits at the desk: an empty name is nobody, and a person reads only for whom it may act."""

from pathlib import Path

import pytest

from typed import make_talks, sentence, typed

SECRET = b"at night"


@pytest.fixture
def talks(tmp_path: Path) -> str:
    """A record in which birch whispered something to itself alone."""
    return str(make_talks(tmp_path))


READING = ("log --json", "export", "status", "checkpoint", "verify", "amend")


@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize("name", ["", "/birch", "birch/", "/"])
def test_an_empty_name_is_nobody_and_never_the_keeper(talks: str, command: str, name: str) -> None:
    first, *rest = command.split()
    assert "--as" in sentence(typed("-f", talks, first, "--as", name, *rest))
    assert "--as" in sentence(typed("-f", talks, "--as", name, first, *rest))


def test_an_empty_name_after_the_command_does_not_fall_back_to_the_one_before_it(talks: str) -> None:
    assert "--as" in sentence(typed("-f", talks, "--as", "ash", "log", "--as", ""))


def test_nobody_acts_under_an_empty_name(talks: str) -> None:
    assert "--as" in sentence(typed("-f", talks, "room", "note", "--as", "", "nothing"))


@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize("name", ["cedar/birch", "ann/birch", "nosuch/birch", "keeper/birch", "birch/keeper", "nosuch"])
def test_only_who_may_act_for_a_party_reads_as_the_party(talks: str, command: str, name: str) -> None:
    first, *rest = command.split()
    sentence(typed("-f", talks, first, "--as", name, *rest))


def test_a_delegate_and_an_office_holder_read_as_their_party(talks: str) -> None:
    assert SECRET in typed("-f", talks, "export", "--as", "bob/birch").out
    assert SECRET not in typed("-f", talks, "export", "--as", "ann/ash").out


def test_a_person_who_acts_for_one_party_at_the_table_need_not_name_it(talks: str) -> None:
    assert SECRET in typed("-f", talks, "export", "--as", "bob").out
    assert typed("-f", talks, "room", "note", "Remember the tide.", "--as", "ann", "--to", "ash").code == 0
    assert b"tide" in typed("-f", talks, "room", "--as", "ann/ash").out


def test_somebody_to_whom_something_is_addressed_by_name_is_not_taken_for_a_party(talks: str) -> None:
    assert typed("-f", talks, "room", "note", "For Bob alone.", "--as", "ann/ash", "--to", "ash,bob").code == 0
    assert SECRET not in typed("-f", talks, "export", "--as", "bob").out
    assert b"For Bob alone." in typed("-f", talks, "export", "--as", "bob").out
    assert SECRET in typed("-f", talks, "export", "--as", "bob/birch").out


@pytest.mark.parametrize("option", ["--to", "--source", "--as-of"])
def test_an_option_with_nothing_in_it_is_not_an_option_left_out(talks: str, option: str) -> None:
    command = ("log",) if option == "--as-of" else ("room", "note", "nothing")
    sentence(typed("-f", talks, *command, option, ""))


@pytest.mark.parametrize("command", ["actor seat cedar observer", "actor spokesperson bob birch"])
def test_an_appointment_is_public_where_no_readers_are_named(talks: str, command: str) -> None:
    author = "norway" if "seat" in command else "birch"
    assert typed("-f", talks, *command.split(), "--as", author).code == 0
    assert command.split()[2].encode() in typed("-f", talks, "log", "--as", "public", "--json", "--kind", "actors").out


def test_an_appointment_for_few_is_refused(talks: str) -> None:
    command = ("actor", "seat", "cedar", "observer", "--as", "norway", "--to", "table")
    assert "public" in sentence(typed("-f", talks, *command))
