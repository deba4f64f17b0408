"""One act in full: what it says field by field, who did it for whom, who may read it, when, and where it comes from."""

from typing import Any

import msgspec

from onetext.cli.deadlines import moment
from onetext.cli.page import Block, Heading, Page, lines, table
from onetext.process import negotiation, points, titles
from onetext.process.fields import shown
from onetext.record.act import Act
from onetext.record.audience import KEEPER, PUBLIC
from onetext.record.times import Exactly
from onetext.record.view import View


def page(view: View, act: Act[Any], data: dict[str, Any]) -> Page:
    """The act with every field; `data` are its plain values."""
    fields = msgspec.to_builtins(act.body)
    called = points.labels(view)
    rows = [(name, shown(view, called, value)) for name, value in fields.items() if value not in ("", None, [], {})]
    empty = [name for name in act.body.__struct_fields__ if name not in dict(rows)]
    blocks: list[Block] = [lines(*_about(view, act), indent=0), Heading("What it says")]
    blocks += [table(("field", "value"), rows)] if rows else []
    blocks += [lines(f"Left empty: {', '.join(empty)}")] if empty else []
    return Page(f"{act.handle}: {titles.title(act)}", tuple(blocks), data)


def _about(view: View, act: Act[Any]) -> list[str]:
    who = "the keeper" if act.author == KEEPER else act.author
    whom = f" for {act.party}" if act.party not in {"", act.author} else ""
    readers = "everybody" if act.audience == PUBLIC else ", ".join(act.audience)
    happened = _at(view, act.happened.instant) if isinstance(act.happened, Exactly) else moment(view, act.happened)
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
