"""An act in a line, as people speak of it: who is in it by their names, which point by its first words."""

import re
import textwrap
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from onetext.process import (
    actors,
    amendments,
    claims,
    contacts,
    current,
    leaks,
    moments,
    points,
    positions,
    signoff,
    statements,
    texts,
    titles,
)
from onetext.process.amendments import Propose
from onetext.process.positions import Reading, Take
from onetext.record.act import Act
from onetext.record.audience import PUBLIC
from onetext.record.view import View
from onetext.sentences import Sentence, listed, opening, quoted, say, term

WIDEST = 110
_OF_A_POINT, _OF_AN_ACT, _OF_AN_EVENT, _LEAST = 48, 60, 1000, 24
_IDS = re.compile(r"[0-9a-f]{64}|p[a-z0-9]{8}")
_PEOPLE = frozenset({
    "actor", "addressees", "asserter", "authors", "behalf", "between", "body", "by", "giver", "holder", "holders",
    "member", "members", "of", "owner", "participants", "party", "person", "proponents", "put_to", "setter", "speaker",
    "speakers", "sponsors", "to",
})  # fmt: skip
_POINTS = frozenset({"provision", "provisions", "points"})
_THINGS = frozenset({
    "act", "acts", "amendment", "answers", "claim", "contact", "deadline", "first", "interest", "issue", "office", "on",
    "one", "order", "other", "redline", "referral", "retained", "round", "rounds", "silence", "stance", "then", "track",
    "version", "versions",
})  # fmt: skip
_WORDS = frozenset({
    "cause", "channel", "condition", "ending", "extent", "force", "label", "limb", "manner", "must", "name",
    "never", "number", "outlet", "plain", "reason", "role", "said", "status", "step", "tags", "text", "title", "told",
    "topic", "until", "verdict", "wants", "what", "why", "words",
})  # fmt: skip
# How people call what an act has a shorter word for.
_SPOKEN = {
    "ending": {"announced": "ended, as announced", "understood": "understood to have ended, not announced"},
}  # fmt: skip


class Telling:
    """How the acts that a viewer sees are told, each in a line; what points are called is looked up once."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.points: dict[str, dict[str, Sentence]] = {}

    def line(self, act: Act[Any]) -> str:
        """What an act says, without what kind of act it is: people, points and other acts by their names."""
        return listed(self._fitting(act, of_others=True), "; ")

    def headline(self, act: Act[Any], most: int = _OF_AN_EVENT) -> Sentence:
        """An event in one line, by its own words; what is quoted is cut where the line would be longer than `most`."""
        body = act.body
        match body:
            case statements.Statement(words=words):
                who = statements.attributed(self.view, act)
                return say("{who}: {what}", who=who, what=_cut(words, most - len(f"{who}: ")))
            case claims.Claim(by=by, words=words):
                who = claims.names(self.view, by)
                return say("{who} claims: {words}", who=who, words=_cut(words, most - len(f"{who} claims: ")))
            case contacts.Contact(manner=manner):
                return say("{who}: {what}", who=contacts.sides(self.view, body), what=_cut(manner, most))
            case leaks.Leak(version=version, extent=extent):
                return say(
                    "Leak of {text}: {extent}", text=claims.called(self.view, version), extent=_cut(extent, most)
                )
        what, words = opening(term(titles.title(act))), self.line(act)
        return say("{who}: {what}", who=what, what=words) if words else what

    def whole(self, act: Act[Any]) -> Sentence:
        """What an act is, what it is called and what it says, for whoever is to decide about it."""
        line = self.headline(act)
        return say("{who}: {what}", who=act.name, what=line) if act.name else line

    def called(self, act: Act[Any], most: int = _OF_AN_ACT) -> str:
        """An act by the name that somebody gave it, else by its own words."""
        return act.name or quoted(self.headline(act, most))

    def by(self, act: Act[Any]) -> str:
        """Who did an act, or what reports it."""
        if act.source is not None:
            return say("{outlet} reports", outlet=act.source.outlet)
        return actors.doer(self.view, act.party or act.author)

    def _fitting(self, act: Act[Any], *, of_others: bool) -> Iterator[str]:
        """What an act says, part by part, as long as there is room; the first part in any case."""
        room = WIDEST
        for part in dict.fromkeys(self._parts(act, of_others=of_others)):
            yield part if len(part) <= max(room, _LEAST) or isinstance(part, Sentence) else _cut(part, room)
            room -= len(part)
            if room <= 0:
                return

    def _parts(self, act: Act[Any], *, of_others: bool) -> Iterator[str]:
        if isinstance(act.body, Propose):
            yield from self._of_an_amendment(act.body)
            return
        body, taken = act.body, isinstance(act.body, Take)
        for name in body.__struct_fields__:
            if taken and name == "condition":
                continue  # it is said with the stance
            value = getattr(body, name)
            if taken and name == "stance":
                yield positions.said(Reading(act, body.stance, "stands"))
            elif isinstance(value, signoff.Approver):
                yield signoff.title(self.view, value)
            elif name in _PEOPLE | _POINTS | _THINGS | _WORDS:
                values = value if isinstance(value, tuple) else (value,)
                yield from (part for one in values if (part := self._part(body, name, one, of_others=of_others)))

    def _of_an_amendment(self, body: Propose) -> Iterator[str]:
        """Where it changes what, in a few words: what it wants begins as what it is made on does."""
        if body.change != "add":
            yield self._point(body.provision, body.line)
        yield amendments.in_short(body)
        yield from (actors.name(self.view, one) for one in body.proponents)
        if body.reason:
            yield " ".join(body.reason.split())

    def _part(self, body: Any, name: str, value: Any, *, of_others: bool) -> str:
        if not isinstance(value, str) or not value:
            return moments.at(self.view, value) if isinstance(value, datetime) else ""
        if name in _PEOPLE:
            return say("everybody") if value in PUBLIC else actors.name(self.view, value)
        if name in _POINTS:
            return self._point(value, getattr(body, "line", texts.MAIN))
        if name in _THINGS:
            return self._thing(value) if of_others else ""
        return _words(body, name, value)

    def _point(self, provision: str, line: str) -> Sentence:
        if line not in self.points:
            standing = (one for one in current.standings(self.view, line) if not one.provision.vacant)
            words = {one.provision.id: points.words_to_read(one) for one in standing}
            called = points.labels(self.view, line)
            self.points[line] = {id_: _named(label, words.get(id_, "")) for id_, label in called.items()}
        return self.points[line].get(provision, texts.GONE)

    def _thing(self, id_: str) -> str:
        """Another act: by its title or its name, else by what it says itself."""
        act = self.view.act(id_)
        if act is None:
            return ""
        return getattr(act.body, "title", "") or act.name or listed(self._fitting(act, of_others=False), "; ")


def headline(view: View, act: Act[Any], most: int = _OF_AN_EVENT) -> Sentence:
    """An event in one line, by its own words."""
    return Telling(view).headline(act, most)


def called(view: View, act: Act[Any]) -> str:
    """An act by the name that somebody gave it, else by its own words."""
    return Telling(view).called(act)


def _named(label: str, words: str) -> Sentence:
    if not words or " ".join(words.split()).startswith(label):
        return say("point {point}", point=quoted(_cut(words, _OF_A_POINT)) if words else label)
    return say("point {point}, {words}", point=label, words=quoted(_cut(words, _OF_A_POINT)))


def _words(body: msgspec.Struct, name: str, value: str) -> str:
    """Words of a list of the program's own, which have translations; or somebody's, as they stand."""
    if name == "channel":
        return term(value, name)
    if name in _own_words(type(body)):
        return term(_SPOKEN.get(name, {}).get(value, value))
    return "" if _IDS.fullmatch(value) else " ".join(value.split())


def _cut(words: str, most: int) -> str:
    return textwrap.shorten(words, max(most, _LEAST), placeholder=" …")


@cache
def _own_words(body: type[msgspec.Struct]) -> frozenset[str]:
    """The fields of a body whose words are of a list of the program's own."""
    return frozenset(name for name, hint in get_type_hints(body).items() if _is_listed(hint))


def _is_listed(hint: Any) -> bool:
    return get_origin(hint) is Literal or any(map(_is_listed, get_args(hint)))
