"""The one text as it stands: its head, with what was settled since, and what is pending set in brackets."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from textwrap import shorten
from types import MappingProxyType

import msgspec

from onetext.process import actors, amendments, carrying, texts
from onetext.process.actors import Actors
from onetext.process.amendments import Amendments, Propose
from onetext.process.carrying import Carrying
from onetext.process.texts import Table, Texts
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.sentences import listed, quoted, say
from onetext.text.carrying import Change, disputed
from onetext.text.provision import Provision, Wording, canonical, fingerprint, lead_ins


@dataclass(frozen=True)
class Standing:
    """A provision as it stands.

    `provision` has the settled words (None where they are not known); `last_known` the latest version whose words of
    it are known, when that is an earlier one. `bracketed` shows the pending amendments in brackets with their
    proponents; `carried` tells of each whether it fits the settled words, where they are known. `path` is the
    printed number with those above it, "3(a)"; `lead_in` the words above that it completes, None where not known.
    `dropped` says that the point is not in the text any more, and only amendments pending on it are left.
    """

    provision: Provision
    version: Act[Table]
    last_known: tuple[Act[Table], str] | None
    pending: tuple[Act[Propose], ...]
    bracketed: str | None
    carried: tuple[Carrying, ...]
    path: str = ""
    lead_in: str | None = ""
    dropped: bool = False

    @property
    def unfit(self) -> tuple[tuple[Act[Propose], str], ...]:
        """The amendments that no longer fit the words, each with the reason."""
        return tuple((one.act, one.reason) for one in self.carried if one.state == "no longer fits")

    @property
    def fingerprint(self) -> str | None:
        """The fingerprint of the settled words, with the lead-in that they complete; None where they are not known."""
        known = self.provision.words is not None and self.lead_in is not None
        return fingerprint(self.provision.words or "", self.lead_in or "") if known else None

    @property
    def label(self) -> str:
        """What it is called: its printed number, the name of the amendment that adds it, or its first words."""
        adding = next((a for a in self.pending if a.body.change == "add" and not a.body.on), None)
        words = self.known_words or (adding.body.words if adding else "") or ""
        if self.dropped:
            return self.pending[0].name or " ".join(self.pending[0].body.base.split()[:4])
        return self.path or self.provision.number or (adding.name if adding else "") or " ".join(words.split()[:4])

    @property
    def known_words(self) -> str | None:
        """The present words, else the last that are known; None where none are."""
        return self.provision.words if self.provision.words is not None else self.last_known and self.last_known[1]


def wording(view: View, line: str = texts.MAIN) -> Wording | None:
    """The settled words of a line's current text; None where its head's text is not available."""
    return amendments.wording(view, line)


def undone_by(view: View, new: Wording, line: str = texts.MAIN) -> Wording:
    """The points as they were settled since the line's head was tabled, where a new wording has other words.

    Nothing forbids that, and what was settled stays in the record; whoever tables it should know.
    """
    head, now = texts.head(view, line), wording(view, line)
    if head is None or now is None:
        return ()
    tabled, coming = ({p.id: canonical(p.words or "") for p in side} for side in (head.body.wording or (), new))
    settled = (p for p in now if canonical(p.words or "") != tabled.get(p.id, ""))
    return tuple(p for p in settled if canonical(p.words or "") != coming.get(p.id, ""))


def not_taken_up(view: View, new: Wording, line: str = texts.MAIN) -> tuple[str, ...]:
    """The same in sentences."""
    called = texts.printed(wording(view, line) or ())
    return tuple(
        say("the words settled in {point} are not in it", point=called[point.id])
        for point in undone_by(view, new, line)
    )


def wording_of(view: View, version: Act[Table]) -> Wording | None:
    """The words of any version; for the head of its line, with what was settled since."""
    head = texts.head(view, version.body.line)
    if head is not None and head.id == version.id:
        return wording(view, version.body.line)
    return version.body.wording


def fingerprint_now(view: View, line: str = texts.MAIN) -> str | None:
    """The fingerprint of the current text; None where its words are not available."""
    head, found = texts.head(view, line), wording(view, line)
    return texts.fingerprint_in(head, found) if head is not None else None


def standings(view: View, line: str = texts.MAIN) -> tuple[Standing, ...]:
    """Every provision of the current text, in order, and behind its neighbour each that is proposed to be added.

    Where the head's text is not available, the provisions of the latest version with words stand in its place, their
    present words unknown except where they were settled since.
    """
    # Nearly every question about points asks this one: the last answers are kept, each with the states it rests on.
    states = (view[texts.Texts], view[amendments.Amendments], view[actors.Actors], view.naming(actors.Actors))
    for of, found_line, found in tuple(_LATEST):
        if found_line == line and all(a is b for a, b in zip(of, states, strict=True)):
            return found
    answer = _standings(view, line)
    _LATEST.append((states, line, answer))
    return answer


_LATEST: deque[tuple[tuple[Texts, Amendments, Actors, Actors], str, tuple[Standing, ...]]] = deque(maxlen=8)


def _standings(view: View, line: str) -> tuple[Standing, ...]:
    head = texts.head(view, line)
    if head is None:
        return ()
    source = amendments.last_known(view, head)
    earlier = source if source is not None and source[0].id != head.id else None
    shown = wording(view, line)
    if shown is None:
        blank = tuple(p if p.vacant else msgspec.structs.replace(p, words=None) for p in (source[1] if source else ()))
        shown = amendments.overlay(blank, amendments.settlements(view, line))
    known = _last_words(view, head, *earlier) if earlier else {}
    waiting = amendments.by_provision(view, line)
    shown = _with_additions(shown, waiting)
    paths, above = _paths(shown), lead_ins(shown)
    text = {p.id: p for p in shown}
    found = (_standing(view, head, text, p.id, known.get(p.id), waiting.get(p.id, ())) for p in shown)
    return (
        *(replace(one, path=paths[one.provision.id], lead_in=above[one.provision.id]) for one in found),
        *_left_behind(view, head, {p.id for p in shown}, waiting),
    )


def _last_words(view: View, head: Act[Table], source: Act[Table], words: Wording) -> dict[str, tuple[Act[Table], str]]:
    """The last known words of each provision, with the version in which they stood or were settled."""
    stood = {p.id: source for p in words}
    for act in sorted(view[Amendments].settled, key=lambda act: act.order):
        if act.body.line == head.body.line and act.order > source.order:
            on = next((v for v in texts.lineage(view, head) if v.order < act.order), source)
            stood.update((p.id, on) for p in act.body.result)
    return {p.id: (stood[p.id], p.words) for p in words if p.words is not None}


def _left_behind(
    view: View, head: Act[Table], present: set[str], waiting: dict[str, tuple[Act[Propose], ...]]
) -> list[Standing]:
    """Points that a new version dropped while amendments were pending on them: those are not lost from sight."""
    found = []
    for id_, acts in waiting.items():
        own = tuple(act for act in acts if act.body.provision == id_)
        if own and id_ not in present:
            gone = Provision(id_, None, vacant=True)
            found.append(Standing(gone, head, None, own, None, _carried(view, gone, own, {}), dropped=True))
    return sorted(found, key=lambda standing: standing.pending[0].order)


def _with_additions(shown: Wording, waiting: dict[str, tuple[Act[Propose], ...]]) -> Wording:
    """The provisions with an empty one for each that an amendment adds, behind the one that it names."""
    present = {p.id for p in shown}
    behind: dict[str, list[Provision]] = {}
    for id_, acts in waiting.items():
        first = next((a for a in acts if a.body.change == "add" and not a.body.on), None)
        if first is not None and id_ not in present:
            after = first.body.after if first.body.after in present or not first.body.after else None
            key = after if after is not None else _END
            behind.setdefault(key, []).append(Provision(id_, "", number=first.body.number))
    found = _in_order(behind.get("", ()), waiting)
    for provision in shown:
        found += [provision, *_in_order(behind.get(provision.id, ()), waiting)]
    return (*found, *_in_order(behind.get(_END, ()), waiting))


_END = "\n"  # no provision's id


def _in_order(added: Iterable[Provision], waiting: dict[str, tuple[Act[Propose], ...]]) -> list[Provision]:
    return sorted(added, key=lambda p: waiting[p.id][0].order)


def _paths(shown: Wording) -> dict[str, str]:
    """For each provision its printed number with those of the provisions above it."""
    by_id = {p.id: p for p in shown}
    found: dict[str, str] = {}
    for provision in shown:
        above: list[Provision] = [provision]
        while len(above) < _DEEPEST and (parent := by_id.get(above[0].parent)) is not None:
            above.insert(0, parent)
        found[provision.id] = texts.numbered(tuple(p.number for p in above if p.number and not p.heading))
    return found


_DEEPEST = 12
_FIRST = 40  # characters of a point that tell it from others of its number


def _standing(
    view: View,
    head: Act[Table],
    text: Mapping[str, Provision],
    id_: str,
    last: tuple[Act[Table], str] | None,
    pending: tuple[Act[Propose], ...],
) -> Standing:
    provision = text[id_]
    if provision.words is None:
        gone = _carried(view, provision, pending, text) if provision.vacant else ()
        return Standing(provision, head, last, pending, None, gone)
    found = _carried(view, provision, pending, text)
    bracketed = _in_brackets(provision.words, tuple(one.change for one in found if one.change is not None))
    return Standing(provision, head, None, pending, bracketed, found)


@lru_cache(maxsize=16_384)
def _in_brackets(words: str, changes: tuple[Change, ...]) -> str:
    return disputed(words, changes)[0]


def _carried(
    view: View, provision: Provision, pending: tuple[Act[Propose], ...], text: Mapping[str, Provision]
) -> tuple[Carrying, ...]:
    def named(act: Act[Propose]) -> tuple[str, ...]:
        names = (" ".join(actors.name(view, who).split()) for who in amendments.proponents(act))
        return tuple(name or "unnamed" for name in names)

    return carrying.carried(provision, provision.words or "", pending, named, text)


def find(view: View, text: str, line: str = texts.MAIN) -> Standing:
    """The provision that a person means: a printed number ("3", "(a)", "7 bis"), an id, or the name of its addition.

    Raises Refused when none or several are meant.
    """
    wanted, every = plain(text), standings(view, line)
    found = [s for s in every if text.strip() == s.provision.id]
    found = found or [s for s in every if wanted and wanted == plain(s.path)]
    found = found or [s for s in every if wanted and wanted == plain(s.provision.number)]
    found = found or [s for s in every if any(_means(s, a, text.strip()) for a in s.pending)]
    if not text.strip():
        refuse("No point is named; choose one of the text.")
    if not found:
        refuse("There is no point “{point}” in {text} that you can see.", point=text, text=texts.line_title(view, line))
    if len(found) > 1:
        which = listed(listed((s.provision.id, quoted(_first_words(s))), " ") for s in found)
        refuse("“{point}” is printed on more than one point: {ids}; use one of these instead.", point=text, ids=which)
    return found[0]


def _first_words(standing: Standing) -> str:
    return shorten(standing.known_words or standing.provision.number, _FIRST, placeholder=" …")


def _means(standing: Standing, act: Act[Propose], text: str) -> bool:
    """Whether a name of an amendment means its point: of one that it adds, or that is not in the text any more."""
    return text in {act.name, act.handle} and bool(text) and (act.body.change == "add" or standing.dropped)


def plain(number: str) -> str:
    """A printed number without what is only dress: "(a)", "a.", "A" and "point a" are one, "3(a)" and "3.a" are."""
    bare = number.casefold().replace("(", ".").replace(")", ".").removeprefix("point ").removeprefix("article ")
    return ".".join(part for part in (" ".join(piece.split()) for piece in bare.split(".")) if part)


def labels(view: View, line: str = texts.MAIN) -> Mapping[str, str]:
    """For each provision id of the current text what is printed for it."""
    # Whoever names points one by one asks for each of them: the last answers are kept, as those of `standings` are.
    text = standings(view, line)
    for of, found in tuple(_LABELS):
        if of is text:
            return found
    answer = MappingProxyType({s.provision.id: s.label for s in text})
    _LABELS.append((text, answer))
    return answer


_LABELS: deque[tuple[tuple[Standing, ...], Mapping[str, str]]] = deque(maxlen=8)
