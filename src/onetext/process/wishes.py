"""Wishes: what an amendment wants, and whether it still fits, in words that people read."""

from onetext.process import carrying, links
from onetext.process.amendments import Propose
from onetext.process.carrying import Carrying
from onetext.record.view import View
from onetext.text.redline import as_text, redline


def in_words(view: View, body: Propose, label: str) -> str:
    """What an amendment wants, in one sentence without a full stop."""
    match body.change:
        case "add":
            behind = f" behind {links.called(view, body.after, body.line)}" if body.after else " at the beginning"
            return f"add{f' {label}' if label else ' a point'}{behind}: {body.words}"
        case "replace":
            where = f"{label}, on {_handle(view, body.on)}" if body.on else label
            return f"{where}: {as_text(redline(body.base, body.words or ''))}"
        case "delete":
            return f"{label}: delete it"
        case "move":
            return f"{label}: move it behind {links.called(view, body.after, body.line)}"
        case "split":
            return f"{label}: split it into {len(body.parts)}: {' / '.join(body.parts)}"
        case "merge":
            others = ", ".join(links.called(view, other, body.line) for other in body.others)
            return f"{label}: merge it with {others}: {body.words}"


def _handle(view: View, id_: str) -> str:
    act = view.act(id_)
    return act.handle if act else "another"


def fitting(view: View, found: Carrying) -> str:
    """Whether an amendment fits the present words, as a line to read."""
    match found.state:
        case "fits":
            return "fits"
        case "carried":
            return f"carried from {carrying.made_on(view, found.act)}"
        case "taken up":
            return "taken up: the words read so already"
        case "no longer fits":
            return f"no longer fits, made on {carrying.made_on(view, found.act)}. {found.reason}"
