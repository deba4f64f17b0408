"""To a database on another machine the way is encrypted and its certificate checked, unless its address says how."""

import pytest
from psycopg import conninfo

from onetext.record.postgres.place import place


def mode(dsn: str) -> object:
    """How a connection to this address is made."""
    return conninfo.conninfo_to_dict(place(dsn).dsn).get("sslmode")


@pytest.mark.parametrize(
    "dsn",
    ["postgresql://onetext@db.example/talks", "host=10.0.0.7 dbname=talks", "hostaddr=192.0.2.1", "host=localhost,db"],
)
def test_a_database_elsewhere_must_show_its_certificate(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert mode(dsn) == "verify-full"
    monkeypatch.setenv("PGSSLMODE", "require")
    assert mode(dsn) is None, "whoever runs the server decided otherwise"


@pytest.mark.parametrize(
    "dsn", ["postgresql://onetext@/talks", "host=/run/postgresql", "host=localhost", "postgresql://a@127.0.0.1/t", ""]
)
def test_a_database_on_this_machine_needs_none(dsn: str) -> None:
    assert mode(dsn) is None


def test_an_address_elsewhere_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "db.example")
    assert mode("dbname=talks") == "verify-full"


def test_what_the_address_says_stands() -> None:
    assert mode("postgresql://onetext@db.example/talks?sslmode=require") == "require"
