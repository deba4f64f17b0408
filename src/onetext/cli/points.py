"""Commands on what belongs to single points: limbs, numbers, slots, links."""

from typing import Any, get_args

import click
import msgspec

from onetext.cli.desk import Acting, Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines
from onetext.cli.show import limb_lines, link_lines, quantity_lines, slot_lines
from onetext.process import actors, current, limb_positions, limbs, links, moments, positions, quantities, slots
from onetext.process.current import Standing
from onetext.process.links import Bond
from onetext.process.slots import SLOTS
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.text.provision import fingerprint


@click.group(invoke_without_command=True)
@shows
def point(desk: Desk) -> None:
    """What belongs to single points: limbs, numbers, slots, links.

    onetext point
    onetext point limb 7
    onetext point link 5 6 --bond trade
    """
    if click.get_current_context().invoked_subcommand is None:
        desk.show(overview(desk.look()))


def overview(view: View) -> Page:
    """Every point with its limbs, its flagged numbers, its empty slots and its links."""
    blocks: list[Block] = []
    data = []
    broken = links.broken(view)
    for standing in current.standings(view):
        if standing.provision.heading or standing.provision.vacant:
            continue
        flags = [line for line in quantity_lines(view, standing) if line.startswith("Flag")]
        words = standing.known_words or ""
        empty = [f.slot for f in slots.of(view, standing.provision.id, words) if f.state == "empty"] if words else []
        said = [*limb_lines(view, standing), *flags, *link_lines(view, standing, broken)]
        said += [f"empty slots: {', '.join(empty)}"] if empty else []
        blocks += [Heading(standing.label), lines(*(said or ["nothing noted"]))]
        data.append({"id": standing.provision.id, "label": standing.label, "noted": said, "empty": empty})
    return Page("Points", tuple(blocks), data)


def _words(standing: Standing) -> str:
    words = standing.known_words
    if not words:
        refuse(f"The words of point {standing.label} are not known.")
    return words


@point.command()
@shows
@click.argument("number", metavar="POINT")
def limb(desk: Desk, number: str) -> None:
    """Show a point's limbs, or those that its grammar suggests.

    onetext point limb 7
    """
    view = desk.look()
    standing = current.find(view, number)
    recorded = limbs.of(view, standing.provision.id)
    suggested = limbs.suggested(standing.known_words or "")
    said = limb_lines(view, standing)
    if not recorded:
        said = [
            f"suggested {key}. {one.words} ({one.actor or 'no actor named'})" for key, one in enumerate(suggested, 1)
        ] or ["one commitment; no limbs suggested"]
    took = {one.key: limb_positions.latest(view, standing.provision.id, one.words) for one in recorded}
    data = {
        "recorded": [
            {
                **msgspec.to_builtins(one),
                "stances": {p: positions.effective(view, act)[0] for p, act in took[one.key].items()},
            }
            for one in recorded
        ],
        "suggested": msgspec.to_builtins(suggested),
    }
    desk.show(Page(f"Limbs of point {standing.label}", (lines(*said),), data))


@point.command("split-limbs")
@acts
@click.argument("number", metavar="POINT")
@click.option("--limb", "parts", multiple=True, metavar="ACTOR=WORDS", help="Whom it binds, and its words.")
def split_limbs(desk: Desk, /, number: str, parts: tuple[str, ...]) -> None:
    """Divide a point into limbs, each with its own actor.

    Without an actor, begin with “=”. Limbs are numbered 1, 2 and so on.

    onetext point split-limbs 7 --limb "us=US shall pay" --limb "fr=…"
    """
    with desk.acting() as at:
        standing = current.find(at.view, number)
        found = []
        for key, part in enumerate(parts, 1):
            actor, equals, words = part.partition("=")
            if not equals:
                refuse(f"“{part}” is not a limb; write it as ACTOR=WORDS.")
            found.append(limbs.Limb(str(key), words.strip(), actor.strip()))
        body = limbs.Divide(standing.provision.id, tuple(found), fingerprint(_words(standing)))
        at.do(body, said=f"Point {standing.label} has {len(found)} limbs")


@point.command()
@acts
@click.argument("number", metavar="POINT")
@click.argument("quantity_words", metavar="[NUMBER]", required=False)
@click.option("--as-of-day", metavar="DATE", help="The day on which it holds.")
@click.option("--counting", default="", help="How it is counted.")
@click.option("--baseline", default="", help="What it is compared with.")
@click.option("--baseline-day", metavar="DATE", help="The day on which the baseline held.")
def quantity(desk: Desk, /, number: str, quantity_words: str | None, **said: Any) -> None:
    """Show a point's numbers, or note what its words leave out.

    onetext point quantity 4
    onetext point quantity 4 600,000 --baseline-day 2025-11-01
    """
    if quantity_words is None:
        if any(said.values()):
            refuse("Say of which NUMBER this is noted, as it stands in the point.")
        view = desk.look()
        standing = current.find(view, number)
        found = quantities.of(view, standing.provision.id, standing.known_words or "")
        shown = quantity_lines(view, standing) or ["no numbers"]
        data = [_plain(noted) for noted in found]
        desk.show(Page(f"Numbers of point {standing.label}", (lines(*shown),), data))
        return
    with desk.acting() as at:
        standing = current.find(at.view, number)
        words = _words(standing)
        exact = [q.words for q in quantities.numbers(words) if quantity_words in q.words]
        body = quantities.Annotate(
            standing.provision.id,
            exact[0] if len(exact) == 1 else quantity_words,
            fingerprint(words),
            moments.day_or_none(said["as_of_day"]),
            said["counting"],
            said["baseline"],
            moments.day_or_none(said["baseline_day"]),
        )
        at.do(body, said=f"Noted of {body.words} in point {standing.label}")


def _plain(noted: quantities.Noted) -> dict[str, Any]:
    return {
        **msgspec.to_builtins(noted.quantity),
        "as_of": noted.as_of,
        "counting": noted.counting,
        "baseline_words": noted.baseline,
        "baseline_as_of": noted.baseline_as_of,
        "flags": list(noted.flags),
    }


@point.command()
@acts
@click.argument("number", metavar="POINT")
@click.option("--annex", metavar="TITLE", help="An annex that gives details.")
@click.option("--fills", multiple=True, metavar="SLOT=WORDS", help="A slot that it fills, with its words.")
@click.option("--vague", multiple=True, type=click.Choice(SLOTS), help="A slot that is left open on purpose.")
@click.option("--party", metavar="ACTOR", help="Who leaves it open (yourself unless said).")
@click.option("--reason", default="", help="Why.")
def slot(desk: Desk, /, number: str, annex: str | None, **said: Any) -> None:
    """Show a point's slots: who, what, by when, verified by, if breached.

    An annex clears only what it fills.

    onetext point slot 6
    onetext point slot 6 --annex "Annex A" --fills "by when=within 30 days"
    onetext point slot 6 --vague "if breached" --as us --reason "To be agreed"
    """
    if said["fills"] and annex is None:
        refuse("A slot is filled by an annex: name it with --annex.")
    if (said["party"] or said["reason"]) and not said["vague"]:
        refuse("--party and --reason go with --vague: say which slot is left open.")
    if annex is None and not said["vague"]:
        view = desk.look()
        standing = current.find(view, number)
        data = [
            {"slot": f.slot, "state": f.state, "words": f.words, "annex": f.annex.id if f.annex else None}
            for f in slots.of(view, standing.provision.id, standing.known_words or "")
        ]
        desk.show(Page(f"Slots of point {standing.label}", (lines(*slot_lines(view, standing)),), data))
        return
    with desk.acting() as at:
        standing = current.find(at.view, number)
        print_ = fingerprint(_words(standing))
        if annex is not None:
            body = slots.Annex(standing.provision.id, annex, _fills(said["fills"]), print_)
            filled = ", ".join(one.slot for one in body.fills)
            at.do(body, said=f"“{annex}” fills of point {standing.label}: {filled or 'nothing'}")
        if said["vague"]:
            _leave_vague(desk, at, standing, said)


def _leave_vague(desk: Desk, at: Acting, standing: Standing, said: dict[str, Any]) -> None:
    party = said["party"] or desk.who().name
    print_ = fingerprint(_words(standing))
    bodies = [slots.Vague(standing.provision.id, one, party, print_, said["reason"]) for one in said["vague"]]
    who = actors.name(at.view, party)
    at.do(*bodies, said=f"{who} leaves open on purpose in point {standing.label}: {', '.join(said['vague'])}")


def _fills(said: tuple[str, ...]) -> tuple[slots.Filled, ...]:
    found = []
    for entry in said:
        name, equals, words = entry.partition("=")
        wanted = name.strip().replace("-", " ")
        chosen = next((one for one in SLOTS if one == wanted), None)
        if not equals or chosen is None:
            refuse(f"“{entry}” fills no slot; write SLOT=WORDS with one of: {', '.join(SLOTS)}.")
        found.append(slots.Filled(chosen, words.strip()))
    return tuple(found)


@point.command()
@acts
@click.argument("one", required=False)
@click.argument("other", required=False)
@click.option("--bond", type=click.Choice(get_args(Bond)), default="trade", show_default=True, help="How they belong.")
@click.option("--reason", default="", help="Why, or in what words.")
def link(desk: Desk, /, one: str | None, other: str | None, bond: Bond, reason: str) -> None:
    """Link two points: ONE in trade for OTHER; alone, list the links.

    condition: ONE holds only if OTHER does. sequence: ONE before OTHER.

    onetext point link
    onetext point link 5 6 --bond trade
    """
    if one is not None and other is None:
        refuse("Name two points to link; alone, the command lists the links.")
    if one is None or other is None:
        desk.show(_links(desk.look()))
        return
    with desk.acting() as at:
        first, second = current.find(at.view, one), current.find(at.view, other)
        body = links.Link(bond, first.provision.id, second.provision.id, reason)
        at.do(body, said=f"Point {first.label} is {links.sentence(at.view, body, body.one)}")


def _links(view: View) -> Page:
    broken = links.broken(view)
    said = []
    for act in links.links(view):
        body = act.body
        told = f"{links.called(view, body.one, body.line)} is {links.sentence(view, body, body.one)}"
        said.append(f"{act.handle}  {told}{f' ({body.reason})' if body.reason else ''}")
        said += [
            f"  Mind, {'proposed: ' if found.proposed else ''}{links.warning(view, body, found.lost)}"
            for found in broken
            if found.link.id == act.id
        ]
    data = [{"id": act.id, **msgspec.to_builtins(act.body)} for act in links.links(view)]
    return Page("Links between points", (lines(*(said or ["none"])),), data)


COMMANDS = (point,)
