"""Identifiers of units, by the naming convention of Akoma Ntoso: "art_4__para_1__point_a"."""

import re

_PREFIXES = {
    "article": "art",
    "alinea": "al",
    "chapter": "chp",
    "paragraph": "para",
    "section": "sec",
    "blockContainer": "blockContainer",
}
_NOT_IN_A_NUMBER = re.compile(r"[^\w-]+")
_WORD = re.compile(r"^(?:article|section|chapter|part|title|annex|point|paragraph)\s+", re.IGNORECASE)
_WHITE = re.compile(r"\s")


class Ids:
    """Gives each unit an identifier that no other has."""

    def __init__(self, kept: frozenset[str]) -> None:
        self._kept = kept
        self._given: set[str] = set()
        self._counted: dict[str, int] = {}

    def give(self, name: str, number: str, lasting: str, under: str) -> str:
        """The lasting id where there is one that can be used, or what the unit's kind, number and place say."""
        if may_be_kept(lasting) and lasting not in self._given:
            self._given.add(lasting)
            return lasting
        prefix = f"{under}__" if under else ""
        base = f"{prefix}{_PREFIXES.get(name, name)}"
        shown = _NOT_IN_A_NUMBER.sub("", _WORD.sub("", number)).lower()
        found = f"{base}_{shown}" if shown else self._next(base)
        while found in self._given or found in self._kept:
            found = self._next(f"{base}_{shown}-" if shown else base)
        self._given.add(found)
        return found

    def _next(self, base: str) -> str:
        self._counted[base] = self._counted.get(base, 0) + 1
        return f"{base}{'' if base.endswith('-') else '_'}{self._counted[base]}"


def may_be_kept(lasting: str) -> bool:
    """Whether a lasting id can stand in an attribute as it is: it is there, and has no white space in it."""
    return bool(lasting) and not _WHITE.search(lasting)
