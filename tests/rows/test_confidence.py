"""What a confidential negotiation adds: each row of section E of docs/system.md with the command that it prints."""

import json
import shutil
from pathlib import Path

import pytest

from onetext.exchange.document import accepted, authors, plain, rejected
from onetext.exchange.docx.reading import read
from rows.commands import run


@pytest.fixture
def copy(tmp_path: Path) -> str:
    """A copy of the harbour example to work on."""
    path = tmp_path / "mine.onetext"
    assert run(f"onetext example harbour {path}").code == 0
    return str(path)


def test_row_e1_words_are_adopted_by_silence_and_an_objection_in_time_breaks_it() -> None:
    adopted, broken = run("onetext silence -f harbour").words.split("silence-19", 1)
    assert "point 13 Outcome: adopted by silence" in adopted
    assert "point 19 Outcome: broken" in broken
    assert "Objection: Tyresse" in broken
    assert "in time" in broken
    assert "too late" in run("onetext silence break silence-13 --as tyresse -f harbour").words


def test_row_e2_what_is_in_a_room_is_nobody_elses_until_it_is_sent(copy: str) -> None:
    def held() -> bool:
        return "note-norvane" in run(f"onetext log --as tyresse -f {copy}").stdout

    assert "fallback-1" in run("onetext room --as norvane -f harbour").words
    assert not held()
    assert run(f"onetext send note-norvane --to table --as tyresse -f {copy}").code == 2
    assert run(f"onetext send note-norvane --to table --as norvane -f {copy}").code == 0
    assert held()


def test_row_e3_an_amendment_is_carried_to_new_words_or_says_where_it_no_longer_fits() -> None:
    listed = run("onetext amend -f harbour").words
    unfit, carried = listed[: listed.index("patrol-again")].split(" longer Norvane", 1)
    assert "no longer fits, made on the words of v0" in unfit
    assert "changed since, at “at least 9.0 metres”" in unfit
    assert "{-25-}{+30+} years. carried from the words of v0" in carried
    assert "Made on: The channel shall be dredged to a depth of at least 9.0" in run("onetext show 5 -f harbour").words


def test_row_e4_every_word_has_its_proponent_and_what_is_gone_is_told() -> None:
    (point,) = json.loads(run("onetext provenance 5 --json -f harbour").stdout)["points"]
    assert "".join(passage["words"] for passage in point["passages"]).startswith("The channel shall be dredged")
    (brought,) = (passage for passage in point["passages"] if passage["words"].strip() == "2029")
    assert brought["by"] == ["sellmark"]
    shown = run("onetext provenance 5 -f harbour").words
    assert "gone: “9.5”, Norvane, 2025-03-10, amendment depth-norvane" in shown
    assert "“1.40 crowns”, Norvane" in run("onetext provenance --by norvane --gone -f harbour").words


def test_row_e5_a_shorter_text_is_held_to_every_partys_words() -> None:
    shown = run("onetext streamline v0 v1 -f harbour").words
    for party, words in (("Norvane", "1.40"), ("Tyresse", "0.90"), ("Sellmark", "by any Party")):
        named = shown.split(f"Words not found of {party}", 1)[1].split("Words not found", 1)[0]
        assert f"missing: “{words}”" in named


def test_row_e6_each_partys_changes_go_out_in_its_name_and_come_back_as_its_amendments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("onetext document write draft.docx --amendments -f harbour").code == 0
    assert {"Norvane", "Sellmark"} <= set(authors(read(Path("draft.docx").read_bytes())))
    taken = run("onetext document take draft.docx --as norvane -f harbour").words
    assert "0 amendments" in taken
    for name in ("patrol-again", "sediment-again", "longer"):
        assert f"{name} stands in the record already" in taken
    copied = run("onetext example harbour copy.onetext")
    assert copied.code == 0
    before = run("onetext amend --json -f copy.onetext").stdout
    assert run("onetext document take draft.docx --as norvane -f copy.onetext").code == 0
    assert run("onetext amend --json -f copy.onetext").stdout == before


def test_row_e7_rejecting_all_changes_gives_the_one_text_and_accepting_all_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("onetext document compare v0 v1 changes.docx -f harbour").code == 0
    assert run("onetext document compare v0 v1 columns.pdf --columns -f harbour").code == 0
    document = read(Path("changes.docx").read_bytes())
    before = " ".join(plain(paragraph) for paragraph in rejected(document).paragraphs)
    after = " ".join(plain(paragraph) for paragraph in accepted(document).paragraphs)
    assert "at least 9.0 metres below low water by 31 December 2028" in before
    assert "at least 8.5 metres below low water by 31 December 2029" in after
    assert "8.5" not in before
    assert "9.0 metres" not in after
    assert Path("columns.pdf").read_bytes().startswith(b"%PDF-")


def test_row_e8_a_record_that_was_cut_short_is_found_out_by_a_head_that_was_kept(copy: str, tmp_path: Path) -> None:
    short = shutil.copy(copy, tmp_path / "short.onetext")
    assert run(f'onetext room note "Ask again" --as norvane -f {copy}').code == 0
    assert "each in its place" in run(f"onetext verify -f {copy}").words
    kept = tmp_path / "monday.checkpoint"
    kept.write_text(run(f"onetext checkpoint -f {copy}").stdout, "utf-8")
    assert run(f"onetext verify --kept {kept} -f {copy}").code == 0
    found = run(f"onetext verify --kept {kept} -f {short}")
    assert found.code != 0
    assert "norvane" in found.words


def test_row_e9_what_tyresse_may_not_see_leaves_no_trace() -> None:
    point = run("onetext show 5 --as tyresse -f harbour").stdout
    assert "8.8" not in point
    assert "fallback" not in point
    assert "depth-fallback" in run("onetext show 5 --as norvane -f harbour").stdout
    heads = run("onetext checkpoint --as tyresse -f harbour").stdout
    rooms = {line.rpartition("/")[2] for line in heads.splitlines() if line.startswith("onetext/")}
    assert {room for room in rooms if "tyresse" not in room} == {"*"}
