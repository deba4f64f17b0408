"""Amendments: proposals to change the words, and how each was settled."""

from dataclasses import dataclass, replace
from typing import Literal

import msgspec
from rpds import HashTrieMap, List

from onetext.process import actors, texts
from onetext.record.act import Act, Own
from onetext.record.fold import View
from onetext.record.subject import Kind, Subject, refuse
from onetext.text.provision import Provision

Change = Literal["add", "replace", "delete", "move", "split", "merge"]
Outcome = Literal["accepted", "rejected", "settled otherwise"]


class Propose(msgspec.Struct, frozen=True, omit_defaults=True):
    """An amendment to one provision, with the words that it was made on.

    `provision` is the id of the provision that is changed (for "add": of the new one). `base` are the words as they
    stood when it was made; `words` the words that it wants. `after` is the id of the provision behind which an added
    or moved one stands ("" at the beginning). `others` are the ids of further provisions merged into this one, or
    the ids that the parts of a split get; `parts` are the parts' words. `on` is an amendment that this one amends.
    """

    change: Change
    provision: str
    base: str = ""
    words: str | None = None
    number: str = ""
    after: str = ""
    others: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    on: str = ""
    line: str = texts.MAIN
    reason: str = ""
    proponents: tuple[str, ...] = ()


class Dealt(msgspec.Struct, frozen=True):
    """What became of one amendment when its provision was settled."""

    amendment: str
    outcome: Outcome


class Settle(msgspec.Struct, frozen=True, omit_defaults=True):
    """The words of a provision are settled: `result` stands in its place from now on.

    `result` holds the provision as it now reads (vacant when deleted), preceded or followed by what a split, merge or
    addition brings; `dealt` says of every amendment that was pending there what became of it.
    """

    provision: str
    result: tuple[Provision, ...]
    dealt: tuple[Dealt, ...]
    after: str | None = None
    gone: tuple[str, ...] = ()
    line: str = texts.MAIN
    reason: str = ""


@dataclass(frozen=True)
class Amendments:
    """What was proposed and what was settled (newest first)."""

    proposed: HashTrieMap[str, Act[Propose]] = HashTrieMap()
    outcome: HashTrieMap[str, tuple[Outcome, Act[Settle]]] = HashTrieMap()
    settled: List[Act[Settle]] = List()


def proposals(view: View, provision: str | None = None) -> tuple[Act[Propose], ...]:
    """All amendments (to one provision), in the order of the record."""
    found = (
        act
        for act in view[Amendments].proposed.values()
        if provision is None or provision in {act.body.provision, *act.body.others}
    )
    return tuple(sorted(found, key=lambda act: act.order))


def pending(view: View, provision: str | None = None) -> tuple[Act[Propose], ...]:
    """The amendments that are not yet settled, in the order of the record."""
    return tuple(act for act in proposals(view, provision) if act.id not in view[Amendments].outcome)


def settlements(view: View, line: str = texts.MAIN) -> tuple[Act[Settle], ...]:
    """What was settled in a line since its head was tabled, in the order of the record."""
    head = texts.head(view, line)
    if head is None:
        return ()
    found = (act for act in view[Amendments].settled if act.body.line == line and act.order > head.order)
    return tuple(sorted(found, key=lambda act: act.order))


def outcome(view: View, amendment: str) -> tuple[Outcome, Act[Settle]] | None:
    """How an amendment was settled and by which act; None while it is pending."""
    return view[Amendments].outcome.get(amendment)


def proponents(act: Act[Propose]) -> tuple[str, ...]:
    """Whose amendment it is: as reported, or the party that made it."""
    return act.body.proponents or (act.party or act.author,)


def _may_propose(view: View, act: Act[Propose]) -> None:
    for who in act.body.proponents:
        actors.known(view, who)
    if isinstance(act.basis, Own) and act.body.proponents and act.party not in act.body.proponents:
        refuse("A party's own amendment names it among its proponents.")
    if texts.head(view, act.body.line) is None:
        refuse("There is no text to amend yet; table one first.")
    if act.body.on and act.body.on not in view[Amendments].proposed:
        refuse("The amendment that this one amends is not in this record.")
    if act.body.on in view[Amendments].outcome:
        refuse("The amendment that this one amends is already settled; amend the provision instead.")


def _may_settle(view: View, act: Act[Settle]) -> None:
    if isinstance(act.basis, Own) and not actors.holds_the_pen(view, act):
        refuse("Only those who hold the pen settle the words: a mediator, or the keeper of the record.")
    dealt = {entry.amendment for entry in act.body.dealt}
    for id_ in dealt:
        if id_ not in view[Amendments].proposed:
            refuse("An amendment that is to be settled is not in this record.")
        if id_ in view[Amendments].outcome:
            refuse(f"Amendment {view[Amendments].proposed[id_].handle} is already settled.")
    left = [a.handle for a in pending(view, act.body.provision) if a.id not in dealt and a.body.line == act.body.line]
    if left:
        refuse(f"Say what becomes of every amendment pending there; left out: {', '.join(left)}.")


def _proposed(state: Amendments, act: Act[Propose]) -> Amendments:
    return replace(state, proposed=state.proposed.insert(act.id, act))


def _settled(state: Amendments, act: Act[Settle]) -> Amendments:
    found = state.outcome
    for entry in act.body.dealt:
        if entry.amendment not in found:
            found = found.insert(entry.amendment, (entry.outcome, act))
    return replace(state, outcome=found, settled=state.settled.push_front(act))


SUBJECT = Subject(
    "amendments",
    Amendments(),
    (
        Kind("propose", Propose, _proposed, _may_propose),
        Kind("settle", Settle, _settled, _may_settle),
    ),
)
