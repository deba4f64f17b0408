"""How the server logs: faults to whoever started it, security events (see `accounts.journal`) to a file of its own."""

import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

LOGGER = "onetext.security"
FILE = "security.log"


class AsJson(logging.Formatter):
    """An event as one line of JSON, whatever is in its words."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        return json.dumps({"when": when, "what": record.getMessage(), **getattr(record, "about", {})})


def settings(home: Path) -> dict[str, Any]:
    """Django's settings for what is logged: faults to whoever started the server, security events to their file."""
    kept = {
        "class": "logging.handlers.WatchedFileHandler",
        "filename": home / FILE,
        "formatter": "json",
        "delay": True,
        "encoding": "utf-8",
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": f"{__name__}.AsJson"}},
        "handlers": {
            "kept": kept if home.is_dir() else {"class": "logging.NullHandler"},
            "told": {"class": "logging.StreamHandler", "level": "ERROR"},
        },
        "loggers": {
            LOGGER: {"handlers": ["kept"], "level": "INFO"},
            "django.request": {"handlers": ["told"], "level": "WARNING"},
            "onetext.web": {"handlers": ["told"], "level": "ERROR"},
        },
    }
