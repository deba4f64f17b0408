"""What a sign-off order withholds: no own act brings words of the text to somebody who is behind an open gate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from onetext.process import actors, amendments, current, reach, signoff, texts
from onetext.process.amendments import Propose, Settle
from onetext.process.comments import Comment
from onetext.process.corrections import Correct
from onetext.process.limbs import Divide
from onetext.process.releases import Release
from onetext.process.signoff import Bound, Order
from onetext.process.texts import Table, Witness
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.subject import Subject
from onetext.record.view import View
from onetext.sentences import say
from onetext.text.provision import Wording, fingerprint


@dataclass(frozen=True)
class Withheld:
    """What is withheld follows from the orders and approvals; there is no state of its own."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Words of a gated text that an act brings to its readers: under which order, which words, what they are called."""

    order: Act[Order]
    words: Bound
    called: str


def carried(view: View, act: Act[Any]) -> Iterator[Carried]:
    """The words of gated texts in an act: tabled, witnessed, proposed on, settled or divided; and in what it releases.

    An amendment carries the words that it was made on, a comment those that it quotes. A draft of another line that
    holds nothing but points of a gated text, word for word, is that text.
    """
    for one in _within(view, act):
        if isinstance(one.body, Table | Witness):
            yield from _in_wording(view, one)
        elif isinstance(one.body, Propose | Divide | Settle) or (isinstance(one.body, Comment) and one.body.words):
            yield from _in_change(view, one)


def _within(view: View, act: Act[Any]) -> Iterator[Act[Any]]:
    """The act, or those that it releases, and those releases release; for a correction, the act as corrected."""
    waiting, met = [act], set[str]()
    while waiting:
        one = waiting.pop()
        if one.id in met:
            continue
        met.add(one.id)
        if isinstance(one.body, Release):
            released = [found for found in map(view.act, one.body.acts) if found is not None]
            waiting += released
            yield from (view.as_recorded(found) for found in released if found.id in view.replaced)
        elif isinstance(one.body, Correct):
            target = view.act(one.body.act)
            if target is not None:
                yield _as_corrected(target, one.body)
        else:
            yield one


def _as_corrected(target: Act[Any], correction: Correct) -> Act[Any]:
    try:
        body = msgspec.convert(correction.body, type(target.body))
    except msgspec.ValidationError:
        return target
    return msgspec.structs.replace(target, body=body)


def _in_wording(view: View, act: Act[Any]) -> Iterator[Carried]:
    versions = view[texts.Texts].versions
    version: Act[Table] | None = versions.get(act.body.version) if isinstance(act.body, Witness) else act
    for standing in _orders(view):
        if version is not None and version.body.line == standing.body.line:
            yield Carried(standing, signoff.bound(view, version), act.handle)
        elif act.body.wording and (same := _repeated(view, standing.body.line, act.body.wording)):
            yield Carried(standing, signoff.bound(view, same), say("the text of {version}", version=same.handle))


def _orders(view: View) -> tuple[Act[Order], ...]:
    """The order that stands for each line that has one."""
    lines = sorted({act.body.line for act in view[signoff.Signoff].orders.values()})
    return tuple(found for line in lines if (found := signoff.order(view, line)) is not None)


def _repeated(view: View, line: str, wording: Wording) -> Act[Table] | None:
    """The latest version of a line in which every one of these points stands word for word."""
    wanted = {fingerprint(p.words) for p in wording if p.words}
    for version in reversed(texts.versions(view, line)):
        words = current.wording_of(view, version) or ()
        if wanted and wanted <= {fingerprint(p.words) for p in words if p.words}:
            return version
    return None


def _in_change(view: View, act: Act[Any]) -> Iterator[Carried]:
    standing, head = signoff.order(view, act.body.line), texts.head(view, act.body.line)
    if standing is None or head is None:
        return
    if not isinstance(act.body, Settle):
        yield Carried(standing, signoff.bound(view, head), say("words of {version}", version=head.handle))
        return
    now = current.wording(view, act.body.line)
    settled = None if now is None else amendments.overlay(now, [act])
    yield Carried(standing, Bound(head.id, texts.fingerprint_in(head, settled) or ""), say("the settled words"))


def _outside(view: View, act: Act[Any], order: Order) -> list[str]:
    """Those among the readers of an act, its author left out, for whom the order may have a gate.

    Everybody includes those to whom the text is put; but a text that is public is put to nobody by a public act.
    """
    own = {act.author, act.party}
    if "*" not in act.audience:
        return [slug for slug in act.audience if slug in view[actors.Actors].declared and slug not in own]
    head = texts.head(view, order.line)
    public = head is not None and "*" in reach.readers(view, head)
    return [] if public else [slug for slug in order.put_to if slug not in own]


def _not_past_the_gates(view: View, act: Act[Any]) -> None:
    """The rule of every own act: it brings words of a gated text to nobody who is behind an open gate."""
    if not isinstance(act.basis, Own) or not _orders(view):
        return
    for found in carried(view, act):
        order = found.order.body
        kept = [slug for slug in _outside(view, act, order) if signoff.is_kept_out(view, order, slug)]
        why_not = signoff.hindrance(view, order, found.words, kept, found.called)
        if why_not is not None and (seated := set(kept) & set(signoff.seated_behind(view, order))):
            refuse(
                "{why} But {who} has a seat at the table, which reads every word of the one text: have an order "
                "declared that does not put the text to it.",
                why=why_not,
                who=actors.name(view, min(seated)),
                typed="“signoff order”",
            )
        if why_not is not None:
            refuse("{why} Name other readers.", why=why_not, typed="--to")


SUBJECT = Subject("withheld", Withheld(), (), concerns={object: _not_past_the_gates})
