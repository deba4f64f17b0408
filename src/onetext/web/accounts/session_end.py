"""How long a session lasts: twelve hours at most, and two hours in which none of its pages is open."""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.signals import authentication_step_completed
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

BEGAN, USED = "began", "used"
NOTED_EVERY = 300
"""Seconds: a session is written again only so often to remember that it is used."""


def in_time(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: end a session whose time is over. Django's own limit begins anew whenever a session is written."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if _is_over(request.session):
                logout(request)
            else:
                _note_use(request.session)
        return get_response(request)

    return answer


def listen() -> None:
    """Hear of who signs in, and of who proves again who they are."""
    user_logged_in.connect(_began, dispatch_uid="session-began")
    authentication_step_completed.connect(_proved, dispatch_uid="session-proved")


def _is_over(session: SessionBase) -> bool:
    now = time.time()
    too_old = now - session.get(BEGAN, now) >= settings.SESSION_COOKIE_AGE
    return bool(too_old or now - session.get(USED, now) >= settings.SESSION_IDLE)


def _note_use(session: SessionBase) -> None:
    """An open page asks every few seconds whether it may stay open, so that it counts as use."""
    now = time.time()
    if BEGAN not in session:
        session[BEGAN] = now
    if now - session.get(USED, 0) >= NOTED_EVERY:
        session[USED] = now


def _began(request: HttpRequest, **_: Any) -> None:
    request.session[BEGAN] = request.session[USED] = time.time()


def _proved(request: HttpRequest, *, reauthenticated: bool = False, **_: Any) -> None:
    """Give the session a new key: whoever had got hold of the old one has nothing by what was proved now."""
    if reauthenticated:
        old = request.session.session_key
        request.session.cycle_key()
        UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)
