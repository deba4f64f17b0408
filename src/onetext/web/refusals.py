"""What cannot be done ends in one clear sentence, on a page or as data, never in a traceback."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from onetext.exchange.errors import UnreadableDocument
from onetext.record.errors import AlreadyRecorded, DiskFull, RecordError, RecordLocked, Refused
from onetext.web.templatetags.saying import in_english

STATUS: tuple[tuple[type[RecordError], HTTPStatus], ...] = (
    (AlreadyRecorded, HTTPStatus.CONFLICT),
    (Refused, HTTPStatus.UNPROCESSABLE_ENTITY),
    (UnreadableDocument, HTTPStatus.UNPROCESSABLE_ENTITY),
    (DiskFull, HTTPStatus.INSUFFICIENT_STORAGE),
    (RecordLocked, HTTPStatus.SERVICE_UNAVAILABLE),
)


def status_of(error: RecordError) -> HTTPStatus:
    """The HTTP status that says what kind of refusal this is; 503 where the record itself cannot be used."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), HTTPStatus.SERVICE_UNAVAILABLE)


class SaidHere(Refused):
    """A refusal by the interface itself, in the reader's language; the process makes all others, in English."""


def told(error: RecordError) -> str:
    """The sentence of a refusal as a page shows it, marked where its language is not the page's."""
    return str(error) if isinstance(error, SaidHere) else in_english(error)


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
            return JsonResponse({"detail": str(error)}, status=status)
        return render(request, "refused.html", {"sentence": told(error)}, status=status)
