"""Commands that check: the whole record for its reader, and a report's claim against the text."""

import sys

import click

from onetext.cli.desk import Desk, shows
from onetext.cli.leaks import plain_text
from onetext.cli.page import Block, Heading, Page, lines
from onetext.cli.sources import sha256_of
from onetext.cli.texts import counted
from onetext.process import checks, current
from onetext.process.checks import Compared, Quotation
from onetext.record.errors import RecordError
from onetext.record.view import View

FAULTY = 1


@click.group(invoke_without_command=True)
@shows
@click.option("--document", "documents", multiple=True, metavar="FILE", help="A document as it was retrieved.")
def check(desk: Desk, documents: tuple[str, ...]) -> None:
    """Check that every reported record carries its source, and more.

    With a document, also that every quotation from it stands there. It ends
    with exit code 1 when it finds a fault.

    onetext check -f geneva
    onetext check --document page.txt
    onetext check claim "Russia gets legal recognition" --point b -f geneva
    """
    if click.get_current_context().invoked_subcommand is not None:
        return
    view = desk.look()
    found = checks.check(view)
    quoted = [entry for name in documents for entry in _quotations(desk, view, name)]
    faults = [one.said for one in found if one.severity == "fault"] + [_wrong(q) for q in quoted if q.found != "there"]
    notes = [one.said for one in found if one.severity == "note"]
    count = len(checks.reported(view))
    blocks: list[Block] = [
        lines(f"{counted(count, 'reported act')}; each must name outlet, quotation, place, date and hash.")
    ]
    if documents:
        blocks.append(lines(f"{counted(len(quoted), 'quotation')} looked up in the document."))
    blocks += [Heading("Faults"), lines(*(faults or ("none",)))]
    blocks += [Heading("To know"), lines(*(notes or ("nothing",)))]
    data = {"reported": count, "quotations": len(quoted), "faults": faults, "notes": notes}
    title = f"{len(faults)} fault{'s' if len(faults) != 1 else ''} found" if faults else "No fault found"
    desk.show(Page(title, tuple(blocks), data))
    if faults:
        sys.exit(FAULTY)


def _quotations(desk: Desk, view: View, name: str) -> tuple[Quotation, ...]:
    digest = sha256_of(desk.path(name))
    found = checks.quotations(view, plain_text(desk, name), digest)
    if not found:
        raise RecordError(f"{name} has the hash {digest}, which no reported act cites: use it as it was retrieved.")
    return found


def _wrong(one: Quotation) -> str:
    where = f"“{one.source.quote}” ({one.act.handle}, {one.source.place})"
    return f"{where} stands elsewhere in the document" if one.found == "elsewhere" else f"{where} is not in it"


@check.command("claim")
@shows
@click.argument("words", metavar="CLAIM")
@click.option("--point", default="", help="Compare with this point only.")
def claim(desk: Desk, words: str, point: str) -> None:
    """Compare a claim with the text, limb by limb.

    A report is not the text: the answer is supported, broader, narrower or
    not in the text, with both wordings. Words are compared, not meanings.

    onetext check claim "Russia gets legal recognition" --point b -f geneva
    """
    view = desk.look()
    found = checks.compare(view, words, current.find(view, point).provision.id if point else "")
    blocks: list[Block] = []
    for one in found:
        blocks += [Heading(one.verdict.finding), lines(*_lines(one))]
    blocks.append(lines("", "Words are compared, not meanings; a person decides what follows.", indent=0))
    findings = ", ".join(dict.fromkeys(one.verdict.finding for one in found))
    desk.show(Page(f"The claim is: {findings or 'empty'}", tuple(blocks), [_data(one) for one in found]))


def _lines(one: Compared) -> list[str]:
    found = [f"claim: “{one.verdict.claim}”"]
    if one.version is not None:
        whose = f"{one.version.handle}, an account of it" if one.account else one.version.handle
        found.append(f"text:  “{one.limb}” (point {one.label} of {whose})")
    else:
        found.append("text:  nothing near it")
    return [*found, one.verdict.reason]


def _data(one: Compared) -> dict[str, object]:
    return {
        "finding": one.verdict.finding,
        "claim": one.verdict.claim,
        "text": one.limb,
        "point": one.label,
        "version": one.version.handle if one.version else None,
        "account": one.account,
        "reason": one.verdict.reason,
    }


COMMANDS = (check,)
