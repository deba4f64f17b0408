"""Claim check: whether a text says what a report says that it says."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import msgspec

from onetext.sentences import Sentence, listed, say, term
from onetext.text.sense.modality import Mode, modality
from onetext.text.sense.quantities import Quantity, quantities, show
from onetext.text.sense.recognition import recognition
from onetext.text.words import content, folded_words, visible, word_set

Finding = Literal["supported", "broader", "narrower", "not in the text"]


class Verdict(msgspec.Struct, frozen=True):
    """What comparing a claim with a text found, with both wordings and the reason.

    "Broader": the claim says more, or says it more strongly, than the text. "Narrower": it says less.
    `passage` is the sentence of the text that comes nearest, at `start` to `end`; "" and -1 where none does.
    """

    finding: Finding
    claim: str
    passage: str
    reason: str
    start: int = -1
    end: int = -1


_FORCE = {
    "prohibition": 5,
    "obligation": 5,
    "undertaking": 4,
    "statement": 4,
    "recommendation": 3,
    "intention": 2,
    "expectation": 2,
    "permission": 1,
}
_OF_FORCE: Mapping[str, Sentence] = {
    "prohibition": say("a prohibition"),
    "obligation": say("an obligation"),
    "undertaking": say("an undertaking"),
    "statement": say("a statement"),
    "recommendation": say("a recommendation"),
    "intention": say("an intention"),
    "expectation": say("an expectation"),
    "permission": say("a permission"),
}
_RECOGNITION: Mapping[str, Sentence] = {
    "legal": say("legal recognition"),
    "de facto": say("de facto recognition"),
    "unspecified": say("unspecified recognition"),
}
_ALL = word_set("all every any entire entirely whole wholly full fully always permanently completely each")
_LIMITS = word_set(
    "parts part some partly partially most certain except excluding unless until if temporarily temporary only "
    "provided subject conditionally mainly several phased gradually limited"
)
_MODAL = word_set(
    "must may agree expect undertake intend aim seek plan commit pledge oblig requir should can could might do did "
    "say said claim report text plan draft document point also"
)
# One of these in the claim and not in the text is never a detail.
_WEIGHTY = word_set(
    "legal legally lawful jure permanent permanently unconditional unconditionally immediate immediately binding "
    "guaranteed exclusive exclusively irrevocable irrevocably sovereign"
)
_NEGATIONS = word_set("not no never neither nor without cannot refuse refuses reject rejects")
_STOPS = frozenset(".;!?")
_OPPOSITE = [{low, high} for low in ("at most", "less than") for high in ("at least", "more than")]
_PRESENT = 0.8  # of the claim's words: so many must stand in the passage for it to be supported
_ABSENT = 0.5  # with fewer, the text does not speak of it


def compare_claim(claim: str, words: str) -> Verdict:
    """Compare a claim with the words of a text, by words in common, numbers, negation and modality.

    A careful comparison of words, not of meanings: what it calls "supported" has the claim's words, numbers and
    force in one sentence of the text; a paraphrase in other words is "not in the text" until a person says more.
    """
    passage, start, end, share = _nearest(claim, words)
    text = words[start:end] if passage else ""

    def verdict(finding: Finding, reason: str) -> Verdict:
        return Verdict(finding, claim, text, reason, start, end)

    if share < _ABSENT:
        return Verdict("not in the text", claim, "", say("no sentence of the text has enough of the claim's words"))
    if _negative(claim) != _negative(text):
        return verdict("not in the text", say("one of the two is negative, the other is not"))
    by_number = _numbers(quantities(claim), quantities(text))
    if by_number and by_number[0] == "not in the text":
        return verdict(*by_number)
    differences = [one for one in (by_number, _force(claim, text), _kind(claim, text), _scope(claim, text)) if one]
    missing = _missing(claim, text)
    if missing and (share < _PRESENT or _WEIGHTY.intersection(missing)):
        differences.append(("broader", say("the text does not say: {words}", words=listed(missing))))
    findings = {finding for finding, _ in differences}
    if not findings:
        return verdict("supported", say("the words, the numbers and the force agree"))
    reason = listed((reason for _, reason in differences), "; ")
    # A claim that says more in any respect says what the text does not bear out.
    return verdict("broader" if "broader" in findings else "narrower", reason)


Difference = tuple[Finding, str]


def _sentences(words: str) -> list[tuple[int, int]]:
    toks = visible(words)
    spans, first = [], 0
    for at, token in enumerate(toks):
        if token.text in _STOPS or at == len(toks) - 1:
            spans.append((toks[first].start, token.end))
            first = at + 1
    return spans


def _telling(words: str) -> list[str]:
    """The content words that are not about modality, in their order, each once."""
    return [word for word in dict.fromkeys(content(words)) if word not in _MODAL | _NEGATIONS]


def _nearest(claim: str, words: str) -> tuple[bool, int, int, float]:
    """The sentence of the text with the most of the claim's words: whether any has some, its place, the share."""
    wanted = set(_telling(claim))
    numbers = {word for word in wanted if any(character.isdecimal() for character in word)}
    wanted -= numbers  # numbers are compared as quantities
    best, span = 0.0, (-1, -1)
    for start, end in _sentences(words):
        share = len(wanted & set(_telling(words[start:end]))) / len(wanted) if wanted else 0.0
        if share > best:
            best, span = share, (start, end)
    return best > 0, *span, best


def _missing(claim: str, text: str) -> list[str]:
    there = set(_telling(text))
    return [word for word in dict.fromkeys(folded_words(claim)) if _telling(word) and _telling(word)[0] not in there]


def _negative(words: str) -> bool:
    return sum(word in _NEGATIONS or word.endswith("n't") for word in folded_words(words)) % 2 == 1


def _numbers(claimed: Sequence[Quantity], said: Sequence[Quantity]) -> Difference | None:
    every = [q for one in said for q in (one, one.baseline) if q]
    for quantity in (q for one in claimed for q in (one, one.baseline) if q):
        found = _number(quantity, [q for q in every if _comparable(q, quantity)])
        if found:
            return found
    if said and not claimed:
        return "narrower", say("the claim leaves out {words}", words=said[0].words)
    return None


def _comparable(one: Quantity, other: Quantity) -> bool:
    return one.kind == other.kind and (one.unit == other.unit or not one.unit or not other.unit)


def _number(claimed: Quantity, alike: Sequence[Quantity]) -> Difference | None:
    if not alike:
        return "broader", say("the text has nothing like {words}", words=claimed.words)
    if claimed.kind == "date":
        same_day = any(content(claimed.words) == content(q.words) for q in alike)
        return None if same_day else ("not in the text", _otherwise(claimed.words, alike[0].words))
    same = next((q for q in alike if q.value == claimed.value), None)
    if same is None:
        return "not in the text", _otherwise(_shown(claimed), _shown(alike[0]))
    return _bounds(claimed, same) if same.bound != claimed.bound else None


def _otherwise(claimed: str, said: str) -> Sentence:
    return say("the claim says {claimed}, the text {said}", claimed=claimed, said=said)


def _shown(quantity: Quantity) -> str:
    return show(quantity.value) if quantity.value is not None else quantity.words


def _bounds(claimed: Quantity, said: Quantity) -> Difference:
    bound = say("{bound} {number}", bound=term(claimed.bound), number=_shown(claimed))
    reason = say("the claim says {claimed}, the text {said}", claimed=bound, said=term(said.bound))
    if {claimed.bound, said.bound} in _OPPOSITE:
        return "not in the text", reason
    return ("broader" if claimed.bound == "exactly" else "narrower"), reason


def _strongest(words: str) -> Mode | None:
    return max(modality(words), key=lambda mode: _FORCE[mode.grade], default=None)


def _force(claim: str, text: str) -> Difference | None:
    claimed, said = _strongest(claim), _strongest(text)
    if claimed is None or said is None or _FORCE[claimed.grade] == _FORCE[said.grade]:
        return None
    form = _OF_FORCE[claimed.grade], _OF_FORCE[said.grade]
    reason = say("the claim has the force of {claimed}, the text of {said}", claimed=form[0], said=form[1])
    return ("broader" if _FORCE[claimed.grade] > _FORCE[said.grade] else "narrower"), reason


def _kind(claim: str, text: str) -> Difference | None:
    """Recognition of one kind claimed where the text promises another."""
    ranks = ("none", "unspecified", "de facto", "legal")
    claimed, said = recognition(claim).kind, recognition(text).kind
    if claimed == said or "none" in (claimed, said):
        return None
    kinds = _RECOGNITION[claimed], _RECOGNITION[said]
    reason = say("the claim speaks of {claimed}, the text of {said}", claimed=kinds[0], said=kinds[1])
    return ("broader" if ranks.index(claimed) > ranks.index(said) else "narrower"), reason


def _scope(claim: str, text: str) -> Difference | None:
    """Limits that only one of the two has: "parts of", "all", "if"."""
    claimed, said = set(folded_words(claim)), set(folded_words(text))
    sides: tuple[tuple[set[str], set[str], Finding, Says, Says], ...] = (
        (claimed, said, "broader", _claim_says, _text_says),
        (said, claimed, "narrower", _text_says, _claim_says),
    )
    for mine, theirs, finding, owner_says, other_says in sides:
        every, limits = sorted((mine & _ALL) - theirs), sorted((theirs & _LIMITS) - mine)
        if every and not theirs & _ALL:
            return finding, owner_says(every[0])
        if limits and not mine & _LIMITS:
            return finding, other_says(limits[0])
    return None


Says = Callable[[str], Sentence]


def _claim_says(word: str) -> Sentence:
    return say("the claim says “{word}”, the text does not", word=word)


def _text_says(word: str) -> Sentence:
    return say("the text says “{word}”, the claim does not", word=word)
