"""An act in a line, for whoever is to decide about it: what it says, not what it is filed under."""

from typing import Any

from onetext.process import amendments, points, positions, rooms, titles
from onetext.process.amendments import Propose, Settle
from onetext.process.positions import Reading, Take
from onetext.record.act import Act
from onetext.record.view import View
from onetext.sentences import Sentence, quoted, say, term

SHOWN = 80


def says(view: View, act: Act[Any]) -> str:
    """What an act says: of an amendment its point and what it does, of a stance on what it is, else its first words."""
    body = act.body
    if isinstance(body, Propose):
        return say("{who}: {what}", who=_point(view, body.provision, body.line), what=amendments.described(view, act))
    if isinstance(body, Take):
        reading = Reading(act, positions.effective(view, act)[0], "stands")
        return say("{who}: {what}", who=positions.called(view, act), what=positions.said(reading))
    if isinstance(body, Settle):
        words = next((p.words or "" for p in body.result if p.id == body.provision), "")
        said = quoted(_short(words)) if words else say("vacant")
        return say("{who}: {what}", who=_point(view, body.provision, body.line), what=said)
    return _short(rooms.told(view, act))


def whole(view: View, act: Act[Any]) -> Sentence:
    """What an act is called: its name or what it is, and what it says."""
    what, said = term(titles.title(act)), says(view, act)
    known = say("{who}: {what}", who=act.name, what=what) if act.name else what
    return say("{what} ({reason})", what=known, reason=said) if said else known


def _point(view: View, provision: str, line: str) -> Sentence:
    return say("point {point}", point=points.named(view, provision, line))


def _short(words: str) -> str:
    found = " ".join(words.split())
    return found if len(found) <= SHOWN else f"{found[:SHOWN].rstrip()}…"
