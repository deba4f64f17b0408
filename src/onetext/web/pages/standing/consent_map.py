"""The consent map: who must agree or act for each point, why, and who of them is not in the room."""

from dataclasses import dataclass

from onetext.process import actors, consent
from onetext.process.consent import Ground, Required
from onetext.record.view import View
from onetext.sentences import say
from onetext.web.pages.yes.dated import cited
from onetext.web.signs import GROUNDS

MEANINGS: dict[Ground, str] = {
    "seated": say("must agree: it has a seat"),
    "acts": say("is to act"),
    "named": say("is named in it"),
    "said": say("somebody said so"),
}


@dataclass(frozen=True)
class Who:
    """An actor of the map."""

    slug: str
    name: str
    present: bool


@dataclass(frozen=True)
class Need:
    """What a point needs of an actor: on what ground (as a sign and in words), and why; `source` where it has one."""

    who: Who
    ground: str
    sign: str
    meaning: str
    why: str
    limb: str
    source: str


@dataclass(frozen=True)
class Row:
    """A point: a cell for each actor of the map, None where it is not needed; `absent` are those not in the room."""

    id: str
    label: str
    cells: tuple[Need | None, ...]
    absent: tuple[Need, ...]


@dataclass(frozen=True)
class ConsentMap:
    """The actors, those in the room first, and the points."""

    actors: tuple[Who, ...]
    rows: tuple[Row, ...]


def consent_map(view: View) -> ConsentMap:
    """The map of the one text."""
    found = consent.consents(view)
    present = {need.actor: need.present for entry in found for need in entry.required}
    who = tuple(
        Who(slug, actors.name(view, slug), present[slug]) for slug in sorted(present, key=lambda s: (not present[s], s))
    )
    rows = []
    for entry in found:
        needs = {need.actor: _need(view, need) for need in entry.required}
        cells = tuple(needs.get(one.slug) for one in who)
        absent = tuple(cell for cell in cells if cell is not None and not cell.who.present)
        rows.append(Row(entry.standing.provision.id, entry.called, cells, absent))
    return ConsentMap(who, tuple(rows))


def _need(view: View, need: Required) -> Need:
    who = Who(need.actor, actors.name(view, need.actor), need.present)
    return Need(
        who,
        need.ground,
        GROUNDS[need.ground],
        MEANINGS[need.ground],
        need.why,
        need.limb,
        cited(need.act) if need.act else "",
    )
