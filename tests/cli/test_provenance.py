"""Who wrote which words, as a person reads it: letters behind the words, notes below them, counts by party."""

import json
from pathlib import Path

from rows.commands import run


def test_every_stretch_of_words_has_a_note_that_says_who_when_and_where() -> None:
    shown = run("onetext provenance 5 -f harbour").words
    assert "a depth of at least\u2039a\u203a 8.5\u2039b\u203a metres" in shown
    assert "c Sellmark 2025-03-10 amendment date-sellmark" in " ".join(shown.split())


def test_words_of_a_reported_version_have_its_day_and_not_that_of_the_report(tmp_path: Path) -> None:
    record, page = tmp_path / "old.onetext", tmp_path / "page.txt"
    page.write_text("1. Ash keeps the harbour.\n", encoding="utf-8")
    for line in (
        f"new {record} --title Harbour",
        f"source add Daily News --retrieved 2025-11-01 --document {page} --name daily -f {record}",
        f"text table {page} --name v0 --when 2015-10-23 --source daily --quote harbour --place top -f {record}",
    ):
        assert run(f"onetext {line}").code == 0
    shown = run(f"onetext provenance -f {record}").words
    assert "unknown 2015-10-23 v0" in shown
    assert "2025" not in shown


def test_the_words_of_one_party_are_marked_and_counted() -> None:
    shown = run("onetext provenance --by sellmark -f harbour").words
    assert "2029\u2039" in shown
    assert "Halmere" not in shown.partition("Notes")[2]


def test_the_page_has_raised_letters_and_the_notes_where_one_points() -> None:
    page = run("onetext provenance 5 -f harbour --html").stdout
    assert '<span title="Sellmark, 2025-03-10, amendment date-sellmark">2029<sup>c</sup></span>' in page


def test_the_data_has_every_passage_with_the_act_that_it_rests_on() -> None:
    data = json.loads(run("onetext provenance -f harbour --json").stdout)
    passages = [one for point in data["points"] for one in point["passages"]]
    assert all(one["act"] for one in passages if not one.get("mark"))
    five = next(point for point in data["points"] if point["point"] == "5")
    assert {tuple(one["by"]) for one in five["passages"]} == {("secretariat",), ("halmere",), ("sellmark",)}
    assert {one["went"]["said"].partition(" in ")[0] for one in five["gone"]} == {"went", "was rejected"}


def test_a_text_that_is_not_available_shows_the_last_known_words_as_such() -> None:
    shown = run("onetext provenance -f geneva").words
    assert "unknown now; last known: Ukraine agrees" in shown
    assert "v0, a paraphrase" in shown


def test_as_of_an_earlier_day_later_words_are_not_told() -> None:
    shown = run("onetext provenance 5 -f harbour --as-of 2025-03-05").words
    assert "9.0" in shown
    assert "2029" not in shown


def test_lines_keep_to_80_columns() -> None:
    shown = run("onetext provenance --gone -f harbour").stdout
    assert max(len(line.rstrip()) for line in shown.splitlines()) <= 80


def test_nobody_of_that_name_and_no_such_point_end_in_one_sentence() -> None:
    for command in ("onetext provenance --by nobody -f harbour", "onetext provenance 99 -f harbour"):
        assert run(command).code == 2
