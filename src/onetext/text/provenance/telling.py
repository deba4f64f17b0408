"""Telling: the words of a text in passages of one origin, and what went from it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from onetext.text.provenance.account import Event, Gone, Origin, Passage
from onetext.text.provenance.ledger import Held, Ledger
from onetext.text.units import Unit


class Departure(NamedTuple):
    """Words that went from a provision together in a step, and what stands there instead.

    With a `proposal`, its key, they never stood there: it was settled otherwise.
    """

    provision: str
    units: Sequence[Unit]
    entries: Sequence[int]
    step: str
    instead: str = ""
    proposal: str = ""


_Fate = tuple[Origin | None, tuple[Event, ...]]


def passages(held: Held, ledger: Ledger) -> tuple[Passage, ...]:
    """A wording in passages, each of one origin and with one fate."""
    return tuple(Passage(words, *fate) for fate, words in _alike(held.units, held.entries, ledger))


def gone(departures: Iterable[Departure], ledger: Ledger) -> dict[str, tuple[Gone, ...]]:
    """By provision what went and did not come back, in the order in which it went; what makes brackets is left out."""
    found: dict[str, list[Gone]] = {}
    for one in departures:
        away = [n for n, entry in enumerate(one.entries) if _is_away(ledger, entry, one)]
        for run in _runs(away):
            units, entries = [one.units[n] for n in run], [one.entries[n] for n in run]
            for (origin, events), words in _alike(units, entries, ledger):
                if origin is not None:
                    found.setdefault(one.provision, []).append(
                        Gone(words, origin, one.step, one.instead, events, one.proposal)
                    )
    return {provision: tuple(of) for provision, of in found.items()}


def _is_away(ledger: Ledger, entry: int, departure: Departure) -> bool:
    """Whether a word is not in the text, and left it last in this departure."""
    if ledger.stands[entry]:
        return False
    if departure.proposal:
        return not ledger.places[entry]
    return ledger.places[entry] == departure.provision and ledger.events[entry][-1].step == departure.step


def _runs(places: Iterable[int]) -> Iterator[list[int]]:
    for _, run in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
        yield [place for _, place in run]


def _alike(units: Iterable[Unit], entries: Iterable[int], ledger: Ledger) -> Iterator[tuple[_Fate, str]]:
    """Neighbours of one origin and fate, with their characters put together."""

    def fate(pair: tuple[Unit, int]) -> _Fate:
        unit, entry = pair
        return (None, ()) if unit.bracket else (ledger.origins[entry], ledger.events.get(entry, ()))

    for found, group in groupby(zip(units, entries, strict=True), key=fate):
        yield found, "".join(unit.text for unit, _ in group)
