"""Compare: two versions, witnesses or rival texts side by side, point by point; what became of each, and how surely."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from django.utils.translation import gettext_lazy as _

from onetext.process import actors, alignments, beside, collation, moments, texts
from onetext.process.alignments import Compared, Comparison, Match, Side
from onetext.process.beside import Printed
from onetext.process.moments import Known
from onetext.process.texts import Table
from onetext.record.act import Act
from onetext.record.view import View
from onetext.text.collation import Collation, Point
from onetext.text.provision import Provision
from onetext.text.redline.runs import Run
from onetext.web.asked import Asked
from onetext.web.pages import Page
from onetext.web.pages.comparing.leaves import Leaves, turned

CURRENT = "current"
ABREAST = 100
"""Rows on a leaf."""
NO_LEAVES = Leaves(1, 1, 0)


@dataclass(frozen=True)
class Choice:
    """A text that can be compared: what it is called in the address, what it is, and which kind of text."""

    name: str
    title: str
    kind: Literal["current", "version", "rival", "witness"]


@dataclass(frozen=True)
class Stretch:
    """Words of one side: kept, or gone, or new; `place` says of moved words where to or from, `to` is its address."""

    kind: Literal["kept", "inserted", "deleted"]
    words: str
    place: str = ""
    to: str = ""


class Moved(NamedTuple):
    """Where moved words went or came from, in words and by address."""

    place: str
    to: str


NOWHERE = Moved("", "")
Places = Mapping[tuple[str, int], Moved]


@dataclass(frozen=True)
class Cell:
    """A point as one side has it. `known` is False where its words are not known; `vacant` where its number is free."""

    label: str
    known: bool
    vacant: bool
    heading: bool
    lang: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class Said:
    """Something to look at first in a row: of what kind, and in one sentence."""

    kind: str
    sentence: str


@dataclass(frozen=True)
class Perhaps:
    """What else a row might be, and how much the two have in common (0 to 1)."""

    label: str
    score: float


@dataclass(frozen=True)
class PutRight:
    """A person said what corresponds here: by which act, who, when, and why ("" where they gave no reason)."""

    act: str
    who: str
    known: Known
    reason: str


@dataclass(frozen=True)
class Row:
    """A row: what stands on either side, what happened and why, what to look at, and how sure it is.

    `before` and `after` are the points' ids, to settle by hand what corresponds.
    """

    id: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    left: tuple[Cell, ...]
    right: tuple[Cell, ...]
    dispositions: tuple[str, ...]
    reason: str
    confidence: float
    sure: bool
    perhaps: tuple[Perhaps, ...]
    said: tuple[Said, ...]
    changed: bool
    put_right: PutRight | None


@dataclass(frozen=True)
class Unavailable:
    """A text whose words are not available: what was claimed about it, and its published wordings."""

    called: str
    claims: tuple[str, ...]
    witnesses: tuple[str, ...]


@dataclass(frozen=True)
class Count:
    """How many."""

    name: str
    count: int


@dataclass(frozen=True)
class Compare:
    """The page's value. `one` and `other` are the texts' ids, "" for a draft without a version."""

    choices: tuple[Choice, ...]
    before: str
    after: str
    called: tuple[str, str]
    one: str
    other: str
    unavailable: tuple[Unavailable, ...]
    partial: tuple[str, ...]
    fared: tuple[Count, ...]
    called_out: tuple[Count, ...]
    only: str
    shown: Leaves
    rows: tuple[Row, ...]


def compare(view: View, asked: Asked) -> Compare:
    """The two texts that were asked for: else the one text beside the version that it succeeds."""
    choices = every_text(view)
    before, after = _asked(view, asked, choices)
    only = asked.word("only")
    if not before:
        return Compare(choices, "", "", ("", ""), "", "", (), (), (), (), only, NO_LEAVES, ())
    found = alignments.compare(view, alignments.side(view, before), alignments.side(view, after))
    called = (found.before.called, found.after.called)
    if found.unavailable:
        missing = tuple(_unavailable(view, side) for side in found.unavailable)
        return Compare(choices, before, after, called, "", "", missing, (), (), (), only, NO_LEAVES, ())
    shown, rows = _rows(view, found, asked, (before, after), only)
    return Compare(
        choices,
        before,
        after,
        called,
        found.before.id,
        found.after.id,
        (),
        beside.known_in_part(found),
        tuple(Count(*one) for one in beside.fared(found).items()),
        tuple(Count(*one) for one in beside.called_out(found).items()),
        only,
        shown,
        rows,
    )


def every_text(view: View) -> tuple[Choice, ...]:
    """Every text that can be compared, or taken away: the text as it stands, each version, its published wordings."""
    return tuple(_choices(view))


def _choices(view: View) -> Iterable[Choice]:
    if texts.head(view) is not None:
        yield Choice(CURRENT, "", "current")
    for version in texts.versions(view):
        kind: Literal["version", "rival"] = "rival" if version.body.line else "version"
        yield Choice(version.handle, texts.titled(version), kind)
        for witness in texts.witnesses(view, version.id):
            yield Choice(witness.handle, witness.body.label, "witness")


def _asked(view: View, asked: Asked, choices: tuple[Choice, ...]) -> tuple[str, str]:
    """The names of the two texts: as asked for, else the two that one would look at first."""
    before, after = asked.word("before"), asked.word("after")
    head = texts.head(view)
    if (before and after) or head is None:
        return (before, after) if before and after else ("", "")
    parent = view[texts.Texts].versions.get(head.body.parent)
    usual = parent or _other(view, head)
    if usual is None:
        return before or head.handle, after or CURRENT
    first = (usual.handle, head.handle) if parent else (head.handle, usual.handle)
    return before or first[0], after or (first[1] if first[1] in {one.name for one in choices} else CURRENT)


def _other(view: View, head: Act[Table]) -> Act[Table] | None:
    return next((version for version in texts.versions(view) if version.id != head.id), None)


def _unavailable(view: View, side: Side) -> Unavailable:
    claims = tuple(act.body.words for act in alignments.claims_about(view, side))
    return Unavailable(side.called, claims, tuple(w.handle for w in texts.witnesses(view, side.id)))


def _rows(
    view: View, found: Comparison, asked: Asked, names: tuple[str, str], only: str
) -> tuple[Leaves, tuple[Row, ...]]:
    """The rows that were asked for, those of one leaf."""
    before, after = texts.printed(found.before.wording or ()), texts.printed(found.after.wording or ())
    chosen = [one for one in enumerate(found.rows) if _is_asked_for(one[1], only)]
    shown, some = turned(asked, chosen, ABREAST)
    leaves = {number: at // ABREAST + 1 for at, (number, _) in enumerate(chosen)}
    ends = beside.other_ends(found.rows, before, after)

    def address(row: int) -> str:
        """Where a row stands: on this leaf, on another, or, where it is not shown here, among all."""
        if row < 0 or leaves.get(row) == shown.leaf:
            return f"#row-{row + 1}" if row >= 0 else ""
        leaf, kept = (leaves[row], only) if row in leaves else (row // ABREAST + 1, "")
        there = asked.address("compare", before=names[0], after=names[1], only=kept, leaf=str(leaf))
        return f"{there}#row-{row + 1}"

    places = {end: Moved(other.called, address(other.row)) for end, other in ends.items()}
    return shown, tuple(
        _row(number + 1, row, before, after, places, _put_right(view, row.settled)) for number, row in some
    )


def _is_asked_for(row: Compared, only: str) -> bool:
    return not only or only in row.dispositions or (only == "changes" and row.dispositions != ("kept",))


def _put_right(view: View, act: Act[Match] | None) -> PutRight | None:
    if act is None:
        return None
    return PutRight(act.id, actors.name(view, act.party or act.author), moments.known(view, act), act.body.reason)


def _row(
    number: int, row: Compared, before: Printed, after: Printed, places: Places, put_right: PutRight | None
) -> Row:
    said = [Said(str(one.kind), one.sentence) for one in row.callouts]
    # What begins with the word needs no such heading.
    said += [Said("" if one.sentence.startswith("brackets") else "brackets", one.sentence) for one in row.brackets]
    return Row(
        f"row-{number}",
        tuple(p.id for p in row.before),
        tuple(p.id for p in row.after),
        tuple(_cell(p, before, row, "deleted", places) for p in row.before),
        tuple(_cell(p, after, row, "inserted", places) for p in row.after),
        row.dispositions,
        row.reason,
        round(row.confidence, 2),
        row.confidence >= beside.SURE,
        tuple(Perhaps(name, round(score, 2)) for name, score in beside.alternatives(row, before, after)),
        tuple(said),
        row.is_changed,
        put_right,
    )


def _cell(
    provision: Provision, called: Printed, row: Compared, mine: Literal["deleted", "inserted"], places: Places
) -> Cell:
    """One side's point, with what is its own alone marked: what went on the left, what came on the right."""
    known = provision.words is not None
    pieces = [p for p in row.pieces if provision.id == (p.before if mine == "deleted" else p.after)]
    runs = [run for piece in pieces for run in piece.runs]
    stretches = tuple(_stretches(runs, mine, places)) if row.is_changed or any(run.move for run in runs) else ()
    if known and not stretches and provision.words:
        stretches = (Stretch("kept", provision.words),)
    label = provision.number if provision.heading else called[provision.id] if provision.number else ""
    return Cell(label, known, provision.vacant, provision.heading, provision.lang, stretches)


def _stretches(runs: Iterable[Run], mine: Literal["deleted", "inserted"], places: Places) -> Iterable[Stretch]:
    for run in runs:
        if run.kind == "kept":
            yield Stretch("kept", run.before if mine == "deleted" else run.after)
        elif run.kind == mine:
            moved = places.get((run.kind, run.move), NOWHERE) if run.move else NOWHERE
            yield Stretch(mine, run.text, moved.place, moved.to)


@dataclass(frozen=True)
class Variant:
    """A reading of a place, and the witnesses that have it."""

    words: str
    witnesses: tuple[str, ...]


@dataclass(frozen=True)
class Passage:
    """Words on which all witnesses agree (one variant), or a place where they differ, with its number."""

    number: int
    variants: tuple[Variant, ...]


@dataclass(frozen=True)
class Collated:
    """A point as its witnesses have it."""

    label: str
    agreed: bool
    passages: tuple[Passage, ...]
    lacking: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Wordings:
    """The published wordings of a version in one language."""

    lang: str
    witnesses: tuple[str, ...]
    differ: int
    points: tuple[Collated, ...]


@dataclass(frozen=True)
class Witnesses:
    """The value of the page of a version's published wordings."""

    version: str
    title: str
    collations: tuple[Wordings, ...]


def witnesses(view: View, asked: Asked) -> Witnesses:
    """The published wordings of a version side by side. What differs among them is no change of the text."""
    version = view.find(asked.parts["version"], Table)
    found = collation.collated(view, version.id)
    return Witnesses(version.handle, texts.titled(version), tuple(map(_wordings, found)))


def _wordings(found: Collation) -> Wordings:
    points = tuple(map(_collated, found.points))
    return Wordings(found.lang, found.witnesses, len(collation.differing(found)), points)


def _collated(point: Point) -> Collated:
    passages, number = [], 0
    for stretch in point.stretches:
        number += len(stretch) > 1
        variants = tuple(Variant(reading.words, reading.witnesses) for reading in stretch)
        passages.append(Passage(number if len(stretch) > 1 else 0, variants))
    label = beside.label(point.provision, texts.printed((point.provision,)))
    return Collated(label, point.agreed, tuple(passages), point.lacking, point.left_out)


PAGES = (
    Page(
        "compare",
        _("Compare"),
        "compare",
        compare,
        "pages/compare.html",
        place=2,
        asks=(
            ("before", "the earlier text: a version, a witness, a rival draft, or “current”"),
            ("after", "the later text"),
            ("only", "only rows of this disposition, or “changes”"),
            ("leaf", f"which leaf of {ABREAST} rows"),
        ),
    ),
    Page("witnesses", _("Published wordings"), "witnesses/<str:version>", witnesses, "pages/witnesses.html"),
)
