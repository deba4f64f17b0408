"""Tags: words such as #geneva that anybody may put on what the record holds, to find it again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import msgspec
from rpds import HashTrieMap, HashTrieSet

from onetext.process.reach import spoken_of
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View

TAG = re.compile(r"\w[\w-]{0,63}")


class Tag(msgspec.Struct, frozen=True):
    """Put tags on an act. A tag is kept without its "#", in small letters."""

    act: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Tags:
    """For each tag the acts that carry it."""

    acts: HashTrieMap[str, HashTrieSet[str]] = HashTrieMap()


def plain(tag: str) -> str:
    """A tag as it is kept: "#Geneva" is "geneva"."""
    return tag.strip().removeprefix("#").casefold()


def tagged(view: View, tag: str) -> frozenset[str]:
    """The ids of the acts that carry a tag and that the viewer can see."""
    found = view[Tags].acts.get(plain(tag)) or HashTrieSet()
    return frozenset(id_ for id_ in found if view.act(id_) is not None and not view.withdrawn(id_))


def tags_of(view: View, act: str) -> tuple[str, ...]:
    """The tags of an act, in alphabetical order."""
    return tuple(sorted(tag for tag, carried in view[Tags].acts.items() if act in carried))


def every_tag(view: View) -> tuple[tuple[str, tuple[Act[object], ...]], ...]:
    """Each tag in use, in alphabetical order, with the acts that carry it, in the order of the record."""
    found = []
    for tag in sorted(view[Tags].acts):
        carried = sorted((view.by_id[id_] for id_ in tagged(view, tag)), key=lambda act: act.order)
        if carried:
            found.append((tag, tuple(carried)))
    return tuple(found)


def _may_tag(view: View, act: Act[Tag]) -> None:
    spoken_of(view, act, act.body.act)
    if not act.body.tags:
        refuse("Name at least one tag, such as #geneva.")
    for tag in act.body.tags:
        if plain(tag) != tag or not TAG.fullmatch(tag):
            refuse("“{tag}” cannot be a tag: use up to 64 letters, digits and hyphens.", tag=tag)


def _tagged(state: Tags, act: Act[Tag]) -> Tags:
    found = state.acts
    for tag in act.body.tags:
        found = found.insert(tag, (found.get(tag) or HashTrieSet()).insert(act.body.act))
    return replace(state, acts=found)


SUBJECT = Subject("tags", Tags(), (Kind("tag", Tag, _tagged, _may_tag),))
