"""Commands about the accounts of a server: inviting people, listing and removing them, publishing a negotiation.

Inviting, listing and removing work from afar as well, with a key that may invite.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onetext.cli import files, remote
from onetext.record.errors import RecordError

if TYPE_CHECKING:
    from django.db.models import Manager

    from onetext.web.accounts.models import Account, Published
    from onetext.web.home import Place

HOME = click.option("--home", metavar="FOLDER", help="The server's folder; beside the record unless said.")
FOLDER = click.option("--home", metavar="FOLDER", help="The server's folder.")
AT = click.option("--at", "at", metavar="NEGOTIATION", help="A record's file, or its short name.")
SERVER = click.option("--server", metavar="URL", help="A record on a server, such as https://HOST/n/NAME.")


@click.group()
def account() -> None:
    """Accounts of a server: who may sign in, and as whom.

    onetext account add anna@north.example --at fishery.onetext --as anna/north
    onetext account list --home fishery.server
    onetext --server https://HOST/n/fishery account list
    """


@account.command()
@click.argument("email")
@AT
@SERVER
@click.option("--as", "as_", required=True, metavar="PERSON[/PARTY]", help="Who they are in the record, and for whom.")
@HOME
@click.pass_context
def add(context: click.Context, /, email: str, at: str | None, server: str | None, as_: str, home: str | None) -> None:
    """Invite EMAIL: prints a link that works once, for seven days.

    Whoever opens it chooses a password, or signs in where there is an account.
    The person must be in the record and may act for the party; "keeper" keeps
    the record and sees all of it. On a server, with a key that may invite, it
    is also recorded that the person may act for the party.

    onetext account add anna@north.example --at fishery.onetext --as anna/north
    onetext account add me@here.example --at fishery.onetext --as keeper
    onetext account add anna@north.example --server https://HOST/n/fishery --as anna/north
    """
    if there := _server(context, server, at, home):
        person, _, party = as_.partition("/")
        link = there.invite(email, person, party or person)
        _tell_link(link or f"{there.name} sent the link to {email}.", alone=bool(link))
        return
    if not at:
        raise RecordError("Say which negotiation: --at NEGOTIATION, or --server URL.")
    place, slug = _opened(at, home)
    from django.core.exceptions import ValidationError  # noqa: PLC0415  Django is set up now
    from django.core.validators import validate_email  # noqa: PLC0415

    from onetext.web import negotiations  # noqa: PLC0415
    from onetext.web.accounts import invitations  # noqa: PLC0415
    from onetext.web.home import address  # noqa: PLC0415

    try:
        validate_email(email)
    except ValidationError as error:
        raise RecordError(f"“{email[:80]}” is no e-mail address.") from error
    person, _, party = as_.partition("/")
    seat = invitations.Seat(slug, person, "" if party == person else party)
    record = negotiations.record(slug)
    secret = (
        invitations.invite(record.view(), seat, email, "command line")
        if record is not None
        else invitations.made(seat, email, "command line")
    )
    negotiations.close()
    _tell_link(f"{address(place.home)}/accounts/invitation/{secret}/", alone=True)


def _tell_link(told: str, *, alone: bool) -> None:
    """Write a link by itself, for a program to take, and what to do with it beside it."""
    click.echo(told)
    if alone:
        click.echo("This link works once. Hand it over safely; whoever has it takes the place.", err=True)


@account.command("list")
@FOLDER
@SERVER
@click.pass_context
def list_(context: click.Context, /, home: str | None, server: str | None) -> None:
    """List accounts with their places, invitations that stand, and what is published.

    On a server, the places and invitations that your key may change.

    onetext account list --home fishery.server
    onetext account list --server https://HOST/n/fishery
    """
    if there := _server(context, server, home):
        _list_there(there)
        return
    if not home:
        raise RecordError("Say which server: --home FOLDER, or --server URL.")
    _there(Path(home))
    from onetext.web.accounts.models import Account, Invitation, Published  # noqa: PLC0415  Django is set up now

    for one in Account.objects.order_by("email"):
        held = [f"{place.negotiation} as {_as(place.person, place.party)}" for place in one.memberships.all()]
        click.echo(f"{one.email}  {'; '.join(held) or 'no place'}")
    for invited in Invitation.objects.standing().order_by("email"):
        who = _as(invited.person, invited.party)
        click.echo(f"{invited.email}  invited to {invited.negotiation} as {who} until {invited.until:%Y-%m-%d}")
    for public in Published.objects.order_by("negotiation"):
        click.echo(f"the public  {public.negotiation}")


def _list_there(there: remote.Server) -> None:
    found = there.places()
    for one in found.taken:
        click.echo(f"{one.email}  {one.who}")
    for one in found.invited:
        click.echo(f"{one.email}  invited as {one.who} until {one.day:%Y-%m-%d}")


@account.command()
@click.argument("email")
@FOLDER
@SERVER
@click.option("--at", "at", metavar="NEGOTIATION", help="Only the place there, by its short name.")
@click.pass_context
def remove(context: click.Context, /, email: str, home: str | None, server: str | None, at: str | None) -> None:
    """Remove an account, or only its place at one negotiation. What it did stays in the record.

    On a server, the place at that negotiation, or the invitation to it.

    onetext account remove anna@north.example --home fishery.server
    onetext account remove anna@north.example --server https://HOST/n/fishery
    """
    if there := _server(context, server, home, at):
        _remove_there(there, email)
        return
    if not home:
        raise RecordError("Say which server: --home FOLDER, or --server URL.")
    found = _account(email, home)
    places = found.memberships.filter(negotiation=at) if at else None
    if places is not None and not places.exists():
        raise RecordError(f"{email} has no place at {at}.")
    (places or found).delete()
    click.echo(f"{email} {f'has no place at {at} any more' if at else 'can sign in no more'}.")


def _remove_there(there: remote.Server, email: str) -> None:
    found, meant = there.places(), email.casefold()
    taken = [one for one in found.taken if one.email == meant]
    invited = [one for one in found.invited if one.email == meant]
    if not taken + invited:
        raise RecordError(f"{email} has no place and no invitation at {there.name} that you may end.")
    for one in taken:
        there.end(one.number)
    for one in invited:
        there.withdraw(one.number)
    click.echo(f"{email} has no {'place' if taken else 'invitation'} at {there.name} any more.")


@account.command()
@click.argument("email")
@click.option("--home", required=True, metavar="FOLDER", help="The server's folder.")
@click.option("--second-factor", is_flag=True, help="Forget their second factors too.")
def reset(email: str, home: str, *, second_factor: bool) -> None:
    """Help somebody who lost a password: prints a link to set a new one, once.

    Every session of theirs ends. Make sure first that it is they who ask.

    onetext account reset anna@north.example --home fishery.server
    """
    found = _account(email, home)
    from allauth.account.forms import default_token_generator  # noqa: PLC0415  Django is set up now
    from allauth.account.utils import user_pk_to_url_str  # noqa: PLC0415
    from allauth.mfa.models import Authenticator  # noqa: PLC0415

    from onetext.web.home import address  # noqa: PLC0415

    found.sign_out_everywhere()
    if second_factor:
        Authenticator.objects.filter(user=found).delete()
    key = default_token_generator.make_token(found)
    click.echo(f"{address(Path(home))}/accounts/password/reset/key/{user_pk_to_url_str(found)}-{key}/")


@account.command()
@click.argument("at", metavar="NEGOTIATION")
@HOME
def publish(at: str, home: str | None) -> None:
    """Let anybody read what is public of a negotiation, without signing in.

    onetext account publish fishery.onetext
    """
    slug, published = _published(at, home)
    published.get_or_create(negotiation=slug)
    click.echo(f"What is public of {slug} can be read by anybody.")


@account.command()
@click.argument("at", metavar="NEGOTIATION")
@HOME
def unpublish(at: str, home: str | None) -> None:
    """Let only those who have a place come to a negotiation.

    onetext account unpublish fishery.onetext
    """
    slug, published = _published(at, home)
    published.filter(negotiation=slug).delete()
    click.echo(f"{slug} is for those who have a place there.")


def _server(context: click.Context, server: str | None, *local: str | None) -> remote.Server | None:
    """The negotiation on a server that is meant; None where something of this machine is."""
    named = server or (context.find_root().obj or {}).get("server")
    if named and any(local):
        raise RecordError("Name the server by its address or what is on this machine, not both.")
    address = named or (None if any(local) else os.environ.get(remote.SERVER))
    return remote.at(address) if address else None


def _opened(at: str, home: str | None) -> "tuple[Place, str]":
    """The server's folder and the short name of a negotiation that was named by its file or by its short name."""
    from onetext.web.negotiations import slug_of  # noqa: PLC0415  no other command needs the pages

    path = _file(at)
    there = path.is_file()
    if not there and not home:
        raise RecordError(f"There is no record “{at}” here; name its file, or the server's folder with --home.")
    if there:
        files.refuse_unless_record(path)
    place = _prepared(Path(home) if home else path.with_suffix(".server"), (path,) if there else ())
    return place, slug_of(path if there else Path(at))


def _published(at: str, home: str | None) -> "tuple[str, Manager[Published]]":
    """The short name of a negotiation, and all that are published. Raises RecordError where there is none of the name.

    The server's folder does not say which records it holds: one that is named without its file must be the one that
    the folder is called by, or one that somebody has a place at, is invited to or published.
    """
    if home and not _file(at).is_file():
        _there(Path(home))
    place, slug = _opened(at, home)
    from onetext.web.accounts.models import Invitation, Membership, Published  # noqa: PLC0415  Django is set up now
    from onetext.web.negotiations import slug_of  # noqa: PLC0415  no other command needs the pages

    if not place.files:
        kept = (Membership.objects, Invitation.objects, Published.objects)
        known = {slug_of(place.home), *(name for found in kept for name in found.values_list("negotiation", flat=True))}
        if slug not in known:
            names = ", ".join(sorted(known))
            raise RecordError(f"There is no negotiation “{at}” at {home}, which knows of {names}; or name its file.")
    return slug, Published.objects


def _file(at: str) -> Path:
    """The file that a negotiation is in, if it was named by that or stands here under its short name."""
    return Path(at) if Path(at).is_file() else Path(at + files.SUFFIX)


def _there(home: Path) -> "Place":
    """A server's folder that was made before. Raises RecordError where there is none, and makes none."""
    from onetext.web.home import ACCOUNTS  # noqa: PLC0415  no other command needs the pages

    if not (home / ACCOUNTS).is_file():
        raise RecordError(f"“{home}” is no folder of a server; “onetext serve” and “account add” make one.")
    return _prepared(home, ())


def _prepared(home: Path, paths: tuple[Path, ...]) -> "Place":
    from onetext.web import serving  # noqa: PLC0415  no other command needs the pages
    from onetext.web.home import Place  # noqa: PLC0415

    place = Place(home, paths)
    serving.prepare(place)
    return place


def _account(email: str, home: str) -> "Account":
    _there(Path(home))
    from onetext.web.accounts.models import Account  # noqa: PLC0415  Django is set up now

    found = Account.objects.filter(email=email.casefold()).first()
    if found is None:
        raise RecordError(f"There is no account “{email}”.")
    return found


def _as(person: str, party: str) -> str:
    return f"{person}/{party}" if party else person


COMMANDS = (account,)
