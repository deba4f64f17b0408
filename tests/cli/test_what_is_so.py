"""Refusals and pages say what is so, and a way out that can be taken as it stands."""

import os
from pathlib import Path

import pytest

from typed import make_talks, sentence, typed


@pytest.fixture
def talks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a record, a text beside it and files without words."""
    make_talks(tmp_path)
    monkeypatch.chdir(tmp_path)
    Path("empty.txt").write_text("")
    Path("blank.txt").write_text("\n \n")
    return tmp_path


def test_what_is_reported_is_not_known_only_after_it_is_recorded(talks: Path) -> None:
    report = ("--source", "daily", "--quote", "a", "--place", "p", "--known", "9000-01-01")
    told = sentence(typed("statement", "add", "birch", "A", *report, "-f", str(talks / "talks.onetext")))
    assert "is not recorded before it is known" in told


@pytest.mark.parametrize(
    ("name", "slug"), [("Ina Vane", "ina-vane"), ("Éva O-Hara", "eva-o-hara"), ("Ína", "ina"), ("中", "SLUG")]
)
def test_whoever_is_not_in_the_record_is_added_as_the_refusal_says(talks: Path, name: str, slug: str) -> None:
    told = sentence(typed("statement", "add", name, "A good basis"))
    assert f"“actor add {slug} '{name}'”" in told
    if slug != "SLUG":
        assert typed("actor", "add", slug, name, "-f", str(talks / "talks.onetext")).code == 0


def test_a_window_of_nobody_is_refused_with_how_to_say_whose_it_is(talks: Path) -> None:
    assert "--as ACTOR" in sentence(
        typed("window", "add", "soon", "--about", "work", "-f", str(talks / "talks.onetext"))
    )
    assert typed("window", "add", "soon", "--about", "work", "--as", "ash").code == 0


def test_what_is_no_document_is_called_what_it_is(talks: Path) -> None:
    os.mkfifo(talks / "pipe")
    (talks / "notes").write_text("Words.")
    for name, kind in ((".", "a folder"), ("pipe", "a device or a pipe"), ("notes", "a file without an ending")):
        assert f"“{name}” here is {kind}" in sentence(typed("compare", name, "v0.txt"))
    assert "There is no version" in sentence(typed("compare", "nothing", "v0"))
    assert "/dev/zero is a device" in sentence(typed("leak", "match", "/dev/zero"))


@pytest.mark.parametrize("file", ["empty.txt", "blank.txt"])
def test_a_file_without_words_is_compared_with_nothing(talks: Path, file: str) -> None:
    for words in (("compare", file, "v0.txt"), ("compare", "v0", file), ("leak", "match", file)):
        assert f"{file} is empty" in sentence(typed(*words)), talks


def test_where_no_version_has_the_words_none_is_the_nearest(talks: Path) -> None:
    (talks / "found.txt").write_text("Completely other things, here and there.")
    told = typed("leak", "match", "found.txt").out.decode()
    assert "No version has these words" in told
    assert "Nearest" not in told


def test_a_heading_has_something_under_it(talks: Path) -> None:
    told = typed("provenance", "--by", "ash", "--gone", "-f", str(talks / "talks.onetext")).out.decode()
    assert not told.rstrip().endswith(("words", "─"))


def test_one_text_is_named_once(talks: Path) -> None:
    told = sentence(typed("compare", "current", "current", "99", "-f", str(talks / "talks.onetext")))
    assert "in v0, as it stands that you can see" in told


def test_how_many_places_stand_behind_what_became_of_them(talks: Path) -> None:
    told = typed("threeway", "v0", "v0", "v0", "-f", str(talks / "talks.onetext")).out.decode()
    assert "neither changed it: " in told
