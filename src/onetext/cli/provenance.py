"""The command that says who wrote which words."""

from collections.abc import Iterable, Sequence
from string import ascii_lowercase
from typing import Any

import click
import msgspec

from onetext.cli.desk import Desk, shows
from onetext.cli.page import Block, Heading, Noted, Page, lines, table
from onetext.process import actors, current, moments, points, provenance, texts
from onetext.process.provenance import Point, Traced
from onetext.process.texts import MAIN, Line
from onetext.record.view import View
from onetext.text.provenance import Event, Gone, Origin, Passage

_Note = tuple[Origin, tuple[Event, ...]]


@click.command("provenance")
@shows
@click.argument("point", required=False)
@click.option("--by", "party", metavar="ACTOR", help="Only the words of this party, alone or with others.")
@click.option("--gone", is_flag=True, help="Also what stood there or was proposed, and is not there any more.")
@click.option("--line", metavar="DRAFT", help="A rival draft instead of the one text.")
def provenance_(desk: Desk, /, point: str | None, party: str | None, *, gone: bool, line: str | None) -> None:
    """Say who wrote which words: who proposed each, when and where.

    Each stretch of words has the letter of a note; the notes are below.
    With POINT, one point, and the words that are there no more.

    onetext provenance -f harbour
    onetext provenance 5 -f harbour
    onetext provenance --by norvane --gone -f harbour
    """
    view = desk.look()
    on = view.find(line, Line).id if line else MAIN
    if party is not None:
        actors.known(view, party)
    found = provenance.of(view, on)
    chosen = _chosen(view, found, point, on)
    desk.show(Written(view, found, party, gone=gone or point is not None).page(chosen, whole=point is None))


def _chosen(view: View, found: Traced, point: str | None, line: str) -> tuple[Point, ...]:
    if point is None:
        return found.points
    id_ = current.find(view, point, line).provision.id
    return tuple(one for one in found.points if one.id == id_)


class Written:
    """The words of a text as they are shown, with the notes that are given to them as they come up."""

    def __init__(self, view: View, traced: Traced, party: str | None, *, gone: bool) -> None:
        self.view = view
        self.traced = traced
        self.party = party
        self.gone = gone
        self.labels = points.labels(view, traced.head.body.line)
        self.notes: dict[_Note, str] = {}

    def page(self, chosen: Sequence[Point], *, whole: bool) -> Page:
        """The points with their notes and, for the whole text, how much of it is whose."""
        head = self.traced.head
        blocks: list[Block] = [lines(f"{texts.titled(head, ', ')}: {texts.completeness(head.body)}")]
        blocks += [block for point in chosen if self._is_shown(point) for block in self._point(point)]
        if len(blocks) == 1:
            blocks.append(lines("There are no such words."))
        if self.notes:
            blocks += [Heading("Notes"), table(("", "proposed by", "when", "in", "since"), list(self._notes()))]
        if whole and (counts := self._counts()):
            blocks += [Heading("How many words"), table(("by", "words"), counts)]
        title = f"Who wrote which words{'' if whole or not chosen else f' of point {chosen[0].number}'}"
        return Page(title, tuple(blocks), lambda: self._data(chosen))

    def _is_shown(self, point: Point) -> bool:
        """Whether there is anything to say of a point: for one party, whether any of its words are its."""
        shown = [passage.origin for passage in point.passages]
        shown += [passage.origin for _, wanted in point.pending for passage in wanted]
        shown += [one.origin for one in point.gone if self.gone]
        return any(origin is not None and self._is_asked_for(origin) for origin in shown)

    def _is_asked_for(self, origin: Origin) -> bool:
        return self.party is None or self.party in provenance.whose(self.view, origin)

    def _point(self, point: Point) -> Iterable[Block]:
        number = f"{point.number}  " if point.number else ""
        stands = point.passages or not (point.pending or point.gone)
        state = "" if point.known else "unknown now; last known: "
        if stands:
            yield Noted((((f"{number}{state}", "", ""), *self._noted(point.passages)),))
        else:
            yield lines(f"{number}{'not in the text' if point.gone else 'not in the text yet'}")
        for act, wanted in point.pending:
            yield Noted((((f"pending, {act.handle}: ", "", ""), *self._noted(wanted)),), indent=5)
        said = [self._went(one) for one in point.gone if self.gone and one.origin and self._is_asked_for(one.origin)]
        if said:
            yield lines(*said, indent=5)

    def _noted(self, passages: Iterable[Passage]) -> Iterable[tuple[str, str, str]]:
        for passage in passages:
            if passage.origin is None or not self._is_asked_for(passage.origin) or not passage.words.strip():
                yield passage.words, "", ""
            else:
                note = (passage.origin, passage.events)
                sign = self.notes.setdefault(note, _letters(len(self.notes)))
                yield passage.words, sign, ", ".join(filter(None, self._note(note)))

    def _note(self, note: _Note) -> tuple[str, ...]:
        """A note in words: who, when, where, and what happened since."""
        origin, events = note
        return provenance.told(self.view, self.traced, origin, events, self.labels)

    def _notes(self) -> Iterable[tuple[str, ...]]:
        for note, sign in self.notes.items():
            yield sign, *self._note(note)

    def _went(self, one: Gone) -> str:
        who, when, where, _ = self._note((one.origin or Origin(one.step), ()))
        instead = f"; instead: “{one.instead.strip()}”" if one.instead.strip() else ""
        went = provenance.went(self.view, self.traced, one)
        return f"gone: “{one.words.strip()}”, {who}, {when}, {where}; {went}{instead}"

    def _counts(self) -> list[tuple[str, str]]:
        found = provenance.counts(self.view, self.traced)
        return [
            (provenance.named(self.view, who), str(count))
            for who, count in found.items()
            if self.party is None or self.party in who
        ]

    def _data(self, chosen: Sequence[Point]) -> dict[str, Any]:
        counts = provenance.counts(self.view, self.traced)
        return {
            "version": self.traced.head.id,
            "line": self.traced.head.body.line or None,
            "words": [{"by": list(who), "words": count} for who, count in counts.items()],
            "points": [self._point_data(point) for point in chosen if self._is_shown(point)],
        }

    def _point_data(self, point: Point) -> dict[str, Any]:
        return {
            "point": point.number,
            "provision": point.id,
            "known": point.known,
            "passages": self._passage_data(point.passages),
            "pending": [
                {"amendment": act.id, "name": act.name, "passages": self._passage_data(wanted)}
                for act, wanted in point.pending
            ],
            "gone": [
                {
                    **self._origin_data(one.words, one.origin, one.events),
                    "went": {"act": one.step, "said": provenance.went(self.view, self.traced, one)},
                    "instead": one.instead or None,
                }
                for one in point.gone
                if one.origin is not None and self._is_asked_for(one.origin)
            ],
        }

    def _passage_data(self, passages: Iterable[Passage]) -> list[dict[str, Any]]:
        return [
            self._origin_data(one.words, one.origin, one.events)
            for one in passages
            if self.party is None or (one.origin is not None and self._is_asked_for(one.origin))
        ]

    def _origin_data(self, words: str, origin: Origin | None, events: Sequence[Event]) -> dict[str, Any]:
        if origin is None:
            return {"words": words, "mark": True}
        who, when, where, since = self._note((origin, tuple(events)))
        return {
            "words": words,
            "by": list(provenance.whose(self.view, origin)),
            "act": origin.step,
            "when": when,
            "known": str(moments.known_on(self.view, self.traced.acts[origin.step])),
            "unseen": list(origin.hidden),
            "named_in_bracket": origin.bracket,
            "events": msgspec.to_builtins(tuple(events)),
            "said": ", ".join(filter(None, (who, when, where, since))),
        }


def _letters(number: int) -> str:
    """The sign of a note: a, b to z, aa, ab and so on."""
    found = ""
    number += 1
    while number:
        number, last = divmod(number - 1, len(ascii_lowercase))
        found = ascii_lowercase[last] + found
    return found


COMMANDS = (provenance_,)
