"""Commands about statements: who said what, through which channel and outlets."""

from collections.abc import Mapping
from typing import Any

import click

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines
from onetext.cli.texts import counted
from onetext.process import actors, current, points, rounds, statements, tags, texts, timeline, verification
from onetext.process.addressing import slugs
from onetext.process.statements import Mode, Statement
from onetext.record.act import Act
from onetext.record.view import View


@click.group(invoke_without_command=True)
@shows
@click.option("--channel", default="", help="Only through this channel: press, parliament, x, radio, joint …")
@click.option("--speaker", metavar="ACTOR", default="", help="Only by this actor, or on its behalf.")
@click.option("--point", default="", help="Only about this point.")
@click.option("--tag", default="", help="Only with this tag.")
def statement(desk: Desk, channel: str, speaker: str, point: str, tag: str) -> None:
    r"""Statements: who said what, where, through which outlets.

    onetext statement -f geneva --channel x
    onetext statement add stubb "A step forward" --channel x --quoted \
        --source bbc --quote "a step forward" --place "paragraph 17" -f geneva
    """
    if click.get_current_context().invoked_subcommand is not None:
        return
    view = desk.look()
    found = statements.statements(
        view,
        channel=channel,
        speaker=actors.known(view, speaker).body.slug if speaker else "",
        point=current.find(view, point).provision.id if point else "",
        tag=tag,
    )
    desk.show(listing(view, found))


def listing(view: View, found: tuple[Act[Statement], ...]) -> Page:
    """Statements, each with its chain of outlets, its time and what it is about."""
    called = points.labels(view)
    standing = verification.standing(view)
    blocks: list[Block] = []
    for act in found:
        blocks.append(Heading(f"{statements.attributed(view, act)}  [{act.handle}]"))
        blocks.append(lines(*_lines(view, act, called, standing.get(act.id, ()))))
    data = [_data(view, act, called) for act in found]
    count = "No statements" if not found else f"{len(found)} statement{'s' if len(found) != 1 else ''}"
    return Page(count, tuple(blocks), data)


def _lines(
    view: View, act: Act[Statement], called: Mapping[str, str], verified: tuple[Act[verification.Verify], ...]
) -> list[str]:
    body = act.body
    said = f"“{body.words}”" if body.mode == "quoted" else body.words
    where = [f"channel: {body.channel}", timeline.time_of(view, act)]
    where += [body.where] if body.where else []
    where += [f"to {', '.join(body.addressees)}"] if body.addressees else []
    found = [said, "; ".join(where)]
    if body.chain:
        hops = statements.chain(act)
        found.append(f"{statements.speakers(view, act)} → {' → '.join(hops)} ({counted(len(hops), 'hop')})")
    elif act.source:
        found.append(f"{act.source.outlet}, {act.source.place}")
    depth = len(statements.attribution(view, act))
    if depth > 1:
        found.append(f"told in another's statement: depth {depth}; its speaker did not say so here")
    if about := statements.about(view, act, called):
        found.append(f"about {', '.join(about)}")
    if marks := tags.tags_of(view, act.id):
        found.append(" ".join(f"#{mark}" for mark in marks))
    if verified:
        found.append(verification.in_words(view, verified))
    return found


def _data(view: View, act: Act[Statement], called: Mapping[str, str]) -> dict[str, Any]:
    body = act.body
    return {
        "id": act.id,
        "name": act.name,
        "speakers": body.speakers,
        "on_behalf_of": statements.behalf(view, act),
        "words": body.words,
        "mode": body.mode,
        "channel": body.channel,
        "addressees": body.addressees,
        "chain": statements.chain(act),
        "where": body.where,
        "time": timeline.time_of(view, act),
        "about": statements.about(view, act, called),
        "depth": len(statements.attribution(view, act)),
        "attribution": [outer.id for outer in statements.attribution(view, act)],
        "source": act.source,
        "tags": tags.tags_of(view, act.id),
    }


@statement.command()
@acts
@click.argument("speakers")
@click.argument("words")
@click.option("--channel", default=statements.UNKNOWN, show_default=True, help="press, parliament, x, radio, joint …")
@click.option("--quoted/--reported", "quoted", default=False, help="Their own words, or an account (default).")
@click.option("--for", "behalf", metavar="ACTORS", help="Those on whose behalf it was said.")
@click.option("--addressee", "addressees", multiple=True, help="To whom it was said; may be repeated.")
@click.option("--chain", default="", metavar="OUTLETS", help="Outlets before the source, the first one first.")
@click.option("--where", default="", help="The place where it was said.")
@click.option("--points", "about", default="", help="Points that it is about.")
@click.option("--versions", default="", help="Versions that it is about.")
@click.option("--rounds", "meetings", default="", help="Rounds that it is about.")
@click.option("--within", metavar="STATEMENT", help="The statement in which this one was told.")
def add(
    desk: Desk,
    speakers: str,
    words: str,
    channel: str,
    quoted: bool,
    behalf: str | None,
    addressees: tuple[str, ...],
    chain: str,
    where: str,
    about: str,
    versions: str,
    meetings: str,
    within: str | None,
) -> None:
    r"""Record that SPEAKERS said WORDS. Several speakers have commas between them.

    --within is for what one speaker says that another said.

    onetext statement add stubb "A step forward" --channel x --quoted \
        --source bbc --quote "a step forward" --place "paragraph 17" -f geneva
    """
    mode: Mode = "quoted" if quoted else "reported"
    with desk.acting() as at:
        view = at.view
        body = Statement(
            slugs(view, speakers),
            words,
            channel.lower(),
            mode,
            slugs(view, behalf),
            addressees,
            listed(chain),
            where,
            tuple(current.find(view, text).provision.id for text in listed(about)),
            tuple(view.find(text, texts.Table).id for text in listed(versions)),
            tuple(view.find(text, rounds.Round).id for text in listed(meetings)),
            view.find(within, Statement).id if within else "",
        )
        at.do(body, said=f"A statement by {speakers} is recorded")


def listed(text: str) -> tuple[str, ...]:
    """The entries of a list with commas."""
    return tuple(entry.strip() for entry in text.split(",") if entry.strip())


COMMANDS = (statement,)
