"""Who stands where: parties by points, each stance as a sign with its word."""

from dataclasses import dataclass

from onetext.process import actors, items, moments, negotiation, positions, stances
from onetext.process.moments import Known
from onetext.process.positions import Reading
from onetext.process.silence import Silence
from onetext.process.stances import Row
from onetext.record.act import Act
from onetext.record.view import View
from onetext.sentences import listed

# The sign of each stance, and its word.
SIGNS = {
    "agreed": ("●", "agreed"),
    "ad referendum": ("◐", "ad ref"),
    "conditional": ("◇", "agreed if"),
    "reserved": ("△", "reserved"),
    "opposed": ("✕", "opposed"),
    "silent": ("○", "silent"),
    "described": ("“", "described"),
    "by silence": ("◍", "by silence"),
    "lapsed": ("⊘", "lapsed"),
    "unknown": ("?", "unknown"),
    "none": ("·", "no position"),
}


@dataclass(frozen=True)
class Sign:
    """What a sign of the matrix means."""

    kind: str
    sign: str
    word: str


@dataclass(frozen=True)
class Cell:
    """A party's stance: its kind, sign and word, and all that is to be said of it; since when it is known."""

    party: str
    kind: str
    sign: str
    word: str
    says: str
    since: Known | None = None


@dataclass(frozen=True)
class Line:
    """A row: a point (by its id), an amendment to it, or ("") a whole version."""

    label: str
    version: str
    provision: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """The matrix, its parties by name, and the signs that are in it."""

    parties: tuple[str, ...]
    rows: tuple[Line, ...]
    signs: tuple[Sign, ...]


def matrix(view: View) -> Matrix:
    """Every party with a seat or a stance, by every point, pending amendment and whole version somebody spoke of."""
    who = positions.parties(view)
    rows = tuple(
        Line(row.called, row.version, row.provision, tuple(_cell(view, row, party) for party in who))
        for row in stances.matrix(view)
    )
    used = {cell.kind for row in rows for cell in row.cells}
    signs = tuple(Sign(kind, sign, word) for kind, (sign, word) in SIGNS.items() if kind in used)
    return Matrix(tuple(actors.name(view, slug) for slug in who), rows, signs)


def _cell(view: View, row: Row, party: str) -> Cell:
    name = actors.name(view, party)
    if party in row.by_silence:
        return _by_silence(view, name, row.by_silence[party])
    reading = row.readings.get(party)
    if reading is None:
        return Cell(name, "none", *SIGNS["none"], "")
    kind = reading.stance if reading.status == "stands" else reading.status
    return Cell(name, kind, *SIGNS[kind], _says(reading), moments.known(view, reading.act))


def _by_silence(view: View, name: str, act: Act[Silence]) -> Cell:
    since = Known(act.body.until.astimezone(negotiation.zone(view)).date(), act.body.until)
    return Cell(name, "by silence", *SIGNS["by silence"], items.by_silence(act), since)


def _says(reading: Reading) -> str:
    body = reading.act.body
    source = reading.act.source
    reason = body.reason if reading.stance != "described" else ""
    told = (positions.in_words(reading), reason, reading.note, *reading.flags, source.outlet if source else "")
    return listed(filter(None, told), "; ")
