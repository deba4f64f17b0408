"""Up to when somebody has seen what was new: kept in a signed cookie of their own, below the negotiation's address.

It is no act of the negotiation: nobody learns who looked when. A browser in which somebody has marked nothing yet
counts from their first page there, and says so: what was there then is new to nobody.
"""

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from onetext.record.view import View
from onetext.web.asked import Asked

NEVER = datetime.min.replace(tzinfo=UTC)
A_YEAR = 366 * 24 * 3600
MARKED, OPENED = "marked", "opened"


def since(request: HttpRequest, slug: str, view: View) -> str:
    """Since when whoever asks is told of what is new; "" for those who did not sign in."""
    if not request.user.is_authenticated:
        return ""
    return of(request, slug) or view.latest.isoformat()


def of(request: HttpRequest, slug: str) -> str:
    """The moment up to which whoever asks has seen this negotiation, as it is kept; "" where it is not known."""
    return _kept(request, slug)[0]


def is_marked(request: HttpRequest, slug: str) -> bool:
    """Whether they marked in this browser what they saw; else it counts from their first page there."""
    return _kept(request, slug)[1] == MARKED


def _kept(request: HttpRequest, slug: str) -> tuple[str, str]:
    kept = request.get_signed_cookie(settings.SEEN_COOKIE_NAME, "", salt=slug) or ""
    whose, until, how, *_rest = (*kept.split(" "), "", "")
    return (until, how) if whose == _whose(request) else ("", "")


def moment(text: str) -> datetime:
    """A moment as it is kept; long ago where it cannot be read."""
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo and found > NEVER else NEVER
    except (ValueError, OverflowError):
        return NEVER


def begun(request: HttpRequest, response: HttpResponse, asked: Asked, view: View) -> HttpResponse:
    """The answer; with the first one to somebody who signed in, what they see there begins to count as seen."""
    if of(request, asked.slug) or asked.as_of or not request.user.is_authenticated:
        return response
    return marked(request, response, asked.slug, view.latest, how=OPENED)


def marked(request: HttpRequest, response: HttpResponse, slug: str, until: datetime, how: str = MARKED) -> HttpResponse:
    """The answer, which keeps with the browser that everything recorded until then was seen."""
    response.set_signed_cookie(
        settings.SEEN_COOKIE_NAME,
        f"{_whose(request)} {until.isoformat()} {how}",
        salt=slug,
        max_age=A_YEAR,
        path=f"/n/{slug}/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _whose(request: HttpRequest) -> str:
    return str(request.user.pk) if request.user.is_authenticated else "-"
