"""Collation: published wordings of one text laid side by side, so that no difference among them reads as a change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import msgspec

from onetext.text.alignment import Row, align
from onetext.text.invisible import as_meant
from onetext.text.provision import Provision, Wording
from onetext.text.redline import Edit, Unit, edits, similarity, units
from onetext.text.words import folded_words


class Witness(msgspec.Struct, frozen=True):
    """One published wording, by its name; `whole` says that nothing of the text is left out in it."""

    name: str
    wording: Wording
    lang: str = ""
    whole: bool = False


class Reading(msgspec.Struct, frozen=True):
    """Words that these witnesses have at one place; "" where they have none there."""

    words: str
    witnesses: tuple[str, ...]


Stretch = tuple[Reading, ...]
"""A place in a point: one reading where all agree, the variants where they differ, in the order of the witnesses."""


class Point(msgspec.Struct, frozen=True):
    """A point as its witnesses have it. `provision` is as the first of them prints it.

    `lacking` are the witnesses that do not show it, which says nothing about the text; `left_out` those that are whole
    and have no such point.
    """

    provision: Provision
    stretches: tuple[Stretch, ...]
    lacking: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def agreed(self) -> bool:
        """Whether all the witnesses that show it have the same words."""
        return all(len(stretch) == 1 for stretch in self.stretches)


class Collation(msgspec.Struct, frozen=True):
    """The witnesses in one language, point by point in the order of a whole one, else of the fullest.

    `lang` is "" if not said.
    """

    lang: str
    witnesses: tuple[str, ...]
    points: tuple[Point, ...]
    whole: bool


class _Place(msgspec.Struct, eq=False):
    """A point that is being put together: its provisions in the order of the first witness, and each one's words."""

    provisions: list[Provision]
    words: dict[str, str]


class _Span(msgspec.Struct, frozen=True):
    """An edit by one witness of the words that the first one has."""

    name: str
    edit: Edit


def collate(witnesses: Sequence[Witness]) -> tuple[Collation, ...]:
    """Lay witnesses side by side, each language apart: translations are not compared word by word.

    After the practice of textual criticism: an apparatus of variants, no reading preferred (R. Dekker, G. Middell,
    "Computer-supported collation with CollateX", 2011). Spelling of quotation marks, dashes, white space, and letters
    that only look alike, make no variant.
    """
    languages = dict.fromkeys(witness.lang for witness in witnesses)
    return tuple(_collated(lang, [w for w in witnesses if w.lang == lang]) for lang in languages)


def nearest_to(collation: Collation, other: Wording) -> Wording:
    """The witnesses as one wording that differs from another text only where every witness differs from it.

    Where witnesses differ, each point reads as the reading that is nearest to the other text; this says nothing
    about which of them is right. Every provision has a new place in the order of the collation, and its own id.
    """
    first = tuple(_reading(point, [stretch[0].words for stretch in point.stretches]) for point in collation.points)
    known = {p.id: p.words or "" for p in other}
    rows = align(first, other, before_complete=False, after_complete=False).rows
    beside = {id_: " ".join(known[after] for after in row.after) for row in rows for id_ in row.before if row.after}
    return tuple(
        _nearest(point, beside[provision.id]) if provision.id in beside else provision
        for point, provision in zip(collation.points, first, strict=True)
    )


def _collated(lang: str, witnesses: Sequence[Witness]) -> Collation:
    ordered = sorted(witnesses, key=lambda w: (not w.whole, -sum(p.words is not None for p in w.wording)))
    places = [_Place([p], {ordered[0].name: p.words or ""}) for p in ordered[0].wording if _is_shown(p)]
    for witness in ordered[1:]:
        places = _with(places, witness)
    names = tuple(witness.name for witness in witnesses)
    whole = {witness.name for witness in witnesses if witness.whole}
    points = tuple(_point(place, names, whole) for place in places)
    return Collation(lang, names, points, bool(whole))


def _is_shown(provision: Provision) -> bool:
    return provision.words is not None or provision.vacant


def _with(places: list[_Place], witness: Witness) -> list[_Place]:
    """The places with what one more witness has; what only it has goes behind what stands before it there."""
    reference = tuple(
        msgspec.structs.replace(p, words=_so_far(place)) for place in places for p in place.provisions[:1]
    )
    shown = tuple(p for p in witness.wording if _is_shown(p))
    rows = align(reference, shown, before_complete=False, after_complete=False).rows
    by_id = {p.id: place for place, p in zip(places, reference, strict=True)}
    of = {p.id: p for p in shown}
    behind: dict[int, list[_Place]] = {}
    at = -1
    index = {id(place): number for number, place in enumerate(places)}
    gone: set[int] = set()
    for row in _in_order(rows, {p.id: number for number, p in enumerate(shown)}):
        if row.before:
            kept = by_id[row.before[0]]
            gone |= _join(kept, [by_id[key] for key in row.before[1:]], index)
            kept.words[witness.name] = "\n".join(of[key].words or "" for key in row.after)
            at = index[id(kept)]
        else:
            new = [_Place([of[key]], {witness.name: of[key].words or ""}) for key in row.after]
            behind.setdefault(at, []).extend(new)
    found = list(behind.get(-1, ()))
    for number, place in enumerate(places):
        found += [place] * (number not in gone)
        found += behind.get(number, ())
    return found


def _in_order(rows: Iterable[Row], place: Mapping[str, int]) -> list[Row]:
    """The rows that a witness has part in, in its order."""
    return sorted((row for row in rows if row.after), key=lambda row: min(place[key] for key in row.after))


def _so_far(place: _Place) -> str:
    return next(iter(place.words.values()))


def _join(kept: _Place, others: Sequence[_Place], index: Mapping[int, int]) -> set[int]:
    """Put places that a witness prints as one point into the first of them; where the others stood."""
    for other in others:
        kept.provisions += other.provisions
        for name, words in other.words.items():
            kept.words[name] = f"{kept.words[name]}\n{words}" if name in kept.words else words
    return {index[id(other)] for other in others}


def _point(place: _Place, names: Sequence[str], whole: set[str]) -> Point:
    absent = [name for name in names if name not in place.words]
    ordered = {name: place.words[name] for name in names if name in place.words}
    return Point(
        msgspec.structs.replace(place.provisions[0], words=next(iter(ordered.values()))),
        tuple(_stretches(ordered)),
        tuple(name for name in absent if name not in whole),
        tuple(name for name in absent if name in whole),
    )


def _stretches(words: Mapping[str, str]) -> Iterator[Stretch]:
    """The words of a point as runs in which all agree and places where they differ, in turn."""
    (first, base), *others = words.items()
    old = units(base)
    news = {name: units(text) for name, text in others}
    spans = sorted(
        (_Span(name, edit) for name, new in news.items() for edit in edits(old, new)),
        key=lambda span: (span.edit.first, span.edit.last),
    )
    pieces: list[Stretch] = []
    at = 0
    for low, high, cluster in _clusters(spans):
        pieces.append((Reading(_text(old, at, low), tuple(words)),))
        variants = {first: _text(old, low, high)}
        variants |= {name: _as_read(old, news[name], cluster, name, (low, high)) for name in news}
        pieces.append(_readings(variants))
        at = high
    pieces.append((Reading(_text(old, at, len(old)), tuple(words)),))
    yield from _joined(piece for piece in pieces if len(piece) > 1 or piece[0].words)


def _clusters(spans: Iterable[_Span]) -> Iterator[tuple[int, int, list[_Span]]]:
    """The edits that overlap or touch, with the stretch of the first witness's words that they cover together."""
    cluster: list[_Span] = []
    for span in spans:
        if cluster and span.edit.first > max(one.edit.last for one in cluster):
            yield cluster[0].edit.first, max(one.edit.last for one in cluster), cluster
            cluster = []
        cluster.append(span)
    if cluster:
        yield cluster[0].edit.first, max(one.edit.last for one in cluster), cluster


def _as_read(
    old: Sequence[Unit], new: Sequence[Unit], cluster: Sequence[_Span], name: str, place: tuple[int, int]
) -> str:
    """What one witness has in a stretch of the first one's words."""
    at, end = place
    found = ""
    for edit in (span.edit for span in cluster if span.name == name):
        found = _beside(found, _text(old, at, edit.first), _text(new, edit.new_first, edit.new_last))
        at = edit.last
    return _beside(found, _text(old, at, end))


def _beside(*pieces: str) -> str:
    """The pieces in a row, a space between two words that would run into one."""
    found = ""
    for piece in pieces:
        found += " " * (found[-1:].isalnum() and piece[:1].isalnum()) + piece
    return found


def _readings(variants: Mapping[str, str]) -> Stretch:
    """The different readings with their witnesses, in the order of the witnesses."""
    found: dict[tuple[str, ...], tuple[str, list[str]]] = {}
    for name, words in variants.items():
        found.setdefault(_alike(words), (words, []))[1].append(name)
    return tuple(Reading(words, tuple(names)) for words, names in found.values())


def _alike(words: str) -> tuple[str, ...]:
    """The form in which readings are the same: marks that only look alike play no part, the letters' case does."""
    return tuple(unit.key for unit in units(as_meant(words)))


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """The stretches with neighbours in which all agree put together."""
    for alone, group in groupby(stretches, key=lambda stretch: len(stretch) == 1):
        if alone:
            pieces = list(group)
            yield (Reading("".join(piece[0].words for piece in pieces), pieces[0][0].witnesses),)
        else:
            yield from group


def _text(of: Sequence[Unit], first: int, last: int) -> str:
    return "".join(unit.text for unit in of[first:last])


def _reading(point: Point, words: Iterable[str]) -> Provision:
    return msgspec.structs.replace(point.provision, words="".join(words))


def _nearest(point: Point, other: str) -> Provision:
    """The point in the readings that leave the fewest words changed against other words, place by place."""
    chosen = [stretch[0].words for stretch in point.stretches]
    for number, stretch in enumerate(point.stretches):
        tried = [(_likeness([*chosen[:number], r.words, *chosen[number + 1 :]], other), r.words) for r in stretch]
        best = max(likeness for likeness, _ in tried)
        chosen[number] = next(words for likeness, words in tried if likeness == best)
    return _reading(point, chosen)


def _likeness(pieces: Iterable[str], other: str) -> tuple[float, bool]:
    words = "".join(pieces)
    return similarity(words, other), folded_words(words) == folded_words(other)
