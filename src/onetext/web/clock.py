"""By whose clock times are told: the reader's own where they keep one, or else the record's."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from onetext.process import negotiation
from onetext.record.view import View


def kept(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: times are told by the reader's clock while their request is answered, and by nobody's afterwards."""

    def answer(request: HttpRequest) -> HttpResponse:
        with timezone.override(ZoneInfo(_own(request) or "UTC")):
            return get_response(request)

    return answer


def of_the_record(request: HttpRequest, view: View) -> None:
    """From now on whoever keeps no zone of their own is told times by the record's."""
    if not _own(request):
        timezone.activate(negotiation.zone(view))


def _own(request: HttpRequest) -> str:
    return getattr(request.user, "zone", "")
