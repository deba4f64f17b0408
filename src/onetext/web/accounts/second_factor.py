"""Where the server is reached from elsewhere, a password alone opens no negotiation: a second factor comes first."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

# With a token a program comes in without its owner: none is made before the second factor is there.
NOT_FREE = "/accounts/tokens/"
FREE = ("/api/", "/accounts/", "/settings/", "/language/", "/static/")


def comes_first(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: whoever signed in and has no second factor yet is led to where one is set up."""

    def answer(request: HttpRequest) -> HttpResponse:
        if settings.SECOND_FACTOR_REQUIRED and _lacks_one(request):
            messages.warning(request, _("Set up a second factor first: an authenticator app or a passkey."))
            return redirect("mfa_index")
        return get_response(request)

    return answer


def _lacks_one(request: HttpRequest) -> bool:
    free = request.path.startswith(FREE) and not request.path.startswith(NOT_FREE)
    if free or not request.user.is_authenticated or _came_by_a_service(request):
        return False
    return not Authenticator.objects.filter(user=request.user, type__in=("totp", "webauthn")).exists()


def _came_by_a_service(request: HttpRequest) -> bool:
    """Whether a sign-in service let them in: then a second factor is for that service to demand."""
    return any(one.get("method") == "socialaccount" for one in get_authentication_records(request, request.user))
