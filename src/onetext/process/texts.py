"""Texts: lines of drafts (the one text, rivals, rooms), their versions and witnesses, and who holds the pen."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, get_args

import msgspec
from rpds import HashTrieMap, HashTrieSet

from onetext.process import actors, reach
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.sentences import Sentence, listed, say, say_count, term, unstopped
from onetext.text import brackets, invisible
from onetext.text.alignment import Disposition
from onetext.text.numbering_report import reading
from onetext.text.provision import Provision, Wording, fingerprint_of_text

MAIN = ""
GONE = say("(no longer in the text)")
ONLY_HOLDERS = say("The one text is tabled by those who hold it; table yours as a rival draft or propose amendments.")
MOST_POINTS = 99_999
DISPOSITIONS = frozenset(get_args(Disposition))
_OF_A_RECORD = re.compile("p[a-z2-7]{8}")


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of drafts beside the one text: a rival draft of its sponsors, or a party's own draft in its room."""

    title: str
    sponsors: tuple[str, ...] = ()


class Disposed(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a new version's drafters say became of a provision of the parent, and why."""

    provision: str
    disposition: str
    reason: str = ""
    into: tuple[str, ...] = ()


class Table(msgspec.Struct, frozen=True, omit_defaults=True):
    """A version of a text is tabled.

    `line` is the id of the Line act, or "" for the one text; `parent` the id of the version that it succeeds, or "".
    `wording` is None when the words are not known: the version exists, its text is not available. `expected` is the
    number of points that the text is said to have; a wording with fewer is partial, and what is missing is unknown.
    `paraphrase` marks a wording that is the recorder's own account and not the document's words.
    """

    label: str
    line: str = MAIN
    parent: str = ""
    authors: tuple[str, ...] = ()
    meeting: str = ""
    expected: int | None = None
    wording: tuple[Provision, ...] | None = None
    paraphrase: bool = False
    lang: str = ""
    disposed: tuple[Disposed, ...] = ()


class Witness(msgspec.Struct, frozen=True, omit_defaults=True):
    """One published wording of a version: a leak, a translation, a part that a newspaper printed.

    `whole` says that nothing of the version is left out; of any other, what is missing in it is unknown.
    """

    version: str
    label: str
    wording: tuple[Provision, ...]
    lang: str = ""
    authentic: bool = False
    whole: bool = False


class Hold(msgspec.Struct, frozen=True, omit_defaults=True):
    """These actors hold a text together: they draw up its versions."""

    holders: tuple[str, ...]
    line: str = MAIN


@dataclass(frozen=True)
class Texts:
    """Every line, version and witness."""

    lines: HashTrieMap[str, Act[Line]] = HashTrieMap()
    versions: HashTrieMap[str, Act[Table]] = HashTrieMap()
    children: HashTrieMap[tuple[str, str], str] = HashTrieMap()
    second: HashTrieSet[str] = HashTrieSet()
    heads: HashTrieMap[str, str] = HashTrieMap()
    witnesses: HashTrieMap[str, Act[Witness]] = HashTrieMap()
    holders: HashTrieMap[str, Act[Hold]] = HashTrieMap()


def head(view: View, line: str = MAIN) -> Act[Table] | None:
    """The latest version of a line; None before any was tabled. The one text has exactly one head."""
    found = view[Texts].heads.get(line)
    return view[Texts].versions[found] if found else None


def versions(view: View, line: str | None = None) -> tuple[Act[Table], ...]:
    """All versions (of one line), in the order of the record."""
    found = (v for v in view[Texts].versions.values() if line is None or v.body.line == line)
    return tuple(sorted(found, key=lambda act: act.order))


def second_heads(view: View) -> tuple[Act[Table], ...]:
    """Versions reported as a second successor of one parent, in order: recorded, but never the head."""
    found = (view[Texts].versions[id_] for id_ in view[Texts].second)
    return tuple(sorted(found, key=lambda act: act.order))


def lines(view: View) -> tuple[Act[Line], ...]:
    """The lines beside the one text, in the order of the record."""
    return tuple(sorted(view[Texts].lines.values(), key=lambda act: act.order))


def line_title(view: View, line: str) -> str:
    """What a line is called."""
    found = view[Texts].lines.get(line)
    return found.body.title if found else say("the one text")


def holders(view: View, line: str = MAIN) -> tuple[str, ...]:
    """The slugs of those who hold a text."""
    found = view[Texts].holders.get(line)
    return found.body.holders if found else ()


def witnesses(view: View, version: str) -> tuple[Act[Witness], ...]:
    """The published wordings of a version, in the order of the record."""
    found = (w for w in view[Texts].witnesses.values() if w.body.version == version)
    return tuple(sorted(found, key=lambda act: act.order))


def titled(version: Act[Table], between: str = ": ") -> str:
    """The name of a version and, where that is another, its label: "v1: Second draft"."""
    return between.join(dict.fromkeys(one for one in (version.handle, version.body.label) if one))


def completeness(version: Table) -> str:
    """How much of a version is known, in words: "complete", "text not available", "28 points expected, 12 known"."""
    if version.wording is None:
        return say("text not available")
    known, unknown = known_points(version.wording), unknown_points(version)
    if not unknown:
        return say("complete")
    expected = version.expected or known + unknown
    return say_count(
        "{count} point expected, {known} known", "{count} points expected, {known} known", expected, known=known
    )


def is_complete(version: Table) -> bool:
    """Whether every provision's words are known."""
    return version.wording is not None and not unknown_points(version)


def unknown_points(version: Table) -> int:
    """How many of the points that a version is known to have are not known in their words."""
    if version.wording is None:
        return version.expected or 0
    without = sum(1 for p in version.wording if p.words is None and not p.vacant)
    return max(without, (version.expected or 0) - known_points(version.wording))


def lineage(view: View, version: Act[Table]) -> tuple[Act[Table], ...]:
    """A version, its parent, the parent's parent and so on, as far as the viewer knows them."""
    found: dict[str, Act[Table]] = {}
    current: Act[Table] | None = version
    while current is not None and current.id not in found:
        found[current.id] = current
        current = view[Texts].versions.get(current.body.parent)
    return tuple(found.values())


def latest_with_words(view: View, version: Act[Table]) -> Act[Table] | None:
    """The version itself, or the nearest before it whose wording is known."""
    return next((v for v in lineage(view, version) if v.body.wording is not None), None)


def known_points(wording: Wording) -> int:
    """How many points stand in a wording with their words: those under no other point, numbered or not."""
    above = {"", *(p.id for p in wording if p.heading)}
    return sum(1 for p in wording if p.parent in above and not p.heading and (p.words is not None or p.vacant))


def version_fingerprint(version: Act[Table]) -> str | None:
    """The fingerprint of a version as tabled; None where its text is not available."""
    return fingerprint_in(version, version.body.wording)


def fingerprint_in(version: Act[Table], wording: Wording | None) -> str | None:
    """The fingerprint of a version in these words (its own, with what was settled since); None without words.

    With points whose words are not known it is this version's alone: agreement to it is agreement to no other text.
    """
    if wording is None:
        return None
    whole = is_complete(msgspec.structs.replace(version.body, wording=wording))
    return fingerprint_of_text(wording, "" if whole else version.id)


def _may_open_line(view: View, act: Act[Line]) -> None:
    for sponsor in act.body.sponsors:
        actors.known(view, sponsor)
    if not act.name:
        refuse("Give the draft a short name, so that it can be referred to.", typed="--name")


def may_table(view: View, slug: str) -> bool:
    """Whether an actor may table the one text: who keeps the record or mediates, and who holds the text."""
    return actors.has_the_pen(view, slug) or slug in holders(view)


def _may_table(view: View, act: Act[Table]) -> None:
    body = act.body
    for author in body.authors:
        actors.known(view, author)
    if body.line and body.line not in view[Texts].lines:
        refuse("There is no such draft in this record that you can see; open it as a rival draft first.")
    if not act.name:
        refuse("Give the version a short name, such as v0.", typed="--name")
    if not body.label.strip():
        refuse("Give the version a label, such as “First draft”.")
    _may_succeed(view, act)
    may_be_read(view, act)
    if isinstance(act.basis, Own) and body.line == MAIN:
        author = act.party or act.author
        if not actors.holds_the_pen(view, act) and not may_table(view, author):
            refuse(ONLY_HOLDERS)
        _accounted_for(view, body)
    _sound_wording(body.wording, body.expected)
    for entry in body.disposed:
        if entry.disposition not in DISPOSITIONS:
            refuse(
                "“{words}” does not say what became of a point; use one of: {known}.",
                words=entry.disposition,
                known=listed(map(term, sorted(DISPOSITIONS))),
            )


def _may_succeed(view: View, act: Act[Table]) -> None:
    current = head(view, act.body.line)
    parent = view[Texts].versions.get(act.body.parent)
    if act.body.parent and (parent is None or parent.body.line != act.body.line):
        refuse(
            "The version that this one is to succeed is not among those of {text}.",
            text=line_title(view, act.body.line),
        )
    if isinstance(act.basis, Own) and current is not None and act.body.parent != current.id:
        refuse(
            "There is one current text, {version}, and no second one beside it: table the new version "
            "as its successor, or as a rival draft.",
            version=current.handle,
            typed=f"--parent {current.handle}",
        )


def may_be_read(view: View, act: Act[Any]) -> None:
    """Refuse words of a line to the wrong readers.

    The one text is before the whole table; another line's versions and settled words have no more readers than it.
    """
    if act.body.line == MAIN:
        if "*" not in act.audience and not set(actors.seated(view)) <= set(act.audience):
            refuse("The one text is addressed to the whole table; use a rival draft for a narrower circle.")
    elif (line := view[Texts].lines.get(act.body.line)) and not reach.open_to(view, line, act.audience):
        refuse(
            "Not all of these readers know of this draft; send it to them first, or name fewer readers.", typed="--to"
        )


def unaccounted(view: View, body: Table) -> Wording:
    """The provisions of the parent that are not in a new version, and of which it does not say what became of them."""
    parent = view[Texts].versions.get(body.parent)
    if parent is None or parent.body.wording is None or body.wording is None:
        return ()
    present = {p.id for p in body.wording} | {entry.provision for entry in body.disposed}
    return tuple(p for p in parent.body.wording if not p.heading and p.id not in present)


def _accounted_for(view: View, body: Table) -> None:
    """No provision of the parent vanishes unsaid."""
    lost = unaccounted(view, body)
    if lost:
        parent = view[Texts].versions[body.parent]
        called = printed(parent.body.wording or ())
        refuse(
            "Not found again in this version: {points} of {version}. Say what became of each, and why.",
            points=listed(called[p.id] for p in lost),
            version=parent.handle,
            typed=f"--dispose “{called[lost[0].id]}=dropped: the reason”",
        )


def new_ids(token: str) -> Callable[[int], str]:
    """Ids for new provisions, from a token that nobody can guess: short, and the same again for the same token."""

    def numbered_id(place: int) -> str:
        return f"p{base64.b32encode(hashlib.sha256(f'{token}{place}'.encode()).digest())[:8].decode().lower()}"

    return numbered_id


def is_of_a_record(id_: str) -> bool:
    """Whether an id is one that a record gave. Another program's may only say the place, as "art_3" does."""
    return _OF_A_RECORD.fullmatch(id_) is not None


def printed(wording: Wording) -> dict[str, str]:
    """For each provision by its id what is printed for it: its number under those above it, "3(a)", or its words."""
    by_id = {p.id: p for p in wording}
    return {p.id: _printed(by_id, p) for p in wording}


def _printed(by_id: dict[str, Provision], provision: Provision) -> str:
    path: list[Provision] = []
    current: Provision | None = provision
    while current is not None and current not in path and current.number and not current.heading:
        path.insert(0, current)
        current = by_id.get(current.parent)
    begins = " ".join((provision.words or "").split()[:4])
    return numbered(tuple(p.number for p in path)) or begins or provision.number or provision.id


def numbered(path: tuple[str, ...]) -> str:
    """Printed numbers from the outermost in, as one: "3", "3(a)"; one that repeats those above it stands alone."""
    found = ""
    for number in path:
        outer, *inner = [part.strip() for part in re.split(r"[()]", number.strip().rstrip(".")) if part.strip()] or [""]
        whole = outer + "".join(f"({part})" for part in inner)
        found = whole if not found or whole.startswith(found) else f"{found}({whole})"
    return found


def _sound_wording(wording: Wording | None, expected: int | None) -> None:
    if expected is not None and not 0 < expected <= MOST_POINTS:
        refuse("The expected number of points is a whole number from 1 to 99,999.")
    if wording is None:
        return
    ids = [p.id for p in wording]
    if len(set(ids)) != len(ids):
        refuse("Two points of this text have the same id; each needs its own.")
    if not wording:
        refuse("No point was found in this text; say that its words are not known if they are not.", typed="--no-text")
    if expected is not None and known_points(wording) > expected:
        sentence = say_count(
            "{count} point is given, but only {expected} are expected; check how many are.",
            "{count} points are given, but only {expected} are expected; check how many are.",
            known_points(wording),
            expected=expected,
        )
        refuse(sentence)


def _may_witness(view: View, act: Act[Witness]) -> None:
    reach.spoken_of(view, act, act.body.version, Table)
    _sound_wording(act.body.wording, None)


def _may_hold(view: View, act: Act[Hold]) -> None:
    for holder in act.body.holders:
        actors.known(view, holder)
    if not act.body.holders:
        refuse("Name at least one holder.")
    if isinstance(act.basis, Own) and not actors.holds_the_pen(view, act):
        refuse("Only the keeper of the record or a mediator says who holds a text.")


def _line_opened(state: Texts, act: Act[Line]) -> Texts:
    return replace(state, lines=state.lines.insert(act.id, act))


def _tabled(state: Texts, act: Act[Table]) -> Texts:
    state = replace(state, versions=state.versions.insert(act.id, act))
    slot = (act.body.line, act.body.parent)
    if slot in state.children or act.body.parent in state.second:
        return replace(state, second=state.second.insert(act.id))
    succeeded = (act.body.line, act.id) in state.children  # by one that was known before it
    return replace(
        state,
        children=state.children.insert(slot, act.id),
        heads=state.heads if succeeded else state.heads.insert(act.body.line, act.id),
    )


def _witnessed(state: Texts, act: Act[Witness]) -> Texts:
    return replace(state, witnesses=state.witnesses.insert(act.id, act))


def _is_held(state: Texts, act: Act[Hold]) -> Texts:
    return replace(state, holders=state.holders.insert(act.body.line, act))


def oddities(wording: Wording | None) -> tuple[str, ...]:
    """What a reader of a wording should mind: numbers missing or printed twice, brackets alone, odd characters."""
    if wording is None:
        return ()
    numbering = reading(wording)
    found = [*numbering.gaps, *numbering.duplicates]
    for provision in wording:
        words = provision.words or ""
        told: list[Sentence] = [unstopped(entry.sentence) for entry in brackets.read(words).report.unbalanced]
        told += [_odd(entry) for entry in invisible.oddities(words)]
        if provision.number:
            point = say("point {point}", point=provision.number)
            found += [say("{who}: {what}", who=point, what=one) for one in told]
        else:
            found += told
    return tuple(found)


def _odd(found: invisible.Oddity) -> Sentence:
    return say("{code} {name}: {what}", code=found.code, name=found.name, what=unstopped(found.sentence))


def flags(view: View) -> Iterator[str]:
    """For whoever checks the record: second successors that were reported, and what is odd about the heads' words."""
    for act in second_heads(view):
        yield say("{version} was reported as a second successor of one version; it is not the head", version=act.handle)
    for line in ("", *(act.id for act in lines(view))):
        current = head(view, line)
        for oddity in oddities(current.body.wording if current else None):
            yield say("{who}: {what}", who=current.handle if current else line, what=oddity)


SUBJECT = Subject(
    "texts",
    Texts(),
    (
        Kind("line", Line, _line_opened, _may_open_line),
        Kind("table", Table, _tabled, _may_table, fixed=("line", "parent")),
        Kind("witness", Witness, _witnessed, _may_witness),
        Kind("hold", Hold, _is_held, _may_hold),
    ),
)
