"""Limbs: the promises that one sentence makes for several actors, each to be agreed on its own."""

from functools import lru_cache
from itertools import pairwise

import msgspec

from onetext.text.sense.modality import Mode, clauses
from onetext.text.words import QUOTES, visible, word_set


class Limb(msgspec.Struct, frozen=True):
    """One promise: its actor (None where the grammar names none), its `words` at `start` to `end`, its modality.

    `frame` are the words that govern it from outside ("it is expected that"), "" if there are none: they are part
    of what it says, though not of its own words.
    """

    actor: str | None
    words: str
    start: int
    end: int
    mode: Mode
    frame: str = ""


_JOINS = word_set("and but while whereas that or , ;") | QUOTES
_DEPENDS = word_set("if unless when where whenever until because provided which who whom whose before after as than")


@lru_cache(maxsize=16_384)  # a text read through in order that had more points would find none again
def suggest(words: str) -> tuple[Limb, ...]:
    """The limbs of a wording, in order: one for each clause with an actor of its own and a modal verb of its own.

    It is careful: where a later clause has no named actor, or depends on another ("if Russia shall …"), it stays
    part of the limb before it; a wording with one promise is one limb. Statements between promises go with the
    promise before them.
    """
    modes = clauses(words)
    frames = _frames(words, modes)
    bearers = [mode for number, mode in enumerate(modes) if _bears(words, modes, number)]
    if not bearers:
        return _whole(words, modes)
    opens = [_opening(mode) for mode in bearers]
    if bearers[0] is modes[0] or not bearers[0].framed:
        opens[0] = min(modes[0].start, opens[0])
    limbs = []
    for mode, (start, end) in zip(bearers, pairwise([*opens, len(words)]), strict=True):
        first, last = _trimmed(words, start, end)
        limbs.append(Limb(mode.actor, words[first:last], first, last, mode, frames.get(mode.start, "")))
    return tuple(limbs)


def _frames(words: str, modes: tuple[Mode, ...]) -> dict[int, str]:
    """The words of the frame that each framed clause stands in, by the start of the clause."""
    frames, frame = {}, ""
    for mode in modes:
        if mode.framed:
            frames[mode.start] = frame
        elif mode.grade == "expectation":
            frame = words[mode.trigger_start : mode.trigger_start + len(mode.trigger)]
    return frames


def _bears(words: str, modes: tuple[Mode, ...], number: int) -> bool:
    """Whether a limb begins with this clause."""
    mode = modes[number]
    if not number and mode.grade not in ("statement", "expectation"):
        return True
    if mode.grade == "statement" or mode.actor is None:
        return False
    opened = modes[number - 1].trigger_start if number else -1
    before = visible(words[max(opened, mode.start - len("provided that ")) : mode.actor_start]) if opened >= 0 else ()
    return not any(token.folded in _DEPENDS for token in before)


def _opening(mode: Mode) -> int:
    """Where the limb of a clause begins: at its actor."""
    return min(mode.actor_start, mode.trigger_start) if mode.actor else mode.start


def _whole(words: str, modes: tuple[Mode, ...]) -> tuple[Limb, ...]:
    first, last = _trimmed(words, 0, len(words))
    return (Limb(None, words[first:last], first, last, modes[0]),) if modes else ()


def _trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    """The span without the joining words and marks at its ends."""
    toks = visible(words[start:end])
    first, last = 0, len(toks)
    while last > first and (toks[last - 1].folded in _JOINS or toks[last - 1].kind == "punctuation"):
        last -= 1
    return (start + toks[first].start, start + toks[last - 1].end) if last else (start, start)
