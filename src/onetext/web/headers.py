"""What every answer says to the browser: nothing from elsewhere, no script but our files, nothing kept in a cache."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

POLICY = (
    "default-src 'none'; object-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
ECHOING = ("TRACE", "TRACK", "CONNECT")
STRICT = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def strict(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the content-security policy, without exceptions for inline script or style, and its company."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = HttpResponseNotAllowed(["GET", "POST"]) if request.method in ECHOING else get_response(request)
        for name, said in STRICT.items():
            response[name] = said
        if not request.path.startswith("/static/"):
            response.setdefault("Cache-Control", "no-store")
        if request.path == "/accounts/logout/" and request.method == "POST":
            empty_the_browser(response)
        return response

    return answer


def empty_the_browser(response: HttpResponse) -> None:
    """Have the browser forget what it kept for this server."""
    response["Clear-Site-Data"] = '"storage"'


def beside_django() -> list[tuple[bytes, bytes]]:
    """The same for the few answers that do not come through Django."""
    found = {
        **STRICT,
        "Content-Type": "text/plain; charset=utf-8",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cache-Control": "no-store",
    }
    if settings.SECURE_HSTS_SECONDS:
        found["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"
    return [(name.lower().encode(), said.encode()) for name, said in found.items()]
