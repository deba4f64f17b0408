"""The line of an act: the canonical JSON (RFC 8785) that is stored, hashed and exported, byte for byte."""

from typing import Any

import msgspec
import rfc8785

MAX_LINE = 64 * 1024 * 1024
MAX_DEPTH = 100
_EVERYBODY = "*"


class BadLine(ValueError):
    """A line that is not as it must be; the message completes the sentence "the line ..."."""


def canonical_object(line: bytes) -> dict[str, Any]:
    """The JSON object on a line; BadLine unless the line is its one canonical spelling, bounded in size and depth."""
    if len(line) > MAX_LINE:
        raise BadLine(f"is longer than {MAX_LINE // 1024 // 1024} MB")
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise BadLine("is not JSON in UTF-8") from None
    except RecursionError:
        value = None
    if value is None or _deeper(value, MAX_DEPTH):
        raise BadLine(f"is nested more than {MAX_DEPTH} deep, or says nothing")
    if not isinstance(value, dict):
        raise BadLine("is not a JSON object")
    try:
        canonical = rfc8785.dumps(value)
    except ValueError as error:
        raise BadLine(f"is not canonical JSON ({error})") from None
    if canonical != line:
        raise BadLine("is not canonical JSON (RFC 8785)")
    return value


def log_of(act: bytes) -> str:
    """The name of the log to which an act belongs by its own audience: its readers joined by "+", or "*" for all."""
    return _log_name(canonical_object(act).get("audience"))


def _log_name(audience: object) -> str:
    if not isinstance(audience, list) or not audience or not all(map(_reader, audience)):
        raise BadLine("names no audience, or one that is not a list of names")
    if sorted(set(audience)) != audience or (_EVERYBODY in audience and len(audience) > 1):
        raise BadLine("names an audience that is not in order, each reader once")
    return "+".join(audience)


def _reader(name: object) -> bool:
    return isinstance(name, str) and bool(name) and name.isprintable() and not {" ", "+"} & set(name)


def _deeper(value: object, levels: int) -> bool:
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return bool(children) and (levels == 0 or any(_deeper(child, levels - 1) for child in children))
