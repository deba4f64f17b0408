"""The negotiations that this server holds, each an open record by its short name in the address."""

import re
import threading
import time
from pathlib import Path

from django.conf import settings

from onetext.process import every_subject
from onetext.record.errors import MissingRecord
from onetext.record.postgres import PostgresLog, records
from onetext.record.record import Record
from onetext.web.home import Place

# A record in a database that nobody asked for in so many seconds lets go of its connections; asked again, it connects.
IDLE = 120.0
_OPEN: dict[str, Record] = {}
_ASKED: dict[str, float] = {}
_TURN = threading.Lock()


def slug_of(path: Path) -> str:
    """The short name under which a record's file is served: its own name, in small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", path.stem.casefold()).strip("-") or "record"


def files(place: Place) -> dict[str, Path]:
    """The records of a server that holds files, by their short names."""
    return {slug_of(path): path for path in place.files}


def slugs() -> tuple[str, ...]:
    """The short names of all negotiations that this server holds, sorted."""
    place: Place = settings.PLACE
    if place.database:
        return tuple(one.slug for one in records(place.database))
    return tuple(sorted(files(place)))


def record(slug: str) -> Record | None:
    """The open record with this short name; None where this server holds none."""
    with _TURN:
        if slug not in _OPEN:
            found = _opened(settings.PLACE, slug)
            if found is None:
                return None
            _OPEN[slug] = found
        _rest(slug)
        return _OPEN[slug]


def _opened(place: Place, slug: str) -> Record | None:
    if place.database:
        try:
            return Record(PostgresLog.open(place.database, slug), every_subject())
        except MissingRecord:
            return None
    path = files(place).get(slug)
    return Record.open(path, every_subject()) if path else None


def _rest(slug: str) -> None:
    """Note that a record was asked for, and let those rest that were not for long."""
    now = time.monotonic()
    _ASKED[slug] = now
    for other in [name for name, asked in _ASKED.items() if asked < now - IDLE]:
        del _ASKED[other]
        if isinstance(_OPEN[other].log, PostgresLog):
            _OPEN[other].log.close()


def close() -> None:
    """Let go of every record, as the server ends."""
    with _TURN:
        _ASKED.clear()
        while _OPEN:
            _OPEN.popitem()[1].close()
