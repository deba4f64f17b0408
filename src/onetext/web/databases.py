"""The database in which Django keeps accounts and sessions: a file of the server, or a schema beside the records."""

from typing import Any, LiteralString

from psycopg import conninfo, sql

from onetext.record.errors import RecordError
from onetext.record.postgres.place import PATIENCE, explained, place
from onetext.web.home import ACCOUNTS, Place

SCHEMA = "onetext_web"
_MADE: LiteralString = "CREATE SCHEMA IF NOT EXISTS onetext_web"
# The server's role keeps accounts, and owns none of their tables.
_RIGHTS: LiteralString = """
GRANT USAGE ON SCHEMA onetext_web TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA onetext_web TO {role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA onetext_web TO {role};
REVOKE INSERT, UPDATE, DELETE ON onetext_web.django_migrations FROM {role};
"""
_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def settings(where: Place) -> dict[str, Any]:
    """The database as Django's settings say it. Each thread keeps its connection."""
    if not where.database:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": where.home / ACCOUNTS,
            # Closing the last connection to a file in WAL mode costs more than a write.
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL"},
        }
    said = conninfo.conninfo_to_dict(place(where.database).dsn)
    further = {name: value for name, value in said.items() if name not in _NAMES}
    further.setdefault("connect_timeout", str(int(PATIENCE)))  # a server that never answers is told of, too
    further["options"] = f"{further.get('options', '')} -c search_path={SCHEMA}".strip()
    found = {name: str(said[key]) for key, name in _NAMES.items() if key in said}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **found,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": further,
    }


def make_schema(owner_dsn: str) -> None:
    """Make the schema, as the database's owner."""
    there = place(owner_dsn)
    with there.connect(timeout=PATIENCE) as connection, explained(there.name):
        connection.execute(_MADE)


def grant(owner_dsn: str, app_role: str) -> None:
    """Give the server's role its rights on what is in the schema now."""
    there = place(owner_dsn)
    with there.connect(timeout=PATIENCE) as connection, explained(there.name):
        connection.execute(sql.SQL(_RIGHTS).format(role=sql.Identifier(app_role)))


def refuse_unprepared() -> None:
    """Refuse a database that is not prepared for this version. Call it once Django is set up."""
    from django.db import DatabaseError, connection  # noqa: PLC0415  Django is not set up before
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    try:
        plan = MigrationExecutor(connection)
        missing = plan.migration_plan(plan.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise RecordError(
            "The database's accounts cannot be used: check its address, and have its owner run "
            "“onetext server prepare” for it."
        ) from error
    if missing:
        raise RecordError(
            "The database is not prepared for this version: have its owner run “onetext server prepare” for it."
        )
