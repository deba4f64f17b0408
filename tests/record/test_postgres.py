"""Records in PostgreSQL: walls between them, faults of the connection, processes that write at once."""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest

import onetext
from onetext.record.errors import (
    AlreadyExists,
    AlreadyRecorded,
    ConnectionLost,
    DamagedRecord,
    DiskFull,
    MissingRecord,
    NewerFormat,
    NotARecord,
    ReadOnlyRecord,
    RecordError,
    RecordLocked,
)
from onetext.record.log import Log, verify
from onetext.record.postgres import PostgresLog, listen, place, prepare, records
from postgres_server import PASSWORD, SUPERUSER, Database, PostgresServer
from record.bare_acts import act
from record.broken_wire import Fault, Wire, wire_to

NUMBERS = count()


def add(log: Log, *words: str) -> None:
    with log.writing() as writing:
        for one in words:
            writing.append(*act(one))


def words_of(log: Log) -> list[str]:
    assert verify(log) == ()
    return [(row.data or b"").decode().split('"')[-2] for row in log.acts()]


@pytest.fixture
def slug() -> str:
    return f"harbour-{next(NUMBERS)}"


@pytest.fixture
def log(postgres_database: Database, slug: str) -> Iterator[PostgresLog]:
    """A record with two acts."""
    with PostgresLog.create(postgres_database.dsn(), slug) as made:
        add(made, "one", "two")
        yield made


def refusal(database: Database, dsn: str, slug: str = "harbour") -> RecordError:
    """The refusal to open a record there: one sentence, without the password."""
    with pytest.raises(RecordError) as caught:
        PostgresLog.open(dsn, slug).close()
    assert PASSWORD not in str(caught.value)
    assert str(caught.value).endswith(".")
    assert database.name in str(caught.value) or "cannot be read" in str(caught.value)
    return caught.value


# Who may do what


@contextmanager
def opened_for(database: Database, record_id: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection with the server's rights, opened for one record."""
    with database.shell(database.role) as connection:
        connection.execute("SELECT set_config('onetext.record', %s, false)", (record_id,))
        yield connection


def test_a_connection_for_one_record_sees_nothing_of_another(log: PostgresLog, postgres_database: Database) -> None:
    with PostgresLog.create(postgres_database.dsn(), f"secret-{next(NUMBERS)}") as other:
        add(other, "hidden")
        with opened_for(postgres_database, log.record_id) as connection:
            for table, column in (("records", "id"), ("keys", "record"), ("acts", "record"), ("heads", "record")):
                seen = connection.execute(f"SELECT DISTINCT {column} FROM onetext.{table}").fetchall()
                assert seen == [(log.record_id,)]


@pytest.mark.parametrize("table", ["keys", "acts", "heads", "records"])
def test_a_connection_for_no_record_sees_the_names_of_records_only(
    log: PostgresLog, postgres_database: Database, table: str
) -> None:
    assert log.last_row() == 2
    with postgres_database.shell(postgres_database.role) as connection:
        assert bool(connection.execute(f"SELECT FROM onetext.{table}").fetchall()) is (table == "records")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO onetext.acts (record, row, id, log, position) VALUES ('{other}', 9, 'x', '*', 9)",
        "INSERT INTO onetext.heads (record, log, size, frontier, note, vkeys) VALUES ('{other}', '*', 9, '', '', '')",
        "INSERT INTO onetext.keys (record, row, vkey) VALUES ('{other}', 9, 'x')",
        "INSERT INTO onetext.records VALUES ('mine', 'mine')",
        "DELETE FROM onetext.acts",
        "DELETE FROM onetext.heads",
        "DELETE FROM onetext.keys",
        "DELETE FROM onetext.records",
        "TRUNCATE onetext.acts",
        "UPDATE onetext.acts SET id = 'x'",
        "UPDATE onetext.acts SET record = '{other}'",
        "UPDATE onetext.acts SET row = row + 1",
        "UPDATE onetext.acts SET position = position + 1",
        "UPDATE onetext.acts SET bytes = 'forged'",
        "UPDATE onetext.heads SET note = 'forged'",
        "UPDATE onetext.keys SET private = NULL",
        "UPDATE onetext.records SET slug = 'other'",
        "ALTER TABLE onetext.acts DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE onetext.acts NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY own ON onetext.acts",
        "DROP TABLE onetext.acts",
        "SET ROLE {owner}",
    ],
)
def test_the_role_of_the_server_can_neither_take_back_nor_rewrite_nor_reach_over(
    log: PostgresLog, postgres_database: Database, statement: str
) -> None:
    with PostgresLog.create(postgres_database.dsn(), f"other-{next(NUMBERS)}") as other:
        order = statement.format(other=other.record_id, owner=postgres_database.owner)
        with (
            opened_for(postgres_database, log.record_id) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(order.encode())
        assert words_of(other) == []
    assert words_of(log) == ["one", "two"]


def test_erasing_reaches_the_words_of_ones_own_record_only(log: PostgresLog, postgres_database: Database) -> None:
    with PostgresLog.create(postgres_database.dsn(), f"other-{next(NUMBERS)}") as other:
        add(other, "kept")
        with opened_for(postgres_database, log.record_id) as connection:
            assert connection.execute("UPDATE onetext.acts SET bytes = NULL").rowcount == 2
        assert words_of(other) == ["kept"]


def test_the_role_of_the_server_owns_nothing(postgres_database: Database) -> None:
    query = """
        SELECT relname, relowner::regrole::text, relrowsecurity, relforcerowsecurity FROM pg_class
        WHERE relnamespace = 'onetext'::regnamespace AND relkind = 'r' AND relname <> 'format'
    """
    with postgres_database.shell() as connection:
        rows = connection.execute(query).fetchall()
    assert {row[1:] for row in rows} == {(postgres_database.owner, True, True)}
    assert len(rows) == 4


@pytest.mark.parametrize("user", ["owner", "superuser"])
def test_whoever_could_lift_row_security_is_not_served(
    log: PostgresLog, postgres_database: Database, user: str
) -> None:
    dsn = postgres_database.dsn(postgres_database.owner if user == "owner" else SUPERUSER)
    with pytest.raises(RecordError, match=r"Row security .* does not bind this user"):
        records(dsn)
    with pytest.raises(RecordError, match="does not bind this user"):
        PostgresLog.create(dsn, "mine")
    assert log.last_row() == 2


def test_where_row_security_was_lifted_nobody_is_served(postgres_server: PostgresServer) -> None:
    database = postgres_server.database()
    with database.shell() as connection:
        connection.execute("ALTER TABLE onetext.heads NO FORCE ROW LEVEL SECURITY")
    assert "does not bind this user" in str(refusal(database, database.dsn()))


# Preparing a database


def test_a_database_is_prepared_once_and_for_as_many_roles_as_wanted(postgres_server: PostgresServer) -> None:
    database = postgres_server.database()
    with PostgresLog.create(database.dsn(), "harbour") as log:
        add(log, "one")
    with database.shell() as connection:
        connection.execute(f"CREATE ROLE second_{database.role} LOGIN".encode())
    prepare(database.dsn(database.owner), f"second_{database.role}")
    with PostgresLog.open(database.dsn(f"second_{database.role}"), "harbour") as log:
        assert words_of(log) == ["one"]


@pytest.mark.parametrize(
    ("role", "says"), [("nobody-here", "There is no role"), (SUPERUSER, "superuser"), ("{owner}", "owner")]
)
def test_a_role_that_is_not_there_or_could_lift_row_security_is_refused(
    postgres_server: PostgresServer, role: str, says: str
) -> None:
    database = postgres_server.database(prepared=False)
    with pytest.raises(RecordError, match=says):
        prepare(database.dsn(database.owner), role.format(owner=database.owner))
    assert isinstance(refusal(database, database.dsn()), NotARecord)


def test_a_role_that_may_not_make_tables_cannot_prepare(postgres_server: PostgresServer) -> None:
    database = postgres_server.database(prepared=False)
    with pytest.raises(RecordError, match="does not allow that"):
        prepare(database.dsn(), database.owner)


def test_a_database_of_a_later_onetext_is_refused_with_the_way_out(postgres_server: PostgresServer) -> None:
    database = postgres_server.database()
    with database.shell() as connection:
        connection.execute("INSERT INTO onetext.format VALUES (2)")
    error = refusal(database, database.dsn())
    assert isinstance(error, NewerFormat)
    assert "update onetext" in str(error)
    with pytest.raises(NewerFormat):
        prepare(database.dsn(database.owner), database.role)


def test_a_database_that_cannot_hold_every_word_is_refused(postgres_server: PostgresServer) -> None:
    database = postgres_server.database(prepared=False)
    with database.shell() as connection:
        connection.execute(
            f"CREATE DATABASE latin OWNER {database.owner} ENCODING 'LATIN1' TEMPLATE template0".encode()
        )
    with pytest.raises(RecordError, match=r"encoding .* is not UTF8"):
        prepare(database.dsn(database.owner).replace(database.name, "latin"), database.role)


# Names and addresses


def test_a_database_lists_its_records_by_name(postgres_server: PostgresServer) -> None:
    database = postgres_server.database()
    assert records(database.dsn()) == ()
    for slug in ("river", "harbour"):
        PostgresLog.create(database.dsn(), slug, record_id=f"id-of-{slug}").close()
    assert records(database.dsn()) == (("harbour", "id-of-harbour"), ("river", "id-of-river"))


def test_two_records_share_neither_name_nor_id(log: PostgresLog, postgres_database: Database, slug: str) -> None:
    dsn = postgres_database.dsn()
    with pytest.raises(AlreadyExists, match="choose another name"):
        PostgresLog.create(dsn, slug)
    with pytest.raises(AlreadyExists, match="perhaps under another name"):
        PostgresLog.create(dsn, f"{slug}-again", record_id=log.record_id)
    for bad in ("", "Harbour", "a b", "x" * 65):
        with pytest.raises(RecordError, match="cannot name a record"):
            PostgresLog.create(dsn, bad)


def test_what_cannot_be_reached_is_named_without_its_password(
    postgres_server: PostgresServer, postgres_database: Database, tmp_path: Path
) -> None:
    dsn = postgres_database.dsn()
    assert isinstance(refusal(postgres_database, dsn), MissingRecord)
    assert isinstance(refusal(postgres_database, postgres_database.dsn(folder=tmp_path)), ConnectionLost)
    assert isinstance(refusal(postgres_database, postgres_database.dsn("stranger")), ConnectionLost)
    unprepared = postgres_server.database(prepared=False)
    assert isinstance(refusal(unprepared, unprepared.dsn()), NotARecord)
    for bad in (f"postgresql://a:{PASSWORD}@[::1/x", f"user=a password={PASSWORD} x", f"{PASSWORD}"):
        assert "cannot be read" in str(refusal(postgres_database, bad))


def test_no_traceback_of_a_failed_connection_shows_the_password(postgres_database: Database, tmp_path: Path) -> None:
    program = "import sys\nfrom onetext.record.postgres import records\nrecords(sys.argv[1])"
    dsn = postgres_database.dsn(folder=tmp_path)
    run = subprocess.run(
        [sys.executable, "-c", program, dsn], env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert "ConnectionLost" in run.stderr
    assert PASSWORD not in run.stderr


# Faults of the connection


def cut(database: Database) -> int:
    """End the connections of the server's role to the database; returns how many there were."""
    query = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = %s"
    with database.shell() as connection:
        return len(connection.execute(query, (database.role,)).fetchall())


@pytest.fixture
def alone(postgres_server: PostgresServer) -> Iterator[tuple[Database, PostgresLog]]:
    """A record in a database that nobody else is connected to."""
    database = postgres_server.database()
    with PostgresLog.create(database.dsn(), "harbour") as log:
        add(log, "one")
        yield database, log


def test_a_connection_that_ended_before_the_commit_recorded_nothing(alone: tuple[Database, PostgresLog]) -> None:
    database, log = alone
    assert log.last_row() == 1

    def interrupted() -> None:
        with log.writing() as writing:
            writing.append(*act("two"))
            assert cut(database)

    with pytest.raises(ConnectionLost, match=r"harbour in the database .* was lost: nothing was recorded, try again"):
        interrupted()
    with pytest.raises(ConnectionLost, match=r"was lost: try again\.$"):
        log.last_row()
    assert words_of(log) == ["one"]
    add(log, "two")
    assert words_of(log) == ["one", "two"]


def test_a_writing_that_was_cut_off_adds_nothing_more(alone: tuple[Database, PostgresLog]) -> None:
    database, log = alone

    def undeterred() -> None:
        with log.writing() as writing:
            assert cut(database)
            for words in ("two", "three"):
                with pytest.raises(ConnectionLost, match="nothing was recorded"):
                    writing.append(*act(words))

    with pytest.raises(ConnectionLost):
        undeterred()
    assert words_of(log) == ["one"]


def test_a_writing_in_which_a_statement_failed_is_not_taken_for_a_success(
    alone: tuple[Database, PostgresLog],
) -> None:
    _, log = alone

    def undeterred() -> None:
        with log.writing() as writing:
            writing.append(*act("two"))
            with pytest.raises(RecordError):
                log._writer.run("SELECT 1/0")

    with pytest.raises(RecordError, match="could not be used"):
        undeterred()
    assert words_of(log) == ["one"]


def test_a_connection_that_ended_after_the_commit_lost_nothing(alone: tuple[Database, PostgresLog]) -> None:
    database, log = alone
    add(log, "two")
    assert log.last_row() == 2
    assert cut(database)
    with pytest.raises(ConnectionLost, match="nothing was recorded"):
        add(log, "two")
    with pytest.raises(AlreadyRecorded):
        add(log, "two")
    with pytest.raises(ConnectionLost):
        log.heads()
    assert words_of(log) == ["one", "two"]


@pytest.fixture
def wire(postgres_server: PostgresServer) -> Iterator[tuple[Wire, Path]]:
    """A wire to the server that can be broken, and the folder that is its near end."""
    with (
        tempfile.TemporaryDirectory(prefix="onetext-wire-") as folder,
        wire_to(postgres_server.folder, Path(folder)) as made,
    ):
        yield made, Path(folder)


@pytest.mark.parametrize("fault", ["the write failed", "the reply was lost"])
def test_whether_the_write_failed_or_only_its_reply_was_lost_submitting_again_is_safe(
    alone: tuple[Database, PostgresLog], wire: tuple[Wire, Path], fault: Fault
) -> None:
    database, there = alone
    carrier, folder = wire
    with PostgresLog.open(database.dsn(folder=folder), "harbour") as log:
        carrier.fault = fault
        with pytest.raises(ConnectionLost, match="may be recorded or not"):
            add(log, "two", "three")
        assert words_of(there) == (["one"] if fault == "the write failed" else ["one", "two", "three"])
        if fault == "the write failed":
            add(log, "two", "three")
        else:
            with pytest.raises(AlreadyRecorded):
                add(log, "two", "three")
        add(log, "four")
        assert words_of(log) == words_of(there) == ["one", "two", "three", "four"]


def test_a_writer_that_waits_longer_than_allowed_is_told_so(
    log: PostgresLog, postgres_database: Database, slug: str
) -> None:
    with PostgresLog.open(postgres_database.dsn(), slug, timeout=0.05) as other, log.writing() as writing:
        writing.append(*act("three"))
        with pytest.raises(RecordLocked, match="being written by another program"):
            add(other, "four")
        assert words_of(other) == ["one", "two"]
    assert words_of(log) == ["one", "two", "three"]


def test_a_writer_that_stands_still_loses_its_turn_and_has_recorded_nothing(
    postgres_database: Database, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "_STALLED", "100ms")

    def stand_still(stalled: Log, other: Log) -> None:
        with stalled.writing() as writing:
            writing.append(*act("one"))
            add(other, "two")

    with (
        PostgresLog.create(postgres_database.dsn(), slug) as log,
        PostgresLog.open(postgres_database.dsn(), slug) as other,
    ):
        with pytest.raises(ConnectionLost, match="nothing was recorded"):
            stand_still(log, other)
        assert words_of(log) == ["two"]


def test_two_records_are_written_at_once(log: PostgresLog, postgres_database: Database) -> None:
    with PostgresLog.create(postgres_database.dsn(), f"other-{next(NUMBERS)}", timeout=1) as other, log.writing():
        add(other, "meanwhile")
        assert words_of(other) == ["meanwhile"]


def test_a_commit_that_is_acknowledged_is_on_the_servers_disk(postgres_server: PostgresServer) -> None:
    database = postgres_server.database()
    with database.shell() as connection:
        connection.execute(f"ALTER DATABASE {database.name} SET synchronous_commit = off".encode())
    with PostgresLog.create(database.dsn(), "harbour") as log, log.writing():
        assert log._writer.run("SHOW synchronous_commit") == [("on",)]


@pytest.mark.parametrize(
    ("error", "kind", "says"),
    [
        (psycopg.errors.DiskFull, DiskFull, "talks could not be written because the server's disk is full"),
        (psycopg.errors.ReadOnlySqlTransaction, ReadOnlyRecord, "name the address of the server that takes writes"),
        (psycopg.errors.DataCorrupted, DamagedRecord, "restore a copy"),
        (psycopg.errors.IoError, DamagedRecord, "restore a copy"),
        (psycopg.errors.CrashShutdown, ConnectionLost, "was lost: try again"),
        (psycopg.errors.ConnectionFailure, ConnectionLost, "was lost: try again"),
        (psycopg.errors.OutOfMemory, RecordError, "talks could not be used"),
    ],
)
def test_what_the_server_finds_is_said_in_one_sentence_with_the_way_out(
    error: type[psycopg.Error], kind: type[RecordError], says: str
) -> None:
    said = place.explain("talks", error(), "try again")
    assert type(said) is kind
    assert says in str(said)


def test_an_act_that_was_taken_out_is_missed_even_in_no_log(log: PostgresLog, postgres_database: Database) -> None:
    with postgres_database.shell() as connection:
        connection.execute("UPDATE onetext.acts SET position = NULL WHERE record = %s", (log.record_id,))
        connection.execute("DELETE FROM onetext.acts WHERE record = %s AND row = 1", (log.record_id,))
    assert any("1 of its 2 acts are missing" in str(fault) for fault in verify(log))


def test_a_record_in_a_file_needs_no_driver() -> None:
    program = "import sys, onetext.cli, onetext.record.record; sys.exit('psycopg' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], env=ENVIRONMENT, check=False).returncode == 0


# Several processes

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(onetext.__file__).parents[1])}
WRITER = """
import sys
import rfc8785
from onetext.record.errors import AlreadyRecorded, ConnectionLost
from onetext.record.merkle import leaf_hash
from onetext.record.postgres import PostgresLog

dsn, slug, name, number = sys.argv[1:]
log = PostgresLog.open(dsn, slug)
print("ready", flush=True)
sys.stdin.readline()
seen, lost = 0, 0
for turn in range(int(number)):
    data = rfc8785.dumps({"audience": ["*"], "words": f"{name} {turn}"})
    while True:
        try:
            with log.writing() as writing:
                writing.append(leaf_hash(data).hex(), "*", data)
                rows = [row.row for row in writing.acts(seen)]
                assert rows == list(range(seen + 1, seen + 1 + len(rows))), rows
        except AlreadyRecorded:
            break
        except ConnectionLost:
            lost += 1
        else:
            seen += len(rows)
            break
print(lost)
"""


@contextmanager
def writers(database: Database, slug: str, number: int) -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that write to one record as soon as all of them are there."""
    commands = [[sys.executable, "-c", WRITER, database.dsn(), slug, name, str(number)] for name in "ab"]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT)
        for command in commands
    ]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    yield processes


def test_two_processes_that_write_to_one_record_lose_and_double_nothing(
    log: PostgresLog, postgres_database: Database, slug: str
) -> None:
    with writers(postgres_database, slug, 60) as processes:
        seen, last = list[str](), 0
        while any(process.poll() is None for process in processes):
            for row in log.acts(last):
                assert row.row == last + 1, "no act is committed later with an earlier row"
                last = row.row
                seen.append(row.id)
        assert [process.communicate()[0] for process in processes] == ["0\n", "0\n"]
        assert [process.returncode for process in processes] == [0, 0]
    found = words_of(log)
    assert [row.id for row in log.acts()][: len(seen)] == seen
    assert sorted(found) == sorted(["one", "two", *(f"{name} {turn}" for name in "ab" for turn in range(60))])


def test_connections_that_are_cut_again_and_again_lose_and_double_nothing(
    alone: tuple[Database, PostgresLog],
) -> None:
    database, log = alone
    with writers(database, "harbour", 60) as processes:
        while any(process.poll() is None for process in processes):
            cut(database)
        lost = sum(int(process.communicate()[0]) for process in processes)
        assert [process.returncode for process in processes] == [0, 0]
    assert lost > 0
    with PostgresLog.open(database.dsn(), "harbour") as again:
        assert sorted(words_of(again)) == sorted(["one", *(f"{name} {turn}" for name in "ab" for turn in range(60))])
    log.close()


# Listening


def test_whoever_listens_is_told_which_record_grew_and_nothing_else(
    log: PostgresLog, postgres_database: Database
) -> None:
    with listen(postgres_database.dsn()) as told:
        add(log, "three", "four")
        with log.writing():
            pass
        with PostgresLog.create(postgres_database.dsn(), f"other-{next(NUMBERS)}") as other:
            add(other, "x")
            assert [next(told), next(told)] == [log.record_id, other.record_id]
        with log.writing() as writing:
            writing.erase(act("three")[0])
        assert next(told) == log.record_id


def test_listening_ends_when_it_is_asked_to(postgres_database: Database) -> None:
    stop = threading.Event()
    with listen(postgres_database.dsn(), stop.is_set) as told:
        threading.Timer(0.1, stop.set).start()
        assert list(told) == []


def test_a_listener_that_was_cut_off_is_told_to_look_at_everything(alone: tuple[Database, PostgresLog]) -> None:
    database, _ = alone
    with listen(database.dsn()) as told:
        assert cut(database)
        with pytest.raises(ConnectionLost, match="look at every record"):
            next(told)
