"""Items: which points are open, derived from who stands where; and the issues that people open, narrow and close."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

import msgspec
from rpds import HashTrieMap, List

from onetext.process import consent, current, points, positions, reach, retained, tacit, texts, tracks
from onetext.process.amendments import last_known
from onetext.process.consent import Required
from onetext.process.current import Standing
from onetext.process.positions import Reading
from onetext.process.silence import Silence
from onetext.process.texts import MAIN, Table
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.sentences import Sentence, listed, say, say_count, term
from onetext.text.brackets import Place, options
from onetext.text.provision import lead_ins

NOT_AVAILABLE = say("its words are not available")
Step = Literal["narrow", "close", "reopen"]
Birth = Literal["", "split", "merge"]
NotOpen = Literal["not open", "not known"]
Status = Literal["open", "narrowed", "closed", "split", "merged"]


class Raise(msgspec.Struct, frozen=True, omit_defaults=True):
    """An issue is opened: about a point, or ("") about the text. `parents` are issues (ids) that it was made of."""

    title: str
    provision: str = ""
    version: str = ""
    birth: Birth = ""
    parents: tuple[str, ...] = ()
    reason: str = ""
    line: str = MAIN


class Move(msgspec.Struct, frozen=True, omit_defaults=True):
    """An issue (its act's id) is narrowed, closed or reopened, with the reason; in which version, where it is said."""

    issue: str
    step: Step
    reason: str
    version: str = ""


@dataclass(frozen=True)
class Items:
    """Every issue, what was done to each (newest first), and the issues made of it."""

    raised: HashTrieMap[str, Act[Raise]] = HashTrieMap()
    moved: HashTrieMap[str, List[Act[Move]]] = HashTrieMap()
    made_of: HashTrieMap[str, List[Act[Raise]]] = HashTrieMap()


@dataclass(frozen=True)
class Missing:
    """A required consent that does not stand: whose, the stance as it reads (None: no position), and why.

    So is the opposition of somebody of whom it was said that the point does not need them: it is not talked away.
    """

    required: Required
    reading: Reading | None
    why: str


@dataclass(frozen=True)
class OpenItem:
    """A point whose required consents do not all stand on its present words.

    `consents` is how many are asked for, an opposition that stands included; `also` are further reasons (before a
    track, retained, words not available); `places` the places within its words that have more than one option.
    `by_silence` are those whose whole consent stands because their silence adopted these words, each with the
    procedure.
    """

    standing: Standing
    called: str
    consents: int
    missing: tuple[Missing, ...]
    also: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    by_silence: Mapping[str, Act[Silence]] = field(default_factory=dict)

    @property
    def why(self) -> str:
        """Every reason in one line, and who agrees by silence alone."""
        return listed(self.reasons(), "; ")

    def reasons(self, called: Callable[[str], str] = str) -> tuple[str, ...]:
        """Every reason, and who agrees by silence alone; each actor as it is `called`, by its slug where not said."""
        lacking = [(called(entry.required.actor), entry.why) for entry in self.missing]
        quiet = [(called(actor), by_silence(act)) for actor, act in self.by_silence.items()]
        return (*self.also, *_grouped(lacking), *_grouped(quiet))


@dataclass(frozen=True)
class Issue:
    """An issue with all that was done to it, in the order of the record."""

    act: Act[Raise]
    status: Status
    history: tuple[Act[Move], ...]
    made: tuple[Act[Raise], ...]


@dataclass(frozen=True)
class Change:
    """A point at two versions: what is open there, "not open", or "not known" where its words are not known."""

    called: str
    provision: str
    before: OpenItem | NotOpen
    after: OpenItem | NotOpen


def open_items(view: View, line: str = MAIN) -> tuple[OpenItem, ...]:
    """The open items of the current text. Nothing but the stances taken on its words can close one."""
    return _open(view, current.standings(view, line), line, None)


def open_at(view: View, version: Act[Table]) -> tuple[OpenItem, ...]:
    """The open items of any version: which required consents stand on the words that it had."""
    line = version.body.line
    head = texts.head(view, line)
    if head is not None and head.id == version.id:
        return open_items(view, line)
    source = last_known(view, version)
    if version.body.wording is not None:
        above = lead_ins(version.body.wording)
        found = [Standing(p, version, None, (), p.words, (), lead_in=above[p.id]) for p in version.body.wording]
    else:
        blank = msgspec.structs.replace
        found = [Standing(blank(p, words=None), version, None, (), None, ()) for p in (source[1] if source else ())]
    return _open(view, tuple(found), line, version)


def compared(view: View, before: Act[Table], after: Act[Table]) -> tuple[Change, ...]:
    """The points that are open at one of two versions or at both, in the order of the later."""
    old = {item.standing.provision.id: item for item in open_at(view, before)}
    new = {item.standing.provision.id: item for item in open_at(view, after)}
    called = points.labels(view, after.body.line)
    return tuple(
        Change(
            called.get(id_, texts.GONE),
            id_,
            old.get(id_) or _not_open(view, id_, before),
            new.get(id_) or _not_open(view, id_, after),
        )
        for id_ in {**new, **old}
    )


def _not_open(view: View, provision: str, version: Act[Table]) -> NotOpen:
    """What to say of a point that is no open item of a version: its words may not be known there."""
    return "not known" if points.words_in(view, provision, version).known == "unknown" else "not open"


def open_in(changes: Iterable[Change]) -> tuple[int, int]:
    """How many of the points are known to be open at the earlier and at the later version."""
    pairs = [(isinstance(one.before, OpenItem), isinstance(one.after, OpenItem)) for one in changes]
    return sum(before for before, _ in pairs), sum(after for _, after in pairs)


def reason(found: OpenItem | NotOpen, called: Callable[[str], str] = str) -> str:
    """Why a point is open at a version, with the places in it that have options; or that it is not, or not known."""
    if not isinstance(found, OpenItem):
        return say("not open") if found == "not open" else say("not known")
    inside = say_count("{count} place with options", "{count} places with options", len(found.places))
    return listed((*found.reasons(called), *((inside,) if found.places else ())), "; ")


def issues(view: View, line: str = MAIN) -> tuple[Issue, ...]:
    """Every issue that people opened, in the order of the record, with its state and history."""
    found = sorted(view[Items].raised.values(), key=lambda act: act.order)
    return tuple(issue(view, act) for act in found if act.body.line == line)


def issue(view: View, act: Act[Raise]) -> Issue:
    """The state and history of one issue."""
    history = tuple(sorted(view[Items].moved.get(act.id, List()), key=lambda a: a.order))
    made = tuple(sorted(view[Items].made_of.get(act.id, List()), key=lambda a: a.order))
    status: Status = _AFTER[history[-1].body.step] if history else "open"
    if made:
        status = "split" if made[-1].body.birth == "split" else "merged"
    return Issue(act, status, history, made)


_AFTER: dict[Step, Status] = {"narrow": "narrowed", "close": "closed", "reopen": "open"}


def _open(view: View, standings: tuple[Standing, ...], line: str, version: Act[Table] | None) -> tuple[OpenItem, ...]:
    waiting = tracks.waiting(view, line)
    kept = {act.body.provision: act for act in retained.retained(view, line)}
    called = points.labels(view, line)
    whole = current.fingerprint_now(view, line) if version is None else texts.version_fingerprint(version)
    found = []
    for standing in standings:
        if not points.is_point(standing):
            continue
        id_ = standing.provision.id
        required = consent.required(view, standing, line)
        asked = (*required, *_opposing(view, standing, line, version))
        readings = {r.actor: _reading(view, r.actor, standing, line, version) for r in asked}
        silent = _by_silence(view, standing, line, readings, whole)
        quiet = {actor: act for actor, act in silent.items() if tacit.is_whole(view, actor, act)}
        others = [r for r in asked if r.actor not in quiet]
        missing = tuple(m for r in others if (m := _missing(view, r, readings[r.actor], silent)) is not None)
        also = _unknown(standing)
        if version is None:
            also += (say("referred to “{track}”", track=waiting[id_].title),) if id_ in waiting else ()
            also += (say("retained, contested"),) if id_ in kept else ()
        if missing or also or not required:
            also = also if required else (*also, say("nobody is known whose consent it needs"))
            inside = standing.bracketed if points.adding(standing) is None else None
            places = _places(inside) if inside else ()
            found.append(OpenItem(standing, called.get(id_, texts.GONE), len(asked), missing, also, places, quiet))
    return tuple(found)


_places = lru_cache(maxsize=16_384)(options)


def _unknown(standing: Standing) -> tuple[str, ...]:
    if points.adding(standing) is not None:
        return (say("proposed; not in the text"),)
    return (NOT_AVAILABLE,) if standing.provision.words is None else ()


def _reading(view: View, actor: str, standing: Standing, line: str, version: Act[Table] | None) -> Reading | None:
    proposed = points.adding(standing)
    if version is not None:
        return positions.in_version(view, actor, standing.provision.id, version)
    if proposed is not None:
        return positions.on_amendment(view, actor, proposed)
    return positions.reading(view, actor, standing, line)


def _opposing(view: View, standing: Standing, line: str, version: Act[Table] | None) -> tuple[Required, ...]:
    """Those whose consent is said not to be needed, and who oppose the words as they are."""
    found = []
    for slug in consent.passed_over(view, standing, line):
        reading = _reading(view, slug, standing, line, version)
        if reading is not None and (reading.stance, reading.status) == ("opposed", "stands"):
            found.append(Required(slug, "said", positions.in_words(reading), consent.in_the_room(view, slug)))
    return tuple(found)


def _by_silence(
    view: View, standing: Standing, line: str, readings: Mapping[str, Reading | None], whole: str | None
) -> dict[str, Act[Silence]]:
    if points.adding(standing) is not None:
        return {}
    prints = {"": whole, standing.provision.id: standing.fingerprint}
    found = {actor: tacit.consent(view, actor, prints, reading, line) for actor, reading in readings.items()}
    return {actor: act for actor, act in found.items() if act is not None}


def _missing(
    view: View, required: Required, reading: Reading | None, silent: Mapping[str, Act[Silence]]
) -> Missing | None:
    if required.actor in silent:
        return Missing(required, reading, tacit.said(view, required.actor, silent[required.actor]))
    if reading is None:
        return Missing(required, None, term("no position", "stance"))
    if reading.stance == "agreed" and reading.status == "stands":
        return None
    return Missing(required, reading, positions.in_words(reading))


def by_silence(procedure: Act[Silence]) -> Sentence:
    """What is said of a party whose silence in a procedure is its consent."""
    return say("agreed by silence ({procedure})", procedure=procedure.handle)


def _grouped(entries: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    by_why: dict[str, list[str]] = {}
    for actor, why in entries:
        by_why.setdefault(why, []).append(actor)
    return tuple(say("{who}: {what}", who=listed(who), what=why) for why, who in by_why.items())


def _may_raise(view: View, act: Act[Raise]) -> None:
    body = act.body
    if not body.title.strip():
        refuse("An issue needs a title.")
    if body.version:
        reach.spoken_of(view, act, body.version, Table)
    if body.provision and body.provision not in points.labels(view, body.line):
        refuse("This point is not in the text that you can see.")
    wanted = {"": 0, "split": 1, "merge": 2}[body.birth]
    if len(body.parents) < wanted or (not wanted and body.parents):
        refuse("An issue is split from one, or merged of at least two.")
    for parent in body.parents:
        found = issue(view, reach.spoken_of(view, act, parent, Raise))
        if found.status == "closed" or (found.made and found.status != body.birth):
            _refuse_state(found)


def _may_move(view: View, act: Act[Move]) -> None:
    found = issue(view, reach.spoken_of(view, act, act.body.issue, Raise))
    if act.body.version:
        reach.spoken_of(view, act, act.body.version, Table)
    if not act.body.reason.strip():
        refuse("Give the reason.")
    if found.made:
        _refuse_state(found)
    if (act.body.step == "reopen") != (found.status == "closed"):
        _refuse_state(found)


def _refuse_state(found: Issue) -> None:
    called = found.act.name or found.act.body.title
    if found.made:
        made = listed(act.name or act.body.title for act in found.made)
        if found.status == "split":
            refuse("“{issue}” was split into: {issues}; use that instead.", issue=called, issues=made)
        refuse("“{issue}” was merged into: {issues}; use that instead.", issue=called, issues=made)
    if found.status == "closed":
        refuse("“{issue}” is closed; reopen it first.", issue=called)
    refuse("“{issue}” is {state}; only a closed issue can be reopened.", issue=called, state=term(found.status))


def _raised(state: Items, act: Act[Raise]) -> Items:
    made = state.made_of
    for parent in act.body.parents:
        made = made.insert(parent, made.get(parent, List()).push_front(act))
    return replace(state, raised=state.raised.insert(act.id, act), made_of=made)


def _moved(state: Items, act: Act[Move]) -> Items:
    before = state.moved.get(act.body.issue, List())
    return replace(state, moved=state.moved.insert(act.body.issue, before.push_front(act)))


SUBJECT = Subject(
    "items",
    Items(),
    (
        Kind("raise", Raise, _raised, _may_raise),
        Kind("move", Move, _moved, _may_move),
    ),
)
