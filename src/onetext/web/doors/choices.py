"""What the forms of the public record, the map and the rooms let one choose: acts by what they say, and points."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from onetext.process import claims, points, statements, texts
from onetext.process.claims import Claim
from onetext.process.statements import Statement
from onetext.process.told import Telling
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.sentences import Sentence
from onetext.web.doors.form import Choices, Grouped

_SHOWN = 90


def listed(text: str) -> tuple[str, ...]:
    """The entries of a list with commas."""
    return tuple(entry.strip() for entry in text.split(",") if entry.strip())


def tag_words(text: str) -> tuple[str, ...]:
    """Tags as people type them: with commas or spaces, with or without "#"."""
    return tuple(word for word in re.split(r"[,\s]+", text) if word.strip("#"))


def short(words: str) -> str:
    """The beginning of some words, for a list to choose from."""
    if isinstance(words, Sentence) and len(words) <= _SHOWN:
        return words
    plain = " ".join(words.split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN].rstrip()} …"


def told(view: View, found: Iterable[Act[Any]]) -> Choices:
    """Acts to choose from, the latest first, each in one line."""
    telling = Telling(view)
    return [(act.id, short(telling.headline(act, _SHOWN))) for act in reversed(tuple(found))]


def every_statement(view: View) -> Choices:
    """The statements to choose from."""
    return told(view, statements.statements(view))


def every_claim(view: View) -> Choices:
    """The claims to choose from."""
    return told(view, claims.claims(view))


def every_text(view: View) -> Choices:
    """The versions and drafts to choose from."""
    return [*every_version(view), *((act.id, f"{act.handle}: {act.body.title}") for act in texts.lines(view))]


def every_version(view: View) -> Choices:
    """The versions to choose from: those of the one text first, then those of drafts beside it, each latest first."""
    latest = tuple(reversed(texts.versions(view)))
    ours, others = ([act for act in latest if bool(act.body.line) is beside] for beside in (False, True))
    return [(act.id, texts.titled(act)) for act in (*ours, *others)]


def every_point(view: View, line: str = texts.MAIN) -> Choices:
    """The points of a text to choose from, by what they are called."""
    return list(points.labels(view, line).items())


def one(view: View, id_: str, *bodies: type) -> Act[Any]:
    """The act that was chosen, by its id or its name. Raises Refused where there is none of these kinds."""
    if not id_:
        refuse("Choose what this is about.")
    return view.find(id_, *bodies)


def statement(view: View, id_: str) -> str:
    """The id of the statement that was chosen; "" where none was."""
    return one(view, id_, Statement).id if id_ else ""


def claim(view: View, id_: str) -> str:
    """The id of the claim that was chosen."""
    return one(view, id_, Claim).id


def choose(form: forms.Form, field: str, choices: Grouped, nothing: str | None = None) -> None:
    """Offer these choices in a field that is drawn as a list; with `nothing`, a first choice for none."""
    widget = form.fields[field].widget
    widget.choices = [*([("", nothing)] if nothing is not None else []), *choices]
