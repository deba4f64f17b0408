"""The record read act by act: what each is called, who did it, what it says, in a line and in full."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from onetext.process import actors, fields, moments, points, tags, titles
from onetext.process.moments import Known
from onetext.process.told import Telling
from onetext.record.act import Act
from onetext.record.audience import KEEPER, PUBLIC
from onetext.record.view import View
from onetext.sentences import listed, say, term


@dataclass(frozen=True)
class Entry:
    """An act in a line: since when it is known, who did or reports it, what it is, and what it says.

    `handle` is what one types to mean it; `name` the name that somebody gave it, "" where nobody did.
    """

    id: str
    handle: str
    name: str
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


def acts(view: View, kind: str | None = None, tag: str | None = None) -> tuple[Act[Any], ...]:
    """Every act that the viewer may see, in the order in which it became known: of a kind, with a tag where given."""
    tagged = tags.tagged(view, tag) if tag is not None else None
    return tuple(
        act for act in view if (kind is None or act.kind.startswith(kind)) and (tagged is None or act.id in tagged)
    )


def entries(view: View, found: Iterable[Act[Any]]) -> tuple[Entry, ...]:
    """Acts, each in a line."""
    telling = Telling(view)
    return tuple(_entry(view, act, telling) for act in found)


def _entry(view: View, act: Act[Any], telling: Telling) -> Entry:
    state: Literal["", "corrected", "withdrawn"] = "corrected" if act.id in view.replaced else ""
    state = "withdrawn" if view.withdrawn(act.id) else state
    known, title = moments.known(view, act), titles.title(act)
    return Entry(act.id, act.handle, act.name, act.kind, known, telling.by(act), title, state, telling.line(act))


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
    who = say("the keeper") if act.author == KEEPER else actors.name(view, act.author)
    if act.party not in {"", act.author}:
        by = say("By: {who} for {party}", who=who, party=actors.name(view, act.party))
    else:
        by = say("By: {who}", who=who)
    readers = say("everybody") if act.audience == PUBLIC else listed(actors.name(view, slug) for slug in act.audience)
    happened, known = moments.told(view, act.happened), moments.known(view, act)
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
