"""Tracked changes: who made them, which moves belong together, and paragraph ends that cannot be decided on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from onetext.exchange.document import Mark, Paragraph, Span
from onetext.exchange.docx.line import Fate, joined
from onetext.exchange.docx.names import W
from onetext.exchange.docx.package import Element

CHANGES = {"ins": "inserted", "moveTo": "inserted", "del": "deleted", "moveFrom": "deleted"}
"""What each element of a tracked change makes of the words in it."""


_ENDS = ("inserted", "deleted")


@dataclass
class Moves:
    """The moves that are open where a reader stands, from and to, each by its w:id."""

    open: dict[str, dict[str, str]] = field(default_factory=lambda: {"moveFrom": {}, "moveTo": {}})
    last: dict[str, str] = field(default_factory=dict)

    def start(self, element: Element, kind: str) -> None:
        """A range begins: its w:name is the one thing that both ends of a move share."""
        name = element.get(f"{W}name", "")
        self.open[kind][element.get(f"{W}id", "")] = name
        self.last[kind] = name

    def end(self, element: Element, kind: str) -> None:
        """A range ends."""
        self.open[kind].pop(element.get(f"{W}id", ""), None)

    def name(self, kind: str) -> str:
        """The move of this kind that the reader is in, "" outside of any."""
        return next(reversed(self.open.get(kind, {}).values()), "")

    def begin_paragraph(self) -> None:
        """Only a range that is open, or opened in a paragraph, can hold the paragraph's end."""
        self.last = {kind: self.name(kind) for kind, ranges in self.open.items() if ranges}

    def name_of_end(self, kind: str) -> str:
        """The move that the end of a paragraph belongs to: a range may close just before it."""
        return self.name(kind) or self.last.get(kind, "")


_NO_TIMES = ("0-00-00T00:00:00Z", "1970-01-01T00:00:00Z")
"""What LibreOffice writes where no time is known: no day at all, or in later versions the first of its clock."""


def mark(element: Element) -> Mark:
    """Who made a change or comment, and when."""
    when = element.get(f"{W}date", "")
    return Mark(element.get(f"{W}author", ""), "" if when in _NO_TIMES else when)


def changed(fate: Fate, element: Element, kind: str, move: str) -> Fate:
    """The fate of words inside a tracked change of this kind, within what they are in already."""
    if CHANGES[kind] == "inserted":
        fate = fate._replace(inserted=mark(element))
    else:
        fate = fate._replace(deleted=mark(element))
    return fate._replace(move=move) if kind.startswith("move") else fate


def without_lone_moves(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], int]:
    """Moves of which only one end is there are insertions or deletions: the paragraphs, and how many there were."""
    gone: set[str] = set()
    came: set[str] = set()
    for one in _changing(paragraphs):
        if one.move and one.deleted:
            gone.add(one.move)
        if one.move and one.inserted:
            came.add(one.move)
    lone = gone ^ came
    if not lone:
        return list(paragraphs), 0
    return [_unmoved(paragraph, lone) for paragraph in paragraphs], len(lone)


def _changing(paragraphs: Sequence[Paragraph]) -> Iterator[Span | Paragraph]:
    for paragraph in paragraphs:
        yield from (one for one in paragraph.spans if one.text or one.notes)
        yield paragraph


def _unmoved(paragraph: Paragraph, lone: set[str]) -> Paragraph:
    spans = joined(msgspec.structs.replace(one, move="") if one.move in lone else one for one in paragraph.spans)
    move = "" if paragraph.move in lone else paragraph.move
    return msgspec.structs.replace(paragraph, spans=spans, move=move)


def with_firm_ends(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], int]:
    """A changed end that divides words from another cell, table or part stands firm, as it does in Word.

    Returns the paragraphs, and how many ends were changed. An end goes with its words where all of them go.
    """
    found: list[Paragraph] = []
    firm = 0
    carried: set[str] = set()
    for at, paragraph in enumerate(paragraphs):
        following = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        apart = following is not None and (following.cell, following.part) != (paragraph.cell, paragraph.part)
        ends = [fate for fate in _ENDS if getattr(paragraph, fate)]
        carried = {one for one in ends if one in carried or _keeps(paragraph, one)}
        found.append(_firm(paragraph, carried) if apart else paragraph)
        if apart:
            firm += len(carried)
            carried = set()
    return found, firm


def _keeps(paragraph: Paragraph, fate: str) -> bool:
    """Whether any words of a paragraph do not share this fate of its end."""
    return any(one.text and not getattr(one, fate) for one in paragraph.spans)


def _firm(paragraph: Paragraph, fates: set[str]) -> Paragraph:
    if not fates:
        return paragraph
    return msgspec.structs.replace(paragraph, move="", **dict.fromkeys(fates))
