"""How much one account, one key or one place of the network may ask for in a minute, so that the others are served."""

import time
from collections import Counter
from collections.abc import Callable
from http import HTTPStatus
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from onetext.web.accounts import secrets_kept
from onetext.web.accounts.caller import address

MINUTE = 60
READING = {"GET", "HEAD", "OPTIONS"}
COST_OF_WRITING = 5
SENTENCE = "Too many calls within a minute; try again in the next."


class Minute:
    """What everybody asked for in this minute. Each process of a server counts for itself."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._begun = 0
        self._spent = Counter[str]()

    def spend(self, who: str, cost: int) -> bool:
        """Count what somebody asks for; whether it is within what they may."""
        now = int(time.monotonic() // MINUTE)
        with self._lock:
            if now != self._begun:
                self._begun, self._spent = now, Counter()
            self._spent[who] += cost
            return self._spent[who] <= settings.MOST_A_MINUTE


def kept(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: whoever asks for too much is not answered until the minute is over."""
    minute = Minute()

    def answer(request: HttpRequest) -> HttpResponse:
        reads = request.method in READING
        # Pages that bring themselves up to date wait for each other, in a thread of their own.
        freshens = reads and "X-Onetext-Live" in request.headers
        if freshens or minute.spend(_who(request), 1 if reads else COST_OF_WRITING):
            return get_response(request)
        return _too_often(request)

    return answer


def _who(request: HttpRequest) -> str:
    key = request.headers.get("Authorization")
    if key:
        return f"key {secrets_kept.digest(key)}"
    return f"account {request.user.pk}" if request.user.is_authenticated else f"from {address(request)}"


def _too_often(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        refused: HttpResponse = JsonResponse({"detail": SENTENCE})
    else:
        refused = render(request, "429.html")
    refused.status_code = HTTPStatus.TOO_MANY_REQUESTS
    refused["Retry-After"] = str(MINUTE)
    return refused
