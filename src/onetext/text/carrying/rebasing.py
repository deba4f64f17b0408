"""Rebasing: a change that was made on other words brought onto the present ones, or the reason why it cannot be."""

from onetext.sentences import say
from onetext.text.carrying.changes import Change, Unfit
from onetext.text.carrying.clusters import Voice, clusters, edits_of, hunks_of
from onetext.text.carrying.writing import version
from onetext.text.provision import canonical
from onetext.text.redline.units import Edit, units


def rebase(current: str, change: Change) -> Change | Unfit:
    """The change made on the current words, or why it cannot be.

    What the current words have taken up of it already is no longer part of it; where they have taken up all of it,
    its new words are the current ones. What became of the base since claims the same whole stretches as a change.
    """
    if canonical(change.base) == canonical(current):
        return change
    base, now, new = units(change.base), units(current), units(change.new or "")
    moved: list[Edit] = []
    shift = 0
    for first, last, cluster in clusters(hunks_of(change.base, base, [now, new])):
        since, wished = edits_of(0, cluster), edits_of(1, cluster)
        if not since:
            moved += (Edit(one.first + shift, one.last + shift, one.new_first, one.new_last) for one in wished)
        elif wished:
            voices = Voice(change, now, since), Voice(change, new, wished)
            versions = {canonical(version(base, voice, (first, last))) for voice in voices}
            if len(versions) > 1:
                return outdated(change, version(base, Voice(change, base, ()), (first, last)))
        shift += sum(map(_growth, since))
    if change.new is None:
        return Change(change.key, change.proponents, current, None)
    carried = version(now, Voice(change, new, moved), (0, len(now)))
    return Change(change.key, change.proponents, current, carried if moved else current)


def _growth(edit: Edit) -> int:
    return (edit.new_last - edit.new_first) - (edit.last - edit.first)


def outdated(change: Change, touched: str) -> Unfit:
    place = touched.strip() or change.base.strip()
    if place:
        return Unfit(change, say("The words that it was made on have changed since, at “{words}”.", words=place))
    return Unfit(change, say("The words that it was made on have changed since, at the place where it would stand."))
