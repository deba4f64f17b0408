"""What changed for a viewer, from their own view before and after: names only, no words of the record.

The count in a message is of the acts that this viewer sees. Nothing here is counted over the whole record.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec

from onetext.process import texts
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


def mark(acts: tuple[Act[Any], ...]) -> str:
    """The name of what a viewer sees: their count, and a fingerprint of which acts these are."""
    return f"{len(acts)}-{hashlib.sha256(''.join([act.id for act in acts]).encode()).hexdigest()[:16]}"


def changed(before: tuple[Act[Any], ...], after: View) -> Change | None:
    """What is new in `after` for somebody who has seen the acts `before`; None where nothing is."""
    if before is after.acts or before == after.acts:
        return None
    if before == after.acts[: len(before)]:
        different = list(after.acts[len(before) :])
    else:
        # An act took its place between others, or its words were erased.
        ours, theirs = {act.id for act in before}, {act.id for act in after.acts}
        different = [act for act in (*before, *after.acts) if act.id in ours ^ theirs]
    subjects = frozenset(act.kind.partition(".")[0] for act in different)
    return Change(mark(after.acts), len(after.acts), subjects, _points(different, after))


def since(known: str, view: View) -> Change | None:
    """What is new for a browser that says where it was: everything, where it was never at such a place."""
    count = known.partition("-")[0]
    seen = view.acts[: int(count)] if count.isdecimal() and len(count) < len(str(1 << 31)) else ()
    return changed(seen if mark(seen) == known else (), view)


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
