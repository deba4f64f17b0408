"""Leaks: what came out, and which version a found text is nearest to. Likeness is not proof of who leaked."""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec
from rpds import HashTrieMap

from onetext.process import current, points, presentations, texts
from onetext.process.reach import spoken_of
from onetext.process.texts import Table
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.text.alignment import Alignment, Row, align
from onetext.text.invisible import oddities
from onetext.text.provision import Provision, Wording
from onetext.text.reading import read_points
from onetext.text.redline import similarity
from onetext.text.words import folded_words

NOT_PROOF = "This is a likeness of words, not proof of who passed them on."
_SAME = ("kept", "moved")


class Leak(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something of a version came out: through which outlets (where known), and how much of it, in words."""

    version: str
    extent: str
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Leaks:
    """Every leak."""

    registered: HashTrieMap[str, Act[Leak]] = HashTrieMap()


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody who had a version before it came out, and why the record says so."""

    actor: str
    how: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A point of a version beside the words in which it was found."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Match:
    """A found text beside one known wording of a version.

    `score` is the share of the found text's words that stand in the version's corresponding points, 0 to 1.
    `present`, `altered` and `absent` are the version's points by their labels; `unknown` those whose own words are
    not known; `extra` are the beginnings of what was found and is no point of the version.
    """

    version: Act[Table]
    wording: str
    score: float
    present: tuple[str, ...]
    altered: tuple[Pair, ...]
    absent: tuple[str, ...]
    unknown: tuple[str, ...]
    extra: tuple[str, ...]
    held: tuple[Held, ...]


def leaks(view: View) -> tuple[Act[Leak], ...]:
    """The leaks, in the order of the record."""
    return tuple(sorted(view[Leaks].registered.values(), key=lambda act: act.order))


def matches(view: View, text: str) -> tuple[Match, ...]:
    """A found text beside every wording of a version that the viewer knows, the nearest first.

    Provisions are paired by `text.alignment`; each pair counts with the words it has in common (Myers' difference).
    """
    found = read_points(text, lambda number: f"found-{number}")
    made = []
    for version in texts.versions(view):
        words = current.wording_of(view, version)
        named = [("as tabled", words)] if words is not None else []
        named += [(act.body.label, act.body.wording) for act in texts.witnesses(view, version.id)]
        made += [_match(view, version, name, known, found) for name, known in named]
    return tuple(sorted(made, key=lambda match: (-match.score, len(match.absent), match.version.order, match.wording)))


def held_by(view: View, version: Act[Table]) -> tuple[Held, ...]:
    """Who had a version, as far as the record says: those who drew it up, and those to whom it was given."""
    concerned = {*presentations.concerned(view), *version.body.authors, *texts.holders(view, version.body.line)}
    found = (presentations.held(view, slug, version) for slug in sorted(concerned))
    return tuple(Held(one.actor, _how(one)) for one in found if one.knowledge in ("yes", "accounts differ"))


def hidden_characters(text: str) -> tuple[str, ...]:
    """The invisible and look-alike characters of a found text, each with its place: they may mark a copy."""
    return tuple(f"{odd.code} {odd.name} at character {odd.offset + 1}: {odd.sentence}" for odd in oddities(text))


def _how(held: presentations.Held) -> str:
    if held.knowledge == "accounts differ":
        return "accounts differ"
    if held.drew_up:
        return "drew it up"
    if held.put or held.accounts:
        return "was given it, or saw it"
    return "had it tabled before it"


def _match(view: View, version: Act[Table], name: str, words: Wording, found: Wording) -> Match:
    aligned = align(words, found, (), before_complete=texts.is_complete(version.body), after_complete=True)
    called = points.labels(view, version.body.line)
    before = {p.id: p for p in words}
    after = {p.id: p for p in found}
    present, absent, unknown = [], [], []
    altered = []
    for row in (row for row in aligned.rows if any(not before[id_].heading for id_ in row.before)):
        label = ", ".join(called.get(id_) or before[id_].number or id_[:8] for id_ in row.before)
        old, new = _words(before, row.before), _words(after, row.after)
        if not old:
            unknown.append(label)
        elif not row.after:
            absent.append(label)
        elif set(row.dispositions) <= set(_SAME):
            present.append(label)
        else:
            altered.append(Pair(label, old, new))
    extra = [_words(after, row.after)[:60] for row in aligned.rows if not row.before]
    return Match(
        version,
        name,
        _score(aligned, before, after),
        tuple(present),
        tuple(altered),
        tuple(absent),
        tuple(unknown),
        tuple(extra),
        held_by(view, version),
    )


def _words(known: dict[str, Provision], ids: tuple[str, ...]) -> str:
    return " ".join(known[id_].words or "" for id_ in ids).strip()


def _score(aligned: Alignment, before: dict[str, Provision], after: dict[str, Provision]) -> float:
    counted = [(len(folded_words(_words(after, row.after))), row) for row in aligned.rows if row.after]
    total = sum(count for count, _ in counted)
    common = sum(count * _likeness(row, before, after) for count, row in counted)
    return common / total if total else 0.0


def _likeness(row: Row, before: dict[str, Provision], after: dict[str, Provision]) -> float:
    return similarity(_words(before, row.before), _words(after, row.after)) if row.before else 0.0


def _may_register(view: View, act: Act[Leak]) -> None:
    spoken_of(view, act, act.body.version, Table)
    if not act.body.extent.strip():
        refuse("Say how much came out: “major details”, “the whole text”, “points 1 to 4” …")
    if isinstance(act.basis, Own):
        refuse("A leak is recorded from a source: name the document with --source, --quote and --place.")


def _registered(state: Leaks, act: Act[Leak]) -> Leaks:
    return replace(state, registered=state.registered.insert(act.id, act))


SUBJECT = Subject("leaks", Leaks(), (Kind("leak", Leak, _registered, _may_register),))
