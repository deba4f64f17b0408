"""The negotiations that this server holds, each an open record by its short name in the address."""

import re
import threading
from pathlib import Path

from django.conf import settings

from onetext.process import every_subject
from onetext.record.record import Record
from onetext.web.home import Place

_OPEN: dict[str, Record] = {}
_TURN = threading.Lock()


def slug_of(path: Path) -> str:
    """The short name under which a record's file is served: its own name, in small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", path.stem.casefold()).strip("-") or "record"


def files(place: Place) -> dict[str, Path]:
    """The records of a server that holds files, by their short names."""
    return {slug_of(path): path for path in place.files}


def slugs() -> tuple[str, ...]:
    """The short names of all negotiations that this server holds, sorted."""
    return tuple(sorted(files(settings.PLACE)))


def record(slug: str) -> Record | None:
    """The open record with this short name; None where this server holds none."""
    with _TURN:
        if slug not in _OPEN:
            path = files(settings.PLACE).get(slug)
            if path is None:
                return None
            _OPEN[slug] = Record.open(path, every_subject())
        return _OPEN[slug]


def close() -> None:
    """Let go of every record, as the server ends."""
    with _TURN:
        while _OPEN:
            _OPEN.popitem()[1].close()
