"""Telling: what happened to provisions that belong together, with a reason that a person can read."""

from collections import Counter
from collections.abc import Iterable, Sequence

from onetext.sentences import Sentence, listed, say, say_count
from onetext.text.alignment.groups import Group
from onetext.text.alignment.rows import Disposition
from onetext.text.alignment.saying import plain_words
from onetext.text.provision import Provision, same_words
from onetext.text.sense import quantity_change
from onetext.text.words import STOP_WORDS

_SUBSTITUTED = 0.3  # the same provision with less than this in common has other words altogether
_SPLIT: tuple[Disposition, ...] = ("split",)
_MERGED: tuple[Disposition, ...] = ("merged",)
_SAME_NUMBER = say("same number")
_SAME_WORDS = say("the same words")

Told = tuple[tuple[Disposition, ...], str]


def happened(group: Group, olds: Sequence[Provision], news: Sequence[Provision], complete: tuple[bool, bool]) -> Told:
    """What became of the old provisions of a group, or where its new ones come from.

    `complete` says of both texts whether all of their provisions are known.
    """
    if group.disposition:
        return (group.disposition,), group.why
    if not news:
        return _gone(olds, group.why, complete=complete[1])
    if not olds:
        return _new(news, group.why, complete=complete[0])
    if len(olds) > 1 or len(news) > 1:
        pieces = _SPLIT * (len(news) > 1) + _MERGED * (len(olds) > 1)
        return pieces, group.why or _shared_out(len(olds), len(news))
    return _one_to_one(olds[0], news[0], group)


def _shared_out(olds: int, news: int) -> Sentence:
    if olds == 1:
        return say_count("its words stand in {count} point now", "its words stand in {count} points now", news)
    if news == 1:
        return say_count(
            "the words of {count} point stand in one now", "the words of {count} points stand in one now", olds
        )
    return say_count(
        "the words of {count} point stand in {others} others now",
        "the words of {count} points stand in {others} others now",
        olds,
        others=news,
    )


def _one_to_one(old: Provision, new: Provision, group: Group) -> Told:
    if old.vacant != new.vacant:
        return (
            (("dropped",), say("deleted; its number is kept free")) if new.vacant else (("added",), say("was vacant"))
        )
    if old.words is None or new.words is None:
        return (("kept",), say("vacant in both")) if old.vacant else (("unknown",), say("the wording is not known"))
    return _compared(old, new, group)


def _gone(olds: Sequence[Provision], why: str, *, complete: bool) -> Told:
    if why:
        return ("dropped",), why
    if any(p.words is None and not p.vacant for p in olds):
        return ("unknown",), say("the earlier wording is not known")
    if not complete:
        return ("unknown",), say("the later text is known only in part")
    return ("dropped",), say("nothing in the later text has enough words in common")


def _new(news: Sequence[Provision], why: str, *, complete: bool) -> Told:
    if why:
        return ("added",), why
    if any(p.words is None and not p.vacant for p in news):
        return ("unknown",), say("the later wording is not known")
    if not complete:
        return ("unknown",), say("the earlier text is known only in part")
    return ("added",), say("nothing in the earlier text has enough words in common")


def _compared(old: Provision, new: Provision, group: Group) -> Told:
    words, other = old.words or "", new.words or ""
    if same_words(words, other):
        return ("kept",), _the_same(group.why)
    changes = quantity_change.changed(words, other)
    said = Counter(plain_words(words)), Counter(plain_words(other))
    both, total = said[0].keys() & said[1].keys(), max(said[0].total(), said[1].total())
    shared = sum(min(said[0][word], said[1][word]) for word in both)
    other_matter = group.score < _SUBSTITUTED if group.why else STOP_WORDS.issuperset(both)
    found: list[Disposition] = ["changed quantity"] if changes else []
    if other_matter:
        found = ["substituted"]
    elif not changes or not _only_figures((said[0] - said[1]) + (said[1] - said[0])):
        found.append("reworded")
    number = _SAME_NUMBER if old.number and old.number == new.number and "number" not in group.why else ""
    shares = say_count("{shared} of {count} word", "{shared} of {count} words", total, shared=shared)
    reasons = [group.why, number, shares, *(say("quantity {change}", change=one.sentence) for one in changes[:2])]
    return tuple(found), listed(reason for reason in reasons if reason)


def _the_same(why: str) -> str:
    return listed((why, _SAME_WORDS)) if why and why != _SAME_WORDS else _SAME_WORDS


def _only_figures(words: Iterable[str]) -> bool:
    return all(any(character.isdecimal() for character in word) for word in words)
