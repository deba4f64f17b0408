"""What a viewer takes away of a record and has checked: an export, the signed heads, and whether everything holds."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from onetext.record import evidence
from onetext.record.errors import RecordError
from onetext.record.view import View
from onetext.sentences import say
from onetext.web import gate, views
from onetext.web.pages import every_page

LARGEST_KEPT = 4 * 1024 * 1024


@require_GET
def export(request: HttpRequest, slug: str) -> HttpResponse | StreamingHttpResponse:
    """The record as JSON lines, as far as whoever asks may see it."""
    at = views.let_in(request, slug)
    if isinstance(at, HttpResponse):
        return at
    answer = StreamingHttpResponse(evidence.exported(at.record, at.view.viewer), content_type="application/jsonl")
    answer["Content-Disposition"] = f'attachment; filename="{slug}.jsonl"'
    return answer


@require_GET
def heads(request: HttpRequest, slug: str) -> HttpResponse:
    """The signed heads of the logs that whoever asks may read."""
    at = views.let_in(request, slug)
    if isinstance(at, HttpResponse):
        return at
    answer = HttpResponse(evidence.signed_heads(at.record, at.view.viewer), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slug}.checkpoint"'
    return answer


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, slug: str) -> HttpResponse:
    """Check the logs that whoever asks may read, and against the heads of a file that was kept."""
    at = views.let_in(request, slug)
    if isinstance(at, HttpResponse):
        return at
    try:
        kept = evidence.kept_heads(_kept(request))
        faults, refusal = evidence.faults(at.record, at.view.viewer, kept), ""
    except RecordError as error:
        faults, refusal = (), error.args[0]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return _page(request, at, {"faults": faults, "refusal": refusal, "acts": len(at.view.acts)}, status)


def _kept(request: HttpRequest) -> str:
    """The kept heads that were sent along; "" where none were."""
    sent = request.FILES.get("kept")
    if sent is None:
        return ""
    try:
        return str(sent.read(LARGEST_KEPT), "utf-8")
    except UnicodeDecodeError:
        raise RecordError(say("{name} is no kept checkpoint: it is not text.", name=sent.name)) from None


def _page(request: HttpRequest, at: gate.Visit, found: dict[str, object], status: HTTPStatus) -> HttpResponse:
    page = next(one for one in every_page() if one.name == "record")
    view: View = at.view
    return render(
        request,
        "pages/verified.html",
        {**found, "asked": at.asked, "frame": views.frame(view, at.asked, page)},
        status=status,
    )
