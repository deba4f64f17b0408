"""Comments: what somebody says of a point or of some of its words, and what others answer. They change nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec
from rpds import HashTrieMap

from onetext.process import actors, amendments, points, reach, texts
from onetext.process.reach import spoken_of
from onetext.process.texts import MAIN
from onetext.record.act import Act, Own
from onetext.record.audience import KEEPER, Audience
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.text.provision import canonical
from onetext.text.words import fold, visible


class Comment(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody says something of a point.

    `provision` is the point's id, `words` are those words of it that the comment is on, "" for the whole point. `by`
    is the name of the person who made it, where a document says so; "" where it is the actor whose act this is.
    `answers` is the id of the comment that it replies to, or "".
    """

    provision: str
    text: str
    words: str = ""
    by: str = ""
    answers: str = ""
    line: str = MAIN


@dataclass(frozen=True)
class Comments:
    """Every comment."""

    made: HashTrieMap[str, Act[Comment]] = HashTrieMap()


def comments(view: View, provision: str | None = None) -> tuple[Act[Comment], ...]:
    """All comments (on one point), in the order of the record."""
    found = (act for act in view[Comments].made.values() if provision is None or act.body.provision == provision)
    return tuple(sorted(found, key=lambda act: act.order))


def threads(found: tuple[Act[Comment], ...]) -> tuple[tuple[int, Act[Comment]], ...]:
    """Comments with their depth, each answer behind the comment that it replies to; the others as they were made."""
    present = {act.id for act in found}
    answers: dict[str, list[Act[Comment]]] = {}
    for act in found:
        answers.setdefault(act.body.answers if act.body.answers in present else "", []).append(act)
    ordered: list[tuple[int, Act[Comment]]] = []
    waiting = [(0, act) for act in reversed(answers.get("", []))]
    while waiting:
        depth, act = waiting.pop()
        ordered.append((depth, act))
        waiting += [(depth + 1, answer) for answer in reversed(answers.get(act.id, []))]
    return tuple(ordered)


def quoted(view: View, provision: str, words: str, line: str = MAIN) -> str:
    """The words that a comment typed here is on, which must stand in the point, or in what is proposed for it.

    It is no rule of comments: one that comes with a document keeps what the document quotes, whatever that is.
    """
    standing = points.present(view, provision, line)
    if not words.strip() or standing is None or standing.known_words is None:
        return words
    pending = [text for act in standing.pending for text in (act.body.words, *act.body.parts) if text]
    if any(_holds(text, words) for text in (standing.known_words, *pending)) or (
        pending and _in_order(standing.bracketed or "", words)
    ):
        return words
    versions = reversed(texts.versions(view, line))
    stood = next((one for one in versions if _holds(points.words_in(view, provision, one).text, words)), None)
    if stood is not None:
        refuse(
            "“{words}” stood in {version}; it does not stand in point {point} any more. Quote words as they stand, or "
            "comment on the whole point.",
            words=words,
            version=stood.handle,
            point=points.label(standing),
        )
    refuse(
        "“{words}” does not stand in point {point}. Quote words as they stand, or comment on the whole point.",
        words=words,
        point=points.label(standing),
    )


def _holds(text: str, words: str) -> bool:
    """Whether words stand in a text, however its white space and quotation marks are."""
    return canonical(words).casefold() in canonical(text).casefold()


def _in_order(text: str, words: str) -> bool:
    """Whether the words stand in a text in their order: a page shows brackets in which other words stand between."""
    found = iter(token.folded for token in visible(text))
    return all(any(word.folded == other for other in found) for word in visible(words))


def speaker(view: View, act: Act[Comment]) -> str:
    """Who made a comment: the person that a document names, with the party, or the actor whose act it is."""
    name = "" if act.source else actors.name(view, act.party or act.author)
    if act.body.by and name and act.body.by != name:
        return f"{act.body.by} ({name})"
    return act.body.by or name or act.author


def _may_comment(view: View, act: Act[Comment]) -> None:
    body = act.body
    if not body.text.strip():
        refuse("Say something in the comment.")
    if body.line and body.line not in view[texts.Texts].lines:
        refuse("There is no such draft in this record that you can see.")
    if isinstance(act.basis, Own) and body.by:
        _speaks_for_itself(view, act)
    if body.answers:
        answered = spoken_of(view, act, body.answers, Comment)
        if answered.body.provision != body.provision:
            refuse("An answer is about the same point as the comment that it replies to.")
    if not _known_to(view, body, act.audience) or amendments.kept_from(view, body.provision, body.words, act.audience):
        refuse("Not all of these readers know of this point; name fewer readers.", typed="--to")


def _speaks_for_itself(view: View, act: Act[Comment]) -> None:
    """Refuse an own comment that is put into another's mouth; a delegation's member may be named."""
    named = _alone(act.body.by)
    others = (one.body for one in actors.everybody(view) if one.body.slug not in {act.party, act.author})
    if act.author == KEEPER or any(named in {one.slug, _alone(one.name)} for one in others):
        refuse(
            "A comment of one's own is in nobody else's name; record what others said with its source.",
            typed="--source",
        )


def _alone(name: str) -> str:
    """A name whatever its case, its white space and the form of its letters."""
    return " ".join(fold(name).split())


def _known_to(view: View, body: Comment, readers: Audience) -> bool:
    """Whether all these readers know of the point: from a version, as proposed, or as settled."""
    versions = (one for one in texts.versions(view, body.line) if reach.open_to(view, one, readers))
    if any(p.id == body.provision for version in versions for p in version.body.wording or ()):
        return True
    proposed = amendments.shared(view, amendments.proposals(view), readers)
    if any(body.provision in {a.body.provision, *a.body.others} for a in proposed if a.body.line == body.line):
        return True
    return any(
        p.id == body.provision
        for act in view[amendments.Amendments].settled
        if act.body.line == body.line and reach.open_to(view, act, readers)
        for p in act.body.result
    )


def _made(state: Comments, act: Act[Comment]) -> Comments:
    return replace(state, made=state.made.insert(act.id, act))


SUBJECT = Subject(
    "comments",
    Comments(),
    (Kind("comment", Comment, _made, _may_comment, fixed=("provision", "words", "answers", "line")),),
)
