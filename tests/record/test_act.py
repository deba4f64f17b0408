"""The envelope of an act: its one spelling, its id, and what is refused as no act at all."""

import hashlib
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest
import rfc8785

from onetext.process import actors, every_subject
from onetext.record.act import Reported, canonical_json, leaf_hash
from onetext.record.errors import RecordError
from onetext.record.record import Draft, decode, encode
from onetext.record.times import Day, Exactly
from worlds import SOURCE, START, World

DRAFT = Draft(actors.Declare("ash", "Ash"), author="ash")
LINE = msgspec.json.decode(encode(DRAFT, START, "0" * 32, every_subject()))
OFFICE = Draft(actors.Office("Harbour master", "ash", "rowan", since=date(2030, 3, 1)), author="ash")
HELD = msgspec.json.decode(encode(OFFICE, START, "0" * 32, every_subject()))


def read(line: dict[str, Any]) -> Any:
    data = msgspec.json.encode(line)
    return decode(leaf_hash(data), data, every_subject())


@pytest.mark.parametrize("seed", range(20))
def test_an_act_is_read_back_as_it_was_written(seed: int) -> None:
    world = World(seed)
    for _ in range(30):
        draft = world.draft()
        act = world.write(draft)
        assert (act.body, act.author, act.party, act.name) == (draft.body, draft.author, draft.party, draft.name)
        assert (act.happened, act.basis, act.audience) == (draft.happened, draft.basis, draft.audience)
        assert act.known == (draft.known or act.recorded)


def test_an_act_has_one_spelling() -> None:
    data = encode(DRAFT, START, "0" * 32, every_subject())
    assert data == rfc8785.dumps(msgspec.json.decode(data))
    assert canonical_json({"b": 1, "a": {"z": "é"}}) == '{"a":{"z":"é"},"b":1}'.encode()


def test_the_id_is_the_leaf_hash_of_the_bytes() -> None:
    assert leaf_hash(b"words") == hashlib.sha256(b"\0words").hexdigest()


def test_equal_acts_of_one_moment_have_ids_that_cannot_be_guessed_from_one_another() -> None:
    first, second = (encode(DRAFT, START, salt, every_subject()) for salt in ("0" * 32, "1" * 32))
    assert leaf_hash(first) != leaf_hash(second)


def test_only_a_reported_act_has_a_source() -> None:
    world = World(1)
    assert world.write(DRAFT).source is None
    assert world.write(reported()).source == SOURCE


def reported() -> Draft:
    return Draft(actors.Declare("oak", "Oak"), author="ash", known=START, basis=Reported(SOURCE))


def test_a_person_means_an_act_by_its_name_or_the_beginning_of_its_id() -> None:
    world = World(1)
    unnamed, named = world.write(DRAFT), world.write(Draft(DRAFT.body, author="ash", name="first"))
    assert named.handle == "first"
    assert unnamed.id.startswith(unnamed.handle)
    assert unnamed.handle


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"format": "1"},
        {"kind": "spells.cast/1"},
        {"kind": "actors.declare/2"},
        {"kind": 5},
        {"body": {}},
        {"body": []},
        {"body": {"slug": "ash", "name": 10**400}},
        {"body": {"slug": "ash", "name": "Ash", "kind": "planet"}},
        {"author": None},
        {"known": "2030-03-01T09:00:00"},
        {"known": "2030-03-01T10:00:00+01:00"},
        {"known": "0001-01-01T00:00:00Z"},
        {"recorded": "9999-12-31T23:59:59Z"},
        {"recorded": "10000-01-01T00:00:00Z"},
        {"recorded": 10**30},
        {"happened": {"when": "exactly", "instant": "2030-03-01T09:00:00"}},
        {"happened": {"when": "day", "date": "0001-01-01"}},
        {"happened": {"when": "once"}},
        {"basis": {"basis": "rumoured"}},
        {"basis": {"basis": "reported"}},
        {"audience": "*"},
        {"more": 1},
    ],
)
def test_what_is_no_act_that_this_program_knows_is_refused_in_one_sentence(change: dict[str, Any]) -> None:
    with pytest.raises(RecordError, match=r"^Act [0-9a-f]{8} .*\.$"):
        read({**LINE, **change})


@pytest.mark.parametrize("field", sorted(LINE))
def test_an_act_without_one_of_its_fields_is_refused(field: str) -> None:
    with pytest.raises(RecordError):
        read({name: value for name, value in LINE.items() if name != field})


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2030-02-30", "20300301", "soon"])
def test_an_impossible_date_in_a_body_is_refused(day: str) -> None:
    with pytest.raises(RecordError):
        read({**HELD, "body": {**HELD["body"], "since": day}})


@pytest.mark.parametrize(
    "data", [b"", b"null", b"[]", b"{", b'"\\ud800"', b"\xff", b"[" * 100_000, b'{"body":' * 50_000, b"\0", b"1e999"]
)
def test_bytes_that_are_no_envelope_are_refused(data: bytes) -> None:
    with pytest.raises(RecordError):
        decode(leaf_hash(data), data, every_subject())


@pytest.mark.parametrize(
    "draft",
    [
        Draft(actors.Declare("ash", "\ud800"), author="ash"),
        Draft(actors.Declare("ash", "Ash"), author="\udcff"),
    ],
)
def test_words_that_cannot_be_written_are_refused(draft: Draft) -> None:
    with pytest.raises(RecordError, match="cannot be written"):
        encode(draft, START, "0" * 32, every_subject())


def test_times_are_written_in_utc() -> None:
    local = datetime(2030, 3, 1, 13, tzinfo=timezone(timedelta(hours=1)))
    act = read(msgspec.json.decode(encode(Draft(DRAFT.body, happened=Day(local.date())), START, "0", every_subject())))
    assert act.recorded.tzinfo is UTC
    assert isinstance(read({**LINE, "happened": msgspec.to_builtins(Exactly(local))}).happened, Exactly)
