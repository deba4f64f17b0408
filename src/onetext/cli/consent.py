"""Commands about consent: who must agree or act, and who of them is not in the room."""

from typing import Any

import click

from onetext.cli.desk import Acting, Desk, acts, shows
from onetext.cli.page import Block, Page, lines, table
from onetext.cli.positions import cited
from onetext.process import actors, consent, current, points, targets
from onetext.process.consent import Consent, Need, Required, Unneed
from onetext.record.view import View


@click.group("consent", invoke_without_command=True)
@click.option("--absent", is_flag=True, help="Only the points that need somebody who is not in the room.")
@shows
def consent_(desk: Desk, absent: bool) -> None:
    """Who must consent or act, point by point; who is not in the room.

    It is derived from the seats and the words; people may correct it.

    onetext consent
    onetext consent --absent
    onetext consent need eu h --why "EU sanctions are for the EU to lift"
    """
    if click.get_current_context().invoked_subcommand is None:
        desk.show(listing(desk.look(), absent=absent))


def listing(view: View, *, absent: bool = False) -> Page:
    """The consent map; with `absent`, only what needs somebody who is not in the room."""
    found = [entry for entry in consent.consents(view) if entry.absent or not absent]
    rows = [row for entry in found for row in _rows(view, entry, absent=absent)]
    blocks: list[Block] = [table(("point", "who", "in the room", "why"), rows)] if rows else []
    outside = sorted({r.actor for entry in found for r in entry.absent})
    names = ", ".join(actors.name(view, slug) for slug in outside) or "nobody"
    blocks.append(lines(f"Needed and not in the room: {names}"))
    blocks += [lines(f"{e.called}: {cited(r.act)}") for e in found for r in e.required if r.act and cited(r.act)]
    data = [
        {
            "provision": entry.standing.provision.id,
            "point": entry.called,
            "required": [_data(r) for r in entry.required],
            "absent": [r.actor for r in entry.absent],
        }
        for entry in found
    ]
    return Page("Whose consent or act each point needs", tuple(blocks), data)


def _rows(view: View, entry: Consent, *, absent: bool) -> list[tuple[str, str, str, str]]:
    shown = entry.absent if absent else entry.required
    found = [
        (entry.called, actors.name(view, r.actor), "yes" if r.present else "NOT in the room", _why(r)) for r in shown
    ]
    return found or [(entry.called, "nobody known", "", "no seat is taken and the words name nobody")]


def _why(required: Required) -> str:
    return f"{required.why}: “{required.limb}”" if required.limb else required.why


def _data(required: Required) -> dict[str, Any]:
    return {
        "actor": required.actor,
        "ground": required.ground,
        "why": required.why,
        "limb": required.limb or None,
        "present": required.present,
        "source": (cited(required.act) or None) if required.act else None,
    }


@consent_.command()
@acts
@click.argument("actor")
@click.argument("point")
@click.option("--limb", default="", help="The limb that needs it: its number or its first words.")
@click.option("--why", required=True, help="Why its consent or act is needed.")
def need(desk: Desk, actor: str, point: str, limb: str, why: str) -> None:
    """Say that POINT needs ACTOR's consent or act.

    onetext consent need nato g --limb 2 --why "Only Nato can promise it"
    """
    with desk.acting() as at:
        slug, provision, says = _about(at, actor, point, limb)
        at.do(Need(slug, provision, why, says), said=f"Point {point} needs {actors.name(at.view, slug)}: {why}")


@consent_.command()
@acts
@click.argument("actor")
@click.argument("point")
@click.option("--limb", default="", help="The limb that does not need it.")
@click.option("--why", required=True, help="Why not.")
def unneed(desk: Desk, actor: str, point: str, limb: str, why: str) -> None:
    """Say that POINT does not need ACTOR, whatever its words suggest.

    onetext consent unneed russia i --why "It is invited; it promises nothing"
    """
    with desk.acting() as at:
        slug, provision, says = _about(at, actor, point, limb)
        said = f"Point {point} does not need {actors.name(at.view, slug)}: {why}"
        at.do(Unneed(slug, provision, why, says), said=said)


def _about(at: Acting, actor: str, point: str, limb: str) -> tuple[str, str, str]:
    standing = current.find(at.view, point)
    provision = standing.provision.id
    parts = targets.limbs_of(at.view, provision, points.words_to_read(standing))
    says = targets.limb_meant(parts, limb, f"point {point}").says if limb else ""
    return actors.known(at.view, actor).body.slug, provision, says


COMMANDS = (consent_,)
