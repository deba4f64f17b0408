"""Numerals: numbers and dates as they are written, in digits of any script and in English words."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from onetext.text.words import STOP_WORDS, Token, fold, visible, word_set


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
MONEY_SCALES = SCALES | {"k": 10**3, "m": 10**6, "tn": 10**12}
"""The scales behind an amount with a sign of currency; elsewhere "5 m" is a length."""
_SCALE_WORDS = word_set("hundred thousand million billion trillion")
_PARTS = word_set("half quarter quarters third thirds fifth fifths tenth tenths")
_LONG_MONTHS = "january february march april may june july august september october november december"
_SHORT_MONTHS = word_set("jan feb mar apr jun jul aug sep sept oct nov dec")
_MONTHS = word_set(_LONG_MONTHS) | _SHORT_MONTHS
_MONTH_NUMBERS = {name[:3]: number for number, name in enumerate(_LONG_MONTHS.split(), 1)}
_ORDINAL = word_set("st nd rd th")
TIME_UNITS = word_set(
    "second seconds minute minutes hour hours day days week weeks month months year years decade decades"
)
_TIME_BEFORE = word_set(
    "in by since until till before after from of year years during through circa and to - ( / between around"
)
_DIGIT = re.compile(r"\d")
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(sorted(_SMALL))}|a\s+(?:{'|'.join(sorted(_SCALE_WORDS))}))\b")
_BEGINNINGS = _SMALL.keys() | _MONTHS | {"a"}
_YEARS = range(1500, 2200)
_YEAR, _MOST_DAYS, _MOST_MONTHS = len("2025"), 31, 12
_NUMERIC = re.compile(r"(\d{4}|\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{1,2})")
_DOTTED_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")


def mentioned(words: str) -> bool:
    """Whether a wording may hold a number or a date at all: most provisions hold none."""
    return bool(_DIGIT.search(words) or _NUMBER_WORD.search(fold(words)))


def may_begin(token: Token) -> bool:
    """Whether a number or a date may begin at a token."""
    return token.kind == "number" or token.folded in _BEGINNINGS


def number_at(toks: Sequence[Token], at: int, scales: Mapping[str, int] = SCALES) -> tuple[Decimal | None, int] | None:
    """The number that begins at a token, and the token after it; None where no number begins."""
    token = toks[at]
    if token.kind == "number":
        value = _parse(token.text)
        end = at + 1
        while value is not None and end < len(toks) and toks[end].folded in scales:
            value *= scales[toks[end].folded]
            end += 1
        return value, end
    if token.folded in _SMALL:
        return _in_words(toks, at, 0)
    return _in_words(toks, at + 1, 1) if _is_article_of_scale(toks, at) else None


def _is_article_of_scale(toks: Sequence[Token], at: int) -> bool:
    """Whether an article says one of what follows, "a hundred"; not in "half a million", "a quarter of a million"."""
    if toks[at].folded != "a" or at + 1 == len(toks) or toks[at + 1].folded not in _SCALE_WORDS:
        return False
    if [token.folded for token in toks[at + 2 : at + 4]] == ["and", "a"]:  # "a million and a half"
        return not (at + 4 < len(toks) and toks[at + 4].folded in _PARTS)
    before = at - 1 - (at > 0 and toks[at - 1].folded in ("of", "-"))
    return before < 0 or toks[before].folded not in _PARTS


def _in_words(toks: Sequence[Token], end: int, part: int) -> tuple[Decimal, int]:
    total = 0
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
        behind = toks[at + 2].folded if at + 2 < len(toks) else ""
        return before in SCALES and after in _SMALL and behind != before  # "one hundred and two hundred" are two
    return before in _TENS and after in _DIGITS


def _parse(text: str) -> Decimal | None:
    plain = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    plain = re.sub(r"[\s'\u2019]", "", plain).replace("\u066c", ",").replace("\u066b", ".")
    if _DOTTED_THOUSANDS.fullmatch(plain):
        return Decimal(plain.replace(".", ""))
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
    if first.folded in _MONTHS:
        return _month_first(toks, at)
    if first.kind != "number" or "," in first.text or " " in first.text:
        return None
    if end := _day_first(toks, at):
        return end
    after = [token.folded for token in toks[at : at + 5]]
    if after[1:4:2] in (["-", "-"], ["/", "/"]) and all(word.isdecimal() for word in after[::2]):
        return at + len(after)
    if first.text.count(".") == len(".."):
        return at + 1 if _may_be_date(first.text.split(".")) else None
    return at + 1 if _is_year(first) and _stands_as_year(toks, at) else None


def date_parts(words: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date as `date_at` reads it, 0 for what is not given, however the date is printed.

    None where its words do not say which number is which: in "01/12/2025" either may be the month.
    """
    if numeric := _NUMERIC.fullmatch(fold(words)):
        first, _, second, third = numeric.groups()
        if len(first) == _YEAR:
            return int(first), int(second), int(third)
        return (int(third), int(second), int(first)) if int(second) <= _MOST_MONTHS < int(first) else None
    found = {"year": 0, "month": 0, "day": 0}
    for token in visible(words):
        if token.folded in _MONTHS:
            found["month"] = _MONTH_NUMBERS[token.folded[:3]]
        elif token.text.isdecimal():
            found["year" if _is_year(token) else "day"] = int(token.text)
    return (found["year"], found["month"], found["day"]) if found["month"] else None


def _may_be_date(groups: Sequence[str]) -> bool:
    """Whether three groups of digits may be a day, a month and a year, in this order or the other way round."""
    if not all(group.isdecimal() for group in groups):
        return False
    first, month, last = groups
    day, year = (last, first) if len(first) == _YEAR else (first, last)
    return len(year) in (2, _YEAR) and 0 < int(day) <= _MOST_DAYS and 0 < int(month) <= _MOST_MONTHS


def _month_at(toks: Sequence[Token], at: int) -> int | None:
    """The token after the name of a month, with the full stop of a short one; None where no month stands."""
    if at >= len(toks) or toks[at].folded not in _MONTHS or not toks[at].text[0].isupper():
        return None
    stop = toks[at].folded in _SHORT_MONTHS and at + 1 < len(toks) and toks[at + 1].text == "."
    return at + 1 + stop


def _behind_day(toks: Sequence[Token], at: int) -> int:
    """The token after a number, with the ending of an ordinal: "1", "1st"."""
    ordinal = at + 1 < len(toks) and toks[at + 1].folded in _ORDINAL and toks[at].end == toks[at + 1].start
    return at + 1 + ordinal


def _day_first(toks: Sequence[Token], at: int) -> int | None:
    month = _behind_day(toks, at)
    month += month > at + 1 and month < len(toks) and toks[month].folded == "of"
    year = _month_at(toks, month)
    if year is None:
        return None
    if year < len(toks) and _is_year(toks[year]):
        return year + 1
    comma = year + 1 < len(toks) and toks[year].text == "," and _is_year(toks[year + 1])
    return year + 2 if comma and _stands_as_year(toks, year + 1) else month + 1


def _month_first(toks: Sequence[Token], at: int) -> int | None:
    day = _month_at(toks, at)
    if day is None or day >= len(toks):
        return None
    if toks[day].text == "," and day + 1 < len(toks) and _is_year(toks[day + 1]):  # "December, 2025"
        return day + 2 if _stands_as_year(toks, day + 1) else None
    if not toks[day].folded.isdecimal():
        return None
    behind = _behind_day(toks, day)
    year = behind + (behind + 1 < len(toks) and toks[behind].text == ",")
    return year + 1 if year < len(toks) and _is_year(toks[year]) else behind


def _is_year(token: Token) -> bool:
    return token.text.isdecimal() and len(token.text) == _YEAR and int(token.text) in _YEARS


def _stands_as_year(toks: Sequence[Token], at: int) -> bool:
    after = toks[at + 1] if at + 1 < len(toks) else None
    if after is None or after.kind != "word":
        return after is None or after.folded not in ("%", "-")
    before = toks[at - 1].folded if at else ""
    if after.folded in ("levels", "level"):  # "below 1990 levels"
        return True
    return (before in _TIME_BEFORE or after.folded in STOP_WORDS) and after.folded not in TIME_UNITS
