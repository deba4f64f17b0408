"""Commands about tracks: forums of their own to which points are referred."""

from typing import Any

import click

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines
from onetext.cli.positions import cited
from onetext.process import actors, current, points, texts, tracks
from onetext.process.addressing import slugs
from onetext.process.tracks import Outcome, Refer, Referral, ReportBack, Track
from onetext.record.errors import refuse
from onetext.record.view import View


@click.group(invoke_without_command=True)
@shows
def track(desk: Desk) -> None:
    """Tracks: forums with their own members, and what was referred to them.

    A point before a track cannot be marked agreed until it reports back.

    onetext track
    onetext track add "Working group on fish" --members oslo,bergen --name fish
    onetext track refer fish 3 4
    """
    if click.get_current_context().invoked_subcommand is None:
        desk.show(listing(desk.look()))


def listing(view: View) -> Page:
    """Each track with its members, what is referred to it, and what it reported back."""
    called = points.labels(view)
    blocks: list[Block] = []
    data: list[dict[str, Any]] = []
    for act in tracks.tracks(view):
        found = tracks.referrals(view, act.id)
        members = ", ".join(actors.name(view, m) for m in act.body.members) or "not known"
        told = [f"members: {members}"]
        told += [part for part in (act.body.mandate, cited(act)) if part]
        for referral in found:
            told += _referral(referral, called)
        blocks += [Heading(f"{act.body.title} [{act.handle}]"), lines(*told)]
        data.append(
            {
                "id": act.id,
                "title": act.body.title,
                "members": list(act.body.members),
                "referrals": [_data(referral) for referral in found],
            }
        )
    return Page("Tracks", tuple(blocks) or (lines("There is no track that you can see."),), data)


def _referral(referral: Referral, called: dict[str, str]) -> list[str]:
    body = referral.act.body
    what = [f"point {called.get(id_, texts.GONE)}" for id_ in body.provisions]
    what += [f"“{body.topic}”"] if body.topic else []
    told = [f"before it: {', '.join(what)} [{referral.act.handle}]"]
    told += [f"  {part}" for part in (body.reason, cited(referral.act)) if part]
    for report in referral.reports:
        about = ", ".join(called.get(id_, texts.GONE) for id_ in report.body.provisions) or "all of it"
        words = f": “{report.body.words}”" if report.body.words else ""
        told.append(f"  reported back on {about}: {report.body.outcome}{words}")
    if referral.pending:
        told.append("  has not reported back")
    return told


def _data(referral: Referral) -> dict[str, Any]:
    return {
        "id": referral.act.id,
        "provisions": list(referral.act.body.provisions),
        "topic": referral.act.body.topic or None,
        "source": cited(referral.act) or None,
        "waiting": list(referral.open),
        "pending": referral.pending,
        "reports": [
            {"id": r.id, "outcome": r.body.outcome, "words": r.body.words, "provisions": list(r.body.provisions)}
            for r in referral.reports
        ],
    }


@track.command()
@acts
@click.argument("title")
@click.option("--members", default="", help="Its members, with commas.")
@click.option("--mandate", default="", help="What it is to do.")
def add(desk: Desk, title: str, members: str, mandate: str) -> None:
    """Start a track.

    onetext track add "Working group on fish" --members oslo,bergen --name fish
    """
    with desk.acting() as at:
        at.do(Track(title, slugs(at.view, members), mandate), said=f"There is a track “{title}”")


@track.command()
@acts
@click.argument("name_of", metavar="TRACK")
@click.argument("about", metavar="POINTS", nargs=-1)
@click.option("--topic", default="", help="A topic in plain words, where no point is named.")
@click.option("--reason", default="", help="Why.")
def refer(desk: Desk, name_of: str, about: tuple[str, ...], topic: str, reason: str) -> None:
    """Refer points, or a topic, to a track.

    onetext track refer fish 3 4 --reason "Needs the biologists"
    """
    with desk.acting() as at:
        to = at.view.find(name_of, Track)
        provisions = tuple(current.find(at.view, point).provision.id for point in about)
        body = Refer(to.id, provisions, topic, reason)
        at.do(body, said=f"{', '.join(about) or topic} referred to “{to.body.title}”")


@track.command()
@acts
@click.argument("name_of", metavar="TRACK")
@click.argument("outcome", type=click.Choice(["agreed", "amended", "not agreed", "no decision"]))
@click.option("--point", "about", multiple=True, help="The point reported on; all that is referred to it unless said.")
@click.option("--words", default="", help="The words that the track proposes.")
@click.option("--reason", default="", help="More about it.")
def report(desk: Desk, name_of: str, outcome: Outcome, about: tuple[str, ...], words: str, reason: str) -> None:
    """Report back from a track.

    onetext track report fish agreed --point 3 --words "No nets in May." --as oslo
    """
    with desk.acting() as at:
        to = at.view.find(name_of, Track)
        wanted = {current.find(at.view, point).provision.id for point in about}
        waiting = [r for r in tracks.referrals(at.view, to.id) if r.pending and (not wanted or wanted & set(r.open))]
        if not waiting or wanted - {id_ for r in waiting for id_ in r.open}:
            refuse(f"Nothing of this is referred to “{to.body.title}”; refer it first.")
        bodies = [
            ReportBack(r.act.id, outcome, tuple(id_ for id_ in r.open if id_ in wanted), words, reason) for r in waiting
        ]
        at.do(*bodies, said=f"“{to.body.title}” reports back: {outcome}")


COMMANDS = (track,)
