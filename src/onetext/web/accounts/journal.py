"""The server's own journal: who signed in or failed to, what changed about an account, who was turned away.

One line of JSON an event, with its time in UTC, in `security.log` of the server's folder. No word of a negotiation, no
secret and no password stands in it; an address that was tried in vain stands there as a digest.
"""

import logging
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.mfa import signals as factors
from django.contrib.auth import signals as sessions
from django.http import HttpRequest, HttpResponse

from onetext.web.accounts import secrets_kept
from onetext.web.accounts.caller import address
from onetext.web.logged import LOGGER

REFUSED = {
    HTTPStatus.BAD_REQUEST: "bad request",
    HTTPStatus.UNAUTHORIZED: "no key",
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.NOT_FOUND: "turned away",
    HTTPStatus.METHOD_NOT_ALLOWED: "turned away",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too large",
    HTTPStatus.TOO_MANY_REQUESTS: "too often",
}
_KEY = re.compile(r"Bearer onetext_([0-9a-f]{12})_")


def of_refusals(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: note who was refused, and how. Not at what: an address may name a negotiation, or hold a secret."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        what = REFUSED.get(HTTPStatus(response.status_code))
        if what and (what != "turned away" or _is_ours(request)):
            key = _KEY.match(request.headers.get("Authorization", ""))
            note(what, request, method=request.method, key=key[1] if key else None)
        return response

    return answer


def _is_ours(request: HttpRequest) -> bool:
    """Whether it was asked by somebody, or for a negotiation: not one of the many addresses that robots try."""
    user = getattr(request, "user", None)
    return request.path.startswith(("/n/", "/api/n/")) or (user is not None and user.is_authenticated)


def note(what: str, request: HttpRequest | None = None, **about: object) -> None:
    """Write an event down; `about` are short plain values."""
    if request is not None:
        user = getattr(request, "user", None)
        own = {"from": address(request), "account": user.pk if user is not None and user.is_authenticated else None}
        about = {**own, **about}
    logging.getLogger(LOGGER).info(what, extra={"about": about})


def listen() -> None:
    """Hear of what Django and allauth do."""
    sessions.user_logged_in.connect(_signed_in, dispatch_uid="journal")
    sessions.user_logged_out.connect(_signed_out, dispatch_uid="journal")
    sessions.user_login_failed.connect(_failed, dispatch_uid="journal")
    factors.authenticator_added.connect(_factor_added, dispatch_uid="journal")
    factors.authenticator_removed.connect(_factor_removed, dispatch_uid="journal")
    factors.authentication_failed.connect(_factor_failed, dispatch_uid="journal")


def _signed_in(request: HttpRequest, user: Any, **_: Any) -> None:
    methods = [one.get("method") for one in request.session.get("account_authentication_methods", [])]
    note("signed in", request, account=user.pk, by=methods)


def _signed_out(request: HttpRequest, user: Any, **_: Any) -> None:
    note("signed out", request, account=user.pk if user else None)


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    tried = secrets_kept.digest(str(credentials.get("email") or "").casefold())[:16]
    note("could not sign in", request, tried=tried)


def _factor_added(request: HttpRequest, authenticator: Any, **_: Any) -> None:
    note("second factor added", request, kind=authenticator.type)


def _factor_removed(request: HttpRequest, authenticator: Any, **_: Any) -> None:
    note("second factor removed", request, kind=authenticator.type)


def _factor_failed(request: HttpRequest, user: Any, **_: Any) -> None:
    note("second factor refused", request, account=user.pk)
