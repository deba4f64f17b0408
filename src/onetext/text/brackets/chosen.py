"""What several options stand in is compared option by option: each wording with one of its options chosen."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from onetext.sentences import quoted
from onetext.text.brackets.tree import Bracket, Bracketed, read, wording

_LONGEST = 8  # words of an option without a name or a proponent by which it is called


class Chosen(NamedTuple):
    """Two wordings to be compared, the one (or both) with this option chosen; `option` is what it is called.

    The words of the option stand at `start` to `end` of the wording before.
    """

    option: str
    before: str
    after: str
    start: int
    end: int


class Options(NamedTuple):
    """The one place of a wording with options that stand for one another: where it is, and the options by name."""

    start: int
    end: int
    wordings: dict[str, str]

    def chosen(self, words: str, option: str) -> str:
        """The wording with one of the options chosen."""
        return f"{words[: self.start]}{self.wordings[option]}{words[self.end :]}"


def one_place(words: str) -> Options | None:
    """The only place of a wording where options stand; None where there is none, or more than one."""
    if not any(sign in words for sign in ("[", "Option", "Alt")):
        return None
    tree = read(words)
    outermost = (node for index in tree.roots if isinstance(node := tree.nodes[index], Bracket))
    places = [list(group) for _, group in groupby(outermost, key=lambda one: one.place)]
    found = [place for place in places if len(place) > 1]
    if len(found) != 1:
        return None
    called = [_called(tree, one) for one in found[0]]
    if len(set(called)) < len(called):
        return None
    wordings = {name: wording(tree, one) for name, one in zip(called, found[0], strict=True)}
    return Options(found[0][0].start, found[0][-1].end, wordings)


def by_option(before: str, after: str) -> Sequence[Chosen]:
    """The comparisons of each option before with what came of it; none where options have no one thing to meet.

    What came of it is the one wording after, or the option of the same name.
    """
    old = one_place(before)
    if old is None:
        return ()
    new = one_place(after)
    if new is not None:
        if new.wordings.keys() != old.wordings.keys():
            return ()
    elif _has_options(after):
        return ()
    return [
        Chosen(
            name,
            old.chosen(before, name),
            new.chosen(after, name) if new else after,
            old.start,
            old.start + len(words),
        )
        for name, words in old.wordings.items()
    ]


def _has_options(words: str) -> bool:
    return read(words).report.counts.alternatives > 0


def _called(tree: Bracketed, one: Bracket) -> str:
    if one.open != "[":
        return one.open.strip("*_:. \t\n")
    if one.proponents:
        return ", ".join(one.proponents)
    words = wording(tree, one).split()
    return quoted(" ".join(words) if len(words) <= _LONGEST else f"{' '.join(words[:_LONGEST])} …")
