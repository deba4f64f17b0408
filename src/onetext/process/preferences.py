"""Preferences: how a party ranks the options for a point, with weights; for its own eyes unless it says otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

import msgspec
from rpds import HashTrieMap

from onetext.process import actors, points
from onetext.process.texts import MAIN
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.text.sense.quantities import MOST_DIGITS


class Choice(msgspec.Struct, frozen=True, omit_defaults=True):
    """An option in the words in which it is on offer, and its weight as a decimal number ("" where none is given)."""

    words: str
    weight: str = ""


class Rank(msgspec.Struct, frozen=True, omit_defaults=True):
    """A party ranks the options for a point, the best first. `importance` weighs the point against other points."""

    party: str
    provision: str
    choices: tuple[Choice, ...]
    importance: str = ""
    line: str = MAIN


@dataclass(frozen=True)
class Preferences:
    """The last ranking of each party for each point of a line."""

    ranked: HashTrieMap[tuple[str, str, str], Act[Rank]] = HashTrieMap()


def rankings(view: View, party: str | None = None, line: str = MAIN) -> tuple[Act[Rank], ...]:
    """The rankings (of one party) that the viewer may see, in the order of the record."""
    found = (a for a in view[Preferences].ranked.values() if a.body.line == line and party in {None, a.body.party})
    return tuple(sorted(found, key=lambda act: act.order))


def _may_rank(view: View, act: Act[Rank]) -> None:
    body = act.body
    actors.known(view, body.party)
    actors.acting(view, act, body.party)
    if points.present(view, body.provision, body.line) is None:
        refuse("This point is not in the current text that you can see.")
    words = [choice.words.strip() for choice in body.choices]
    if not words or not all(words) or len(set(words)) < len(words):
        refuse("Name each option once, in its words, the best first.")
    for weight in (body.importance, *(choice.weight for choice in body.choices)):
        if weight and not _is_weight(weight):
            refuse("“{words}” is no weight; write a number that is not negative, such as 0.5.", words=weight)


def _is_weight(text: str) -> bool:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    return number.is_finite() and number >= 0 and abs(number.adjusted()) <= MOST_DIGITS


def _ranked(state: Preferences, act: Act[Rank]) -> Preferences:
    key = (act.body.line, act.body.provision, act.body.party)
    return replace(state, ranked=state.ranked.insert(key, act))


SUBJECT = Subject("preferences", Preferences(), (Kind("rank", Rank, _ranked, _may_rank, private=True),))
