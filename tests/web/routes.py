"""Every address below a negotiation, from the program's own list, with words for the pieces that vary."""

import random
import re
from collections.abc import Iterator, Sequence
from functools import partial

from django.urls import URLPattern, URLResolver, get_resolver

from onetext.web.doors import every_door

PIECE = re.compile(r"<(?:(\w+):)?(\w+)>")
DOOR = "n/<slug:slug>/do/<slug:name>/"
NUMBER = "999999"
# Words with which each piece means something in a record whose first version is called v0.
KNOWN = {"point": "1", "act": "v0", "version": "v0", "before": "v0", "paper": "v0.md", "number": NUMBER}


def patterns(resolver: URLResolver | None = None, above: str = "") -> Iterator[tuple[str, str]]:
    """Each address of the whole server as it is written in the list, with its name."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, f"{above}{one.pattern}")
        elif isinstance(one, URLPattern):
            yield f"{above}{one.pattern}", one.name or ""


def of_a_negotiation() -> tuple[tuple[str, str], ...]:
    """The addresses that belong to a negotiation, of pages and of the API."""
    return tuple(one for one in patterns() if one[0].startswith(("n/<slug:slug>/", "api/n/<slug:slug>")))


def filled(pattern: str, slug: str, words: Sequence[str], doors: Sequence[str], pick: random.Random) -> str:
    """An address with the negotiation's name, and for every other piece one of the words, or a door's name."""

    def word(found: re.Match[str]) -> str:
        if found[2] == "slug":
            return slug
        if found[1] == "int":
            return NUMBER
        return pick.choice(doors if pattern == DOOR else words)

    return "/" + PIECE.sub(word, pattern)


def known(pattern: str, slug: str) -> tuple[str, ...]:
    """The addresses that a pattern stands for in a record with a first version: of doors each, of others one."""
    names = sorted(every_door()) if pattern == DOOR else [""]
    return tuple("/" + PIECE.sub(partial(_known, slug=slug, name=name), pattern) for name in names)


def _known(found: re.Match[str], slug: str, name: str) -> str:
    if found[2] == "slug":
        return slug
    return NUMBER if found[1] == "int" else name or KNOWN[found[2]]
