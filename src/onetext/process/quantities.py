"""Quantities: the numbers in a point's words, and what is noted beside them: as of when, how counted, from what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import msgspec
from rpds import HashTrieMap

from onetext.process import current, texts
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.sentences import listed, say
from onetext.text.provision import fingerprint
from onetext.text.sense import quantities as read
from onetext.text.sense.quantities import Quantity


class Annotate(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something is noted about a number in a point's words, which the words do not say themselves.

    `words` are the number's words as they stand there; `as_of` the day on which it holds, `counting` how it is
    counted, `baseline` what it is compared with and `baseline_as_of` the day on which that held.
    `fingerprint` is that of the point's words: the note goes with them.
    """

    provision: str
    words: str
    fingerprint: str
    as_of: date | None = None
    counting: str = ""
    baseline: str = ""
    baseline_as_of: date | None = None
    line: str = texts.MAIN


@dataclass(frozen=True)
class Annotations:
    """What was noted, by provision and the number's words; later notes go over earlier ones."""

    noted: HashTrieMap[str, tuple[Act[Annotate], ...]] = HashTrieMap()


@dataclass(frozen=True, slots=True)
class Noted:
    """A quantity of a point with what the words and the notes say together; what neither says is None."""

    quantity: Quantity
    as_of: str | None
    counting: str | None
    baseline: str | None
    baseline_as_of: str | None
    notes: tuple[Act[Annotate], ...]

    @property
    def flags(self) -> tuple[str, ...]:
        """What a reader should ask about."""
        return ("the baseline has no date",) if self.baseline and self.baseline_as_of is None else ()


def of(view: View, provision: str, words: str) -> tuple[Noted, ...]:
    """The quantities in a point's words, with the notes made on exactly these words."""
    print_ = fingerprint(words)
    notes = [a for a in view[Annotations].noted.get(provision, ()) if a.body.fingerprint == print_]
    return tuple(_noted(q, notes) for q in read.quantities(words))


def numbers(words: str) -> tuple[Quantity, ...]:
    """The quantities in words, each with its baseline behind it: all that something can be noted about."""
    found = read.quantities(words)
    return tuple(one for q in found for one in (q, q.baseline) if one is not None)


def _noted(quantity: Quantity, every: Sequence[Act[Annotate]]) -> Noted:
    base = quantity.baseline
    as_of, counting = quantity.as_of, quantity.counting
    baseline, since = (base.words, base.as_of) if base else (None, None)
    for note in every:
        if base and note.body.words == base.words:
            baseline = f"{base.words}, {note.body.counting}" if note.body.counting else baseline
            since = note.body.as_of.isoformat() if note.body.as_of else since
    notes = tuple(note for note in every if note.body.words == quantity.words)
    for note in notes:
        as_of = note.body.as_of.isoformat() if note.body.as_of else as_of
        counting = note.body.counting or counting
        baseline = note.body.baseline or baseline
        since = note.body.baseline_as_of.isoformat() if note.body.baseline_as_of else since
    return Noted(quantity, as_of, counting, baseline, since, notes)


def _may_annotate(view: View, act: Act[Annotate]) -> None:
    body = act.body
    standing = next((s for s in current.standings(view, body.line) if s.provision.id == body.provision), None)
    words = standing.known_words if standing else None
    if words is None:
        refuse("That point is not in this text, or its words are not known.")
    if fingerprint(words) != body.fingerprint:
        refuse(
            "The point's words have changed; look at them again and note it on these.",
            typed="“onetext show POINT”",
        )
    found = [q for q in numbers(words) if q.words == body.words]
    if not found:
        known = [say("“{words}”", words=q.words) for q in numbers(words)]
        if not known:
            refuse("There is no number “{number}” in this point, and no other.", number=body.words)
        refuse(
            "There is no number “{number}” in this point; there are: {numbers}.",
            number=body.words,
            numbers=listed(known, "; "),
        )
    if not (body.as_of or body.counting or body.baseline or body.baseline_as_of):
        refuse(
            "Say what is to be noted: its day, how it is counted, what it is compared with, or the day of that.",
            typed="--as-of-day, --counting, --baseline or --baseline-day",
        )
    if body.baseline_as_of and not body.baseline and not any(q.baseline for q in found):
        refuse("This number has no baseline to date; say what it is compared with.", typed="--baseline")


def _annotated(state: Annotations, act: Act[Annotate]) -> Annotations:
    notes = state.noted.get(act.body.provision) or ()
    return replace(state, noted=state.noted.insert(act.body.provision, (*notes, act)))


SUBJECT = Subject("quantities", Annotations(), (Kind("annotate", Annotate, _annotated, _may_annotate),))
