"""Commands about the time line."""

import click

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines, table
from onetext.process import timeline as subject
from onetext.process import told
from onetext.process.timeline import Before, Event
from onetext.record.view import View


@click.group(invoke_without_command=True)
@shows
@click.option("--all", "everything", is_flag=True, help="Also acts outside the public record whose time is not known.")
def timeline(desk: Desk, everything: bool) -> None:
    """Events in order, as far as any source orders them. No time is invented.

    onetext timeline -f geneva
    onetext timeline -f geneva --as-of 2025-11-23
    onetext timeline before post accounts --gap hours
    """
    if click.get_current_context().invoked_subcommand is None:
        view = desk.look()
        desk.show(page(view, subject.timeline(view, everything=everything)))


def page(view: View, line: subject.Line) -> Page:
    """The events, each with its time as known and its source; then what does not fit together."""
    rows = [(event.time, event.act.handle, _what(view, event)) for event in line.events]
    blocks: list[Block] = [table(("when", "event", "what"), rows)]
    if line.conflicts:
        blocks += [Heading("What does not fit together"), lines(*line.conflicts)]
    data = {"events": [_data(view, event) for event in line.events], "conflicts": line.conflicts}
    many = f"{len(line.events) or 'No'} event{'' if len(line.events) == 1 else 's'} in order"
    return Page(many, tuple(blocks), data)


def _what(view: View, event: Event) -> str:
    source = event.act.source
    where = f" ({source.outlet}, {source.place})" if source else ""
    kinds = (f"claim: {', '.join(event.claims)}",) if event.claims else ()
    return "; ".join((told.headline(view, event.act) + where, *kinds, *event.relations))


def _data(view: View, event: Event) -> dict[str, object]:
    return {
        "id": event.act.id,
        "name": event.act.name,
        "kind": event.act.kind,
        "time": event.time,
        "earliest": event.earliest,
        "latest": event.latest,
        "what": told.headline(view, event.act),
        "relations": event.relations,
        "claims": event.claims,
        "source": event.act.source,
    }


@timeline.command()
@acts
@click.argument("first")
@click.argument("then")
@click.option("--gap", default="", help="How long before, as the source puts it: “hours”.")
def before(desk: Desk, first: str, then: str, gap: str) -> None:
    r"""Record that FIRST happened before THEN. A circle is refused.

    onetext timeline before zero-gratitude very-good-day --gap hours \
        --source bbc --quote "came hours after" --place "paragraph 13" -f geneva
    """
    with desk.acting() as at:
        one, other = at.view.find(first), at.view.find(then)
        at.do(Before(one.id, other.id, gap), said=f"{one.handle} came before {other.handle}")


COMMANDS = (timeline,)
