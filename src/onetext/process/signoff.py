"""Sign-off: gates of approvals over the exact words of a text, in order, before it is put to somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from rpds import HashTrieMap

from onetext.process import actors, amendments, current, moments, negotiation, points, texts
from onetext.process.reach import before_all, spoken_of
from onetext.process.texts import MAIN, Table
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.sentences import Sentence, enumerated, listed, opening, say, say_count

COUNTS = (
    say("no"), say("one"), say("two"), say("three"), say("four"), say("five"), say("six"), say("seven"), say("eight"),
    say("nine"), say("ten"),
)  # fmt: skip


class Approver(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whose approval is needed: of whoever holds an office (the id of its act) on the day, or of an actor."""

    office: str = ""
    actor: str = ""


class Gate(msgspec.Struct, frozen=True, omit_defaults=True):
    """All of these must approve before the next gate."""

    approvers: tuple[Approver, ...]
    label: str = ""


class Order(msgspec.Struct, frozen=True, omit_defaults=True):
    """Through which gates a text goes, one after the other, before it is put to `put_to`. The latest order stands.

    `by` says whose word the order is when it is reported.
    """

    gates: tuple[Gate, ...]
    put_to: tuple[str, ...]
    line: str = MAIN
    by: tuple[str, ...] = ()


class Approve(msgspec.Struct, frozen=True, omit_defaults=True):
    """An approver approves a version in the words with this fingerprint; "" where its text is not available."""

    approver: Approver
    version: str
    words: str = ""
    line: str = MAIN


@dataclass(frozen=True)
class Signoff:
    """Every order and every approval."""

    orders: HashTrieMap[str, Act[Order]] = HashTrieMap()
    approvals: HashTrieMap[str, Act[Approve]] = HashTrieMap()


@dataclass(frozen=True, slots=True)
class Bound:
    """What an approval binds to: words by their fingerprint, or a version whose text is not available (words "")."""

    version: str
    words: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Where one approver of a gate stands.

    `approval` binds to the present words; `lapsed` are earlier ones that no longer do, each with the reason.
    """

    approver: Approver
    title: str
    approval: Act[Approve] | None
    lapsed: tuple[tuple[Act[Approve], str], ...]


@dataclass(frozen=True, slots=True)
class GateState:
    """A gate and its approvers."""

    label: str
    signatures: tuple[Signature, ...]

    @property
    def complete(self) -> bool:
        """Whether every approver's approval binds to the present words."""
        return all(signature.approval is not None for signature in self.signatures)


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next: `gate` is the number of the gate that is open (0: none is), `missing` who has yet to approve."""

    gate: int
    missing: tuple[Approver, ...]
    sentence: str


def order(view: View, line: str = MAIN) -> Act[Order] | None:
    """The order that stands for a line of drafts: the latest; None where none was declared."""
    found = [act for act in view[Signoff].orders.values() if act.body.line == line]
    return max(found, key=lambda act: act.order, default=None)


def approvals(view: View, line: str = MAIN) -> tuple[Act[Approve], ...]:
    """Every approval of a version of a line, in the order of the record."""
    return tuple(
        sorted(
            (act for act in view[Signoff].approvals.values() if act.body.line == line),
            key=lambda act: act.order,
        )
    )


def bound(view: View, version: Act[Table]) -> Bound:
    """What an approval of this version binds to now."""
    return Bound(version.id, texts.fingerprint_in(version, current.wording_of(view, version)) or "")


def title(view: View, approver: Approver) -> str:
    """An approver in words: "the President of Ukraine"."""
    if not approver.office:
        return actors.name(view, approver.actor)
    held = view[actors.Actors].offices.get(approver.office)
    if held is None:
        return say("the holder of an office that this record does not name")
    office = held.body.title
    return office if office.lower().startswith("the ") else say("the {office}", office=office)


def gates(view: View, line: str = MAIN) -> tuple[GateState, ...]:
    """The gates in their order, with who has approved the present words of the line's head."""
    standing, head = order(view, line), texts.head(view, line)
    if standing is None:
        return ()
    now = bound(view, head) if head else None
    given = approvals(view, line)
    reasons = {act.id: lapse(view, act, now) for act in given}
    return tuple(
        GateState(gate.label, tuple(_signature(view, approver, given, reasons) for approver in gate.approvers))
        for gate in standing.body.gates
    )


def lapse(view: View, act: Act[Approve], now: Bound | None) -> str | None:
    """Why an approval no longer binds to the present words; None while it does."""
    if now is not None and _binds(view, act, now):
        return None
    after = _changed_by(view, act)
    if after is None and not (act.body.words and now and now.words):
        return say("the approved text or the present one is not available, so the words cannot be told to be the same")
    if after is None:
        return say("it was given for other words than those of the text as it stands")
    day = moments.known_on(view, after)
    if isinstance(after.body, Table) and not (texts.is_complete(after.body) and act.body.words):
        return _not_comparable(after, day)
    if isinstance(after.body, Table):
        return say("the words changed: {version} followed on {day}", version=after.handle, day=day)
    point = points.named(view, after.body.provision, after.body.line)
    return say("the words changed: point {point} was settled in other words on {day}", point=point, day=day)


def _not_comparable(after: Act[Table], day: str) -> Sentence:
    if texts.is_complete(after.body):
        return say(
            "{version} followed on {day}; the approved text is not available, "
            "so the words cannot be told to be the same",
            version=after.handle, day=day,
        )  # fmt: skip
    if after.body.wording is None:
        return say(
            "{version} followed on {day}; its own text is not available, so the words cannot be told to be the same",
            version=after.handle, day=day,
        )  # fmt: skip
    return say(
        "{version} followed on {day}; not all of its words are known, so the words cannot be told to be the same",
        version=after.handle, day=day,
    )  # fmt: skip


def missing(view: View, standing: Order, now: Bound, gates_before: int) -> tuple[Approver, ...]:
    """The approvers of the first gates whose approval of these words is not there."""
    given = {act.body.approver for act in approvals(view, standing.line) if _binds(view, act, now)}
    wanted = dict.fromkeys(approver for gate in standing.gates[:gates_before] for approver in gate.approvers)
    return tuple(approver for approver in wanted if approver not in given)


def next_step(view: View, line: str = MAIN) -> Step:
    """Which gate is open, who is missing there, and what follows."""
    standing, head = order(view, line), texts.head(view, line)
    if standing is None:
        return Step(0, (), say("No sign-off order is declared."))
    if head is None:
        return Step(0, (), say("There is no text to sign off yet."))
    now = bound(view, head)
    who = enumerated([actors.name(view, slug) for slug in standing.body.put_to])
    for number in range(1, len(standing.body.gates) + 1):
        absent = missing(view, standing.body, now, number)
        if absent:
            told = say("Gate {number}: {what}.", number=number, what=are_missing(view, absent))
            return Step(number, absent, told)
    return Step(0, (), say("Every gate is complete: {version} may be put to {who}.", version=head.handle, who=who))


def approvers_of(view: View, line: str, slugs: Iterable[str]) -> tuple[Approver, ...]:
    """The approvers of the standing order that these actors are, themselves or as holders of an office today."""
    standing, who = order(view, line), set(slugs) - {""}
    every = dict.fromkeys(approver for gate in standing.body.gates for approver in gate.approvers) if standing else {}
    return tuple(approver for approver in every if who & {approver.actor, _holder(view, approver)})


def obstacle(view: View, to: Iterable[str], version: Act[Table]) -> Sentence | None:
    """Why a version cannot be put to these actors yet, in one sentence; None when no gate stands before them."""
    standing = order(view, version.body.line)
    return hindrance(view, standing.body, bound(view, version), to, version.handle) if standing else None


def hindrance(view: View, standing: Order, words: Bound, to: Iterable[str], called: str) -> Sentence | None:
    """Why these words cannot be put to these actors under an order yet; None when no gate stands before them."""
    for slug in sorted(set(to)):
        absent = missing(view, standing, words, gates_before(view, standing, slug))
        if absent:
            return say(
                "{missing}; only then can {text} be put to {who}.",
                missing=opening(are_missing(view, absent)),
                text=called,
                who=actors.name(view, slug),
            )
    return None


def is_kept_out(view: View, standing: Order, slug: str) -> bool:
    """Whether an order keeps the text itself from an actor: whoever sits at the table works on it before the gates.

    That does not hold for those to whom it is put in the end: a seat is no way past the gates.
    """
    return _is_put_to(view, standing, slug) or not actors.at_the_table(view, slug)


def seated_behind(view: View, standing: Order) -> tuple[str, ...]:
    """Those at the table from whom an order would keep the one text, which is before the whole table."""
    if standing.line != MAIN:
        return ()
    behind = (slug for slug in actors.seated(view) if _is_put_to(view, standing, slug))
    return tuple(slug for slug in behind if gates_before(view, standing, slug))


def gates_before(view: View, standing: Order, slug: str) -> int:
    """How many gates must be complete before a text is put to an actor.

    Those who approve at a gate wait for the gates before it; those to whom the text is put in the end, whoever acts or
    speaks for them, bodies of which they are members, and their own members, wait for all.
    """
    for number, gate in enumerate(standing.gates):
        if any(slug in {approver.actor, _holder(view, approver)} for approver in gate.approvers):
            return number
    return len(standing.gates) if _is_put_to(view, standing, slug) else 0


def _is_put_to(view: View, standing: Order, slug: str) -> bool:
    """Whether a text is put to an actor in the end. A member that sits at the table for itself is not its body."""
    if _stands_for(view, slug) & set(standing.put_to):
        return True
    if actors.role(view, slug) in ("party", "mediator"):
        return False
    return any(slug in actors.members_of(view, body) for body in standing.put_to)


def against_order(view: View, act: Act[Approve]) -> str:
    """What is out of order about a reported approval, in words; "" where nothing is."""
    standing = order_before(view, act.body.line, act)
    if standing is None:
        return ""
    at = next((n for n, gate in enumerate(standing.body.gates) if act.body.approver in gate.approvers), None)
    if at is None:
        return say("not among the approvers of the sign-off order")
    return say("reported against the sign-off order") if early(view, act, standing.body, at) else ""


def early(view: View, act: Act[Any], standing: Order, gates_needed: int) -> bool:
    """Whether an act about a version came before the first gates were complete for the words that it was about."""
    version, words = getattr(act.body, "version", ""), getattr(act.body, "words", "")
    given = {
        other.body.approver
        for other in approvals(view, standing.line)
        if other.order < act.order
        and (other.body.words == words if words and other.body.words else other.body.version == version)
    }
    wanted = {approver for gate in standing.gates[:gates_needed] for approver in gate.approvers}
    return not wanted <= given


def are_missing(view: View, absent: tuple[Approver, ...]) -> Sentence:
    """For instance "two approvals are missing: the President of the United States, the President of Ukraine"."""
    number = COUNTS[len(absent)] if len(absent) < len(COUNTS) else str(len(absent))
    return say_count(
        "{number} approval is missing: {names}",
        "{number} approvals are missing: {names}",
        len(absent),
        number=number,
        names=listed(title(view, approver) for approver in absent),
    )


def _signature(
    view: View, approver: Approver, given: tuple[Act[Approve], ...], reasons: dict[str, str | None]
) -> Signature:
    mine = [act for act in given if act.body.approver == approver]
    standing = [act for act in mine if reasons[act.id] is None]
    lapsed = tuple((act, reason) for act in mine if (reason := reasons[act.id]) is not None)
    return Signature(approver, title(view, approver), standing[-1] if standing else None, lapsed)


def _binds(view: View, act: Act[Approve], now: Bound) -> bool:
    """An approval with words binds to those words in whatever version; one without, to the version as it was then."""
    if act.body.words:
        return act.body.words == now.words
    return act.body.version == now.version and _changed_by(view, act) is None


def _changed_by(view: View, act: Act[Approve]) -> Act[Any] | None:
    """The first act after an approval that tabled or settled other words; None where there is none."""
    line = act.body.line
    beside = {act.body.version, *(version.id for version in texts.second_heads(view))}
    tabled: list[Act[Any]] = [version for version in texts.versions(view, line) if version.id not in beside]
    later = [other for other in (*tabled, *amendments.settlements(view, line)) if other.order > act.order]
    return min(later, key=lambda other: other.order, default=None)


def order_before(view: View, line: str, act: Act[Any]) -> Act[Order] | None:
    """The order that stood when an act became known."""
    found = [o for o in view[Signoff].orders.values() if o.body.line == line and o.order < act.order]
    return max(found, key=lambda other: other.order, default=None)


def _holder(view: View, approver: Approver) -> str:
    """Who holds the approver's office on the day of looking; "" where the record does not say."""
    if not approver.office:
        return ""
    return actors.holder_of(view, approver.office, view.at.astimezone(negotiation.zone(view)).date()) or ""


def _stands_for(view: View, slug: str) -> frozenset[str]:
    """The actor itself, those for whom it acts or speaks, and its members."""
    state = view[actors.Actors]
    spoken_for = {actor for person, actor in state.spokespersons if person == slug}
    return frozenset({slug, *actors.acts_for(view, slug), *spoken_for, *actors.members_of(view, slug)})


def _may_order(view: View, act: Act[Order]) -> None:
    body = act.body
    for slug in (*body.put_to, *body.by):
        actors.known(view, slug)
    if not body.put_to:
        refuse("Name to whom the text is put in the end.")
    if not body.gates or not all(gate.approvers for gate in body.gates):
        refuse("A sign-off order needs at least one gate, and each gate at least one approver.")
    for gate in body.gates:
        for approver in gate.approvers:
            _sound_approver(view, approver)
    if body.line and body.line not in view[texts.Texts].lines:
        refuse("There is no such draft in this record that you can see.")
    before_all(view, act, view[texts.Texts].lines.get(body.line))
    if isinstance(act.basis, Own):
        _refuse_to_keep_from_the_table(view, body)
        _may_declare(view, act)


def _may_declare(view: View, act: Act[Order]) -> None:
    body = act.body
    if not actors.holds_the_pen(view, act):
        author = act.party or act.author
        if author not in texts.holders(view, body.line):
            refuse("The sign-off order is declared by those who hold the pen or the text.")
        if order(view, body.line) is not None:
            refuse("A sign-off order stands; only a mediator or the keeper of the record replaces it.")


def _refuse_to_keep_from_the_table(view: View, body: Order) -> None:
    """The one text is before the whole table: an order that kept it from a seat would stop all work on it."""
    behind = seated_behind(view, body)
    if behind:
        refuse(
            "{who} has a seat at the table, and so reads the text from the first: it is not put to it in the end. "
            "Name somebody who has no seat, or let it approve at a gate instead.",
            who=actors.name(view, behind[0]),
            typed="--then",
        )


def _sound_approver(view: View, approver: Approver) -> None:
    if bool(approver.office) == bool(approver.actor):
        refuse("An approver is an office or an actor.")
    if approver.actor:
        actors.known(view, approver.actor)
    elif approver.office not in view[actors.Actors].offices:
        refuse("An approver's office is not in this record; add it first.", typed="“actor office”")


def _may_approve(view: View, act: Act[Approve]) -> None:
    body = act.body
    version: Act[Table] = spoken_of(view, act, body.version, Table)
    _sound_approver(view, body.approver)
    if version.body.line != body.line:
        refuse("The version that is approved belongs to another draft.")
    before_all(view, act, view[texts.Texts].lines.get(body.line))
    if not isinstance(act.basis, Own):
        return
    who = title(view, body.approver)
    signer = _holder(view, body.approver) if body.approver.office else body.approver.actor
    if not signer or signer not in {act.author, act.party}:
        refuse("Only {approver} gives this approval, and an office only through its holder on the day.", approver=who)
    standing, head = order(view, body.line), texts.head(view, body.line)
    if standing is None:
        refuse("No sign-off order is declared; have one declared first.", typed="“signoff order”")
    if head is None or head.id != version.id or bound(view, head).words != body.words:
        refuse("These are not the words as they stand now; look again and approve the present words.")
    at = next((n for n, gate in enumerate(standing.body.gates) if body.approver in gate.approvers), None)
    if at is None:
        refuse("The sign-off order does not name {approver} among its approvers.", approver=who)
    absent = missing(view, standing.body, bound(view, head), at)
    if absent:
        refuse(
            "{missing}; only then comes the turn of {approver}.",
            missing=opening(are_missing(view, absent)),
            approver=who,
        )


def _ordered(state: Signoff, act: Act[Order]) -> Signoff:
    return replace(state, orders=state.orders.insert(act.id, act))


def _approved(state: Signoff, act: Act[Approve]) -> Signoff:
    return replace(state, approvals=state.approvals.insert(act.id, act))


SUBJECT = Subject(
    "signoff",
    Signoff(),
    (
        Kind("order", Order, _ordered, _may_order, fixed=Order.__struct_fields__),
        Kind("approve", Approve, _approved, _may_approve, fixed=Approve.__struct_fields__),
    ),
)
