"""The sign-off gates: who approved which words, what lapsed and why, what comes next; and who has had which text."""

from dataclasses import dataclass

from onetext.process import actors, moments, presentations, signoff, texts
from onetext.process.moments import Known
from onetext.process.presentations import Held
from onetext.process.signoff import Signature as Found
from onetext.record.act import Act
from onetext.record.view import View
from onetext.sentences import Sentence, enumerated, listed, say, term
from onetext.web.asked import Asked
from onetext.web.pages.yes.dated import called, cited, joined
from onetext.web.signs import HAD


@dataclass(frozen=True)
class Lapsed:
    """An approval that no longer binds, and why."""

    known: Known
    why: str


@dataclass(frozen=True)
class Signature:
    """An approver: the day of the approval that stands (None: missing), of which version and words, and what lapsed.

    `words` is the beginning of the fingerprint of the approved words; "" where their text is not available.
    """

    title: str
    known: Known | None
    version: str
    words: str
    source: str
    lapsed: tuple[Lapsed, ...]


@dataclass(frozen=True)
class Gate:
    """A gate: `turn` says that it is the one that is open now."""

    number: int
    label: str
    complete: bool
    turn: bool
    signatures: tuple[Signature, ...]


@dataclass(frozen=True)
class Order:
    """The sign-off order of the one text; `gates` are empty where none is declared, `words` as in `Signature`.

    `signs` says that whoever reads is an approver.
    """

    declared: str
    put_to: str
    version: str
    words: str
    gates: tuple[Gate, ...]
    next: str
    out_of_order: tuple[str, ...]
    signs: bool


@dataclass(frozen=True)
class Cell:
    """What is known of an actor and a version: the knowledge, its sign, and who says what."""

    version: str
    knowledge: str
    sign: str
    told: tuple[str, ...]


@dataclass(frozen=True)
class Holder:
    """An actor with a cell for each version."""

    name: str
    cells: tuple[Cell, ...]


SHOWN = 12


def order(view: View, asked: Asked) -> Order:
    """The gates as they stand over the present words."""
    standing, head = signoff.order(view), texts.head(view)
    step = signoff.next_step(view)
    gates = tuple(
        Gate(
            number, gate.label, gate.complete, number == step.gate, tuple(_signature(view, s) for s in gate.signatures)
        )
        for number, gate in enumerate(signoff.gates(view), 1)
    )
    return Order(
        declared=_declared(view, standing) if standing else "",
        put_to=enumerated([actors.name(view, slug) for slug in standing.body.put_to]) if standing else "",
        version=head.handle if head else "",
        words=signoff.bound(view, head).words[:SHOWN] if head else "",
        gates=gates,
        next=presentations.next_sentence(view),
        out_of_order=tuple(
            say("{who}: {what}", who=act.handle, what=listed((what, flag)))
            for act, what, flag in presentations.out_of_order(view, texts.MAIN)
        ),
        signs=bool(signoff.approvers_of(view, texts.MAIN, {asked.person, asked.party})),
    )


def _declared(view: View, standing: Act[signoff.Order]) -> str:
    by = enumerated([actors.name(view, slug) for slug in standing.body.by])
    return joined(by or actors.name(view, standing.party or standing.author), cited(standing))


def _signature(view: View, found: Found) -> Signature:
    lapsed = tuple(Lapsed(moments.known(view, act), why) for act, why in found.lapsed)
    act = found.approval
    if act is None:
        return Signature(found.title, None, "", "", "", lapsed)
    return Signature(
        found.title,
        moments.known(view, act),
        called(view, act.body.version),
        act.body.words[:SHOWN],
        cited(act),
        lapsed,
    )


def holders(view: View) -> tuple[Holder, ...]:
    """What each actor has had, version by version."""
    versions = texts.versions(view)
    return tuple(
        Holder(
            actors.name(view, slug), tuple(_cell(view, presentations.held(view, slug, version)) for version in versions)
        )
        for slug in presentations.concerned(view)
    )


def _account(view: View, act: Act[presentations.Account]) -> Sentence:
    told, says, day = term(act.body.told), presentations.teller(view, act), presentations.day(view, act)
    if not act.body.giver:
        return say("{told}, says {who}, {day}", told=told, who=says, day=day)
    giver = actors.name(view, act.body.giver)
    return say("{told} by {giver}, says {who}, {day}", told=told, giver=giver, who=says, day=day)


def _cell(view: View, held: Held) -> Cell:
    told: list[str] = [say("drew it up")] if held.drew_up else []
    told += [say("tabled here")] if held.tabled_here and not held.drew_up else []
    for act in held.put:
        who, day = actors.name(view, act.party or act.author), presentations.day(view, act)
        told.append(say("put by {who}, {day}", who=who, day=day))
    told += [joined(_account(view, one), one.body.note, cited(one)) for one in held.accounts]
    return Cell(held.version.handle, held.knowledge, HAD[held.knowledge], tuple(told))
