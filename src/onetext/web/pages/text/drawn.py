"""A point of the text as it is drawn: its words, its state, who stands where, what is pending, what is new."""

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from onetext.process import (
    actors,
    amendments,
    comments,
    current,
    items,
    links,
    points,
    positions,
    principals,
    redlines,
    retained,
    silence,
    tacit,
    texts,
    tracks,
)
from onetext.process.current import Standing
from onetext.process.items import OpenItem
from onetext.process.links import Bond
from onetext.process.positions import Reading
from onetext.process.texts import MAIN
from onetext.record.act import Act
from onetext.record.view import View
from onetext.sentences import listed, say
from onetext.text.provision import Provision
from onetext.web import seen
from onetext.web.asked import Asked
from onetext.web.pages.text import news, wording
from onetext.web.pages.text.wording import Words

State = Literal[
    "agreed", "ad referendum", "open", "retained", "referred", "silence", "proposed", "unknown", "vacant", "dropped",
    "heading", "",
]  # fmt: skip
Kind = Literal[
    "agreed", "by silence", "ad referendum", "conditional", "reserved", "opposed", "silent", "described", "lapsed",
    "unknown", "no position",
]  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "agreed", "by silence", "ad referendum", "conditional", "reserved", "opposed", "silent", "described", "lapsed",
    "unknown", "no position",
)  # fmt: skip
MOST_DEPTH, MOST_LEVEL = 6, 4


class Party(msgspec.Struct, frozen=True):
    """A party that stands somewhere, with what must be said of it: a condition, which reservation, on which limb."""

    slug: str
    name: str
    note: str = ""


class Side(msgspec.Struct, frozen=True):
    """The parties that stand alike on a point."""

    kind: Kind
    parties: tuple[Party, ...]


class Pending(msgspec.Struct, frozen=True):
    """An amendment that waits to be settled."""

    id: str
    name: str
    by: tuple[str, ...]
    change: str
    fits: str


class Linked(msgspec.Struct, frozen=True):
    """A link to another point; `forward` where it is told from this one."""

    bond: Bond
    forward: bool
    id: str
    label: str


class Point(msgspec.Struct, frozen=True):
    """A point as it is drawn in the text.

    `heading` is its level, 0 for a point; `depth` how far it stands in. Where its present words are not known, `words`
    are the last that are, of the version `known_in`. `also` are further states that it is in.
    `mine` says that it waits for the yes of whoever reads, `wished` that they have an amendment pending there.
    """

    id: str
    label: str
    depth: int
    heading: int
    words: Words | None
    known_in: str = ""
    paraphrase: bool = False
    state: State = ""
    also: tuple[State, ...] = ()
    track: str = ""
    sides: tuple[Side, ...] = ()
    pending: tuple[Pending, ...] = ()
    comments: int = 0
    links: tuple[Linked, ...] = ()
    crossed: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    mine: bool = False
    wished: bool = False
    open: bool = False


class Place(msgspec.Struct, frozen=True):
    """Where points are drawn: what is the same for all of them.

    `query` is what addresses there carry on, `back` the address of the text itself, quoted for a query; `may_settle`
    says that whoever reads holds the pen.
    """

    base: str
    query: str = ""
    line: str = ""
    may_act: bool = False
    back: str = ""
    may_settle: bool = False


@dataclass(frozen=True)
class Around:
    """What is asked once for all points of a line."""

    view: View
    asked: Asked
    line: str
    standings: tuple[Standing, ...]
    open: Mapping[str, OpenItem]
    waiting: Mapping[str, str]
    kept: frozenset[str]
    quiet: frozenset[str]
    labels: Mapping[str, str]
    parties: tuple[str, ...]
    whole: str | None
    counts: Mapping[str, int]
    links: Mapping[str, tuple[Linked, ...]]
    crossed: Mapping[str, tuple[str, ...]]
    news: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def drawn(view: View, asked: Asked, line: str = MAIN) -> tuple[Around, tuple[Point, ...]]:
    """Every point of a line as it is drawn, with what they have in common.

    The last answers are kept: a page is asked for many times while nobody acts. The day counts too, for offices are
    held from day to day, and so does every silence procedure, which ends while nobody acts.
    """
    ended = tuple(silence.result(view, act).outcome for act in silence.procedures(view))
    key = (line, asked.whose, asked.person, asked.as_of, asked.seen, actors.today(view), ended)
    for acts, of, found in tuple(_LATEST):
        if acts is view.acts and of == key:
            return found
    at = around(view, asked, line)
    place = depths([standing.provision for standing in at.standings])
    answer = at, tuple(point(at, standing, *place[standing.provision.id]) for standing in at.standings)
    _LATEST.append((view.acts, key, answer))
    return answer


_LATEST: deque[tuple[Sequence[Act[Any]], tuple[object, ...], tuple[Around, tuple[Point, ...]]]] = deque(maxlen=64)


def around(view: View, asked: Asked, line: str = MAIN) -> Around:
    """Everything that the points of a line have in common."""
    standings = current.standings(view, line)
    labels = {s.provision.id: points.label(s) for s in standings}
    quiet = (act.body for act in silence.procedures(view) if silence.result(view, act).outcome == "running")
    fresh = asked.seen and not asked.as_of
    return Around(
        view,
        asked,
        line,
        standings,
        {item.standing.provision.id: item for item in items.open_items(view, line)},
        {id_: referral.title for id_, referral in tracks.waiting(view, line).items()},
        frozenset(act.body.provision for act in retained.retained(view, line)),
        frozenset(body.provision for body in quiet if body.line == line),
        labels,
        positions.parties(view),
        current.fingerprint_now(view, line),
        Counter(act.body.provision for act in comments.comments(view) if act.body.line == line),
        _links(view, labels, line),
        crossed(view, asked.whose, line),
        news.news(view, seen.moment(asked.seen), asked.person, line) if fresh else {},
    )


def _links(view: View, labels: Mapping[str, str], line: str) -> dict[str, tuple[Linked, ...]]:
    found: dict[str, tuple[Linked, ...]] = {}
    for act in links.links(view):
        if act.body.line == line:
            for id_ in (act.body.one, act.body.other):
                other = links.partner(act.body, id_)
                called = labels.get(other) or links.called(view, other, line)
                one = Linked(act.body.bond, id_ == act.body.one, other, called)
                found[id_] = (*found.get(id_, ()), one)
    return found


def crossed(view: View, owner: str, line: str = MAIN) -> dict[str, tuple[str, ...]]:
    """By point what crosses this owner's red lines; "" holds what the whole text does."""
    found: dict[str, tuple[str, ...]] = {}
    for act, verdict in redlines.warnings(view, owner):
        if act.body.line == line:
            where = verdict.amendment.body.provision if verdict.amendment else act.body.provision
            told: str = listed((verdict.why, redlines.condition(act.body)), "; ")
            if verdict.amendment:
                told = say("{who}: {what}", who=amendments.called(view, verdict.amendment), what=told)
            found[where] = (*found.get(where, ()), told)
    return found


def point(at: Around, standing: Standing, depth: int, level: int) -> Point:
    """One point, as it stands."""
    provision = standing.provision
    id_ = provision.id
    words, known_in, paraphrase = _words(standing)
    if provision.heading:
        return Point(id_, provision.number, depth, level, words, state="heading", news=at.news.get(id_, ()))
    item = at.open.get(id_)
    state, *also = states(at, standing, item)
    return Point(
        id=id_,
        label=at.labels[id_],
        depth=depth,
        heading=0,
        words=words,
        known_in=known_in,
        paraphrase=paraphrase,
        state=state,
        also=tuple(also),
        track=at.waiting.get(id_, ""),
        sides=sides(at, standing, item) if points.is_point(standing) else (),
        pending=_pending(at.view, standing),
        comments=at.counts.get(id_, 0),
        links=at.links.get(id_, ()),
        crossed=at.crossed.get(id_, ()),
        news=at.news.get(id_, ()),
        mine=_waits(at, item),
        wished=any(at.asked.whose in amendments.proponents(act) for act in standing.pending),
        open=item is not None,
    )


def _words(standing: Standing) -> tuple[Words | None, str, bool]:
    provision, last = standing.provision, standing.last_known
    lang = provision.lang or standing.version.body.lang
    if provision.vacant or standing.dropped:
        return None, "", False
    if provision.words is not None:
        return wording.of(standing.bracketed or provision.words, lang), "", standing.version.body.paraphrase
    if last is None:
        return None, "", False
    return wording.of(last[1], provision.lang or last[0].body.lang), last[0].handle, last[0].body.paraphrase


def states(at: Around, standing: Standing, item: OpenItem | None) -> tuple[State, ...]:
    """The states of a point, the one that a reader must know first at the beginning."""
    id_ = standing.provision.id
    found: list[State] = []
    if standing.dropped or standing.provision.vacant:
        return ("dropped" if standing.dropped else "vacant",)
    found += ["retained"] if id_ in at.kept else []
    found += ["referred"] if id_ in at.waiting else []
    found += ["silence"] if {id_, ""} & at.quiet else []
    if points.adding(standing) is not None:
        return (*found, "proposed")
    if standing.provision.words is None:
        return (*found, "unknown")
    if item is None:
        return (*found, "agreed")
    return (*found, "ad referendum" if _lacks_principals_only(item) else "open")


def _lacks_principals_only(item: OpenItem) -> bool:
    """Whether all who must agree did, and only principals have yet to confirm."""
    return bool(item.missing) and all(
        m.reading is not None and m.reading.stance == "ad referendum" and m.reading.status == "stands"
        for m in item.missing
    )


def sides(at: Around, standing: Standing, item: OpenItem | None) -> tuple[Side, ...]:
    """Who stands where, those alike together; a party at the table, or one that must agree, may have no position."""
    lacking = {m.required.actor: m.reading for m in item.missing} if item else {}
    silent = {slug for slug, reading in lacking.items() if reading is None}
    seated = {slug for slug in at.parties if actors.role(at.view, slug) == "party"}
    found: dict[Kind, list[Party]] = {}
    for slug in (*at.parties, *sorted(silent - set(at.parties))):
        reading = lacking[slug] if slug in lacking else _reading(at, standing, slug)
        kind = _by_silence(at, standing, item, slug, reading) or kind_of(reading)
        if kind != "no position" or slug in seated | silent:
            found.setdefault(kind, []).append(Party(slug, actors.name(at.view, slug), _note(reading)))
    return tuple(Side(kind, tuple(found[kind])) for kind in KINDS if kind in found)


def _reading(at: Around, standing: Standing, party: str) -> Reading | None:
    adding = points.adding(standing)
    if adding is not None:
        return positions.on_amendment(at.view, party, adding)
    return positions.reading(at.view, party, standing, at.line)


def _by_silence(
    at: Around, standing: Standing, item: OpenItem | None, party: str, reading: Reading | None
) -> Kind | None:
    """How a party agrees by silence, if it does; of an open point it is known already of those who must agree."""
    if points.adding(standing) is not None:
        return None
    prints = {"": at.whole, standing.provision.id: standing.fingerprint}
    if item is not None and party in item.by_silence:
        return "by silence"
    found = tacit.consent(at.view, party, prints, reading, at.line)
    if found is None:
        return None
    return "by silence" if tacit.is_whole(at.view, party, found) else "ad referendum"


def kind_of(reading: Reading | None) -> Kind:
    """In which way a party stands on words."""
    if reading is None:
        return "no position"
    if reading.status != "stands":
        return "lapsed" if reading.status == "lapsed" else "unknown"
    return reading.stance


def _note(reading: Reading | None) -> str:
    if reading is None:
        return ""
    if reading.status != "stands":
        return positions.said(reading)
    body = reading.act.body
    return body.condition or body.reservation or (body.reason if reading.stance == "described" else "")


def _pending(view: View, standing: Standing) -> tuple[Pending, ...]:
    carried = {one.act.id: one.state for one in standing.carried}
    return tuple(
        Pending(
            act.id,
            amendments.called(view, act),
            tuple(actors.name(view, who) for who in amendments.proponents(act)),
            act.body.change,
            carried.get(act.id, ""),
        )
        for act in standing.pending
    )


def _waits(at: Around, item: OpenItem | None) -> bool:
    """Whether a point waits for the yes of whoever reads: what is agreed ad referendum waits for the principal alone.

    On a rival draft nothing does, for it is never the text that is agreed.
    """
    me = at.asked.whose
    mine = next((m for m in item.missing if m.required.actor == me), None) if item and at.line == MAIN else None
    if mine is None:
        return False
    unconfirmed = kind_of(mine.reading) == "ad referendum"
    return not unconfirmed or principals.may_decide(at.view, me, at.asked.person)


def depths(provisions: Sequence[Provision]) -> dict[str, tuple[int, int]]:
    """For each provision how far it stands in, and for a heading its level from 2: headings push nothing in."""
    by_id = {p.id: p for p in provisions}
    found: dict[str, tuple[int, int]] = {}
    for provision in provisions:
        above, level, parent, met = 0, 2, by_id.get(provision.parent), {provision.id}
        while parent is not None and parent.id not in met:
            met.add(parent.id)
            above, level = (above, level + 1) if parent.heading else (above + 1, level)
            parent = by_id.get(parent.parent)
        found[provision.id] = (min(above, MOST_DEPTH), min(level, MOST_LEVEL) if provision.heading else 0)
    return found


def completeness(view: View, line: str) -> tuple[int, str]:
    """How many points are known to be there without their words, and of which version that is known."""
    head = texts.head(view, line)
    source = texts.latest_with_words(view, head) if head else None
    if head is None:
        return 0, ""
    if source is None:
        return head.body.expected or 0, head.handle
    return texts.unknown_points(source.body), source.handle
