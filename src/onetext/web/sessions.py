"""Sessions, whose marks never stand in the way of an act: that it is in is answered, whatever becomes of them.

A session is written after the answer was made: what it said to somebody once, or that it did. Where the accounts cannot
be written, or somebody signed out in another window meanwhile, Django would answer that the request was bad.
"""

import logging
import re

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

LOG = logging.getLogger(__name__)
_DOOR = re.compile(r"/n/[^/]+/do/")


class Sessions(SessionMiddleware):
    """As Django's, but the answer goes out as it was made where only the session's marks are lost."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The answer, with the session's cookie where the session was written."""
        try:
            return super().process_response(request, response)
        except SessionInterrupted as error:
            handed_in = request.method == "POST" and _DOOR.match(request.path) is not None
            if not handed_in and not _cannot_be_written(error):
                raise
            LOG.warning("A session could not be written; what was asked for was done all the same.", exc_info=error)
            return response


def _cannot_be_written(error: BaseException | None) -> bool:
    """Whether an error came from a database that cannot be written, and not from a session that ended."""
    while error is not None and not isinstance(error, OperationalError):
        error = error.__cause__ or error.__context__
    return error is not None
