"""What each author of a document wishes: from tracked changes to provisions added, replaced, deleted, moved, divided.

An author's wish is what the document reads with only this author's changes accepted, provision by provision. Where an
author changed what another had put in, the wish is made on what the other wishes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from onetext.exchange.document import Document, Mark, Paragraph, Span, authors
from onetext.exchange.editions import Authors, Edition, Group, Key, body_of, edition, groups
from onetext.process.amendments import Change
from onetext.text.provision import Wording, canonical

NOBODY: Authors = frozenset()
BEGINNING = -1


@dataclass(frozen=True)
class Wish:
    """What an author wants made of provisions, by their places in the text without any change.

    `words` are the words wanted, `parts` those of a split, `number` the printed number of one that is added, `id` its
    lasting id if it has one. `after` is the place of the provision behind which it goes, BEGINNING for none. `on` is
    the place, among all wishes, of the one that this one changes; `beside` are the authors whose changes it rests on.
    `when` is when the last of its changes was made, "" where the document does not say.
    """

    author: str
    change: Change
    places: tuple[int, ...] = ()
    words: str = ""
    parts: tuple[str, ...] = ()
    number: str = ""
    id: str = ""
    after: int = BEGINNING
    on: int | None = None
    beside: tuple[str, ...] = ()
    when: str = ""


@dataclass(frozen=True)
class Unplaced:
    """Words that an author inserted or deleted, and that are in no wish."""

    author: str
    inserted: bool
    words: str


@dataclass(frozen=True)
class TrackedChanges:
    """The provisions as they were before any change, what each author wishes, and what is in no wish."""

    base: Wording
    wishes: tuple[Wish, ...]
    unplaced: tuple[Unplaced, ...]


@dataclass(frozen=True)
class _Made:
    """A wish with the edition that it makes, the places of its provisions there, and the spans that it holds."""

    wish: Wish
    accepted: Authors
    after: frozenset[int]
    spans: frozenset[Key]


@dataclass(frozen=True)
class _Step:
    """One author's changes on top of those of others: the editions without and with them, and what became of what."""

    author: str
    beneath: Authors
    before: Edition
    later: Edition
    groups: tuple[Group, ...]
    places: Mapping[int, tuple[int, ...]]
    """For each provision of the edition without them its places in the text as it was."""


def changes(document: Document) -> TrackedChanges:
    """What each author of a document wishes. No inserted or deleted word is lost: it is in a wish, or unplaced."""
    paragraphs = body_of(document)
    at = cache(lambda accepted: edition(paragraphs, accepted))
    base = at(NOBODY)
    rests = _rests_on(paragraphs)
    made: list[_Made] = []
    for author in _in_order(authors(document), rests):
        touched = rests.get(author, {})
        everywhere = frozenset(place for places in touched.values() for place in places)
        for beneath in (NOBODY, *sorted(touched, key=sorted)):
            before, later = at(beneath), at(beneath | {author})
            below = groups(paragraphs, base, before) if beneath else ()
            places = {after: one.before for one in below for after in one.after}
            step = _Step(author, beneath, before, later, groups(paragraphs, before, later), places)
            wanted = touched.get(beneath, frozenset())
            made += _wishes(paragraphs, base, step, wanted, everywhere, made)
    return TrackedChanges(base.wording, tuple(one.wish for one in made), tuple(_unplaced(document, made)))


def _rests_on(paragraphs: Sequence[Paragraph]) -> dict[str, dict[Authors, frozenset[int]]]:
    """For each author, on whose changes its own rest in which paragraphs (by their places)."""
    direct: dict[tuple[str, int], set[str]] = {}
    for place, paragraph in enumerate(paragraphs):
        following = paragraphs[place + 1] if place + 1 < len(paragraphs) else None
        for author, other in (*_over(paragraph.spans), *_within(paragraph), *_ends(paragraph, following)):
            if author != other:
                direct.setdefault((author, place), set()).add(other)
    found: dict[str, dict[Authors, frozenset[int]]] = {}
    for (author, place), others in direct.items():
        beneath = _closure(others, place, direct) - {author}
        of = found.setdefault(author, {})
        of[beneath] = of.get(beneath, frozenset()) | {place}
    return found


def _closure(others: set[str], place: int, direct: Mapping[tuple[str, int], set[str]]) -> Authors:
    """Those authors, and those on whose changes theirs rest in the same paragraph."""
    waiting, met = list(others), set[str]()
    while waiting:
        one = waiting.pop()
        if one not in met:
            met.add(one)
            waiting += direct.get((one, place), ())
    return frozenset(met)


def _over(spans: Iterable[Span]) -> Iterator[tuple[str, str]]:
    """Who deleted what another had inserted."""
    return ((s.deleted.author, s.inserted.author) for s in spans if s.inserted and s.deleted)


def _within(paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    """Who inserted words in the middle of what another had inserted, or in a paragraph that is all another's."""
    all_new = paragraph.inserted is not None and all(span.inserted for span in paragraph.spans if span.text)
    host = paragraph.inserted.author if all_new and paragraph.inserted else ""
    stand = [(span.inserted.author if span.inserted else "") for span in paragraph.spans if span.text]
    for at, author in enumerate(stand):
        if not author:
            continue
        left = next((one for one in reversed(stand[:at]) if one != author), host)
        right = next((one for one in stand[at + 1 :] if one != author), host)
        if left and left == right and left != author:
            yield author, left
        elif host and host != author:
            yield author, host


def _ends(paragraph: Paragraph, following: Paragraph | None) -> Iterator[tuple[str, str]]:
    """Who divided what another had inserted, or joined what another had divided."""
    if paragraph.inserted and paragraph.deleted:
        yield paragraph.deleted.author, paragraph.inserted.author
    if paragraph.inserted and following is not None:
        last = next((span for span in reversed(paragraph.spans) if span.text), None)
        first = next((span for span in following.spans if span.text), None)
        if last and first and last.inserted and first.inserted and last.inserted.author == first.inserted.author:
            yield paragraph.inserted.author, last.inserted.author


def _in_order(names: Sequence[str], rests: Mapping[str, Mapping[Authors, frozenset[int]]]) -> list[str]:
    """The authors, those on whose changes others rest before them, as far as that can be."""
    waiting, found = list(names), list[str]()
    while waiting:
        free = [one for one in waiting if not any(set(under) & (set(waiting) - {one}) for under in rests.get(one, ()))]
        found.append(free[0] if free else waiting[0])
        waiting.remove(found[-1])
    return found


def _wishes(
    paragraphs: Sequence[Paragraph],
    base: Edition,
    step: _Step,
    wanted: frozenset[int],
    everywhere: frozenset[int],
    made: Sequence[_Made],
) -> list[_Made]:
    """The wishes of one step: those in the paragraphs that rest on others' changes, or in all the rest."""
    found: list[_Made] = []
    for group in step.groups:
        touched = _touches(step, group, everywhere)
        if touched if not step.beneath else not _touches(step, group, wanted):
            continue
        spans = frozenset(_spans(paragraphs, step, group))
        if not spans and not group.moved and not _divides(group):
            continue
        wishes = _of_group(base, step, group) if not step.beneath else _on_others(step, group, made)
        when, after = _latest(paragraphs, step.author, spans), frozenset(group.after)
        found += [_Made(replace(wish, when=when), step.beneath | {step.author}, after, spans) for wish in wishes]
    return _reunited(base, found)


def _divides(group: Group) -> bool:
    """Whether provisions were divided or joined, which may take no word."""
    return bool(group.before and group.after) and len(group.before) + len(group.after) > 2  # noqa: PLR2004


def _touches(step: _Step, group: Group, places: frozenset[int]) -> bool:
    stretches = [*(step.before.stretches[b] for b in group.before), *(step.later.stretches[a] for a in group.after)]
    return any(key[0] in places for found in stretches for key, _, _ in found)


def _spans(paragraphs: Sequence[Paragraph], step: _Step, group: Group) -> Iterator[Key]:
    """The author's own spans in these provisions: those deleted from the earlier, those inserted into the later."""
    for places, one, fate in ((group.before, step.before, "deleted"), (group.after, step.later, "inserted")):
        for key in {key for place in places for key, _, _ in one.stretches[place]}:
            if _by(paragraphs[key[0]].spans[key[1]], fate, step.author):
                yield key


def _by(span: Span, fate: str, author: str) -> bool:
    mark: Mark | None = getattr(span, fate)
    return mark is not None and mark.author == author


def _latest(paragraphs: Sequence[Paragraph], author: str, spans: Iterable[Key]) -> str:
    """When the last of an author's changes was made."""
    marks = (mark for i, j in spans for s in (paragraphs[i].spans[j],) for mark in (s.inserted, s.deleted))
    return max((mark.when for mark in marks if mark and mark.author == author), default="")


def _of_group(base: Edition, step: _Step, group: Group) -> list[Wish]:
    """What an author wants made of some provisions of the text as it was."""
    olds, news = ([one.wording[n] for n in ns] for one, ns in ((base, group.before), (step.later, group.after)))
    before, later = ([p.words or "" for p in found] for found in (olds, news))
    if not olds:
        return list(_added(step, group, lambda place: place))
    if not news:
        return [Wish(step.author, "delete", (place,)) for place in group.before]
    if len(olds) == len(news) == 1:
        moved = [Wish(step.author, "move", group.before, after=_behind(step, group))] if group.moved else []
        same = canonical(before[0]) == canonical(later[0])
        return moved if same else [*moved, Wish(step.author, "replace", group.before, later[0])]
    if len(olds) == 1 and _run_on(group.after) and all(later):
        return [Wish(step.author, "split", group.before, parts=tuple(later))]
    if len(news) == 1 and _run_on(group.before):
        return [Wish(step.author, "merge", group.before, later[0])]
    first = Wish(step.author, "replace", group.before[:1], "\n".join(later))
    rest = [Wish(step.author, "delete", (place,)) for place in group.before[1:]]
    return rest if canonical(before[0]) == canonical(first.words) else [first, *rest]


def _run_on(places: Sequence[int]) -> bool:
    return list(places) == list(range(places[0], places[0] + len(places)))


def _added(step: _Step, group: Group, at_base: Callable[[int], int]) -> Iterator[Wish]:
    for place in group.after:
        new = step.later.wording[place]
        behind = at_base(_behind(step, Group((), (place,))))
        id_ = "" if new.id.startswith("#") else new.id
        beside = tuple(sorted(step.beneath))
        yield Wish(step.author, "add", words=new.words or "", number=new.number, id=id_, after=behind, beside=beside)


def _behind(step: _Step, group: Group) -> int:
    """The place, in the earlier edition, of the provision behind which one stands in the later."""
    came_from = {after: one.before for one in step.groups for after in one.after if one.before != group.before}
    for place in range(group.after[0] - 1, -1, -1):
        if came_from.get(place):
            return came_from[place][-1]
    return BEGINNING


def _on_others(step: _Step, group: Group, made: Sequence[_Made]) -> list[Wish]:
    """What an author wants made of provisions as others wish them."""
    if not group.before:
        return list(_added(step, group, lambda place: _at_base(step.places, place)))
    words = "\n".join(step.later.wording[place].words or "" for place in group.after)
    if canonical(words) == canonical("\n".join(step.before.wording[place].words or "" for place in group.before)):
        return []
    found = []
    for number, place in enumerate(group.before):
        wanted = words if number == 0 else ""
        change: Change = "replace" if wanted.strip() else "delete"
        on = _wish_for(step, place, made)
        places = () if on is not None else step.places.get(place, ())[:1]
        if on is None and not places:
            change = "add"
        if change != "add" or wanted.strip():
            beside = tuple(sorted(step.beneath))
            found.append(Wish(step.author, change, places, wanted, on=on, beside=beside))
    return found


def _at_base(first: Mapping[int, tuple[int, ...]], place: int) -> int:
    """The place in the text of what stands in an edition, or of the nearest before it."""
    while place >= 0 and not first.get(place):
        place -= 1
    return first[place][-1] if place >= 0 else BEGINNING


def _wish_for(step: _Step, place: int, made: Sequence[_Made]) -> int | None:
    """The place among the wishes of the one that makes a provision what it is in the earlier edition of a step."""
    held = {key for key, _, _ in step.before.stretches[place]}
    for number in range(len(made) - 1, -1, -1):
        one = made[number]
        if one.wish.author in step.beneath and one.wish.change in {"add", "replace"} and one.spans & held:
            whole = one.accepted == step.beneath and place in one.after
            if whole or one.wish.change == "add":
                return number
    return None


def _reunited(base: Edition, found: list[_Made]) -> list[_Made]:
    """The wishes, with a provision deleted in one place and added in another word for word told as one moved."""
    added = {canonical(one.wish.words): one for one in found if one.wish.change == "add"}
    kept: list[_Made] = []
    gone: set[int] = set()
    for one in found:
        old = canonical(base.wording[one.wish.places[0]].words or "") if one.wish.places else ""
        new = added.pop(old, None) if one.wish.change == "delete" and one.wish.on is None and old else None
        if new is None:
            kept.append(one)
            continue
        gone.add(id(new))
        if new.wish.after == one.wish.places[0] - 1:
            continue  # the same words in the same place
        wish = replace(one.wish, change="move", after=new.wish.after)
        kept.append(_Made(wish, one.accepted, new.after, one.spans | new.spans))
    return [one for one in kept if id(one) not in gone]


def _unplaced(document: Document, made: Sequence[_Made]) -> Iterator[Unplaced]:
    """The words of changes that no wish holds: in headers, in printed numbers, put in and taken out again."""
    held = {(one.wish.author, key) for one in made for key in one.spans}
    place = -1
    for paragraph in document.paragraphs:
        place += paragraph.part == "body"
        for at, span in enumerate(paragraph.spans):
            for mark, inserted in ((span.inserted, True), (span.deleted, False)):
                placed = paragraph.part == "body" and mark and (mark.author, (place, at)) in held
                if mark and span.text.strip() and not placed:
                    yield Unplaced(mark.author, inserted, span.text)
