"""Slots: what a promise leaves open: who, what, by when, verified by whom, and what if it is breached."""

from collections.abc import Sequence

import msgspec

from onetext.text.sense.modality import Mode, clauses
from onetext.text.sense.quantities import quantities
from onetext.text.words import Token, visible, word_set

NAMES = ("who", "what", "by_when", "verified_by", "if_breached")


class Filled(msgspec.Struct, frozen=True):
    """The words that fill a slot, at `start` to `end` of the wording named by `source` ("" for the promise itself)."""

    words: str
    start: int
    end: int
    source: str = ""


class Slots(msgspec.Struct, frozen=True):
    """The slots of a promise; None where the wording leaves one open. `vague` lists words that promise little."""

    who: Filled | None
    what: Filled | None
    by_when: Filled | None
    verified_by: Filled | None
    if_breached: Filled | None
    vague: tuple[Filled, ...] = ()

    @property
    def empty(self) -> tuple[str, ...]:
        """The names of the slots that are open."""
        return tuple(name for name in NAMES if getattr(self, name) is None)


def _listed(phrases: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in phrases.split("|"))


# Words that promise little until somebody says what they mean.
VAGUE = _listed(
    "reliable|robust|appropriate|appropriately|reasonable|reasonably|adequate|adequately|sufficient|as necessary|"
    "as soon as possible|in a timely manner|timely|in due course|where possible|where appropriate|as appropriate|"
    "to the extent possible|if necessary|best efforts|best endeavours|good faith|substantial|significant|"
    "meaningful|effective|effectively|strong|full-fledged|comprehensive|relevant|certain|gradually|in principle|"
    "as far as possible|inter alia|special|acceptable|decisive|credible|mutually acceptable|when conditions allow"
)
_VERIFIERS = _listed(
    "verified by|monitored by|supervised by|inspected by|overseen by|certified by|under the supervision of|"
    "under the monitoring of|verification by|monitoring by|supervision by|inspections by|inspection by|"
    "confirmed by|observed by|audited by|subject to verification by|under the control of"
)
_BREACH_WORDS = word_set(
    "breach breaches breached breaching violates violate violated violation violations fails fail failure "
    "non-compliance noncompliance invades invade invaded attack attacks attacked attacking reneges breaks "
    "broken default defaults resumes launches comply complied"
)
_BREACH_OPENERS = _listed("if|should|in the event|in case|unless|upon|where|when")
_OPENER_WORDS = frozenset(phrase[0] for phrase in _BREACH_OPENERS)
_BREACH_PHRASES = _listed("failing which|failing that|snapback|snap back|null and void|otherwise")
_TIME_PHRASES = _listed(
    "immediately|forthwith|upon signature|upon entry into force|on entry into force|upon ratification|"
    "upon signing|on the date of signature|with immediate effect|without delay"
)
_BEFORE_DATES = word_set("by within before until on later than from after at the end of no not in for than most up to")
_TIME_UNITS = word_set("seconds minutes hours days weeks months years decades")
_RECEIVES = word_set("receive receives get gets obtain obtains benefit benefits enjoy enjoys be have")
_GIVEN = {(verb, by) for verb in ("provided", "guaranteed", "given", "offered", "granted") for by in ("by", "from")}
_AFTER_NAMES = word_set("in within by on at for after before upon under if shall will may must with as that which to")
_STOPS = frozenset(".;:")
_LONGEST = 6  # tokens of the longest listed phrase


def slots(words: str, source: str = "") -> Slots:
    """The slots that a promise fills by its own words. Only English is read.

    `source` names the wording in what is found, so that an annex can be told from the promise. Who *receives*
    something has promised nothing. "Within 30 days" fills by_when; the word "timely" does not.
    """
    toks = visible(words)
    mode = next((m for m in clauses(words) if m.trigger and (m.actor or m.framed)), None)
    mode = mode or next((m for m in clauses(words) if m.trigger), None)

    def filled(start: int, end: int) -> Filled:
        return Filled(words[start:end], start, end, source)

    spans = {
        "who": _who(words, toks, mode),
        "what": _what(toks, mode),
        "by_when": _when(words, toks),
        "verified_by": _verified(toks),
        "if_breached": _breach(toks),
    }
    vague = tuple(filled(toks[a].start, toks[b - 1].end) for a, b in _phrases(toks, VAGUE))
    return Slots(**{name: filled(*span) if span else None for name, span in spans.items()}, vague=vague)


Span = tuple[int, int]


def _phrases(toks: Sequence[Token], phrases: frozenset[tuple[str, ...]]) -> list[Span]:
    """The places of listed phrases, as tokens, the longest at each place."""
    found: list[Span] = []
    firsts = {phrase[0] for phrase in phrases}
    at = 0
    while at < len(toks):
        for length in range(_LONGEST if toks[at].folded in firsts else 0, 0, -1):
            if tuple(token.folded for token in toks[at : at + length]) in phrases:
                found.append((at, min(at + length, len(toks))))
                at += length - 1
                break
        at += 1
    return found


def _until_stop(toks: Sequence[Token], at: int, stops: frozenset[str]) -> int:
    while at < len(toks) and toks[at].text not in stops:
        at += 1
    return at


def _characters(toks: Sequence[Token], first: int, last: int) -> Span | None:
    return (toks[first].start, toks[last - 1].end) if first < last else None


def _who(words: str, toks: Sequence[Token], mode: Mode | None) -> Span | None:
    for at in range(len(toks) - 2):
        named = toks[at + 2].text[:1].isupper() or toks[at + 2].folded == "the"
        if (toks[at].folded, toks[at + 1].folded) in _GIVEN and named:
            end = at + 2
            while end < len(toks) and toks[end].kind == "word" and toks[end].folded not in _AFTER_NAMES:
                end += 1
            return _characters(toks, at + 2, end)
    if mode is None or mode.actor is None:
        return None
    trigger_end = mode.trigger_start + len(mode.trigger)
    verb = next((token.folded for token in toks if token.start >= trigger_end and not token.folded.endswith("ly")), "")
    if verb in _RECEIVES and words[mode.actor_start :].startswith(mode.actor):
        return None
    return mode.actor_start, mode.actor_start + len(mode.actor)


def _what(toks: Sequence[Token], mode: Mode | None) -> Span | None:
    start = mode.trigger_start + len(mode.trigger) if mode else 0
    first = next((i for i, token in enumerate(toks) if token.start >= start and token.kind != "punctuation"), None)
    if first is None:
        return None
    last = _until_stop(toks, first, _STOPS)
    while last > first and toks[last - 1].kind == "punctuation" and toks[last - 1].text not in ")]%":
        last -= 1
    return _characters(toks, first, last)


def _when(words: str, toks: Sequence[Token]) -> Span | None:
    for a, b in _phrases(toks, _TIME_PHRASES):
        return _characters(toks, a, b)
    starts = {token.start: i for i, token in enumerate(toks)}
    for quantity in quantities(words):
        at = starts.get(quantity.start)
        timed = quantity.kind == "date" or quantity.unit in _TIME_UNITS
        if at is None or not timed:
            continue
        first = at
        while first and toks[first - 1].folded in _BEFORE_DATES:
            first -= 1
        if first < at or (quantity.kind == "number" and quantity.bound == "at most"):
            return toks[first].start, quantity.end
    return None


def _verified(toks: Sequence[Token]) -> Span | None:
    for a, b in _phrases(toks, _VERIFIERS):
        end = b
        while end < len(toks) and toks[end].kind == "word" and toks[end].folded not in _AFTER_NAMES:
            end += 1
        if end > b:
            return _characters(toks, a, end)
    return None


def _breach(toks: Sequence[Token]) -> Span | None:
    folded = [token.folded for token in toks]
    opener: int | None = None
    for at, word in enumerate(folded):
        if word in _STOPS:
            opener = None
        elif (
            opener is None
            and word in _OPENER_WORDS
            and any(tuple(folded[at : at + n]) in _BREACH_OPENERS for n in (1, 2, 3))
        ):
            opener = at
        elif opener is not None and word in _BREACH_WORDS:
            return _characters(toks, opener, _until_stop(toks, at, _STOPS))
    for a, _ in _phrases(toks, _BREACH_PHRASES):
        return _characters(toks, a, _until_stop(toks, a, _STOPS))
    return None
