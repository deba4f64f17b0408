"""What is known of a point, part by part: amendments, stances, limbs, consents, what its words say, what was said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from onetext.process import (
    actors,
    amendments,
    areas,
    carrying,
    comments,
    consent,
    items,
    limb_positions,
    limbs,
    moments,
    positions,
    quantities,
    redlines,
    slots,
    texts,
    wishes,
)
from onetext.process.amendments import Propose
from onetext.process.carrying import Carrying
from onetext.process.current import Standing
from onetext.process.moments import Known
from onetext.process.positions import Reading, Take
from onetext.record.act import Act
from onetext.record.view import View
from onetext.sentences import Sentence, say, term
from onetext.text.provision import canonical
from onetext.text.redline import redline
from onetext.text.redline.runs import Run
from onetext.text.sense.modality import modality
from onetext.text.sense.quantities import show as number
from onetext.web.asked import Asked
from onetext.web.pages.text import wording
from onetext.web.pages.text.drawn import Kind, Party, Side, kind_of
from onetext.web.pages.text.wording import Words


@dataclass(frozen=True)
class Whence:
    """Where something comes from: the act's id and name, who did it, since when it is known, what reports it.

    `name` is "" where nobody gave it one.
    """

    id: str
    name: str
    by: str
    known: Known
    source: str
    mine: bool


@dataclass(frozen=True)
class Amendment:
    """An amendment: what it wants, as a redline of the words as they stand, and whether it still fits.

    One that no longer fits keeps the words that it was made on (`base`) beside those that it wants.
    """

    act: Whence
    by: tuple[str, ...]
    change: str
    told: str
    runs: tuple[Run, ...]
    fits: str
    fits_told: str
    base: str
    wants: str
    reason: str
    sides: tuple[Side, ...]
    outcome: str = ""


@dataclass(frozen=True)
class Stance:
    """A stance that a party took here, as it reads now."""

    act: Whence
    party: str
    kind: Kind
    said: str
    on: str
    note: str
    reason: str
    stated_by: str
    flags: tuple[str, ...]
    confirmable: bool


@dataclass(frozen=True)
class Limb:
    """A promise of a point with whom it binds, and who took which stance on it."""

    key: str
    words: str
    actor: str
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class Needed:
    """Whose consent or act a point needs, and why."""

    name: str
    why: str
    present: bool
    limb: str
    missing: str


@dataclass(frozen=True)
class Quantity:
    """A number in a point's words, with what is noted beside it."""

    words: str
    bound: str
    approximate: bool
    as_of: str
    counting: str
    baseline: str
    baseline_as_of: str
    flags: tuple[str, ...]


@dataclass(frozen=True)
class Mode:
    """How strongly a clause binds, and whom; "" for nobody by name."""

    grade: str
    negated: bool
    trigger: str
    actor: str


@dataclass(frozen=True)
class Slot:
    """What a commitment should say: whether it does, and in what words."""

    slot: str
    state: str
    words: str
    annex: str
    deliberate: tuple[Party, ...]


@dataclass(frozen=True)
class Area:
    """An area or line that a point is about."""

    title: str
    status: str
    actor: str
    as_of: date | None
    known: bool


@dataclass(frozen=True)
class RedLine:
    """A red line at this point that the viewer may see, and what crosses it: pending amendments, `by` which alone.

    Where the words cross it as they stand, `by` is ().
    """

    act: Whence
    owner: str
    asks: str
    grade: str
    readers: tuple[str, ...]
    verdicts: tuple[str, ...]
    crossed: bool
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comment:
    """A comment in its thread."""

    act: Whence
    depth: int
    speaker: str
    words: str
    text: str


@dataclass(frozen=True)
class Settlement:
    """How the point was settled once: the words, and what became of the amendments."""

    act: Whence
    words: str
    vacant: bool
    reason: str
    dealt: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Earlier:
    """The words of the point in a version, as a redline from the version before."""

    version: str
    words: Words | None
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Issue:
    """An issue that people opened about the point."""

    act: Whence
    title: str
    status: str
    steps: tuple[str, ...]


def origin(view: View, asked: Asked, act: Act[Any]) -> Whence:
    """Where something comes from, as this viewer is told it."""
    by = actors.name(view, act.party or act.author) if act.party or actors.declared(view, act.author) else act.author
    source = act.source
    cited = ""
    if source:
        cited = say("{outlet}, {place}: “{quote}”", outlet=source.outlet, place=source.place, quote=source.quote)
    mine = (act.author, act.party) == (asked.person, asked.party or ("" if asked.person == "keeper" else asked.person))
    return Whence(act.id, act.name, by, moments.known(view, act), cited, mine and asked.may_act)


def _named(view: View, slugs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(actors.name(view, slug) for slug in slugs)


def pending(view: View, asked: Asked, standing: Standing, label: str) -> Iterator[Amendment]:
    """The amendments that wait to be settled, as they read on the present words."""
    carried = {one.act.id: one for one in standing.carried}
    for act in standing.pending:
        one = carried.get(act.id)
        yield _amendment(view, asked, act, carrying.as_carried(act.body, one), one, label)


def dealt_with(view: View, asked: Asked, provision: str, label: str) -> Iterator[Amendment]:
    """The amendments that were settled, each with its outcome."""
    for act in amendments.proposals(view, provision):
        if (found := amendments.outcome(view, act.id)) is not None:
            yield _amendment(view, asked, act, act.body, None, label, found[0])


def _amendment(
    view: View, asked: Asked, act: Act[Propose], body: Propose, one: Carrying | None, label: str, outcome: str = ""
) -> Amendment:
    unfit = one is not None and one.state == "no longer fits"
    worded = body.change == "replace"
    return Amendment(
        origin(view, asked, act),
        _named(view, amendments.proponents(act)),
        body.change,
        "" if worded else wishes.in_words(view, body, label),
        redline(body.base, body.words or "") if worded else (),
        one.state if one else "",
        wishes.fitting(view, one) if one and one.state != "fits" else "",
        act.body.base if unfit else "",
        " / ".join(act.body.parts) or (act.body.words or "") if unfit else "",
        body.reason,
        _sides(view, act) if not outcome else (),
        outcome,
    )


def _sides(view: View, act: Act[Propose]) -> tuple[Side, ...]:
    """Who stands where on an amendment."""
    found: dict[Kind, list[Party]] = {}
    for slug in positions.parties(view):
        reading = positions.on_amendment(view, slug, act)
        if reading is not None:
            found.setdefault(kind_of(reading), []).append(Party(slug, actors.name(view, slug)))
    return tuple(Side(kind, tuple(who)) for kind, who in found.items())


def stances(view: View, asked: Asked, standing: Standing, line: str) -> Iterator[Stance]:
    """Every stance that was taken at this point, the latest first, as it reads now."""
    id_ = standing.provision.id
    current = {}
    for slug in positions.parties(view):
        reading = positions.reading(view, slug, standing, line)
        if reading is not None:
            current[reading.act.id] = reading
    taken = [a for a in positions.history(view) if a.body.provision == id_ and a.body.line == line]
    whole = [r.act for r in current.values() if not r.act.body.provision]
    for act in sorted([*taken, *whole], key=lambda act: act.order, reverse=True):
        reading = current.get(act.id)
        stance, flags = positions.effective(view, act)
        shown = positions.Reading(act, stance, reading.status if reading else "stands")
        yield Stance(
            origin(view, asked, act),
            actors.name(view, act.body.party),
            kind_of(shown) if reading else _past(act, stance, standing),
            positions.said(shown),
            positions.called(view, act),
            reading.note if reading else "",
            act.body.reason if act.body.stance != "described" else "",
            actors.name(view, act.body.by) if act.body.by else "",
            flags,
            reading is not None and confirmable(view, asked, shown),
        )


def confirmable(view: View, asked: Asked, reading: Reading) -> bool:
    """Whether an agreement stands ad referendum and it is for whoever reads, its party's principal, to confirm it."""
    act = reading.act
    mine = asked.may_act and act.body.party == asked.whose and reading.status == "stands"
    return mine and positions.confirmable(view, act, asked.person)


def _past(act: Act[Take], stance: positions.Stance, standing: Standing) -> Kind:
    """A stance that another took the place of, or that is on something within the point."""
    if act.body.limb or act.body.amendment:
        return stance
    return stance if act.body.words == standing.fingerprint else "lapsed"


def limbs_of(view: View, provision: str) -> Iterator[Limb]:
    """The limbs as they were recorded."""
    for limb in limbs.of(view, provision):
        took = limb_positions.latest(view, provision, limb.words)
        found: dict[Kind, list[Party]] = {}
        for slug, act in took.items():
            found.setdefault(positions.effective(view, act)[0], []).append(Party(slug, actors.name(view, slug)))
        sides = tuple(Side(kind, tuple(who)) for kind, who in found.items())
        yield Limb(limb.key, limb.words, actors.name(view, limb.actor) if limb.actor else "", sides)


def needed(view: View, standing: Standing, line: str, item: items.OpenItem | None) -> Iterator[Needed]:
    """Whose consent or act it needs."""
    missing = {m.required.actor: m.why for m in item.missing} if item else {}
    for one in consent.required(view, standing, line):
        yield Needed(actors.name(view, one.actor), one.why, one.present, one.limb, missing.get(one.actor, ""))


def numbers(view: View, provision: str, words: str) -> Iterator[Quantity]:
    """The numbers in the words."""
    for noted in quantities.of(view, provision, words):
        q = noted.quantity
        said = f"{number(q.value)} {q.unit}".strip() if q.value is not None else q.words
        yield Quantity(
            said,
            q.bound if q.value is not None else "",
            q.approximate and q.bound != "about",
            noted.as_of or "",
            noted.counting or "",
            noted.baseline or "",
            noted.baseline_as_of or "",
            noted.flags,
        )


def modes(words: str) -> Iterator[Mode]:
    """How strongly each clause binds."""
    for one in modality(words):
        yield Mode(one.grade, one.negated and one.grade != "prohibition", one.trigger, one.actor or "")


def slots_of(view: View, provision: str, words: str) -> Iterator[Slot]:
    """What the commitment says, and what it leaves out."""
    for one in slots.of(view, provision, words):
        who = tuple(Party(a.body.party, actors.name(view, a.body.party), a.body.reason) for a in one.deliberate)
        annex = one.annex.body.title if one.annex else ""
        yield Slot(one.slot, one.state, one.words if one.slot != "what" else "", annex, who)


def areas_of(view: View, provision: str) -> Iterator[Area]:
    """The areas and lines."""
    for act in areas.areas(view, provision):
        body = act.body
        who = actors.name(view, body.actor) if body.actor else ""
        yield Area(body.title, body.status, who, body.as_of, body.geometry is not None)


def red_lines(view: View, asked: Asked, provision: str, line: str) -> Iterator[RedLine]:
    """The red lines at this point that the viewer may see, and what the words and amendments do to each."""
    for act in redlines.drawn(view):
        if act.body.line == line and act.body.provision == provision:
            found = redlines.verdicts(view, act)
            told = tuple(
                say(
                    "{who}: {what}",
                    who=amendments.called(view, v.amendment) if v.amendment else term("the text as it stands"),
                    what=v.why,
                )
                for v in found
                if v.why
            )
            readers = ("*",) if "*" in act.audience else _named(view, act.audience)
            owner, asks = actors.name(view, act.body.owner), redlines.condition(act.body)
            crossing = tuple(v.amendment.handle if v.amendment else "" for v in found if v.state == "crossed")
            crossed, by = bool(crossing), () if "" in crossing else crossing
            yield RedLine(origin(view, asked, act), owner, asks, act.body.grade, readers, told, crossed, by)


def threads(view: View, asked: Asked, provision: str, line: str) -> Iterator[Comment]:
    """The comments, each answer below what it answers."""
    made = tuple(act for act in comments.comments(view, provision) if act.body.line == line)
    for depth, act in comments.threads(made):
        told = comments.speaker(view, act)
        yield Comment(origin(view, asked, act), min(depth, 4), told, act.body.words, act.body.text)


def settlements(view: View, asked: Asked, provision: str) -> Iterator[Settlement]:
    """How the point was settled, the latest first."""
    for act in reversed(amendments.history(view, provision)):
        result = next((p for p in act.body.result if p.id == provision), None)
        dealt = tuple((_called(view, one.amendment), one.outcome) for one in act.body.dealt)
        words = (result.words or "") if result else ""
        vacant = result is None or result.vacant
        yield Settlement(origin(view, asked, act), words, vacant, act.body.reason, dealt)


def _called(view: View, id_: str) -> str:
    act = view.act(id_)
    return amendments.called(view, act) if act else ""


def earlier(view: View, provision: str, line: str) -> Iterator[Earlier]:
    """The words of the point in each version that had it, the latest first, each beside the one before."""
    before = ""
    found: list[Earlier] = []
    for version in texts.versions(view, line):
        point = next((p for p in version.body.wording or () if p.id == provision), None)
        if point is not None and point.words is not None and canonical(point.words) != canonical(before):
            lang = point.lang or version.body.lang
            runs = redline(before, point.words) if before else ()
            found.append(Earlier(version.handle, wording.of(point.words, lang), runs))
            before = point.words
        elif point is not None and point.vacant:
            found.append(Earlier(version.handle, None, ()))
    return reversed(found)


_DONE: Mapping[items.Step, Sentence] = {"narrow": say("narrow"), "close": say("close"), "reopen": say("reopen")}


def issues(view: View, asked: Asked, provision: str, line: str) -> Iterator[Issue]:
    """The issues about the point, with their history."""
    for one in items.issues(view, line):
        if one.act.body.provision == provision:
            steps = tuple(
                say("{who}: {what}", who=_DONE[step.body.step], what=step.body.reason) for step in one.history
            )
            yield Issue(origin(view, asked, one.act), one.act.body.title, one.status, steps)
