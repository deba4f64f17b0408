"""Bracket changes: which brackets were opened, lifted, narrowed, widened or settled between two texts, and by whom."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from onetext.sentences import Sentence, listed, quoted, say, say_count
from onetext.text.comparing.standing_brackets import Standing, brackets, side, stayed
from onetext.text.redline.runs import Piece
from onetext.text.redline.units import may_have_brackets

BracketKind = Literal[
    "opened", "lifted", "settled", "narrowed", "widened", "option added", "proponent given", "proponent taken"
]


class BracketChange(msgspec.Struct, frozen=True):
    """What became of a bracket, as a sentence without a full stop: "brackets opened round “in peacetime”"."""

    kind: BracketKind
    sentence: str


Told = tuple[str, str, BracketChange]


@dataclass(frozen=True)
class _Sides:
    """Both texts: their brackets, which word became which, and which bracket became which."""

    olds: Sequence[Standing]
    news: Sequence[Standing]
    stayed: Mapping[int, int]
    came_from: Mapping[int, int]
    pairs: Mapping[int, int]


_HALF = 0.5  # of the words of the smaller of two brackets, that make them one
_MOST = 12  # words of a quotation that is given whole


def changed(before: Mapping[str, str], after: Mapping[str, str], pieces: Iterable[Piece]) -> tuple[Told, ...]:
    """What became of the brackets of these provisions, by their ids, in the order of the old text, then of the new.

    Each with the ids of the provisions in which it began and begins, "" for none. Two brackets are one that has half
    of its words in common with the other, as the redline keeps and moves them. A bracket inside one that went or came
    whole is not told apart from it.
    """
    if not any(may_have_brackets(text) for text in (*before.values(), *after.values())):
        return ()
    old, new = side(before), side(after)
    kept = stayed(old, new, pieces)
    olds, news = brackets(old), brackets(new)
    sides = _Sides(olds, news, kept, {new: old for old, new in kept.items()}, _paired(olds, news, kept))
    return (*_of_old(sides), *_of_new(sides))


def _paired(olds: Sequence[Standing], news: Sequence[Standing], kept: Mapping[int, int]) -> dict[int, int]:
    """Which bracket became which: those that share most first, each with one other."""
    holders: dict[int, list[int]] = {}
    for number, bracket in enumerate(news):
        for word in bracket.words:
            holders.setdefault(word, []).append(number)
    scored = []
    for number, bracket in enumerate(olds):
        shared = Counter(n for word in bracket.words if word in kept for n in holders.get(kept[word], ()))
        for other, count in shared.items():
            smaller, both = sorted((len(bracket.words), len(news[other].words)))
            if count >= _HALF * smaller:
                same = bracket.proponents == news[other].proponents
                scored.append((-2 * count / (smaller + both), not same, number, other))
    pairs: dict[int, int] = {}
    for _, _, number, other in sorted(scored):
        if number not in pairs and other not in pairs.values():
            pairs[number] = other
    return pairs | _without_words(olds, news)


def _without_words(olds: Sequence[Standing], news: Sequence[Standing]) -> dict[int, int]:
    """Brackets without a word, "[…]", with those that look the same, in their order."""
    waiting: dict[tuple[str, str], deque[int]] = {}
    for number, bracket in enumerate(news):
        if not bracket.words:
            waiting.setdefault((bracket.kind, bracket.said), deque()).append(number)
    same = ((n, waiting.get((one.kind, one.said))) for n, one in enumerate(olds) if not one.words)
    return {number: others.popleft() for number, others in same if others}


def _of_old(sides: _Sides) -> Iterator[Told]:
    """What became of the brackets of the old text."""
    told: set[int] = set()
    for number, bracket in enumerate(sides.olds):
        if bracket.above in told and number not in sides.pairs:
            told.add(number)
        elif number in sides.pairs:
            new = sides.news[sides.pairs[number]]
            yield from ((bracket.provision, new.provision, change) for change in _same(bracket, new, sides))
        elif not _is_told_with_another(number, sides):
            found = _gone(number, sides)
            told |= {number} if found.kind == "settled" else set()
            yield bracket.provision, "", found


def _of_new(sides: _Sides) -> Iterator[Told]:
    """The brackets that came."""
    come: set[int] = set()
    paired = set(sides.pairs.values())
    for number, bracket in enumerate(sides.news):
        if number in paired:
            continue
        is_new = not any(word in sides.came_from for word in bracket.words)
        if bracket.above in come and is_new:
            come.add(number)
            continue
        come |= {number} if is_new else set()
        yield "", bracket.provision, _come(bracket, is_new=is_new, is_option=bool(_beside(number, sides.news)))


def _beside(number: int, every: Sequence[Standing]) -> list[int]:
    """The other options of a place."""
    return [n for n, other in enumerate(every) if n != number and other.place == every[number].place]


def _left(number: int, sides: _Sides) -> float:
    """The share of the words of a bracket that stayed."""
    words = sides.olds[number].words
    return sum(word in sides.stayed for word in words) / len(words) if words else 0


def _options(number: int, sides: _Sides) -> list[int]:
    """The options of a place of which no bracket is left, the one of which most words stayed first."""
    options = [n for n in (number, *_beside(number, sides.olds)) if n not in sides.pairs]
    return sorted(options, key=lambda n: (-_left(n, sides), n))


def _is_told_with_another(number: int, sides: _Sides) -> bool:
    """Whether a bracket is an option that gave way to another of its place, which tells of both."""
    first = _options(number, sides)[0]
    return first != number and _left(first, sides) >= _HALF


def _gone(number: int, sides: _Sides) -> BracketChange:
    """What became of a bracket that no bracket of the new text is."""
    bracket, left = sides.olds[number], _left(number, sides)
    words = _called(bracket)
    if bracket.kind == "deletion":
        kept = say("{words} is no longer proposed for deletion", words=words)
        return BracketChange("settled", kept if left >= _HALF else say("deleted: {words}", words=words))
    if bracket.kind == "placeholder":
        return BracketChange("settled", say("the open place [{words}] was filled or is gone", words=bracket.said))
    if _beside(number, sides.olds):
        return BracketChange("settled", _settled(number, sides))
    if left < _HALF:
        return BracketChange("settled", say("words in brackets gone: {words}", words=words))
    lifted = say("brackets lifted from {words}", words=words)
    other = say("brackets lifted, with other words, from {words}", words=words)
    return BracketChange("lifted", lifted if left == 1 else other)


def _settled(number: int, sides: _Sides) -> Sentence:
    """What became of an option, and of those that gave way to it."""
    left, every = _left(number, sides), _beside(number, sides.olds)
    words, options = _called(sides.olds[number]), sorted(_options(number, sides))
    if left < _HALF:
        return say("option settled away: {words}", words=words)
    if left < 1:
        return say("settled with other words: {options}", options=listed(_called(sides.olds[n]) for n in options))
    stands = say_count(
        "of {count} option {words} stands without brackets",
        "of {count} options {words} stands without brackets",
        len(every) + 1,
        words=words,
    )
    others = [_called(sides.olds[n]) for n in options if n != number]
    return listed((stands, say("settled away: {options}", options=listed(others))), "; ") if others else stands


def _come(bracket: Standing, *, is_new: bool, is_option: bool) -> BracketChange:
    words = _called(bracket)
    if bracket.kind == "deletion":
        return BracketChange("opened", say("deletion proposed of {words}", words=words))
    if bracket.kind == "placeholder":
        return BracketChange("opened", say("a place left open: [{words}]", words=bracket.said))
    if is_option and is_new:
        return BracketChange("option added", say("option added: {words}", words=words))
    if is_new:
        return BracketChange("opened", say("new words in brackets: {words}", words=words))
    return BracketChange("opened", say("brackets opened round {words}", words=words))


def _same(old: Standing, new: Standing, sides: _Sides) -> Iterator[BracketChange]:
    """What changed between a bracket and what it became: what it stands round, and who is named in it."""
    kept, back = sides.stayed, sides.came_from
    left = any(kept[word] not in new.words for word in old.words if word in kept)
    taken_in = any(back[word] not in old.words for word in new.words if word in back)
    was, now = _in_short(old.said), _in_short(new.said)
    if left and not taken_in:
        yield BracketChange("narrowed", say("brackets narrowed from {before} to {after}", before=was, after=now))
    elif taken_in:
        yield BracketChange("widened", say("brackets widened from {before} to {after}", before=was, after=now))
    if given := listed(one for one in new.proponents if one not in old.proponents):
        yield BracketChange("proponent given", say("proponent given to {words}: {names}", words=now, names=given))
    if taken := listed(one for one in old.proponents if one not in new.proponents):
        yield BracketChange("proponent taken", say("proponent taken from {words}: {names}", words=now, names=taken))
    if given := listed(one for one in new.opponents if one not in old.opponents):
        yield BracketChange("proponent given", say("opponent given to {words}: {names}", words=now, names=given))
    if taken := listed(one for one in old.opponents if one not in new.opponents):
        yield BracketChange("proponent taken", say("opponent taken from {words}: {names}", words=now, names=taken))


def _called(bracket: Standing) -> Sentence:
    """The words of a bracket with its proponents, as they are written in it."""
    words = _in_short(bracket.said)
    return say("{words} ({names})", words=words, names=listed(bracket.proponents)) if bracket.proponents else words


def _in_short(words: str) -> Sentence:
    """Words in quotation marks, the middle of a long stretch left out."""
    words = words.strip(" ,;")
    every = words.split()
    if len(every) > _MOST:
        words = f"{' '.join(every[: _MOST - 5])} … {' '.join(every[-4:])}"
    return quoted(words)
