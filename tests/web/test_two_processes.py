"""Two servers on one PostgreSQL: one gate, one record, and what is done at one appears on the pages of the other."""

import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import psycopg
import pytest

from harbour import Harbour, harbour_on
from onetext.process import every_subject
from onetext.process.comments import Comment
from onetext.process.rooms import Note
from onetext.record.audience import audience
from onetext.record.errors import ConnectionLost
from onetext.record.log import verify
from onetext.record.postgres import PostgresLog
from onetext.record.record import Record
from postgres_server import Database, PostgresServer
from web.browser import Server, free_port, launch, sessions
from web.commands import onetext, prepare_database
from web.listening import Listener
from web.person import Person

CAST = {"ash": ("mayor-ash", "ash"), "birch": ("mayor-birch", "birch")}
DOOR = "/n/harbour/do/comment/"
QUIET = 0.8


@dataclass
class Table:
    """One database with its negotiation, and the servers of it."""

    database: Database
    harbour: Harbour
    servers: tuple[Server, ...]

    def person(self, name: str, server: int = 0) -> Person:
        return Person(self.servers[server], self.servers[server].keys[name])

    def listen(self, name: str, server: int) -> Listener:
        found = Listener(self.servers[server], self.servers[server].keys[name])
        assert found.status == HTTPStatus.OK
        return found


@pytest.fixture(scope="module")
def table(postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    database, home = postgres_server.database(prepared=False), tmp_path_factory.mktemp("server")
    prepare_database(database)
    prepare_database(database)  # again, as after an update
    harbour = harbour_on(PostgresLog.create(database.dsn(), "harbour"))
    harbour.table("v0")
    keys = sessions(home, "harbour", CAST, database.dsn())
    servers = tuple(launch([], home, keys, free_port(), database.dsn()) for _ in range(2))
    yield Table(database, harbour, servers)
    for server in servers:
        server.stop()
    harbour.record.close()


def test_an_act_at_one_server_is_told_at_the_other_within_a_second(table: Table) -> None:
    with table.listen("birch", server=1) as birch:
        waited = []
        for number in range(1, 6):
            sent = {"provision": "paaaaaaaa1", "text": f"Who pays? And {number}?"}
            assert table.person("ash").post(DOOR, **sent).status == HTTPStatus.FOUND
            done = time.monotonic()
            assert birch.wait(number)
            waited.append(birch.heard[-1][0] - done)
            assert birch.said()[-1]["points"] == ["paaaaaaaa1"]
        assert min(waited) < 1  # the machine may be busy with other things now and then


def test_nobody_is_told_at_any_server_of_what_does_not_concern_them(table: Table) -> None:
    with table.listen("birch", 0) as here, table.listen("birch", 1) as there, table.listen("ash", 1) as ash:
        table.harbour.do(Note("Ours alone"), "ash", to=audience(["ash"]))
        assert ash.wait(1)
        time.sleep(QUIET)
        assert here.messages == there.messages == []


def test_a_session_counts_at_both_servers_and_ends_at_both(table: Table) -> None:
    home = table.servers[0].home
    key = sessions(home, "harbour", {"guest": ("mayor-ash", "ash")}, table.database.dsn())["guest"]
    guests = [Person(server, key) for server in table.servers]
    assert [guest.get("/n/harbour/").status for guest in guests] == [HTTPStatus.OK] * 2
    with Listener(table.servers[1], key) as listener:
        guests[0].post("/accounts/logout/")
        assert listener.ended.wait(60)
    assert [guest.get("/n/harbour/").status for guest in guests] == [HTTPStatus.FOUND] * 2


def test_a_form_that_is_sent_to_both_servers_is_one_act(table: Table) -> None:
    for server in range(2):
        sent = {"provision": "paaaaaaaa1", "text": "Sent twice", "once": "a-key-of-a-form-once"}
        assert table.person("ash", server).post(DOOR, **sent).status == HTTPStatus.FOUND
    found = [
        act for act in table.harbour.view().acts if isinstance(act.body, Comment) and act.body.text == "Sent twice"
    ]
    assert len(found) == 1


def test_a_negotiation_that_comes_later_is_served_without_a_restart(table: Table, tmp_path: Path) -> None:
    from harbour import harbour_at

    made = harbour_at(tmp_path / "second.onetext")
    made.table("v0")
    made.record.close()
    at = ("--database", table.database.dsn(), "--name", "second")
    done = onetext("server", "import", str(tmp_path / "second.onetext"), *at)
    assert (done.returncode, done.stdout) == (0, "The database holds second.\n")
    keys = sessions(table.servers[0].home, "second", CAST, table.database.dsn())
    assert "Ash shall dredge" in Person(table.servers[1], keys["ash"]).get("/n/second/").text
    assert onetext("server", "import", str(tmp_path / "second.onetext"), *at).returncode == 2


def test_a_negotiation_leaves_the_database_as_an_export_that_verifies(table: Table, tmp_path: Path) -> None:
    lines, copy = tmp_path / "harbour.jsonl", tmp_path / "harbour.onetext"
    done = onetext("server", "export", "--database", table.database.dsn(), "--name", "harbour", "-o", str(lines))
    assert done.returncode == 0, done.stderr
    assert onetext("import", str(lines), str(copy)).returncode == 0
    with Record.open(copy, every_subject()) as record:
        assert verify(record.log) == ()
        assert [act.id for act in record.view().acts] == [act.id for act in table.harbour.view().acts]


def test_strangers_cannot_tell_which_negotiations_the_database_holds(table: Table) -> None:
    answers = [table.person("ash").get(f"/n/{slug}/") for slug in ("nowhere", "elsewhere")]
    assert {answer.status for answer in answers} == {HTTPStatus.NOT_FOUND}
    assert answers[0].text == answers[1].text


def test_the_server_s_role_owns_no_table_of_the_accounts_and_cannot_change_them(table: Table) -> None:
    with closing(psycopg.connect(table.database.dsn(), autocommit=True)) as connection:
        owners = connection.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'onetext_web'")
        assert owners.fetchall() == [(table.database.owner,)]
        for statement in (
            "DROP TABLE onetext_web.accounts_account",
            "CREATE TABLE onetext_web.mine (a int)",
            "DELETE FROM onetext_web.django_migrations",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_a_database_that_nobody_prepared_is_refused_in_one_sentence(
    postgres_server: PostgresServer, tmp_path: Path
) -> None:
    database = postgres_server.database(prepared=False)
    done = onetext("serve", "--database", database.dsn(), "--home", str(tmp_path))
    assert done.returncode == 2
    assert "onetext server prepare" in done.stderr
    assert "Traceback" not in done.stderr
    assert "never-to-be-shown" not in done.stderr


def test_a_server_that_lost_its_database_s_connections_recovers_by_itself(table: Table) -> None:
    with table.listen("birch", server=1) as birch:
        with table.database.shell() as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
                (table.database.name,),
            )
        until = time.monotonic() + 60
        while table.person("ash").get("/n/harbour/").status != HTTPStatus.OK and time.monotonic() < until:
            time.sleep(0.1)
        sent = {"provision": "paaaaaaaa2", "text": "Back again", "once": "another-key-of-a-form"}
        while table.person("ash").post(DOOR, **sent).status != HTTPStatus.FOUND and time.monotonic() < until:
            time.sleep(0.1)
        assert birch.wait(1) or birch.ended.is_set()
    for again in (table.harbour.view, lambda: table.harbour.do(Note("Here again"), "ash", to=audience(["ash"]))):
        with suppress(ConnectionLost):
            again()  # this test's own connections were cut as well; each comes back with the next question
