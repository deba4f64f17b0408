"""Whether a record grew, asked often and cheaply, whichever process added to it."""

import logging
import threading
from collections import Counter

from onetext.record import postgres
from onetext.record.errors import RecordError
from onetext.record.record import Record

LOG = logging.getLogger(__name__)
PAUSE = 1.0


class Growth:
    """A number for each record that differs whenever acts were added.

    Of a file it is the row of its newest act, asked each time. A database tells by itself: a thread listens, and
    counts for each record how often it was told.
    """

    def __init__(self, database: str = "") -> None:
        self._database = database
        self._told = Counter[str]()
        self._connected = 0
        self._stopped = threading.Event()

    def start(self) -> None:
        """Begin to listen, if there is a database."""
        if self._database:
            threading.Thread(target=self._listen, name="live-listening", daemon=True).start()

    def stop(self) -> None:
        """Listen no more; the thread ends within a second."""
        self._stopped.set()

    def of(self, record: Record) -> int:
        """The number of a record now."""
        return self._connected + self._told[record.log.record_id] if self._database else record.log.last_row()

    def _listen(self) -> None:
        while not self._stopped.is_set():
            try:
                with postgres.listen(self._database, self._stopped.is_set) as told:
                    # Nobody told what happened while nobody listened: every record may have grown.
                    self._connected += 1
                    for record_id in told:
                        self._told[record_id] += 1
            except RecordError as error:
                LOG.warning("%s", error)
                self._stopped.wait(PAUSE)
