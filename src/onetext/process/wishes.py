"""Wishes: what an amendment wants, and whether it still fits, in words that people read."""

from onetext.process import amendments, carrying, links
from onetext.process.amendments import Propose
from onetext.process.carrying import Carrying
from onetext.record.view import View
from onetext.sentences import Sentence, listed, say, say_count
from onetext.text.redline import as_text, redline


def in_words(view: View, body: Propose, label: str) -> Sentence:
    """What an amendment wants, in one sentence without a full stop."""
    match body.change:
        case "add":
            return _addition(view, body, label)
        case "replace":
            return _other_words(view, body, label)
        case "delete":
            return say("{point}: delete it", point=label)
        case "move":
            after = links.called(view, body.after, body.line)
            return say("{point}: move it behind {after}", point=label, after=after)
        case "split":
            return say_count(
                "{point}: split it into {count}: {words}",
                "{point}: split it into {count}: {words}",
                len(body.parts),
                point=label,
                words=" / ".join(body.parts),
            )
        case "merge":
            others = listed(links.called(view, other, body.line) for other in body.others)
            return say("{point}: merge it with {others}: {words}", point=label, others=others, words=body.words)


def _other_words(view: View, body: Propose, label: str) -> Sentence:
    words = as_text(redline(body.base, body.words or ""))
    if not body.on:
        return say("{who}: {what}", who=label, what=words)
    return say("{point}, on {amendment}: {words}", point=label, amendment=_called(view, body.on), words=words)


def _addition(view: View, body: Propose, label: str) -> Sentence:
    words, after = body.words, links.called(view, body.after, body.line) if body.after else ""
    if label and after:
        return say("add {point} behind {after}: {words}", point=label, after=after, words=words)
    if label:
        return say("add {point} at the beginning: {words}", point=label, words=words)
    if after:
        return say("add a point behind {after}: {words}", after=after, words=words)
    return say("add a point at the beginning: {words}", words=words)


def _called(view: View, id_: str) -> str:
    act = view.act(id_)
    if act is None:
        return say("another")
    return amendments.called(view, act) if isinstance(act.body, Propose) else act.handle


def fitting(view: View, found: Carrying) -> Sentence:
    """Whether an amendment fits the present words, as a line to read."""
    match found.state:
        case "fits":
            return say("fits")
        case "carried":
            return say("carried from {words}", words=carrying.made_on(view, found.act))
        case "taken up":
            return say("taken up: the words read so already")
        case "no longer fits":
            made_on = carrying.made_on(view, found.act)
            return say("no longer fits, made on {words}. {reason}", words=made_on, reason=found.reason)
