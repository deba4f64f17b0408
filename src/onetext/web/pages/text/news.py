"""What is new of each point since somebody marked all as seen, told from the acts that they may see."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from onetext.process import actors, texts, titles
from onetext.process.releases import Release
from onetext.process.texts import MAIN, Table
from onetext.record.act import Act
from onetext.record.view import View
from onetext.sentences import say, term
from onetext.text.provision import Wording, canonical

_SPOKEN_OF = ("act", "stance", "issue", "retained", "redline", "silence", "referral")


def news(view: View, since: datetime, person: str, line: str = MAIN) -> dict[str, tuple[str, ...]]:
    """By the id of each point of a line what was recorded, or opened to the viewer, after a moment; not one's own acts.

    "" holds what is new of the whole text.
    """
    found: dict[str, Counter[str]] = {}
    for act in _fresh(view, since):
        if act.author != person and getattr(_spoken_of(view, act).body, "line", MAIN) == line:
            for provision in _about(view, act):
                found.setdefault(provision, Counter())[_told(view, act)] += 1
    return {
        provision: tuple(
            told if often == 1 else say("{what} ({often})", what=told, often=often) for told, often in said.items()
        )
        for provision, said in found.items()
    }


def _fresh(view: View, since: datetime) -> Iterator[Act[Any]]:
    opened: dict[str, Act[Any]] = {}
    for act in view.acts:
        if act.recorded > since:
            if isinstance(act.body, Release):
                opened.update((id_, was) for id_ in act.body.acts if (was := view.act(id_)) is not None)
            else:
                opened[act.id] = act
    return iter(opened.values())


def _told(view: View, act: Act[Any]) -> str:
    who = act.party or act.author
    what = term(titles.title(act))
    return say("{what} ({who})", what=what, who=actors.name(view, who)) if not act.source and act.party else what


def _spoken_of(view: View, act: Act[Any]) -> Act[Any]:
    """The act itself, or the one that it confirms, moves, lifts, answers or takes back."""
    for field in _SPOKEN_OF:
        id_ = getattr(act.body, field, "")
        other = view.act(id_) if isinstance(id_, str) and id_ else None
        if other is not None:
            return other
    return act


def _about(view: View, act: Act[Any]) -> Iterator[str]:
    if isinstance(act.body, Table):
        yield from _reworded(view, act)
        return
    body = _spoken_of(view, act).body
    for field in ("provision", "one", "other"):
        found = getattr(body, field, None)
        if isinstance(found, str):
            yield found
    yield from getattr(body, "provisions", ())


def _reworded(view: View, version: Act[Table]) -> Iterator[str]:
    """The points that a version has in other words than the one before it; "" where that cannot be said."""
    before = view[texts.Texts].versions.get(version.body.parent)
    if before is None or before.body.wording is None or version.body.wording is None:
        yield ""
        return
    yield from changed(before.body.wording, version.body.wording)


def changed(before: Wording, after: Wording) -> Iterator[str]:
    """The ids of the points of a wording that read otherwise than in another, or did not stand there."""
    old = {p.id: (canonical(p.words or ""), p.vacant) for p in before}
    for provision in after:
        if old.get(provision.id) != (canonical(provision.words or ""), provision.vacant):
            yield provision.id
