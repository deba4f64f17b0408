"""Presentations: who was given which version, who saw it, who says it was not received; accounts side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

import msgspec
from rpds import HashTrieMap

from onetext.process import actors, moments, signoff, texts
from onetext.process.reach import spoken_of
from onetext.process.texts import Table
from onetext.record.act import Act, Own, Reported
from onetext.record.audience import Viewer
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.times import Exactly, Unknown, bounds, describe
from onetext.record.view import View
from onetext.sentences import enumerated, listed, say

Told = Literal["given", "seen", "not received"]
Knowledge = Literal["yes", "not received", "accounts differ", "unknown"]


class Present(msgspec.Struct, frozen=True, omit_defaults=True):
    """A version is put to actors, here, by the author. `words` is the fingerprint of what was put, "" if not known."""

    version: str
    to: tuple[str, ...]
    words: str = ""


class Account(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody says that an actor was given a version, saw it, or has not received it.

    `by` is who says so, "" where it is the outlet itself; `giver` who gave it, where that is said; `words` the
    fingerprint of what was given, where that is known.
    """

    version: str
    actor: str
    told: Told
    by: str = ""
    giver: str = ""
    note: str = ""
    words: str = ""


@dataclass(frozen=True)
class Presentations:
    """Everything put, and every account."""

    put: HashTrieMap[str, Act[Present]] = HashTrieMap()
    accounts: HashTrieMap[str, Act[Account]] = HashTrieMap()


@dataclass(frozen=True, slots=True)
class Held:
    """What the record knows of an actor and a version.

    `drew_up` says that the actor is among its authors; `tabled_here` that the version was tabled in this
    record for the actor to read; `put` and `accounts` are in the order of the record.
    """

    actor: str
    version: Act[Table]
    drew_up: bool
    tabled_here: bool
    put: tuple[Act[Present], ...]
    accounts: tuple[Act[Account], ...]

    @property
    def knowledge(self) -> Knowledge:
        """Whether the actor has had the version. "accounts differ" where a denial does not clearly come first."""
        had: list[Act[Present] | Act[Account]] = [*self.put]
        had += [act for act in self.accounts if act.body.told != "not received"]
        denied = [act for act in self.accounts if act.body.told == "not received"]
        if self.drew_up or self.tabled_here:
            return "accounts differ" if denied else "yes"
        if not had:
            return "not received" if denied else "unknown"
        if not denied or all(_surely_before(no, yes) for no in denied for yes in had):
            return "yes"
        return "accounts differ"


def put(view: View) -> tuple[Act[Present], ...]:
    """What was put to somebody here, in the order of the record."""
    return tuple(sorted(view[Presentations].put.values(), key=lambda act: act.order))


def accounts(view: View) -> tuple[Act[Account], ...]:
    """What was said about who has which version, in the order of the record."""
    return tuple(sorted(view[Presentations].accounts.values(), key=lambda act: act.order))


def next_sentence(view: View, line: str = texts.MAIN) -> str:
    """What comes next in the order of yes; once every gate is complete, to whom these words were put, and when."""
    step, standing, head = signoff.next_step(view, line), signoff.order(view, line), texts.head(view, line)
    if step.gate or standing is None or head is None:
        return step.sentence
    words = signoff.bound(view, head).words
    had = {
        slug: act for act in put(view) if (act.body.version, act.body.words) == (head.id, words) for slug in act.body.to
    }
    if not had:
        return step.sentence
    done = [slug for slug in standing.body.put_to if slug in had]
    told = [
        say(
            "{version} was put to {who} on {day}",
            version=head.handle,
            who=actors.name(view, slug),
            day=moments.known_on(view, had[slug]),
        )
        for slug in done
    ]
    waiting = [actors.name(view, slug) for slug in standing.body.put_to if slug not in had]
    told += [say("it may be put to {who}", who=enumerated(waiting))] if waiting else []
    return say("Every gate is complete: {what}.", what=listed(told, "; ")) if told else step.sentence


def held(view: View, actor: str, version: Act[Table]) -> Held:
    """What the record knows of an actor and a version."""
    return Held(
        actor,
        version,
        actor in version.body.authors,
        _tabled_for(view, actor, version),
        tuple(act for act in put(view) if act.body.version == version.id and actor in act.body.to),
        tuple(act for act in accounts(view) if act.body.version == version.id and act.body.actor == actor),
    )


def concerned(view: View) -> tuple[str, ...]:
    """The actors at the table, those to whom a text is to be put, and all of whom an account speaks, by slug."""
    found = set(actors.seated(view))
    found.update(slug for act in view[signoff.Signoff].orders.values() for slug in act.body.put_to)
    found.update(act.body.actor for act in accounts(view))
    found.update(slug for act in put(view) for slug in act.body.to)
    return tuple(sorted(found))


def against_order(view: View, act: Act[Account] | Act[Present]) -> str:
    """What is out of order about a reported giving, or about what was put here, in words; "" where nothing is.

    What was put here obeyed the order that its author saw; the viewer may see another, or fewer approvals.
    """
    version = view[texts.Texts].versions.get(act.body.version)
    standing = signoff.order_before(view, version.body.line, act) if version else None
    if isinstance(act.body, Present):
        before = [signoff.gates_before(view, standing.body, slug) for slug in act.body.to] if standing else []
        against = standing is not None and any(signoff.early(view, act, standing.body, number) for number in before)
        return say("put against the sign-off order") if against else ""
    if act.body.told != "given" or standing is None:
        return ""
    if not signoff.early(view, act, standing.body, signoff.gates_before(view, standing.body, act.body.actor)):
        return ""
    declared = (bounds(standing.happened)[0] or standing.known, standing.known)
    earliest, latest = bounds(act.happened)
    if latest is not None and latest < declared[0]:
        return ""
    if earliest is not None and earliest >= declared[1]:
        return say("reported against the sign-off order")
    return say("reported against the sign-off order, if it came after the order was declared")


def out_of_order(view: View, line: str) -> list[tuple[Act[Any], str, str]]:
    """The reported approvals and presentations that are out of order: each with what it is and what is wrong."""
    of_line = {version.id for version in texts.versions(view, line)}
    found: list[tuple[Act[Any], str, str]] = [
        (act, signoff.title(view, act.body.approver), signoff.against_order(view, act))
        for act in signoff.approvals(view, line)
        if act.source is not None
    ]
    found += [
        (act, say("given to {who}", who=actors.name(view, act.body.actor)), against_order(view, act))
        for act in accounts(view)
        if act.source is not None and act.body.version in of_line and act.body.told == "given"
    ]
    found += [
        (act, say("put to {who}", who=enumerated([actors.name(view, slug) for slug in act.body.to])), flag)
        for act in put(view)
        if act.body.version in of_line and (flag := against_order(view, act))
    ]
    return [entry for entry in found if entry[2]]


def teller(view: View, act: Act[Account], *, short: bool = False) -> str:
    """Who says so: a person by the last name where room is short, else the outlet."""
    if act.body.by:
        name = actors.name(view, act.body.by)
        person = actors.kind(view, act.body.by) == "person"
        return name.split()[-1] if short and person and name.split() else name
    return act.source.outlet if act.source else actors.name(view, act.party or act.author)


def day(view: View, act: Act[Account] | Act[Present]) -> str:
    """The day on which it happened, else the day since which it was known."""
    match act.happened:
        case Exactly(instant):
            return moments.on_day(view, instant)
        case Unknown():
            return say("known {day}", day=moments.known_on(view, act))
        case other:
            return describe(other)


def _tabled_for(view: View, actor: str, version: Act[Table]) -> bool:
    own = isinstance(version.basis, Own) and version.body.wording is not None
    return own and actors.at_the_table(view, actor) and Viewer(actor).admits(version.audience)


def _surely_before(first: Act[Account], second: Act[Present] | Act[Account]) -> bool:
    """Whether a denial was over before the other happened: then both may be true."""
    latest, earliest = _latest(first), bounds(second.happened)[0]
    return earliest is not None and latest <= earliest


def _latest(act: Act[Account]) -> datetime:
    latest = bounds(act.happened)[1]
    return min(latest, act.known) if latest else act.known


def _may_present(view: View, act: Act[Present]) -> None:
    version: Act[Table] = spoken_of(view, act, act.body.version, Table)
    for slug in act.body.to:
        actors.known(view, slug)
    if not act.body.to:
        refuse("Name to whom the version is put.")
    if isinstance(act.basis, Reported):
        refuse(
            "What a source says about who was given a text is an account; record it as an account of who had it.",
            typed="“presented given”",
        )
    if signoff.bound(view, version).words != act.body.words:
        refuse("These are not the words as they stand now; look again before you put them to anybody.")
    why_not = signoff.obstacle(view, act.body.to, version)
    if why_not is not None:
        refuse(why_not)


def _may_tell(view: View, act: Act[Account]) -> None:
    body = act.body
    spoken_of(view, act, body.version, Table)
    for slug in (body.actor, body.by, body.giver):
        if slug:
            actors.known(view, slug)
    if isinstance(act.basis, Own) and body.by not in {act.author, act.party}:
        refuse(
            "An account of one's own is given in one's own name; say so, or name the source that reports it.",
            typed="--by, or --source",
        )
    if isinstance(act.basis, Own) and body.told == "given" and body.by != body.actor:
        refuse(
            "To say that you gave somebody a version, put it to them; that obeys the sign-off order.", typed="“present”"
        )


def _was_put(state: Presentations, act: Act[Present]) -> Presentations:
    return replace(state, put=state.put.insert(act.id, act))


def _was_told(state: Presentations, act: Act[Account]) -> Presentations:
    return replace(state, accounts=state.accounts.insert(act.id, act))


def flags(view: View) -> Iterator[str]:
    """For whoever checks the record: what was reported against the sign-off order."""
    for act in accounts(view):
        found = against_order(view, act)
        if found:
            yield say("{who}: {what}", who=act.handle, what=found)


SUBJECT = Subject(
    "presentations",
    Presentations(),
    (
        Kind("present", Present, _was_put, _may_present, fixed=Present.__struct_fields__),
        Kind("account", Account, _was_told, _may_tell),
    ),
)
