"""Two compared texts laid beside one another: what each row is called, where moved words went, how sure a row is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, get_args

from onetext.process.alignments import Compared, Comparison
from onetext.sentences import listed, say
from onetext.text.alignment import Disposition
from onetext.text.provision import Provision

UNKNOWN = "unknown"
SURE = 0.9
"""A row that is less sure than this names what else it might be."""
LIKELY = 0.05
"""An alternative that has less in common is not worth naming."""

Printed = Mapping[str, str]
Places = Mapping[tuple[str, int], str]


def fared(found: Comparison) -> dict[str, int]:
    """How many points fared how, in the usual order of the dispositions."""
    counts = Counter(name for row in found.rows for name in row.dispositions)
    ordered = [*get_args(Disposition), *sorted(set(counts) - set(get_args(Disposition)))]
    return {name: counts[name] for name in ordered if name in counts}


def called_out(found: Comparison) -> dict[str, int]:
    """How many changes of each kind are called out apart from rewording, brackets last."""
    counts: dict[str, int] = dict(Counter(callout.kind for row in found.rows for callout in row.callouts))
    brackets = sum(len(row.brackets) for row in found.rows)
    return counts | ({"brackets": brackets} if brackets else {})


def known_in_part(found: Comparison) -> tuple[str, ...]:
    """What the texts are called that are known only in part: what is not found there is unknown, not dropped or new."""
    return tuple(side.called for side in (found.before, found.after) if not side.complete)


def places(rows: Iterable[Compared], before: Printed, after: Printed) -> Places:
    """For each end of what moved, by its kind and number, where its other end is: "to 3", "within this point"."""
    return {end: found.called for end, found in other_ends(rows, before, after).items()}


class OtherEnd(NamedTuple):
    """Where the other end of something that moved is: in words, and the place of its row; -1 within the same row."""

    called: str
    row: int


def other_ends(rows: Iterable[Compared], before: Printed, after: Printed) -> Mapping[tuple[str, int], OtherEnd]:
    """For each end of what moved, by its kind and number, where its other end is."""
    ends: dict[tuple[str, int], tuple[int, str]] = {}
    for number, piece in ((n, piece) for n, row in enumerate(rows) for piece in row.pieces):
        for run in piece.runs:
            if run.move:
                label = before[piece.before] if run.kind == "deleted" else after[piece.after]
                ends[run.kind, run.move] = (number, label or say("a point without a number"))
    return {(kind, move): _other(kind, ends["deleted", move], ends["inserted", move]) for kind, move in ends}


def _other(kind: str, away: tuple[int, str], here: tuple[int, str]) -> OtherEnd:
    """Where something moved to or from, seen from one end; both are a row and a point."""
    if away[0] == here[0]:
        return OtherEnd(say("within this point"), -1)
    if kind == "deleted":
        return OtherEnd(say("to {point}", point=here[1]), here[0])
    return OtherEnd(say("from {point}", point=away[1]), away[0])


def label(provision: Provision, called: Printed) -> str:
    """A point's printed number; a heading without one whole, and the first words of another point as such."""
    label, words = called[provision.id], " ".join((provision.words or "").split())
    if (provision.number and not provision.heading) or not words.startswith(label) or words == label:
        return label
    return words if provision.heading else f"{label} …"


def alternatives(row: Compared, before: Printed, after: Printed) -> tuple[tuple[str, float], ...]:
    """What else a row that is not sure might be: points of the new text, or of the old where the row is new.

    () for a row that is sure.
    """
    called = after if row.before else before
    named = ((called.get(id_, id_) or id_, score) for id_, score in row.alternatives)
    return tuple((name, score) for name, score in named if score >= LIKELY and row.confidence < SURE)


def unsure(row: Compared, before: Printed, after: Printed) -> Iterator[str]:
    """How sure a row is, where it is not, and what else it might be, in words."""
    others = alternatives(row, before, after)
    if row.confidence < SURE:
        chance = f"{row.confidence:.2f}"
        if others:
            yield say("not sure: {chance}", chance=chance)
        else:
            yield say("not sure: {chance}, and nothing else is likelier", chance=chance)
    if others:
        yield say("perhaps also {points}", points=listed(f"{name} ({score:.2f})" for name, score in others))
