"""The command that checks a shorter text against the one that it replaces."""

from collections.abc import Iterable
from typing import Any

import click
import msgspec

from onetext.cli import readings
from onetext.cli.desk import Desk, shows
from onetext.cli.page import Block, Heading, Page, lines, section, table
from onetext.cli.readings import changes_option
from onetext.cli.texts import counted
from onetext.exchange.wordings import Changes
from onetext.process import streamlining
from onetext.process.streamlining import NO_JUDGEMENT, Checked
from onetext.text.streamlining import Account, Source


@click.command()
@shows
@click.argument("before", metavar="OLD")
@click.argument("after", metavar="NEW")
@click.option("--all", "every", is_flag=True, help="Also the clauses outside of brackets that are kept.")
@changes_option
def streamline(desk: Desk, before: str, after: str, every: bool, changes: Changes) -> None:
    """Check a shorter text against what it replaces: whose words are left.

    OLD is a version, a draft, or “current” with its pending amendments.
    NEW is a version, a draft, or a file with a text that is not tabled
    yet, in Word or any other format. Two files need no record.

    onetext streamline v0 v1
    onetext streamline current shorter.docx
    """
    view, (old, new) = readings.sides(desk, before, after, changes=changes)
    if not readings.is_document(desk, before):
        old = streamlining.replaced(view, before)
    desk.show(proof(streamlining.check(view, old, new), every=every))


def proof(checked: Checked, *, every: bool = False) -> Page:
    """What is left of every bracket and every party's words, and where each new paragraph comes from."""
    title = f"{checked.after.called} checked against {checked.before.called}"
    found = checked.proof
    blocks: list[Block] = [lines(*_summary(checked))]
    blocks += _objections(checked)
    items = [a for a in found.accounts if a.item.kind != "clause" or every or not a.is_whole]
    blocks += _items(checked, items)
    blocks += _sources(checked)
    blocks.append(lines("", NO_JUDGEMENT, indent=0))
    return Page(title, tuple(blocks), lambda: _data(checked))


def _summary(checked: Checked) -> tuple[str, ...]:
    brackets, clauses = streamlining.in_brackets(checked), streamlining.outside(checked)
    said = [
        f"{counted(len(brackets), 'bracket')}: {_counts(brackets)}",
        f"{counted(len(clauses), 'clause')} outside of brackets: {_counts(clauses)}",
    ]
    if not checked.proof.complete:
        said.append(f"{checked.after.called} is known only in part: what is not found may stand in the rest.")
    return tuple(said)


def _counts(accounts: Iterable[Account]) -> str:
    return ", ".join(f"{said}: {count}" for said, count in streamlining.counts(accounts).items()) or "none"


def _objections(checked: Checked) -> list[Block]:
    """For each party the words that are not found, exactly as they stood."""
    if not checked.losses:
        return list(section("Words not found", ["none: every word of the old text stands in the new one"]))
    blocks: list[Block] = []
    for loss in checked.losses:
        blocks.append(Heading(f"Words not found of {loss.party}" if loss.party else "Words not found, nobody named"))
        blocks += [lines(*_missed(checked, account)) for account in loss.accounts]
    return blocks


def _missed(checked: Checked, account: Account) -> list[str]:
    said = [f"point {checked.labels_before[account.item.provision]}, {account.item.kind}: {account.sentence}"]
    said += [f"  missing: “{words}”" for words in account.missing]
    said += [f"  there only as words of another: “{words}”" for words in account.shared]
    said += [f"  elsewhere, as words of another: “{words}”" for words in account.echoes]
    return said


def _items(checked: Checked, accounts: list[Account]) -> list[Block]:
    said = [line for account in accounts for line in _item(checked, account)]
    return list(section("Every bracket, and the clauses that are not whole", said))


def _item(checked: Checked, account: Account) -> tuple[str, ...]:
    item = account.item
    whose = f" of {', '.join(item.proponents)}" if item.proponents else ""
    now = ", ".join(_place(checked, account))
    found = f"{account.sentence}; now in {now}" if now else account.sentence
    put_in = f"; new words between: {', '.join(f'“{words}”' for words in account.put_in)}" if account.put_in else ""
    return f"{checked.labels_before[item.provision]} {item.kind}{whose}: {found}{put_in}", f"  “{item.words}”"


def _place(checked: Checked, account: Account) -> list[str]:
    marked = {"all": ", in brackets", "some": ", partly in brackets", "none": ""}
    return [f"{checked.labels_after[place.provision]}{marked[place.bracketed]}" for place in account.places]


def _sources(checked: Checked) -> list[Block]:
    rows = [_source(checked, source) for source in checked.proof.sources]
    return [Heading("Where each paragraph comes from"), table(("new", "from", "contributors", "what was done"), rows)]


def _source(checked: Checked, source: Source) -> tuple[str, ...]:
    return (
        checked.labels_after[source.after] if source.after else "not there",
        ", ".join(checked.labels_before[id_] for id_ in source.before),
        ", ".join(source.contributors),
        "; ".join([*source.done, *(f"new: “{words}”" for words in source.put_in)]),
    )


def _data(checked: Checked) -> dict[str, Any]:
    return {
        "before": {"text": checked.before.called, "id": checked.before.id or None},
        "after": {"text": checked.after.called, "id": checked.after.id or None, "complete": checked.proof.complete},
        "items": [
            {**msgspec.to_builtins(account, enc_hook=str), "sentence": account.sentence}
            for account in checked.proof.accounts
        ],
        "sources": msgspec.to_builtins(checked.proof.sources, enc_hook=str),
        "losses": [
            {"party": loss.party or None, "items": msgspec.to_builtins(loss.accounts, enc_hook=str)}
            for loss in checked.losses
        ],
        "caution": NO_JUDGEMENT,
    }


COMMANDS = (streamline,)
