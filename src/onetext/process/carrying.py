"""Carrying pending amendments onto the words as they stand now: what fits, what is carried, what no longer fits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from onetext.process import amendments, texts
from onetext.process.amendments import Amendments, Propose
from onetext.record.act import Act
from onetext.record.view import View
from onetext.text.carrying import Change, Unfit, rebase
from onetext.text.provision import Provision, Wording, canonical

State = Literal["fits", "carried", "taken up", "no longer fits"]
Named = Callable[[Act[Propose]], tuple[str, ...]]

_WORDED = frozenset({"add", "replace", "delete"})
_REMADE = frozenset({"split", "merge"})


@dataclass(frozen=True)
class Carrying:
    """What a pending amendment is against the present words of its point.

    It "fits" where it was made on these words; it is "carried" where what it touches has not changed since; it is
    "taken up" where the words read already as it wants; else it "no longer fits", and `reason` says why. `change` is
    what it makes of the present words, None where it makes nothing of them.
    """

    act: Act[Propose]
    state: State
    change: Change | None = None
    reason: str = ""


def carried(point: Provision, words: str, pending: Sequence[Act[Propose]], named: Named) -> tuple[Carrying, ...]:
    """Each of a point's pending amendments, in their order, against the `words` that the point has now.

    `named` gives an amendment's proponents as they are to be shown. A merger is told of at the point that names it.
    """
    by_id = {act.id: act for act in pending}
    added = bool(pending) and words == ""
    found = []
    for place, act in enumerate(pending):
        if act.body.provision != point.id:
            continue
        if point.vacant and act.body.change != "add":
            found.append(Carrying(act, "no longer fits", reason="Its point is no longer in the text."))
        elif act.body.change in _WORDED:
            # Brackets stand in the order of the keys, and so of the record.
            found.append(_onto(words, act, _change(f"{place:09}", act, by_id, named(act), added=added)))
        elif act.body.change in _REMADE and canonical(act.body.base) != canonical(words):
            reason = f"The words that it was made on have changed since; propose the {act.body.change} anew."
            found.append(Carrying(act, "no longer fits", reason=reason))
        else:
            found.append(Carrying(act, "fits"))
    return tuple(found)


def _change(
    key: str, act: Act[Propose], pending: dict[str, Act[Propose]], names: tuple[str, ...], *, added: bool
) -> Change:
    """An amendment as a change of the point's words; one that amends another is a further wish for the same."""
    root = act
    seen = {act.id}
    while root.body.on in pending and root.body.on not in seen:
        root = pending[root.body.on]
        seen.add(root.id)
    words = None if act.body.change == "delete" else act.body.words or ""
    return Change(key, names, "" if added else root.body.base, words)


def _onto(words: str, act: Act[Propose], change: Change) -> Carrying:
    found = rebase(words, change)
    if isinstance(found, Unfit):
        return Carrying(act, "no longer fits", reason=found.sentence)
    if found.new is not None and canonical(found.new) == canonical(words):
        return Carrying(act, "taken up", found)
    return Carrying(act, "fits" if canonical(change.base) == canonical(words) else "carried", found)


def as_carried(body: Propose, found: Carrying | None) -> Propose:
    """An amendment as it reads on the present words; as it was made where it was not carried."""
    if found is None or found.state != "carried" or found.change is None:
        return body
    return msgspec.structs.replace(body, base=found.change.base, words=found.change.new)


def made_on(view: View, act: Act[Propose]) -> str:
    """What the words that an amendment was made on are called: "the words of v0", "the words settled on v0"."""
    body = act.body
    target = view[Amendments].proposed.get(body.on)
    if target is not None and canonical(target.body.words or "") == canonical(body.base):
        return f"the words of {target.handle}"
    versions = texts.versions(view, body.line)
    for version in reversed(versions):
        if _reads(version.body.wording or (), body):
            return f"the words of {version.handle}"
    for settled in reversed(amendments.history(view, body.provision)):
        before = [version for version in versions if version.order < settled.order]
        if before and _reads(settled.body.result, body):
            return f"the words settled on {before[-1].handle}"
    return "other words"


def _reads(wording: Wording, body: Propose) -> bool:
    found = next((p for p in wording if p.id == body.provision), None)
    return found is not None and found.words is not None and canonical(found.words) == canonical(body.base)
