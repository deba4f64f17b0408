"""What the API offers: every operation, and the description of them all."""

from functools import cache

from django.utils import translation

from onetext.web.api import acts, documents, files, leaks, openapi, pages, places, records, rooms, seen
from onetext.web.api.operation import Operation, as_json


@cache
def every_operation() -> tuple[Operation, ...]:
    """Every operation of the API."""
    rooms_of_it = (acts, records, seen, documents, rooms, leaks, places)
    declared = (one for room in rooms_of_it for one in room.OPERATIONS)
    return (*declared, *pages.operations(), *files.operations())


@cache
def described() -> bytes:
    """The description of the API, as JSON; in English, whoever asks for it first."""
    with translation.override("en"):
        return as_json(openapi.description(every_operation()))
