"""A record: one way in, one way out, and everything the same however it is carried."""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.process import actors, corrections, every_subject, negotiation, releases, rooms, sources
from onetext.record.act import FORMAT, Act, Reported, Source, canonical_json, leaf_hash
from onetext.record.audience import PUBLIC, THE_KEEPER, THE_PUBLIC, Viewer, log_name
from onetext.record.errors import AlreadyRecorded, RecordError, Refused
from onetext.record.fold import fold
from onetext.record.log import verify
from onetext.record.portable import export_lines, import_file
from onetext.record.record import Draft, Record, visible_logs
from onetext.record.sqlite import SqliteLog
from onetext.record.times import Exactly
from onetext.record.view import View
from worlds import PARTIES, SOURCE, START, World, Written, empty_record, record_of

ASH, BIRCH, CEDAR = map(Viewer, PARTIES)
VIEWERS = (ASH, BIRCH, CEDAR, THE_PUBLIC, THE_KEEPER)
AT = START + timedelta(days=60)
CATALOGUE = every_subject()
few = settings(max_examples=25)
seeds = st.integers(0, 2**32)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return empty_record(tmp_path_factory.mktemp("template") / "empty.onetext")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    minutes = count()
    with Record.create(
        tmp_path / "talks.onetext", CATALOGUE, clock=lambda: START + timedelta(minutes=next(minutes))
    ) as found:
        found.submit(Draft(negotiation.Open("Harbour")), *(Draft(actors.Declare(s, s.title())) for s in PARTIES))
        yield found


def declare(slug: str, by: str = "ash", to: Sequence[str] = PUBLIC, **others: Any) -> Draft:
    return Draft(actors.Declare(slug, slug.title()), author=by, party=by, audience=tuple(to), **others)


def by_keeper(slug: str) -> Draft:
    return Draft(actors.Declare(slug, slug.title()))


def same(view: View, other: View) -> bool:
    """Whether two views show the same, leaving aside the moment of looking."""
    return (view.acts, view.replaced, view.states, view.by_id, view.by_name, view.latest) == (
        other.acts,
        other.replaced,
        other.states,
        other.by_id,
        other.by_name,
        other.latest,
    )


def append(record: Record, written: Sequence[Written]) -> None:
    with record.log.writing() as writing:
        for act in written:
            writing.append(act.id, act.log, act.data)


def exported(record: Record, viewer: Viewer) -> bytes:
    """What the command line gives to a viewer."""
    names = visible_logs(record, viewer)
    others = {act.id for act in record.view(viewer) if log_name(act.audience) not in names}
    return b"".join(export_lines(record.log, names, others))


def reopened(content: bytes, folder: Path) -> Record:
    source, path = folder / "export.jsonl", folder / "copy.onetext"
    source.write_bytes(content)
    import_file(source, path)
    return Record.open(path, CATALOGUE, clock=lambda: AT)


@few
@given(seeds, st.randoms(use_true_random=False), st.booleans())
def test_after_any_mixture_of_acts_and_looks_every_view_is_the_one_folded_afresh(
    template: Path, seed: int, chance: Any, in_order: bool
) -> None:
    world = World(seed)
    world.grow(30)
    order = list(range(len(world.acts)))
    if not in_order:
        chance.shuffle(order)
    with TemporaryDirectory() as folder, record_of(Path(folder) / "r.onetext", template, ()) as record:
        done = 0
        while done < len(order):
            part = order[done : done + chance.randrange(1, 12)]
            append(record, [world.written[at] for at in part])
            done += len(part)
            there = [world.acts[at] for at in order[:done]]
            for viewer in chance.sample(VIEWERS, 3):
                at = chance.choice([None, AT, chance.choice(there).known])
                whole = fold(there, viewer, at or AT, CATALOGUE, everything=at is None)
                assert same(record.view(viewer, at), whole)


def spoken_of(world: World, act: Act[Any]) -> tuple[Act[Any], ...]:
    """A release, a correction and a withdrawal of an act, each by itself."""
    bodies = (
        releases.Release((act.id,), PUBLIC),
        corrections.Correct(act.id, {"slug": "oak", "name": "An oak"}, "Its name is longer"),
        corrections.Withdraw(act.id, "Recorded twice"),
    )
    return tuple(world.write(Draft(body, "ash", "ash")) for body in bodies)


@pytest.mark.parametrize("which", range(3))
@pytest.mark.parametrize("readers", [PUBLIC, ("ash",)])
def test_an_act_may_arrive_after_what_speaks_of_it(
    tmp_path: Path, template: Path, which: int, readers: tuple[str, ...]
) -> None:
    world = World(1)
    base = len(world.acts)
    spoken_of(world, world.write(declare("oak", to=readers)))
    late, early = base, base + 1 + which
    with record_of(tmp_path / "r.onetext", template, world.written[:base]) as record:
        for at in (early, late):
            append(record, [world.written[at]])
            for viewer in VIEWERS:
                record.view(viewer)
        there = [*world.acts[:base], world.acts[early], world.acts[late]]
        for viewer in VIEWERS:
            assert same(record.view(viewer), fold(there, viewer, AT, CATALOGUE, everything=True))


@few
@given(seeds, st.sampled_from(PARTIES))
def test_the_file_of_a_record_with_hidden_acts_shows_others_what_one_without_them_shows(
    template: Path, seed: int, reader: str
) -> None:
    world = World(seed)
    world.grow(10)
    plain = list(world.written)
    world.grow(15, readers=(reader,))
    strangers = [viewer for viewer in VIEWERS if viewer not in (Viewer(reader), THE_KEEPER)]
    moments = [None, START + timedelta(days=1), world.acts[-1].known, AT]
    with TemporaryDirectory() as folder:
        answers = []
        for name, written in (("without", plain), ("with", world.written)):
            with record_of(Path(folder) / name, template, written) as record:
                answers.append([record.view(viewer, at) for viewer in strangers for at in moments])
        assert answers[0] == answers[1]


@few
@given(seeds)
def test_an_export_is_imported_to_the_same_file_and_the_same_views(template: Path, seed: int) -> None:
    world = World(seed)
    world.grow(30)
    with TemporaryDirectory() as folder, record_of(Path(folder) / "r.onetext", template, world.written) as record:
        assert not verify(record.log)
        content = exported(record, THE_KEEPER)
        with reopened(content, Path(folder)) as copy:
            assert not verify(copy.log)
            assert exported(copy, THE_KEEPER) == content
            assert all(same(record.view(viewer), copy.view(viewer)) for viewer in VIEWERS)


@few
@given(seeds, st.sampled_from(VIEWERS))
def test_a_viewers_export_shows_them_what_the_whole_record_shows_them(
    template: Path, seed: int, viewer: Viewer
) -> None:
    world = World(seed)
    world.grow(30)
    with TemporaryDirectory() as folder, record_of(Path(folder) / "r.onetext", template, world.written) as record:
        content = exported(record, viewer)
        with reopened(content, Path(folder)) as copy:
            assert not verify(copy.log)
            assert same(copy.view(viewer), record.view(viewer))
            assert exported(copy, viewer) == content


@few
@given(seeds, st.randoms(use_true_random=False))
def test_any_byte_of_a_stored_act_that_was_changed_is_found(template: Path, seed: int, chance: Any) -> None:
    world = World(seed)
    world.grow(15)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "r.onetext"
        record_of(path, template, world.written).close()
        for act in chance.sample(world.written, 3):
            changed = bytearray(act.data)
            changed[chance.randrange(len(changed))] ^= chance.randrange(1, 256)
            overwrite(path, act, bytes(changed))
            with SqliteLog.open(path) as log:
                assert act.id in {fault.id for fault in verify(log)}
            overwrite(path, act, act.data)
        with SqliteLog.open(path) as log:
            assert not verify(log)


def overwrite(path: Path, act: Written, data: bytes) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE acts SET bytes = ? WHERE id = ?", (data, bytes.fromhex(act.id)))


@few
@given(seeds, st.randoms(use_true_random=False))
def test_any_byte_of_an_export_that_was_changed_is_found(template: Path, seed: int, chance: Any) -> None:
    world = World(seed)
    world.grow(15)
    with TemporaryDirectory() as folder, record_of(Path(folder) / "r.onetext", template, world.written) as record:
        content = exported(record, chance.choice(VIEWERS))
        for _ in range(5):
            changed = bytearray(content)
            changed[chance.randrange(len(changed))] ^= chance.randrange(1, 256)
            with pytest.raises(RecordError):
                reopened(bytes(changed), Path(folder))


def change_kind(line: dict[str, Any]) -> None:
    line["kind"] = "spells.cast/1"


def change_format(line: dict[str, Any]) -> None:
    line["format"] = 7


def change_body(line: dict[str, Any]) -> None:
    line["body"] = {"unheard": "of"}


def lose_the_zone(line: dict[str, Any]) -> None:
    line["known"] = line["recorded"] = "2030-03-01T09:00:00"


def leave_the_calendar(line: dict[str, Any]) -> None:
    line["recorded"] = "9999-12-31T23:59:59Z"


@pytest.mark.parametrize("spoil", [change_kind, change_format, change_body, lose_the_zone, leave_the_calendar])
def test_a_record_with_an_act_that_cannot_be_read_is_refused_every_time_it_is_asked(
    tmp_path: Path, template: Path, spoil: Callable[[dict[str, Any]], None]
) -> None:
    world = World(1)
    with record_of(tmp_path / "r.onetext", template, world.written) as record:
        record.view()
        line = {
            "author": "ash",
            "basis": {"basis": "own"},
            "body": {"name": "Oak", "slug": "oak"},
            "salt": "0",
            "audience": ["*"],
            "format": FORMAT,
            "happened": {"when": "unknown"},
            "kind": "actors.declare/1",
            "known": "2030-03-01T09:00:00Z",
            "recorded": "2030-03-01T09:00:00Z",
        }
        spoil(line)
        data = canonical_json(line)
        append(record, [Written(leaf_hash(data), "*", data)])
        for _ in range(2):
            with pytest.raises(RecordError, match=r"\.$"):
                record.view()
        with pytest.raises(RecordError):
            record.submit(declare("oak"))


def test_acts_of_one_submission_count_all_together_or_not_at_all(record: Record) -> None:
    before = record.view()
    with pytest.raises(Refused, match="no actor “nobody”"):
        record.submit(declare("oak"), Draft(actors.Seat("nobody", "party")))
    assert record.view().acts == before.acts
    assert len(record.submit(declare("oak"), Draft(actors.Seat("oak", "party")))) == 2
    assert len(record.view().acts) == len(before.acts) + 2


def test_an_act_is_judged_by_what_its_own_author_sees(record: Record) -> None:
    record.submit(declare("oak", to=("ash",), name="plan"))
    with pytest.raises(Refused, match="already is an actor"):
        record.submit(declare("oak"))
    record.submit(declare("oak", by="birch", to=("birch",), name="plan"))


def test_a_later_act_of_one_submission_sees_the_earlier_ones_whoever_did_them(record: Record) -> None:
    first, second = record.submit(declare("oak", name="one"), Draft(actors.Member("oak", "birch"), "birch", "birch"))
    assert second.order > first.order


def test_an_act_may_speak_of_one_that_is_handed_in_with_it(record: Record) -> None:
    made = record.submit(
        Draft(rooms.Note("First."), name="first"), lambda before: Draft(rooms.Note("See it.", (before[0].id,)))
    )
    assert made[1].body.about == (made[0].id,)
    count_before = len(record.view().acts)
    with pytest.raises(Refused):
        record.submit(Draft(rooms.Note("Alone.")), lambda before: Draft(rooms.Note("", (before[0].id,))))
    assert len(record.view().acts) == count_before


def test_a_submission_with_a_release_lets_its_reader_build_on_it(record: Record) -> None:
    (secret,) = record.submit(declare("oak", to=("ash",)))
    opening = Draft(releases.Release((secret.id,), PUBLIC), "ash", "ash")
    record.submit(opening, Draft(actors.Member("oak", "birch"), "birch", "birch"))
    assert actors.members_of(record.view(CEDAR), "oak") == ("birch",)


def test_an_author_is_among_the_readers_of_its_own_act(record: Record) -> None:
    with pytest.raises(Refused, match="must be among"):
        record.submit(declare("oak", by="ash", to=("birch",)))


@pytest.mark.parametrize("to", [("birch", "ash"), ("ash", "ash"), ("ash", "a b"), ("*", "ash"), ("ash", "x+y")])
def test_readers_are_named_in_one_way_only(record: Record, to: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match="nothing was recorded"):
        record.submit(declare("oak", to=to))


@pytest.mark.parametrize("name", ["Oak", "an oak", "-oak", "o" * 65, "éa", "a\n"])
def test_a_name_is_easy_to_type(record: Record, name: str) -> None:
    with pytest.raises(Refused, match="cannot be a name"):
        record.submit(declare("oak", name=name))


def test_a_name_is_given_once(record: Record) -> None:
    record.submit(declare("oak", name="tree"))
    with pytest.raises(Refused, match="taken"):
        record.submit(declare("elm", name="tree"))


def test_what_a_submission_added_is_found_under_its_name_by_any_program(record: Record, tmp_path: Path) -> None:
    acts = record.submit(declare("oak"), declare("elm", to=["ash"]), once="a secret name")
    record.submit(declare("fir"), once="another")
    assert record.added("a secret name") == acts
    assert record.added("nothing") == ()
    with pytest.raises(AlreadyRecorded):
        record.submit(declare("yew"), once="a secret name")
    with Record.open(tmp_path / "talks.onetext", CATALOGUE) as other:
        assert other.added("a secret name") == acts


def test_ones_own_act_is_known_when_it_is_done(record: Record) -> None:
    with pytest.raises(Refused, match="known when it is done"):
        record.submit(declare("oak", known=START - timedelta(days=1)))
    (act,) = record.submit(declare("oak"))
    assert act.happened == Exactly(act.recorded)
    assert act.known == act.recorded


def test_nothing_is_known_before_it_could_be(record: Record) -> None:
    with pytest.raises(Refused, match="before it is known"):
        record.submit(declare("oak", known=AT, basis=Reported(SOURCE)))


@pytest.mark.parametrize("field", ["outlet", "quote", "place", "digest"])
def test_a_reported_act_names_its_source_completely(record: Record, field: str) -> None:
    with pytest.raises(Refused, match=f"its {field}"):
        record.submit(declare("oak", basis=Reported(sourced(**{field: " "}))))


def sourced(**fields: str) -> Source:
    return msgspec.structs.replace(SOURCE, **fields)


def test_a_sources_hash_is_a_hash(record: Record) -> None:
    with pytest.raises(Refused, match="SHA-256"):
        record.submit(declare("oak", basis=Reported(sourced(digest="0" * 63 + "G"))))


@pytest.mark.parametrize("name", ["\ud800", "x" * (17 * 1024 * 1024)])
def test_what_cannot_be_written_or_is_too_long_is_refused(record: Record, name: str) -> None:
    before = len(record.view().acts)
    with pytest.raises(Refused):
        record.submit(Draft(actors.Declare("oak", name), "ash", "ash"))
    assert len(record.view().acts) == before


def test_a_body_that_is_nested_too_deep_is_refused(record: Record) -> None:
    (act,) = record.submit(declare("oak"))
    deep: dict[str, Any] = {}
    for _ in range(100_000):
        deep = {"deeper": deep}
    with pytest.raises(Refused):
        record.submit(Draft(corrections.Correct(act.id, deep, "Deep"), "ash", "ash"))


def test_a_clock_that_steps_back_puts_no_act_before_those_that_its_author_saw(tmp_path: Path) -> None:
    hours = iter([0, 5, 3, 3, 3, 1, 9])
    clock = lambda: START + timedelta(hours=next(hours))  # noqa: E731  an iterator of moments
    with Record.create(tmp_path / "r.onetext", CATALOGUE, clock=clock) as record:
        acts = [record.submit(by_keeper(slug))[0] for slug in ("oak", "birch", "fir", "yew")]
        hidden = record.submit(declare("alder", by="birch", to=("birch",)))[0]
        record._clock = lambda: AT
        assert [act.id for act in record.view(ASH)] == [act.id for act in acts]
        assert [act.id for act in record.view(BIRCH)] == [*(act.id for act in acts), hidden.id]


def test_a_clock_that_steps_back_tells_nobody_of_acts_that_they_may_not_see(tmp_path: Path) -> None:
    recorded: list[datetime] = []
    for hidden in (False, True):
        with Record.create(tmp_path / f"{hidden}.onetext", CATALOGUE, clock=lambda: START) as record:
            record.submit(by_keeper("ash"), by_keeper("birch"))
            if hidden:
                record._clock = lambda: START + timedelta(hours=5)
                record.submit(declare("elm", by="birch", to=("birch",)))
                record._clock = lambda: START
            recorded.append(record.submit(declare("fir"))[0].recorded)
    assert recorded[0] == recorded[1]


def test_a_clock_that_stands_still_tells_nobody_how_many_acts_the_keeper_recorded_in_private(tmp_path: Path) -> None:
    recorded = []
    for hidden in (0, 3):
        with Record.create(tmp_path / f"{hidden}.onetext", CATALOGUE, clock=lambda: START) as record:
            record.submit(by_keeper("ash"))
            for _ in range(hidden):
                record.submit(Draft(rooms.Note("Secret"), audience=("ash",)))
            recorded.append(record.submit(Draft(rooms.Note("Public")))[0].recorded)
    assert recorded[0] == recorded[1]


def test_an_act_stands_behind_what_it_speaks_of_and_what_its_readers_saw_although_the_clock_stands_still(
    tmp_path: Path,
) -> None:
    with Record.create(tmp_path / "still.onetext", CATALOGUE, clock=lambda: START) as record:
        record.submit(by_keeper("ash"), by_keeper("birch"))
        notes = [record.submit(Draft(rooms.Note(f"Note {n}"), "ash", "ash", audience=("ash",)))[0] for n in range(3)]
        (release,) = record.submit(Draft(releases.Release((notes[2].id,), PUBLIC), "ash", "ash"))
        assert [act.id for act in record.view(ASH)][-4:] == [*(note.id for note in notes), release.id]
        assert record.view(BIRCH).acts[-1].id == notes[2].id


def test_a_correction_must_pass_the_rule_of_the_act_that_it_corrects(record: Record) -> None:
    (act,) = record.submit(Draft(actors.Member("ash", "birch"), "ash", "ash"))
    body = {"body": "ash", "member": "nobody"}
    with pytest.raises(Refused, match="no actor “nobody”"):
        record.submit(Draft(corrections.Correct(act.id, body, "Wrong member"), "ash", "ash"))
    record.submit(Draft(corrections.Correct(act.id, {**body, "member": "cedar"}, "Wrong member"), "ash", "ash"))
    assert actors.members_of(record.view(), "ash") == ("cedar",)


def test_a_correction_is_judged_at_the_place_of_the_act(record: Record) -> None:
    (act,) = record.submit(declare("oak"))
    record.submit(declare("elm"))
    body = {"slug": "oak", "name": "An oak"}
    record.submit(Draft(corrections.Correct(act.id, body, "Its name is longer"), "ash", "ash"))
    assert actors.name(record.view(), "oak") == "An oak"


def test_a_moment_in_the_past_shows_what_was_known_then(record: Record) -> None:
    (act,) = record.submit(declare("oak"))
    assert act.id not in record.view(at=act.known - timedelta(seconds=1)).by_id
    assert act.id in record.view(at=act.known).by_id
    assert record.view(at=act.known).at == act.known


def test_an_erased_act_is_passed_over(record: Record) -> None:
    (act,) = record.submit(declare("oak"))
    with record.log.writing() as writing:
        writing.erase(act.id)
    with Record.open(Path(record.log.name), CATALOGUE) as again:
        assert act.id not in again.view().by_id
        assert not verify(again.log)


def test_the_same_clock_and_salt_write_the_same_acts(tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        salts = count()
        with Record.create(
            tmp_path / name, CATALOGUE, clock=lambda: START, salt=lambda salts=salts: f"{next(salts):032x}"
        ) as record:
            record.submit(by_keeper("oak"), by_keeper("elm"))
            record.submit(Draft(sources.Register("The Daily", "News", START.date(), "0" * 64), name="daily"))
            written.append([row.data for row in record.log.acts()])
    assert written[0] == written[1]


def test_threads_that_look_and_act_at_once_see_every_act_once(record: Record) -> None:
    before = len(record.view().acts)
    faults: list[BaseException] = []

    def work(slug: str) -> None:
        try:
            for number in range(10):
                record.submit(declare(f"{slug}-{number}"))
                for viewer in VIEWERS:
                    found = record.view(viewer).acts
                    assert len({act.id for act in found}) == len(found)
        except BaseException as error:  # noqa: BLE001  a thread must not swallow its failure
            faults.append(error)

    threads = [threading.Thread(target=work, args=(slug,)) for slug in ("oak", "elm", "fir")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert len(record.view().acts) == before + 30


def test_acts_of_another_program_are_seen_at_the_next_look(record: Record) -> None:
    before = record.view(ASH)
    with Record.open(Path(record.log.name), CATALOGUE) as other:
        (act,) = other.submit(declare("oak"))
    assert [seen.id for seen in record.view(ASH)] == [*(seen.id for seen in before), act.id]


def test_the_logs_that_a_viewer_may_read_whole_are_those_addressed_to_them(record: Record) -> None:
    record.submit(declare("oak", to=("ash",)), declare("elm", to=("ash", "birch")))
    assert visible_logs(record, THE_PUBLIC) == {"*"}
    assert visible_logs(record, BIRCH) == {"*", "ash+birch"}
    assert visible_logs(record, THE_KEEPER) == {"*", "ash", "ash+birch"}


def test_a_view_says_when_it_was_looked_at(record: Record) -> None:
    assert record.view().at.tzinfo is UTC
    assert record.view(at=AT).at == AT
    assert isinstance(record.view().acts[0], Act)
    assert record.view(at=datetime(1970, 1, 1, tzinfo=UTC)).acts == ()


def _from_the_future(record: Record, *readers: str) -> str:
    """Put an act of an unknown kind into the log of these readers; its id."""
    values = {
        "format": FORMAT,
        "kind": "future.kind/1",
        "body": {},
        "author": "ash",
        "happened": {"when": "unknown"},
        "known": START,
        "recorded": START,
        "basis": {"basis": "own"},
        "audience": readers,
        "salt": "1",
    }
    data = canonical_json(values)
    with record.log.writing() as writing:
        writing.append(leaf_hash(data), log_name(tuple(readers)), data)
    return leaf_hash(data)


def test_an_act_that_cannot_be_read_stops_its_readers_and_nobody_else(record: Record) -> None:
    id_ = _from_the_future(record, "ash")
    for viewer in (ASH, THE_KEEPER):
        with pytest.raises(RecordError, match=id_[:8]):
            record.view(viewer)
    with pytest.raises(RecordError, match=r"future\.kind"):
        record.submit(declare("oak"))
    record.submit(declare("oak", by="birch"))
    for viewer in (BIRCH, CEDAR, THE_PUBLIC):
        assert actors.name(record.view(viewer), "oak") == "Oak"


def test_a_log_that_was_emptied_still_counts_as_one_that_its_reader_may_see(record: Record) -> None:
    record.submit(declare("oak", to=("ash",)))
    with closing(sqlite3.connect(record.log.name)) as connection, connection:
        connection.execute("DELETE FROM acts WHERE log = 'ash'")
    assert visible_logs(record, ASH) == {"*", "ash"}
    assert visible_logs(record, BIRCH) == {"*"}
    assert any("ash" in str(fault) for fault in verify(record.log, (), visible_logs(record, ASH)))


def test_a_kept_checkpoint_is_held_against_the_record_although_its_whole_log_was_taken_out(record: Record) -> None:
    record.submit(declare("oak", to=("ash",)))
    kept = [head.note for head in record.log.heads() if head.log == "ash"]
    with closing(sqlite3.connect(record.log.name)) as connection, connection:
        connection.execute("DELETE FROM acts WHERE log = 'ash'")
        connection.execute("DELETE FROM heads WHERE log = 'ash'")
    assert visible_logs(record, BIRCH, kept) == {"*"}
    assert verify(record.log, kept, visible_logs(record, ASH, kept))


def test_a_checkpoint_of_another_record_is_told_to_every_viewer(record: Record, tmp_path: Path) -> None:
    with Record.create(tmp_path / "other.onetext", CATALOGUE) as other:
        other.submit(Draft(negotiation.Open("Another")))
        kept = [head.note for head in other.log.heads()]
    assert any("another record" in str(fault) for fault in verify(record.log, kept, visible_logs(record, ASH, kept)))
