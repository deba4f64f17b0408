"""A point's words with what several parties want made of them, as tracked changes by each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from msgspec.structs import replace

from onetext.exchange.document import Mark, Span
from onetext.text.brackets import Bracket, options, read
from onetext.text.carrying import Change, Stretch, stretches
from onetext.text.provision import canonical
from onetext.text.redline import redline
from onetext.text.redline.runs import Run


@dataclass(frozen=True)
class Hand:
    """A change, and by whom it is told to be."""

    mark: Mark
    change: Change


def tracked(words: str, hands: Mapping[str, Hand]) -> tuple[Span, ...]:
    """The words with the changes of several hands (by the keys of their changes), all made on these words.

    Rejecting all gives the words, accepting all what `text.carrying.carry` makes of them. Words that nobody contests
    are struck and put in by those who want it so. Where they collide, the words stand, and the alternatives are put in
    in brackets, each by its own proponents.
    """
    found = stretches(words, [hand.change for hand in hands.values()])
    spans: list[Span] = []
    for place, one in enumerate(found):
        near = next((other.keys for other in (*found[place:], *reversed(found[:place])) if other.keys), ())
        voices = [hands[key] for key in (one.keys or near)]
        spans += _contested(one, voices) if one.contested else _changed(one.before, one.after, together(voices))
    return tuple(_joined(span for span in spans if span.text))


def together(voices: Sequence[Hand]) -> Mark:
    """Several hands as one author; the moment only where they have the same."""
    if len(voices) == 1:
        return voices[0].mark
    names = dict.fromkeys(name for voice in voices for name in voice.mark.author.split(", "))
    moments = {voice.mark.when for voice in voices}
    return Mark(", ".join(names), moments.pop() if len(moments) == 1 else "")


def _changed(before: str, after: str, mark: Mark) -> Iterator[Span]:
    """What one hand makes of a stretch, word by word."""
    if before == after:
        yield Span(before)
        return
    for run in redline(before, after):
        yield from worded(run, mark)


def worded(run: Run, mark: Mark) -> tuple[Span, ...]:
    """A stretch of a redline as the change of one hand; what differs only in print is exchanged."""
    if run.kind == "kept" and run.before == run.after:
        return (Span(run.before),)
    return Span(run.before, deleted=mark), Span(run.after, inserted=mark)


def _contested(one: Stretch, voices: Sequence[Hand]) -> Iterator[Span]:
    """The words as they stand, not struck, and each alternative in its brackets."""
    stood, every = one.before.strip(), together(voices)
    lead, tail = one.before[: len(one.before) - len(one.before.lstrip())], one.before[len(one.before.rstrip()) :]
    if not stood:
        lead, tail = "", one.before
    written = list(_alternatives(one.after))
    at = 0
    kept = False
    yield Span(lead, deleted=every)
    for text, words, names in written:
        mark = together([v for v in voices if set(v.change.proponents) & set(names)] or list(voices))
        first = one.after.index(text, at)
        yield Span(one.after[at:first], inserted=mark)
        at = first + len(text)
        inside = text.find(stood, 1) if stood and not kept and canonical(words) == canonical(stood) else -1
        if inside < 0:
            yield Span(text, inserted=mark)
            continue
        kept = True
        yield Span(text[:inside], inserted=mark)
        yield Span(stood)
        yield Span(text[inside + len(stood) :], inserted=mark)
    if not kept:
        yield Span(stood, deleted=every)
    yield from _changed(tail, one.after[at:], every)


def _alternatives(written: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each bracket of a place as it is written, with its words and whose they are."""
    tree = read(written)
    found = [node for index in tree.roots if isinstance(node := tree.nodes[index], Bracket)]
    for node, option in zip(found, (o for place in options(written) for o in place.options), strict=True):
        yield written[node.start : node.end], option.words, option.proponents


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Neighbours with one fate put together."""
    for (inserted, deleted), group in groupby(spans, key=lambda span: (span.inserted, span.deleted)):
        yield Span("".join(span.text for span in group), inserted, deleted)


def moved_here(spans: Sequence[Span], mark: Mark, move: str) -> tuple[Span, ...]:
    """The words of a point where it was moved to: all put in there by the mover, others' changes on top of that."""
    found = []
    for span in spans:
        if span.inserted is None and (span.deleted is None or span.deleted.author != mark.author):
            found.append(replace(span, inserted=mark, move=move))
        elif span.inserted is not None:
            found.append(span)
    return tuple(found)
