"""Numerals: numbers and dates as they are written, in digits of any script and in English words."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from onetext.text.words import STOP_WORDS, Token, fold, word_set


def _numbered(words: str, first: int, step: int = 1) -> dict[str, int]:
    return {word: step * number for number, word in enumerate(words.split(), first)}


_DIGITS = _numbered("one two three four five six seven eight nine", 1)
_TEENS = _numbered("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", len("0123456789"))
_TENS = _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 2, step=10)
_SMALL = {"zero": 0} | _DIGITS | _TEENS | _TENS
SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "mn": 10**6,
    "bn": 10**9,
}
_MONTHS = word_set(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
TIME_UNITS = word_set(
    "second seconds minute minutes hour hours day days week weeks month months year years decade decades"
)
_TIME_BEFORE = word_set(
    "in by since until till before after from of year years during through circa and to - ( / between around"
)
_DIGIT, _NUMBER_WORD = re.compile(r"\d"), re.compile(rf"\b(?:{'|'.join(sorted(_SMALL))})\b")
_BEGINNINGS = _SMALL.keys() | _MONTHS
_YEARS = range(1500, 2200)


def mentioned(words: str) -> bool:
    """Whether a wording may hold a number or a date at all: most provisions hold none."""
    return bool(_DIGIT.search(words) or _NUMBER_WORD.search(fold(words)))


def may_begin(token: Token) -> bool:
    """Whether a number or a date may begin at a token."""
    return token.kind == "number" or token.folded in _BEGINNINGS


def number_at(toks: Sequence[Token], at: int) -> tuple[Decimal | None, int] | None:
    """The number that begins at a token, and the token after it; None where no number begins."""
    token = toks[at]
    if token.kind == "number":
        value = _parse(token.text)
        end = at + 1
        while value is not None and end < len(toks) and toks[end].folded in SCALES:
            value *= SCALES[toks[end].folded]
            end += 1
        return value, end
    if token.folded not in _SMALL:
        return None
    total, part, end = 0, 0, at
    while end < len(toks):
        word = toks[end].folded
        if word in _SMALL:
            part += _SMALL[word]
        elif word == "hundred":
            part *= 100
        elif word in SCALES:
            total, part = total + part * SCALES[word], 0
        elif not (word in ("-", "and") and end + 1 < len(toks) and _goes_on(toks, end)):
            break
        end += 1
    return Decimal(total + part), end


def _goes_on(toks: Sequence[Token], at: int) -> bool:
    before, after = toks[at - 1].folded, toks[at + 1].folded
    if toks[at].folded == "and":
        return before in SCALES and after in _SMALL
    return before in _TENS and after in _DIGITS


def _parse(text: str) -> Decimal | None:
    plain = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    plain = re.sub(r"\s", "", plain).replace("\u066c", ",").replace("\u066b", ".")
    if "." in plain and "," in plain and plain.rindex(",") > plain.rindex("."):
        plain = plain.translate(str.maketrans(",.", ".,"))
    groups = plain.partition(".")[0].split(",")
    if len(groups) > 1 and not all(len(group) == len("000") for group in groups[1:]):
        if len(groups) > len("1,") or "." in plain:
            return None
        plain = plain.replace(",", ".")
    try:
        return Decimal(plain.replace(",", ""))
    except InvalidOperation:
        return None


def date_at(toks: Sequence[Token], at: int) -> int | None:
    """The token after the date or year that begins at a token; None where none begins."""
    first = toks[at]
    if first.kind != "number" and first.folded not in _MONTHS:
        return None
    after = [token.folded for token in toks[at : at + 6]]
    if first.folded in _MONTHS:
        return _month_first(toks, at) if first.text[0].isupper() and after[1:2] and after[1].isdecimal() else None
    if "," in first.text or " " in first.text:
        return None
    if after[1:2] and after[1] in _MONTHS and toks[at + 1].text[0].isupper():
        return at + 3 if after[2:3] and _is_year(toks[at + 2]) else at + 2
    if after[1:4:2] in (["-", "-"], ["/", "/"]) and all(word.isdecimal() for word in after[:5:2]):
        return at + len(after[:5])
    dotted = first.text.count(".") == len("..")
    return at + 1 if dotted or (_is_year(first) and _stands_as_year(toks, at)) else None


def _month_first(toks: Sequence[Token], at: int) -> int:
    year = at + 3 if at + 2 < len(toks) and toks[at + 2].text == "," else at + 2
    return year + 1 if year < len(toks) and _is_year(toks[year]) else at + 2


def _is_year(token: Token) -> bool:
    return token.text.isdecimal() and len(token.text) == len("2025") and int(token.text) in _YEARS


def _stands_as_year(toks: Sequence[Token], at: int) -> bool:
    after = toks[at + 1] if at + 1 < len(toks) else None
    if after is None or after.kind != "word":
        return after is None or after.folded not in ("%", "-")
    before = toks[at - 1].folded if at else ""
    if after.folded in ("levels", "level"):  # "below 1990 levels"
        return True
    return (before in _TIME_BEFORE or after.folded in STOP_WORDS) and after.folded not in TIME_UNITS
