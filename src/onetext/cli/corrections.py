"""Commands that correct, take back or erase acts."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import click
import msgspec

from onetext.cli.desk import Desk, acts
from onetext.process import corrections, dependents, reach
from onetext.process.titles import title
from onetext.record.act import Act
from onetext.record.errors import refuse

SHOWN = 5


@click.command()
@acts
@click.argument("act")
@click.option("--reason", required=True, help="Why it is taken back.")
@click.option("--yes", is_flag=True, help="Although other acts rest on it.")
def withdraw(desk: Desk, act: str, reason: str, yes: bool) -> None:
    """Take back an act of your own. It stays readable in the log.

    Its name may be used again.

    onetext withdraw thursday --reason "Recorded twice"
    """
    with desk.acting() as at:
        target = at.view.find(act, withdrawn=True)
        body = corrections.Withdraw(target.id, reason)
        hand = at.draft(body)
        mine = (hand.author, hand.party) == (target.author, target.party)
        resting = dependents.resting_on(at.view, target.id)
        if mine and resting and not yes:
            count = "1 act rests" if len(resting) == 1 else f"{len(resting)} acts rest"
            refuse(f"{count} on {target.handle}: {_some(resting)}; add --yes if that is meant.")
        at.do(
            body,
            said=f"{target.handle} is withdrawn: {reason}",
            audience=reach.every_reader(at.view, target),
        )


@click.command()
@acts
@click.argument("act")
@click.option("--set", "changes", multiple=True, required=True, metavar="FIELD=VALUE", help="A field as it should be.")
@click.option("--reason", required=True, help="What was wrong.")
def correct(desk: Desk, act: str, changes: tuple[str, ...], reason: str) -> None:
    """Correct an act of your own. The old one stays readable in the log.

    onetext log trump-thursday -f geneva           (shows the fields)
    onetext correct trump-thursday --set what="Answer" --reason "Misheard" -f geneva
    """
    with desk.acting() as at:
        target = at.view.find(act, withdrawn=True)
        body = {**msgspec.to_builtins(target.body), **dict(_change(change) for change in changes)}
        at.do(
            corrections.Correct(target.id, body, reason),
            said=f"{target.handle} is corrected: {reason}",
            audience=reach.every_reader(at.view, target),
        )


@click.command()
@acts
@click.argument("act")
@click.option("--order", required=True, help="Which order requires it, such as a court's.")
@click.option("--for-ever", is_flag=True, help="Confirm that nothing will bring the words back.")
def erase(desk: Desk, act: str, order: str, for_ever: bool) -> None:
    """Remove the words of an act for ever, where the law orders it.

    Its hash stays, and the record still verifies. Copies that others hold are
    not reached.

    onetext erase stubb-post --order "Court of Oslo, 24-117" --for-ever
    """
    with desk.acting() as at:
        target = at.view.find(act, withdrawn=True)
        if not for_ever:
            refuse("Erased words cannot be brought back; add --for-ever if that is meant.")
        note = replace(at.draft(corrections.Erase(target.id, order)), audience=reach.every_reader(at.view, target))
        at.tell(at.record.erase(target.id, note), f"The words of {target.handle} are erased: {order}")


def _some(found: Sequence[Act[Any]]) -> str:
    """The first of some acts by name, and how many more there are."""
    told = ", ".join(f"{act.handle} ({title(act)})" for act in found[:SHOWN])
    return f"{told} and {len(found) - SHOWN} more" if len(found) > SHOWN else told


def _change(text: str) -> tuple[str, Any]:
    field, equals, value = text.partition("=")
    if not equals:
        refuse(f"“{text}” is not a correction; write it as FIELD=VALUE.")
    try:
        return field, json.loads(value)
    except (json.JSONDecodeError, RecursionError):
        return field, value


COMMANDS = (withdraw, correct, erase)
