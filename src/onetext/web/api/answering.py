"""Answering calls: reading what was sent, passing the gate, and writing what comes of it."""

import re
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from typing import Any

import msgspec
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from onetext.record.errors import RecordError
from onetext.web import gate
from onetext.web.api import acts, openapi, pages, records
from onetext.web.api.operation import BadCall, Call, Lines, Operation, as_json
from onetext.web.refusals import status_of, told

LARGEST = 16 * 1024 * 1024
JSON = "application/json"


@cache
def every_operation() -> tuple[Operation, ...]:
    """Every operation of the API."""
    return (*acts.OPERATIONS, *records.OPERATIONS, *pages.operations())


@cache
def described() -> bytes:
    """The description of the API, as JSON."""
    return as_json(openapi.description(every_operation()))


def urls() -> list[URLPattern]:
    """The addresses of the API, each with the operations that its methods mean."""
    by_path: dict[str, dict[str, Operation]] = {}
    for one in every_operation():
        by_path.setdefault(one.path, {})[one.method] = one
    found = [path(f"api{_pattern(at)}", _answering(methods), name=f"api{at}") for at, methods in by_path.items()]
    return [path("api/openapi.json", _describe, name="api-description"), *found]


def _pattern(at: str) -> str:
    return re.sub(r"{(\w+)}", lambda found: f"<{'slug:slug' if found[1] == 'slug' else f'str:{found[1]}'}>", at)


def _describe(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(described(), content_type=JSON)


def _answering(methods: dict[str, Operation]) -> Callable[..., HttpResponse | StreamingHttpResponse]:
    @csrf_exempt  # a key is sent by whoever means it; no cookie counts here
    def answer(request: HttpRequest, **parts: str) -> HttpResponse | StreamingHttpResponse:
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
            return _refusal(told(error), status_of(error))
        except Http404:
            return _refusal("There is no such thing, or it is not for you to see.", HTTPStatus.NOT_FOUND)

    return answer


def _call(request: HttpRequest, operation: Operation, parts: dict[str, str]) -> Call:
    further = {name: value for name, value in parts.items() if name != "slug"}
    at = _let_in(request, parts["slug"], further) if operation.of_a_negotiation else None
    return Call(at, _body(request, operation), further)


def _let_in(request: HttpRequest, slug: str, further: dict[str, str]) -> gate.Visit:
    """Let a program in by the key that it sends; no cookie counts, so that no other site can act for a person."""
    request.user = AnonymousUser()
    try:
        return gate.visit(request, slug, **further)
    except Http404:
        if request.headers.get("Authorization"):
            raise
        sentence = "Send the key of your place here: “Authorization: Bearer KEY”."
        raise BadCall(sentence, HTTPStatus.UNAUTHORIZED) from None


def _body(request: HttpRequest, operation: Operation) -> Any:
    if operation.takes is None:
        return None
    if request.content_type != JSON:
        raise BadCall(f"What is sent must be {JSON}.", HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        raise BadCall("What was sent is too large.", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        return msgspec.json.decode(request.body, type=operation.takes)
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
