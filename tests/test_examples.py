"""The shipped examples: they play, they hold, they rest on sources, and harbour has something for every mechanism."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from onetext.cli import files
from onetext.cli.play import play
from onetext.process import checks, every_subject
from onetext.record.act import Act
from onetext.record.audience import KEEPER, PUBLIC, Viewer
from onetext.record.log import verify
from onetext.record.record import Record
from onetext.record.view import View

EXAMPLES = files.examples()
HARBOUR = EXAMPLES["harbour"]
# What the keeper of a record does in naming things, and in saying what it reads out of them.
KEEPERS_OWN = {
    "actors.declare",
    "alignments.match",
    "consent.need",
    "consent.unneed",
    "limbs.divide",
    "negotiation.open",
    "sources.register",
    "tags.tag",
    "tracks.refer",
    "tracks.track",
}


@contextmanager
def played(name: str, file: Path) -> Iterator[Record]:
    """An example, played into a new file."""
    play(files.scripts(EXAMPLES[name]), file)
    with Record.open(file, every_subject()) as record:
        yield record


def kind_of(act: Act[object]) -> str:
    """The kind of an act without its version."""
    return act.kind.partition("/")[0]


@pytest.mark.parametrize("name", ["geneva", "harbour"])
def test_an_example_plays_without_a_refusal_and_verifies_and_plays_the_same_again(name: str, tmp_path: Path) -> None:
    with played(name, tmp_path / "one") as one, played(name, tmp_path / "other") as other:
        assert verify(one.log, [], None) == ()
        first, second = one.view(), other.view()
        assert len(first.by_id) > 0
        # Keys and signatures are made anew; every act, with its id, author, readers and times, is the same.
        assert [msgspec.to_builtins(act) for act in first] == [msgspec.to_builtins(act) for act in second]


def test_no_fact_of_geneva_is_without_a_source(tmp_path: Path) -> None:
    with played("geneva", tmp_path / "geneva") as record:
        view = record.view()
    own = [act for act in view if act.source is None]
    assert {kind_of(act) for act in own} <= KEEPERS_OWN
    assert {act.author for act in own} == {KEEPER}
    assert all(act.source.quote and act.source.place for act in view if act.source)


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The harbour record."""
    with played("harbour", tmp_path_factory.mktemp("harbour") / "record") as record:
        yield record


def test_harbour_has_an_act_of_every_kind(harbour: Record) -> None:
    found = {act.kind for act in harbour.view()}
    assert set(every_subject().by_tag) - found == set()


def test_every_quotation_in_harbour_stands_in_a_document_that_is_shipped_with_it(harbour: Record) -> None:
    view = harbour.view()
    looked_up = [
        one
        for path in sorted(HARBOUR.glob("press-*.txt"))
        for one in checks.quotations(
            view, path.read_text(encoding="utf-8"), hashlib.sha256(path.read_bytes()).hexdigest()
        )
    ]
    assert [one.act.handle for one in looked_up if one.found != "there"] == []
    assert len(looked_up) == sum(act.source is not None for act in view)


def digest(path: Path) -> str:
    """The SHA-256 of a shipped document."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_each_party_of_harbour_keeps_something_that_the_others_cannot_see(harbour: Record) -> None:
    for party in ("norvane", "sellmark", "tyresse"):
        kept = [act for act in harbour.view() if act.audience == (party,)]
        assert kept
        others = {"norvane", "sellmark", "tyresse", "halmere", "secretariat", "lender", "public"} - {party}
        for other in others:
            assert not ids(harbour.view(Viewer(other))) & {act.id for act in kept if act.name != "toll-draft"}


def test_tyresse_sent_its_draft_on_the_toll_to_the_table(harbour: Record) -> None:
    sent = harbour.view().find("toll-draft")
    assert sent.audience == ("tyresse",)
    assert sent.id in ids(harbour.view(Viewer("norvane")))
    assert sent.id not in ids(harbour.view(Viewer("lender")))


def test_the_public_sees_no_word_of_the_confidential_text_of_harbour(harbour: Record) -> None:
    seen = harbour.view(Viewer("public"))
    assert all(act.audience == PUBLIC for act in seen)
    assert not {kind_of(act) for act in seen} & {"texts.table", "texts.line", "amendments.propose", "amendments.settle"}


def ids(view: View) -> set[str]:
    """The ids of all acts that a viewer sees."""
    return {act.id for act in view}
