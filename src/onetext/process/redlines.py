"""Red lines: what must remain in a point, must not appear, or must keep to a bound; who crosses it is computed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

import msgspec
from rpds import HashTrieMap

from onetext.process import actors, current, points, reach, texts
from onetext.process.amendments import Propose
from onetext.process.carrying import as_carried
from onetext.process.current import Standing
from onetext.process.texts import MAIN
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.sentences import Sentence, say, term
from onetext.text.sense.quantities import MOST_DIGITS, Quantity, quantities
from onetext.text.words import fold, folded_words, root

Grade = Literal["red line", "sensitive"]
Bound = Literal["", "at least", "at most"]
State = Literal["kept", "crossed", "unknown"]


class Draw(msgspec.Struct, frozen=True, omit_defaults=True):
    """A party draws a red line, or marks a point as sensitive, so that it is warned of a change.

    `provision` is "" for the whole text. One of: `must`, words that must remain; `never`, words that must not appear;
    `bound` on a quantity, with `value` (a decimal number) and `unit` ("" for any); or only `plain`, a condition in
    plain words, which nothing but a person can check.
    """

    owner: str
    grade: Grade = "red line"
    provision: str = ""
    must: str = ""
    never: str = ""
    bound: Bound = ""
    value: str = ""
    unit: str = ""
    plain: str = ""
    reason: str = ""
    by: str = ""
    line: str = MAIN


class Lift(msgspec.Struct, frozen=True, omit_defaults=True):
    """A red line (its act's id) is lifted; why."""

    redline: str
    reason: str = ""


@dataclass(frozen=True)
class Redlines:
    """Every red line, and those that were lifted."""

    drawn: HashTrieMap[str, Act[Draw]] = HashTrieMap()
    lifted: HashTrieMap[str, Act[Lift]] = HashTrieMap()


@dataclass(frozen=True)
class Verdict:
    """Whether one wording keeps to a red line: the present words (`amendment` None) or an amendment's; and why."""

    state: State
    why: str
    amendment: Act[Propose] | None = None


def drawn(view: View, owner: str | None = None) -> tuple[Act[Draw], ...]:
    """The red lines (of one party) that are not lifted, in the order of the record."""
    state = view[Redlines]
    found = (a for a in state.drawn.values() if a.id not in state.lifted and owner in {None, a.body.owner})
    return tuple(sorted(found, key=lambda act: act.order))


def verdicts(view: View, act: Act[Draw]) -> tuple[Verdict, ...]:
    """What the present words and each pending amendment do to a red line; amendments that keep to it are left out."""
    body = act.body
    every = current.standings(view, body.line)
    if body.provision:
        every = tuple(s for s in every if s.provision.id == body.provision)
    present = _present(view, body, every)
    pending = {a.id: a for s in every for a in s.pending}
    proposed = () if body.plain else sorted(pending.values(), key=lambda a: a.order)
    carried = {one.act.id: one for s in every for one in s.carried}
    judged = [_amended(body, a, as_carried(a.body, carried.get(a.id))) for a in proposed]
    return (present, *(v for v in judged if v.state != "kept"))


def warnings(view: View, owner: str | None = None) -> tuple[tuple[Act[Draw], Verdict], ...]:
    """Every red line that the present words or a pending amendment cross, as far as the viewer may see it."""
    return tuple((act, v) for act in drawn(view, owner) for v in verdicts(view, act) if v.state == "crossed")


def condition(body: Draw) -> str:
    """What a red line asks, in words."""
    if body.must:
        return say("“{words}” must remain", words=body.must)
    if body.never:
        return say("“{words}” must not appear", words=body.never)
    if body.bound:
        limit = _decimal(body.value)
        number = f"{body.value if limit is None else format(limit, ',')} {body.unit}".rstrip()
        return say("{bound} {number}", bound=term(body.bound), number=number)
    return body.plain


def judge(body: Draw, words: str) -> tuple[State, str]:
    """Whether words keep to a red line, and why."""
    if body.must:
        if _has(words, body.must):
            return "kept", say("it is there")
        return "crossed", say("“{words}” is not there", words=body.must)
    if body.never:
        if _has(words, body.never):
            return "crossed", say("“{words}” is there", words=body.never)
        return "kept", say("it is not there")
    if body.bound:
        return _judge_bound(body, words)
    return "unknown", say("only a person can tell")


def _judge_bound(body: Draw, words: str) -> tuple[State, str]:
    limit = _decimal(body.value)
    if limit is None:
        return "unknown", say("its bound is not a number")
    found = [(q.value, q) for q in quantities(words) if q.value is not None and _same_unit(q, body.unit)]
    if not found:
        return "unknown", _not_found(body.unit)
    beyond = [q for value, q in found if (value < limit if body.bound == "at least" else value > limit)]
    if beyond:
        return "crossed", say("it says “{words}”", words=beyond[0].words.strip())
    return "kept", say("it says “{words}”", words=found[0][1].words.strip())


def _not_found(unit: str) -> Sentence:
    if unit:
        return say("no quantity in {unit} is found in the words", unit=unit)
    return say("no quantity in numbers is found in the words")


def _same_unit(quantity: Quantity, unit: str) -> bool:
    return not unit or [root(w) for w in folded_words(quantity.unit)] == [root(w) for w in folded_words(fold(unit))]


def _has(words: str, phrase: str) -> bool:
    return _folded(phrase) in _folded(words)


@lru_cache(maxsize=512)
def _folded(words: str) -> str:
    return f" {' '.join(folded_words(words))} "


def _present(view: View, body: Draw, every: tuple[Standing, ...]) -> Verdict:
    head = texts.head(view, body.line)
    settled = [s for s in every if points.adding(s) is None]
    known = [s.provision.words for s in settled if s.provision.words is not None]
    if body.plain:
        return Verdict("unknown", say("only a person can tell"))
    if body.provision and every and not settled:
        return Verdict("unknown", say("the point is only proposed; it is not in the text"))
    if head is not None and body.provision and all(s.provision.vacant for s in settled):
        return _gone(body, head)
    state, why = judge(body, "\n".join(known))
    whole = head is not None and (bool(body.provision) or texts.is_complete(head.body))
    certain = whole and len(known) >= sum(points.is_point(s) for s in settled)
    if certain or (state == "crossed" and body.never):
        return Verdict(state, why)
    if head is None:
        return Verdict("unknown", say("not all words of the text are available"))
    return Verdict("unknown", say("not all words of {version} are available", version=head.handle))


def _gone(body: Draw, head: Act[texts.Table]) -> Verdict:
    if not texts.is_complete(head.body):
        return Verdict("unknown", say("{version} is known in part only", version=head.handle))
    if body.never:
        return Verdict("kept", say("the point is gone"))
    return Verdict("crossed" if body.must else "unknown", say("the point is gone"))


def _amended(body: Draw, act: Act[Propose], wish: Propose) -> Verdict:
    change = wish.change
    if change == "move" or (change == "add" and body.provision not in {"", wish.provision}):
        return Verdict("kept", "", act)
    if change == "delete":
        base_has = bool(body.must) and (bool(body.provision) or _has(wish.base, body.must))
        return Verdict("crossed" if base_has else "kept", say("it would delete the point"), act)
    words = "\n".join(wish.parts) if change == "split" else wish.words
    if words is None:
        return Verdict("unknown", say("its words are not available"), act)
    if not body.provision and body.must and not _has(wish.base, body.must):
        return Verdict("kept", "", act)
    state, why = judge(body, words)
    if body.bound and state == "unknown" and not any(_same_unit(q, body.unit) for q in quantities(wish.base)):
        return Verdict("kept", "", act)
    return Verdict(state, why, act)


def _may_draw(view: View, act: Act[Draw]) -> None:
    body = act.body
    actors.known(view, body.owner)
    if body.by:
        actors.known(view, body.by)
    asked = sum(bool(part.strip()) for part in (body.must, body.never, body.bound, body.plain))
    if asked != 1:
        refuse("Say one thing that a red line asks: what must remain, what must not appear, a bound, or plain words.")
    if body.bound and _decimal(body.value) is None:
        refuse("“{words}” is not a number; write the bound as 600000.", words=body.value)
    if body.provision and points.present(view, body.provision, body.line) is None:
        refuse("This point is not in the current text that you can see.")
    actors.acting(view, act, body.owner)


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= MOST_DIGITS else None


def _may_lift(view: View, act: Act[Lift]) -> None:
    found = reach.spoken_of(view, act, act.body.redline, Draw)
    if found.id in view[Redlines].lifted:
        refuse("This red line is lifted already.")
    if isinstance(act.basis, Own):
        actors.acting(view, act, found.body.owner)


def _drawn(state: Redlines, act: Act[Draw]) -> Redlines:
    return replace(state, drawn=state.drawn.insert(act.id, act))


def _lifted(state: Redlines, act: Act[Lift]) -> Redlines:
    return replace(state, lifted=state.lifted.insert(act.body.redline, act))


SUBJECT = Subject(
    "redlines",
    Redlines(),
    (
        Kind("draw", Draw, _drawn, _may_draw, private=True),
        Kind("lift", Lift, _lifted, _may_lift),
    ),
)
