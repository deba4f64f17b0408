"""Quantities: typed numbers in a wording, with unit, bound, baseline and date."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

import msgspec

from onetext.sentences import say
from onetext.text.sense.bracketed_numbers import outside
from onetext.text.sense.counted import counted_ahead
from onetext.text.sense.numerals import MONEY_SCALES, SCALES, TIME_UNITS, date_at, may_begin, mentioned, number_at
from onetext.text.words import QUOTES, Token, fold, visible, word_set

Bound = Literal["exactly", "about", "at most", "less than", "at least", "more than"]


class Quantity(msgspec.Struct, frozen=True):
    """One number with its meaning, or one date.

    `value` and `unit` as in "600000" and "personnel" (for a date None and ""; the unit is "" where none is given).
    `counting` is what is counted and how ("working", "excluding reserves"), None where the wording does not say.
    `baseline` is the number that it is compared with; `as_of` the date at which it held, None where undated
    ("now" is no date). `words` stand at `start` to `end` of the wording, with bound and unit; those of a number
    alone in its bracket are only those inside, though the bound and the unit outside are its own.
    """

    kind: Literal["number", "date"]
    value: Decimal | None
    unit: str
    bound: Bound
    approximate: bool
    words: str
    start: int
    end: int
    counting: str | None = None
    baseline: "Quantity | None" = None
    as_of: str | None = None

    @property
    def flags(self) -> tuple[str, ...]:
        """What a reader should ask about, as short sentences without a full stop."""
        if self.baseline and self.baseline.kind == "number" and self.baseline.as_of is None:
            return (say("the baseline has no date"),)
        return ()


_LABELS = word_set(
    "article articles art paragraph paragraphs para paras section sections point points annex annexes chapter "
    "rule rules resolution resolutions decision protocol regulation directive option options version page "
    "pages recital clause clauses item items step phase stage schedule table number no nos part amendment "
    "subparagraph session law convention appendix track round tier category figure box footnote title act"
)
_QUALIFIERS = word_set(
    "military armed active active-duty new additional more further other heavy light long-range peacekeeping "
    "foreign national international Ukrainian Russian American European main major calendar working business "
    "consecutive full metric nuclear deployed operational civilian civil political short "
    "medium frozen voting permanent non-permanent independent separate equal successive annual monthly"
)
_COUNTING = word_set("active active-duty calendar working business consecutive deployed operational peacetime")
_NO_UNIT = word_set(
    "a an and as at but by for from if in is it its now of on or that the their this to was were when which "
    "while will with shall may must should are has have had not nor than under within until per currently today "
    "respectively whichever whether after before above below following unless provided be been against down up "
    "compared instead over through during between since also into onto upon toward towards without pursuant "
    "concerning regarding apply applies"
)
_UNITS = TIME_UNITS | word_set(
    "metre metres meter meters km kilometre kilometres kilometer kilometers mile miles hectare hectares "
    "tonne tonnes ton tons kg mm cm m degree degrees dollar dollars euro euros pound pounds rouble roubles "
    "km2 m2 m3 ha"
)
FRACTIONS = word_set("thirds quarters fourths fifths sixths sevenths eighths ninths tenths")
"""Units of a share: "two-thirds" is two of them."""
_MEASURES = word_set("square cubic nautical")
_SINGULAR = {unit.removesuffix("s"): unit for unit in _UNITS | {"troops", "soldiers"} if unit.endswith("s")}
_CURRENCY = {"$": "US dollars", "€": "euros", "£": "pounds", "usd": "US dollars", "eur": "euros", "₴": "hryvnias"}
_ABOUT = word_set("about approximately around some roughly nearly almost circa approx ca ~ estimated")
_PHRASES: dict[Bound, str] = {
    "at most": "at most|up to|no more than|not more than|not exceeding|not exceed|maximum of|maximum|within|"
    "no later than|not later than|ceiling of|not to exceed|no longer than|cap of|limited to|capped at|limit of",
    "at least": "at least|no less than|not less than|no fewer than|not fewer than|minimum of|minimum|not below",
    "less than": "less than|fewer than|below|under",
    "more than": "more than|over|exceeding|exceed|exceeds|above|in excess of|greater than",
}
_BOUNDS = {tuple(phrase.split()): bound for bound, line in _PHRASES.items() for phrase in line.split("|")}
_LONGEST_BOUND = max(map(len, _BOUNDS))
_AFTERWARDS: dict[str, Bound] = {"more": "at least", "less": "at most", "fewer": "at most"}
_LIMITING = word_set("limit limits limited limiting cap caps capped capping restrict restricts restricted restricting")
_COUNTED = word_set("excluding including counting counted measured")
_CENTURIES, _YEAR = frozenset({"18", "19", "20"}), 4
_FAR = 12  # tokens within which a limiting verb or a baseline still belongs to its number


def quantities(words: str) -> tuple[Quantity, ...]:
    """The quantities and dates of a wording in their order; a baseline stands inside its quantity only.

    Numbers that only name something ("Article 5", "28-point", "paragraphs 3 and 4") are no quantities.
    Numbers are read from the digits of any script; number words, units and bounds are read in English.
    """
    found: list[Quantity] = []
    toks = _unquoted(words) if mentioned(words) else ()
    free = 0
    for at in [place for place, token in enumerate(toks) if may_begin(token)]:
        if at < free:
            continue
        if end := date_at(toks, at):
            _add_date(found, words, _span(words, toks[at].start, toks[end - 1].end))
            free = end
        elif read := number_at(toks, at, MONEY_SCALES if at and toks[at - 1].folded in _CURRENCY else SCALES):
            value, free = read
            if value is not None and not _names_something(toks, at, free):
                quantity, free = _quantity(words, toks, at, free, value)
                _add(found, words, quantity)
    return tuple(found)


MOST_DIGITS = 30
"""A number that a person types has no more digits before or behind its point: "1e9999999999" fits no page."""


def show(value: Decimal, sign: str = "") -> str:
    """A number with commas between thousands and no needless zeros, "600,000"."""
    said = format(value, f"{sign},f")
    return said.rstrip("0").rstrip(".") if "." in said else said


_QUOTE = re.compile(f"[{''.join(sorted(QUOTES))}]")
_PRIMES = "\u2032\u2033"  # minutes and seconds, feet and inches


def _unquoted(words: str) -> Sequence[Token]:
    """The tokens without quotation marks: “30” days are 30 days. A lone mark behind a number stays: feet, inches."""
    toks = visible(words)
    if not _QUOTE.search(words):
        return toks
    kept: list[Token] = []
    opened: set[str] = set()
    before: Token | None = None
    for token in toks:
        if token.text not in QUOTES or token.text in _PRIMES:
            kept.append(token)
        elif before is None or before.end < token.start:
            opened.add(token.folded)
        elif token.folded in opened:
            opened.remove(token.folded)
        elif before.kind == "punctuation":
            opened.add(token.folded)
        elif before.kind == "number":
            kept.append(token)
        before = token
    return kept


def _with_its_quote(words: str, start: int, end: int) -> int:
    """Where a quantity begins: at the quotation mark before it, if only the closing one is among its words."""
    marks = len(_QUOTE.findall(words, start, end))
    return start - 1 if marks % 2 and start and words[start - 1] in QUOTES else start


def _span(words: str, start: int, end: int) -> Quantity:
    start = _with_its_quote(words, start, end)
    return Quantity("date", None, "", "exactly", approximate=False, words=words[start:end], start=start, end=end)


def _adjacent(toks: Sequence[Token], at: int) -> bool:
    """Whether the token stands right behind the one before it, without a space."""
    return 0 < at < len(toks) and toks[at - 1].end == toks[at].start


def _names_something(toks: Sequence[Token], at: int, end: int) -> bool:
    before = toks[at - 1].folded if at else ""
    after = toks[end].folded if end < len(toks) else ""
    if (before in ("", "(") and after == ")") or (not at and after == "."):
        return True
    if toks[at].folded in ("one", "zero") and after not in _UNITS:  # a pronoun: "no one", "one of them"
        return end == at + 1
    if _adjacent(toks, end) and toks[end].kind == "word" and after not in _UNITS:
        return True
    if _year_of_a_title(toks, at, end):
        return True
    if after in ("-", "/") and _adjacent(toks, end) and _adjacent(toks, end + 1):
        unit = toks[end + 1]
        return unit.kind == "word" and unit.folded not in _UNITS | FRACTIONS
    joined = before in ("-", "/", ".") and _adjacent(toks, at) and _adjacent(toks, at - 1)
    return (joined and toks[at - 2].kind == "word") or _labelled(toks, at, has_unit=bool(after) and _is_unit(toks[end]))


def _year_of_a_title(toks: Sequence[Token], at: int, end: int) -> bool:
    """Whether a year stands before a name: "the 1951 Convention"."""
    figures = toks[at].folded
    is_year = end == at + 1 and figures.isdecimal() and figures[:2] in _CENTURIES and len(figures) == _YEAR
    return is_year and end < len(toks) and toks[end].kind == "word" and toks[end].text.istitle()


def _labelled(toks: Sequence[Token], at: int, *, has_unit: bool) -> bool:
    """Whether a label stands before the number, or before the list of numbers that it belongs to."""
    back = at - 1
    while back >= max(0, at - _FAR):
        token = toks[back]
        if token.folded in _LABELS:
            return True
        in_list = token.kind == "number" or token.folded in (",", "and", "or", "to", "-")
        if token.folded not in ("(", ".", "[", "]") and (has_unit or not in_list):
            return False
        back -= 1
    return False


def _is_unit(token: Token) -> bool:
    if token.folded == "%":
        return True
    if token.kind != "word" or token.folded in _NO_UNIT:
        return False
    return token.text[0].islower() or token.folded.endswith("s") or not token.text[0].isupper()


def _quantity(words: str, toks: Sequence[Token], at: int, end: int, value: Decimal) -> tuple[Quantity, int]:
    start, currency = _currency(toks, at)
    if currency:
        unit, counting, end = _per([token.folded for token in toks[end : end + 2]], currency, 0, None, end)
    elif _is_range(toks, end):
        unit, counting, _ = _unit(toks, end + 2)
    else:
        unit, counting, end = _unit(toks, end)
    start, bound, approximate = _bound(toks, start)
    if options := outside(toks, start, end):
        unit, counting, _ = (unit, counting, end) if unit else _unit(toks, options[1])
        bound = _bound(toks, options[0])[1] if bound == "exactly" else bound
    unit = unit or counted_ahead(toks, options[0] if options else start)
    if toks[end : end + 1] and toks[end].folded == "or" and end + 1 < len(toks):
        bound = _AFTERWARDS.get(toks[end + 1].folded, bound)
    bound = _range_bound(toks, at, end) or bound
    counting, end = _counted(words, toks, end, counting)
    last = toks[end - 1].end
    first = _with_its_quote(words, toks[start].start, last)
    quantity = Quantity("number", value, unit, bound, approximate, words[first:last], first, last, counting)
    return quantity, end


def _currency(toks: Sequence[Token], at: int) -> tuple[int, str]:
    if not at or toks[at - 1].folded not in _CURRENCY:
        return at, ""
    us = at > 1 and toks[at - 2].folded == "us"
    return at - 2 if us else at - 1, _CURRENCY[toks[at - 1].folded]


def _is_range(toks: Sequence[Token], at: int) -> bool:
    return at + 1 < len(toks) and toks[at].folded == "-" and toks[at + 1].kind == "number"


def _unit(toks: Sequence[Token], end: int) -> tuple[str, str | None, int]:
    """The unit after a number, what is said about counting, and the token after both."""
    folded = [token.folded for token in toks[end : end + _FAR]]
    at = 0
    if folded[:1] == ["("] and folded[2:3] == [")"]:
        at = len("(3)")
    at += folded[at : at + 1] == ["-"]
    if folded[at : at + 2] == ["°", "c"]:
        return "°C", None, end + at + 2
    if folded[at : at + 2] == ["per", "cent"]:
        return "%", None, end + at + 2
    if folded[at : at + 1] in (["%"], ["percent"]):
        points = folded[at + 1 : at + 2] == ["points"]
        return ("percentage points" if points else "%"), None, end + at + 1 + points
    if folded[at : at + 2] in (["us", "dollars"], ["us", "dollar"]):
        return _per(folded, "US dollars", at + 2, None, end)
    counting = []
    measure = f"{folded[at]} " if folded[at : at + 1] and folded[at] in _MEASURES else ""
    at += bool(measure)
    while at < len(folded) and (folded[at] in _QUALIFIERS or folded[at : at + 1] == ["-"]):
        counting += [folded[at]] if folded[at] in _COUNTING else []
        at += 1 + (folded[at : at + 3] == ["active", "-", "duty"]) * 2
    if at >= len(folded) or not _is_unit(toks[end + at]):
        return "", None, end
    unit = f"{measure}{_SINGULAR.get(folded[at], folded[at])}"
    return _per(folded, unit, at + 1, " ".join(counting) or None, end)


def _per(folded: Sequence[str], unit: str, at: int, counting: str | None, end: int) -> tuple[str, str | None, int]:
    if folded[at : at + 1] in (["per"], ["each"]) and folded[at + 1 : at + 2]:
        return f"{unit} per {folded[at + 1]}", counting, end + at + 2
    return unit, counting, end + at


def _bound(toks: Sequence[Token], start: int) -> tuple[int, Bound, bool]:
    approximate = False
    while start and toks[start - 1].folded in _ABOUT:
        start, approximate = start - 1, True
    for length in range(min(_LONGEST_BOUND, start), 0, -1):
        phrase = tuple(token.folded for token in toks[start - length : start])
        if phrase in _BOUNDS:
            return start - length, _BOUNDS[phrase], approximate
    if start and toks[start - 1].folded in ("to", "at"):
        for token in reversed(toks[max(0, start - _FAR) : start]):
            if token.folded in (".", ";", ":"):
                break
            if token.folded in _LIMITING:
                return start, "at most", approximate
    return start, "about" if approximate else "exactly", approximate


def _range_bound(toks: Sequence[Token], at: int, end: int) -> Bound | None:
    before = [token.folded for token in toks[max(0, at - _FAR) : at]]
    if before[-1:] == ["-"] and len(before) > 1 and toks[at - 2].kind == "number":
        return "at most"
    if before[-1:] == ["and"] and "between" in before and toks[at - 2].kind != "punctuation":
        return "at most"
    return "at least" if before[-1:] == ["between"] or _is_range(toks, end) else None


def _counted(words: str, toks: Sequence[Token], end: int, counting: str | None) -> tuple[str | None, int]:
    at = end + (end < len(toks) and toks[end].folded == ",")
    folded = [token.folded for token in toks[at : at + 2]]
    if folded == ["in", "peacetime"]:
        return "in peacetime", at + 2
    if not folded or (folded[0] not in _COUNTED and (folded[0] != "not" or folded[-1] not in _COUNTED)):
        return counting, end
    last = at
    while last < len(toks) and toks[last].folded not in (",", ".", ";", ":", ")", "from", "by"):
        last += 1
    said = words[toks[at].start : toks[last - 1].end]
    return f"{counting}, {said}" if counting else said, last


_STOOD_AGAINST = re.compile(
    r"[\s,(]*(?:(?:down|up|cut|raised|reduced|increased)? ?from|(?:as )?compared (?:with|to)|(?:as )?against"
    r"|relative to|rather than|instead of)(?: the| a| its| present| current| existing| some| total| level| of){0,4}\s*"
)
_STOOD_AT = re.compile(r"[\s,(]*(?:now |today )?(?:as of|as at|as on|in|on|at|at the end of|since)(?: the)?\s*")
_STOOD_AS_OF = re.compile(r"[\s,(]*(?:as of|as at|as on)(?: the)?\s*")
_BELOW_YEAR = re.compile(r"[\s,(]*(?:below|above|compared (?:with|to)|relative to|from)(?: the)?\s*")
_CLOSE = 60  # characters between two quantities that belong together


def _between(words: str, start: int, end: int) -> str:
    return _QUOTE.sub("", fold(words[start:end])) if end - start <= _CLOSE else "."


def _add(found: list[Quantity], words: str, new: Quantity) -> None:
    at = _compared(found, words)
    if at is not None:
        last = found[at]
        between = _between(words, found[-1].end, new.start)
        near = last is found[-1] or (last.baseline is None and new.unit in ("", last.unit))
        if near and _STOOD_AGAINST.fullmatch(between):
            base = msgspec.structs.replace(new, unit=new.unit or last.unit)
            found[at] = msgspec.structs.replace(last, unit=last.unit or new.unit, baseline=base)
            return
    if found and found[-1].kind == "number":
        last = found[-1]
        between = _between(words, last.end, new.start)
        if between.strip() == "to" and _between(words, max(0, last.start - 7), last.start).strip().endswith("from"):
            base = msgspec.structs.replace(last, unit=last.unit or new.unit)
            found[-1] = msgspec.structs.replace(new, baseline=base)
            return
        if between.strip() == "to" and _is_range_in_words(words, last, new):
            counting = last.counting if last.unit else new.counting
            found[-1] = msgspec.structs.replace(last, unit=last.unit or new.unit, counting=counting, bound="at least")
            new = msgspec.structs.replace(new, bound="at most")
        elif not last.unit and between.strip() in ("-", "and", "to", "or"):
            found[-1] = msgspec.structs.replace(last, unit=new.unit)
    found.append(new)


def _is_range_in_words(words: str, low: Quantity, high: Quantity) -> bool:
    """Whether "60 to 90 days" are two bounds; "raise the fee of 60 to 90 crowns" is a step from one to the other."""
    if low.value is None or high.value is None or low.value >= high.value or low.unit not in ("", high.unit):
        return False
    if low.unit not in ("", "%") and not low.words[-1].isdecimal():  # "gave 5 boats to 12 boats"
        return False
    before = fold(words[max(0, low.start - _CLOSE) : low.start])
    return not _STEP.search(_SENTENCE_END.split(before)[-1])


def _compared(found: Sequence[Quantity], words: str) -> int | None:
    """Where the number is that a baseline behind all of these belongs to: the last, or the one before its date."""
    if found and found[-1].kind == "number":
        return -1
    if len(found) > 1 and found[-2].kind == "number":
        between = words[found[-2].end : found[-1].start]
        if len(between) <= _SAME_SENTENCE and not _SENTENCE_END.search(between):
            return -2
    return None


_STEP = re.compile(
    r"\b(?:rais|increas|reduc|decreas|lower|rise|rose|cut|limit|extend|extension|shorten|chang|amend|bring|brought|grow|"
    r"grew|expand|lengthen|widen|narrow|double|adjust|mov|ratio|odds|vote)"
)
_SENTENCE_END = re.compile(r"[;:!?]|\.\s")
_SAME_SENTENCE = 300  # characters between a number and the date by which it is to hold


def _add_date(found: list[Quantity], words: str, date: Quantity) -> None:
    at = _compared(found, words)
    base = found[at].baseline if at is not None else None
    if at is not None and base and found[-1].start <= base.end < date.start:
        if _STOOD_AT.fullmatch(_between(words, base.end, date.start)):
            dated = msgspec.structs.replace(base, as_of=date.words)
            found[at] = msgspec.structs.replace(found[at], baseline=dated)
            return
    elif at == -1 and not base:
        between = _between(words, found[-1].end, date.start)
        if _STOOD_AS_OF.fullmatch(between):
            found[-1] = msgspec.structs.replace(found[-1], as_of=date.words)
            return
        if _BELOW_YEAR.fullmatch(between):
            found[-1] = msgspec.structs.replace(found[-1], baseline=date)
            return
    found.append(date)
