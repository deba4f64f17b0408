"""Every address below a negotiation, from the program's own list, with words for the pieces that vary."""

import random
import re
from collections.abc import Iterator, Sequence

from django.urls import URLPattern, URLResolver, get_resolver

PIECE = re.compile(r"<(?:\w+:)?(\w+)>")


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
        if found[1] == "slug":
            return slug
        return pick.choice(doors) if pattern == "n/<slug:slug>/do/<slug:name>/" else pick.choice(words)

    return "/" + PIECE.sub(word, pattern)
