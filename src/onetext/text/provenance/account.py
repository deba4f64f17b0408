"""The account that is given of the words of a text: where each came from, and what became of it since."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import msgspec


class Origin(msgspec.Struct, frozen=True, gc=False):
    """Where words came in: the key of the step in which they are first seen, and who proposed them.

    `who` is () where that is not known. `hidden` are the keys of earlier steps, of which some words are not known, in
    which they may have come in instead. `bracket` says that `who` are the names that a bracket gave as proponents, as
    they are written there. `quoted` words only stood in those that a proposal says it was made on.
    """

    step: str
    who: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    bracket: bool = False
    quoted: bool = False


class Event(msgspec.Struct, frozen=True, gc=False):
    """What happened to words after they came in, in the step with this key.

    They left the text, came back to it, or moved there from another provision, whose id is `place`.
    """

    kind: Literal["left", "came back", "moved"]
    step: str
    place: str = ""


class Passage(msgspec.Struct, frozen=True, gc=False):
    """Words that came in together and have had the same fate; `words` are their exact characters.

    `origin` is None for what makes a bracket: nobody's words.
    """

    words: str
    origin: Origin | None
    events: tuple[Event, ...] = ()


class Gone(msgspec.Struct, frozen=True, gc=False):
    """Words that stood in a provision, or were proposed for it, and do not stand there any more.

    They went in the step with this key, and `instead` stands there what that step put in their place ("" for nothing).
    With a `proposal`, its key, they never stood in the text: the step settled the proposal otherwise.
    """

    words: str
    origin: Origin | None
    step: str
    instead: str = ""
    events: tuple[Event, ...] = ()
    proposal: str = ""


class Provenance(msgspec.Struct, frozen=True):
    """The account of a whole text.

    `provisions` are the words as they stand, in passages, by the ids of the provisions; put together they are the words
    exactly. `gone` is what went from each, in the order in which it went; `pending` are the words that each proposal
    not dealt with yet wants, by its key and the ids. `unknown` are the ids of provisions whose present words are not
    known: theirs are the last known ones.
    """

    provisions: Mapping[str, tuple[Passage, ...]]
    gone: Mapping[str, tuple[Gone, ...]]
    pending: Mapping[str, Mapping[str, tuple[Passage, ...]]]
    unknown: frozenset[str] = frozenset()

    def passages(self) -> Iterator[Passage]:
        """All passages that stand in the text."""
        for passages in self.provisions.values():
            yield from passages


def counted_words(passages: Iterable[Passage]) -> dict[tuple[str, ...], int]:
    """How many words and numbers those have who proposed them, most first; those who did so together count together."""
    from onetext.text.words import folded_words  # noqa: PLC0415

    found: dict[tuple[str, ...], int] = {}
    for passage in passages:
        if passage.origin is not None and (count := len(folded_words(passage.words))):
            found[passage.origin.who] = found.get(passage.origin.who, 0) + count
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
