"""Corrections, withdrawals, erasure: nothing is edited; what the law orders erased leaves its hash behind."""

from dataclasses import dataclass
from typing import Any, NoReturn

import msgspec

from onetext.process import actors, positions, principals, reach, signoff
from onetext.process.actors import Office, Principal
from onetext.process.releases import Release
from onetext.record.act import Act
from onetext.record.audience import KEEPER
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import Replacement, View
from onetext.sentences import listed


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


def erasures(view: View) -> dict[str, Act[Erase]]:
    """The acts whose words were erased, by their ids, each with the act that says by which order."""
    return {act.body.act: act for act in view if isinstance(act.body, Erase)}


def _may_replace(view: View, act: Act[Withdraw] | Act[Correct]) -> None:
    target = view.act(act.body.act)
    if target is None:
        refuse("There is no act “{id}” that you can see.", id=act.body.act[:12])
    if isinstance(target.body, (Withdraw, Correct)):
        refuse("A correction or withdrawal cannot itself be taken back; do the act again instead.")
    if isinstance(target.body, Release):
        refuse("What was released stays released; nothing narrows its readers.")
    if (target.author, target.party) != (act.author, act.party):
        _refuse_others(view, target)
    if view.withdrawn(target.id):
        refuse("This act was already withdrawn.")
    if not act.body.reason.strip():
        refuse("A correction or withdrawal needs a reason.")
    _may_replace_appointment(view, act, target)
    told = reach.every_reader(view, target)
    if act.audience != told:
        refuse(
            "A correction or withdrawal goes to the same readers as the act that it is about: {readers}.",
            readers=reach.named(view, told),
            typed=f"--to {'public' if '*' in told else ','.join(told)}",
        )


def _refuse_others(view: View, target: Act[Any]) -> NoReturn:
    author, party = reach.named(view, (target.author,)), target.party
    if party in {"", target.author}:
        refuse(
            "Only its author, {author}, can correct or withdraw this act.",
            author=author,
            typed="leave --as out" if target.author == KEEPER else f"add --as {target.author}",
        )
    refuse(
        "Only its author, {author} for {party}, can correct or withdraw this act.",
        author=author,
        party=actors.name(view, party),
        typed=f"add --as {target.author}/{party}",
    )


def _may_replace_appointment(view: View, act: Act[Any], target: Act[Any]) -> None:
    """Refuse to change afterwards whose office decided, or who held one: stances and approvals were judged by it."""
    if not isinstance(target.body, (Office, Principal)):
        return
    party = target.body.of if isinstance(target.body, Office) else target.body.party
    approved = any(given.body.approver.office == target.id for given in view[signoff.Signoff].approvals.values())
    if approved or positions.history(view, party):
        refuse(
            "Stances or approvals of {party} rest on this; leave it, and record what holds from now on as a new "
            "office or principal.",
            party=actors.name(view, party),
        )
    if principals.principal(view, party) and not actors.holds_the_pen(view, act):
        refuse(
            "Who decides for {party} rests on this; record what holds as a new act instead.",
            party=actors.name(view, party),
        )


def _may_correct(view: View, act: Act[Correct]) -> None:
    _may_replace(view, act)
    target = view.by_id[act.body.act]
    fields = target.body.__struct_fields__
    if unknown := [name for name in act.body.body if name not in fields]:
        refuse("This act has no field “{name}”; its fields are {fields}.", name=unknown[0], fields=listed(fields))
    try:
        corrected = msgspec.convert(act.body.body, type(target.body))
    except msgspec.ValidationError as error:
        refuse("The corrected act cannot be read: {why}.", why=error)
    if corrected == target.body:
        refuse("The correction changes nothing.")


def _may_erase(view: View, act: Act[Erase]) -> None:
    target = view.act(act.body.act)
    if target is None:
        refuse("There is no act “{id}” that you can see.", id=act.body.act[:12])
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
