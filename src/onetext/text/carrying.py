"""Carrying: several amendments brought into one wording; what collides stands in brackets with its proponents."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

import msgspec

from onetext.text import brackets
from onetext.text.modality import clauses
from onetext.text.provision import canonical
from onetext.text.quantities import quantities
from onetext.text.redline import Edit, Unit, edits, units
from onetext.text.words import word_set


class Change(msgspec.Struct, frozen=True):
    """What somebody wants made of a wording: its `new` words (None to delete it), made on the `base` words.

    `key` tells changes apart and gives their order in brackets.
    """

    key: str
    proponents: tuple[str, ...]
    base: str
    new: str | None


class Unfit(msgspec.Struct, frozen=True):
    """A change that could not be carried, whole, with a sentence that says why."""

    change: Change
    sentence: str


class Carried(msgspec.Struct, frozen=True):
    """The wording with all that fits (None where all agree to delete it), and what does not fit.

    `collisions` are the keys of the changes that stand in one bracket together, a tuple for each bracket.
    """

    words: str | None
    unfit: tuple[Unfit, ...] = ()
    collisions: tuple[tuple[str, ...], ...] = ()


class Stretch(msgspec.Struct, frozen=True):
    """A stretch of the base as it stood and as it is written now, and the keys of the changes that make it so.

    A `contested` one has the words as they stood, and what each of several changes makes of them, as alternatives.
    """

    before: str
    after: str
    keys: tuple[str, ...] = ()
    contested: bool = False


class _Hunk(msgspec.Struct, frozen=True):
    """One edit by the change in place `owner`, and the stretch of the base, in units, that it claims."""

    owner: int
    edit: Edit
    first: int
    last: int


class _Voice(msgspec.Struct, frozen=True):
    """A change, the units of its new words, and those of its edits that are in question, in their order."""

    change: Change
    new: Sequence[Unit]
    edits: Sequence[Edit]


Span = tuple[int, int]
_Writer = Callable[[list[str], Sequence[Unit], Sequence[_Voice], Span], None]

NO_TEXT = "no text"
_TURNS = word_set("not no never neither nor without except cannot shall may must will should might can could only")
_BEFORE_VERBS = word_set("not never be been to also")
_CLAUSE_ENDS = frozenset(".;:!?")


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
    return _merged(base, changes, _as_wished)[0]


def stretches(base: str, changes: Sequence[Change]) -> tuple[Stretch, ...]:
    """How `carry` brings changes into the base, stretch by stretch, those that nobody changes with no keys.

    The `before` of all of them is the base, the `after` of all of them is what `carry` makes of it.
    """
    return _merged(base, changes, _as_wished)[1]


def disputed(base: str, changes: Sequence[Change]) -> tuple[str, tuple[Unfit, ...]]:
    """The words with every change that is wished in brackets, and the changes that do not fit.

    As `carry`; but a wish that nobody contradicts is not agreed either: the words as they stand, in brackets, and
    beside them the words wished, `[…] [… (A)]`. No word is lost, neither of the base nor of a change: in each place
    the option without proponents, or nothing where there is none, gives the base, and a party's own option, or else
    the words as they stand, gives the wording that this party wishes.
    """
    found, _ = _merged(base, changes, _beside)
    return found.words or base, found.unfit


def _merged(base: str, changes: Sequence[Change], uncontested: _Writer) -> tuple[Carried, tuple[Stretch, ...]]:
    ordered = sorted(changes, key=lambda c: (c.key, c.proponents, c.new is None, c.new or "", c.base))
    unfit = tuple(_outdated(c, c.base) for c in ordered if canonical(c.base) != canonical(base))
    fitting = [c for c in ordered if canonical(c.base) == canonical(base)]
    old = units(base)
    news = [units(change.new or "") for change in fitting]
    hunks = _hunks(base, old, news)
    out: list[str] = []
    collisions = []
    written: list[tuple[Span, int, tuple[str, ...], bool]] = []
    at = 0
    for first, last, cluster in _clusters(hunks):
        written.append(((at, first), len(out), (), False))
        out += (unit.text for unit in old[at:first])
        owners = sorted({hunk.owner for hunk in cluster})
        voices = [_Voice(fitting[o], news[o], _edits_of(o, cluster)) for o in owners]
        keys = tuple(voice.change.key for voice in voices)
        start = len(out)
        contested = len(owners) > 1 and _settle(out, old, voices, (first, last))
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
    for first, last, cluster in _clusters(_hunks(change.base, base, [now, new])):
        since, wished = _edits_of(0, cluster), _edits_of(1, cluster)
        if not since:
            moved += (Edit(one.first + shift, one.last + shift, one.new_first, one.new_last) for one in wished)
        elif wished:
            voices = _Voice(change, now, since), _Voice(change, new, wished)
            versions = {canonical(_version(base, voice, (first, last))) for voice in voices}
            if len(versions) > 1:
                return _outdated(change, _version(base, _Voice(change, base, ()), (first, last)))
        shift += sum(map(_growth, since))
    if change.new is None:
        return Change(change.key, change.proponents, current, None)
    carried = _version(now, _Voice(change, new, moved), (0, len(now)))
    return Change(change.key, change.proponents, current, carried if moved else current)


def _growth(edit: Edit) -> int:
    return (edit.new_last - edit.new_first) - (edit.last - edit.first)


def _version(old: Sequence[Unit], voice: _Voice, span: Span) -> str:
    """A stretch of the base as one change has it."""
    out: list[str] = []
    _apply(out, old, voice, span)
    return "".join(out)


def _outdated(change: Change, touched: str) -> Unfit:
    place = touched.strip() or change.base.strip()
    where = f"“{place}”" if place else "the place where it would stand"
    return Unfit(change, f"The words that it was made on have changed since, at {where}.")


def _hunks(base: str, old: Sequence[Unit], news: Sequence[Sequence[Unit]]) -> list[_Hunk]:
    """All edits with what each claims, in the order of the base."""
    wholes, pairs = _joined(_wholes(base, old)), _brackets(base, old)
    hunks = []
    for owner, new in enumerate(news):
        for edit in edits(old, new):
            first, last = _widened((edit.first, edit.last), wholes, pairs)
            hunks.append(_Hunk(owner, edit, first, last))
    return sorted(_together(hunks, old, news), key=lambda hunk: (hunk.first, hunk.last, hunk.owner))


def _starts(old: Sequence[Unit]) -> list[int]:
    return [0, *accumulate(len(unit.text) for unit in old)]


def _wholes(base: str, old: Sequence[Unit]) -> list[Span]:
    """Stretches of units that no two changes may divide: quantities, and modal verbs with negation and verb."""
    starts = _starts(old)
    spans = [(_at(starts, q.start), _at(starts, q.end - 1) + 1) for q in quantities(base)]
    for mode in clauses(base):
        if mode.trigger:
            end = mode.trigger_start + len(mode.trigger)
            spans.append((_at(starts, mode.trigger_start), _verb_end(old, _at(starts, end - 1) + 1)))
    spans += [(i, _verb_end(old, i + 1)) for i, unit in enumerate(old) if unit.key.lower() in _TURNS]
    return spans


def _at(starts: Sequence[int], offset: int) -> int:
    """The unit in which a character stands."""
    return bisect_right(starts, offset) - 1


def _verb_end(old: Sequence[Unit], at: int) -> int:
    """The unit after the main verb that follows a modal verb."""
    while at < len(old) and (old[at].key.lower() in _BEFORE_VERBS or old[at].key.endswith("ly")):
        at += 1
    return min(at + 1, len(old))


def _brackets(base: str, old: Sequence[Unit]) -> list[tuple[Span, Span]]:
    """Each bracket of the base, as the units of its whole place and those of its inside."""
    starts = _starts(old)
    tree = brackets.read(base)
    found = [node for node in tree.nodes if isinstance(node, brackets.Bracket)]
    ends = {node.place: node.end for node in sorted(found, key=lambda node: node.end)}
    pairs = []
    for node in found:
        first = tree.nodes[node.place]
        start = first.start if isinstance(first, brackets.Bracket) else node.start
        place = (_at(starts, start), _at(starts, ends[node.place] - 1) + 1)
        inside = node.start + len(node.open) + node.lead, node.end - len(node.close) - node.trail
        pairs.append((place, (_at(starts, inside[0]), _at(starts, max(inside[0], inside[1] - 1)) + 1)))
    return pairs


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _widened(span: Span, wholes: Sequence[Span], pairs: Sequence[tuple[Span, Span]]) -> Span:
    """The span with every whole that it cuts into, and every bracket that it is not inside of."""
    first, last = span
    for low, high in wholes:
        if (first < high and low < last) or low < first < high:
            first, last = min(first, low), max(last, high)
    for place, (low, high) in pairs:
        touches = first <= place[1] and place[0] <= last
        if touches and not (low <= first and last <= high and (low, high) != (first, last)):
            first, last = min(first, place[0]), max(last, place[1])
    return (first, last) if (first, last) == span else _widened((first, last), wholes, pairs)


def _together(hunks: Sequence[_Hunk], old: Sequence[Unit], news: Sequence[Sequence[Unit]]) -> list[_Hunk]:
    """The hunks; those by which several changes turn the sense of one clause claim the stretch between them."""
    clause = [0, *accumulate(unit.key in _CLAUSE_ENDS for unit in old)]
    turning: dict[int, list[_Hunk]] = {}
    for hunk in hunks:
        edit = hunk.edit
        touched = [*old[edit.first : edit.last], *news[hunk.owner][edit.new_first : edit.new_last]]
        if any(unit.key.lower() in _TURNS for unit in touched):
            turning.setdefault(clause[edit.first], []).append(hunk)
    wide = {
        id(hunk): (min(one.first for one in group), max(one.last for one in group))
        for group in turning.values()
        if len({hunk.owner for hunk in group}) > 1
        for hunk in group
    }
    return [
        msgspec.structs.replace(hunk, first=wide[id(hunk)][0], last=wide[id(hunk)][1]) if id(hunk) in wide else hunk
        for hunk in hunks
    ]


def _clusters(hunks: Sequence[_Hunk]) -> Iterator[tuple[int, int, list[_Hunk]]]:
    """The hunks that overlap or touch one another, with the stretch of the base that they claim together."""
    cluster: list[_Hunk] = []
    end = -1
    for hunk in hunks:
        if cluster and hunk.first > end:
            yield cluster[0].first, end, cluster
            cluster = []
        end = max(end, hunk.last) if cluster else hunk.last
        cluster.append(hunk)
    if cluster:
        yield cluster[0].first, end, cluster


def _edits_of(owner: int, cluster: Sequence[_Hunk]) -> list[Edit]:
    return sorted((hunk.edit for hunk in cluster if hunk.owner == owner), key=lambda edit: edit.first)


def _as_wished(out: list[str], old: Sequence[Unit], voices: Sequence[_Voice], span: Span) -> None:
    """Write a stretch of the base as changes that want the same have it."""
    _apply(out, old, voices[0], span)


def _beside(out: list[str], old: Sequence[Unit], voices: Sequence[_Voice], span: Span) -> None:
    """Write a stretch of the base with each edit of changes that want the same beside the words as they stand."""
    names = list(dict.fromkeys(name for voice in voices for name in voice.change.proponents))
    at, end = span
    for edit in voices[0].edits:
        stood = "".join(unit.text for unit in old[edit.first : edit.last])
        wished = "".join(unit.text for unit in voices[0].new[edit.new_first : edit.new_last])
        tail = stood[len(stood.rstrip()) :] or wished[len(wished.rstrip()) :]
        alternatives: list[tuple[str, Sequence[str]]] = [(stood.strip(), ())] if stood.strip() else []
        out += (unit.text for unit in old[at : edit.first])
        lead = " " if not stood and out and not out[-1][-1:].isspace() else ""
        out.append(lead + brackets.make([*alternatives, (wished.strip() or NO_TEXT, names)]) + tail)
        at = edit.last
    out += (unit.text for unit in old[at:end])


def _apply(out: list[str], old: Sequence[Unit], voice: _Voice, span: Span) -> None:
    """Write a stretch of the base as one change has it; the space before a new word is as that change has it."""
    at, end = span
    for edit in voice.edits:
        out += (unit.text for unit in old[at : edit.first])
        if out and edit.new_first:
            out[-1] = out[-1].rstrip() + voice.new[edit.new_first - 1].tail
        out += (unit.text for unit in voice.new[edit.new_first : edit.new_last])
        at = edit.last
    out += (unit.text for unit in old[at:end])


def _settle(out: list[str], old: Sequence[Unit], voices: Sequence[_Voice], span: Span) -> bool:
    """Write a stretch of the base as an option, and what several changes make of it, where they collide there.

    Whether they do; where they want the same, nothing is written.
    """
    alternatives: dict[str, tuple[str, list[str]]] = {}
    lead = tail = ""
    for voice in voices:
        version = [out[-1]] if out else []
        _apply(version, old, voice, span)
        if out:
            lead = max(lead, version.pop(0)[len(out[-1].rstrip()) :], key=len)
        text = "".join(version)
        tail = max(tail, text[len(text.rstrip()) :], key=len)
        names = alternatives.setdefault(canonical(text), (text.strip(), []))[1]
        names += [name for name in voice.change.proponents if name not in names]
    if len(alternatives) == 1:
        return False
    if out:
        out[-1] = out[-1].rstrip() + lead
    stood = "".join(unit.text for unit in old[span[0] : span[1]])
    options = [(words or NO_TEXT, names) for words, names in alternatives.values()]
    if canonical(stood) not in alternatives:
        options.insert(0, (stood.strip() or NO_TEXT, []))
    out.append(brackets.make(options) + tail)
    return True
