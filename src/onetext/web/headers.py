"""What every answer says to the browser: nothing from elsewhere, no script but our files, nothing kept in a cache."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
ENDS = ("/accounts/logout/", "/accounts/sessions/end/")
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def strict(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the content-security policy, without exceptions for inline script or style, and its company."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Content-Security-Policy"] = POLICY
        response["Permissions-Policy"] = PERMISSIONS
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        if not request.path.startswith("/static/"):
            response.setdefault("Cache-Control", "no-store")
        if request.path in ENDS and request.method == "POST":
            response["Clear-Site-Data"] = '"storage"'
        return response

    return answer
