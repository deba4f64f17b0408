"""Where a sentence binds more, or less, than the sentence of another wording that it corresponds to."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import get_args

import msgspec

from onetext.sentences import Sentence, say, term
from onetext.text.sense.modality import Grade, Mode, clauses, sentences
from onetext.text.words import STOP_WORDS, visible

_STRENGTH = {grade: rank for rank, grade in enumerate(get_args(Grade))}
_ALIKE = 0.3  # the least share of words that two corresponding sentences have in common
_COMMON = 30  # a word that stands in more sentences tells nothing about which of them correspond


class ModalityChange(msgspec.Struct, frozen=True):
    """The strongest modes of two corresponding sentences, which differ, as "expectation → obligation"."""

    before: Mode
    after: Mode
    sentence: str


def changed(before: str, after: str) -> tuple[ModalityChange, ...]:
    """The corresponding sentences whose strongest mode differs in grade or negation, in the order of the new wording.

    Two sentences correspond if each is the one of its wording that has most words in common with the other. A sentence
    that only one wording has is no change of modality.
    """
    return among(corresponding(before, after))


def among(pairs: Iterable[tuple[Sequence[Mode], Sequence[Mode]]]) -> tuple[ModalityChange, ...]:
    """The same, of sentences that correspond."""
    found = ((strongest(old), strongest(new)) for old, new in pairs)
    return tuple(
        ModalityChange(old, new, say("{before} → {after}", before=_name(old), after=_name(new)))
        for old, new in found
        if _binding(old) != _binding(new)
    )


def corresponding(before: str, after: str) -> tuple[tuple[tuple[Mode, ...], tuple[Mode, ...]], ...]:
    """The modes of each sentence of a wording with those of the sentence of the other that it corresponds to."""
    left, right = sentences(before), sentences(after)
    if len(left) == len(right) == 1:
        return ((left[0], right[0]),)
    pairs = _corresponding(_words(before, left), _words(after, right))
    return tuple((left[i], right[j]) for i, j in pairs)


def clause_by_clause(before: str, after: str) -> tuple[ModalityChange, ...]:
    """The clauses that correspond and differ in grade or negation, also where one sentence was made two."""
    left, right = ([(mode,) for mode in clauses(words) if not mode.framed] for words in (before, after))
    pairs = _corresponding(_words(before, left), _words(after, right))
    return among((left[i], right[j]) for i, j in pairs)


def _words(words: str, of: Sequence[Sequence[Mode]]) -> list[frozenset[str]]:
    """The words of each sentence, function words left out."""
    telling = [token for token in visible(words) if token.kind in {"word", "number"} and token.folded not in STOP_WORDS]
    starts = [token.start for token in telling]
    spans = [(bisect_left(starts, modes[0].start), bisect_left(starts, modes[-1].end)) for modes in of]
    return [frozenset(token.folded for token in telling[first:last]) for first, last in spans]


def strongest(modes: Sequence[Mode]) -> Mode:
    """The mode that binds most of those that no weaker frame grades, the first of equals."""
    return min((mode for mode in modes if not mode.framed), key=lambda mode: _STRENGTH[mode.grade])


def _corresponding(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]]) -> list[tuple[int, int]]:
    forth, back = _likest(left, right), _likest(right, left)
    return [(i, j) for j, i in sorted(back.items()) if forth.get(i) == j]


def _likest(of: Sequence[frozenset[str]], among: Sequence[frozenset[str]]) -> dict[int, int]:
    """For each sentence the one of the other wording with most words in common, the first of equals."""
    places: dict[str, list[int]] = {}
    for at, words in enumerate(among):
        for word in words:
            places.setdefault(word, []).append(at)
    found = {}
    for at, words in enumerate(of):
        shared: dict[int, int] = {}
        for other in (
            other for word in words if len(places.get(word, ())) <= _COMMON for other in places.get(word, ())
        ):
            shared[other] = shared.get(other, 0) + 1
        shares = {other: 2 * count / (len(words) + len(among[other])) for other, count in shared.items()}
        best = max(sorted(shares), key=lambda other: shares[other], default=None)
        if best is not None and shares[best] >= _ALIKE:
            found[at] = best
    return found


def _binding(mode: Mode) -> tuple[Grade, bool]:
    """How a mode binds, and whether to leave something."""
    return mode.grade, mode.negated and mode.grade != "prohibition"


def _name(mode: Mode) -> Sentence:
    grade, to_leave = _binding(mode)
    return say("{grade} not to", grade=term(grade)) if to_leave else term(grade)
