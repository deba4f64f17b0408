"""Merging: several changes of one wording brought into it; what collides stands in brackets with its proponents."""

from collections.abc import Iterator, Sequence

from onetext.text.carrying.changes import Carried, Change, Stretch, Unfit
from onetext.text.carrying.clusters import Voice, clusters, edits_of, hunks_of
from onetext.text.carrying.rebasing import outdated
from onetext.text.carrying.wholes import Span
from onetext.text.carrying.writing import Writer, as_wished, beside, settle
from onetext.text.provision import canonical
from onetext.text.redline.units import Unit, units


def carry(base: str, changes: Sequence[Change]) -> Carried:
    """Bring changes that were all made on `base` into it.

    Changes to different places are merged word by word. Changes to the same or touching words become alternatives
    in brackets, `[…] [… (A)] [… (B)]`: first the words as they stand, which nobody has settled away, then the changes
    in the order of their keys; equal ones are one alternative with all their proponents. A number with its unit, and
    a modal verb with its negation and verb, is never divided between two changes; nor is a bracket. A deletion stands
    as "[no text (A)]". A change made on other words does not fit.
    The order in which the changes are given plays no part. No word of a change is lost: it is in `words` or in
    `unfit`. After the three-way merge of K. Khanna, B. Kunal and B. Pierce (2007), with brackets for conflicts.
    """
    return _merged(base, changes, as_wished)[0]


def stretches(base: str, changes: Sequence[Change]) -> tuple[Stretch, ...]:
    """How `carry` brings changes into the base, stretch by stretch, those that nobody changes with no keys.

    The `before` of all of them is the base, the `after` of all of them is what `carry` makes of it.
    """
    return _merged(base, changes, as_wished)[1]


def disputed(base: str, changes: Sequence[Change]) -> tuple[str, tuple[Unfit, ...]]:
    """The words with every change that is wished in brackets, and the changes that do not fit.

    As `carry`; but a wish that nobody contradicts is not agreed either: the words as they stand, in brackets, and
    beside them the words wished, `[…] [… (A)]`. No word is lost, neither of the base nor of a change: in each place
    the option without proponents, or nothing where there is none, gives the base, and a party's own option, or else
    the words as they stand, gives the wording that this party wishes.
    """
    found, _ = _merged(base, changes, beside)
    return found.words or base, found.unfit


def disputes(base: str, changes: Sequence[Change]) -> tuple[Stretch, ...]:
    """How `disputed` puts changes in brackets, stretch by stretch, those that nobody changes with no keys.

    The `before` of all of them is the base; the `after` of all of them is what `disputed` makes of it, but for a base
    of which nothing is left to write.
    """
    return _merged(base, changes, beside)[1]


def _merged(base: str, changes: Sequence[Change], uncontested: Writer) -> tuple[Carried, tuple[Stretch, ...]]:
    ordered = sorted(changes, key=lambda c: (c.key, c.proponents, c.new is None, c.new or "", c.base))
    unfit = tuple(outdated(c, c.base) for c in ordered if canonical(c.base) != canonical(base))
    fitting = [c for c in ordered if canonical(c.base) == canonical(base)]
    old = units(base)
    news = [units(change.new or "") for change in fitting]
    hunks = hunks_of(base, old, news, apart=uncontested is beside)
    out: list[str] = []
    collisions = []
    written: list[tuple[Span, int, tuple[str, ...], bool]] = []
    at = 0
    for first, last, cluster in clusters(hunks):
        written.append(((at, first), len(out), (), False))
        out += (unit.text for unit in old[at:first])
        owners = sorted({hunk.owner for hunk in cluster})
        voices = [Voice(fitting[o], news[o], edits_of(o, cluster)) for o in owners]
        keys = tuple(voice.change.key for voice in voices)
        start = len(out)
        contested = len(owners) > 1 and settle(out, old, voices, (first, last))
        if contested:
            collisions.append(keys)
        else:
            uncontested(out, old, voices, (first, last))
        written.append(((first, last), start, keys, contested))
        at = last
    written.append(((at, len(old)), len(out), (), False))
    out += (unit.text for unit in old[at:])
    words = "".join(out)
    carried = Carried(words if words or not base else None, unfit, tuple(collisions))
    return carried, tuple(_stretches(old, out, written))


def _stretches(
    old: Sequence[Unit], out: Sequence[str], written: Sequence[tuple[Span, int, tuple[str, ...], bool]]
) -> Iterator[Stretch]:
    """What was written, cut where each stretch of the base began; the white space before a change may have changed."""
    ends = [*(start for _, start, _, _ in written[1:]), len(out)]
    for ((first, last), start, keys, contested), end in zip(written, ends, strict=True):
        before, after = "".join(unit.text for unit in old[first:last]), "".join(out[start:end])
        if before or after:
            yield Stretch(before, after, keys, contested)
