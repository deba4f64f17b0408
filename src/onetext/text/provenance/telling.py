"""Telling: the words of a text in passages of one origin, and what went from it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from onetext.text.provenance.account import Event, Gone, Origin, Passage
from onetext.text.provenance.ledger import Held, Ledger, runs
from onetext.text.redline.units import Unit


class Departure(msgspec.Struct, frozen=True, gc=False):
    """Words that went from a provision together in a step: those `first` to `last` of what was `held`.

    `instead` is what stands there now. With a `proposal`, its key, they never stood there: it was settled otherwise.
    """

    provision: str
    held: Held
    first: int
    last: int
    step: str
    instead: str = ""
    proposal: str = ""

    @property
    def units(self) -> Sequence[Unit]:
        """The units that went."""
        return self.held.units[self.first : self.last]

    @property
    def entries(self) -> Sequence[int]:
        """The words that they are in the ledger."""
        return self.held.entries[self.first : self.last]


_Fate = tuple[Origin | None, tuple[Event, ...]]


def passages(held: Held, ledger: Ledger) -> tuple[Passage, ...]:
    """A wording in passages, each of one origin and with one fate."""
    return tuple(Passage(words, *fate) for fate, words in _alike(held.units, held.entries, ledger))


def gone(departures: Iterable[Departure], ledger: Ledger) -> dict[str, tuple[Gone, ...]]:
    """By provision what went and did not come back, in the order in which it went; what makes brackets is left out."""
    found: dict[str, list[Gone]] = {}
    for one in departures:
        units, entries = one.units, one.entries
        for first, last in runs([_is_away(ledger, entry, one) for entry in entries]):
            for (origin, events), words in _alike(units[first:last], entries[first:last], ledger):
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


def _alike(units: Iterable[Unit], entries: Iterable[int], ledger: Ledger) -> Iterator[tuple[_Fate, str]]:
    """Neighbours of one origin and fate, with their characters put together."""

    def fate(pair: tuple[Unit, int]) -> _Fate:
        unit, entry = pair
        return (None, ()) if unit.bracket else (ledger.origins[entry], ledger.events.get(entry, ()))

    for found, group in groupby(zip(units, entries, strict=True), key=fate):
        yield found, "".join(unit.text for unit, _ in group)
