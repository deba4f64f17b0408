r"""Bracketed text: what is not agreed stands in square brackets, each wording with those who propose it.

Kinds of brackets (after the drafting practice of the United Nations and of treaty conferences):

- *disputed* `[…]`: words that are not agreed;
- *alternatives* `[shall][should]`, `[600,000 (US)] [800,000 (E3)]`: brackets with nothing between them, or only white
  space without a blank line, unless the second begins with a comma, a stop, "and" or "or" and so continues the first;
  and the blocks after "Option 1:", "Alternative A:", "Alt 2:" at the start of a line, each up to the next such marker,
  the next Markdown heading, or the end of the bracket or words in which it stands;
- *deletion* `[delete: …]`, `[deletion: …]`, `[deleted: …]`, or `~~…~~`: words proposed for deletion;
- *placeholder* `[X]`, `[…]`, `[ ]`, `[20XX]`, `[date]`, `[to be completed]`, `[placeholder …]`: words to come.

A bracket names its proponents at its end, `[… (US, E3)]`, `[… (US; opposed: Russia)]`, which is the canonical form,
or at its start, `[US, Ukraine: …]`. Opponents are named after "opposed:", "opposed by" or "against:".
A backslash makes a bracket a plain character: `\[`. Markdown links and footnote references are plain words.
"""

import re
from collections.abc import Collection, Sequence
from itertools import groupby

import msgspec

from onetext.text.brackets.proponents import write_names
from onetext.text.brackets.scan import scan
from onetext.text.brackets.tree import (
    DELETE,
    Bracket,
    Bracketed,
    Counts,
    Kind,
    Report,
    Run,
    Unbalanced,
    read,
    wording,
    write,
)

__all__ = [
    "Bracket", "Bracketed", "Counts", "Kind", "Option", "Place", "Report", "Run", "Unbalanced",
    "count", "is_clean", "make", "options", "read", "wording", "write",
]  # fmt: skip


class Option(msgspec.Struct, frozen=True):
    """One wording that is on offer in a place, and who proposes and opposes it."""

    words: str
    proponents: tuple[str, ...] = ()
    opponents: tuple[str, ...] = ()
    kind: Kind = "disputed"


class Place(msgspec.Struct, frozen=True):
    """A place in the words where something is not settled: from `start` to `end`, with the options for it."""

    start: int
    end: int
    options: tuple[Option, ...]


def is_clean(words: str) -> bool:
    """Whether the words have no bracket left, and none that is out of balance."""
    tree = read(words)
    return not tree.report.counts.total and not tree.report.unbalanced


def count(words: str) -> Counts:
    """How many brackets of each kind the words have, at every depth."""
    return read(words).report.counts


def options(words: str, *, parties: Collection[str] = ()) -> tuple[Place, ...]:
    """The outermost places where the words are not settled, and what is proposed for each by whom.

    Ask again with an option's own words for the places inside it.
    """
    tree = read(words, parties=parties)
    outermost = (node for index in tree.roots if isinstance(node := tree.nodes[index], Bracket))
    return tuple(_place(tree, list(group)) for _, group in groupby(outermost, key=lambda one: one.place))


def _place(tree: Bracketed, group: list[Bracket]) -> Place:
    found = tuple(Option(wording(tree, one), one.proponents, one.opponents, one.kind) for one in group)
    return Place(group[0].start, group[-1].end, found)


def make(alternatives: Sequence[tuple[str, Sequence[str]]]) -> str:
    r"""Write alternatives with their proponents: `[600,000 (US)] [800,000 (E3)]`.

    `options` reads the same wordings and proponents again, whatever they contain. For that, brackets in the words
    that find no partner are written `\[` and `\]` (and a backslash before a bracket is doubled); `()` is put after
    words without proponents that could be misread; where even that would not do, every bracket inside is escaped.
    Raises ValueError without alternatives, or for a name that cannot be written.
    """
    if not alternatives:
        raise ValueError("There are no alternatives to put in brackets.")
    wanted = [(words, tuple(names)) for words, names in alternatives]
    for explicit, every in ((False, False), (True, False), (True, True)):
        pieces = [_bracket(words, names, explicit=explicit, every=every) for words, names in wanted]
        for made in (" ".join(pieces), "".join(pieces)):
            places = options(made)
            if len(places) == 1 and [(o.words, o.proponents) for o in places[0].options] == wanted:
                return made
    raise ValueError("These alternatives cannot be written in brackets so that they read the same again.")


def _bracket(words: str, names: Sequence[str], *, explicit: bool, every: bool) -> str:
    named = f" ({write_names(names)})" if names else " ()" if explicit else ""
    return f"[{_escape(words, every=every)}{named}]"


def _escape(words: str, *, every: bool) -> str:
    """The words with every backslash that could be read as an escape doubled, and lone brackets escaped."""
    found = scan(words)
    lone = {*found.unclosed, *found.unopened}
    first = DELETE.match(words)
    colon = words.find(":", 0, first.end()) if first else -1

    def escaped(match: re.Match[str]) -> str:
        text, at = match[0], match.start()
        if text[0] == "\\":
            return "".join(f"\\{character}" if character in "[]\\:" else character for character in text)
        return f"\\{text}" if every or at in lone or at == colon else text

    return re.sub(r"\\[\[\]\\:]|\\$|[\[\]:]", escaped, words)
