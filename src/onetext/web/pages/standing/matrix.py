"""Who stands where: parties by points, each stance as a sign with its word."""

from dataclasses import dataclass
from textwrap import shorten

from onetext.process import actors, moments, negotiation, positions, stances, tacit
from onetext.process.moments import Known
from onetext.process.positions import Reading
from onetext.process.silence import Silence
from onetext.process.stances import Row
from onetext.record.act import Act
from onetext.record.view import View
from onetext.sentences import listed
from onetext.web.signs import STANCES

MOST_WORDS = 90  # characters of what a party is described as saying


@dataclass(frozen=True)
class Sign:
    """What a sign of the matrix means."""

    kind: str
    sign: str
    word: str


@dataclass(frozen=True)
class Cell:
    """A party's stance: its kind, sign and word, and all that is to be said of it; since when it is known.

    `words` are those in which it is described, "" for one that was taken. `doubt` is the sign that it is not known
    whether the stance, which is known, still stands: the present words of the text are not.
    """

    party: str
    kind: str
    sign: str
    word: str
    says: str
    since: Known | None = None
    words: str = ""
    doubt: Sign | None = None


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
    cells = [cell for row in rows for cell in row.cells]
    used = {cell.kind for cell in cells} | {cell.doubt.kind for cell in cells if cell.doubt}
    signs = tuple(_sign(kind) for kind in STANCES if kind in used)
    return Matrix(tuple(actors.name(view, slug) for slug in who), rows, signs)


def _sign(kind: str) -> Sign:
    return Sign(kind, *STANCES[kind])


def _cell(view: View, row: Row, party: str) -> Cell:
    name = actors.name(view, party)
    if party in row.by_silence:
        return _by_silence(view, party, row.by_silence[party])
    reading = row.readings.get(party)
    if reading is None:
        return Cell(name, "no position", *STANCES["no position"], "")
    kind = "lapsed" if reading.status == "lapsed" else reading.stance
    words = shorten(reading.act.body.reason, MOST_WORDS, placeholder=" …") if kind == "described" else ""
    doubt = _sign("unknown") if reading.status == "unknown" else None
    return Cell(name, kind, *STANCES[kind], _says(reading), moments.known(view, reading.act), words, doubt)


def _by_silence(view: View, party: str, act: Act[Silence]) -> Cell:
    since = Known(act.body.until.astimezone(negotiation.zone(view)).date(), act.body.until)
    kind = "by silence" if tacit.is_whole(view, party, act) else "ad referendum"
    return Cell(actors.name(view, party), kind, *STANCES[kind], tacit.said(view, party, act), since)


def _says(reading: Reading) -> str:
    body = reading.act.body
    source = reading.act.source
    reason = body.reason if reading.stance != "described" else ""
    told = (positions.in_words(reading), reason, reading.note, *reading.flags, source.outlet if source else "")
    return listed(filter(None, told), "; ")
