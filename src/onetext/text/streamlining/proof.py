"""Streamlining: a shorter text is checked against the one that it replaces, bracket by bracket and word by word.

Nothing here says why words are gone, or whether it matters: it says which words of whom are not found, so that whoever
they belong to can look.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

import msgspec

from onetext.sentences import Sentence, listed, quoted, say, say_count, term
from onetext.text import brackets
from onetext.text.alignment import Correspondence, align
from onetext.text.provision import Wording
from onetext.text.streamlining.account import Counterparts, counterparts, names_of, provisions_of
from onetext.text.streamlining.bracketed_words import OUTSIDE, Words, is_known, own_words, words_of
from onetext.text.streamlining.sources import Contribution, Source, sources

__all__ = ["Account", "Contribution", "Item", "Loss", "Place", "Proof", "Source", "losses", "streamlined"]

Kind = Literal["clause", "disputed", "alternatives", "deletion", "placeholder"]
Verdict = Literal[
    "kept",
    "kept, with words put in",
    "kept in part",
    "said once for several",
    "not found",
    "place held",
    "no words",
    "not known",
]
_SHORT = 12  # words by which a bracket is called
_BLANK = 2  # words of a placeholder that says nothing but that something is to come: "X", "20XX", "date"
_BETWEEN = 12  # new words that may stand between two that belong together


class Item(msgspec.Struct, frozen=True):
    """A bracket of the old text, or (kind "clause") what stands outside of all brackets in one provision.

    `provision` is the id of the provision in which it begins. `words` are its own words; " … " stands for what is in a
    bracket inside it, which is an item by itself. `around` are the proponents of the brackets that it stands in.
    """

    provision: str
    kind: Kind
    words: str
    proponents: tuple[str, ...] = ()
    opponents: tuple[str, ...] = ()
    around: tuple[str, ...] = ()

    @property
    def whose(self) -> tuple[str, ...]:
        """Whose words they are, as far as the text says. Who wants words deleted does not own them."""
        return () if self.kind == "deletion" else self.proponents or self.around


class Place(msgspec.Struct, frozen=True):
    """A provision of the new text in which words of an item stand: how many, and the stretches as they read there.

    `bracketed` says whether all of them, or some, still stand in brackets.
    """

    provision: str
    count: int
    words: tuple[str, ...]
    bracketed: Literal["all", "some", "none"]


class Account(msgspec.Struct, frozen=True):
    """What is left of an item. Of its `total` words `own` stand in the new text for it, in `places`.

    `shared` are stretches that stand in its place only as words of another item, `missing` all others; of these
    `echoes` stand in another place, where they are another's. `put_in` are new words between its own. `words_of` are
    those whose words are concerned: the proponents, and of a clause the parties whose amendments brought what is
    missing.
    """

    item: Item
    verdict: Verdict
    total: int
    own: int
    places: tuple[Place, ...] = ()
    missing: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    echoes: tuple[str, ...] = ()
    put_in: tuple[str, ...] = ()
    words_of: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether none of its words is missed."""
        return self.verdict == "place held" or (not self.missing and not self.shared)

    @property
    def sentence(self) -> Sentence:
        """The verdict in plain words."""
        if self.verdict == "kept in part":
            return say_count(
                "kept in other words ({own} of {count} word)",
                "kept in other words ({own} of {count} words)",
                self.total,
                own=self.own,
            )
        if self.verdict == "no words":
            return say("has no words of its own")
        if self.verdict == "not known":
            return say("its words are not known")
        if self.verdict == "place held":
            return say("held a place for other words")
        return term(self.verdict)


class Loss(msgspec.Struct, frozen=True):
    """What of a party's words is not found, item by item; party "" for words that nobody is named for."""

    party: str
    accounts: tuple[Account, ...]


class Proof(msgspec.Struct, frozen=True):
    """Every item of the old text in its order, and every provision of the new text with its sources.

    `complete` is False where the new text is known only in part: what is not found may stand in the rest.
    """

    accounts: tuple[Account, ...]
    sources: tuple[Source, ...]
    complete: bool = True


def streamlined(
    before: Wording,
    after: Wording,
    contributions: Iterable[Contribution] = (),
    settled: Sequence[Correspondence] = (),
    *,
    before_complete: bool = True,
    after_complete: bool = True,
) -> Proof:
    """Account for every word of `before` in `after`.

    Every bracket is one item, every provision's words outside of brackets another; a word is own to exactly one item.
    `contributions` are words that parties brought by amendments. For the method see `word_account`.
    """
    made = tuple(contributions)
    alignment = align(before, after, settled, before_complete=before_complete, after_complete=after_complete)
    old, new = words_of(before), words_of(after)
    found = counterparts(old, new, alignment)
    items = _items(old)
    accounts = tuple(_account(old, new, found, one, made) for one in items)
    return Proof(accounts, sources(old, new, found, _gone(items, accounts), alignment, made), after_complete)


def losses(proof: Proof, names: Mapping[str, str] | None = None) -> tuple[Loss, ...]:
    """For each party what is missing of its words, or stands only as words of others; last what nobody is named for.

    `names` says, for names as brackets may have them, in lower case, what the party is called.
    """
    called = names or {}
    found: dict[str, list[Account]] = {}
    for account in proof.accounts:
        if not account.is_whole:
            for party in dict.fromkeys(called.get(name.casefold(), name) for name in account.words_of or ("",)):
                found.setdefault(party, []).append(account)
    return tuple(Loss(party, tuple(found[party])) for party in sorted(found, key=lambda name: (not name, name)))


class _Own(NamedTuple):
    """A bracket (or OUTSIDE), the place of the provision in which it begins, and the places of its own words."""

    bracket: int
    provision: int
    places: tuple[int, ...]


def _items(old: Words) -> list[_Own]:
    """Each bracket once, and each provision's words outside of brackets, in the order of the text."""
    own = own_words(old)
    inside: dict[int, list[int]] = {bracket: [] for bracket in old.brackets}
    clauses = []
    for (bracket, provision), places in own.items():
        if bracket == OUTSIDE:
            clauses.append(_Own(OUTSIDE, provision, tuple(places)))
        else:
            inside[bracket] += places
    clauses += [_Own(OUTSIDE, place, ()) for place, provision in enumerate(old.wording) if not is_known(provision)]
    every = [*clauses, *(_Own(b, old.holder(old.brackets[b].start), tuple(sorted(p))) for b, p in inside.items())]
    return sorted(every, key=lambda one: (one.provision, one.bracket))


def _account(old: Words, new: Words, found: Counterparts, one: _Own, contributions: Sequence[Contribution]) -> Account:
    bracket, provision, places = one
    own = [place for place in places if place in found.own]
    shared = [place for place in places if place in found.shared]
    missing = [place for place in places if place not in found.own and place not in found.shared]
    item = _item(old, bracket, provision, places)
    put_in = _put_in(old, new, found, own)
    blank = item.kind == "placeholder" and not item.whose and len(places) <= _BLANK and not own
    if not is_known(old.wording[provision]) and bracket == OUTSIDE:
        return Account(item, "not known", 0, 0)
    return Account(
        item,
        "place held" if blank else _verdict(len(places), len(own), len(missing), put_in=bool(put_in)),
        len(places),
        len(own),
        _places(new, [found.own[place] for place in own]),
        old.stretches(missing),
        old.stretches(shared),
        old.stretches([place for place in missing if place in found.echoes]),
        put_in,
        item.whose or _brought(old, provision, [*missing, *shared], contributions),
    )


def _item(old: Words, bracket: int, provision: int, places: Sequence[int]) -> Item:
    id_, words = old.wording[provision].id, " … ".join(old.stretches(places))
    if bracket == OUTSIDE:
        return Item(id_, "clause", words)
    one = old.brackets[bracket]
    words = words or " ".join(brackets.wording(old.tree, one).split())
    around = names_of(old.brackets, old.around(bracket)[1:])
    return Item(id_, one.kind, words, one.proponents, one.opponents, around)


def _verdict(total: int, own: int, missing: int, *, put_in: bool) -> Verdict:
    if not total:
        return "no words"
    if not own:
        return "not found" if missing else "said once for several"
    if missing:
        return "kept in part"
    if put_in:
        return "kept, with words put in"
    return "kept" if own == total else "said once for several"


def _places(new: Words, places: Sequence[int]) -> tuple[Place, ...]:
    found = []
    for provision in provisions_of(new, places):
        there = sorted(place for place in places if new.provision[place] == provision)
        inside = sum(1 for place in there if new.bracket[place] != OUTSIDE)
        bracketed: Literal["all", "some", "none"] = "all" if inside == len(there) else "some" if inside else "none"
        found.append(Place(new.wording[provision].id, len(there), new.stretches(there), bracketed))
    return tuple(found)


def _put_in(old: Words, new: Words, found: Counterparts, own: Sequence[int]) -> tuple[str, ...]:
    """Words of the new text that come from nowhere and stand between two neighbours of an item."""
    claimed = found.claimed
    between = []
    for one, two in pairwise(own):
        first, last = found.own[one], found.own[two]
        if old.provision[one] == old.provision[two] and first < last <= first + _BETWEEN:
            between += [place for place in range(first + 1, last) if place not in claimed]
    return new.stretches(between)


def _brought(
    old: Words, provision: int, places: Sequence[int], contributions: Sequence[Contribution]
) -> tuple[str, ...]:
    """The parties whose amendments brought words of a clause that are not found."""
    gone = {old.keys[place] for place in places}
    id_ = old.wording[provision].id
    return tuple(
        dict.fromkeys(name for one in contributions if one.provision == id_ and gone & one.keys for name in one.parties)
    )


def _gone(items: Sequence[_Own], accounts: Sequence[Account]) -> dict[int, tuple[str, ...]]:
    """By the place of the old provision the brackets none of whose words are found as theirs."""
    found: dict[int, tuple[str, ...]] = {}
    for one, account in zip(items, accounts, strict=True):
        if one.bracket != OUTSIDE and account.total and not account.own:
            found[one.provision] = (*found.get(one.provision, ()), _called(account.item))
    return found


def _called(item: Item) -> Sentence:
    words = item.words.split()
    short = " ".join(words[:_SHORT]) + (" …" if len(words) > _SHORT else "")
    if not item.proponents:
        return quoted(short)
    return say("{words} ({names})", words=quoted(short), names=listed(item.proponents))


def proponents_in(wording: Wording) -> tuple[str, ...]:
    """Every proponent that the brackets of a text name, each once, in order."""
    words = words_of(wording)
    return tuple(dict.fromkeys(name for bracket in words.brackets.values() for name in bracket.proponents))
