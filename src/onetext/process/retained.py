"""Retained points: kept on the table and contested, apart from what is agreed and what is open; none may vanish."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import msgspec
from rpds import HashTrieMap

from onetext.process import actors, points, reach, texts
from onetext.process.current import standings
from onetext.process.texts import MAIN, Table
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.sentences import listed, say, term

State = Literal["in it", "said", "not said", "text not available"]


class Retain(msgspec.Struct, frozen=True, omit_defaults=True):
    """A point is retained, contested: these actors keep it on the table while others do not accept it."""

    provision: str
    by: tuple[str, ...] = ()
    reason: str = ""
    line: str = MAIN


class Release(msgspec.Struct, frozen=True, omit_defaults=True):
    """A point is no longer retained (the id of the Retain act); why, such as "agreed" or "given up"."""

    retained: str
    reason: str


@dataclass(frozen=True)
class Retained:
    """Every point that was retained, and which of them no longer are."""

    retained: HashTrieMap[str, Act[Retain]] = HashTrieMap()
    released: HashTrieMap[str, Act[Release]] = HashTrieMap()


@dataclass(frozen=True)
class Fate:
    """What a version that came after says of a retained point: it is in it, its disposition was said, or it was not."""

    version: Act[Table]
    state: State
    words: str


def retained(view: View, line: str = MAIN) -> tuple[Act[Retain], ...]:
    """The points that are retained now, in the order of the record."""
    found = (
        act
        for act in view[Retained].retained.values()
        if act.body.line == line and act.id not in view[Retained].released
    )
    return tuple(sorted(found, key=lambda act: act.order))


def ended(view: View, line: str = MAIN) -> tuple[tuple[Act[Retain], Act[Release]], ...]:
    """The points that once were retained, each with the act that ended it, in the order of the record."""
    state = view[Retained]
    found = (
        (state.retained[id_], act)
        for id_, act in state.released.items()
        if id_ in state.retained and state.retained[id_].body.line == line
    )
    return tuple(sorted(found, key=lambda pair: pair[1].order))


def undisposed(view: View, version: Table) -> tuple[Act[Retain], ...]:
    """The retained points that a new version neither has in its words nor says anything of.

    A version without a text cannot be held against its words: nothing is answered for it here; see `fates`.
    """
    if version.wording is None:
        return ()
    present = {p.id for p in version.wording if not p.vacant} | {entry.provision for entry in version.disposed}
    return tuple(act for act in retained(view, version.line) if act.body.provision not in present)


def fates(view: View, act: Act[Retain]) -> tuple[Fate, ...]:
    """What each version tabled after a point was retained says of it, in the order of the record."""
    later = (v for v in texts.versions(view, act.body.line) if v.order > act.order)
    return tuple(_fate(v, act.body.provision) for v in later)


def fate_in_words(view: View, act: Act[Retain]) -> str:
    """Where a retained point stands: what the latest version says of it, and whether that came after."""
    later = fates(view, act)
    if later:
        return say("{version} {fate}", version=later[-1].version.handle, fate=later[-1].words)
    head = texts.head(view, act.body.line)
    proposed = any(s.provision.id == act.body.provision and points.adding(s) for s in standings(view, act.body.line))
    known = [say("proposed")] if proposed else []
    if head is not None and head.body.wording is None:
        known.append(say("the text of {version} is not available", version=head.handle))
    return listed((*known, say("no later version yet")), "; ")


def _fate(version: Act[Table], provision: str) -> Fate:
    said = next((entry for entry in version.body.disposed if entry.provision == provision), None)
    if said is not None:
        told = say("says: {disposition}", disposition=term(said.disposition))
        return Fate(version, "said", say("{what} ({reason})", what=told, reason=said.reason) if said.reason else told)
    if version.body.wording is None:
        return Fate(version, "text not available", say("has not said what became of it; its text is not available"))
    if any(p.id == provision and not p.vacant for p in version.body.wording):
        return Fate(version, "in it", say("has it in its words"))
    if not texts.is_complete(version.body):
        return Fate(version, "not said", say("has not said what became of it; its text is known in part only"))
    return Fate(version, "not said", say("has not said what became of it"))


def may_let_go(act: Act[Retain], who: str) -> bool:
    """Whether somebody is among those who retained a point, who alone can let it go."""
    return who in {*act.body.by, act.party or act.author}


def _may_succeed(view: View, act: Act[Table]) -> None:
    """The rule for a new version: no retained point vanishes from one's own text without a word."""
    left = undisposed(view, act.body) if isinstance(act.basis, Own) else ()
    if left:
        labels = points.labels(view, act.body.line)
        refuse(
            "The new version does not say what became of what is retained, contested ({points}); "
            "keep it, or say what became of it.",
            points=listed(labels.get(a.body.provision, a.handle) for a in left),
        )


def _may_retain(view: View, act: Act[Retain]) -> None:
    for slug in act.body.by:
        actors.known(view, slug)
    if points.present(view, act.body.provision, act.body.line) is None:
        refuse("Only a point of the current text, or one proposed for it, can be retained.")
    if any(a.body.provision == act.body.provision for a in retained(view, act.body.line)):
        refuse("Point {point} is retained already.", point=points.named(view, act.body.provision, act.body.line))
    author = act.party or act.author
    if isinstance(act.basis, Own) and not actors.holds_the_pen(view, act) and act.body.by != (author,):
        refuse("A party retains a point for itself; name nobody else.", typed="leave --by out")


def _may_release(view: View, act: Act[Release]) -> None:
    found = reach.spoken_of(view, act, act.body.retained, Retain)
    if act.body.retained in view[Retained].released:
        refuse("This point is no longer retained already.")
    if not act.body.reason.strip():
        refuse("Say why it is no longer retained.")
    if isinstance(act.basis, Own) and not may_let_go(found, act.party or act.author):
        refuse("Only those who retained a point can let it go.")


def _retained(state: Retained, act: Act[Retain]) -> Retained:
    return replace(state, retained=state.retained.insert(act.id, act))


def _released(state: Retained, act: Act[Release]) -> Retained:
    if act.body.retained in state.released:
        return state
    return replace(state, released=state.released.insert(act.body.retained, act))


SUBJECT = Subject(
    "retained",
    Retained(),
    (
        Kind("retain", Retain, _retained, _may_retain),
        Kind("release", Release, _released, _may_release),
    ),
    concerns={Table: _may_succeed},
)
