"""The ledger: one entry for every word that was ever in a text, and where words stood that are there no more."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onetext.text.provenance.account import Event, Origin
from onetext.text.units import Unit
from onetext.text.words import STOP_WORDS

NEW = -1  # in place of an entry: nothing is known yet of where a word comes from
_GRAM = 3  # units by which words that left are found again
_OFTEN = 20  # places of the same three units that are looked at, the latest
_FAR = 6  # words that are taken for the same ones in another provision, at least
_TELLING = 3  # of these are no function words


class Held(NamedTuple):
    """A wording in units, and for each the entry of the ledger that it is."""

    words: str
    units: Sequence[Unit]
    entries: Sequence[int]


class _Left(NamedTuple):
    """Units that left a provision together."""

    provision: str
    keys: tuple[str, ...]
    entries: tuple[int, ...]


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
        self._whole: dict[tuple[str, tuple[str, ...]], list[int]] = {}

    def add(self, origin: Origin) -> int:
        """A new word, which does not stand in the text yet."""
        self.origins.append(self._interned.setdefault(origin, origin))
        self.stands.append(False)
        self.places.append("")
        return len(self.origins) - 1

    def take_out(self, entries: Sequence[int]) -> None:
        """These words are no longer known to stand where they stood."""
        for entry in entries:
            self.stands[entry] = False

    def put_in(self, entries: Sequence[int], provision: str, step: str) -> None:
        """These words stand in a provision from this step on; NEW is passed over."""
        for entry in entries:
            if entry == NEW:
                continue
            events, place = self.events.get(entry, ()), self.places[entry]
            elsewhere = place if place != provision else ""
            if events and events[-1].kind == "left":
                self.events[entry] = (*events, Event("came back", step, elsewhere))
            elif elsewhere:
                self.events[entry] = (*events, Event("moved", step, elsewhere))
            self.stands[entry] = True
            self.places[entry] = provision

    def leave(self, provision: str, units: Sequence[Unit], entries: Sequence[int]) -> None:
        """These words went from a provision together, or were proposed for it; they can be found again."""
        left = _Left(provision, tuple(unit.key for unit in units), tuple(entries))
        number = len(self._left)
        self._left.append(left)
        for place in range(len(entries) - _GRAM + 1):
            self._grams.setdefault(left.keys[place : place + _GRAM], []).append((number, place))
        self._whole.setdefault((provision, left.keys), []).append(number)

    def ended(self, entries: Sequence[int], step: str) -> None:
        """Say of those of these words that no longer stand in the text that they left it in this step."""
        for entry in entries:
            events = self.events.get(entry, ())
            if not self.stands[entry] and (not events or events[-1].kind != "left"):
                self.events[entry] = (*events, Event("left", step))

    def found_again(self, provision: str, units: Sequence[Unit]) -> list[int]:
        """For each of these units, new in a provision, the word that left and is taken for it, or NEW.

        The whole stretch, as it left this provision; or parts of it: any that tells something, of three units or more,
        of this provision, six words or more of another.
        """
        keys = tuple(unit.key for unit in units)
        for number in reversed(self._whole.get((provision, keys), ())):
            left = self._left[number]
            if tells(keys, 1) and not any(self.stands[entry] for entry in left.entries):
                return list(left.entries)
        found = [NEW] * len(units)
        taken: set[int] = set()
        at = 0
        while at <= len(units) - _GRAM:
            entries = self._longest(provision, keys, at, taken)
            found[at : at + len(entries)] = entries
            taken.update(entries)
            at += len(entries) or 1
        return found

    def _longest(self, provision: str, keys: tuple[str, ...], at: int, taken: set[int]) -> Sequence[int]:
        """The longest stretch that left and stands here from a place on; of equally long ones that which left last."""
        best: Sequence[int] = ()
        for number, place in reversed(self._grams.get(keys[at : at + _GRAM], ())[-_OFTEN:]):
            left = self._left[number]
            most = min(len(keys) - at, len(left.keys) - place)
            length = next((n for n in range(most) if not self._same(left, place + n, keys[at + n], taken)), most)
            if length > len(best) and _is_enough(keys[at : at + length], far=left.provision != provision):
                best = left.entries[place : place + length]
        return best

    def _same(self, left: _Left, place: int, key: str, taken: set[int]) -> bool:
        entry = left.entries[place]
        return left.keys[place] == key and not self.stands[entry] and entry not in taken


def tells(keys: Sequence[str], least: int) -> bool:
    """Whether so many of these are words that are no function words."""
    return sum(key[:1].isalnum() and key.lower() not in STOP_WORDS for key in keys) >= least


def _is_enough(keys: Sequence[str], *, far: bool) -> bool:
    if not far:
        return len(keys) >= _GRAM and tells(keys, 1)
    return sum(key[:1].isalnum() for key in keys) >= _FAR and tells(keys, _TELLING)


def runs(wanted: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """From where to where what is wanted stands together."""
    first = -1
    for at, is_wanted in enumerate([*wanted, False]):
        if is_wanted and first < 0:
            first = at
        elif not is_wanted and first >= 0:
            yield first, at
            first = -1
