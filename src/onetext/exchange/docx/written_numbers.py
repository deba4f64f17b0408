"""Printed numbers as words in front of a paragraph, so that they are right whatever is accepted or rejected.

A paragraph whose end is taken away runs on into the next, whose nature it takes, its number included. So that number is
printed where the joined paragraph begins, and the change that joins them also takes it away from where it stood.
"""

from collections.abc import Sequence
from typing import Literal

from onetext.exchange.document import Paragraph, Span
from onetext.exchange.docx.ranges import Line

Gone = Literal["inserted", "deleted"]


def with_numbers(paragraphs: Sequence[Paragraph]) -> list[Line]:
    """The paragraphs of a story, each with the numbers that are printed before it, its own first."""
    accepted, rejected = _fronts(paragraphs, "deleted"), _fronts(paragraphs, "inserted")
    numbers = [_own(at, paragraphs, accepted[at], rejected[at]) for at in range(len(paragraphs))]
    for at, paragraph in enumerate(paragraphs):
        shown = [front for front in (accepted[at], rejected[at]) if front is not None and front != at]
        for front in dict.fromkeys(shown) if paragraph.number else ():
            numbers[front].append(_brought(paragraph, paragraphs[front], front == accepted[at], front == rejected[at]))
    return [Line(paragraph, tuple(one)) for paragraph, one in zip(paragraphs, numbers, strict=True)]


def _fronts(paragraphs: Sequence[Paragraph], gone: Gone) -> list[int | None]:
    """For each paragraph, before which one its number stands once all changes are decided; None where it has gone."""
    found: list[int | None] = []
    start: int | None = None
    for at, paragraph in enumerate(paragraphs):
        if start is None and any(one.text and not getattr(one, gone) for one in paragraph.spans):
            start = at
        if getattr(paragraph, gone):
            found.append(None)
        else:
            found.append(at if start is None else start)
            start = None
    return found


def _own(at: int, paragraphs: Sequence[Paragraph], accepted: int | None, rejected: int | None) -> list[Span]:
    paragraph = paragraphs[at]
    if not paragraph.number:
        return []
    before = paragraphs[at - 1] if at else paragraph
    inserted = None if rejected == at else paragraph.inserted or before.inserted
    deleted = None if accepted == at else paragraph.deleted or before.deleted
    first = next(iter(paragraph.spans), paragraph)
    alike = (first.inserted, first.deleted) == (inserted, deleted)
    return [Span(_printed(paragraph), inserted, deleted, first.move if alike else "")]


def _brought(paragraph: Paragraph, front: Paragraph, accepted: bool, rejected: bool) -> Span:
    """The number of a paragraph before the one where the two, joined, begin."""
    return Span(
        _printed(paragraph),
        inserted=None if rejected else front.deleted,
        deleted=None if accepted else front.inserted,
    )


def _printed(paragraph: Paragraph) -> str:
    return f"{paragraph.number}\t"
