"""The commands about deadlines."""

import sys
from pathlib import Path

import click

from onetext.cli import files
from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines, table
from onetext.process import actors, calendars, deadlines, moments, negotiation, texts
from onetext.process.addressing import slugs
from onetext.record.act import Act
from onetext.record.errors import Refused, refuse
from onetext.record.times import Unknown
from onetext.record.view import View
from onetext.sentences import enumerated

FORCE = click.Choice(deadlines.FORCES)
_TARGET = click.option(
    "--target",
    "targets",
    multiple=True,
    required=True,
    metavar="MOMENT",
    help="A date, a window, “5 days after NAME”, “open”; words as said in brackets. Repeat it for alternatives. "
    "After a deadline, a silence procedure or a window: after its date as it then is; else after when NAME happened.",
)
_BY = click.option("--by", metavar="ACTOR", help="Who did (left out: yourself).")
_CAUSE = click.option("--cause", default="", help="Why, as far as it is known.")


@click.group(invoke_without_command=True)
@shows
def deadline(desk: Desk) -> None:
    """Deadlines: who set them, for whom, and what became of them.

    onetext deadline
    onetext deadline set "sign" --target 2030-03-04 --for birch --as ash
    onetext deadline calendar deadlines.ics
    """
    if click.get_current_context().invoked_subcommand is None:
        view = desk.look()
        found = deadlines.due(view)
        blocks = tuple(block for due in found for block in shown(view, due)) or (lines("none"),)
        desk.show(Page("Deadlines", blocks, [data(view, due) for due in found]))


@click.command()
@shows
@click.option("--before", metavar="DATE", help="Does it fall before this day?")
def due(desk: Desk, before: str | None) -> None:
    """What is due: yes, no, maybe or unknown.

    onetext due --before 2030-03-05
    """
    view = desk.look()
    limit = deadlines.start_of(before, negotiation.zone(view)) if before else None
    found = deadlines.due(view, limit)
    asked = f"before {before}" if before else "state"
    rows = [
        (
            one.deadline.handle,
            one.deadline.body.what,
            one.answer if before else one.state,
            deadlines.in_words(view, one.targets),
        )
        for one in found
    ]
    title = f"Due before {before}?" if before else "What is due"
    blocks = (table(("deadline", "what", asked, "when"), rows),) if rows else (lines("No deadline is set."),)
    desk.show(Page(title, blocks, [data(view, one) for one in found]))


def shown(view: View, found: deadlines.Due) -> tuple[Block, ...]:
    """A deadline as it stands, and its history."""
    act, body = found.deadline, found.deadline.body
    whom = enumerated([actors.name(view, slug) for slug in body.addressees])
    about = view.act(body.version) if body.version else None
    now = f"Now: {calendars.force_in_words(found)}; {found.state}; {deadlines.in_words(view, found.targets)}"
    return (
        Heading(f"{act.handle}: {body.what}"),
        lines(
            f"{calendars.set_by(view, found)}" + (f" for {whom}" if whom else ""),
            *([f"About {about.handle}"] if about else []),
            now,
            f"First set: {body.force}, {deadlines.in_words(view, body.targets)}{_cited(view, act)}",
            *(happened(view, event) for event in found.events),
        ),
    )


def happened(view: View, act: Act[deadlines.Event]) -> str:
    """One event of a deadline's history."""
    body = act.body
    to = ""
    if isinstance(body, deadlines.Move):
        to = f" to {deadlines.in_words(view, body.targets)}"
    elif isinstance(body, deadlines.Soften) and body.force is not None:
        to = f" to {body.force}"
    cause = f"; cause: {body.cause}" if body.cause else ""
    return f"{calendars.VERBS[type(body)]}{to} by {actors.name(view, body.by)}{cause}{_cited(view, act)}"


def data(view: View, found: deadlines.Due) -> dict[str, object]:
    """A deadline as plain values."""
    act, body = found.deadline, found.deadline.body
    return {
        "id": act.id,
        "name": act.name,
        "what": body.what,
        "setter": body.setter,
        "addressees": body.addressees,
        "version": body.version,
        "first": {"force": body.force, "targets": body.targets},
        "force": found.force,
        "state": found.state,
        "due": found.answer,
        "targets": found.targets,
        "events": [
            {
                "id": event.id,
                "event": calendars.VERBS[type(event.body)].lower(),
                "by": event.body.by,
                "cause": event.body.cause,
                "happened": moments.told(view, event.happened),
                "known": event.known,
                "source": event.source,
            }
            for event in found.events
        ],
        "source": act.source,
    }


def _cited(view: View, act: Act[object]) -> str:
    when = "" if isinstance(act.happened, Unknown) else f"; {moments.told(view, act.happened)}"
    return when + (f"; {act.source.outlet}, {act.source.place}: “{act.source.quote}”" if act.source else "")


def _parsed(view: View, typed: tuple[str, ...]) -> tuple[deadlines.Target, ...]:
    """Targets as they are typed: a moment, then perhaps the words in which it was said, in round brackets."""
    try:
        return deadlines.typed(view, typed)
    except Refused as error:
        refuse(f"{str(error).rstrip('.')}; repeat --target for alternatives.", error.typed)


@deadline.command("set")
@acts
@click.argument("what")
@_TARGET
@click.option("--by", metavar="ACTOR", help="Who sets it (left out: yourself).")
@click.option("--for", "addressees", metavar="ACTORS", help="For whom, with commas.")
@click.option("--force", type=FORCE, default="demand", show_default=True, help="How hard it is meant.")
@click.option("--about", metavar="VERSION", help="The version that it is about.")
def set_(
    desk: Desk,
    what: str,
    targets: tuple[str, ...],
    by: str | None,
    addressees: str | None,
    force: deadlines.Force,
    about: str | None,
) -> None:
    """Set a deadline; several targets are alternatives.

    onetext deadline set "agree" --target "2030-03-04 (Monday)" --for birch --as ash
    """
    with desk.acting() as at:
        view = at.view
        version = view.find(about, texts.Table).id if about else ""
        who = by or desk.who().name
        body = deadlines.Deadline(who, what, _parsed(view, targets), slugs(view, addressees), force, version)
        at.do(body, said=f"{actors.name(view, who)} sets a deadline: {what}, {deadlines.in_words(view, body.targets)}")


@deadline.command()
@acts
@click.argument("deadline_", metavar="NAME")
@_TARGET
@_BY
@_CAUSE
def move(desk: Desk, deadline_: str, targets: tuple[str, ...], by: str | None, cause: str) -> None:
    """Move a deadline; its first date stays in the record.

    onetext deadline move answer --target 2030-03-09 --cause "bad weather" --as ash
    """
    with desk.acting() as at:
        found = at.view.find(deadline_, deadlines.Deadline)
        body = deadlines.Move(found.id, _parsed(at.view, targets), by or desk.who().name, cause)
        at.do(body, said=f"{found.handle} moves to {deadlines.in_words(at.view, body.targets)}")


@deadline.command()
@acts
@click.argument("deadline_", metavar="NAME")
@click.option("--force", type=FORCE, help="The force that is left, where it is known.")
@_BY
@_CAUSE
def soften(desk: Desk, deadline_: str, force: deadlines.Force | None, by: str | None, cause: str) -> None:
    """Record that a deadline stands with less force.

    onetext deadline soften answer --force expectation --as ash
    """
    with desk.acting() as at:
        found = at.view.find(deadline_, deadlines.Deadline)
        body = deadlines.Soften(found.id, by or desk.who().name, cause, force)
        at.do(body, said=f"{found.handle} is softened")


@deadline.command()
@acts
@click.argument("deadline_", metavar="NAME")
@_BY
@_CAUSE
def meet(desk: Desk, deadline_: str, by: str | None, cause: str) -> None:
    """Say that what a deadline asked for was done.

    onetext deadline meet answer --as birch
    """
    with desk.acting() as at:
        found = at.view.find(deadline_, deadlines.Deadline)
        at.do(deadlines.Meet(found.id, by or desk.who().name, cause), said=f"{found.handle} is met")


@deadline.command()
@acts
@click.argument("deadline_", metavar="NAME")
@_BY
@_CAUSE
def lift(desk: Desk, deadline_: str, by: str | None, cause: str) -> None:
    """Give a deadline up.

    onetext deadline lift answer --cause "no longer needed" --as ash
    """
    with desk.acting() as at:
        found = at.view.find(deadline_, deadlines.Deadline)
        at.do(deadlines.Lift(found.id, by or desk.who().name, cause), said=f"{found.handle} is lifted")


@deadline.command()
@shows
@click.argument("target", metavar="[FILE]", required=False)
def calendar(desk: Desk, target: str | None) -> None:
    """Write the present state as a calendar file (without FILE, here).

    onetext deadline calendar deadlines.ics
    """
    written = calendars.calendar(desk.look())
    if target is None:
        sys.stdout.write(written.decode())
        return
    path: Path = desk.path(target)
    files.write_new(path, (written,))
    desk.show(Page(f"{path} holds the deadlines.", (), {"file": str(path)}))


COMMANDS = (deadline, due)
