"""Commands about positions: who stands where on which words."""

from collections.abc import Sequence
from typing import Any

import click

from onetext.cli.desk import Acting, Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines, table
from onetext.process import actors, positions, principals, stances, tacit, targets
from onetext.process.positions import Confirm, Reading, Reservation, Stance, Take
from onetext.process.stances import Row
from onetext.record.act import Act
from onetext.record.audience import KEEPER
from onetext.record.errors import refuse
from onetext.record.view import View

ABREAST = 4
_TYPED: dict[str, Stance] = {
    "agreed": "agreed",
    "ad-referendum": "ad referendum",
    "conditional": "conditional",
    "reserved": "reserved",
    "opposed": "opposed",
    "silent": "silent",
}
_RESERVATIONS = ["general", "scrutiny", "parliamentary", "linguistic"]


def cited(act: Act[Any]) -> str:
    """Where a reported act comes from, in one line; "" for an own act."""
    source = act.source
    return f"{source.outlet}, {source.place}: “{source.quote}”" if source else ""


def whose(at: Acting, party: str | None) -> str:
    """The party that an act is for: the one named, else the one that acts. Raises Refused when neither is said."""
    found = party or at.desk.who().name
    if found == KEEPER:
        refuse("Say whose it is with --party ACTOR.")
    return actors.known(at.view, found).body.slug


@click.group(invoke_without_command=True)
@click.option("--point", help="Only this point.")
@click.option("--party", help="Only this party.")
@shows
def stance(desk: Desk, point: str | None, party: str | None) -> None:
    """Who stands where: each party on each point and version.

    A stance binds to exact words and lapses when they change. “-” is no
    position, which is neither silence nor agreement.

    onetext stance
    onetext stance --point d
    onetext stance set d agreed --as ukraine
    onetext stance set d reserved --reserve scrutiny --as ukraine
    """
    if click.get_current_context().invoked_subcommand is None:
        desk.show(listing(desk.look(), point, party))


def listing(view: View, point: str | None = None, party: str | None = None) -> Page:
    """The matrix of parties and points, then each stance with its reason and source."""
    rows = stances.matrix(view)
    if point:
        wanted = targets.target(view, point)
        whole = "" if wanted.provision else wanted.called.rsplit(" ", 1)[-1]
        rows = tuple(r for r in rows if r.provision == wanted.provision and (not whole or r.version == whole))
    who = (actors.known(view, party).body.slug,) if party else positions.parties(view)
    blocks: list[Block] = []
    for first in range(0, len(who), ABREAST):
        shown = who[first : first + ABREAST]
        cells = [(r.called, r.version, *(_cell(view, r, p) for p in shown)) for r in rows]
        blocks.append(table(("point", "version", *shown), cells))
    told = [_told(view, row, row.readings[p]) for row in rows for p in who if p in row.readings]
    told += [_by_silence(view, row, p) for row in rows for p in who if p in row.by_silence]
    if told:
        blocks += [Heading("With their reasons"), *told]
    blocks += _deciders(view, who)
    if not told:
        blocks.append(lines("No party has taken a position that you can see."))
    blocks.append(lines("- means no position, which is not the same as silence."))
    return Page("Who stands where", tuple(blocks), [_data(row) for row in rows])


def _deciders(view: View, who: Sequence[str]) -> list[Block]:
    """Whose negotiators agree only ad referendum, and which office lifts it."""
    titles = [(party, principals.title(view, party)) for party in who]
    told = [
        f"{actors.name(view, party)}: only the {title} lifts it; until then its yes is ad referendum"
        for party, title in titles
        if title
    ]
    return [Heading("Agreed ad referendum"), lines(*told)] if told else []


def _cell(view: View, row: Row, party: str) -> str:
    if party not in row.by_silence:
        return _short(row.readings.get(party))
    return "by silence" if tacit.is_whole(view, party, row.by_silence[party]) else "ad ref"


def _by_silence(view: View, row: Row, party: str) -> Block:
    said = tacit.said(view, party, row.by_silence[party])
    return lines(f"{actors.name(view, party)} on point {row.called}: {said}")


def _short(reading: Reading | None) -> str:
    if reading is None:
        return "-"
    first = " ".join(reading.act.body.reason.split()[:2])
    said = {"ad referendum": "ad ref", "described": f"“{first} …”"}.get(reading.stance, reading.stance)
    if reading.act.body.reservation:
        said = f"{said}: {reading.act.body.reservation}"
    return {"stands": said, "lapsed": f"lapsed ({said})", "unknown": f"{said}?"}[reading.status]


def _told(view: View, row: Row, reading: Reading) -> Block:
    act = reading.act
    where = row.called if row.called.startswith(("whole", "amendment")) else f"point {row.called}"
    found = [f"{actors.name(view, reading.party)} on {where}: {positions.said(reading)}"]
    notes = [reading.note, *reading.flags]
    if act.body.reason and reading.stance != "described":
        notes.append(f"reason: {act.body.reason}")
    if act.body.by:
        notes.append(f"stated by {actors.name(view, act.body.by)}")
    return lines(*found, *(f"  {note}" for note in (*notes, cited(act)) if note))


def _data(row: Row) -> dict[str, Any]:
    stances = {
        party: {
            "stance": r.stance,
            "status": r.status,
            "note": r.note,
            "flags": list(r.flags),
            "condition": r.act.body.condition,
            "reservation": r.act.body.reservation,
            "reason": r.act.body.reason,
            "by": r.act.body.by,
            "words": r.act.body.words or None,
            "source": cited(r.act) or None,
            "id": r.act.id,
        }
        for party, r in row.readings.items()
    }
    quiet = {party: {"name": act.handle, "id": act.id} for party, act in row.by_silence.items()}
    return {
        "on": row.called,
        "version": row.version,
        "provision": row.provision or None,
        "stances": stances,
        "by_silence": quiet,
    }


@stance.command("set")
@acts
@click.argument("point")
@click.argument("kind", metavar="STANCE", type=click.Choice(list(_TYPED)))
@click.option("--party", help="Whose stance; yours unless said.")
@click.option("--if", "condition", default="", help="The condition of a conditional stance.")
@click.option("--reserve", type=click.Choice(_RESERVATIONS), help="What kind of reservation.")
@click.option("--reason", default="", help="Why.")
@click.option("--limb", default="", help="A limb of the point: its number or its first words.")
@click.option("--on", default="", metavar="VERSION", help="The version whose words it was taken on.")
@click.option("--words", metavar="PRINT", help="The beginning of the fingerprint of the words that you mean.")
@click.option("--by", default="", metavar="ACTOR", help="Who stated it, where a source says so.")
def set_(desk: Desk, /, point: str, kind: str, **typed: Any) -> None:
    """Take a stance on POINT, on an amendment, on a version, or on the “whole”.

    STANCE is agreed, ad-referendum, conditional, reserved, opposed or silent.

    onetext stance set 3 agreed --as zelensky/ukraine
    onetext stance set 3 conditional --if "an end date" --as us
    onetext stance set 3 opposed --limb 2 --as us
    """
    with desk.acting() as at:
        _take(at, point, _TYPED[kind], **typed)


@stance.command()
@acts
@click.argument("point")
@click.argument("attitude")
@click.option("--party", help="Whose attitude.")
@click.option("--on", default="", metavar="VERSION", help="The version that it was about.")
@click.option("--by", default="", metavar="ACTOR", help="Who stated it, where a source says so.")
def describe(desk: Desk, point: str, attitude: str, party: str | None, on: str, by: str) -> None:
    r"""Record how a source describes a party's attitude; it is no formal stance.

    onetext stance describe v0 "cautiously welcomed" --party russia \
        --source bbc --quote "cautiously welcomed by Russia" --place "paragraph 4" -f geneva
    """
    with desk.acting() as at:
        _take(at, point, "described", party=party, reason=attitude, on=on, by=by)


def _take(at: Acting, point: str, kind: Stance, **typed: Any) -> None:
    found = targets.target(at.view, point, typed.get("on") or "", typed.get("limb") or "")
    words = found.words
    if typed.get("words") and not words.startswith(typed["words"]):
        words = typed["words"]
    reserve: Reservation = typed.get("reserve") or ("general" if kind == "reserved" else "")
    body = Take(
        party=whose(at, typed["party"]),
        stance=kind,
        version=found.version,
        words=words,
        provision=found.provision,
        limb=found.limb,
        amendment=found.amendment,
        reservation=reserve,
        condition=typed.get("condition") or "",
        reason=typed.get("reason") or "",
        by=typed.get("by") or "",
        line=found.line,
    )
    (act,) = at.record.submit(at.draft(body))
    effect, _ = positions.effective(at.view, act)
    told = positions.said(Reading(act, effect, "stands")) if kind in positions.YES else kind
    at.tell(act, f"{actors.name(at.view, body.party)} on {found.called}: {told}")


@stance.command()
@acts
@click.argument("stance_", metavar="STANCE")
@click.option("--party", help="Whose stance; yours unless said.")
@click.option("--by", default="", metavar="ACTOR", help="Who lifted it, where a source says so.")
def confirm(desk: Desk, stance_: str, party: str | None, by: str) -> None:
    """Lift “ad referendum”: only the office that decides for the party does.

    STANCE is the name of the stance, or the point that it is on.

    onetext stance confirm 3 --as zelensky/ukraine
    """
    with desk.acting() as at:
        act = _meant(at, stance_, party)
        title = actors.name(at.view, act.body.party)
        at.do(Confirm(act.id, by), said=f"{title} confirms what was agreed ad referendum")


def _meant(at: Acting, text: str, party: str | None) -> Act[Take]:
    if any(isinstance(at.view.by_id[id_].body, Take) for id_ in at.view.by_name.get(text, ())):
        return at.view.find(text, Take)
    wanted = targets.target(at.view, text)
    who = whose(at, party)
    for row in stances.matrix(at.view):
        reading = row.readings.get(who)
        if reading is not None and reading.stance == "ad referendum" and row.provision == wanted.provision:
            _refuse_lapsed(at, reading, wanted.called)
            return reading.act
        if who in row.by_silence and row.provision == wanted.provision:
            refuse(
                f"{actors.name(at.view, who)} was silent on {wanted.called}; who decides says yes with “stance set”."
            )
    refuse(f"{actors.name(at.view, who)} has agreed nothing ad referendum on {wanted.called}.")


def _refuse_lapsed(at: Acting, reading: Reading, called: str) -> None:
    """What was agreed ad referendum to other words cannot be confirmed."""
    if reading.status == "lapsed":
        yes = f"The yes of {actors.name(at.view, reading.party)} to {called} has lapsed"
        refuse(f"{yes}: {reading.note or 'the words changed'}. Take it anew on the present words with “stance set”.")


@stance.command()
@click.option("--party", help="Only this party.")
@shows
def history(desk: Desk, party: str | None) -> None:
    """Every stance ever taken, lapsed ones included, in order.

    onetext stance history --party ukraine
    """
    view = desk.look()
    found = positions.history(view, actors.known(view, party).body.slug if party else None)
    rows = [
        (
            str(principals.day_of(view, act)),
            act.body.party,
            act.handle,
            positions.effective(view, act)[0],
            positions.called(view, act),
        )
        for act in found
    ]
    data = [dict(zip(("day", "party", "name", "stance", "on"), row, strict=True)) for row in rows]
    desk.show(Page("Stances in order", (table(("day", "party", "name", "stance", "on"), rows),), data))


COMMANDS = (stance,)
