"""Claims that cannot all be true, side by side. No winner is chosen, and no claim is dropped."""

from collections.abc import Iterator
from dataclasses import dataclass

from onetext.process import actors, claims
from onetext.process.claims import Authorship, Claim, Disposed, Existence, Knowledge, Part, Rebuttal
from onetext.record.act import Act
from onetext.record.view import View
from onetext.sentences import Sentence, say, term
from onetext.text.words import fold

Question = tuple[str, ...]
NO_KNOWLEDGE = say("no knowledge of it (which is not a denial that it exists)")


@dataclass(frozen=True, slots=True)
class Side:
    """One answer and the claims that give it, in the order of the record."""

    answer: str
    claims: tuple[Act[Claim], ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A question that claims answer differently, or a claim that was rebutted.

    `about` is the id of the text in question, "" where it is another matter. `open` is False where the answers
    differ and yet could all be true, as "exists" and "no knowledge of it" could.
    """

    question: str
    about: str
    sides: tuple[Side, ...]
    rebuttals: tuple[Act[Rebuttal], ...]
    contradictory: bool = True


def conflicts(view: View) -> tuple[Conflict, ...]:
    """Every question to which the record holds different answers or a rebuttal, in the order of its first claim."""
    found: dict[Question, dict[str, list[Act[Claim]]]] = {}
    denied = claims.rebuttals(view)
    every = claims.claims(view)
    wrote = {(text, slug) for act in every for text, slug in _authors(act.body)}
    for act in every:
        answers = list(_answers(view, act, wrote))
        if act.id in denied and not answers:
            answers = [(("rebutted", act.id, ""), act.body.words)]
        for question, answer in answers:
            found.setdefault(question, {}).setdefault(answer, []).append(act)
    made = (_conflict(view, question, answers, denied) for question, answers in found.items())
    return tuple(conflict for conflict in made if len(conflict.sides) > 1 or conflict.rebuttals)


def _authors(claim: Claim) -> Iterator[tuple[str, str]]:
    """Each text with an actor of which a claim says that it wrote it."""
    if isinstance(claim.asserts, Authorship):
        for part in claim.asserts.parts:
            if part.role == "author" and part.holds:
                yield from ((claim.asserts.text, slug) for slug in part.actors)


def _answers(view: View, act: Act[Claim], wrote: set[tuple[str, str]]) -> Iterator[tuple[Question, str]]:
    """The questions that a claim answers, each with its answer.

    That somebody did not write a text answers who wrote it where another claim says that they did (in `wrote`).
    """
    match act.body.asserts:
        case Authorship(text, parts):
            for part in parts:
                yield from _of_part(view, text, part, wrote)
        case Existence(text, exists):
            yield ("existence", text, ""), say("it exists") if exists else say("it does not exist")
        case Knowledge(text, knows):
            yield ("existence", text, ""), say("it is known") if knows else NO_KNOWLEDGE
        case Disposed(version, became, points, topic):
            for point in points:
                yield ("point", version, point), term(became)
            for word in topic:
                yield ("topic", version, fold(word)), term(became)


def _of_part(view: View, text: str, part: Part, wrote: set[tuple[str, str]]) -> Iterator[tuple[Question, str]]:
    if part.role == "author" and part.holds:
        yield ("author", text, ""), claims.names(view, tuple(sorted(set(part.actors))))
        return
    for slug in sorted(set(part.actors)):
        if part.role == "author" and (text, slug) in wrote:
            yield ("author", text, ""), say("not written by {names}", names=actors.name(view, slug))
        else:
            yield (part.role, text, slug), term("yes") if part.holds else term("no")


def _conflict(
    view: View,
    question: Question,
    answers: dict[str, list[Act[Claim]]],
    denied: dict[str, tuple[Act[Rebuttal], ...]],
) -> Conflict:
    kind, text, who = question
    sides = tuple(Side(answer, tuple(acts)) for answer, acts in answers.items())
    rebutting = tuple(rebuttal for side in sides for act in side.claims for rebuttal in denied.get(act.id, ()))
    if kind == "rebutted":
        return Conflict(say("Is this so?"), "", sides, rebutting)
    named = who if kind == "topic" else actors.name(view, who)
    sentence = _asked(kind, claims.called(view, text), named)
    compatible = kind == "existence" and "it does not exist" not in answers
    return Conflict(sentence, text, sides, rebutting, not compatible)


def _asked(kind: str, text: str, who: str) -> Sentence:
    asked = {
        "author": lambda: say("Who wrote {text}?", text=text),
        "input": lambda: say("Did {who} have an input into {text}?", who=who, text=text),
        "sponsor": lambda: say("Does {who} sponsor {text}?", who=who, text=text),
        "position": lambda: say("Is {text} the position of {who}?", text=text, who=who),
        "existence": lambda: say("Does {text} exist?", text=text),
        "point": lambda: say("What became of a point in {text}?", text=text),
        "topic": lambda: say("What became of “{who}” in {text}?", who=who, text=text),
    }
    return asked[kind]()
