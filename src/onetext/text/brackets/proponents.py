"""Who stands behind a bracket: the lists of names that negotiators write into it."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple


class Names(NamedTuple):
    """The proponents and the opponents named in a bracket, each in the order written."""

    proponents: tuple[str, ...] = ()
    opponents: tuple[str, ...] = ()


_SMALL = frozenset(["and", "of", "the", "for", "on", "in", "de", "du", "la", "le", "des", "y", "e", "del", "der"])
_NOT_NAMES = frozenset(  # words that open a remark, not a list of parties
    re.split(
        r"\s+",
        "annex article alt alternative appendix chapter citation clause comment "
        "contd decision definition definitions delete deleted deletion drafting e.g "
        "example footnote i.e insert nb new note notes option "
        "paragraph part placeholder point protocol purpose reserved resolution rule "
        "section see sentence subparagraph table title vacant variant",
    )
)
_WORD = re.compile(r"[^\W_][\w\-'\u2019.&]*")
_NUMERAL = re.compile(r"[XYZN]+|[IVXLC]+|[A-Z]|\d+")
_SPECIAL = re.compile(r"[\[\](),;:/\\~]")
_PIECE = re.compile(r"((?:[^\\,;/]|\\.)*)([,;/]|\\?$)", re.DOTALL)
_ESCAPED = re.compile(r"\\([\[\](),;:/\\~])")
_BY = re.compile(r"(?:by|proposed by|proposed|proponents?|supported by)\s*:?\s+|(?:by|proponents?):", re.IGNORECASE)
_AGAINST = re.compile(r"(?:opposed|opponents?|against|not supported)(?:\s+by)?\s*:?\s+", re.IGNORECASE)
_MOST_WORDS, _LONGEST_NAME, _LONGEST_PREFIX = 7, 80, 400


def is_name(text: str) -> bool:
    """Whether a reader would take this for the name of a party: a few words, capitalised, no number of an article."""
    words = text.split()
    if not 0 < len(words) <= _MOST_WORDS or len(text) > _LONGEST_NAME or _NUMERAL.fullmatch(text):
        return False
    if words[0].casefold().rstrip(".") in _NOT_NAMES or not all(_WORD.fullmatch(word) for word in words):
        return False
    return words[0][0].isupper() and all(w in _SMALL or w[0].isupper() or w[0].isdigit() for w in words)


def read_names(text: str, parties: Collection[str] = ()) -> Names | None:
    """The names in `US, E3`, `by: us`, `US; opposed: Russia`; None if this is not a list of names.

    With `parties` given, only these count as names, in any case of letters. Names marked `by:` always count.
    """
    known = frozenset(party.casefold() for party in parties)
    lists: dict[bool, list[str]] = {False: [], True: []}
    for segment in _segments(text):
        first, against, marked = segment[0].strip(), False, False
        if found := _AGAINST.match(first):
            against = marked = True
        elif found := _BY.match(first):
            marked = True
        names = [first[found.end() :] if found else first, *segment[1:]]
        plain = [_ESCAPED.sub(r"\1", name.strip()) for name in names]
        if not all(_counts(name, known, marked) for name in plain):
            return None
        lists[against] += plain
    return Names(tuple(lists[False]), tuple(lists[True]))


def _counts(name: str, known: Collection[str], marked: bool) -> bool:
    return bool(name) and (marked or (name.casefold() in known if known else is_name(name)))


def _segments(text: str) -> list[list[str]]:
    """The pieces between commas and slashes, in groups between semicolons."""
    groups: list[list[str]] = [[]]
    for piece, end in _PIECE.findall(text.strip()):
        if end == "" and piece == "" and groups[-1]:
            break
        groups[-1].append(piece + (end if end == "\\" else ""))
        if end == ";":
            groups.append([])
        elif end in {"", "\\"}:
            break
    return [group for group in groups if group]


def write_names(names: Sequence[str]) -> str:
    """The canonical list, `US, E3`; with `by: ` before it where a name could be taken for other words.

    Raises ValueError for a name that is empty or has line breaks or double spaces.
    """
    for name in names:
        if not name or name != " ".join(name.split()):
            raise ValueError(f"{name!r} cannot stand in a bracket: a party's name is one line with single spaces.")
    text = ", ".join(_SPECIAL.sub(r"\\\g<0>", name) for name in names)
    return text if all(is_name(name) for name in names) else f"by: {text}"


def suffix(tail: str, parties: Collection[str] = ()) -> tuple[int, Names] | None:
    """The list in round brackets that ends a bracket: its length with the space before it, and the names.

    `()` says that nobody is named, so that words which themselves end in a name can be told from its proponents.
    """
    text = tail.rstrip()
    if not text.endswith(")") or _is_escaped(text, len(text) - 1):
        return None
    start = text.rfind("(")
    while start > 0 and _is_escaped(text, start):
        start = text.rfind("(", 0, start)
    if start < 0:
        return None
    inner = text[start + 1 : -1]
    names = Names() if not inner else read_names(inner, parties)
    space = 1 if text[start - 1 : start] == " " else 0
    return None if names is None else (len(tail) - start + space, names)


def _is_escaped(text: str, at: int) -> bool:
    before = text[max(0, at - 64) : at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def prefix(head: str, parties: Collection[str] = ()) -> tuple[int, Names] | None:
    """The names before a colon that open a bracket, `US, Ukraine: …`: their length with the colon and space after."""
    before, colon, after = head[:_LONGEST_PREFIX].partition(":")
    if not colon or "\n" in before or not after[:1].isspace():
        return None
    names = read_names(before.strip("*_ "), parties)
    return None if names is None else (len(before) + 2, names)
