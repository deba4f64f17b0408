"""What an act says, field by field, as a person reads it."""

import re
from typing import Any

import msgspec

from onetext.process import points
from onetext.record.act import Act
from onetext.record.view import View
from onetext.text.provision import write

_HASH = re.compile(r"[0-9a-f]{64}")
MARK = 8
_NOTHING: tuple[object, ...] = ("", None, (), [], {})


def fields(view: View, act: Act[Any]) -> tuple[tuple[str, str], ...]:
    """Every field of an act that says something of its own, in words; a wording as it is printed."""
    called = points.labels(view)
    found = []
    for field in msgspec.structs.fields(act.body):
        name, value = field.name, getattr(act.body, field.name)
        if name == "wording" and value:
            found.append((name, write(value)))
        elif value != field.default and (plain := msgspec.to_builtins(value)) not in _NOTHING:
            found.append((name, shown(view, called, plain)))
    return tuple(found)


def shown(view: View, called: dict[str, str], value: Any) -> str:
    """A plain value as a person reads it: acts and points by what they are called, fingerprints by their beginning."""
    match value:
        case str():
            other = view.act(value)
            if other is not None:
                return other.handle
            return f"point {called[value]}" if value in called else value[:MARK] if _HASH.fullmatch(value) else value
        case dict():
            parts = {key: shown(view, called, inner) for key, inner in value.items()}
            return "; ".join(f"{key}: {part}" for key, part in parts.items() if part.strip())
        case list() | tuple():
            return "\n".join(shown(view, called, inner) for inner in value)
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)
