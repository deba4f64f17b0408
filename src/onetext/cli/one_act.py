"""One act in full: what it says field by field, who did it for whom, who may read it, when, and where it comes from."""

import re
from typing import Any

import msgspec

from onetext.cli.page import Block, Heading, Page, lines, table
from onetext.process import moments, negotiation, points, titles
from onetext.record.act import Act
from onetext.record.audience import KEEPER, PUBLIC
from onetext.record.times import Exactly
from onetext.record.view import View

_HASH = re.compile(r"[0-9a-f]{64}")
MARK = 8


def page(view: View, act: Act[Any], data: dict[str, Any]) -> Page:
    """The act with every field; `data` are its plain values."""
    fields = msgspec.to_builtins(act.body)
    called = points.labels(view)
    rows = [(name, _shown(view, called, value)) for name, value in fields.items() if value not in ("", None, [], {})]
    empty = [name for name in act.body.__struct_fields__ if name not in dict(rows)]
    blocks: list[Block] = [lines(*_about(view, act), indent=0), Heading("What it says")]
    blocks += [table(("field", "value"), rows)] if rows else []
    blocks += [lines(f"Left empty: {', '.join(empty)}")] if empty else []
    return Page(f"{act.handle}: {titles.title(act)}", tuple(blocks), data)


def _about(view: View, act: Act[Any]) -> list[str]:
    who = "the keeper" if act.author == KEEPER else act.author
    whom = f" for {act.party}" if act.party not in {"", act.author} else ""
    readers = "everybody" if act.audience == PUBLIC else ", ".join(act.audience)
    happened = (
        _at(view, act.happened.instant) if isinstance(act.happened, Exactly) else moments.told(view, act.happened)
    )
    told = [
        f"By: {who}{whom}",
        f"Readers: {readers}",
        f"Happened: {happened}",
        f"Known: {_at(view, act.known)}",
        f"Recorded: {_at(view, act.recorded)}",
    ]
    source = act.source
    told += [f"Source: {source.outlet}, {source.place}: “{source.quote}”"] if source else []
    replaced = view.replaced.get(act.id)
    if replaced is not None:
        how = "Withdrawn" if replaced[1].body is None else "Corrected; this is what it said at first"
        told.append(f"{how}: {getattr(replaced[0].body, 'reason', '')} [{replaced[0].handle}]")
    return told


def _at(view: View, instant: Any) -> str:
    return f"{instant.astimezone(negotiation.zone(view)):%Y-%m-%d %H:%M}"


def _shown(view: View, called: dict[str, str], value: Any) -> str:
    """A plain value as a person reads it: acts and points by what they are called, fingerprints by their beginning."""
    match value:
        case str():
            other = view.act(value)
            if other is not None:
                return other.handle
            return f"point {called[value]}" if value in called else value[:MARK] if _HASH.fullmatch(value) else value
        case dict():
            parts = {key: _shown(view, called, inner) for key, inner in value.items()}
            return "; ".join(f"{key}: {part}" for key, part in parts.items() if part.strip())
        case list() | tuple():
            return "\n".join(_shown(view, called, inner) for inner in value)
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)
