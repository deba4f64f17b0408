"""Commands about verification: who has seen, verified or denied what."""

import click

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines
from onetext.process import moments
from onetext.process import verification as subject
from onetext.record.act import Act
from onetext.record.view import View

STATUS: dict[str, subject.Status] = {
    "seen": "seen by",
    "not-verified": "not independently verified by",
    "verified": "verified by",
    "denied": "denied by",
}


@click.group(invoke_without_command=True)
@shows
@click.option("--of", "about", metavar="ACT", help="Only of this document, version, claim or statement.")
def verification(desk: Desk, about: str | None) -> None:
    r"""Verification: who has seen, verified or denied what, with its history.

    onetext verification -f geneva
    onetext verification set e3-draft verified Reuters \
        --source bbc --quote "including Reuters news agency" --place "paragraph 25" -f geneva
    """
    if click.get_current_context().invoked_subcommand is None:
        view = desk.look()
        desk.show(page(view, view.find(about).id if about else ""))


def page(view: View, about: str = "") -> Page:
    """The present status of each thing that has one, with every earlier status."""
    blocks: list[Block] = []
    data = []
    past: dict[str, list[Act[subject.Verify]]] = {}
    for said in subject.history(view, about):
        past.setdefault(said.body.act, []).append(said)
    now = subject.standing(view)
    for id_, history in past.items():
        target = view.act(id_)
        name = target.handle if target else "something that is not shown"
        status = subject.in_words(view, now.get(id_, ()))
        blocks += [Heading(name), lines(status), lines(*(_told(view, said) for said in history), indent=4)]
        data.append({"id": id_, "name": name, "status": status, "history": [_data(said) for said in history]})
    return Page("Verification" if data else "No verification status is recorded", tuple(blocks), data)


def _told(view: View, said: Act[subject.Verify]) -> str:
    where = f"{said.source.outlet}, {said.source.place}" if said.source else "own"
    return f"{moments.known_on(view, said)}: {subject.in_words(view, (said,))} ({where})"


def _data(said: Act[subject.Verify]) -> dict[str, object]:
    return {
        "id": said.id,
        "status": said.body.status,
        "by": said.body.by,
        "known": said.known,
        "source": said.source,
    }


@verification.command("set")
@acts
@click.argument("about", metavar="ACT")
@click.argument("status", type=click.Choice(tuple(STATUS)))
@click.argument("by")
def set_(desk: Desk, about: str, status: str, by: str) -> None:
    r"""Record the standing of BY (an actor or an outlet) towards ACT. It needs a source.

    onetext verification set draft-exists not-verified "BBC News" \
        --source bbc --quote "not independently verified" --place "paragraph 25" -f geneva
    """
    with desk.acting() as at:
        target = at.view.find(about)
        said = f"{target.handle}: {STATUS[status]} {by}"
        at.do(subject.Verify(target.id, STATUS[status], by), said=said)


COMMANDS = (verification,)
