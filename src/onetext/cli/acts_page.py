"""Every kind of act as one Markdown page, made from the structs in which acts are read and written."""

import inspect
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec.inspect import (
    BoolType,
    DateTimeType,
    DateType,
    DictType,
    Field,
    IntType,
    LiteralType,
    NoneType,
    StrType,
    StructType,
    Type,
    UnionType,
    VarTupleType,
    type_info,
)

from onetext.process import every_subject
from onetext.record.act import Envelope
from onetext.record.subject import Subject, tag

_INTRODUCTION = """# Acts

Made by `onetext manual --acts`.

Everything that happens is an act. An act is one JSON object: an envelope, which is the same for all, and a body of
one of the kinds below. [record-format.md](record-format.md) says how acts are stored and hashed; the pages in
[mechanisms/](mechanisms/README.md) say what each subject is for. A kind's name ends in its version.

Where the page says *left out*, the field may be missing and then has that value; None is JSON's null. A reference to
an actor is its short name; a reference to a provision is its lasting id; a reference to anything else is the id of the
act that made it. Fingerprints are SHA-256 of the canonical words, in hexadecimal.
"""
_WORDS: dict[type[Type], str] = {
    StrType: "text",
    BoolType: "true or false",
    IntType: "whole number",
    DateType: "date",
    DateTimeType: "instant with its zone",
    NoneType: "null",
    DictType: "object",
}


def acts_page() -> Iterator[str]:
    """The page, in pieces to be put on lines of their own."""
    subjects = every_subject().subjects
    bodies = {kind.body for subject in subjects for kind in subject.kinds}
    parts = tuple(part for part in _structs([Envelope, *sorted(bodies, key=_name)]) if part not in bodies)
    yield _INTRODUCTION
    for subject in filter(_has_acts, subjects):
        yield from _subject(subject, parts)
    yield "## Every act\n"
    for shared in (part for part in parts if not part.__module__.startswith("onetext.process.")):
        yield from _struct(f"### `{_name(shared)}`", shared)


def _has_acts(subject: Subject[Any]) -> bool:
    """Whether a subject has acts of its own; some only guard those of others."""
    return bool(subject.kinds)


def _subject(subject: Subject[Any], parts: Iterable[type]) -> Iterator[str]:
    home = type(subject.start).__module__
    yield f"## {subject.name}\n"
    yield f"{inspect.getdoc(sys.modules[home])}\n"
    yield f"[What it is for](mechanisms/{subject.name}.md)\n"
    for kind in subject.kinds:
        yield from _struct(f"### `{tag(subject, kind)}`", kind.body)
    for part in (part for part in parts if part.__module__ == home):
        yield from _struct(f"#### `{_name(part)}`", part)


def _struct(heading: str, struct: type) -> Iterator[str]:
    yield f"{heading}\n"
    yield f"{inspect.getdoc(struct)}\n"
    shape = type_info(struct)
    assert isinstance(shape, StructType)
    rows = [f"| `{shape.tag_field}` | always “{shape.tag}” | needed |"] if shape.tag_field else []
    rows += [f"| `{field.encode_name}` | {_words(field.type)} | {_left_out(field)} |" for field in shape.fields]
    if rows:
        yield "\n".join(["| Field | Value | Left out |", "|---|---|---|", *rows]) + "\n"


def _left_out(field: Field) -> str:
    if field.required:
        return "needed"
    match field.default:
        case None:
            return "null"
        case bool(value):
            return "true" if value else "false"
        case str(text):
            return f"“{text}”" if text else "empty"
        case other:
            return "empty" if not other or other is msgspec.NODEFAULT else str(other)


def _words(shape: Type) -> str:
    """A type in words, with links to the parts that it is made of."""
    match shape:
        case LiteralType() | UnionType():
            return _listed(_alternatives(shape))
        case VarTupleType(item_type=item):
            inner = _words(item)
            return f"list of {inner if inner.startswith('[') or ' ' in inner else inner + 's'}"
        case StructType(cls):
            return f"[{_name(cls)}](#{_name(cls).lower().replace('.', '')})"
        case _:
            return _WORDS.get(type(shape), "any value")


def _alternatives(shape: Type) -> list[str]:
    match shape:
        case LiteralType(values):
            return [
                f"“{value}”" if value else "empty" for value in sorted(values, key=lambda value: (not value, value))
            ]
        case UnionType(types):
            return [word for inner in types for word in _alternatives(inner)]
        case _:
            return [_words(shape)]


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]


def _name(struct: type) -> str:
    """For instance "limbs.Limb"; what belongs to every act goes by its bare name."""
    package, _, module = struct.__module__.rpartition(".")
    return f"{module}.{struct.__name__}" if package == "onetext.process" else struct.__name__


def _structs(roots: Iterable[type]) -> tuple[type, ...]:
    """The structs given and all that their fields hold, each once, in the order in which they are met."""
    met: dict[type, None] = {}
    waiting: list[Type] = [type_info(root) for root in roots][::-1]
    while waiting:
        shape = waiting.pop()
        match shape:
            case StructType(cls, fields) if cls not in met:
                met[cls] = None
                waiting.extend(field.type for field in reversed(fields))
            case UnionType(types):
                waiting.extend(reversed(types))
            case VarTupleType(item_type=item):
                waiting.append(item)
            case _:
                pass
    return tuple(met)
