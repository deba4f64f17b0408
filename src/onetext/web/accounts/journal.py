"""The server's own journal: who signed in or failed to, what changed about an account, who was turned away.

One line of JSON an event, with its time in UTC, in `security.log` of the server's folder. No word of a negotiation, no
secret and no password stands in it; an address that was tried in vain stands there as a digest.
"""

import logging
from typing import Any

from allauth.mfa import signals as factors
from django.contrib.auth import signals as sessions
from django.http import HttpRequest

from onetext.web.accounts import secrets_kept
from onetext.web.accounts.caller import address
from onetext.web.logged import LOGGER


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
