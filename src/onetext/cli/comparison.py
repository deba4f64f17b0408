"""How a comparison is shown: its rows with the words as a redline, what to look at first, how sure it is."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from onetext.cli.page import Block, Heading, Page, Redline, Stretch, lines
from onetext.cli.texts import day
from onetext.process import actors, beside, texts
from onetext.process.alignments import Compared, Comparison, Match
from onetext.process.beside import UNKNOWN, Places, Printed, label, unsure
from onetext.record.act import Act
from onetext.record.view import View
from onetext.text.redline.runs import Run


def page(view: View, found: Comparison, rows: Sequence[Compared], title: str) -> Page:
    """Two texts, the given rows of their comparison one below the other; first how many points fared how."""
    called = texts.printed(found.before.wording or ()), texts.printed(found.after.wording or ())
    places = beside.places(found.rows, *called)
    blocks: list[Block] = [lines(*_account(found))]
    for row in rows:
        blocks += _row(view, row, *called, places)
    return Page(title, tuple(blocks), _as_data(found, rows))


def _account(found: Comparison) -> Iterator[str]:
    """How many points fared how, what is called out, and what is not known."""
    yield ", ".join(f"{name}: {count}" for name, count in beside.fared(found).items())
    called_out = beside.called_out(found)
    if called_out:
        yield f"Called out: {', '.join(f'{kind} {count}' for kind, count in called_out.items())}"
    for called in beside.known_in_part(found):
        yield f"{called} is known only in part: what is not found there is unknown, not dropped or new."


def _row(view: View, row: Compared, before: Printed, after: Printed, places: Places) -> Iterator[Block]:
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
    if row.settled:
        said.append(_put_right(view, row.settled))
    if said := [*said, *unsure(row, before, after)]:
        yield lines(*said)


def _put_right(view: View, act: Act[Match]) -> str:
    """Who said what corresponds, when, and why."""
    why = f": “{act.body.reason}”" if act.body.reason else ""
    return f"Put right by {actors.name(view, act.party or act.author)}, {day(act)}{why}"


def _words(row: Compared, places: Places) -> Iterator[Block]:
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


def redline_lines(runs: Sequence[Run], places: Places) -> Iterator[tuple[Stretch, ...]]:
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
                "put_right_by": row.settled.id if row.settled else None,
                "score": row.score,
                "confidence": row.confidence,
                "alternatives": [{"point": id_, "score": score} for id_, score in row.alternatives],
                "redline": row.redline,
                "pieces": msgspec.to_builtins(row.pieces, enc_hook=str),
                "callouts": msgspec.to_builtins(row.callouts, enc_hook=str),
                "brackets": msgspec.to_builtins(row.brackets, enc_hook=str),
            }
            for row in rows
        ],
    }
