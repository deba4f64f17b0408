"""Answering calls: reading what was sent, passing the gate, and writing what comes of it."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import msgspec
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from onetext.record.errors import RecordError
from onetext.web import gate, once
from onetext.web.api import listed
from onetext.web.api.offered import described, every_operation
from onetext.web.api.operation import BadCall, Call, Lines, Operation, as_json
from onetext.web.refusals import said, status_of

JSON = "application/json"
ONCE = "Idempotency-Key"
IN_THE_CLEAR = "Calls go over https; a key that was sent over http should be revoked."
SEND_A_KEY = "Send the key of your place here: “Authorization: Bearer KEY”."
NOTHING_THERE = "There is no such thing, or it is not for you to see."


def urls() -> list[URLPattern]:
    """The addresses of the API, each with the operations that its methods mean."""
    by_path: dict[str, dict[str, Operation]] = {}
    for one in every_operation():
        by_path.setdefault(one.path, {})[one.method] = one
    found = [path(f"api{_pattern(at)}", _answering(methods), name=f"api{at}") for at, methods in by_path.items()]
    return [
        path("api/", listed.show, name="api"),
        path("api/openapi.json", _describe, name="api-description"),
        *found,
        path("api/<path:rest>", _nothing, name="api-nothing"),
    ]


def _pattern(at: str) -> str:
    return re.sub(r"{(\w+)}", lambda found: f"<{'slug:slug' if found[1] == 'slug' else f'str:{found[1]}'}>", at)


@csrf_exempt  # nothing is done here
def _nothing(_request: HttpRequest, rest: str) -> HttpResponse:
    del rest
    return _refusal(NOTHING_THERE, HTTPStatus.NOT_FOUND)


@require_safe
def _describe(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(described(), content_type=JSON)


def _answering(methods: dict[str, Operation]) -> Callable[..., HttpResponse | StreamingHttpResponse]:
    @csrf_exempt  # a key is sent by whoever means it; no cookie counts here
    def answer(request: HttpRequest, **parts: str) -> HttpResponse | StreamingHttpResponse:
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            return _refusal(IN_THE_CLEAR, HTTPStatus.BAD_REQUEST)
        operation = methods.get("GET" if request.method == "HEAD" else request.method or "")
        if operation is None:
            refused = _refusal("This address does not take that method.", HTTPStatus.METHOD_NOT_ALLOWED)
            refused["Allow"] = ", ".join(methods)
            return refused
        try:
            return _written(operation, operation.answer(_call(request, operation, parts)))
        except BadCall as error:
            return _refusal(str(error), error.status)
        except RecordError as error:
            return _refusal(said(error), status_of(error))
        except Http404:
            return _refusal(NOTHING_THERE, HTTPStatus.NOT_FOUND)

    return answer


def _call(request: HttpRequest, operation: Operation, parts: dict[str, str]) -> Call:
    further = {name: value for name, value in parts.items() if name != "slug"}
    at = _let_in(request, parts["slug"], further, operation) if operation.of_a_negotiation else None
    body = _body(request, operation)
    key = request.headers.get(ONCE, "") if operation.once and at else ""
    name_of_it = once.name_of_call(key, at.asked, request.body) if key and at else ""
    return Call(at, body, further, name_of_it, request.build_absolute_uri("/"))


def _let_in(request: HttpRequest, slug: str, further: dict[str, str], operation: Operation) -> gate.Visit:
    """Let a program in by the key that it sends; no cookie counts, so that no other site can act for a person."""
    request.user = AnonymousUser()
    keyless = not request.headers.get("Authorization")
    if keyless and not operation.for_the_public:
        raise BadCall(SEND_A_KEY, HTTPStatus.UNAUTHORIZED)
    try:
        at = gate.visit(request, slug, further, operation.scope)
    except Http404:
        if keyless:
            raise BadCall(SEND_A_KEY, HTTPStatus.UNAUTHORIZED) from None
        raise
    if not (operation.for_the_public or at.asked.may_act):
        raise Http404
    return at


def _body(request: HttpRequest, operation: Operation) -> Any:
    if operation.takes is None:
        return None
    if request.content_type != JSON:
        raise BadCall(f"What is sent must be {JSON}.", HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    try:
        return msgspec.json.decode(request.body, type=operation.takes)
    except RequestDataTooBig as error:
        raise BadCall("What was sent is too large.", HTTPStatus.REQUEST_ENTITY_TOO_LARGE) from error
    except msgspec.ValidationError as error:
        raise BadCall(f"What was sent has another shape: {error}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadCall(f"What was sent is not JSON: {error}.", HTTPStatus.BAD_REQUEST) from error


def _written(operation: Operation, value: Any) -> HttpResponse | StreamingHttpResponse:
    if isinstance(value, Lines):
        return StreamingHttpResponse(value.lines, content_type=value.media)
    return HttpResponse(as_json(value), status=operation.status, content_type=JSON)


def _refusal(sentence: str, status: HTTPStatus) -> HttpResponse:
    refused = HttpResponse(as_json({"detail": sentence}), status=status, content_type=JSON)
    if status == HTTPStatus.UNAUTHORIZED:
        refused["WWW-Authenticate"] = "Bearer"
    return refused
