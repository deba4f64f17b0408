"""Many records in one PostgreSQL database, for a server that runs as several processes.

Import this room only where a database is used: psycopg is slow to load.
"""

from onetext.record.postgres.listening import listen
from onetext.record.postgres.log import Listed, PostgresLog, building, records
from onetext.record.postgres.schema import prepare

__all__ = ["Listed", "PostgresLog", "building", "listen", "prepare", "records"]
