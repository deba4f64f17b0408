"""Tracked changes taken into a record: amendments by those who made them, each with the words that it was made on.

A change is matched to a point of the text by the lasting id that its paragraph keeps, else by its words. What stands in
the record already, because the document was written from it, is not proposed again. What cannot become an amendment is
told in a sentence, with its words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as changed

from msgspec.structs import replace

from onetext.exchange import formats
from onetext.exchange.alternatives import letters, restates, without_own_brackets
from onetext.exchange.authors import BETWEEN
from onetext.exchange.document import Document
from onetext.exchange.one_text import current_text
from onetext.exchange.tracked_changes import TrackedChanges, Wish, changes
from onetext.exchange.unmarked import unmarked
from onetext.process import actors, amendments, current, texts
from onetext.process.amendments import Propose
from onetext.process.current import Standing
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.sentences import Sentence, say, term
from onetext.text.alignment import align
from onetext.text.carrying import NO_TEXT
from onetext.text.provision import Provision, Wording, canonical

Whose = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Proposal:
    """An amendment that a document holds: its author there, the actors whose it is, and when it was made there.

    `on` is the place, among all proposals, of the one that it amends, None where it amends the text or an amendment
    of the record. `fits` says that it was made on the words as they stand.
    """

    author: str
    whose: tuple[str, ...]
    body: Propose
    when: str
    on: int | None = None
    fits: bool = True


@dataclass(frozen=True)
class Taken:
    """What a document brings: amendments, what stands in the record already, and what is in neither; in sentences."""

    proposals: tuple[Proposal, ...] = ()
    known: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ground:
    """The text of the record, and which of its points each provision of the document is, by their places."""

    view: View
    line: str
    standing: tuple[Standing, ...]
    base: Wording
    points: Mapping[int, Standing]

    def point(self, place: int) -> Standing | None:
        """The point that a provision of the document is; None for one that is not in the text."""
        return self.points.get(place)

    def behind(self, place: int) -> str:
        """The id of the point that a provision stands behind: that at a place, or the nearest before it."""
        while place >= 0 and place not in self.points:
            place -= 1
        return self.points[place].provision.id if place >= 0 else ""


@dataclass
class _Taking:
    """What was made of each wish so far: a proposal by its place, or an amendment of the record."""

    proposals: list[Proposal] = field(default_factory=list)
    made: dict[int, int] = field(default_factory=dict)
    stands: dict[int, Act[Propose]] = field(default_factory=dict)
    known: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def taken(
    view: View,
    document: Document,
    whose: Whose,
    new_id: Callable[[int], str],
    line: str = texts.MAIN,
    *,
    name: str = "",
) -> Taken:
    """The amendments in a document's tracked changes, against a line's text as it stands.

    `whose` gives the actors for each author. `new_id` gives ids for what is added, by a count from 0. `name` is that of
    the file, for its format: what a file of that format says of what is in the record is nothing new, although a format
    may divide the words otherwise than the record does. Raises Refused where there is no text.
    """
    if texts.head(view, line) is None:
        refuse("There is no text to take changes to; table one first.")
    now = current_text(view, line)
    found = _taken(view, document, whose, new_id, line, [changes(now)])
    form = formats.by_ending(name)
    if form and form.reader and form.writer and (found.proposals or found.left):
        read = formats.read(formats.write(now, name), name)
        found = _taken(view, document, whose, new_id, line, [changes(now), changes(read)])
    return found


def _taken(
    view: View,
    document: Document,
    whose: Whose,
    new_id: Callable[[int], str],
    line: str,
    again: Sequence[TrackedChanges],
) -> Taken:
    """The same; `again` are the changes in documents that are written from the record now: nothing of that is new."""
    found = changes(document)
    ground = ground_of(view, line, found.base)
    written = {key for one in again for key in _keys(view, line, one, whose)}
    taking = _Taking()
    ids = iter(range(1 << 30))
    wishes = tuple(_plainly(ground, wish, whose[wish.author], written) for wish in found.wishes)
    found = TrackedChanges(found.base, wishes, found.unplaced)
    for place, wish in enumerate(found.wishes):
        standing = _stands_already(ground, wish, whose[wish.author], written, taking.stands)
        if isinstance(standing, str):
            taking.known.append(standing)
        elif standing is not None:
            taking.stands[place] = standing
            taking.known.append(_known(view, standing))
        else:
            _take(taking, ground, found, place, whose[wish.author], lambda: new_id(next(ids)))
    taking.left += (
        _unplaced(one.author, one.words.strip(), inserted=one.inserted)
        for one in found.unplaced
        if not any(one in written_again.unplaced for written_again in again)
    )
    wished = {place for wish in found.wishes for place in wish.places}
    taking.left += unmarked(view, line, ground.base, ground.points, wished)
    return Taken(tuple(taking.proposals), tuple(dict.fromkeys(taking.known)), tuple(taking.left))


def _unplaced(author: str, words: str, *, inserted: bool) -> Sentence:
    if inserted:
        return say("{author} put in “{words}”, in no point of the text", author=author, words=words)
    return say("{author} struck “{words}”, in no point of the text", author=author, words=words)


def ground_of(view: View, line: str, base: Wording) -> Ground:
    """Which points of a line's text the provisions of a document are: by their lasting ids, else by their words."""
    standing = tuple(one for one in current.standings(view, line) if not one.dropped)
    by_id = {one.provision.id: one for one in standing}
    present = tuple(replace(one.provision, words=one.known_words) for one in standing if one.known_words)
    named = tuple(p if p.id in by_id else replace(p, id=f"#{place}") for place, p in enumerate(base))
    places = {p.id: place for place, p in enumerate(named)}
    points = {place: by_id[p.id] for place, p in enumerate(named) if p.id in by_id}
    if len(points) < len(base):
        for row in align(present, named).rows:
            for old, new in zip(row.before, row.after, strict=False):
                points.setdefault(places[new], by_id[old])
    return Ground(view, line, standing, base, points)


def _plainly(ground: Ground, wish: Wish, whose: tuple[str, ...], written: set[tuple[object, ...]]) -> Wish:
    """A wish without the brackets round its own alternatives, unless it stands so in the record already.

    Words for a point that has had none are other words for it, and no new point.
    """
    blank = [place for place, p in enumerate(ground.base) if p.id == wish.id and not (p.words or "").strip()]
    if wish.change == "add" and wish.id and blank and ground.point(blank[0]) is not None:
        return changed(wish, change="replace", places=(blank[0],), number="", id="")
    point = ground.point(wish.places[0]) if wish.places else None
    if wish.change != "replace" or point is None or _key(ground, wish, whose) in written:
        return wish
    names = [actors.name(ground.view, slug) for slug in whose]
    words = without_own_brackets(wish.words, point, whose, names)
    return changed(wish, words=words, change="replace" if words.strip() else "delete")


def _key(ground: Ground, wish: Wish, whose: tuple[str, ...]) -> tuple[object, ...]:
    """What makes two wishes one: whose they are, and what they make of which points."""
    points = tuple(p.provision.id if (p := ground.point(place)) else "" for place in wish.places)
    after = ground.behind(wish.after) if wish.change == "move" else ""
    parts = tuple(canonical(part) for part in wish.parts)
    return frozenset(whose), wish.change, points, canonical(wish.words), parts, after


def _keys(view: View, line: str, written: TrackedChanges, whose: Whose) -> set[tuple[object, ...]]:
    ground = ground_of(view, line, written.base)
    return {_key(ground, wish, whose[wish.author]) for wish in written.wishes if wish.author in whose}


def _stands_already(
    ground: Ground,
    wish: Wish,
    whose: tuple[str, ...],
    written: set[tuple[object, ...]],
    stands: Mapping[int, Act[Propose]],
) -> Act[Propose] | str | None:
    """The amendment of the record that a wish is, or a sentence that the text says so already; None for a new one."""
    points = [ground.point(place) for place in wish.places]
    ids = tuple(one.provision.id for one in points if one)
    if wish.on is not None and _key(ground, wish, whose) not in written:
        target = stands.get(wish.on)
        return _on_the_same(ground, wish, whose, target) if target else None
    alike = [
        act
        for act in amendments.proposals(ground.view)
        if act.body.line == ground.line and set(amendments.proponents(act)) == set(whose)
    ]
    for act in reversed(alike):
        if _same(ground, wish, ids, act.body) or _restates(ground, wish, ids, act.body, whose):
            return act
    first = points[0] if points else None
    if first and (said := _said_already(ground, wish, whose, first)):
        return said
    if _key(ground, wish, whose) not in written:
        return None
    mine = [act for act in alike if act.body.provision in ids and act.body.change in {"replace", "delete", "add"}]
    return mine[-1] if mine else _known_wish(wish.author, first)


def _known_wish(author: str, point: Standing | None) -> Sentence:
    if point is None:
        return say("What {author} wants of a new point stands in the record already", author=author)
    return say("What {author} wants of point {point} stands in the record already", author=author, point=point.label)


def _said_already(ground: Ground, wish: Wish, whose: tuple[str, ...], point: Standing) -> str:
    """A sentence where the text, or the brackets in which it is shown, say already what a wish does; "" elsewhere."""
    if wish.change == "replace" and canonical(point.known_words or "") == canonical(wish.words):
        return say("Point {point} reads already as {author} wants it", point=point.label, author=wish.author)
    if wish.change == "delete" and point.provision.vacant:
        return say("Point {point} is deleted already, as {author} wants it", point=point.label, author=wish.author)
    if _brackets_only(ground, wish, whose, point):
        return say(
            "The brackets of {author} in point {point} are those of amendments in the record already",
            author=wish.author,
            point=point.label,
        )
    return ""


def _restates(ground: Ground, wish: Wish, ids: tuple[str, ...], body: Propose, whose: tuple[str, ...]) -> bool:
    """Whether a wish is how a document of an earlier day says what an amendment wants, beside others' wishes."""
    names = [actors.name(ground.view, slug) for slug in whose]
    simple = wish.change == "replace" and body.change in {"replace", "delete"} and not body.on
    base = ground.base[wish.places[0]].words or "" if wish.places else ""
    return simple and (body.provision,) == ids and restates(wish.words, base, body.words, names)


def _brackets_only(ground: Ground, wish: Wish, whose: tuple[str, ...], point: Standing) -> bool:
    """Whether several authors together put in nothing but brackets, and each has an amendment to the point."""
    base = (ground.base[wish.places[0]].words or "").strip() or NO_TEXT
    having = {p for a in amendments.proposals(ground.view, point.provision.id) for p in amendments.proponents(a)}
    together = wish.change == "replace" and len(whose) > 1 and having >= set(whose)
    return together and letters(wish.words) == letters(base) and wish.words.count("[") > base.count("[")


def _on_the_same(ground: Ground, wish: Wish, whose: tuple[str, ...], target: Act[Propose]) -> Act[Propose] | None:
    """The amendment of the record by which the same actors want the same of another amendment."""
    found = (act for act in amendments.proposals(ground.view) if act.body.on == target.id)
    return next(
        (a for a in found if set(amendments.proponents(a)) == set(whose) and _words(a.body) == _words(wish)), None
    )


def _same(ground: Ground, wish: Wish, ids: tuple[str, ...], body: Propose) -> bool:
    """Whether a wish about the text, and not about another's wish, is what an amendment wants."""
    if wish.change == "add":
        return body.change == "add" and _words(wish) == _words(body) and wish.id in {"", body.provision}
    named = (body.provision, *body.others) if body.change == "merge" else (body.provision,)
    behind = ground.behind(wish.after) if wish.change == "move" else ""
    wanted = wish.change, ids, behind, _words(wish), "" if wish.change == "delete" else body.on
    return wanted == (body.change, named, body.after, _words(body), body.on)


def _words(wanted: Wish | Propose) -> tuple[str, ...]:
    return tuple(canonical(words) for words in (wanted.words or "", *wanted.parts) if words)


def _known(view: View, act: Act[Propose]) -> str:
    found = amendments.outcome(view, act.id)
    state = term(found[0]) if found else say("pending")
    return say("{act} stands in the record already ({state})", act=act.handle, state=state)


def _take(
    taking: _Taking,
    ground: Ground,
    found: TrackedChanges,
    place: int,
    whose: tuple[str, ...],
    new_id: Callable[[], str],
) -> None:
    """Make an amendment of a wish, or say in a sentence why there is none."""
    wish = found.wishes[place]
    body: Propose | None
    on = None
    if wish.on is not None and wish.on in taking.stands:
        body = _on(taking.stands[wish.on].body, wish, taking.stands[wish.on].id)
    elif wish.on is not None and wish.on in taking.made:
        on = taking.made[wish.on]
        body = _on(taking.proposals[on].body, wish, "")
    elif wish.on is not None:
        body = None
    elif wish.change == "add":
        body = _addition(ground, wish, new_id)
    else:
        body = _body(ground, wish, new_id)
    if body is None:
        taking.left.append(_left(ground, wish))
        return
    taking.made[place] = len(taking.proposals)
    point = ground.point(wish.places[0]) if wish.places else None
    fits = point is None or canonical(body.base) == canonical(point.provision.words or "")
    others = ", ".join(f"“{name}”" if BETWEEN in name else name for name in wish.beside)
    beside = f"with the changes of {others}" if wish.beside and not body.on and on is None else ""
    body = replace(body, line=ground.line, reason=beside)
    taking.proposals.append(Proposal(wish.author, whose, body, wish.when, on, fits))


def _on(target: Propose, wish: Wish, id_: str) -> Propose:
    words = wish.words if wish.change == "replace" else None
    return Propose("delete" if words is None else "replace", target.provision, target.words or "", words, on=id_)


def _body(ground: Ground, wish: Wish, new_id: Callable[[], str]) -> Propose | None:
    """The amendment that a wish is; None where it is about a provision that is not in the text, or changes nothing."""
    points = [one for place in wish.places if (one := ground.point(place)) is not None and not one.provision.vacant]
    ids = tuple(dict.fromkeys(one.provision.id for one in points))
    if len(ids) < len(wish.places):
        return None
    base = _base(points[0], ground.base[wish.places[0]])
    body = Propose(wish.change, ids[0], base)
    match wish.change:
        case "move":
            after = ground.behind(wish.after)
            return replace(body, after=after) if after != ids[0] else None
        case "split":
            return replace(body, others=tuple(new_id() for _ in wish.parts[1:]), parts=wish.parts)
        case "merge":
            bases = tuple(
                _base(*pair) for pair in zip(points[1:], (ground.base[n] for n in wish.places[1:]), strict=True)
            )
            return replace(body, words=wish.words, others=ids[1:], bases=bases)
        case "replace":
            return replace(body, words=wish.words) if canonical(base) != canonical(wish.words) else None
        case _:
            return body


def _base(point: Standing, provision: Provision) -> str:
    """The words that a change was made on: as the record writes them, where these are the same."""
    now, then = point.known_words or "", provision.words or ""
    return now if canonical(now) == canonical(then) else then


def _addition(ground: Ground, wish: Wish, new_id: Callable[[], str]) -> Propose:
    """An added point; where the document has another's wording of one that is proposed already, a wish on that."""
    adding = next((one for one in ground.standing if wish.id and one.provision.id == wish.id), None)
    first = next((a for a in adding.pending if a.body.change == "add" and not a.body.on), None) if adding else None
    if first is not None:
        return Propose("replace", wish.id, first.body.words or "", wish.words, on=first.id)
    return Propose("add", new_id(), words=wish.words, number=wish.number, after=ground.behind(wish.after))


def _left(ground: Ground, wish: Wish) -> str:
    stood = " / ".join(ground.base[place].words or "" for place in wish.places)
    other = say("no text") if wish.change == "delete" else say("another place")
    return say(
        "{author} wants “{wanted}” for “{stood}”, which is no point of the text as it stands",
        author=wish.author,
        wanted=" / ".join(wish.parts) or wish.words or other,
        stood=stood,
    )
