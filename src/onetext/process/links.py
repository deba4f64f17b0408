"""Links between points: a trade, a condition, a sequence; and the warning when one side is dropped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import msgspec
from rpds import HashTrieMap

from onetext.process import amendments, current, texts
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.sentences import Sentence, say, term

Bond = Literal["trade", "condition", "sequence"]
SAID: dict[Bond, tuple[str, str]] = {
    "trade": ("given in return for", "received in return for"),
    "condition": ("conditional on", "the condition of"),
    "sequence": ("to come before", "to come after"),
}


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """Two points belong together: `one` in trade for `other`, on condition of it, or before it in time."""

    bond: Bond
    one: str
    other: str
    reason: str = ""
    line: str = texts.MAIN


@dataclass(frozen=True)
class Links:
    """Every link, by the id of its act."""

    made: HashTrieMap[str, Act[Link]] = HashTrieMap()


@dataclass(frozen=True, slots=True)
class Broken:
    """A link one side of which is gone, or is proposed to go."""

    link: Act[Link]
    lost: str
    left: str
    proposed: bool


def links(view: View, provision: str | None = None) -> tuple[Act[Link], ...]:
    """All links (of one point), in the order of the record."""
    found = (a for a in view[Links].made.values() if provision is None or provision in {a.body.one, a.body.other})
    return tuple(sorted(found, key=lambda act: act.order))


def partner(link: Link, provision: str) -> str:
    """The id of the point at the other end of a link."""
    return link.other if link.one == provision else link.one


def sentence(view: View, link: Link, provision: str) -> Sentence:
    """A link as seen from one of its points: "given in return for f"."""
    forward, backward = SAID[link.bond]
    said = forward if provision == link.one else backward
    return say("{bond} {point}", bond=term(said), point=called(view, partner(link, provision), link.line))


def warning(view: View, link: Link, lost: str) -> Sentence:
    """What to say when one side of a link goes."""
    return say(
        "Point {point} is {bond}: without it, look at point {other}.",
        point=called(view, lost, link.line),
        bond=sentence(view, link, lost),
        other=called(view, partner(link, lost), link.line),
    )


def called(view: View, provision: str, line: str = texts.MAIN) -> str:
    """What a point is called now, or was in the latest version that had it."""
    now = current.labels(view, line).get(provision)
    if now:
        return now
    for version in reversed(texts.versions(view, line)):
        was = texts.printed(version.body.wording or ()).get(provision)
        if was:
            return was
    return texts.GONE


def warnings(view: View, provision: str) -> tuple[str, ...]:
    """What to say before this point is dropped: one sentence for each link of it."""
    return tuple(warning(view, act.body, provision) for act in links(view, provision))


def broken(view: View) -> tuple[Broken, ...]:
    """The links one side of which is no longer in the text, or is vacant, or is proposed to be deleted.

    A point whose words are unknown is not taken for dropped.
    """
    if not links(view):
        return ()
    found = []
    state: dict[str, tuple[set[str], set[str]]] = {}
    for act in links(view):
        if act.body.line not in state:
            state[act.body.line] = _gone_and_going(view, act.body.line)
        gone, going = state[act.body.line]
        for lost in (act.body.one, act.body.other):
            left = partner(act.body, lost)
            if (lost in gone) != (left in gone) and lost in gone:
                found.append(Broken(act, lost, left, proposed=False))
            elif lost in going and left not in going | gone:
                found.append(Broken(act, lost, left, proposed=True))
    return tuple(found)


def _gone_and_going(view: View, line: str) -> tuple[set[str], set[str]]:
    """The points that are out of a line's text, and those that somebody proposes to delete."""
    standing = current.standings(view, line)
    head = texts.head(view, line)
    partial = head is None or not texts.is_complete(head.body)
    here = {s.provision.id for s in standing if not s.provision.vacant}
    ever = {p.id for v in texts.versions(view, line) for p in v.body.wording or ()}
    vacant = {s.provision.id for s in standing if s.provision.vacant}
    named = {e.provision for v in texts.versions(view, line) for e in v.body.disposed if e.disposition == "dropped"}
    gone = vacant | (named - here) | (set() if partial else ever - here)
    going = {a.body.provision for a in amendments.pending(view) if a.body.change == "delete" and a.body.line == line}
    return gone, going


def _may_link(view: View, act: Act[Link]) -> None:
    body = act.body
    if body.one == body.other:
        refuse("A point is not linked to itself; name two points.")
    present = {s.provision.id for s in current.standings(view, body.line)}
    for provision in (body.one, body.other):
        if provision not in present:
            refuse("A point that is to be linked is not in this text.")
    for found in links(view, body.one):
        if found.body.bond == body.bond and {found.body.one, found.body.other} == {body.one, body.other}:
            _refuse_again(view, act, found)


def _refuse_again(view: View, act: Act[Link], found: Act[Link]) -> None:
    """The same link is made once. Turned round it says something else, which another may say: both then stand.

    A trade is the same from either side.
    """
    body = act.body
    one, other = called(view, body.one, body.line), called(view, body.other, body.line)
    if found.body.one == body.one:
        refuse("{one} and {other} are linked so already.", one=one, other=other)
    if body.bond == "trade" or (act.party or act.author) == (found.party or found.author):
        stands = sentence(view, found.body, body.one)
        refuse("They are linked already, the other way round: {one} is {bond}.", one=one, bond=stands)


def _linked(state: Links, act: Act[Link]) -> Links:
    return replace(state, made=state.made.insert(act.id, act))


SUBJECT = Subject("links", Links(), (Kind("link", Link, _linked, _may_link),))
