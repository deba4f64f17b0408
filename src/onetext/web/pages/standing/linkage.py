"""What hangs together: trades, conditions and sequences between points, drawn as arcs between their numbers."""

from dataclasses import dataclass

from onetext.process import current, links, points, texts
from onetext.process.links import Bond
from onetext.record.view import View

STEP, EDGE, TALLEST = 34, 30, 130
MOST_SHOWN = 40
LONGEST = 6


@dataclass(frozen=True)
class Stop:
    """A point on the base line."""

    id: str
    label: str
    x: int


@dataclass(frozen=True)
class Arc:
    """A link between two points: its number in the drawing, its path, where its number stands, and what it says."""

    number: int
    bond: Bond
    path: str
    x: int
    y: int
    one: str
    one_label: str
    said: str
    other: str
    other_label: str
    reason: str
    broken: str


@dataclass(frozen=True)
class Linkage:
    """The drawing's size, the points along its base and the arcs above it."""

    width: int
    height: int
    base: int
    stops: tuple[Stop, ...]
    arcs: tuple[Arc, ...]


def linkage(view: View) -> Linkage:
    """The links of the one text. A short text is drawn whole, of a long one only the points that are linked."""
    found = [act for act in links.links(view) if act.body.line == texts.MAIN]
    linked = list(dict.fromkeys(id_ for act in found for id_ in (act.body.one, act.body.other)))
    labels = {s.provision.id: points.label(s) for s in current.standings(view) if points.is_point(s)}
    shown = list(labels) if len(labels) <= MOST_SHOWN else [id_ for id_ in labels if id_ in linked]
    shown += [id_ for id_ in linked if id_ not in shown]
    at = {id_: EDGE + STEP * place for place, id_ in enumerate(shown)}
    warned = {(one.link.id): links.warning(view, one.link.body, one.lost) for one in links.broken(view)}
    tallest = max((_height(at[act.body.one], at[act.body.other]) for act in found), default=0)
    base = tallest + 26
    arcs = []
    for number, act in enumerate(found, 1):
        body = act.body
        first, last = sorted((at[body.one], at[body.other]))
        ry = _height(first, last)
        arcs.append(
            Arc(
                number,
                body.bond,
                _path(at[body.one], at[body.other], ry, base),
                (first + last) // 2,
                base - ry,
                body.one,
                links.called(view, body.one),
                links.SAID[body.bond][0],
                body.other,
                links.called(view, body.other),
                body.reason,
                warned.get(act.id, ""),
            )
        )
    stops = tuple(Stop(id_, _short(labels.get(id_) or links.called(view, id_)), at[id_]) for id_ in shown)
    return Linkage(EDGE * 2 + STEP * max(0, len(shown) - 1), base + 30, base, stops if found else (), tuple(arcs))


def _height(one: int, other: int) -> int:
    return min(abs(other - one) // 2, TALLEST)


def _path(start: int, end: int, ry: int, base: int) -> str:
    """Half an ellipse above the base line, drawn from the first point to the second."""
    return f"M{start} {base}A{abs(end - start) // 2} {ry} 0 0 {int(end > start)} {end} {base}"


def _short(label: str) -> str:
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…"
