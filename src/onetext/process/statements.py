"""Statements: who said what to whom, through which channel and outlets, and what one speaker says that another said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import msgspec
from rpds import HashTrieMap

from onetext.process import actors, points, tags, texts
from onetext.process.reach import spoken_of
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View

CHANNEL = re.compile(r"[a-z0-9]+(-[a-z0-9]+){0,7}")
JOINT = "joint"
UNKNOWN = "unknown"
JOINT_SPEAKERS = 2
Mode = Literal["quoted", "reported"]


class Statement(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody said something.

    `words` are the speaker's own when `mode` is "quoted", the reporter's account of them when it is "reported".
    `behalf` are those for whom the speakers spoke. `chain` are the outlets that passed it on, the first one first,
    without the source that the record cites. `points` are ids of provisions, `versions` and `rounds` ids of acts.
    `within` is the statement in which this one was told: "senators said that the secretary told them".
    """

    speakers: tuple[str, ...]
    words: str
    channel: str = UNKNOWN
    mode: Mode = "reported"
    behalf: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    where: str = ""
    points: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    within: str = ""


@dataclass(frozen=True)
class Statements:
    """Every statement."""

    made: HashTrieMap[str, Act[Statement]] = HashTrieMap()


def statements(
    view: View, *, channel: str = "", speaker: str = "", point: str = "", tag: str = ""
) -> tuple[Act[Statement], ...]:
    """The statements, in the order of the record: by channel, by a speaker or those spoken for, by point, by tag."""
    wanted = tags.tagged(view, tag) if tag else None
    found = (
        act
        for act in view[Statements].made.values()
        if (not channel or act.body.channel == channel)
        and (not speaker or speaker in {*act.body.speakers, *behalf(view, act)})
        and (not point or point in act.body.points)
        and (wanted is None or act.id in wanted)
    )
    return tuple(sorted(found, key=lambda act: act.order))


def behalf(view: View, act: Act[Statement]) -> tuple[str, ...]:
    """For whom the speakers spoke: as recorded, or those whose spokespersons they are."""
    if act.body.behalf:
        return act.body.behalf
    spoken = view[actors.Actors].spokespersons
    return tuple(sorted({actor for person, actor in spoken if person in act.body.speakers}))


def chain(act: Act[Statement]) -> tuple[str, ...]:
    """The outlets through which the words came, the first one first, up to the source that the record cites."""
    outlet = act.source.outlet if act.source else ""
    last = act.body.chain[-1:]
    return act.body.chain if not outlet or last == (outlet,) else (*act.body.chain, outlet)


def attribution(view: View, act: Act[Statement]) -> tuple[Act[Statement], ...]:
    """The statement with those in which it was told, the outermost first: its length is the depth of attribution."""
    found = [act]
    seen = {act.id}
    while (outer := view[Statements].made.get(found[0].body.within)) is not None and outer.id not in seen:
        seen.add(outer.id)
        found.insert(0, outer)
    return tuple(found)


def attributed(view: View, act: Act[Statement]) -> str:
    """Who says it, in words: "Senators said that Marco Rubio said"."""
    told = (f"{speakers(view, outer)} said" for outer in attribution(view, act))
    return " that ".join(told)


def speakers(view: View, act: Act[Statement]) -> str:
    """The names of those who spoke, with those for whom they did."""
    names = " and ".join(actors.name(view, slug) for slug in act.body.speakers)
    others = [actors.name(view, slug) for slug in behalf(view, act)]
    return f"{names} (for {' and '.join(others)})" if others else names


def about(view: View, act: Act[Statement], called: Mapping[str, str]) -> tuple[str, ...]:
    """What a statement is about, in the words a person uses; `called` are the labels of the points (points.labels)."""
    named = (f"point {called.get(point, texts.GONE)}" for point in act.body.points)
    return (*named, *_handles(view, (*act.body.versions, *act.body.rounds)))


def _handles(view: View, ids: tuple[str, ...]) -> Iterator[str]:
    for id_ in ids:
        found = view.act(id_)
        if found is not None:
            yield found.handle


def _may_state(view: View, act: Act[Statement]) -> None:
    body = act.body
    for slug in (*body.speakers, *body.behalf):
        actors.known(view, slug)
    if not body.speakers or len(set(body.speakers)) != len(body.speakers):
        refuse("Name the speakers of the statement, each once.")
    if not body.words.strip():
        refuse("A statement needs its words: a quotation, or an account of what was said.")
    if not CHANNEL.fullmatch(body.channel):
        refuse(
            "“{channel}” is not a channel; use a word such as press, parliament, x, radio, joint or unknown.",
            channel=body.channel,
        )
    if body.channel == JOINT and len(body.speakers) < JOINT_SPEAKERS:
        refuse("A joint statement has at least two speakers; name them all, or choose another channel.")
    if isinstance(act.basis, Own):
        _may_speak(act)
    _may_be_about(view, act)


def _may_speak(act: Act[Statement]) -> None:
    if act.body.speakers != (act.party or act.author,):
        refuse(
            "One's own statement has oneself as its only speaker; record what others said with its source.",
            typed="--source",
        )


def _may_be_about(view: View, act: Act[Statement]) -> None:
    body = act.body
    if body.within:
        spoken_of(view, act, body.within, Statement)
    for version in body.versions:
        spoken_of(view, act, version, texts.Table)
    for meeting in body.rounds:
        spoken_of(view, act, meeting)
    may_name_points(view, body.points)


def may_name_points(view: View, named: Iterable[str]) -> None:
    """Refuse ids of points that stand in no text that the viewer knows of."""
    wanted = tuple(named)
    if not wanted:
        return
    lines = (texts.MAIN, *(line.id for line in texts.lines(view)))
    there = {id_ for line in lines for id_ in points.labels(view, line)}
    missing = [point for point in wanted if point not in there]
    if missing:
        refuse("No text has a point “{point}”; name points by their printed numbers.", point=missing[0][:12])


def _stated(state: Statements, act: Act[Statement]) -> Statements:
    return replace(state, made=state.made.insert(act.id, act))


SUBJECT = Subject("statements", Statements(), (Kind("make", Statement, _stated, _may_state),))
