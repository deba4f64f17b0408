"""Actors: states, bodies and persons; the offices that persons hold; seats at the table; who speaks for whom."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import msgspec
from rpds import HashTrieMap, HashTrieSet

from onetext.process import negotiation
from onetext.record.act import Act, Own
from onetext.record.audience import KEEPER, PUBLIC, Audience, audience
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.sentences import listed, say

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+){0,15}")
LONGEST = 200
_UNPRINTED = frozenset({"Cc", "Zl", "Zp"})  # control characters, ends of lines and of paragraphs
RESERVED = frozenset({KEEPER, "public", "table"})
Kinds = Literal["state", "body", "person", "team"]
Role = Literal["party", "mediator", "observer", "away"]


class Declare(msgspec.Struct, frozen=True, omit_defaults=True):
    """There is an actor. `slug` is its id in the record; the first declaration of a slug names it."""

    slug: str
    name: str
    kind: Kinds = "state"


class Office(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person holds an office of an actor from one day to another; an end that is not known is None."""

    title: str
    of: str
    holder: str
    since: date | None = None
    until: date | None = None


class Member(msgspec.Struct, frozen=True, omit_defaults=True):
    """An actor is a member of a body."""

    body: str
    member: str
    since: date | None = None
    until: date | None = None


class Seat(msgspec.Struct, frozen=True):
    """An actor takes a seat at the table in a role, or leaves it ("away")."""

    actor: str
    role: Role


class Delegate(msgspec.Struct, frozen=True):
    """A person may act here for a party."""

    person: str
    party: str


class Speak(msgspec.Struct, frozen=True):
    """A person is a spokesperson for an actor."""

    person: str
    actor: str


class Principal(msgspec.Struct, frozen=True):
    """The holder of this office decides for the party; its negotiators agree only ad referendum."""

    party: str
    office: str


@dataclass(frozen=True)
class Actors:
    """Everybody in the record; `principals` are all that were named for a party, the latest last."""

    declared: HashTrieMap[str, Act[Declare]] = HashTrieMap()
    offices: HashTrieMap[str, Act[Office]] = HashTrieMap()
    members: HashTrieMap[str, Act[Member]] = HashTrieMap()
    seats: HashTrieMap[str, Act[Seat]] = HashTrieMap()
    delegates: HashTrieSet[tuple[str, str]] = HashTrieSet()
    spokespersons: HashTrieSet[tuple[str, str]] = HashTrieSet()
    principals: HashTrieMap[str, tuple[Act[Principal], ...]] = HashTrieMap()


def known(view: View, slug: str) -> Act[Declare]:
    """The actor with this slug. Raises Refused when the viewer knows of none."""
    found = declared(view, slug)
    if found is None and slug in RESERVED:
        refuse(
            "“{name}” is no actor of this negotiation; name one.",
            name=slug,
            typed="“actor” lists them; --as acts as one",
        )
    if found is None:
        refuse(
            "There is no actor “{name}” in this record that you can see; choose another, or add it first.",
            name=slug,
            typed=f"“actor add {slug} NAME”" if SLUG.fullmatch(slug) else f"“actor add {_as_slug(slug)} '{slug}'”",
        )
    return found


def _as_slug(name: str) -> str:
    """What may be the slug of somebody of this name; "SLUG" where the name has no letters for one."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)[:16])[:64].strip("-") or "SLUG"


def declared(view: View, slug: str) -> Act[Declare] | None:
    """What names the actor, also in a look back to before it was named here; None where the viewer knows of none."""
    return view[Actors].declared.get(slug) or view.naming(Actors).declared.get(slug)


def everybody(view: View) -> tuple[Act[Declare], ...]:
    """Every actor, in the order of the record."""
    return tuple(sorted(view[Actors].declared.values(), key=lambda act: act.order))


@dataclass(frozen=True)
class Profile:
    """All that is known of one actor, in words; `sits_for` are the seated actors for which it may act."""

    slug: str
    name: str
    kind: Kinds
    role: Role
    sits_for: tuple[str, ...]
    offices: tuple[str, ...]
    speaks_for: tuple[str, ...]
    members: tuple[str, ...]
    member_of: tuple[str, ...]
    delegates: tuple[str, ...]
    principal: str


def profile(view: View, slug: str) -> Profile:
    """Who an actor is. Raises Refused when the viewer knows of none with this slug."""
    actor, state = known(view, slug).body, view[Actors]
    principal = state.principals.get(slug)
    decides = state.offices.get(principal[-1].body.office) if principal else None
    return Profile(
        slug=slug,
        name=actor.name,
        kind=actor.kind,
        role=role(view, slug),
        sits_for=_sits_for(view, slug),
        offices=tuple(_office_in_words(act.body) for act in offices_of(view, slug)),
        speaks_for=tuple(
            say("speaks for {name}", name=name(view, a)) for p, a in sorted(state.spokespersons) if p == slug
        ),
        members=members_of(view, slug),
        member_of=tuple(sorted({act.body.body for act in state.members.values() if act.body.member == slug})),
        delegates=tuple(person for person, party in sorted(state.delegates) if party == slug),
        principal=f"{decides.body.title} ({name(view, decides.body.holder)})" if decides else "",
    )


def _office_in_words(office: Office) -> str:
    if office.since and office.until:
        return say("{office} ({since} to {until})", office=office.title, since=office.since, until=office.until)
    if office.since:
        return say("{office} (since {day})", office=office.title, day=office.since)
    return say("{office} (until {day})", office=office.title, day=office.until) if office.until else office.title


def name(view: View, slug: str) -> str:
    """What an actor is called; its slug where it was not declared."""
    found = declared(view, slug)
    return found.body.name if found else slug


def doer(view: View, slug: str) -> str:
    """Whoever did an act, or keeps something: an actor by its name, or the keeper of the record."""
    return say("the keeper of the record") if slug == KEEPER else name(view, slug)


def role(view: View, slug: str) -> Role:
    """The actor's role at the table; "away" without a seat."""
    found = view[Actors].seats.get(slug)
    return found.body.role if found else "away"


def seated(view: View, *roles: Role) -> tuple[str, ...]:
    """The slugs of the actors at the table, in alphabetical order; with `roles`, only those in one of them."""
    wanted = roles or ("party", "mediator", "observer")
    return tuple(sorted(slug for slug, seat in view[Actors].seats.items() if seat.body.role in wanted))


def at_the_table(view: View, slug: str) -> bool:
    """Whether the actor has a seat, itself or as a delegate or office holder of a seated actor's."""
    return role(view, slug) != "away" or any(role(view, actor) != "away" for actor in acts_for(view, slug, today(view)))


def _sits_for(view: View, person: str) -> tuple[str, ...]:
    """The seated actors for which a person may act today, itself left out."""
    return tuple(actor for actor in acts_for(view, person, today(view)) if role(view, actor) != "away")


def the_table(view: View) -> Audience:
    """The audience of everybody who is seated now. Raises Refused when nobody is."""
    found = seated(view)
    if not found:
        refuse(
            "Nobody has a seat at the table yet; give the parties their seats, or make it public.",
            typed="“actor seat ACTOR party”, or --to public",
        )
    return audience(found)


def offices_of(view: View, person: str, on: date | None = None) -> tuple[Act[Office], ...]:
    """The offices that a person holds (on a day, where one is given), in the order of the record."""
    held = (act for act in view[Actors].offices.values() if act.body.holder == person)
    return tuple(sorted((act for act in held if on is None or _covers(act.body, on)), key=lambda act: act.order))


def holder_of(view: View, office: str, on: date) -> str | None:
    """Who held an office (by its act's id) on a day; None where the record does not say."""
    act = view[Actors].offices.get(office)
    return act.body.holder if act and _covers(act.body, on) else None


def members_of(view: View, body: str) -> tuple[str, ...]:
    """The slugs of a body's members, in alphabetical order."""
    return tuple(sorted({act.body.member for act in view[Actors].members.values() if act.body.body == body}))


def today(view: View) -> date:
    """The day of looking, in the negotiation's time zone; for a rule, the day on which its act is recorded."""
    return view.at.astimezone(negotiation.zone(view)).date()


def acts_for(view: View, person: str, on: date | None = None) -> tuple[str, ...]:
    """The actors for whom a person may act here: as their delegate, or as the holder (on a day) of an office of theirs.

    Without a day, also those whose office the person ever held.
    """
    delegated = {party for delegate, party in view[Actors].delegates if delegate == person}
    return tuple(sorted(delegated | {act.body.of for act in offices_of(view, person, on)}))


def may_act_for(view: View, person: str, party: str, on: date) -> None:
    """Refuse a person who is neither the actor itself nor its delegate or, on a day, the holder of an office of it."""
    known(view, person)
    known(view, party)
    if person != party and party not in acts_for(view, person, on):
        refuse(
            "{person} is no delegate of {party} and holds no office there; have it recorded first whom they act for.",
            person=name(view, person),
            party=name(view, party),
            typed=f"“actor delegate {person} {party}”",
        )


def kind(view: View, slug: str) -> Kinds | None:
    """What an actor is; None where it was not declared."""
    found = declared(view, slug)
    return found.body.kind if found else None


def holds_the_pen(view: View, act: Act[object]) -> bool:
    """Whether an act's author keeps the record or mediates."""
    return act.author == KEEPER or has_the_pen(view, act.party or act.author)


def has_the_pen(view: View, slug: str) -> bool:
    """Whether an actor keeps the record or mediates."""
    return slug == KEEPER or role(view, slug) == "mediator"


def acting(view: View, act: Act[object], slug: str) -> None:
    """Refuse an own act done for `slug` by somebody who may not act for it."""
    if isinstance(act.basis, Own) and (act.party or act.author) != slug:
        refuse(
            "Only {name} can do this for itself; record it with its source if it was reported.", name=name(view, slug)
        )


def _covers(office: Office, on: date) -> bool:
    return (office.since is None or office.since <= on) and (office.until is None or on <= office.until)


def _may_appoint(view: View, act: Act[object], *concerned: str) -> None:
    """Refuse an appointment, reported or not, by anybody but the pen and the actors that it is about.

    It says who may act for whom, so everybody must be able to read it.
    """
    if not holds_the_pen(view, act) and (act.party or act.author) not in concerned:
        names = listed((name(view, slug) for slug in concerned), " or ")
        refuse("Only the keeper of the record, a mediator or {names} can say so.", names=names)
    if act.audience != PUBLIC:
        refuse(
            "Who holds which office, and who acts or speaks for whom, is public; choose everybody as its readers.",
            typed="leave --to out",
        )


def _own_people(view: View, act: Act[object], person: str, party: str) -> None:
    """Refuse an appointment, by anybody but the pen, of somebody who sits at the table for another.

    A party names its own people. Otherwise it could act, or be said to have acted, under the name of another's.
    """
    others = [name(view, slug) for slug in _sits_for(view, person) if slug != party]
    if others and not holds_the_pen(view, act):
        refuse(
            "{person} sits at the table for {others}: only the keeper of the record or a mediator can say that they "
            "also do so for {party}.",
            person=name(view, person),
            others=listed(others),
            party=name(view, party),
        )


def _known_person(view: View, slug: str) -> None:
    """Refuse an actor that is no person where somebody is to act or to speak for another."""
    if known(view, slug).body.kind != "person":
        refuse("{name} is no person; only a person acts or speaks for somebody.", name=name(view, slug))


def _may_author(view: View, act: Act[object]) -> None:
    """The rule of every act: its author keeps the record, or is somebody who may act for its party."""
    if act.author != KEEPER:
        may_act_for(view, act.author, act.party or act.author, today(view))
    elif act.party not in {"", KEEPER}:
        refuse("The keeper of the record does not act for {party}.", party=name(view, act.party))


def _may_declare(view: View, act: Act[Declare]) -> None:
    slug = act.body.slug
    if slug in RESERVED or len(slug) > 64 or not SLUG.fullmatch(slug):  # noqa: PLR2004  the sentence names the bound
        refuse("“{name}” cannot name an actor: use up to 64 small letters, digits and single hyphens.", name=slug)
    if slug in view[Actors].declared:
        refuse("There already is an actor “{short}”: {name}.", short=slug, name=name(view, slug))
    if not act.body.name.strip():
        refuse("An actor needs a name.")
    if len(act.body.name) > LONGEST or any(unicodedata.category(one) in _UNPRINTED for one in act.body.name):
        refuse("An actor's name stands on one line: up to {most} characters, none that breaks it.", most=LONGEST)


def _may_hold(view: View, act: Act[Office]) -> None:
    known(view, act.body.of)
    known(view, act.body.holder)
    _may_appoint(view, act, act.body.of)
    _own_people(view, act, act.body.holder, act.body.of)
    if act.body.since and act.body.until and act.body.since > act.body.until:
        refuse("An office cannot end before it begins; check the dates.")


def _may_join(view: View, act: Act[Member]) -> None:
    known(view, act.body.body)
    known(view, act.body.member)
    _may_appoint(view, act, act.body.body, act.body.member)
    if act.body.body == act.body.member:
        refuse("A body cannot be a member of itself.")


def _may_sit(view: View, act: Act[Seat]) -> None:
    known(view, act.body.actor)
    if not holds_the_pen(view, act):
        refuse("Only the keeper of the record or a mediator gives seats.")
    if act.audience != PUBLIC:
        refuse("A seat at the table is public; choose everybody as its readers.", typed="leave --to out")


def _may_delegate(view: View, act: Act[Delegate]) -> None:
    _known_person(view, act.body.person)
    known(view, act.body.party)
    _may_appoint(view, act, act.body.party)
    _own_people(view, act, act.body.person, act.body.party)


def _may_speak(view: View, act: Act[Speak]) -> None:
    _known_person(view, act.body.person)
    known(view, act.body.actor)
    _may_appoint(view, act, act.body.actor)
    _own_people(view, act, act.body.person, act.body.actor)


def _may_decide(view: View, act: Act[Principal]) -> None:
    known(view, act.body.party)
    if act.body.office not in view[Actors].offices:
        refuse("Name an office that the record knows, or add it first.", typed="“actor office”")
    _may_appoint(view, act, act.body.party)


def _declared(state: Actors, act: Act[Declare]) -> Actors:
    if act.body.slug in state.declared:
        return state
    return replace(state, declared=state.declared.insert(act.body.slug, act))


def _held(state: Actors, act: Act[Office]) -> Actors:
    return replace(state, offices=state.offices.insert(act.id, act))


def _joined(state: Actors, act: Act[Member]) -> Actors:
    return replace(state, members=state.members.insert(act.id, act))


def _sat(state: Actors, act: Act[Seat]) -> Actors:
    return replace(state, seats=state.seats.insert(act.body.actor, act))


def _delegated(state: Actors, act: Act[Delegate]) -> Actors:
    return replace(state, delegates=state.delegates.insert((act.body.person, act.body.party)))


def _spoke(state: Actors, act: Act[Speak]) -> Actors:
    return replace(state, spokespersons=state.spokespersons.insert((act.body.person, act.body.actor)))


def _decides(state: Actors, act: Act[Principal]) -> Actors:
    before = state.principals.get(act.body.party, ())
    return replace(state, principals=state.principals.insert(act.body.party, (*before, act)))


SUBJECT = Subject(
    "actors",
    Actors(),
    (
        Kind("declare", Declare, _declared, _may_declare, naming=True),
        Kind("office", Office, _held, _may_hold),
        Kind("member", Member, _joined, _may_join),
        Kind("seat", Seat, _sat, _may_sit),
        Kind("delegate", Delegate, _delegated, _may_delegate),
        Kind("speak", Speak, _spoke, _may_speak),
        Kind("principal", Principal, _decides, _may_decide),
    ),
    concerns={object: _may_author},
)
