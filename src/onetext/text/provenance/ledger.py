"""The ledger: one entry for every word that was ever in a text, and where words stood that are there no more."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from onetext.text.provenance.account import Event, Origin
from onetext.text.redline.units import Unit
from onetext.text.words import STOP_WORDS

NEW = -1  # in place of an entry: nothing is known yet of where a word comes from
_GRAM = 3  # units by which words that left are found again
_BESIDE = 2  # units on either side of them that help to find them
_OFTEN = 20  # places of the same three units that are looked at, the latest
_FAR = 6  # words that are taken for the same ones in another provision, at least
_TELLING = 3  # of these are no function words


class Held(msgspec.Struct, frozen=True, gc=False):
    """A wording in units, and for each the entry of the ledger that it is."""

    words: str
    units: Sequence[Unit]
    entries: Sequence[int]


class _Left(msgspec.Struct, frozen=True, gc=False):
    """Units that left a provision together, between those that stood beside them, whose entries are NEW."""

    provision: str
    keys: tuple[str, ...]
    entries: tuple[int, ...]


class _Sought(NamedTuple):
    """Units that are new in a provision, from `first` to `last`, between those beside them."""

    provision: str
    keys: tuple[str, ...]
    first: int
    last: int


class Ledger:
    """Every word once, by a number: where it came in, whether it stands in the text, and what happened to it.

    Words that left are kept as they stood, so that they are known again when they come back in the same stretch
    (after WikiWho: F. Flöck and M. Acosta, 2014).
    """

    def __init__(self) -> None:
        self.origins: list[Origin] = []
        self.stands: list[bool] = []
        self.places: list[str] = []
        self.events: dict[int, tuple[Event, ...]] = {}
        self._interned: dict[Origin, Origin] = {}
        self._left: list[_Left] = []
        self._grams: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        self._whole: dict[tuple[str, tuple[str, ...]], list[tuple[int, ...]]] = {}

    def add(self, origin: Origin) -> int:
        """A new word, which does not stand in the text yet."""
        self.origins.append(self._interned.setdefault(origin, origin))
        self.stands.append(False)
        self.places.append("")
        return len(self.origins) - 1

    def copy(self, entry: int) -> int:
        """A word that stands in the text already, once more: of the same origin, and with no history of its own."""
        return self.add(self.origins[entry])

    def take_out(self, entries: Sequence[int]) -> None:
        """These words are no longer known to stand where they stood."""
        for entry in entries:
            self.stands[entry] = False

    def put_in(self, entries: Sequence[int], provision: str, step: str) -> None:
        """These words stand in a provision from this step on; NEW is passed over."""
        for entry in entries:
            if entry == NEW:
                continue
            if self.places[entry] == provision and entry not in self.events:
                self.stands[entry] = True  # as nearly all of a wording that was changed in a place or two
                continue
            events, place = self.events.get(entry, ()), self.places[entry]
            elsewhere = place if place != provision else ""
            if events and events[-1].kind == "left":
                self.events[entry] = (*events, Event("came back", step, elsewhere))
            elif elsewhere:
                self.events[entry] = (*events, Event("moved", step, elsewhere))
            self.stands[entry] = True
            self.places[entry] = provision

    def leave(self, provision: str, held: Held, first: int, last: int) -> None:
        """A stretch of a wording went from a provision, or was proposed for it; its words can be found again.

        What stood beside it is remembered too, so that a word or two are known again between the same others.
        """
        start, end = max(first - _BESIDE, 0), last + _BESIDE
        keys = tuple(unit.key for unit in held.units[start:end])
        known = [entry if first <= start + n < last else NEW for n, entry in enumerate(held.entries[start:end])]
        number = len(self._left)
        self._left.append(_Left(provision, keys, tuple(known)))
        for place in range(len(keys) - _GRAM + 1):
            self._grams.setdefault(keys[place : place + _GRAM], []).append((number, place))
        whole = tuple(unit.key for unit in held.units[first:last])
        self._whole.setdefault((provision, whole), []).append(tuple(held.entries[first:last]))

    def ended(self, entries: Sequence[int], step: str) -> None:
        """Say of those of these words that no longer stand in the text that they left it in this step."""
        for entry in entries:
            events = self.events.get(entry, ())
            if not self.stands[entry] and (not events or events[-1].kind != "left"):
                self.events[entry] = (*events, Event("left", step))

    def found_again(self, provision: str, new: Sequence[Unit], first: int, last: int) -> list[int]:
        """For each unit of a stretch that is new in a provision, the word that left and is taken for it, or NEW.

        The whole stretch, as it left this provision; or parts of it that tell something: in this provision with what
        stands beside them three units or more, from another provision six words or more.
        """
        whole = tuple(unit.key for unit in new[first:last])
        for known in reversed(self._whole.get((provision, whole), ())):
            if tells(whole, 1) and not any(self.stands[entry] for entry in known):
                return list(known)
        start = max(first - _BESIDE, 0)
        sought = _Sought(provision, tuple(u.key for u in new[start : last + _BESIDE]), first - start, last - start)
        found: dict[int, int] = {}
        at = 0
        while at <= len(sought.keys) - _GRAM:
            entries = self._longest(sought, at, found)
            found.update(entries)
            at = max(entries, default=at) + 1
        return [found.get(place, NEW) for place in range(sought.first, sought.last)]

    def _longest(self, sought: _Sought, at: int, found: Mapping[int, int]) -> dict[int, int]:
        """Of what left and stands here from a place on, that with most words, by their places; what is found stays."""
        best: dict[int, int] = {}
        taken = set(found.values())
        for number, place in reversed(self._grams.get(sought.keys[at : at + _GRAM], ())[-_OFTEN:]):
            left = self._left[number]
            most = min(len(sought.keys) - at, len(left.keys) - place)
            length = next((n for n in range(most) if left.keys[place + n] != sought.keys[at + n]), most)
            entries = {at + n: left.entries[place + n] for n in range(length) if sought.first <= at + n < sought.last}
            free = {
                where: entry
                for where, entry in entries.items()
                if entry != NEW and where not in found and entry not in taken and not self.stands[entry]
            }
            if len(free) > len(best) and self._is_enough(left, sought, free):
                best = free
        return best

    @staticmethod
    def _is_enough(left: _Left, sought: _Sought, found: Iterable[int]) -> bool:
        keys = [sought.keys[place] for place in found]
        if left.provision == sought.provision:
            return tells(keys, 1)
        return sum(key[:1].isalnum() for key in keys) >= _FAR and tells(keys, _TELLING)


def tells(keys: Sequence[str], least: int) -> bool:
    """Whether so many of these are words that are no function words."""
    return sum(key[:1].isalnum() and key.lower() not in STOP_WORDS for key in keys) >= least


def runs(wanted: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """From where to where what is wanted stands together."""
    flags = bytes([*wanted, False])
    first = flags.find(True)
    while first >= 0:
        last = flags.find(False, first)
        yield first, last
        first = flags.find(True, last)
