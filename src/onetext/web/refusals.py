"""What cannot be done ends in one clear sentence, on a page or as data, never in a traceback."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onetext.exchange.errors import UnreadableDocument
from onetext.record.errors import (
    AlreadyRecorded,
    ConnectionLost,
    DiskFull,
    FormatError,
    RecordError,
    RecordLocked,
    Refused,
)
from onetext.web.accounts.tokens import OutOfScope, TooOften
from onetext.web.templatetags import saying

LOGGER = logging.getLogger("onetext.web")

STATUS: tuple[tuple[type[RecordError], HTTPStatus], ...] = (
    (AlreadyRecorded, HTTPStatus.CONFLICT),
    (OutOfScope, HTTPStatus.FORBIDDEN),
    (TooOften, HTTPStatus.TOO_MANY_REQUESTS),
    (Refused, HTTPStatus.UNPROCESSABLE_ENTITY),
    (UnreadableDocument, HTTPStatus.UNPROCESSABLE_ENTITY),
    (DiskFull, HTTPStatus.INSUFFICIENT_STORAGE),
    (RecordLocked, HTTPStatus.SERVICE_UNAVAILABLE),
)
OF_ITS_PLACE: tuple[tuple[type[RecordError], str | Promise], ...] = (
    (AlreadyRecorded, _("This was handed in already: there is nothing left to do.")),
    (DiskFull, _("Nothing was recorded, because the server has no room left: tell whoever runs it.")),
    (RecordLocked, _("Nothing was recorded, because others are writing just now: try again in a moment.")),
    (ConnectionLost, _("The record cannot be reached just now: look whether your act is in it, then try again.")),
    (FormatError, _("The record cannot be used just now: tell whoever runs the server.")),
)


class SaidHere(Refused):
    """A refusal by the interface itself, in the reader's language; the process's own can be said in any."""


def said(error: RecordError) -> str:
    """What is shown of it: the reason of a rule, or what is wrong with a document.

    Where a record lies and how its file or database is mended is for whoever runs the server, and goes to the log.
    """
    shown = _of_its_place(error)
    if shown and not isinstance(error, AlreadyRecorded):
        LOGGER.error("%s", error)
    return shown or str(error)


def told(error: RecordError) -> str:
    """The same as a page shows it, marked where its language is not the page's."""
    if isinstance(error, SaidHere) or _of_its_place(error):
        return said(error)
    return saying.said(error.args[0])


def _of_its_place(error: RecordError) -> str:
    """What the interface itself says of a fault that is not the reader's; "" where it is."""
    return next((str(sentence) for kind, sentence in OF_ITS_PLACE if isinstance(error, kind)), "")


def status_of(error: RecordError) -> HTTPStatus:
    """The HTTP status that says what kind of refusal this is; 503 where the record itself cannot be used."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), HTTPStatus.SERVICE_UNAVAILABLE)


def in_one_sentence(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a refusal that no page answered itself becomes a page, or data for a program, that says why."""
    return _Refusing(get_response)


class _Refusing:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, RecordError):
            return None
        status = status_of(error)
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": said(error)}, status=status)
        return render(request, "refused.html", {"sentence": told(error)}, status=status)
