"""The tables in which a database keeps records, and who may do what with them.

The owner makes them; the role with which onetext works owns nothing, deletes nothing, and through row security sees
only the record for which its connection was opened. See `docs/record-format.md`.
"""

from typing import LiteralString

from psycopg import sql

from onetext.record.errors import NewerFormat, NotARecord, RecordError
from onetext.record.postgres.place import PATIENCE, Connection, Place, explained, place

FORMAT = 1
_OLDEST_SERVER = 120000
_ONE_AT_A_TIME = 0x31747874
# A log's name grows with its readers and may be longer than an index entry can be, so that indexes hold its SHA-256.
_LOG: LiteralString = r"""
  log text COLLATE "C" NOT NULL,
  log_key bytea NOT NULL GENERATED ALWAYS AS (sha256(decode(replace(log, '\', '\\'), 'escape'))) STORED
"""
_TABLES: LiteralString = f"""
CREATE SCHEMA onetext;
CREATE TABLE onetext.format (version integer PRIMARY KEY);
CREATE TABLE onetext.records (
  id text COLLATE "C" CONSTRAINT one_record_of_an_id PRIMARY KEY,
  slug text COLLATE "C" NOT NULL CONSTRAINT one_record_of_a_name UNIQUE
);
CREATE TABLE onetext.keys (
  record text COLLATE "C" NOT NULL REFERENCES onetext.records, row integer NOT NULL, vkey text NOT NULL, private bytea,
  PRIMARY KEY (record, row), UNIQUE (record, vkey)
);
CREATE TABLE onetext.acts (
  record text COLLATE "C" NOT NULL REFERENCES onetext.records, row bigint NOT NULL, id bytea NOT NULL, {_LOG},
  position bigint, bytes bytea,
  PRIMARY KEY (record, row), UNIQUE (record, id), UNIQUE (record, log_key, position)
);
CREATE TABLE onetext.heads (
  record text COLLATE "C" NOT NULL REFERENCES onetext.records, {_LOG},
  size bigint NOT NULL, frontier bytea NOT NULL, note text NOT NULL, vkeys text NOT NULL,
  PRIMARY KEY (record, log_key, size)
);
"""
# Only an erasure leaves a dead row here: it is cleared away with the next round of the server's own cleaning.
_CLEANING: LiteralString = """
ALTER TABLE onetext.acts SET (
  autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0,
  toast.autovacuum_vacuum_threshold = 0, toast.autovacuum_vacuum_scale_factor = 0
);
"""
_OWN: LiteralString = "record = current_setting('onetext.record', true)"
# The names of all records are for connections that were opened for none of them: whoever runs the server lists them.
_LISTED: LiteralString = "coalesce(current_setting('onetext.record', true), '') IN ('', id)"
_WALLS: LiteralString = f"""
ALTER TABLE onetext.records ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY listed ON onetext.records FOR SELECT USING ({_LISTED});
CREATE POLICY added ON onetext.records FOR INSERT WITH CHECK (id = current_setting('onetext.record', true));
ALTER TABLE onetext.keys ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON onetext.keys FOR SELECT USING ({_OWN});
CREATE POLICY added ON onetext.keys FOR INSERT WITH CHECK ({_OWN});
ALTER TABLE onetext.acts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON onetext.acts FOR SELECT USING ({_OWN});
CREATE POLICY added ON onetext.acts FOR INSERT WITH CHECK ({_OWN});
CREATE POLICY erased ON onetext.acts FOR UPDATE USING ({_OWN}) WITH CHECK ({_OWN} AND bytes IS NULL);
ALTER TABLE onetext.heads ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON onetext.heads FOR SELECT USING ({_OWN});
CREATE POLICY added ON onetext.heads FOR INSERT WITH CHECK ({_OWN});
"""
_RIGHTS: LiteralString = """
GRANT USAGE ON SCHEMA onetext TO {role};
GRANT SELECT ON onetext.format TO {role};
GRANT SELECT, INSERT ON onetext.records, onetext.keys, onetext.acts, onetext.heads TO {role};
GRANT UPDATE (bytes) ON onetext.acts TO {role};
"""
_ROLE: LiteralString = """
SELECT rolsuper OR rolbypassrls, pg_has_role(oid, current_user, 'MEMBER') FROM pg_roles WHERE rolname = %s
"""
# A superuser is a member of every role, and whoever is a member of the owner can lift the walls.
_LIFTED: LiteralString = """
SELECT bool_or(pg_has_role(current_user, relowner, 'MEMBER') OR NOT relrowsecurity OR NOT relforcerowsecurity)
       OR (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user),
       (SELECT max(version) FROM onetext.format)
FROM pg_class WHERE relnamespace = 'onetext'::regnamespace AND relname IN ('records', 'keys', 'acts', 'heads')
"""


def prepare(owner_dsn: str, app_role: str) -> None:
    """Make the tables in a database, once, and give a role the rights that onetext works with; safe to repeat.

    `owner_dsn` is the address with which the database's owner connects, `app_role` the existing role of the server.
    RecordError if that role could lift row security, or if the database cannot hold a record.
    """
    there = place(owner_dsn)
    with there.connect(timeout=PATIENCE) as connection, explained(there.name), connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_ONE_AT_A_TIME,))
        _refuse_unfit(there, connection)
        _refuse_role(connection, app_role)
        if _found(connection, "SELECT to_regclass('onetext.format') IS NULL"):
            connection.execute(_TABLES)
            connection.execute("INSERT INTO onetext.format VALUES (%s)", (FORMAT,))
            connection.execute(_CLEANING)
            connection.execute(_WALLS)
        refuse_newer(there.name, _found(connection, "SELECT max(version) FROM onetext.format"))
        connection.execute(sql.SQL(_RIGHTS).format(role=sql.Identifier(app_role)))


def refuse_unprepared(there: Place, connection: Connection) -> None:
    """Refuse a database without our tables, of a later format, or whose row security does not bind this user."""
    with explained(there.name):
        ((lifted, version),) = connection.execute(_LIFTED).fetchall()
    refuse_newer(there.name, version)
    if lifted is not False:
        raise RecordError(
            f"Row security in {there.name} does not bind this user: name a user that does not own the tables and is "
            "no superuser, and have the owner prepare the database for it."
        )


def refuse_newer(name: str, version: object) -> None:
    """Refuse tables that a later onetext made."""
    if not isinstance(version, int):
        raise NotARecord(f"The tables in {name} are not whole: restore a copy, or prepare another database.")
    if version > FORMAT:
        raise NewerFormat(
            f"The tables in {name} have format {version}, but this version of onetext knows formats up to {FORMAT}: "
            "update onetext."
        )


def _refuse_unfit(there: Place, connection: Connection) -> None:
    if connection.info.server_version < _OLDEST_SERVER:
        raise RecordError(f"The server of {there.name} is too old: onetext needs PostgreSQL 12 or newer.")
    if _found(connection, "SELECT current_setting('server_encoding')") != "UTF8":
        raise RecordError(f"The encoding of {there.name} is not UTF8: make another with ENCODING 'UTF8'.")


def _refuse_role(connection: Connection, app_role: str) -> None:
    found = connection.execute(_ROLE, (app_role,)).fetchall()
    if not found:
        raise RecordError(f"There is no role {app_role!r}: create it first, with LOGIN and a password.")
    ((privileged, owner),) = found
    if privileged or owner:
        raise RecordError(
            f"The role {app_role!r} could lift row security, because it is a superuser or the tables' owner: name one "
            "that is neither."
        )


def _found(connection: Connection, query: LiteralString) -> object:
    ((value,),) = connection.execute(query).fetchall()
    return value
