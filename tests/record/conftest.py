"""The stores on which the contract of a record is held."""

from pathlib import Path

import pytest

from postgres_server import Database, PostgresServer, postgres_database, postgres_server
from shelves import DatabaseShelf, FileShelf, Shelf

__all__ = ["postgres_database", "postgres_server"]


@pytest.fixture(params=["file", "database"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
    """A place for a record, in a file and in a database."""
    if request.param == "file":
        return FileShelf(tmp_path)
    database: Database = request.getfixturevalue("postgres_database")
    return DatabaseShelf(database)


@pytest.fixture(params=["file", "database"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
    """Another place, in another folder or another database."""
    if request.param == "file":
        return FileShelf(tmp_path / "elsewhere")
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return DatabaseShelf(server.database())
