"""The record read act by act: what each is called, who did it, what it says, in a line and in full."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from onetext.process import fields, moments, points, tags, titles
from onetext.process.moments import Known
from onetext.record.act import Act
from onetext.record.audience import KEEPER, PUBLIC
from onetext.record.times import Exactly
from onetext.record.view import View
from onetext.sentences import listed, say, term

WIDEST = 110
_ID = re.compile(r"[0-9a-f]{64}|p[a-z0-9]{8}")


@dataclass(frozen=True)
class Entry:
    """An act in a line: when it was known, what it is called, who did or reports it, and the words in it."""

    id: str
    handle: str
    kind: str
    known: Known
    who: str
    title: str
    state: Literal["", "corrected", "withdrawn"]
    words: str


@dataclass(frozen=True)
class Full:
    """An act in full: what is to be said about it, what it says field by field, and the fields left empty."""

    title: str
    about: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    empty: tuple[str, ...]


def entries(view: View, kind: str | None = None, tag: str | None = None) -> Iterator[Entry]:
    """Every act that the viewer may see, in the order in which it became known: of a kind, with a tag where given."""
    for act in view:
        if (kind is None or act.kind.startswith(kind)) and (tag is None or act.id in tags.tagged(view, tag)):
            yield entry(view, act)


def entry(view: View, act: Act[Any]) -> Entry:
    """One act in a line."""
    who = say("{outlet} reports", outlet=act.source.outlet) if act.source else act.party or act.author
    state: Literal["", "corrected", "withdrawn"] = "corrected" if act.id in view.replaced else ""
    state = "withdrawn" if view.withdrawn(act.id) else state
    return Entry(act.id, act.handle, act.kind, moments.known(view, act), who, titles.title(act), state, _words(act))


def _words(act: Act[Any]) -> str:
    """The words in an act, without ids and long texts."""
    found = [str(value) for value in msgspec.to_builtins(act.body).values() if _is_word(value)]
    return textwrap.shorten("; ".join(found), WIDEST, placeholder=" …")


def _is_word(value: object) -> bool:
    if isinstance(value, bool) or value in ("", None):
        return False
    return isinstance(value, int) or (isinstance(value, str) and not _ID.fullmatch(value))


def plain(view: View, act: Act[Any]) -> dict[str, Any]:
    """An act as plain values, with what became of it."""
    names = ("id", "kind", "name", "author", "party", "known", "recorded", "happened", "basis", "audience", "body")
    found = {name: msgspec.to_builtins(getattr(act, name)) for name in names}
    replaced_by = view.replaced[act.id][0].id if act.id in view.replaced else None
    return {**found, "withdrawn": view.withdrawn(act.id), "replaced_by": replaced_by}


def in_full(view: View, act: Act[Any]) -> Full:
    """One act with every field, as a person reads it."""
    said = msgspec.to_builtins(act.body)
    called = points.labels(view)
    shown = {name: fields.shown(view, called, value) for name, value in said.items() if value not in ("", None, [], {})}
    empty = tuple(name for name in act.body.__struct_fields__ if name not in shown)
    title = say("{who}: {what}", who=act.handle, what=term(titles.title(act)))
    return Full(title, _about(view, act), tuple(shown.items()), empty)


def _about(view: View, act: Act[Any]) -> tuple[str, ...]:
    who = say("the keeper") if act.author == KEEPER else act.author
    if act.party not in {"", act.author}:
        by = say("By: {who} for {party}", who=who, party=act.party)
    else:
        by = say("By: {who}", who=who)
    readers = say("everybody") if act.audience == PUBLIC else listed(act.audience)
    at, known = act.happened, moments.known(view, act)
    happened = moments.at(view, at.instant) if isinstance(at, Exactly) else moments.told(view, at)
    told = [
        by,
        say("Readers: {readers}", readers=readers),
        say("Happened: {when}", when=happened),
        say("Known: {when}", when=moments.at(view, known.at) if known.at else moments.known_on(view, act)),
        say("Recorded: {when}", when=moments.at(view, act.recorded)),
    ]
    source = act.source
    if source:
        told.append(
            say(
                "Source: {outlet}, {place}: “{quote}”",
                outlet=source.outlet,
                place=source.place,
                quote=source.quote,
            )
        )
    replaced = view.replaced.get(act.id)
    if replaced is not None:
        how = say("Withdrawn") if replaced[1].body is None else say("Corrected; this is what it said at first")
        reason = getattr(replaced[0].body, "reason", "")
        told.append(say("{what}: {reason} [{name}]", what=how, reason=reason, name=replaced[0].handle))
    return tuple(told)
