"""Where the brackets of a text stand: the marks that matter, matched in one pass, before any meaning is given."""

import re
from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

What = Literal["open", "close", "strike", "struck", "option", "heading"]


class Mark(NamedTuple):
    """A mark of structure: its offset and length in the text and what it does."""

    offset: int
    length: int
    what: What


class Scan(NamedTuple):
    """The marks of a text in their order, and the offsets of those that found no partner.

    `unclosed` brackets stay among the marks; `unopened` closes and `loose` strikethrough marks do not.
    """

    marks: list[Mark]
    unclosed: list[int]
    unopened: list[int]
    loose: list[int]


_TOKEN = re.compile(r"\\[\[\]\\~]|[\[\]]|(?<!~)~~(?!~)")
_MEANS: dict[str, tuple[int, What]] = {"[": (1, "open"), "]": (1, "close"), "~": (2, "strike")}
_URL = (
    r"(?:[A-Za-z][A-Za-z0-9+.\-]{0,20}:[^\s()\[\]]|/|\.{1,2}/|#|www\."
    r"|(?=[^\s()\[\]/]{1,200}\.(?:html?|pdf|md|txt|docx?)\)))"
)
_LINK = re.compile(
    rf"\((?:<[^<>\n]{{0,2000}}>|{_URL}[^\s()\[\]]{{0,2000}}(?:\([^\s()\[\]]{{0,500}}\)[^\s()\[\]]{{0,2000}})?)"
    r"(?:[ \t]{1,9}\"[^\"\n]{0,500}\")?\)"
)
_DEFINITION = re.compile(rf"^ {{0,3}}\[([^\[\]\n\\]{{1,200}})\]:[ \t]{{0,9}}<?{_URL}", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^[^\s\[\]\\]{1,80}\]")
_LABEL = re.compile(r"\[([^\[\]\n\\]{1,200})\]")
_REFERENCE = re.compile(r"\[([^\[\]\n\\]{0,200})\]")
OPTION = re.compile(
    r"(?:^|(?<=\[))[ \t]{0,40}(?:(?:\d{1,3}[.)]|\([a-z]{1,4}\)|[-*+])[ \t]{1,9})?"
    r"(?P<marker>[*_]{0,3}(?:Option|Alternative|Alt)[. \t]{0,2}(?P<label>\d{1,3}|[IVX]{1,5}|[A-Z])?[*_]{0,3}"
    r"(?:[ \t]?\((?P<parties>[^()\[\]\n]{1,200})\))?[*_]{0,3}"
    r"(?:[ \t]?[:.][*_]{0,3}[ \t]{0,9}|(?=[ \t]{0,9}$)))",
    re.MULTILINE,
)
_HEADING = re.compile(r"^#{1,6}[ \t]", re.MULTILINE)


def labels_of(source: str) -> frozenset[str]:
    """The labels that a Markdown text defines for its links: `[label]: https://…`, in lower case."""
    return frozenset(label.casefold() for label in _DEFINITION.findall(source))


def scan(source: str, labels: Collection[str] = ()) -> Scan:
    r"""Match the square brackets and strikethrough marks of a text.

    Brackets are matched from the inside out, as a reader counts them. `\[` and `\]` are words, not brackets; so are
    Markdown links, references to a label that the text (or `labels`) defines, and footnote references `[^3]`.
    Time is linear in the length of the text.
    """
    known = labels_of(source) | {label.casefold() for label in labels}
    signs = any(sign in source for sign in ("[", "]", "~~"))  # most texts have none, and looking for these is quick
    tokens = [m.start() for m in _TOKEN.finditer(source) if source[m.start()] != "\\"] if signs else []
    plain, unclosed, unopened = _match(source, tokens, known)
    marks = [Mark(at, *_MEANS[source[at]]) for at in tokens if at not in plain]
    paired, loose = _strikes(marks)
    return Scan(_with_options(source, paired), unclosed, unopened, loose)


def _match(source: str, tokens: list[int], known: Collection[str]) -> tuple[set[int], list[int], list[int]]:
    """Offsets of brackets that are plain words; offsets of brackets never closed; offsets of closes never opened."""
    plain: set[int] = set()
    stack: list[int] = []
    unopened: list[int] = []
    for at in tokens:
        if source[at] == "[":
            stack.append(at)
        elif source[at] == "]":
            if not stack:
                unopened.append(at)
                plain.add(at)
                continue
            opened = stack.pop()
            reference = _plain(source, opened, at, known)
            if reference is not None or opened in plain:
                plain |= {opened, at}
            if reference:
                plain.add(at + 1)
    return plain, stack, unopened


def _plain(source: str, opened: int, closed: int, known: Collection[str]) -> bool | None:
    """None for a real bracket; False for a link, label or footnote; True where the next bracket is its label too."""
    end = closed + 1
    if _FOOTNOTE.fullmatch(source, opened, end) or _LINK.match(source, end):
        return False
    if not known:
        return None
    own = _LABEL.fullmatch(source, opened, end)
    is_label = own is not None and own[1].casefold() in known
    after = _REFERENCE.match(source, end)
    if after and (after[1].casefold() in known or (is_label and not after[1])):
        return True
    return False if is_label else None


def _strikes(marks: list[Mark]) -> tuple[list[Mark], list[int]]:
    """Pair the strikethrough marks that stand in the same bracket; drop those that stay alone."""
    if all(mark.what != "strike" for mark in marks):
        return marks, []
    partner: dict[int, What] = {}
    loose: list[int] = []
    pending: list[int | None] = [None]
    for mark in marks:
        if mark.what == "open":
            pending.append(None)
        elif mark.what == "close":
            loose += _some(pending.pop())
        elif (first := pending[-1]) is not None:
            partner |= {first: "strike", mark.offset: "struck"}
            pending[-1] = None
        else:
            pending[-1] = mark.offset
    for left in pending:
        loose += _some(left)
    kept = (m._replace(what=partner[m.offset]) if m.what == "strike" else m for m in marks if _kept(m, partner))
    return list(kept), sorted(loose)


def _some(offset: int | None) -> list[int]:
    return [] if offset is None else [offset]


def _kept(mark: Mark, partner: dict[int, What]) -> bool:
    return mark.what != "strike" or mark.offset in partner


def _with_options(source: str, marks: list[Mark]) -> list[Mark]:
    """Add the marks of option blocks, and of the headings that end them, in their places."""
    options = list(_options(source))
    if not options:
        return marks
    headings = [Mark(m.start(), 0, "heading") for m in _HEADING.finditer(source)]
    return sorted(marks + options + headings)


def _options(source: str) -> Iterator[Mark]:
    if "Option" not in source and "Alt" not in source:
        return
    for found in OPTION.finditer(source):
        start, end = found.span("marker")
        if is_option(found):
            yield Mark(start, end - start, "option")


def is_option(found: re.Match[str]) -> bool:
    """Whether a match of OPTION is a marker: it bears a number or letter, or is the bare word "Alt:"."""
    return bool(found["label"]) or found["marker"].strip("*_ \t").casefold() in {"alt:", "alt.:", "alternative:"}
