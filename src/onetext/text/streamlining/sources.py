"""The source table of a streamlined text: for every new provision where its words come from, and what was done."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from onetext.sentences import say, say_count
from onetext.text.alignment import Alignment
from onetext.text.streamlining.account import Counterparts, named_around, provisions_of
from onetext.text.streamlining.bracketed_words import OUTSIDE, Words
from onetext.text.streamlining.stretches import is_telling
from onetext.text.words import folded_words

_FEW = 5  # words from a provision that make it a source, unless fewer are a tenth of the new one
_SHARE = 0.1


class Contribution(msgspec.Struct, frozen=True):
    """Words that parties brought into a provision by an amendment; `base` are the words as they were without it."""

    provision: str
    parties: tuple[str, ...]
    words: str
    base: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """The telling words that it brought, folded."""
        return frozenset(word for word in folded_words(self.words) if is_telling(word)) - set(folded_words(self.base))


class Source(msgspec.Struct, frozen=True):
    """A provision of the new text (`after`, its id), the provisions that its words come from, and what was done.

    `before` are ids, most words first; `contributors` the parties whose words are in it; `put_in` the words that come
    from nowhere in the old text. A row without `after` is a provision of the old text none of whose words are found.
    """

    after: str
    before: tuple[str, ...]
    contributors: tuple[str, ...]
    done: tuple[str, ...]
    put_in: tuple[str, ...] = ()


def sources(
    old: Words,
    new: Words,
    found: Counterparts,
    gone: Mapping[int, Sequence[str]],
    alignment: Alignment,
    contributions: Sequence[Contribution],
) -> tuple[Source, ...]:
    """A row for every provision of the new text that has words, then one for every old one that came to nothing.

    `gone` names, by the place of the old provision, the brackets none of whose words are found.
    """
    return tuple(_Table(old, new, found, gone, alignment, contributions).rows())


class _Table:
    """What the rows are made from."""

    def __init__(
        self,
        old: Words,
        new: Words,
        found: Counterparts,
        gone: Mapping[int, Sequence[str]],
        alignment: Alignment,
        contributions: Sequence[Contribution],
    ) -> None:
        self.old, self.new, self.found, self.gone = old, new, found, gone
        self.contributions = contributions
        self.came: dict[int, list[int]] = {}
        for before, after in found.own.items():
            self.came.setdefault(new.provision[after], []).append(before)
        self.fed = {place: self.feeding(place) for place in range(len(new.wording))}
        self.goes = Counter(source for fed in self.fed.values() for source in fed)
        self.linked = {id_: set(row.after) for row in alignment.rows for id_ in row.before}
        self.main: dict[int, int] = {}
        for place, fed in self.fed.items():
            for source in fed:
                self.main.setdefault(source, place)

    def feeding(self, provision: int) -> tuple[int, ...]:
        """The old provisions that a new one has its words from, most words first."""
        counts = provisions_of(self.old, self.came.get(provision, ()))
        least = min(_FEW, max(1, _SHARE * len(self.new.of_provision[provision])))
        return tuple(place for place, count in counts.most_common() if count >= least)

    def rows(self) -> Iterator[Source]:
        for place, provision in enumerate(self.new.wording):
            if self.new.of_provision[place]:
                fed = self.fed[place]
                before = tuple(self.old.wording[source].id for source in fed)
                put_in = self.put_in(place)
                yield Source(provision.id, before, self.contributors(place), tuple(self.done(place, put_in)), put_in)
        used = {self.old.provision[before] for before in self.found.own}
        for place, provision in enumerate(self.old.wording):
            if self.old.of_provision[place] and place not in used:
                yield Source(
                    "", (provision.id,), self.whose(place), (say("none of its words are found"), *self.lost(place))
                )

    def contributors(self, place: int) -> tuple[str, ...]:
        """The proponents whose words came into a provision, and the parties whose amendments brought some of them."""
        came = sorted(self.came.get(place, ()))
        named = [name for before in came for name in named_around(self.old, before)]
        keys = {self.old.keys[before] for before in came}
        ids = {self.old.wording[source].id for source in self.fed[place]}
        brought = (one for one in self.contributions if one.provision in ids and keys & one.keys)
        return tuple(dict.fromkeys([*named, *(name for one in brought for name in one.parties)]))

    def whose(self, place: int) -> tuple[str, ...]:
        named = (name for word in self.old.of_provision[place] for name in named_around(self.old, word))
        brought = (n for one in self.contributions if one.provision == self.old.wording[place].id for n in one.parties)
        return tuple(dict.fromkeys([*named, *brought]))

    def put_in(self, place: int) -> tuple[str, ...]:
        """The stretches of a new provision that come from nowhere."""
        new = [word for word in self.new.of_provision[place] if word not in self.found.claimed]
        return tuple(words for words in self.new.stretches(new) if any(map(is_telling, folded_words(words))))

    def done(self, place: int, put_in: Sequence[str]) -> Iterator[str]:
        """What was done to come to a new provision, in plain words; "kept" where nothing was."""
        fed = self.fed[place]
        if not fed:
            yield say("new")
            return
        said = [*self.joined(place, fed), *self.brackets(place), *self.shortened(place, fed)]
        said += [sentence for source in fed if self.main[source] == place for sentence in self.lost(source)]
        if put_in:
            count = sum(len(folded_words(words)) for words in put_in)
            said.append(say_count("{count} new word", "{count} new words", count))
        yield from said or [say("kept")]

    def joined(self, place: int, fed: Sequence[int]) -> Iterator[str]:
        """Merging, splitting and moving."""
        if len(fed) > 1:
            yield say("merged from {number}", number=len(fed))
        if any(self.goes[source] > 1 for source in fed):
            yield say("split")
        id_ = self.new.wording[place].id
        if any(id_ not in self.linked.get(self.old.wording[source].id, ()) for source in fed):
            yield say("words moved here")

    def brackets(self, place: int) -> Iterator[str]:
        """How many of the brackets that its words stood in are gone, and how many stand around it now."""
        came = self.came.get(place, ())
        freed = {
            self.old.bracket[before]
            for before in came
            if self.old.bracket[before] != OUTSIDE and self.new.bracket[self.found.own[before]] == OUTSIDE
        }
        bound = {
            self.new.bracket[self.found.own[before]]
            for before in came
            if self.old.bracket[before] == OUTSIDE and self.new.bracket[self.found.own[before]] != OUTSIDE
        }
        if freed:
            yield say_count("{count} bracket removed", "{count} brackets removed", len(freed))
        if bound:
            yield say_count("put in {count} bracket", "put in {count} brackets", len(bound))

    def shortened(self, place: int, fed: Iterable[int]) -> Iterator[str]:
        """How many words of its sources are not found, told once for each source."""
        left = [
            word
            for source in fed
            if self.main[source] == place
            for word in self.old.of_provision[source]
            if word not in self.found.own
        ]
        if left:
            yield say_count("shortened by {count} word", "shortened by {count} words", len(left))

    def lost(self, source: int) -> Iterator[str]:
        for named in self.gone.get(source, ()):
            yield say("not found: {words}", words=named)
