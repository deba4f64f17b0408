"""Commands about actors: who they are, what offices they hold, where they sit, who speaks for whom."""

import click

from onetext.cli.desk import Acting, Desk, acts, shows
from onetext.cli.page import Page, lines, table
from onetext.process import actors, moments
from onetext.record.audience import PUBLIC
from onetext.record.view import View


@click.group(invoke_without_command=True)
@shows
def actor(desk: Desk) -> None:
    """Actors: states, bodies, persons; offices, seats, spokespersons.

    onetext actor add us "United States"
    onetext actor seat us party
    """
    if click.get_current_context().invoked_subcommand is None:
        desk.show(listing(desk.look()))


def listing(view: View) -> Page:
    """Every actor with its seat and offices."""
    declared = actors.everybody(view)
    rows = [
        (
            act.body.slug,
            act.body.name,
            act.body.kind,
            "not at the table" if actors.role(view, act.body.slug) == "away" else actors.role(view, act.body.slug),
        )
        for act in declared
    ]
    data = [dict(zip(("slug", "name", "kind", "seat"), row, strict=True)) for row in rows]
    return Page("Actors", (table(("actor", "name", "kind", "seat"), rows),), data)


@actor.command()
@acts
@click.argument("slug")
@click.argument("name_of", metavar="NAME")
@click.option(
    "--kind",
    type=click.Choice(["state", "body", "person", "team"]),
    default="state",
    show_default=True,
    help="What it is.",
)
def add(desk: Desk, slug: str, name_of: str, kind: actors.Kinds) -> None:
    r"""Add an actor.

    What a source reports counts as known since it was published; --known says another day.

    onetext actor add stubb "Alexander Stubb" --kind person
    onetext actor add kremlin "The Kremlin" --kind body --known 2025-11-17 \
        --source bbc --quote "Kremlin spokesman Dmitry Peskov" --place "paragraph 5" -f geneva
    """
    with desk.acting() as at:
        _appoint(at, actors.Declare(slug, name_of, kind), said=f"{name_of} is in the record")


def _appoint(at: Acting, body: object, said: str) -> None:
    """Hand in an act that says who there is, sits or acts for whom: it is public, whoever does it."""
    default = {} if at.desk.said.get("to") is not None else {"audience": PUBLIC}
    at.do(body, said=said, **default)


@actor.command()
@acts
@click.argument("of")
@click.argument("title")
@click.argument("holder")
@click.option("--since", metavar="DATE", help="The first day in office.")
@click.option("--until", metavar="DATE", help="The last day in office.")
def office(desk: Desk, of: str, title: str, holder: str, since: str | None, until: str | None) -> None:
    """Record that HOLDER holds the office TITLE of the actor OF.

    onetext actor office finland "President" stubb --since 2024-03-01
    """
    with desk.acting() as at:
        body = actors.Office(title, of, holder, moments.day_or_none(since), moments.day_or_none(until))
        _appoint(at, body, said=f"{actors.name(at.view, holder)} holds the office “{title}”")


@actor.command()
@acts
@click.argument("body")
@click.argument("member")
@click.option("--since", metavar="DATE", help="The first day as a member.")
@click.option("--until", metavar="DATE", help="The last day as a member.")
def member(desk: Desk, body: str, member: str, since: str | None, until: str | None) -> None:
    """Record that MEMBER belongs to BODY.

    onetext actor member nato uk
    """
    with desk.acting() as at:
        joined = actors.Member(body, member, moments.day_or_none(since), moments.day_or_none(until))
        _appoint(at, joined, said=f"{actors.name(at.view, member)} is a member of {actors.name(at.view, body)}")


@actor.command()
@acts
@click.argument("slug", metavar="ACTOR")
@click.argument("role", type=click.Choice(["party", "mediator", "observer", "away"]))
def seat(desk: Desk, slug: str, role: actors.Role) -> None:
    """Give ACTOR a seat at the table, or take note that it left.

    onetext actor seat ukraine party
    onetext actor seat norway mediator
    """
    with desk.acting() as at:
        _appoint(at, actors.Seat(slug, role), said=f"{actors.name(at.view, slug)}: {role}")


@actor.command()
@acts
@click.argument("person")
@click.argument("party")
def delegate(desk: Desk, person: str, party: str) -> None:
    """Let PERSON act here for PARTY.

    onetext actor delegate umerov ukraine
    """
    with desk.acting() as at:
        _appoint(
            at,
            actors.Delegate(person, party),
            said=f"{actors.name(at.view, person)} may act for {actors.name(at.view, party)}",
        )


@actor.command()
@acts
@click.argument("person")
@click.argument("for_", metavar="ACTOR")
def spokesperson(desk: Desk, person: str, for_: str) -> None:
    """Record that PERSON speaks for ACTOR.

    onetext actor spokesperson peskov russia
    """
    with desk.acting() as at:
        _appoint(
            at,
            actors.Speak(person, for_),
            said=f"{actors.name(at.view, person)} speaks for {actors.name(at.view, for_)}",
        )


@actor.command()
@acts
@click.argument("party")
@click.argument("office", metavar="OFFICE")
def principal(desk: Desk, party: str, office: str) -> None:
    """Say whose office decides for PARTY; until then its yes is ad referendum.

    OFFICE is the name that the office was recorded under (--name).

    onetext actor principal us president-us
    """
    with desk.acting() as at:
        held = at.view.find(office, actors.Office)
        _appoint(
            at,
            actors.Principal(party, held.id),
            said=f"{held.body.title} decides for {actors.name(at.view, party)}",
        )


@click.command()
@shows
@click.argument("slug", metavar="[ACTOR]", required=False)
def who(desk: Desk, slug: str | None) -> None:
    """Who there is: offices, bodies and members, a seat at the table or not.

    onetext who -f geneva
    onetext who stubb -f geneva
    """
    view = desk.look()
    slugs = [actors.known(view, slug).body.slug] if slug else [act.body.slug for act in actors.everybody(view)]
    profiles = [actors.profile(view, found) for found in slugs]
    if slug:
        found = profiles[0]
        page = Page(f"{found.name} ({found.slug})", (lines(*_profile(found)),), found)
    else:
        rows = [(p.slug, p.name, _seat(p), "; ".join((*p.offices, *p.speaks_for))) for p in profiles]
        page = Page("Who there is", (table(("actor", "name", "seat", "office"), rows),), profiles)
    desk.show(page)


def _seat(profile: actors.Profile) -> str:
    if profile.role != "away":
        return profile.role
    return f"with {', '.join(profile.sits_for)}" if profile.sits_for else "not at the table"


def _profile(profile: actors.Profile) -> list[str]:
    said = [f"{profile.kind}; {_seat(profile)}", *profile.offices, *profile.speaks_for]
    if profile.members:
        said.append(f"members: {', '.join(profile.members)}")
    if profile.member_of:
        said.append(f"member of: {', '.join(profile.member_of)}")
    if profile.delegates:
        said.append(f"delegates: {', '.join(profile.delegates)}")
    if profile.principal:
        said.append(f"decides: {profile.principal}")
    return said


COMMANDS = (actor, who)
