"""The description of the API in OpenAPI 3.1, made from the operations and the types that they take and give."""

import base64
import re
from collections.abc import Sequence
from typing import Any

import msgspec

from onetext import __version__
from onetext.process import every_subject
from onetext.web.accounts.giving import Wanted
from onetext.web.api.acts import HandIn
from onetext.web.api.documents import Shorter, ToLookAt, ToRead, ToTake
from onetext.web.api.leaks import FoundText
from onetext.web.api.operation import Operation
from onetext.web.api.records import Check
from onetext.web.api.rooms import ToDraft, ToSend
from onetext.web.api.seen import Until

REF = "#/components/schemas/{name}"
REFUSALS = {
    "400": "The call cannot be read",
    "401": "The key is missing, or not good here",
    "403": "The key is not for this: it may read, but not act, or not invite people and end places",
    "404": "There is no such thing, or it is not for you to see",
    "405": "This address does not take that method",
    "413": "What was sent is too large",
    "415": "What was sent is not JSON",
    "422": "A rule does not allow it, or what was named is not there; the sentence says which",
    "429": "Too many calls within a minute, or too many keys from your address were worth nothing",
    "503": "The record cannot be used at present",
    "507": "There is no room for more",
}
ONLY_SENT = ("413", "415", "507")
DETAIL = {
    "type": "object",
    "properties": {"detail": {"type": "string", "description": "What is wrong and what to do, in one sentence"}},
    "required": ["detail"],
}
ONCE = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{16,64}$"},
    "description": "Made anew for each call: the same call sent again under it is done once, and answered the same",
}

KEY = (
    "A key of one place at one negotiation. Every key may read; one of the scope “act” may hand in acts, one of the "
    "scope “places” may invite people and take places away. A key may have both."
)
A_DOCUMENT = {"name": "back.md", "data": base64.b64encode(b"1. Ash shall dredge the harbour.\n").decode()}
A_COMMENT = {"kind": "comments.comment/1", "body": {"provision": "p3k7qzw2f", "text": "Who pays for the pier?"}}
EXAMPLES: dict[Any, dict[str, Any]] = {
    HandIn: {"example": {"acts": [A_COMMENT]}},
    Check: {"example": {"kept": ""}},
    FoundText: {"example": {"text": "3. Cedar may use the quay."}},
    Until: {"example": {"until": "2030-03-01T09:00:00+00:00"}},
    ToLookAt: {"example": {"document": A_DOCUMENT}},
    ToTake: {"example": {"document": A_DOCUMENT}},
    ToRead: {"example": {"document": A_DOCUMENT}},
    Shorter: {"example": {"before": "current", "text": "1. Ash shall dredge the harbour."}},
    ToDraft: {"example": {"title": "Our draft", "name": "ours", "text": "1. Ash shall dredge the harbour."}},
    ToSend: {"example": {"acts": ["ours"], "to": "table"}},
    Wanted: {"example": {"email": "anna@ash.example", "person": "anna-berg", "name": "Anna Berg", "party": "ash"}},
}


def description(operations: Sequence[Operation]) -> dict[str, Any]:
    """The whole description."""
    types = [one.gives for one in operations if not isinstance(one.gives, str)]
    types += [one.takes for one in operations if one.takes is not None]
    bodies = [kind.body for _, kind in every_subject().by_tag.values()]
    found, parts = msgspec.json.schema_components([*types, *bodies], schema_hook=_text, ref_template=REF)
    schemas = dict(zip(map(repr, [*types, *bodies]), found, strict=True))
    paths: dict[str, Any] = {}
    for one in operations:
        paths.setdefault(f"/api{one.path}", {})[one.method.lower()] = _operation(one, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "onetext", "version": __version__, "description": "Negotiate one text among many parties."},
        "paths": paths,
        "components": {
            "schemas": {**parts, **_given(parts, schemas), "Refusal": DETAIL},
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": KEY}},
        },
        "security": [{"key": []}],
    }


def _text(kind: type) -> dict[str, str]:
    """A type that is written as text, such as one that is translated when it is shown."""
    del kind
    return {"type": "string"}


def _given(parts: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """The schema of an act that is handed in: of each kind with the body that goes with it."""
    given = parts["Given"]
    kinds = [
        {"properties": {"kind": {"const": tag}, "body": schemas[repr(kind.body)]}}
        for tag, (_, kind) in sorted(every_subject().by_tag.items())
    ]
    return {"Given": {**given, "oneOf": kinds}}


def _operation(one: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": one.name,
        "summary": str(one.summary),
        "parameters": [_parameter(name, "path", "") for name in re.findall(r"{(\w+)}", one.path)]
        + [_parameter(name, "query", meaning) for name, meaning in one.query.items()]
        + ([ONCE] if one.once else []),
        "responses": {str(one.status.value): _answer(one, schemas), **_refusals(one)},
        "security": [{"key": [one.scope]}, *([{}] if one.for_the_public else [])],
    }
    if one.takes is not None:
        content = {"application/json": {"schema": schemas[repr(one.takes)], **EXAMPLES.get(one.takes, {})}}
        found["requestBody"] = {"required": True, "content": content}
    if one.takes is HandIn:
        found["description"] = "All acts are added, or none. A rule that does not allow one of them says so."
    return found


def _parameter(name: str, place: str, meaning: str) -> dict[str, Any]:
    found = {"name": name, "in": place, "required": place == "path", "schema": {"type": "string"}}
    return {**found, "description": meaning} if meaning else found


def _answer(one: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    if isinstance(one.gives, str):
        return {"description": str(one.summary), "content": {one.gives: {"schema": {"type": "string"}}}}
    return {"description": str(one.summary), "content": {"application/json": {"schema": schemas[repr(one.gives)]}}}


def _refusals(one: Operation) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": REF.format(name="Refusal")}}}
    met = {status: said for status, said in REFUSALS.items() if one.takes is not None or status not in ONLY_SENT}
    if one.scope == "read":
        met.pop("403")
    return {status: {"description": said, "content": content} for status, said in met.items()}
