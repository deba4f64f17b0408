"""How a comparison is shown: its rows with the words as a redline, what to look at first, how sure it is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

import msgspec

from onetext.cli.page import Block, Heading, Page, Redline, Stretch, lines
from onetext.process import texts
from onetext.process.alignments import Compared, Comparison
from onetext.text.alignment import Disposition
from onetext.text.provision import Provision
from onetext.text.redline.runs import Run

UNKNOWN = "unknown"
SURE = 0.9
"""A row that is less sure than this names what else it might be."""
LIKELY = 0.05
"""An alternative that has less in common is not worth naming."""

Printed = Mapping[str, str]
_Places = Mapping[tuple[str, int], str]


def page(found: Comparison, rows: Sequence[Compared], title: str) -> Page:
    """Two texts, the given rows of their comparison one below the other; first how many points fared how."""
    called = texts.printed(found.before.wording or ()), texts.printed(found.after.wording or ())
    places = _places(found.rows, *called)
    blocks: list[Block] = [lines(*_account(found))]
    for row in rows:
        blocks += _row(row, *called, places)
    return Page(title, tuple(blocks), _as_data(found, rows))


def _account(found: Comparison) -> Iterator[str]:
    """How many points fared how, what is called out, and what is not known."""
    dispositions = Counter(name for row in found.rows for name in row.dispositions)
    ordered = [*get_args(Disposition), *sorted(set(dispositions) - set(get_args(Disposition)))]
    yield ", ".join(f"{name}: {dispositions[name]}" for name in ordered if name in dispositions)
    called_out = Counter(callout.kind for row in found.rows for callout in row.callouts)
    brackets = sum(len(row.brackets) for row in found.rows)
    if called_out or brackets:
        some = [f"{kind} {count}" for kind, count in called_out.items()]
        yield f"Called out: {', '.join([*some, *([f'brackets {brackets}'] if brackets else [])])}"
    for side in (found.before, found.after):
        if not side.complete:
            yield f"{side.called} is known only in part: what is not found there is unknown, not dropped or new."


def _places(rows: Iterable[Compared], before: Printed, after: Printed) -> dict[tuple[str, int], str]:
    """For each end of what moved the point at its other end; the number of the move within one point."""
    ends: dict[tuple[str, int], tuple[int, str]] = {}
    for number, piece in ((n, piece) for n, row in enumerate(rows) for piece in row.pieces):
        for run in piece.runs:
            if run.move:
                label = before[piece.before] if run.kind == "deleted" else after[piece.after]
                ends[run.kind, run.move] = (number, label or "a point without a number")
    return {(kind, move): _place(kind, ends["deleted", move], ends["inserted", move]) for kind, move in ends}


def _place(kind: str, away: tuple[int, str], here: tuple[int, str]) -> str:
    """Where something moved to or from, seen from one end; both are a row and a point."""
    if away[0] == here[0]:
        return "within this point"
    return f"to {here[1]}" if kind == "deleted" else f"from {away[1]}"


def _row(row: Compared, before: Printed, after: Printed, places: _Places) -> Iterator[Block]:
    """A row of the comparison; `before` and `after` say what is printed for each point."""
    old, new = (" + ".join(label(p, c) for p in ps) for c, ps in ((before, row.before), (after, row.after)))
    became = ", ".join(row.dispositions)
    where = old if old == new else f"{old or 'not there'} → {new or ('not there' if became != UNKNOWN else UNKNOWN)}"
    yield Heading(f"{where}  {became}")
    yield from _words(row, places)
    said = [f"{callout.kind.capitalize()}: {callout.sentence}" for callout in row.callouts]
    said += [f"Brackets: {change.sentence.removeprefix('brackets ')}" for change in row.brackets]
    if row.dispositions != ("kept",):
        said.append(f"({row.reason})")
    if said := [*said, *_unsure(row, before, after)]:
        yield lines(*said)


def label(provision: Provision, called: Printed) -> str:
    """A point's printed number; a heading without one whole, and the first words of another point as such."""
    label, words = called[provision.id], " ".join((provision.words or "").split())
    if (provision.number and not provision.heading) or not words.startswith(label) or words == label:
        return label
    return words if provision.heading else f"{label} …"


def _words(row: Compared, places: _Places) -> Iterator[Block]:
    """The words of a row: as a redline where any changed or moved, else as they stand."""
    moved = any(run.move for piece in row.pieces for run in piece.runs)
    if row.is_changed or moved:
        for piece in row.pieces:
            if piece.runs:
                yield Redline(tuple(redline_lines(piece.runs, places)))
        return
    said = [p.words or ("vacant" if p.vacant else UNKNOWN) for p in (row.after or row.before)]
    if not all(p.heading and p.words is not None for p in (row.after or row.before)):
        yield lines(*said)


_BREAK = re.compile(r"\n(?=[ \t\[]*[*_]{0,3}(?:Option|Alternative|Alt)\b)")


def redline_lines(runs: Sequence[Run], places: _Places) -> Iterator[tuple[Stretch, ...]]:
    """A redline in lines, each option of an option block on one of its own."""
    whole = "".join(run.text for run in runs)
    breaks = [found.start() for found in _BREAK.finditer(whole)]
    line: list[Stretch] = []
    at = 0
    for run in runs:
        place = places.get((run.kind, run.move), "") if run.move else ""
        first = at
        for end in [one for one in breaks if at <= one < at + len(run.text)]:
            line.append(Stretch(run.kind, whole[first:end], place))
            yield tuple(one for one in line if one.text)
            line, first = [], end + 1
        at += len(run.text)
        line.append(Stretch(run.kind, whole[first:at], place))
    yield tuple(one for one in line if one.text)


def _unsure(row: Compared, before: Printed, after: Printed) -> Iterator[str]:
    """How sure a row is, where it is not, and what else it might be."""
    others = [(name, score) for name, score in _named(row, before, after) if score >= LIKELY]
    if row.confidence < SURE:
        yield f"not sure: {row.confidence:.2f}" + ("" if others else ", and nothing else is likelier")
    if others and row.confidence < SURE:
        yield "perhaps also " + ", ".join(f"{name} ({score:.2f})" for name, score in others)


def _named(row: Compared, before: Printed, after: Printed) -> list[tuple[str, float]]:
    """The alternatives by their printed numbers: of the new text where the row has an old point, else of the old."""
    called = after if row.before else before
    return [(called.get(id_, id_) or id_, score) for id_, score in row.alternatives]


def _as_data(found: Comparison, rows: Sequence[Compared]) -> dict[str, Any]:
    return {
        "before": {"text": found.before.called, "id": found.before.id, "complete": found.before.complete},
        "after": {"text": found.after.called, "id": found.after.id, "complete": found.after.complete},
        "rows": [
            {
                "before": [msgspec.to_builtins(p) for p in row.before],
                "after": [msgspec.to_builtins(p) for p in row.after],
                "dispositions": list(row.dispositions),
                "reason": row.reason,
                "score": row.score,
                "confidence": row.confidence,
                "alternatives": [{"point": id_, "score": score} for id_, score in row.alternatives],
                "redline": row.redline,
                "pieces": msgspec.to_builtins(row.pieces),
                "callouts": msgspec.to_builtins(row.callouts),
                "brackets": msgspec.to_builtins(row.brackets),
            }
            for row in rows
        ],
    }
