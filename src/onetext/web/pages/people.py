"""People: who is at the table and who is not, who acts and who decides for whom, who holds which office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onetext.process import actors
from onetext.process.actors import Actors, Office
from onetext.record.act import Act
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.pages import Page

ROLES = {
    "mediator": gettext_lazy("mediator, holds the pen"),
    "party": gettext_lazy("party"),
    "observer": gettext_lazy("observer"),
}
APPOINTING = ("actor", "office", "member", "delegate", "spokesperson", "principal")


@dataclass(frozen=True)
class Held:
    """An office, with the days on which it began and ended, as far as they are known."""

    title: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Acting:
    """A person who acts for somebody at the table: by an office, or without one as a delegate."""

    name: str
    offices: tuple[Held, ...]


@dataclass(frozen=True)
class Seated:
    """An actor at the table, with its people; a person acts in person."""

    slug: str
    name: str
    role: actors.Role
    role_in_words: str
    decides: str
    in_person: bool
    people: tuple[Acting, ...]
    speakers: tuple[str, ...]
    members: tuple[str, ...]
    member_of: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """Anybody in the record: the offices ever held, and what else there is to say."""

    slug: str
    name: str
    offices: tuple[Held, ...]
    said: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Actors of one kind."""

    name: str
    title: str
    actors: tuple[Known, ...]


@dataclass(frozen=True)
class Named:
    """A door by which something can be said about people."""

    name: str
    title: str


@dataclass(frozen=True)
class People:
    """The page's value."""

    table: tuple[Seated, ...]
    groups: tuple[Group, ...]
    doors: tuple[Named, ...]
    may_invite: bool


def people(view: View, asked: Asked) -> People:
    """Everybody whom this record knows, as of the day of looking."""
    order = {role: number for number, role in enumerate(ROLES)}
    seated = sorted(actors.seated(view), key=lambda slug: (order[actors.role(view, slug)], actors.name(view, slug)))
    pen = actors.has_the_pen(view, asked.whose)
    return People(
        table=tuple(_seated(view, slug) for slug in seated if actors.kind(view, slug) is not None),
        groups=tuple(group for group in _groups(view) if group.actors),
        doors=_doors(asked, pen=pen) if asked.may_act else (),
        may_invite=asked.may_act and (pen or bool(asked.party)),
    )


def _doors(asked: Asked, *, pen: bool) -> tuple[Named, ...]:
    """The doors that are of use to whoever asks; each act is judged by its own rule when it is handed in."""
    from onetext.web.doors import every_door  # noqa: PLC0415  doors and pages are found when all are loaded

    names = (*APPOINTING, "seat") if pen else APPOINTING if asked.party else ("actor",)
    return tuple(Named(name, str(every_door()[name].title)) for name in names)


def _seated(view: View, slug: str) -> Seated:
    profile = actors.profile(view, slug)
    return Seated(
        slug=slug,
        name=profile.name,
        role=profile.role,
        role_in_words=str(ROLES[profile.role]),
        decides=profile.principal,
        in_person=profile.kind == "person",
        people=_people_of(view, slug),
        speakers=_names(view, (person for person, actor in view[Actors].spokespersons if actor == slug)),
        members=_names(view, profile.members),
        member_of=_names(view, profile.member_of),
    )


def _people_of(view: View, slug: str) -> tuple[Acting, ...]:
    """Those who may act for an actor today, by name."""
    today = actors.today(view)
    found = []
    for act in actors.everybody(view):
        person = act.body.slug
        if slug in actors.acts_for(view, person, today):
            held = [_held(one) for one in actors.offices_of(view, person, today) if one.body.of == slug]
            found.append(Acting(act.body.name, tuple(held)))
    return tuple(sorted(found, key=lambda one: one.name))


def _groups(view: View) -> tuple[Group, ...]:
    """Everybody else, by kind, and what may be said of each."""
    away = [act.body for act in actors.everybody(view) if not _is_at_the_table(view, act.body.slug)]

    def group(name: str, title: str, *kinds: actors.Kinds) -> Group:
        found = [_known(view, one.slug) for one in away if one.kind in kinds]
        return Group(name, title, tuple(sorted(found, key=lambda one: one.name)))

    return (
        group("persons", _("Persons not at the table"), "person"),
        group("states", _("States not at the table"), "state"),
        group("bodies", _("Bodies and teams not at the table"), "body", "team"),
    )


def _is_at_the_table(view: View, slug: str) -> bool:
    """Whether the table shows all that there is to say of an actor: its seat, or whom it acts for there."""
    profile = actors.profile(view, slug)
    elsewhere = [act for act in actors.offices_of(view, slug) if actors.role(view, act.body.of) == "away"]
    return profile.role != "away" or bool(profile.sits_for and not elsewhere and not profile.speaks_for)


def _known(view: View, slug: str) -> Known:
    """Who somebody is: offices, for whom they speak, members, and whether they are at the table."""
    profile, state = actors.profile(view, slug), view[Actors]
    spoken = _names(view, (actor for person, actor in state.spokespersons if person == slug))
    members, bodies = _names(view, profile.members), _names(view, profile.member_of)
    said = [_("speaks for %(names)s") % {"names": ", ".join(spoken)}] if spoken else []
    said += [_("members: %(names)s") % {"names": ", ".join(members)}] if members else []
    said += [_("member of %(names)s") % {"names": ", ".join(bodies)}] if bodies else []
    said += [_("decided by %(who)s") % {"who": profile.principal}] if profile.principal else []
    if profile.sits_for:
        said.append(_("at the table for %(names)s") % {"names": ", ".join(_names(view, profile.sits_for))})
    elif profile.kind == "person":
        said.append(_("not at the table"))
    return Known(slug, profile.name, tuple(map(_held, actors.offices_of(view, slug))), tuple(said))


def _held(act: Act[Office]) -> Held:
    return Held(act.body.title, act.body.since, act.body.until)


def _names(view: View, slugs: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(actors.name(view, slug) for slug in slugs))


PAGES = (Page("people", gettext_lazy("People"), "people", people, "pages/people.html", place=8),)
