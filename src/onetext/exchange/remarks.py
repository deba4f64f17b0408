"""Comments taken from a document into a record, each on the point and on the words that it is on there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onetext.exchange import document as documents
from onetext.exchange.document import Document, Paragraph
from onetext.exchange.editions import Edition, Key, body_of, edition, groups
from onetext.exchange.one_text import current_text
from onetext.exchange.proposals import Ground, Proposal, ground_of
from onetext.process import texts
from onetext.process.comments import Comment
from onetext.record.view import View
from onetext.sentences import say
from onetext.text.provision import canonical


@dataclass(frozen=True)
class Remark:
    """A comment that a document holds: who made it there and when, and the place among all of the one it answers."""

    author: str
    body: Comment
    when: str
    answers: int | None = None


@dataclass(frozen=True)
class Remarks:
    """The comments of a document: those that are new, and what is said of the others in sentences."""

    new: tuple[Remark, ...] = ()
    known: int = 0
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Place:
    """The words that a comment is on, by its document: the place of their provision, "" for all of its words."""

    place: int
    words: str
    in_base: bool


def remarks(view: View, document: Document, proposed: Sequence[Proposal], line: str = texts.MAIN) -> Remarks:
    """The comments of a document on a line's text as it stands; `proposed` are the amendments that it brings.

    A comment on words that are only proposed is on the point that they are proposed for.
    """
    paragraphs = body_of(document)
    base = edition(paragraphs, frozenset())
    whole = edition(paragraphs, frozenset(documents.authors(document)))
    ground = ground_of(view, line, base.wording)
    first = {after: one.before for one in groups(paragraphs, base, whole) for after in one.after}
    stands = _written(view, line) if document.comments else {}
    made: dict[str, int] = {}
    acts: dict[str, str] = {}
    new: list[Remark] = []
    left: list[str] = []
    for comment in document.comments:
        known = stands.get((comment.by.author, canonical(comment.text)))
        if known is not None:
            acts[comment.id] = known
            continue
        found = _place(paragraphs, base, whole, comment.id)
        point = _point(ground, whole, first, found, proposed) if found else ""
        if not point or not comment.text.strip():
            author, said = comment.by.author, comment.text.strip()
            left.append(say("{author} comments “{words}”, on no point of the text", author=author, words=said))
            continue
        answered = view.act(acts.get(comment.answers, ""))
        answers = answered.id if answered is not None and isinstance(answered.body, Comment) else ""
        body = Comment(point, comment.text.strip(), found.words if found else "", answers=answers, line=line)
        made[comment.id] = len(new)
        new.append(Remark(comment.by.author, body, comment.by.when, made.get(comment.answers)))
    return Remarks(tuple(new), len(acts), tuple(left))


def _written(view: View, line: str) -> dict[tuple[str, str], str]:
    """The comments that stand in a document written from the record now, with the ids of their acts."""
    if texts.head(view, line) is None:
        return {}
    written = current_text(view, line).comments
    return {(one.by.author, canonical(one.text)): one.id for one in written}


def _place(paragraphs: Sequence[Paragraph], base: Edition, whole: Edition, comment: str) -> _Place | None:
    """Where a comment is: on words of the text as it was, else on words that are put in."""
    keys = {
        (place, at)
        for place, paragraph in enumerate(paragraphs)
        for at, span in enumerate(paragraph.spans)
        if comment in span.comments
    }
    for one, in_base in ((base, True), (whole, False)):
        for place, stretches in enumerate(one.stretches):
            if any(key in keys for key, _, _ in stretches):
                return _Place(place, _quoted(paragraphs, one, place, keys), in_base)
    ends = {place for place, _ in keys}
    return next((_Place(at, "", in_base=True) for end, at in base.ends.items() if end in ends), None)


def _quoted(paragraphs: Sequence[Paragraph], one: Edition, place: int, keys: set[Key]) -> str:
    """The words of a provision that a comment is on; "" for all of them."""
    on = [
        paragraphs[key[0]].spans[key[1]].text[low:high] if key in keys else "\0"
        for key, low, high in one.stretches[place]
    ]
    words = max("".join(on).split("\0"), key=len).strip()
    return "" if canonical(words) == canonical(one.wording[place].words or "") else words


def _point(
    ground: Ground,
    whole: Edition,
    first: Mapping[int, tuple[int, ...]],
    found: _Place,
    proposed: Sequence[Proposal],
) -> str:
    """The id of the point that a comment is on: one of the text, or one that is proposed; "" for none."""
    places = (found.place,) if found.in_base else first.get(found.place, ())
    for place in places:
        if (point := ground.point(place)) is not None:
            return point.provision.id
    if found.in_base:
        return ""
    new = whole.wording[found.place]
    if any(one.provision.id == new.id for one in ground.standing):
        return new.id
    adds = (one.body for one in proposed if one.body.change == "add")
    alike = (one.provision for one in adds if canonical(one.words or "") == canonical(new.words or ""))
    return next(alike, "")
