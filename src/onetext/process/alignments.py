"""Alignments: which provision of one text is which of another, as suggested by the aligner and settled by persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

import msgspec
from rpds import HashTrieMap

from onetext.process import amendments, claims, current, reach, restructured, texts
from onetext.process.claims import Claim
from onetext.process.texts import Disposed, Line, Table, Witness
from onetext.record.act import Act
from onetext.record.audience import PUBLIC, Audience
from onetext.record.errors import Refused, refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.sentences import listed, say
from onetext.text.alignment import Alignment, Correspondence, Disposition, Row, align
from onetext.text.comparing import BracketChange, Callout, Piece, RowRedline, redlined
from onetext.text.provision import Provision, Wording
from onetext.text.redline import as_text, similarity


class Match(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person says that these provisions of two texts correspond; no `after` says dropped, no `before` added.

    `one` and `other` are the ids of versions or witnesses; `disposition` is "" to have it worked out.
    """

    one: str
    other: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    disposition: Disposition | Literal[""] = ""
    reason: str = ""


ONE_VERSION = say("both are wordings of one version, so that this is no change of the text")


@dataclass(frozen=True)
class Alignments:
    """What persons settled, by the two texts, the latest last."""

    settled: HashTrieMap[tuple[str, str], tuple[Act[Match], ...]] = HashTrieMap()


@dataclass(frozen=True)
class Side:
    """One of two texts that are compared. `id` is that of the version or witness, "" for a draft without a version.

    `wording` is None where its text is not available; `complete` is False where points of it are unknown. `about` are
    the ids that a claim about it may name; `line` is its line of drafts. `version` is the id of the version that it is,
    as tabled, or is a published wording of; "" for a text to which something was settled since.
    """

    id: str
    called: str
    wording: Wording | None
    complete: bool
    about: tuple[str, ...]
    line: str
    disposed: tuple[Disposed, ...] = ()
    authors: tuple[str, ...] = ()
    version: str = ""


@dataclass(frozen=True)
class Compared:
    """One row of a comparison: what stood in the one text, what stands in the other, what happened and why.

    `pieces` are the redline, without runs where words are not known; `brackets` what became of the brackets.
    `confidence` and `alternatives` say how sure the row is, and what else it might be. `change` is the redline that is
    called out from, None where nothing is. `settled` is the act by which a person said that this row is so.
    """

    before: tuple[Provision, ...]
    after: tuple[Provision, ...]
    dispositions: tuple[str, ...]
    reason: str
    score: float
    pieces: tuple[Piece, ...] = ()
    brackets: tuple[BracketChange, ...] = ()
    confidence: float = 1.0
    alternatives: tuple[tuple[str, float], ...] = ()
    change: RowRedline | None = None
    settled: Act[Match] | None = None

    @property
    def callouts(self) -> tuple[Callout, ...]:
        """What should be looked at first."""
        return self.change.callouts if self.change else ()

    @property
    def is_changed(self) -> bool:
        """Whether words of both sides are known, and differ."""
        every = (*self.before, *self.after)
        known = self.before and self.after and all(p.words is not None and not p.vacant for p in every)
        return bool(known) and any(run.kind != "kept" for piece in self.pieces for run in piece.runs)

    @property
    def redline(self) -> str:
        """The change in plain characters, "" where there is none or a side is unknown."""
        return "\n".join(as_text(piece.runs) for piece in self.pieces) if self.is_changed else ""


@dataclass(frozen=True)
class Comparison:
    """Two texts point by point; no rows, and the sides without text in `unavailable`, where one is not available."""

    before: Side
    after: Side
    rows: tuple[Compared, ...]
    unavailable: tuple[Side, ...]


def side(view: View, text: str) -> Side:
    """The text that a person means: a version as it was tabled, a witness, a rival draft by its name, or "current".

    What was settled since a version was tabled is in "current", and in a rival draft named by its own name. Raises
    Refused when there is none.
    """
    if text in {"current", "now"}:
        head = texts.head(view)
        if head is None:
            refuse("There is no text yet; table one first.")
        return _of_version(head, say("{version}, as it stands", version=head.handle), current.wording_of(view, head))
    found = view.find(text, Table, Witness, Line)
    if isinstance(found.body, Table):
        return replace(_of_version(found, found.handle, found.body.wording), version=found.id)
    if isinstance(found.body, Witness):
        version = view[texts.Texts].versions.get(found.body.version)
        expected = version.body.expected if version else None
        complete = found.body.whole or (expected is not None and texts.known_points(found.body.wording) >= expected)
        about = (found.id,)
        line = version.body.line if version else texts.MAIN
        of = found.body.version
        return Side(found.id, found.handle, found.body.wording, complete, about, line, version=of)
    head = texts.head(view, found.id)
    if head is None:
        return Side("", found.handle, None, False, (found.id,), found.id, (), found.body.sponsors)
    return _of_version(head, f"{found.handle} ({head.handle})", current.wording_of(view, head))


def _of_version(version: Act[Table], called: str, wording: Wording | None) -> Side:
    body = version.body
    about = (version.id, body.line) if body.line else (version.id,)
    return Side(version.id, called, wording, texts.is_complete(body), about, body.line, body.disposed, body.authors)


def points_called(found: Side, text: str) -> tuple[str, ...]:
    """The ids of the points of a text that a printed number, with or without brackets, or an id means."""
    wanted, wording = current.plain(text), found.wording or ()
    by_id = tuple(p.id for p in wording if p.id == text)
    if by_id or not wanted:
        return by_id
    called = texts.printed(wording)
    return tuple(p.id for p in wording if wanted in {current.plain(p.number), current.plain(called[p.id])})


def settled(view: View, one: str, other: str) -> tuple[Act[Match], ...]:
    """What persons settled about two texts, the later word first."""
    return tuple(reversed(view[Alignments].settled.get((one, other), ())))


def compare(view: View, before: Side, after: Side) -> Comparison:
    """Two texts point by point. Nothing unknown is taken for dropped, added or the same."""
    missing = tuple(side for side in (before, after) if side.wording is None)
    if before.wording is None or after.wording is None:
        return Comparison(before, after, (), missing)
    by_hand = _by_hand(view, before, after)
    told = list(by_hand)
    amended = restructured.correspondences(view, (before.id, after.id), before.wording, after.wording, told)
    words = (before.wording, after.wording)
    found, redlines = _laid(*words, (*told, *amended), before_complete=before.complete, after_complete=after.complete)
    olds = {p.id: p for p in before.wording}
    news = {p.id: p for p in after.wording}
    said = {entry.provision: entry for entry in after.disposed}
    why = {(frozenset(one.before), frozenset(one.after)): names for one, names in amended.items()}
    who = {
        (frozenset(olds).intersection(one.before), frozenset(news).intersection(one.after)): act
        for one, act in by_hand.items()
    }
    rows = tuple(
        _compared(
            tuple(olds[i] for i in r.before),
            tuple(news[i] for i in r.after),
            _explained(r, why.get((frozenset(r.before), frozenset(r.after)))),
            one,
            said,
            who.get((frozenset(r.before), frozenset(r.after))),
        )
        for r, one in zip(found.rows, redlines, strict=True)
    )
    if before.version and before.version == after.version:
        rows = tuple(_of_one_version(row) for row in rows)
    return Comparison(before, after, rows, ())


@lru_cache(maxsize=8)
def _laid(
    before: Wording,
    after: Wording,
    told: tuple[Correspondence, ...],
    *,
    before_complete: bool,
    after_complete: bool,
) -> tuple[Alignment, tuple[RowRedline, ...]]:
    """What the words of two texts and what is known of them make of one another, the last few of which are kept.

    It follows from what is given alone, whoever looks, so that nobody gets anything of another's view.
    """
    found = align(before, after, told, before_complete=before_complete, after_complete=after_complete)
    return found, tuple(redlined(before, after, found))


def _of_one_version(row: Compared) -> Compared:
    """A row between two wordings of one version: what differs there is no change, and nothing is called out as one."""
    if {"kept", "unknown", "vacant"}.issuperset(row.dispositions):
        return row
    return replace(row, dispositions=("wordings differ",), reason=ONE_VERSION, brackets=(), change=None)


def claims_about(view: View, found: Side) -> tuple[Act[Claim], ...]:
    """What was claimed about a text, in the order of the record."""
    every = {act.id: act for id_ in found.about for act in claims.about_version(view, id_)}
    return tuple(sorted(every.values(), key=lambda act: act.order))


def known_correspondences(view: View, before: Side, after: Side) -> list[Correspondence]:
    """What persons said of these two texts, in either direction; each provision where it was last put."""
    return list(_by_hand(view, before, after))


def _by_hand(view: View, before: Side, after: Side) -> dict[Correspondence, Act[Match]]:
    """What persons said of these two texts, the last word first, each with the act that says it."""
    state = view[Alignments].settled
    found = [
        *(
            (a, Correspondence(a.body.before, a.body.after, a.body.disposition))
            for a in state.get((before.id, after.id), ())
        ),
        *(
            (a, Correspondence(a.body.after, a.body.before, _turned(a.body.disposition)))
            for a in state.get((after.id, before.id), ())
        ),
    ]
    kept: dict[Correspondence, Act[Match]] = {}
    taken: tuple[set[str], set[str]] = (set(), set())
    for act, one in sorted(found, key=lambda pair: pair[0].order, reverse=True):
        if not taken[0].intersection(one.before) and not taken[1].intersection(one.after):
            kept[one] = act
            taken[0].update(one.before)
            taken[1].update(one.after)
    return kept


def _explained(row: Row, names: str | None) -> Row:
    return (
        row
        if names is None
        else msgspec.structs.replace(row, reason=say("by amendment, settled: {names}", names=names))
    )


def _turned(disposition: Disposition | Literal[""]) -> Disposition | Literal[""]:
    """What a disposition is when the texts change places."""
    turned: dict[str, Disposition] = {"split": "merged", "merged": "split", "added": "dropped", "dropped": "added"}
    return turned.get(disposition, disposition)


def _compared(
    before: tuple[Provision, ...],
    after: tuple[Provision, ...],
    row: Row,
    found: RowRedline,
    said: dict[str, Disposed],
    settled: Act[Match] | None,
) -> Compared:
    dispositions, reason = _became(before, after, row, said)
    sure = (row.confidence, row.alternatives)
    return Compared(before, after, dispositions, reason, row.score, found.pieces, found.brackets, *sure, found, settled)


def _became(
    before: tuple[Provision, ...], after: tuple[Provision, ...], row: Row, said: dict[str, Disposed]
) -> tuple[tuple[str, ...], str]:
    """What happened, in the drafters' own words where they said so of a provision that is not there any more."""
    if not (before and after) and all(p.vacant for p in (*before, *after)):
        return ("vacant",), say("its number is kept free")
    told = [said[p.id] for p in before if p.id in said]
    if after or not told:
        return row.dispositions, row.reason
    reasons = (
        say("its drafters say: {reason}", reason=entry.reason) if entry.reason else say("its drafters say so")
        for entry in told
    )
    return tuple(dict.fromkeys(entry.disposition for entry in told)), listed(reasons, "; ")


def succeeding(
    view: View, wording: Wording, line: str, readers: Audience = PUBLIC
) -> tuple[Wording, tuple[Disposed, ...]]:
    """A new version's provisions with the ids of those of the line's text that they continue; see `continuing`.

    A provision that an amendment wants to add, and the new version takes up, keeps its id as well. Nothing counts here
    that not all `readers` of the new version know of: it would be betrayed to the others.
    """
    known = before(view, line, readers)
    if not known:
        return wording, ()
    return continuing((*known, *_proposed(view, line, {p.id for p in known}, readers)), wording)


def before(view: View, line: str, readers: Audience) -> Wording:
    """The last words of a line that are known, with what was settled before all these readers; () where none are."""
    head = texts.head(view, line)
    found = amendments.last_known(view, head, readers) if head else None
    return found[1] if found else ()


def continuing(base: Wording, wording: Wording) -> tuple[Wording, tuple[Disposed, ...]]:
    """`wording`, which has ids of its own, with the ids of `base` that it continues, and what surely became of others.

    Ids come from the words (the aligner), never from the printed number alone; only a vacant point is known by its
    number. One deleted before that stays out is dropped; one merged into another goes with it; of others that are
    found nowhere nothing is said.
    """
    ids = {p.id: p.id for p in wording}
    vacant = {current.plain(p.number): p.id for p in base if p.vacant and p.number}
    ids.update(
        {p.id: vacant[current.plain(p.number)] for p in wording if p.vacant and current.plain(p.number) in vacant}
    )
    disposed = [Disposed(p.id, "dropped", "deleted before") for p in base if p.vacant]
    for row in align(base, wording).rows:
        if row.before and row.after and "substituted" not in row.dispositions:
            ids[_likest(base, wording, row.before[0], row.after)] = row.before[0]
            disposed += [Disposed(id_, "merged", "", (row.before[0],)) for id_ in row.before[1:]]
    named = tuple(msgspec.structs.replace(p, id=ids[p.id], parent=ids.get(p.parent, p.parent)) for p in wording)
    used = set(ids.values())
    return named, tuple(entry for entry in disposed if entry.provision not in used)


def _likest(base: Wording, wording: Wording, before: str, after: Sequence[str]) -> str:
    """Of the parts of a split, the one that has most of the words, which keeps the id."""
    if len(after) == 1:
        return after[0]
    old = next((p.words or "" for p in base if p.id == before), "")
    words = {p.id: p.words or "" for p in wording}
    return max(after, key=lambda id_: (similarity(old, words[id_]), -after.index(id_)))


def _proposed(view: View, line: str, present: set[str], readers: Audience) -> Wording:
    """What amendments want to add, so that a version which takes it up keeps its id."""
    return tuple(
        Provision(s.provision.id, known[0].body.words, number=known[0].body.number)
        for s in current.standings(view, line)
        if s.provision.id not in present and (known := amendments.shared(view, s.pending, readers))
    )


def _may_match(view: View, act: Act[Match]) -> None:
    body = act.body
    sides = [_by_id(view, id_) for id_ in (body.one, body.other)]
    if body.one == body.other:
        refuse("A text is not aligned with itself; name two.")
    if not body.before and not body.after:
        refuse("Name at least one point that corresponds, was dropped or was added.")
    for found, ids in zip(sides, (body.before, body.after), strict=True):
        present = {p.id for p in found.wording or ()}
        if found.wording is None:
            refuse("The text of {version} is not available; there is nothing to align yet.", version=found.called)
        if not set(ids) <= present or len(set(ids)) != len(ids):
            refuse("A point that is named is not in {version}, or is named twice.", version=found.called)
    for id_ in (body.one, body.other):
        target = view.act(id_)
        if target is not None and not reach.open_to(view, target, act.audience):
            refuse("Not all of these readers know of {name}; name fewer readers.", name=target.handle, typed="--to")
    if body.disposition in {"dropped", "added"} and body.before and body.after:
        refuse("Points that correspond were neither dropped nor added; name one side only.")


def _by_id(view: View, id_: str) -> Side:
    try:
        return side(view, id_)
    except Refused:
        refuse("A text that is to be aligned is not in this record.")


def _matched(state: Alignments, act: Act[Match]) -> Alignments:
    key = (act.body.one, act.body.other)
    return replace(state, settled=state.settled.insert(key, (*(state.settled.get(key) or ()), act)))


SUBJECT: Subject[Any] = Subject("alignments", Alignments(), (Kind("match", Match, _matched, _may_match),))
