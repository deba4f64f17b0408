"""The markers that number a text: "1.", "(a)", "(iv)", "3.3 bis", "Article 5", "Point 3:", "## …", "- …"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from onetext.text.brackets.scan import OPTION, is_option

LIST = 30
"""The rank of points and items; headings, chapters and articles rank above them with smaller figures."""

_RANKS = {"part": 7, "annex": 7, "appendix": 7, "protocol": 7, "title": 8, "chapter": 9, "section": 10}
_ARTICLES = {"article": 12, "rule": 12, "principle": 12, "§": 13}
_KEYWORD_RANKS = {**_RANKS, **_ARTICLES, "point": LIST, "paragraph": LIST}


class Marker(NamedTuple):
    """A printed marker: what it numbers, and in which series it can stand.

    `series` holds the possible readings, as "(i)" is the first of the romans or the ninth of the letters: a style and
    an ordinal. `end` is where the words begin; it is the start of the line where the marker stands inside a bracket
    or emphasis that goes on, so that the words keep it. `sure` markers need no fitting neighbours.
    """

    rank: int
    number: str
    series: tuple[tuple[str, int], ...]
    end: int
    sure: bool = True
    heading: bool = False
    joined: str = ""


_BIS = r"(?:\.?[ ]?(?P<bis>bis|ter|alt|quater|quat|quinquies|sexies|septies|octies))?"
_LEAD = r"(?P<lead>[\[*_]{0,12})"
_CLOSE = r"(?P<close>[*_]{0,3})"
_END = r"(?=[\s\[]|\Z)"
_VACANT_WORDS = r"(?:left )?vacant|reserved|deleted|omitted|(?:intentionally )?left blank|void"
_HASHES = re.compile(r"(?P<hashes>#{1,6})[ \t]+")
_BULLET = re.compile(r"[-*+•][ \t]+(?=[^\s])")
_KEYWORD = re.compile(
    _LEAD + r"(?P<word>Article|Point|Paragraph|Section|Chapter|Part|Title|Annex|Appendix|Protocol|Rule|Principle|§)"
    r"(?:[ ]|(?=\d))(?P<number>\d{1,3}|[IVXLC]{1,7}|[A-Z])"
    + _BIS
    + r"(?P<stop>[.:)\u2013\u2014]?)"
    + _CLOSE
    + r"(?=[\s\]]|\Z)",
    re.IGNORECASE,
)
_DOTTED = re.compile(_LEAD + r"(?P<number>\d{1,3}(?:\.(?:\d{1,3}|[a-z](?![a-z])))+)" + _BIS + r"[.):]?" + _CLOSE + _END)
_FIGURE = re.compile(
    _LEAD
    + r"(?P<open>\(?)(?P<number>\d{1,3}[A-Z]?)"
    + _BIS
    + r"(?P<stop>[.)]?)"
    + _CLOSE
    + _END
    + rf"(?P<vacant>[ \t]+[\[(*_]{{0,4}}(?:{_VACANT_WORDS})\b)?",
    re.IGNORECASE,
)
_LETTER = re.compile(
    _LEAD + r"(?P<open>\(?)(?P<number>[a-z]{1,5}|[A-Z]{1,5})" + _BIS + r"(?P<stop>[.)])" + _CLOSE + _END
)
_DOUBLED = re.compile(r"([a-z])\1?")
_ROMAN = re.compile(r"(?=[ivxlc])(c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_VACANT = re.compile(rf"[\s\[(*_]{{0,6}}(?:{_VACANT_WORDS})[\s\])*_.;]{{0,6}}", re.IGNORECASE)
_GOES_ON = re.compile(r"[ \t]*[,;a-z]")
_LONGEST_HEADING = 160


def is_vacant(words: str) -> bool:
    """Whether the words only keep a number free: "vacant", "[Reserved]", "(deleted)"."""
    return _VACANT.fullmatch(words) is not None


def marker_at(source: str, line: int, start: int, stop: int) -> Marker | None:
    """The marker of a line; None without one.

    `line`, `start` and `stop` are the offsets of the line, of its first character that is not white space, and of
    its end.
    """
    if found := _HASHES.match(source, start, stop):
        return _heading(source, found, stop)
    option = OPTION.match(source, line, stop)
    if option and is_option(option) and option.start("marker") == start:
        label = option["label"] or ""
        return Marker(LIST, f"Option {label}".strip(), _plain_series("option", label), option.end())
    if source[start : start + 1].isdecimal():
        return _dotted(source, start, stop) or _figure(source, start, stop)
    if bullet := _BULLET.match(source, start, stop):
        return Marker(LIST, "", (("bullet", 0),), bullet.end())
    return (
        _keyword(source, start, stop)
        or _dotted(source, start, stop)
        or _figure(source, start, stop)
        or _letter(source, start, stop)
    )


def _heading(source: str, found: re.Match[str], stop: int) -> Marker:
    inner = _keyword(source, found.end(), stop) or _dotted(source, found.end(), stop)
    inner = inner or _figure(source, found.end(), stop)
    rank = len(found["hashes"])
    if inner is None:
        return Marker(rank, "", (("heading", 0),), found.end(), heading=True)
    return inner._replace(rank=rank, sure=True, heading=True)


def _keyword(source: str, start: int, stop: int) -> Marker | None:
    found = _KEYWORD.match(source, start, stop)
    if not found or not found["word"][0].isupper() | (found["word"] == "§"):
        return None
    bare = not found["stop"] and not found["close"]
    rest = source[found.end() : min(stop, found.end() + _LONGEST_HEADING + 1)]
    if bare and found["word"] != "§" and _GOES_ON.match(rest):
        return None
    word = found["word"].capitalize()
    rank = _KEYWORD_RANKS[word.lower()]
    label = _label(found)
    number = label if word in {"Point", "Paragraph"} else f"{word} {label}"
    heading = rank < LIST and len(rest) <= _LONGEST_HEADING and not rest.rstrip("]*_ \t\r\n").endswith((".", ";", ","))
    end = _end(found)
    sure = found["stop"] != "." and (not bare or not rest.strip())
    return Marker(rank, number, _plain_series(word.lower(), found["number"]), end, sure, heading)


def _dotted(source: str, start: int, stop: int) -> Marker | None:
    found = _DOTTED.match(source, start, stop)
    if not found:
        return None
    before, _, last = found["number"].rpartition(".")
    ordinal = int(last) if last.isdigit() else 0
    return Marker(LIST, _label(found), ((f"dotted {before.count('.')}", ordinal),), _end(found), joined="whole")


def _figure(source: str, start: int, stop: int) -> Marker | None:
    found = _FIGURE.match(source, start, stop)
    if not found or (found["open"] and found["stop"] != ")"):
        return None
    bare = not found["stop"]
    if bare and not found["bis"] and not found["vacant"]:
        return None
    number = int(re.sub(r"\D", "", found["number"]))
    style = f"{found['open']}1{found['stop']}"
    styles = ("1.", "1)", "(1)") if bare else (style,)
    joined = "." if style in {"1", "1."} else "()"
    return Marker(LIST, _label(found), tuple((s, number) for s in styles), _end(found), joined=joined)


def _letter(source: str, start: int, stop: int) -> Marker | None:
    found = _LETTER.match(source, start, stop)
    if not found or (found["open"] and found["stop"] != ")"):
        return None
    case = "A" if found["number"].isupper() else "a"
    shape = f"{found['open']}{case}{found['stop']}"
    series = tuple((f"{shape} {kind}", ordinal) for kind, ordinal in ordinals(found["number"]))
    sure = found["stop"] == ")"
    return Marker(LIST, _label(found), series, _end(found), sure, joined="()") if series else None


def _label(found: re.Match[str]) -> str:
    bis = (found["bis"] or "").lower().replace("quat", "quater").replace("quaterer", "quater")
    return f"{found['number']} {bis}".strip()


def _end(found: re.Match[str]) -> int:
    """Where the words begin: after the marker, unless a bracket or an emphasis opened before it goes on."""
    kept = found["lead"] and found["lead"][::-1] != found["close"]
    return found.start() if kept else found.end("close")


def _plain_series(style: str, number: str) -> tuple[tuple[str, int], ...]:
    if number.isdigit():
        return ((style, int(number)),)
    return tuple((f"{style} {kind}", ordinal) for kind, ordinal in ordinals(number)) or ((style, 0),)


def ordinals(letters: str) -> Iterator[tuple[str, int]]:
    """What letters can count: "c" is the third letter or the roman hundred, "bb" the letter after "aa"."""
    small = letters.lower()
    if _DOUBLED.fullmatch(small):
        yield "letter", ord(small[0]) - ord("a") + 1 + 26 * (len(small) - 1)
    if small and (found := _ROMAN.fullmatch(small)):
        yield "roman", _roman(found)


def roman(ordinal: int) -> str:
    """A small roman numeral, for 1 to 399."""
    hundreds, rest = divmod(ordinal, 100)
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")[rest // 10]
    return "c" * hundreds + tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[rest % 10]


def _roman(found: re.Match[str]) -> int:
    tens = {"xc": 9, "xl": 4}.get(found[2]) or 5 * ("l" in found[2]) + found[2].count("x")
    ones = {"ix": 9, "iv": 4}.get(found[3]) or 5 * ("v" in found[3]) + found[3].count("i")
    return 100 * len(found[1]) + 10 * tens + ones
