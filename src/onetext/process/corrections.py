"""Corrections, withdrawals, erasure: nothing is edited; what the law orders erased leaves its hash behind."""

from dataclasses import dataclass
from typing import Any

import msgspec

from onetext.process import actors, positions, principals, reach, signoff
from onetext.process.actors import Office, Principal
from onetext.process.releases import Release
from onetext.record.act import Act
from onetext.record.audience import KEEPER
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import Replacement, View


class Withdraw(msgspec.Struct, frozen=True):
    """The author takes an act back. It stays readable in the log."""

    act: str
    reason: str


class Correct(msgspec.Struct, frozen=True):
    """The author puts another body, as plain JSON values of the same kind, in place of an act's own."""

    act: str
    body: dict[str, Any]
    reason: str


class Erase(msgspec.Struct, frozen=True):
    """The words of an act were removed for ever, as `order` (a court's, a law's) requires. Its hash stays."""

    act: str
    order: str


@dataclass(frozen=True)
class Corrections:
    """Corrections act on the fold itself and keep no state."""


def _may_replace(view: View, act: Act[Withdraw] | Act[Correct]) -> None:
    target = view.act(act.body.act)
    if target is None:
        refuse(f"There is no act “{act.body.act[:12]}” that you can see.")
    if isinstance(target.body, (Withdraw, Correct)):
        refuse("A correction or withdrawal cannot itself be taken back; do the act again instead.")
    if isinstance(target.body, Release):
        refuse("What was released stays released; nothing narrows its readers.")
    if (target.author, target.party) != (act.author, act.party):
        whose, slugs = reach.named(view, (target.author,)), target.author
        if target.party not in {"", target.author}:
            whose, slugs = f"{whose} for {actors.name(view, target.party)}", f"{slugs}/{target.party}"
        refuse(
            f"Only its author, {whose}, can correct or withdraw this act.",
            typed="leave --as out" if target.author == KEEPER else f"add --as {slugs}",
        )
    if view.withdrawn(target.id):
        refuse("This act was already withdrawn.")
    if not act.body.reason.strip():
        refuse("A correction or withdrawal needs a reason.")
    _may_replace_appointment(view, act, target)
    told = reach.every_reader(view, target)
    if act.audience != told:
        who = reach.named(view, told)
        refuse(
            f"A correction or withdrawal goes to the same readers as the act that it is about: {who}.",
            typed=f"--to {'public' if '*' in told else ','.join(told)}",
        )


def _may_replace_appointment(view: View, act: Act[Any], target: Act[Any]) -> None:
    """Refuse to change afterwards whose office decided, or who held one: stances and approvals were judged by it."""
    if not isinstance(target.body, (Office, Principal)):
        return
    party = target.body.of if isinstance(target.body, Office) else target.body.party
    approved = any(given.body.approver.office == target.id for given in view[signoff.Signoff].approvals.values())
    if approved or positions.history(view, party):
        refuse(
            f"Stances or approvals of {actors.name(view, party)} rest on this; leave it, and record what holds "
            "from now on as a new office or principal."
        )
    if principals.principal(view, party) and not actors.holds_the_pen(view, act):
        refuse(f"Who decides for {actors.name(view, party)} rests on this; record what holds as a new act instead.")


def _may_correct(view: View, act: Act[Correct]) -> None:
    _may_replace(view, act)
    target = view.by_id[act.body.act]
    try:
        corrected = msgspec.convert(act.body.body, type(target.body))
    except msgspec.ValidationError as error:
        refuse(f"The corrected act cannot be read: {error}.")
    if corrected == target.body:
        refuse("The correction changes nothing.")


def _may_erase(view: View, act: Act[Erase]) -> None:
    target = view.act(act.body.act)
    if target is None:
        refuse(f"There is no act “{act.body.act[:12]}” that you can see.")
    if act.author != KEEPER:
        refuse("Only the keeper of the record can erase an act.")
    if not act.body.order.strip():
        refuse("Say which order requires it; erased words cannot be brought back.")
    if act.audience != reach.every_reader(view, target):
        refuse("That an act was erased is told to those who could read it.")


def _unchanged(state: Corrections, _act: Act[Withdraw] | Act[Correct] | Act[Erase]) -> Corrections:
    return state


SUBJECT = Subject(
    "corrections",
    Corrections(),
    (
        Kind(
            "withdraw",
            Withdraw,
            _unchanged,
            _may_replace,
            replaces=lambda body: Replacement(body.act, None),
        ),
        Kind(
            "correct",
            Correct,
            _unchanged,
            _may_correct,
            replaces=lambda body: Replacement(body.act, body.body),
        ),
        Kind("erase", Erase, _unchanged, _may_erase, erases=lambda body: body.act),
    ),
)
