"""Recognition: whether words promise to recognise a control, a border or a state, and of what kind."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from onetext.text.words import Token, visible, word_set

Kind = Literal["legal", "de facto", "unspecified", "none"]


class Recognition(msgspec.Struct, frozen=True):
    """The kind of recognition that words promise; "none" where they speak of none, or refuse it.

    `refused` says that the words speak of it to refuse it. The sentence that says so stands at `start` to `end`,
    both -1 where no words speak of it.
    """

    kind: Kind
    refused: bool = False
    words: str = ""
    start: int = -1
    end: int = -1


_NOUN = "recognition"
_VERBS = word_set("recognise recognises recognised recognising recognize recognizes recognized recognizing")
# "Recognising the need" or "that" is an opening formula, not a recognition of anything held.
_FORMULAS = word_set(
    "need needs importance right rights value role fact that special contribution intrinsic urgency necessity "
    "principle principles significance potential responsibility challenges efforts"
)
_LEGAL = (("de", "jure"), ("legal",), ("legally",), ("lawful",), ("international",), ("internationally",))
_DE_FACTO = (("de", "facto"), ("de-facto",))
_REFUSALS = word_set("not no never without neither nor refuse refuses refused withhold non-recognition cannot")
_STOPS = frozenset(".;:!?")
_ORDER: dict[Kind, int] = {"legal": 3, "de facto": 2, "unspecified": 1, "none": 0}
_NEAR = 8  # words before and behind within which "legal", "de facto" or "not" belongs to the recognition


def recognition(words: str) -> Recognition:
    """The strongest recognition that the words promise, legal before de facto before unspecified.

    "De jure", "legal" and "international recognition" are legal, as in the practice of states (Oppenheim's
    International Law, 9th ed., sections 39 to 50); "recognised as de facto Russian" is de facto. "International
    recognition of de facto control" is legal: it is the recognition that is international. Only English is read.
    """
    toks = visible(words)
    found = [
        one
        for at, token in enumerate(toks)
        if token.folded in _VERBS or token.folded == _NOUN
        if (one := _read(words, toks, at))
    ]
    return max(found, key=lambda one: (_ORDER[one.kind], one.refused), default=Recognition("none"))


def _read(words: str, toks: Sequence[Token], at: int) -> Recognition | None:
    first = last = at
    while first > max(0, at - _NEAR) and toks[first - 1].text not in _STOPS:
        first -= 1
    while last < min(len(toks), at + _NEAR + 1) and toks[last].text not in _STOPS:
        last += 1
    before = [token.folded for token in toks[first:at]]
    after = [token.folded for token in toks[at + 1 : last]]
    if _is_formula(toks[at], after):
        return None
    refused = any(word in _REFUSALS for word in before[-_NEAR // 2 :])
    kind = "none" if refused else _kind(toks[at].folded, before, after)
    start, end = toks[first].start, toks[last - 1].end
    return Recognition(kind, refused, words[start:end], start, end)


def _is_formula(token: Token, after: Sequence[str]) -> bool:
    if token.folded == _NOUN:
        return False
    objects = [word for word in after[:3] if word not in ("the", "a", "also", "its", "their")]
    return bool(objects) and objects[0] in _FORMULAS


def _kind(word: str, before: Sequence[str], after: Sequence[str]) -> Kind:
    """The kind by the words that qualify the recognition itself, then by what is recognised."""
    own = list(before[-3:]) if word == _NOUN else [*before[-2:], *after]
    if _has(own, _LEGAL) and not (word != _NOUN and _has(own, _DE_FACTO)):
        return "legal"
    return "de facto" if _has([*own, *after], _DE_FACTO) else "unspecified"


def _has(words: Sequence[str], phrases: Sequence[tuple[str, ...]]) -> bool:
    plain = [word for word in words if word != "-"]
    return any(tuple(plain[at : at + len(p)]) == p for p in phrases for at in range(len(plain)))
