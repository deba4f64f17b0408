"""Carrying pending amendments onto the words as they stand now: what fits, what is carried, what no longer fits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import msgspec

from onetext.process import amendments, texts
from onetext.process.amendments import Propose
from onetext.record.act import Act
from onetext.record.view import View
from onetext.sentences import Sentence, say
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


def carried(
    point: Provision, words: str, pending: Sequence[Act[Propose]], named: Named, text: Mapping[str, Provision]
) -> tuple[Carrying, ...]:
    """Each of a point's pending amendments, in their order, against the `words` that the point has now.

    `named` gives an amendment's proponents as they are to be shown. A merger is told of at the point that names it, and
    fits only where every point that it takes stands in the `text`, by their ids, in the words that it was made on.
    """
    by_id = {act.id: act for act in pending}
    added = bool(pending) and words == ""
    found = []
    for place, act in enumerate(pending):
        if act.body.provision != point.id:
            continue
        if point.vacant and act.body.change != "add":
            found.append(Carrying(act, "no longer fits", reason=say("Its point is no longer in the text.")))
        elif act.body.change in _WORDED:
            # Brackets stand in the order of the keys, and so of the record.
            found.append(_onto(words, act, _change(f"{place:09}", act, by_id, named(act), added=added)))
        else:
            reason = _outdated(act.body, words, text) if act.body.change in _REMADE else ""
            found.append(Carrying(act, "no longer fits" if reason else "fits", reason=reason))
    return tuple(found)


def _outdated(body: Propose, words: str, text: Mapping[str, Provision]) -> str:
    """Why a split or a merger does not fit any more; "" where it does."""
    if canonical(body.base) != canonical(words):
        if body.change == "split":
            return say("The words that it was made on have changed since; propose the split anew.")
        return say("The words that it was made on have changed since; propose the merge anew.")
    if body.change != "merge":
        return ""
    for id_ in body.others:
        if id_ not in text or text[id_].vacant:
            return say("A point that it merges is no longer in the text.")
    for id_, base in zip(body.others, body.bases, strict=False):
        now = text[id_].words
        if now is not None and canonical(base) != canonical(now):
            return _another_changed(text[id_].number, base, now)
    return ""


def _another_changed(number: str, base: str, now: str) -> Sentence:
    if not number:
        return say(
            "The words of another point that it merges have changed since. They were “{base}” and now read “{now}”; "
            "propose the merger anew.",
            base=base,
            now=now,
        )
    return say(
        "The words of another point that it merges {point} have changed since. They were “{base}” and now read "
        "“{now}”; propose the merger anew.",
        point=number,
        base=base,
        now=now,
    )


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


# One more act leaves nearly every amendment as it was: what each makes of the same words is kept.
_rebased = lru_cache(maxsize=16_384)(rebase)


def _onto(words: str, act: Act[Propose], change: Change) -> Carrying:
    found = _rebased(words, change)
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


def made_on(view: View, act: Act[Propose]) -> Sentence:
    """What the words that an amendment was made on are called: "the words of v0", "the words settled on v0"."""
    body = act.body
    target = view.act(body.on)
    amended = target is not None and isinstance(target.body, Propose)
    if target is not None and amended and canonical(target.body.words or "") == canonical(body.base):
        return _amended(view, target)
    versions = texts.versions(view, body.line)
    for version in reversed(versions):
        if _reads(version.body.wording or (), body):
            return say("the words of {name}", name=version.handle)
    for settled in reversed(amendments.history(view, body.provision)):
        before = [version for version in versions if version.order < settled.order]
        if before and _reads(settled.body.result, body):
            return say("the words settled on {version}", version=before[-1].handle)
    return say("other words")


def _amended(view: View, target: Act[Propose]) -> Sentence:
    """The words of an amendment, and what has become of it if it is not pending any more."""
    name, settled = amendments.called(view, target), amendments.outcome(view, target.id)
    if view.withdrawn(target.id):
        return say("the words of {name}, which was withdrawn", name=name)
    match settled[0] if settled else "":
        case "accepted":
            return say("the words of {name}, which was accepted", name=name)
        case "rejected":
            return say("the words of {name}, which was rejected", name=name)
        case "settled otherwise":
            return say("the words of {name}, which was settled otherwise", name=name)
        case _:
            return say("the words of {name}", name=name)


def _reads(wording: Wording, body: Propose) -> bool:
    found = next((p for p in wording if p.id == body.provision), None)
    return found is not None and found.words is not None and canonical(found.words) == canonical(body.base)
