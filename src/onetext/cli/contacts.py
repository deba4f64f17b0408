"""Commands about contacts: who spoke with whom, and what each side says of it."""

import click

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines
from onetext.process import actors, contacts, timeline
from onetext.process.addressing import slugs
from onetext.process.contacts import Account, Contact, Told
from onetext.record.view import View


@click.group(invoke_without_command=True)
@shows
@click.option("--who", metavar="ACTOR", default="", help="Only contacts of this actor.")
def contact(desk: Desk, who: str) -> None:
    r"""Contacts: who spoke with whom, once, with each side's account.

    onetext contact -f geneva
    onetext contact add zelensky,stubb --when "2025-11-24 morning" \
        --source bbc --quote "he spoke with President Zelensky" --place "paragraph 16" -f geneva
    onetext contact report stubb-zelensky stubb "He spoke with the President" \
        --source bbc --quote "he spoke with President Zelensky" --place "paragraph 16" -f geneva
    """
    if click.get_current_context().invoked_subcommand is None:
        view = desk.look()
        desk.show(listing(view, contacts.contacts(view, actors.known(view, who).body.slug if who else "")))


def listing(view: View, found: tuple[Told, ...]) -> Page:
    """Contacts with the accounts of them."""
    blocks: list[Block] = []
    for told in found:
        act = told.contact
        blocks.append(Heading(f"{contacts.sides(view, act.body)}: {act.body.manner}  [{act.handle}]"))
        blocks.append(lines(*_lines(view, told)))
    count = f"{len(found)} contact{'s' if len(found) != 1 else ''}" if found else "No contacts"
    return Page(count, tuple(blocks), [_data(view, told) for told in found])


def _lines(view: View, told: Told) -> list[str]:
    act = told.contact
    source = f"; {act.source.outlet}, {act.source.place}: “{act.source.quote}”" if act.source else ""
    found = [f"{timeline.time_of(view, act)}{source}"]
    found.append(f"{len(told.accounts) or 'no'} account{'s' if len(told.accounts) != 1 else ''} by the sides")
    found += [f"{actors.name(view, one.body.by)}: “{one.body.words}”" for one in told.accounts]
    found += [f"{actors.name(view, slug)}: no account recorded" for slug in told.silent]
    found += [f"may be the same contact as {other.handle}" for other in told.alike]
    return found


def _data(view: View, told: Told) -> dict[str, object]:
    act = told.contact
    return {
        "id": act.id,
        "name": act.name,
        "between": act.body.between,
        "manner": act.body.manner,
        "time": timeline.time_of(view, act),
        "source": act.source,
        "accounts": [
            {"id": one.id, "by": one.body.by, "words": one.body.words, "source": one.source} for one in told.accounts
        ],
        "silent": told.silent,
        "alike": [other.id for other in told.alike],
    }


@contact.command()
@acts
@click.argument("between", metavar="ACTORS")
@click.option("--manner", default="spoke", show_default=True, help="How: spoke, met, letter …")
def add(desk: Desk, between: str, manner: str) -> None:
    r"""Record a contact between ACTORS (with commas).

    onetext contact add zelensky,stubb --when "2025-11-24 morning" --name zelensky-stubb \
        --source bbc --quote "he spoke with President Zelensky" --place "paragraph 16" -f geneva
    """
    with desk.acting() as at:
        body = Contact(slugs(at.view, between), manner)
        at.do(body, said=f"A contact is recorded: {contacts.sides(at.view, body)}")


@contact.command()
@acts
@click.argument("about", metavar="CONTACT")
@click.argument("by")
@click.argument("words")
def report(desk: Desk, about: str, by: str, words: str) -> None:
    r"""Record what one side, BY, said of CONTACT.

    onetext contact report stubb-zelensky stubb "I spoke with the President" \
        --source bbc --quote "he spoke with President Zelensky" --place "paragraph 16" -f geneva
    """
    with desk.acting() as at:
        target = at.view.find(about, Contact)
        (side,) = slugs(at.view, by)[:1] or (by,)
        at.do(Account(target.id, side, words), said=f"{actors.name(at.view, side)}'s account is recorded")


COMMANDS = (contact,)
