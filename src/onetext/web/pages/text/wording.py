"""Words with their brackets as a frozen tree, each character in its place, for a page to set."""

from functools import lru_cache
from itertools import groupby
from typing import Literal

import msgspec

from onetext.text import brackets
from onetext.text.brackets import Bracket, Bracketed

DEEPEST = 24
LONG = 120  # characters; alternatives of which one is longer stand side by side
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"})

Direction = Literal["auto", "ltr", "rtl"]
What = Literal["", "mark", "names", "delete"]
Kind = Literal["disputed", "alternatives", "deletion", "placeholder"]


class Run(msgspec.Struct, frozen=True, tag="run"):
    """Characters as they stand: plain words, or what makes a bracket (a `mark`, the `names` in it, "delete:")."""

    text: str
    what: What = ""


class Set(msgspec.Struct, frozen=True, tag="bracket"):
    """A bracket with what stands in it. `depth` is 1 for the outermost; `nth` of `among` alternatives for one place."""

    kind: Kind
    parts: "tuple[Run | Set | Beside, ...]"
    proponents: tuple[str, ...]
    opponents: tuple[str, ...]
    depth: int
    nth: int = 1
    among: int = 1


class Beside(msgspec.Struct, frozen=True, tag="beside"):
    """Alternatives for one place that are long: they stand side by side where there is room."""

    parts: tuple[Run | Set, ...]


class Words(msgspec.Struct, frozen=True):
    """Words to be set, with their language ("" where it is not said) and the direction in which they run."""

    parts: tuple[Run | Set | Beside, ...]
    lang: str = ""
    dir: Direction = "auto"


def of(text: str, lang: str = "") -> Words:
    """Words as a tree; its characters, put together, are the words exactly."""
    return Words(_tree(text), lang, direction(lang))


def direction(lang: str) -> Direction:
    """In which direction a language is written; "auto" where it is not said."""
    if not lang:
        return "auto"
    return "rtl" if lang.partition("-")[0].casefold() in RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=4096)
def _tree(text: str) -> tuple[Run | Set | Beside, ...]:
    read = brackets.read(text)
    return _Setting(text, read).parts(read.roots, 1)


class _Setting:
    """The words that are set, and how they were read."""

    def __init__(self, text: str, read: Bracketed) -> None:
        self.text = text
        self.read = read
        self.often = {
            place: len(list(group))
            for place, group in groupby(sorted(n.place for n in read.nodes if isinstance(n, Bracket)))
        }

    def parts(self, indices: tuple[int, ...], depth: int) -> tuple[Run | Set | Beside, ...]:
        """The nodes of one level, long alternatives for one place put beside each other."""
        found: list[Run | Set | Beside] = []
        waiting: list[Run | Set] = []
        met = 0
        for index in indices:
            node = self.read.nodes[index]
            if not isinstance(node, Bracket):
                (waiting if 0 < met < self._among(waiting) else found).append(Run(node.text))
                continue
            met = met + 1 if waiting else 1
            made = self.bracket(node, depth, met)
            if made.among == 1:
                found.append(made)
                continue
            waiting.append(made)
            if met == made.among:
                found += self._placed(waiting)
                waiting, met = [], 0
        return (*found, *waiting)

    @staticmethod
    def _among(waiting: list[Run | Set]) -> int:
        return next((one.among for one in waiting if isinstance(one, Set)), 0)

    @staticmethod
    def _placed(group: list[Run | Set]) -> list[Run | Set | Beside]:
        return [Beside(tuple(group))] if any(isinstance(one, Set) and length(one) > LONG for one in group) else [*group]

    def bracket(self, node: Bracket, depth: int, nth: int) -> Set:
        """One bracket with its marks and names told apart from its wording."""
        inside = self.text[node.start + len(node.open) : node.end - len(node.close)]
        if depth >= DEEPEST:
            parts: tuple[Run | Set | Beside, ...] = (Run(inside),)
        else:
            parts = self.parts(node.children, depth + 1)
        lead: What = "delete" if node.kind == "deletion" and not node.proponents else "names"
        parts = _apart(parts, node.lead, node.trail, lead)
        marks = Run(node.open, "mark"), Run(node.close, "mark")
        every = tuple(one for one in (marks[0], *parts, marks[1]) if not isinstance(one, Run) or one.text)
        among = self.often[node.place]
        return Set(node.kind, every, node.proponents, node.opponents, depth, nth if among > 1 else 1, among)


def _apart(parts: tuple[Run | Set | Beside, ...], lead: int, trail: int, what: What) -> tuple[Run | Set | Beside, ...]:
    """The inside of a bracket, what is no part of its wording set apart at its start and its end."""
    if trail and isinstance(parts[-1], Run) and len(parts[-1].text) >= trail:
        text = parts[-1].text
        parts = (*parts[:-1], Run(text[:-trail]), Run(text[-trail:], "names"))
    if lead and isinstance(parts[0], Run) and len(parts[0].text) >= lead:
        text = parts[0].text
        parts = (Run(text[:lead], what), Run(text[lead:]), *parts[1:])
    return parts


def length(part: Run | Set | Beside) -> int:
    """How many characters a part has."""
    return len(part.text) if isinstance(part, Run) else sum(map(length, part.parts))


def plain(words: Words) -> str:
    """The characters of words that are set."""
    return "".join(map(_plain, words.parts))


def _plain(part: Run | Set | Beside) -> str:
    return part.text if isinstance(part, Run) else "".join(map(_plain, part.parts))
