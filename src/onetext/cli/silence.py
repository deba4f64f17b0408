"""The commands about silence procedures."""

import click

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines
from onetext.process import actors, current, moments, negotiation, silence
from onetext.process.addressing import slugs
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.sentences import enumerated


@click.group("silence", invoke_without_command=True)
@shows
def silence_(desk: Desk) -> None:
    """Silence procedures: adopted unless an addressee objects in time.

    onetext silence
    onetext silence start 3 --addressees ash,birch --until 2030-03-04T18:00
    """
    if click.get_current_context().invoked_subcommand is None:
        view = desk.look()
        found = [silence.result(view, act) for act in silence.procedures(view)]
        blocks = tuple(block for result in found for block in shown(view, result)) or (lines("none"),)
        desk.show(Page("Silence procedures", blocks, [data(view, result) for result in found]))


def shown(view: View, result: silence.Result) -> tuple[Block, ...]:
    """A procedure and how it stands."""
    act = result.silence
    told = [
        f"Objection: {actors.name(view, objection.body.by)}{_why(objection)}, {silence.IN_TIME[answer]}"
        for objection, answer in result.objections
    ]
    if result.outcome == "unclear":
        told.append("No objection that ends it is known here; that is not the same as none.")
    if result.outdated:
        told.append("The words no longer stand as they were adopted, or are not known to.")
    if result.silent:
        told.append(f"Silent: {_names(view, result.silent)}")
    if result.not_asked:
        told.append(f"Not asked, so nothing follows for: {_names(view, result.not_asked)}")
    return (
        Heading(f"{act.handle}: {silence.subject(view, act)}"),
        lines(
            f"Outcome: {result.outcome}",
            f"Until {silence.shown(view, act.body.until)}, that instant included",
            f"Addressed: {_names(view, act.body.addressees)}",
            *told,
        ),
    )


def data(view: View, result: silence.Result) -> dict[str, object]:
    """A procedure as plain values."""
    act = result.silence
    return {
        "id": act.id,
        "name": act.name,
        "provision": act.body.provision,
        "words": act.body.words,
        "until": act.body.until,
        "until_here": silence.shown(view, act.body.until),
        "addressees": act.body.addressees,
        "outcome": result.outcome,
        "objections": [
            {"id": objection.id, "by": objection.body.by, "reason": objection.body.reason, "in_time": answer}
            for objection, answer in result.objections
        ],
        "silent": result.silent,
        "not_asked": result.not_asked,
        "outdated": result.outdated,
    }


def _names(view: View, who: tuple[str, ...]) -> str:
    return enumerated([actors.name(view, slug) for slug in who])


def _why(objection: Act[silence.Break]) -> str:
    return f" (“{objection.body.reason}”)" if objection.body.reason else ""


@silence_.command()
@acts
@click.argument("point", required=False)
@click.option("--whole", is_flag=True, help="Put the whole text under silence.")
@click.option("--addressees", required=True, metavar="ACTORS", help="Whose silence counts, with commas.")
@click.option(
    "--until", required=True, metavar="MOMENT", help="The last instant for an objection; a day alone lasts to its end."
)
def start(desk: Desk, point: str | None, whole: bool, addressees: str, until: str) -> None:
    """Put a point, or the whole text, under silence.

    onetext silence start --whole --addressees ash,birch --until 2030-03-04T18:00
    """
    if whole == bool(point):
        refuse("Name one point, or say --whole.")
    with desk.acting() as at:
        view = at.view
        standing = current.find(view, point) if point else None
        words = (standing.fingerprint if standing else current.fingerprint_now(view)) or ""
        moment = moments.as_of(until, negotiation.zone(view))
        provision = standing.provision.id if standing else ""
        body = silence.Silence(slugs(view, addressees), moment, words, provision)
        what = f"point {standing.label}" if standing else "the whole text"
        at.do(body, said=f"{what} is under silence until {silence.shown(view, moment)}")


@silence_.command("break")
@acts
@click.argument("procedure", metavar="NAME")
@click.option("--by", metavar="ACTOR", help="Who objects (left out: yourself).")
@click.option("--reason", default="", help="Why.")
def break_(desk: Desk, procedure: str, by: str | None, reason: str) -> None:
    """Object, within the term.

    onetext silence break under-silence --as birch --reason "Not agreed."
    """
    with desk.acting() as at:
        found = at.view.find(procedure, silence.Silence)
        who = by or desk.who().name
        body = silence.Break(found.id, who, reason)
        at.do(body, said=f"{actors.name(at.view, who)} breaks the silence")


COMMANDS = (silence_,)
