"""A negotiation's record on every store: what one program does, another that has it open sees, and no more."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from onetext.process import actors, corrections, every_subject, negotiation
from onetext.record.act import Act
from onetext.record.audience import PUBLIC, THE_KEEPER, Viewer, log_name
from onetext.record.errors import Refused
from onetext.record.log import verify
from onetext.record.portable import export_lines
from onetext.record.record import Draft, Record, visible_logs
from shelves import Shelf
from worlds import PARTIES, START, World

CATALOGUE = every_subject()
MINUTES = count()


def opened(shelf: Shelf) -> Record:
    return Record(shelf.open(), CATALOGUE, clock=lambda: START + timedelta(minutes=next(MINUTES)))


@pytest.fixture
def record(shelf: Shelf) -> Iterator[Record]:
    shelf.create().close()
    with opened(shelf) as made:
        made.submit(Draft(negotiation.Open("Harbour")), *(Draft(actors.Declare(s, s.title())) for s in PARTIES))
        yield made


def declare(slug: str) -> Draft:
    return Draft(actors.Declare(slug, slug.title()))


def names(record: Record, viewer: Viewer = THE_KEEPER) -> list[str]:
    return [act.body.slug for act in record.view(viewer) if isinstance(act.body, actors.Declare)]


def test_two_programs_that_have_a_record_open_see_what_either_adds(record: Record, shelf: Shelf) -> None:
    with opened(shelf) as other:
        record.submit(declare("oak"))
        assert names(other) == [*PARTIES, "oak"]
        other.submit(declare("elm"))
        assert names(record) == names(other) == [*PARTIES, "oak", "elm"]
        assert verify(record.log) == ()


def test_a_rule_is_asked_of_what_another_program_added_just_before(record: Record, shelf: Shelf) -> None:
    with opened(shelf) as other:
        assert names(other) == names(record)
        record.submit(declare("oak"))
        with pytest.raises(Refused):
            other.submit(declare("oak"))
        assert names(other) == [*PARTIES, "oak"]


def erasure(act: Act[object]) -> Draft:
    return Draft(corrections.Erase(act.id, "Court of Oslo, 24-117"))


def test_words_that_one_program_erased_are_forgotten_by_the_other(record: Record, shelf: Shelf) -> None:
    with opened(shelf) as other:
        (oak,) = record.submit(declare("oak"))
        record.submit(declare("elm"))
        assert names(other) == [*PARTIES, "oak", "elm"]
        record.erase(oak.id, erasure(oak))
        assert names(record) == names(other) == [*PARTIES, "elm"]
        assert b"oak" not in b"".join(row.data or b"" for row in other.log.acts())
        assert other.view().act(oak.id) is None
        assert verify(other.log) == ()


def test_a_world_of_acts_is_the_same_on_every_store(shelf: Shelf, elsewhere: Shelf, tmp_path: Path) -> None:
    world = World(7)
    world.grow(30)
    with shelf.create() as log:
        with log.writing() as writing:
            for written in world.written:
                writing.append(written.id, written.log, written.data)
        whole = Record(log, CATALOGUE)
        content = b"".join(export_lines(log, visible_logs(whole, THE_KEEPER)))
        (tmp_path / "export.jsonl").write_bytes(content)
        with elsewhere.take_in(tmp_path / "export.jsonl") as there:
            copy = Record(there, CATALOGUE)
            for viewer in (*map(Viewer, PARTIES), THE_KEEPER):
                mine, theirs = whole.view(viewer), copy.view(viewer)
                assert (mine.acts, mine.replaced, mine.states) == (theirs.acts, theirs.replaced, theirs.states)
    assert any(log_name(act.audience) != log_name(PUBLIC) for act in world.acts)
