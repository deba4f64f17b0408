"""What the commands say of pending amendments when the words change under them."""

import json
from pathlib import Path

import pytest

from typed import sentence, typed

DRAFT = """Harbour agreement

1. Ash shall dredge the inner harbour each spring, and Birch shall light the long pier at night.

2. Ash may take 500 cubic metres of water a day.

3. Cedar may use the quay.
"""
SCRIPT = """
at 2025-01-06T09:00Z
new talks --title "Harbour talks" --zone Europe/Oslo
actor add ash "Ash"
actor add birch "Birch"
actor add norway "Norway"
actor seat ash party
actor seat birch party
actor seat norway mediator
text table v0.txt --name v0 --label "First draft"
amend 1 --as ash --name outer \\
    --words "Ash shall dredge the outer harbour each spring, and Birch shall light the long pier at night."
amend 1 --as birch --name whole \\
    --words "Ash shall dredge the whole harbour each spring, and Birch shall light the long pier at night."
amend 1 --as birch --name jetty \\
    --words "Ash shall dredge the inner harbour each spring, and Birch shall light the jetty at night."
amend 2 --words "Ash may take 800 cubic metres of water a day." --as ash --name more
amend 2 --words "Ash may take 300 cubic metres of water a week." --as birch --name less
amend 3 --words "Cedar may use the quay by night." --as birch --name quay
text table v1.txt --name v1 --parent v0 --label "Second draft" --dispose "3=dropped: Cedar left"
"""
SECOND = DRAFT.replace("long pier", "short pier").replace("\n3. Cedar may use the quay.\n", "")


@pytest.fixture
def talks(tmp_path: Path) -> str:
    (tmp_path / "v0.txt").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "v1.txt").write_text(SECOND, encoding="utf-8")
    (tmp_path / "talks.script").write_text(SCRIPT, encoding="utf-8")
    answer = typed("play", str(tmp_path / "talks.script"), str(tmp_path / "talks.onetext"))
    assert answer.code == 0, answer.err
    return str(tmp_path / "talks.onetext")


def shown(*words: str) -> str:
    answer = typed(*words)
    assert answer.code == 0, answer.err
    return " ".join(answer.out.decode().split())


def test_after_a_new_version_every_pending_amendment_says_whether_it_fits(talks: str) -> None:
    said = {entry["name"]: entry["fits"] for entry in json.loads(typed("amend", "--json", "-f", talks).out)}
    assert said == {
        "outer": "carried", "whole": "carried", "jetty": "no longer fits",
        "more": "fits", "less": "fits", "quay": "no longer fits",
    }  # fmt: skip
    listed = shown("amend", "-f", talks)
    assert "{-inner-}{+outer+} harbour each spring, and Birch shall light the short pier at night." in listed
    assert "carried from the words of v0" in listed
    assert "ts point is no longer in the text" in listed


def test_a_carried_amendment_stands_in_the_brackets_of_the_new_words(talks: str) -> None:
    text = shown("show", "-f", talks)
    assert "[inner] [outer (Ash)] [whole (Birch)] harbour each spring, and Birch shall light the short pier" in text
    assert "outer: carried from the words of v0" in text
    assert "no longer fits these words: jetty" in text


def test_what_no_longer_fits_is_shown_with_its_base_its_words_and_the_reason(talks: str) -> None:
    page = shown("show", "1", "-f", talks)
    assert "jetty Birch: 1:" in page
    assert "have changed since, at “long pier”." in page
    assert "Made on: Ash shall dredge the inner harbour each spring, and Birch shall light the long pier" in page
    assert "It wants: Ash shall dredge the inner harbour each spring, and Birch shall light the jetty" in page


def test_both_wordings_of_one_sentence_can_be_read_from_its_brackets(talks: str) -> None:
    assert (
        "[500 cubic metres] [800 cubic metres (Ash)] [300 cubic metres (Birch)] of water a [day] [week (Birch)]."
    ) in shown("show", "2", "-f", talks)


def test_settling_puts_in_the_words_as_carried_and_refuses_what_no_longer_fits(talks: str) -> None:
    late = typed("settle", "1", "--accept", "jetty", "--reject", "whole", "--reject", "outer", "-f", talks)
    assert "jetty no longer fits" in sentence(late)
    shown("settle", "1", "--accept", "outer", "--reject", "whole", "--reject", "jetty", "-f", talks)
    assert "the outer harbour each spring, and Birch shall light the short pier" in shown("show", "1", "-f", talks)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("amend", "2", "--delete", "--words", "Ash may take nothing."), "For a deletion leave --words out"),
        (("amend", "2", "--move-after", "1", "--words", "Ash may rest."), "For a move leave --words out"),
        (("amend", "2", "--split", "One.", "--split", "Two.", "--number", "9"), "For a split leave --number out"),
        (("amend", "--on", "more", "--words", "900.", "--move-after", "1"), "leave --move-after out"),
        (("amend", "1", "--on", "more", "--words", "900."), "more is an amendment to another point than 1."),
        (("amend", "2", "--words", "900.", "--words-file", "v0.txt"), "Give the words once"),
        (("settle", "2", "--words", " "), "Give the words that the point settles on"),
        (("claim", "add", "context", "ash", "It rains.", "--denied"), "leave --denied out"),
        (("claim", "add", "progress", "ash", "Nearly there.", "--points", "2"), "leave --points out"),
        (("stance", "set", "2", "agreed", "--if", "an end date"), "Only a conditional stance has a condition"),
    ],
)
def test_no_option_is_passed_over_because_of_another(talks: str, words: tuple[str, ...], said: str) -> None:
    answer = typed(*words, "--as", "norway" if words[0] == "settle" else "ash", "-f", talks)
    assert said in sentence(answer)
