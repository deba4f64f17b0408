"""Hearing that records of a database grew, whichever process added to them."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from onetext.record.postgres.place import PATIENCE, Connection, Place, explained, place

# One channel for all records: a channel's name is seen by whoever may connect, and must tell nothing.
CHANNEL = "onetext"
_BREATH = 1.0


def never() -> bool:
    """Listening goes on for ever."""
    return False


@contextmanager
def listen(dsn: str, stopped: Callable[[], bool] = never) -> Iterator[Iterator[str]]:
    """The ids of records to which something was added or in which something was erased, as it happens.

    What is committed after this was entered is told, perhaps several writings at once; what was there before is for
    the caller to read afterwards. `stopped` is asked about once a second whether to end. The ids end with a
    ConnectionLost when the connection does: enter again, and look at every record, because some may not have been told.
    """
    there = place(dsn)
    with closing(there.connect(timeout=PATIENCE)) as connection:
        with explained(there.name):
            connection.execute(f"LISTEN {CHANNEL}")
        yield _told(there, connection, stopped)


def _told(there: Place, connection: Connection, stopped: Callable[[], bool]) -> Iterator[str]:
    while not stopped():
        with explained(there.name, "listen again, and look at every record"):
            notices = list(connection.notifies(timeout=_BREATH, stop_after=1))
        yield from (notice.payload for notice in notices)
