"""Attribution: which of the words that were there before, or were proposed, the words of a wording are."""

from collections.abc import Iterable, Sequence

from onetext.text.brackets import Bracket, read
from onetext.text.provenance.account import Origin
from onetext.text.provenance.ledger import NEW, Held, Ledger, runs, tells
from onetext.text.redline.edits import edits
from onetext.text.redline.units import Edit, Unit


def in_place(entries: Sequence[int], changes: Iterable[Edit], length: int) -> list[int]:
    """The entries of a wording of so many units that became of another by these changes, NEW for what came in."""
    found: list[int] = []
    at = 0
    for edit in changes:
        found += entries[at : edit.first]
        found += [NEW] * (edit.new_last - edit.new_first)
        at = edit.last
    found += entries[at:]
    return found[:length]


def from_others(source: Held, new: Sequence[Unit], entries: Sequence[int], ledger: Ledger, *, sure: bool) -> list[int]:
    """What of a wording, where it is NEW, are words of a proposal, in its order, that do not stand in the text yet.

    Where it is `sure` that the proposal was taken up, also words that stand elsewhere already, once more; where not,
    only stretches with a word that tells something.
    """
    proposed = in_place(source.entries, edits(source.units, new), len(new))
    wanted = [
        entry == NEW and one != NEW and (sure or not ledger.stands[one])
        for entry, one in zip(entries, proposed, strict=True)
    ]
    found = [NEW] * len(new)
    for first, last in runs(wanted):
        if sure or tells([unit.key for unit in new[first:last]], 1):
            found[first:last] = [ledger.copy(one) if ledger.stands[one] else one for one in proposed[first:last]]
    return found


def fill(entries: list[int], found: Sequence[int], ledger: Ledger, provision: str, step: str, first: int = 0) -> None:
    """Put what was found, from a unit on, where nothing was known yet; these words stand in the provision now."""
    news = [at for at, entry in enumerate(found, first) if entry != NEW and entries[at] == NEW]
    for at in news:
        entries[at] = found[at - first]
    ledger.put_in([entries[at] for at in news], provision, step)


def newly(entries: Sequence[int], new: Sequence[Unit], words: str, origin: Origin, ledger: Ledger) -> list[int]:
    """Where the entries are NEW, words that never were before: of this origin, or of those whom a bracket names."""
    wanted = [entry == NEW for entry in entries]
    named = _named(words, new) if "[" in words and any(wanted) and not origin.quoted else None
    found = [NEW] * len(new)
    for at, is_wanted in enumerate(wanted):
        if is_wanted:
            names = named[at] if named else ()
            whose = Origin(origin.step, names, origin.hidden, bracket=True) if names else origin
            found[at] = ledger.add(whose)
    return found


def _named(words: str, of: Sequence[Unit]) -> list[tuple[str, ...]]:
    """For each unit the proponents named by the innermost bracket that stands around it and names any."""
    named = sorted(
        (node.start, node.end, node.proponents)
        for node in read(words).nodes
        if isinstance(node, Bracket) and node.proponents
    )
    found: list[tuple[str, ...]] = []
    at = 0
    for unit in of:
        around = [names for start, end, names in named if start <= at < end] if not unit.bracket else []
        found.append(around[-1] if around else ())
        at += len(unit.text)
    return found
