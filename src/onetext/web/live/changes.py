"""What changed for a viewer, from their own view before and after: names only, no words of the record.

The count in a message is of the acts that this viewer sees, and the moments are those of what they see. Nothing here is
counted over the whole record.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import msgspec

from onetext.process import texts, turning
from onetext.process.texts import Texts
from onetext.record.act import Act
from onetext.record.view import View


@dataclass(frozen=True)
class Change:
    """What changed: how many acts the viewer sees now, and of which subjects and points acts came or went.

    `mark` names exactly what is seen now, so that a browser that lost its stream can say where it was.
    """

    mark: str
    seen: int
    subjects: frozenset[str]
    points: frozenset[str]

    def after(self, earlier: "Change | None") -> "Change":
        """This change together with an earlier one that was not told yet."""
        if earlier is None:
            return self
        return Change(self.mark, self.seen, self.subjects | earlier.subjects, self.points | earlier.points)

    @cached_property
    def message(self) -> bytes:
        """The change as a server-sent event."""
        said = {"seen": self.seen, "subjects": sorted(self.subjects), "points": sorted(self.points)}
        return f"id: {self.mark}\ndata: {json.dumps(said, separators=(',', ':'))}\n\n".encode()


@dataclass(frozen=True)
class Seen:
    """What a viewer has seen: the acts, which moments had passed by then, and when the next one has."""

    acts: tuple[Act[Any], ...]
    turned: str
    next_turn: datetime


def seen(view: View) -> Seen:
    """What is seen in a view."""
    moments = "".join(moment.isoformat() for moment in turning.turned(view))
    return Seen(view.acts, _short(moments), turning.next_turn(view))


def mark(view: View) -> str:
    """The name of what a viewer sees: how many acts, which ones, and which moments have passed."""
    return _mark(seen(view))


def _mark(at: Seen) -> str:
    return f"{_of_acts(at.acts)}-{at.turned}"


def _of_acts(acts: tuple[Act[Any], ...]) -> str:
    return f"{len(acts)}-{_short(''.join([act.id for act in acts]))}"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def changed(before: Seen, now: Seen, after: View) -> Change | None:
    """What is new in a view `after`, in which one sees `now`, for somebody who has seen `before`; None for nothing."""
    acts = _acts_changed(before.acts, after)
    if not acts and before.turned == now.turned:
        return None
    # What turned by itself is named by its subjects, as if somebody had acted on it.
    turned = set() if before.turned == now.turned else {"silence", "deadlines"}
    subjects = frozenset(act.kind.partition(".")[0] for act in acts) | turned
    return Change(_mark(now), len(after.acts), subjects, _points(acts, after))


def _acts_changed(before: tuple[Act[Any], ...], after: View) -> list[Act[Any]]:
    """The acts that came or went."""
    if before is after.acts or before == after.acts:
        return []
    if before == after.acts[: len(before)]:
        return list(after.acts[len(before) :])
    # An act took its place between others, or its words were erased.
    ours, theirs = {act.id for act in before}, {act.id for act in after.acts}
    return [act for act in (*before, *after.acts) if act.id in ours ^ theirs]


def since(known: str, view: View) -> Change | None:
    """What is new for a browser that says where it was: everything, where it was never at such a place."""
    count, (acts, _, turned) = known.partition("-")[0], known.rpartition("-")
    shown = view.acts[: int(count)] if count.isdecimal() and len(count) < len(str(1 << 31)) else ()
    now = seen(view)
    before = Seen(shown, turned, now.next_turn) if _of_acts(shown) == acts else Seen((), turned, now.next_turn)
    return changed(before, now, view)


def _points(acts: Iterable[Act[Any]], view: View) -> frozenset[str]:
    """The points that acts speak of, themselves or through an act that they name."""
    named = {text for act in acts for text in _texts(act.body)}
    spoken_of = [act for act in map(view.act, named) if act]
    named |= {text for act in spoken_of for text in _texts(act.body)}
    heads = (texts.head(view, line) for line in view[Texts].heads)
    return frozenset(
        provision.id for head in heads if head for provision in head.body.wording or () if provision.id in named
    )


def _texts(body: object) -> Iterator[str]:
    """Every text in an act's body, however deep."""
    waiting = [msgspec.to_builtins(body)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list | tuple):
            waiting.extend(value)
