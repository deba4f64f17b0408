"""How a browser comes to its stream: through Django and the one gate, like to any page."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.handlers.wsgi import get_script_name
from django.core.signals import request_started
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import set_script_prefix
from django.views.decorators.http import require_GET

from onetext.record.audience import Viewer
from onetext.web.live import changes
from onetext.web.live.changes import Seen
from onetext.web.views import let_in
from onetext.web.wsgi import InUtf8
from onetext.web.wsgi import application as django

# A browser that lost its stream waits this long (ms) before it asks again.
RETRY = 2000


@dataclass(frozen=True)
class Admitted:
    """Whose stream it is, and at which negotiation; `account` is None for somebody who has not signed in."""

    slug: str
    person: str
    viewer: Viewer
    account: int | None


class Opening(HttpResponse):
    """The beginning of a stream: what was missed, if anything. Whoever keeps streams goes on from what was `told`.

    Taken as it is, it is a whole answer too: a browser that cannot keep a stream asks again and again.
    """

    def __init__(self, admitted: Admitted, told: Seen, content: bytes) -> None:
        super().__init__(content, content_type="text/event-stream")
        self["X-Accel-Buffering"] = "no"
        self.admitted, self.told = admitted, told


@require_GET
def stream(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a stream of what changes for whoever asks. `seen` or Last-Event-ID is where their browser is."""
    at = let_in(request, slug)
    if isinstance(at, HttpResponse):
        return at
    if at.asked.as_of:
        raise Http404
    known = request.headers.get("Last-Event-ID") or at.asked.word("seen")
    missed = changes.since(known, at.view) if known else None
    admitted = Admitted(slug, at.asked.person, at.view.viewer, request.user.pk)
    return Opening(admitted, changes.seen(at.view), b"retry: %d\n\n" % RETRY + (missed.message if missed else b""))


def answer(environ: Mapping[str, Any]) -> HttpResponse:
    """Django's whole answer to a request without a body, with every middleware, in this thread."""
    asked = {**environ, "wsgi.input": BytesIO()}
    set_script_prefix(get_script_name(asked))
    request_started.send(sender=django.__class__, environ=asked)
    response = django.get_response(InUtf8(asked))
    assert isinstance(response, HttpResponse)
    response.close()
    return response
