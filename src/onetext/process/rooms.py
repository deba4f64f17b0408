"""Rooms: what a party keeps to itself until it sends it: drafts, amendments, notes, positions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import msgspec
from rpds import HashTrieMap

from onetext.process import actors, addressing, reach, releases, texts
from onetext.process.corrections import Correct, Withdraw
from onetext.process.interests import Answer, Want
from onetext.process.preferences import Rank
from onetext.process.redlines import Draw, condition
from onetext.process.releases import Release
from onetext.process.texts import Line, Table
from onetext.record.act import Act
from onetext.record.audience import KEEPER, PUBLIC, Audience, audience
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.sentences import say, term

LONGEST_NOTE = 100_000
_ABOUT_OTHERS = (Release, Correct, Withdraw)


class Note(msgspec.Struct, frozen=True, omit_defaults=True):
    """A note, by default for one's own side. `about` are ids of acts or provisions."""

    words: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rooms:
    """The notes that were made."""

    notes: HashTrieMap[str, Act[Note]] = HashTrieMap()


def notes(view: View) -> tuple[Act[Note], ...]:
    """The notes, in the order of the record."""
    return tuple(sorted(view[Rooms].notes.values(), key=lambda act: act.order))


def kept(view: View) -> tuple[Act[Any], ...]:
    """What the viewer may read and the table may not, in the order of the record, each as it was corrected.

    Every act that somebody at the table cannot read, whatever its kind; withdrawn ones are left out, and what only
    releases, corrects or withdraws others.
    """
    table = set(actors.seated(view))
    found = []
    for act in view:
        if act.audience == PUBLIC or isinstance(act.body, _ABOUT_OTHERS) or view.withdrawn(act.id):
            continue
        allowed = reach.readers(view, act)
        if "*" not in allowed and not (table and table <= allowed):
            found.append(view.by_id[act.id])
    return tuple(found)


def shared_with(view: View, act: Act[Any]) -> tuple[str, ...]:
    """The others who may read an act besides the viewer, in alphabetical order, the keeper of the file left out."""
    return tuple(sorted(reach.readers(view, act) - {view.viewer.name, KEEPER}))


def told(view: View, act: Act[Any]) -> str:
    """The words of an act, for a list: what it says, as far as it says something."""
    if isinstance(act.body, Answer):
        wanted = view.act(act.body.interest)
        what = wanted.body.wants if wanted and isinstance(wanted.body, Want) else say("an interest")
        return _because(say("{who}: {what}", who=what, what=term(act.body.verdict)), act.body.reason)
    if isinstance(act.body, Rank):
        return "; ".join(f"{place}. {choice.words}" for place, choice in enumerate(act.body.choices, 1))
    if isinstance(act.body, Draw):
        return _because(condition(act.body), act.body.reason)
    for field in ("wants", "words", "title", "label", "reason", "base"):
        said = getattr(act.body, field, None)
        if isinstance(said, str) and said:
            return said
    return ""


def _because(what: str, reason: str) -> str:
    return say("{what} ({reason})", what=what, reason=reason) if reason else what


def addressed(view: View, to: str) -> Audience:
    """Those to whom something is sent; whoever sends it stays among the readers of the sending itself."""
    found, mine = addressing.readers(view, to), view.viewer.name
    return found if found == PUBLIC or mine == KEEPER else audience({*found, mine})


def complete(view: View, ids: tuple[str, ...]) -> tuple[str, ...]:
    """What is to be sent, with that without which its new readers could make nothing of it.

    A draft goes with its versions, a version with its draft, what was corrected with its correction.
    """
    named = []
    for id_ in ids:
        act = view.act(id_)
        if act is not None and isinstance(act.body, Line):
            whose = act.party or act.author
            named += [id_, *(one.id for one in texts.versions(view, id_) if (one.party or one.author) == whose)]
        elif act is not None and isinstance(act.body, Table) and act.body.line:
            named += [act.body.line, id_]
        else:
            named.append(id_)
    return releases.with_corrections(view, tuple(dict.fromkeys(named)))


def _may_note(view: View, act: Act[Note]) -> None:
    if not act.body.words.strip():
        refuse("A note needs words.")
    if len(act.body.words) > LONGEST_NOTE:
        refuse(
            "A note has at most {most} characters; put a longer one into a draft of its own.",
            most=f"{LONGEST_NOTE:,}",
        )
    for id_ in act.body.about:
        if view.act(id_) is not None:
            reach.spoken_of(view, act, id_)


def _noted(state: Rooms, act: Act[Note]) -> Rooms:
    return replace(state, notes=state.notes.insert(act.id, act))


SUBJECT = Subject("rooms", Rooms(), (Kind("note", Note, _noted, _may_note, private=True),))
