"""The streamlining proof as a person reads it: whose words are missed, what became of each bracket, where from."""

import json
from pathlib import Path

import docx

from rows.commands import run


def test_a_text_of_the_record_is_checked_with_the_missing_words_of_each_party() -> None:
    shown = run("onetext streamline v0 v1 -f harbour").words
    assert "Words not found of Tyresse" in shown
    assert "missing: “0.90”" in shown
    assert "on purpose" not in shown


def test_a_text_that_is_not_tabled_is_checked_from_its_file(tmp_path: Path) -> None:
    shorter = tmp_path / "shorter.txt"
    shorter.write_text("1. This Agreement governs navigation.\n", encoding="utf-8")
    shown = run(f"onetext streamline current {shorter} -f harbour").words
    assert shown.startswith("shorter.txt checked against v1, as it stands")


def test_the_account_is_data_with_every_bracket() -> None:
    data = json.loads(run("onetext streamline v0 v1 -f harbour --json").stdout)
    assert {loss["party"] for loss in data["losses"]} >= {"Tyresse", "Norvane", "Sellmark", None}
    assert all(item["sentence"] for item in data["items"])
    assert {source["after"] == "" for source in data["sources"]} == {True, False}


def test_the_proof_prints_as_a_page_that_stands_alone() -> None:
    page = run("onetext streamline v0 v1 -f harbour --html").stdout
    assert page.count("<h1") == 1
    assert "Where each paragraph comes from" in page


def test_lines_keep_to_80_columns() -> None:
    assert (
        max(len(line.rstrip()) for line in run("onetext streamline v0 v1 --all -f harbour").stdout.splitlines()) <= 80
    )


def test_a_name_that_is_neither_a_text_nor_a_file_ends_in_one_sentence() -> None:
    result = run("onetext streamline v0 nothing.txt -f harbour")
    assert result.code == 2
    assert "nothing.txt" in result.stdout


def test_a_word_file_is_checked_against_another_without_a_record(tmp_path: Path) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.docx"
    old.write_text("1. Ash [shall (Ash)] [may (Birch)] dredge the harbour.\n", encoding="utf-8")
    run_on = docx.Document()
    run_on.add_paragraph("1. Ash may dredge the harbour.")
    run_on.save(str(new))
    shown = run(f"onetext streamline {old} {new}").words
    assert "Words not found of Ash point 1, alternatives: not found missing: “shall”" in shown
    assert "Words not found of Birch" not in shown
