"""The commands about sign-off."""

import click

from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines, table
from onetext.process import actors, moments, presentations, signoff, texts
from onetext.process.addressing import slugs
from onetext.process.signoff import Approver
from onetext.process.texts import Table
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.sentences import enumerated


@click.group("signoff", invoke_without_command=True)
@shows
@click.option("--draft", metavar="NAME", help="Of a draft beside the one text.")
def signoff_(desk: Desk, draft: str | None) -> None:
    """The order of approvals before the text is put to somebody.

    onetext signoff
    onetext signoff order --gate president-us,president-ukraine --then russia
    onetext signoff approve v2 --as zelensky/ukraine
    """
    if click.get_current_context().invoked_subcommand is None:
        view = desk.look()
        desk.show(status(view, _line(view, draft)))


def status(view: View, line: str) -> Page:
    """The order that stands, its gates, who is missing, and the next step."""
    standing, head = signoff.order(view, line), texts.head(view, line)
    blocks: list[Block] = []
    if standing is not None:
        put_to = enumerated([actors.name(view, slug) for slug in standing.body.put_to])
        blocks.append(lines(f"{_origin(view, standing)}; then the text is put to {put_to}."))
        if head is not None:
            known = "" if signoff.bound(view, head).words else " (text not available)"
            blocks.append(lines(f"The text now: {head.handle}{known}."))
        rows = [
            (str(number) if n == 0 else "", signature.title, _approved(view, signature))
            for number, gate in enumerate(signoff.gates(view, line), 1)
            for n, signature in enumerate(gate.signatures)
        ]
        blocks.append(table(("gate", "approver", "approval"), rows))
    flags = [f"{act.handle}: {what}, {flag}" for act, what, flag in presentations.out_of_order(view, line)]
    blocks += [Heading("Out of order"), lines(*flags)] if flags else []
    blocks += [Heading("Next step"), lines(presentations.next_sentence(view, line))]
    return Page("Sign-off", tuple(blocks), data(view, line))


def data(view: View, line: str) -> dict[str, object]:
    """The same as plain values."""
    standing, head, step = signoff.order(view, line), texts.head(view, line), signoff.next_step(view, line)
    return {
        "order": standing.id if standing else None,
        "by": standing.body.by if standing else (),
        "source": standing.source if standing else None,
        "put_to": standing.body.put_to if standing else (),
        "version": head.id if head else None,
        "words": (signoff.bound(view, head).words or None) if head else None,
        "gates": [
            {
                "label": gate.label,
                "complete": gate.complete,
                "approvers": [
                    {
                        "title": signature.title,
                        "approval": signature.approval.id if signature.approval else None,
                        "lapsed": [{"id": act.id, "reason": reason} for act, reason in signature.lapsed],
                    }
                    for signature in gate.signatures
                ],
            }
            for gate in signoff.gates(view, line)
        ],
        "flags": [{"id": act.id, "flag": flag} for act, _, flag in presentations.out_of_order(view, line)],
        "next": {
            "gate": step.gate,
            "missing": [signoff.title(view, approver) for approver in step.missing],
            "sentence": presentations.next_sentence(view, line),
        },
    }


def _origin(view: View, standing: Act[signoff.Order]) -> str:
    if standing.source is None:
        return f"Declared by {actors.name(view, standing.party or standing.author)}"
    by = enumerated([actors.name(view, slug) for slug in standing.body.by]) or standing.source.outlet
    return f"As reported: {by}; {standing.source.outlet}, {standing.source.place}: “{standing.source.quote}”"


def _approved(view: View, signature: signoff.Signature) -> str:
    told = []
    if signature.approval is not None:
        version = view.act(signature.approval.body.version)
        of = version.handle if version else "a version"
        known = "" if signature.approval.body.words else ", text not available"
        reported = ", as reported" if signature.approval.source else ""
        told.append(f"{_day(view, signature.approval)}, of {of}{known}{reported}")
    told += [f"lapsed ({_day(view, act)}): {reason}" for act, reason in signature.lapsed]
    return "; ".join(told if signature.approval is not None else ["missing", *told])


def _day(view: View, act: Act[signoff.Approve]) -> str:
    return moments.known_on(view, act)


def _line(view: View, draft: str | None) -> str:
    return view.find(draft, texts.Line).id if draft else texts.MAIN


def _approver(view: View, text: str) -> Approver:
    """An actor by its slug, or an office by its name."""
    name = text.strip()
    if name in view[actors.Actors].declared:
        return Approver(actor=name)
    return Approver(office=view.find(name, actors.Office).id)


@signoff_.command()
@acts
@click.option("--gate", "typed", multiple=True, required=True, metavar="APPROVERS", help="Offices or actors; repeat.")
@click.option("--then", "put_to", required=True, metavar="ACTORS", help="To whom the text is put in the end.")
@click.option("--by", metavar="ACTORS", help="Whose word it is, when it is reported.")
@click.option("--draft", metavar="NAME", help="For a draft beside the one text.")
def order(desk: Desk, typed: tuple[str, ...], put_to: str, by: str | None, draft: str | None) -> None:
    """Declare the gates, in their order, and to whom the text goes then.

    onetext signoff order --gate ash,birch --gate president-ash --then cedar
    """
    with desk.acting() as at:
        view = at.view
        gates = tuple(
            signoff.Gate(tuple(_approver(view, name) for name in text.split(",") if name.strip())) for text in typed
        )
        body = signoff.Order(gates, slugs(view, put_to), _line(view, draft), slugs(view, by))
        whom = enumerated([actors.name(view, slug) for slug in body.put_to])
        at.do(body, said=f"Sign-off in {len(gates)} {'gate' if len(gates) == 1 else 'gates'}, then to {whom}")


@signoff_.command()
@acts
@click.argument("version")
@click.option("--office", "approver", metavar="APPROVER", help="The office or actor that approves.")
def approve(desk: Desk, version: str, approver: str | None) -> None:
    """Approve a version in its present words.

    onetext signoff approve v2 --as zelensky/ukraine
    """
    with desk.acting() as at:
        view = at.view
        found: Act[Table] = view.find(version, Table)
        who = _approver(view, approver) if approver else _own(desk, view, found.body.line)
        body = signoff.Approve(who, found.id, signoff.bound(view, found).words, found.body.line)
        known = "" if body.words else " (text not available)"
        at.do(body, said=f"{_capital(signoff.title(view, who))} approves {found.handle}{known}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _own(desk: Desk, view: View, line: str) -> Approver:
    """The one approver of the order that the author is: by the office that the person holds, else by its party."""
    person = (desk.viewer or "").partition("/")[0]
    by_office = [found for found in signoff.approvers_of(view, line, {person}) if found.office]
    candidates = signoff.approvers_of(view, line, {person, desk.who().name})
    if len(by_office) == 1:
        return by_office[0]
    if len(candidates) == 1:
        return candidates[0]
    if not signoff.gates(view, line):
        refuse("No sign-off order is declared; declare one with “signoff order”.")
    named = candidates or [signature.approver for gate in signoff.gates(view, line) for signature in gate.signatures]
    listed = ", ".join(f"{_typed(view, found)} ({signoff.title(view, found)})" for found in dict.fromkeys(named))
    refuse(f"Say which approval this is with --office: {listed}.")


def _typed(view: View, approver: Approver) -> str:
    """What a person types to mean an approver."""
    office = view.act(approver.office)
    return office.handle if office else approver.actor


COMMANDS = (signoff_,)
