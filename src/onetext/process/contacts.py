"""Contacts: who spoke with whom. Each contact stands once, with the account that each side gave of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import msgspec
from rpds import HashTrieMap

from onetext.process import actors
from onetext.process.reach import spoken_of
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.times import bounds
from onetext.record.view import View
from onetext.sentences import Sentence, listed

TWO_SIDES = 2


class Contact(msgspec.Struct, frozen=True, omit_defaults=True):
    """Actors were in contact: `manner` says how ("spoke", "met", "letter"). When the act happened is when they were."""

    between: tuple[str, ...]
    manner: str = "spoke"


class Account(msgspec.Struct, frozen=True):
    """What one side said of a contact."""

    contact: str
    by: str
    words: str


@dataclass(frozen=True)
class Contacts:
    """Every contact, and every account of one."""

    made: HashTrieMap[str, Act[Contact]] = HashTrieMap()
    told: HashTrieMap[str, Act[Account]] = HashTrieMap()


@dataclass(frozen=True, slots=True)
class Told:
    """A contact with the accounts of it in the order of the record.

    `silent` are the sides of whom no account is recorded. `alike` are other contacts that may be the same one: the
    same actors, at times that do not exclude each other.
    """

    contact: Act[Contact]
    accounts: tuple[Act[Account], ...]
    silent: tuple[str, ...]
    alike: tuple[Act[Contact], ...]


def contacts(view: View, who: str = "") -> tuple[Told, ...]:
    """The contacts (of one actor), in the order of the record."""
    state = view[Contacts]
    accounts: dict[str, list[Act[Account]]] = {}
    for act in sorted(state.told.values(), key=lambda act: act.order):
        accounts.setdefault(act.body.contact, []).append(act)
    made = sorted(state.made.values(), key=lambda act: act.order)
    same: dict[frozenset[str], list[Act[Contact]]] = {}
    for contact in made:
        same.setdefault(frozenset(contact.body.between), []).append(contact)
    return tuple(
        _told(contact, accounts.get(contact.id, []), same[frozenset(contact.body.between)])
        for contact in made
        if not who or who in contact.body.between
    )


def _told(contact: Act[Contact], accounts: list[Act[Account]], same: list[Act[Contact]]) -> Told:
    gave = {act.body.by for act in accounts}
    silent = tuple(side for side in contact.body.between if side not in gave)
    alike = tuple(other for other in same if other.id != contact.id and _may_coincide(contact, other))
    return Told(contact, tuple(accounts), silent, alike)


def _may_coincide(one: Act[Contact], other: Act[Contact]) -> bool:
    (first, last), (begin, end) = bounds(one.happened), bounds(other.happened)
    earliest, latest = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    return (first or earliest) <= (end or latest) and (begin or earliest) <= (last or latest)


def sides(view: View, contact: Contact) -> Sentence:
    """The names of those who were in contact."""
    return listed((actors.name(view, slug) for slug in contact.between), " and ")


def _may_meet(view: View, act: Act[Contact]) -> None:
    for slug in act.body.between:
        actors.known(view, slug)
    if len(set(act.body.between)) < TWO_SIDES or len(set(act.body.between)) != len(act.body.between):
        refuse("A contact is between at least two actors, each named once.")
    if not act.body.manner.strip():
        refuse("Say how they were in contact: spoke, met, letter …")
    if isinstance(act.basis, Own) and (act.party or act.author) not in act.body.between:
        refuse(
            "One's own contact has oneself among its sides; record that of others with its source.", typed="--source"
        )


def _may_tell(view: View, act: Act[Account]) -> None:
    contact = spoken_of(view, act, act.body.contact, Contact)
    actors.known(view, act.body.by)
    if act.body.by not in contact.body.between:
        refuse(
            "{name} was no side of this contact: {sides} were.",
            name=actors.name(view, act.body.by),
            sides=sides(view, contact.body),
        )
    if not act.body.words.strip():
        refuse("An account needs its words.")
    actors.acting(view, act, act.body.by)


def _met(state: Contacts, act: Act[Contact]) -> Contacts:
    return replace(state, made=state.made.insert(act.id, act))


def _accounted(state: Contacts, act: Act[Account]) -> Contacts:
    return replace(state, told=state.told.insert(act.id, act))


SUBJECT = Subject(
    "contacts",
    Contacts(),
    (Kind("contact", Contact, _met, _may_meet), Kind("account", Account, _accounted, _may_tell)),
)
