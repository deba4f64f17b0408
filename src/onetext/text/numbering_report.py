"""What was read of a document: its points, its vacant numbers, and where its numbering has gaps or doubles."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from onetext.sentences import Sentence, say, say_count
from onetext.text.numbering import ordinals, roman
from onetext.text.provision import Provision, Wording

_LAST = re.compile(r"(?P<last>\d+|[A-Za-z]+)(?P<bis> (?:bis|ter|alt|qua\w+|quin\w+|\w+ies))?\)?\Z")


class Reading(msgspec.Struct, frozen=True):
    """What was read: how many numbered points, headings and plain paragraphs; which numbers are vacant.

    `gaps` and `duplicates` are sentences about numbers that are missing, or printed twice, under the same parent.
    """

    points: int
    headings: int
    paragraphs: int
    vacant: tuple[str, ...]
    gaps: tuple[str, ...]
    duplicates: tuple[str, ...]


def reading(provisions: Wording) -> Reading:
    """Count what was read, and name the numbers that are missing or printed twice."""
    numbers = {p.id: p.number for p in provisions}
    siblings: dict[tuple[str, str], list[Provision]] = {}
    for p in provisions:
        if p.number:
            own = p.number.removeprefix(numbers.get(p.parent, ""))
            siblings.setdefault((p.parent, _LAST.sub("", own)), []).append(p)
    printed = Counter((p.parent, p.number) for p in provisions if p.number)
    return Reading(
        points=sum(bool(p.number) and not p.heading for p in provisions),
        headings=sum(p.heading for p in provisions),
        paragraphs=sum(not p.number and not p.heading for p in provisions),
        vacant=tuple(p.number for p in provisions if p.vacant),
        gaps=tuple(gap for group in siblings.values() for gap in _gaps(group)),
        duplicates=tuple(_printed_often(number, n) for (_, number), n in printed.items() if n > 1),
    )


def _gaps(group: list[Provision]) -> Iterator[str]:
    for before, after in pairwise(group):
        first, second = _ordinals(before.number), _ordinals(after.number)
        steps = [(second[kind] - first[kind], kind) for kind in first if kind in second]
        if not steps:
            continue
        step, kind = min(steps)
        found = _LAST.search(after.number)
        end = second[kind] - (0 if found and found["bis"] else 1)
        if step > 0 and end > first[kind]:
            yield _missing(kind, first[kind] + 1, end, before.number, after.number)


def _missing(kind: str, first: int, last: int, before: str, after: str) -> str:
    found = _LAST.search(after)
    stem, end = (after[: found.start()], ")" if after.endswith(")") else "") if found else ("", "")
    small = found is None or found["last"].islower()
    names = [_printed(kind, n) if small else _printed(kind, n).upper() for n in sorted({first, last})]
    ends = [f"{stem}{name}{end}" for name in names]
    if len(ends) == 1:
        return say("{number} missing between {before} and {after}", number=ends[0], before=before, after=after)
    low, high = ends
    return say(
        "{first} to {last} missing between {before} and {after}", first=low, last=high, before=before, after=after
    )


def _printed_often(number: str, times: int) -> Sentence:
    return say_count("{number} is printed {count} time", "{number} is printed {count} times", times, number=number)


def _printed(kind: str, ordinal: int) -> str:
    if kind == "figure":
        return str(ordinal)
    if kind == "letter":
        return chr(ord("a") + (ordinal - 1) % 26) * ((ordinal - 1) // 26 + 1)
    return roman(ordinal)


def _ordinals(number: str) -> dict[str, int]:
    """How the last part of a printed number counts, in each way that it can be read."""
    found = _LAST.search(number)
    last = found["last"] if found else ""
    return {"figure": int(last)} if last.isdigit() else dict(ordinals(last))
