"""The one text as a document: its words as they stand, and what is pending as tracked changes of the parties.

Rejecting every change gives the words as they stand; accepting every change gives what `text.carrying.carry` makes of
them with all pending amendments. Where parties want different things of the same words, nobody's deletion is written:
the words stay, and each party's own are put in beside them as an alternative in brackets with its name; the brackets
round the words as they stand are put in by those who disagree about them, all together. What tracked changes cannot
say, such as a split, stands as a comment of its party. Stances with their reasons are footnotes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC

from msgspec.structs import replace

from onetext.exchange.commented import commented
from onetext.exchange.direction import mostly_right_to_left
from onetext.exchange.document import Comment, Document, Mark, Note, Paragraph, Span
from onetext.exchange.drafts import NOT_KNOWN, Depth, depths, document_of, not_known, shell, shown
from onetext.exchange.restructured import remade_points
from onetext.exchange.tracking import Hand, moved_here, tracked
from onetext.process import (
    actors,
    alignments,
    amendments,
    comments,
    current,
    negotiation,
    points,
    positions,
    reach,
    texts,
)
from onetext.process.amendments import Propose
from onetext.process.carrying import Carrying
from onetext.process.current import Standing
from onetext.process.texts import MAIN
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.times import Exactly
from onetext.record.view import View
from onetext.text.carrying import carry

_WRITTEN = frozenset({"fits", "carried"})
_TOLD = frozenset({"reserved", "conditional", "opposed"})


def version(view: View, side: alignments.Side) -> Document:
    """A version, a witness or a rival draft as a document, as it was tabled or published.

    Raises Refused where its text is not available.
    """
    if side.wording is None:
        refuse("The text of {version} is not available; there is nothing to write.", version=side.called)
    return document_of(side.wording, f"{negotiation.title(view)}: {side.called}", _lang(view, side.line))


def current_text(view: View, line: str = MAIN, *, pending: bool = True) -> Document:
    """A line's text as it stands; with what is `pending` as tracked changes, comments and footnotes, unless told not.

    Raises Refused where there is no text.
    """
    head = texts.head(view, line)
    if head is None:
        refuse("There is no text to write yet; table one first.")
    standing = [one for one in current.standings(view, line) if not one.dropped]
    if not pending:
        standing = [one for one in standing if points.adding(one) is None]
    writer = _Writer(view, line, pending=pending)
    written = writer.all(standing)
    return Document(
        tuple(written),
        title=f"{negotiation.title(view)}: {head.body.label}",
        notes=tuple(writer.notes),
        comments=tuple(writer.comments),
        lang=_lang(view, line),
        rtl=mostly_right_to_left(written),
    )


def kept(view: View, line: str = MAIN) -> tuple[Act[object], ...]:
    """What a text with its amendments, comments and stances holds that not everybody at the table may read."""
    table = actors.seated(view)
    told: list[Act[object]] = [act for act in amendments.pending(view) if act.body.line == line]
    told += [act for act in comments.comments(view) if act.body.line == line]
    told += [act for act in positions.history(view) if act.body.line == line]
    return tuple(act for act in told if not reach.open_to(view, act, table)) if table else ()


def _lang(view: View, line: str) -> str:
    head = texts.head(view, line)
    return head.body.lang if head else ""


def author(view: View, slugs: Sequence[str]) -> str:
    """The author of a change by these actors together, as a document names them."""
    return ", ".join(actors.name(view, slug) for slug in slugs)


def when(act: Act[object]) -> str:
    """The moment of an act as a document says it; "" where it is not known exactly."""
    exact = act.happened
    return f"{exact.instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if isinstance(exact, Exactly) else ""


@dataclass(frozen=True)
class _Moving:
    """A point that moves: whose wish that is, and behind which point it goes."""

    mark: Mark
    after: str


class _Writer:
    """A writer of one text, which gathers its notes and comments as it goes."""

    def __init__(self, view: View, line: str, *, pending: bool) -> None:
        self.view, self.line, self.pending = view, line, pending
        self.notes: list[Note] = []
        self.comments: list[Comment] = []
        self.remade: set[str] = set()
        self.moved: frozenset[str] = frozenset()

    def all(self, standing: Sequence[Standing]) -> Iterator[Paragraph]:
        """Every paragraph in its place, what moves also where it goes."""
        deep = dict(zip((s.provision.id for s in standing), depths(tuple(s.provision for s in standing)), strict=True))
        moving = self._moves(standing)
        self.moved = frozenset(moving)
        remade = remade_points(standing, deep, self._joint) if self.pending and not moving else {}
        self.remade = {one.wish for one in remade.values()}
        arriving: dict[str, list[Standing]] = {}
        for one in standing:
            if one.provision.id in moving:
                arriving.setdefault(moving[one.provision.id].after, []).append(one)
        yield from self._arrive(arriving.get("", ()), moving, deep)
        for place, one in enumerate(standing):
            if (new := remade.get(one.provision.id)) is not None:
                yield from (*new.paragraphs[:-1], self._told(one, new.paragraphs[-1]))
            else:
                yield self._paragraph(one, deep[one.provision.id], moving.get(one.provision.id))
            behind = _families_that_end(standing, place)
            yield from self._arrive([a for id_ in behind for a in arriving.get(id_, ())], moving, deep)

    def _moves(self, standing: Sequence[Standing]) -> dict[str, _Moving]:
        """The moves that all who want one agree on, to where a point does not stand yet.

        Of a point that others stand under, or that is to be deleted, none can be written.
        """
        parents = {s.provision.parent for s in standing}
        found: dict[str, _Moving] = {}
        for place, one in enumerate(standing):
            moves = [act for act in one.pending if act.body.change == "move"] if self.pending else []
            after = {act.body.after for act in moves}
            there = set(_families_that_end(standing, place - 1)) if place else {""}
            stays = one.provision.id in parents or one.provision.words is None or self._goes(one)
            if len(after) == 1 and not stays and not after & there and self._stands(*after):
                found[one.provision.id] = _Moving(self._joint(moves), *after)
        return found

    def _goes(self, one: Standing) -> bool:
        """Whether all who want other words for a point want none."""
        wished = [c.change for c in self._wished(one) if c.change]
        return bool(wished) and carry(one.provision.words or "", wished).words is None

    def _stands(self, id_: str) -> bool:
        return not id_ or points.present(self.view, id_, self.line) is not None

    def _joint(self, acts: Iterable[Act[Propose]]) -> Mark:
        """All proponents of some amendments as one author; the moment where all have the same one."""
        every = tuple(acts)
        slugs = dict.fromkeys(slug for act in every for slug in amendments.proponents(act))
        moments = {when(act) for act in every}
        return Mark(author(self.view, tuple(slugs)), moments.pop() if len(moments) == 1 else "")

    def _arrive(
        self, those: Iterable[Standing], moving: Mapping[str, _Moving], deep: Mapping[str, Depth]
    ) -> Iterator[Paragraph]:
        for one in those:
            mark = moving[one.provision.id].mark
            made = moved_here(self._spans(one), mark, _name(one))
            nature = shell(one.provision, deep[one.provision.id], made)
            yield self._told(one, replace(nature, id="", inserted=mark, move=_name(one)))

    def _paragraph(self, one: Standing, depth: Depth, moving: _Moving | None) -> Paragraph:
        """The paragraph of one point where it stands."""
        if moving is not None:
            words = shown(one.provision)
            gone = (Span(words, deleted=moving.mark, move=_name(one)),) if words else ()
            return replace(shell(one.provision, depth, gone), deleted=moving.mark, move=_name(one))
        added, wished = points.adding(one), self._wished(one)
        paragraph = shell(one.provision, depth, self._spans(one))
        if added is not None and self.pending:
            paragraph = replace(paragraph, inserted=self._joint([added]))
        elif self._goes(one):
            paragraph = replace(paragraph, deleted=self._joint([c.act for c in wished]))
        return self._told(one, paragraph)

    def _wished(self, one: Standing) -> list[Carrying]:
        """The pending amendments that make something of a point's words."""
        if not self.pending or one.provision.words is None:
            return []
        return [c for c in one.carried if c.state in _WRITTEN and c.change is not None]

    def _spans(self, one: Standing) -> tuple[Span, ...]:
        if one.provision.words is None and not one.provision.vacant:
            self.notes.append(not_known(one.provision))
            return (Span(NOT_KNOWN, notes=(self.notes[-1].id,)),)
        wished = self._wished(one)
        hands = {c.change.key: Hand(self._joint([c.act]), c.change) for c in wished if c.change}
        return tracked(one.provision.words or "", hands) if wished else _plain(shown(one.provision))

    def _told(self, one: Standing, paragraph: Paragraph) -> Paragraph:
        """The paragraph with its comments and footnotes."""
        if not self.pending:
            return paragraph
        spans = paragraph.spans
        for act in comments.comments(self.view, one.provision.id):
            if act.body.line == self.line:
                told = Mark(comments.speaker(self.view, act), when(act))
                spans = self._comment(spans, Comment(act.id, act.body.text, told, act.body.answers), act.body.words)
        for wish, said in self._not_written(one):
            spans = self._comment(spans, Comment(wish.id, said, self._joint([wish])), "")
        notes = list(self._stances(one))
        self.notes += notes
        spans = _footnoted(spans, tuple(note.id for note in notes))
        return replace(paragraph, spans=tuple(s if s.text else replace(s, inserted=paragraph.inserted) for s in spans))

    def _comment(self, spans: tuple[Span, ...], comment: Comment, words: str) -> tuple[Span, ...]:
        self.comments.append(comment)
        return commented(spans, words, comment.id)

    def _not_written(self, one: Standing) -> Iterator[tuple[Act[Propose], str]]:
        """The amendments that tracked changes cannot say, each with a sentence that does."""
        unfit = {act.id: why for act, why in one.unfit}
        written = {c.act.id for c in self._wished(one)} | self.remade
        written |= {c.act.id for c in one.carried if c.state == "taken up"}
        for act in one.pending:
            if act.body.provision != one.provision.id or act.id in written:
                continue
            if act.body.change == "move" and one.provision.id in self.moved:
                continue
            yield act, self._sentence(act, unfit.get(act.id, ""))

    def _sentence(self, act: Act[Propose], unfit: str) -> str:
        body = act.body
        called = points.labels(self.view, self.line)
        match body.change:
            case "move":
                behind = called.get(body.after, texts.GONE) if body.after else ""
                wish = f"move this point behind {behind}" if behind else "move this point to the beginning"
            case "split":
                wish = f"split this point into {len(body.parts)}: {' / '.join(body.parts)}"
            case "merge":
                others = ", ".join(called.get(other, texts.GONE) for other in body.others)
                wish = f"merge this point with {others}: {body.words}"
            case "delete":
                wish = "delete this point"
            case _:
                wish = body.words or ""
        made = f" It was made on: “{body.base}”" if unfit else ""
        late = f". No longer fits. {unfit}{made}" if unfit else ""
        return f"Amendment {act.handle}: {wish.rstrip('.') if late else wish}{late}"

    def _stances(self, one: Standing) -> Iterator[Note]:
        """Each party's stance that stands on a point, where it reserves, opposes or gives a condition or a reason."""
        for party in positions.parties(self.view):
            found = positions.reading(self.view, party, one, self.line)
            if found is None or found.status != "stands" or not (found.stance in _TOLD or found.act.body.reason):
                continue
            reason = found.act.body.reason if found.stance != "described" else ""
            said = f"{actors.name(self.view, party)}: {positions.said(found)}{f'. {reason}' if reason else ''}"
            yield Note(f"{found.act.id}-{one.provision.id}", said)


def _plain(words: str) -> tuple[Span, ...]:
    return (Span(words),) if words else ()


def _name(one: Standing) -> str:
    """The name that both ends of a move share."""
    return f"move-{one.provision.id}"


def _families_that_end(standing: Sequence[Standing], place: int) -> list[str]:
    """The points behind which there is room here: this one, and those above it whose last sub-point it is."""
    parents = {s.provision.id: s.provision.parent for s in standing}
    found = [standing[place].provision.id]
    following = standing[place + 1].provision if place + 1 < len(standing) else None
    open_still: set[str] = set()
    above = following.parent if following else ""
    while above and above not in open_still:
        open_still.add(above)
        above = parents.get(above, "")
    if found[0] in open_still:
        return []
    above = parents.get(found[0], "")
    while above and above not in open_still and above not in found:
        found.append(above)
        above = parents.get(above, "")
    return found


def _footnoted(spans: tuple[Span, ...], notes: tuple[str, ...]) -> tuple[Span, ...]:
    """The spans with references to notes behind the last words that are not deleted."""
    if not notes:
        return spans
    last = max((at for at, span in enumerate(spans) if span.deleted is None and span.text), default=len(spans) - 1)
    if last < 0:
        return (Span("", notes=notes),)
    return (*spans[:last], replace(spans[last], notes=(*spans[last].notes, *notes)), *spans[last + 1 :])
