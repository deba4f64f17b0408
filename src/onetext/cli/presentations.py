"""The commands about who was given which version."""

import click

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Page, lines, section, table
from onetext.process import actors, moments, presentations, signoff, texts
from onetext.process.addressing import slugs
from onetext.process.texts import Table
from onetext.record.act import Act
from onetext.record.view import View
from onetext.sentences import enumerated


@click.group(invoke_without_command=True)
@shows
@click.option("--actor", "only", metavar="ACTOR", help="Only what this actor has had.")
def presented(desk: Desk, only: str | None) -> None:
    """Who was given, has seen, or says it has not received each version.

    onetext presented
    onetext presented --actor russia
    onetext presented not-received v1 russia --by peskov
    """
    if click.get_current_context().invoked_subcommand is None:
        view = desk.look()
        who = (actors.known(view, only).body.slug,) if only else presentations.concerned(view)
        desk.show(listing(view, who))


def listing(view: View, who: tuple[str, ...]) -> Page:
    """Every actor with every version, then every account."""
    versions = texts.versions(view)
    held = [[presentations.held(view, slug, version) for version in versions] for slug in who]
    rows = [(actors.name(view, one.actor), one.version.handle, cell(view, one)) for row in held for one in row]
    told = [sentence(view, act) for act in presentations.accounts(view) if act.body.actor in who]
    blocks: tuple[Block, ...] = (table(("actor", "version", "what is known"), rows),)
    blocks = (*blocks, *section("Accounts", told)) if versions else (lines("No text is tabled yet."),)
    return Page("Who has had which version", blocks, [data(view, one) for row in held for one in row])


def cell(view: View, held: presentations.Held) -> str:
    """What is known of an actor and a version, in a few words, with who says so."""
    if held.knowledge == "unknown":
        return "unknown"
    told = ["yes (drew it up)"] if held.drew_up else []
    told += ["yes (tabled here)"] if held.tabled_here and not held.drew_up else []
    told += [
        f"yes (put by {actors.name(view, act.party or act.author)}, {presentations.day(view, act)})" for act in held.put
    ]
    for act in held.accounts:
        word = "not received" if act.body.told == "not received" else f"yes, {act.body.told}"
        told.append(f"{word} ({presentations.teller(view, act, short=True)}, {presentations.day(view, act)})")
    differ = ["accounts differ:"] if held.knowledge == "accounts differ" else []
    return " ".join([*differ, "; ".join(told)])


def sentence(view: View, act: Act[presentations.Account]) -> str:
    """One account with its source and what is out of order about it."""
    version = view.act(act.body.version)
    giver = f" by {actors.name(view, act.body.giver)}" if act.body.giver else ""
    source = f"; {act.source.outlet}, {act.source.place}: “{act.source.quote}”" if act.source else ""
    note = f"; {act.body.note}" if act.body.note else ""
    flag = presentations.against_order(view, act) if act.source else ""
    return (
        f"{actors.name(view, act.body.actor)}, {version.handle if version else 'a version'}: {act.body.told}{giver}, "
        f"says {presentations.teller(view, act)}, {presentations.day(view, act)}{note}{source}"
        f"{f'; {flag}' if flag else ''}"
    )


def data(view: View, held: presentations.Held) -> dict[str, object]:
    """A cell as plain values."""
    return {
        "actor": held.actor,
        "version": held.version.id,
        "name": held.version.name,
        "knowledge": held.knowledge,
        "drew_up": held.drew_up,
        "tabled_here": held.tabled_here,
        "put": [{"id": act.id, "by": act.party or act.author, "known": act.known} for act in held.put],
        "accounts": [
            {
                "id": act.id,
                "told": act.body.told,
                "by": act.body.by,
                "giver": act.body.giver,
                "note": act.body.note,
                "happened": moments.told(view, act.happened),
                "known": act.known,
                "source": act.source,
                "flag": presentations.against_order(view, act) if act.source else "",
            }
            for act in held.accounts
        ],
    }


@click.command()
@acts
@click.argument("version")
@click.option("--to-actor", "to_actors", required=True, metavar="ACTORS", help="To whom it is put, with commas.")
def present(desk: Desk, version: str, to_actors: str) -> None:
    """Put a version to somebody, if the sign-off order allows it.

    onetext present v2 --to-actor cedar --as ash
    """
    with desk.acting() as at:
        view = at.view
        found: Act[Table] = view.find(version, Table)
        to = slugs(view, to_actors)
        whom = enumerated([actors.name(view, slug) for slug in to])
        body = presentations.Present(found.id, to, signoff.bound(view, found).words)
        at.do(body, said=f"{found.handle} is put to {whom}")


def _tell(
    desk: Desk, told: presentations.Told, version: str, actor: str, by: str | None, giver: str | None, note: str
) -> None:
    with desk.acting() as at:
        view = at.view
        found: Act[Table] = view.find(version, Table)
        who = by or ("" if desk.said.get("source") else desk.who().name)
        body = presentations.Account(found.id, actor, told, who, giver or "", note)
        at.do(body, said=f"{actors.name(view, actor)}, {found.handle}: {told}")


_BY = click.option("--by", metavar="ACTOR", help="Who says so (left out: the source itself, or you).")
_NOTE = click.option("--note", default="", help="What else is known about it.")


@presented.command()
@acts
@click.argument("version")
@click.argument("actor")
@_BY
@click.option("--giver", metavar="ACTOR", help="Who gave it, where that is said.")
@_NOTE
def given(desk: Desk, version: str, actor: str, by: str | None, giver: str | None, note: str) -> None:
    r"""Record that ACTOR is said to have been given VERSION.

    onetext presented given v0 russia --giver us \
        --source bbc --quote "details of which were leaked" --place "paragraph 4" -f geneva
    """
    _tell(desk, "given", version, actor, by, giver, note)


@presented.command()
@acts
@click.argument("version")
@click.argument("actor")
@_BY
@_NOTE
def seen(desk: Desk, version: str, actor: str, by: str | None, note: str) -> None:
    r"""Record that ACTOR is said to have seen VERSION.

    onetext presented seen v0 russia \
        --source bbc --quote "cautiously welcomed by Russia" --place "paragraph 4" -f geneva
    """
    _tell(desk, "seen", version, actor, by, None, note)


@presented.command("not-received")
@acts
@click.argument("version")
@click.argument("actor")
@_BY
@_NOTE
def not_received(desk: Desk, version: str, actor: str, by: str | None, note: str) -> None:
    """Record that ACTOR is said not to have received VERSION.

    onetext presented not-received v1 cedar --by cedar --as cedar
    """
    _tell(desk, "not received", version, actor, by, None, note)


COMMANDS = (presented, present)
