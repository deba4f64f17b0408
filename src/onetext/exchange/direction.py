"""Which way words run: from left to right or from right to left."""

import unicodedata
from collections.abc import Iterable

from onetext.exchange.document import Paragraph

_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"})


def right_to_left(words: str, lang: str = "") -> bool:
    """Whether words run from right to left: as their first letter does, else as their language (a BCP 47 tag).

    Unicode Standard Annex #9, rules P2 and P3.
    """
    strong = next((way for way in map(unicodedata.bidirectional, words) if way in {"L", "R", "AL"}), "")
    return strong != "L" if strong else lang.partition("-")[0].casefold() in _LANGUAGES


def mostly_right_to_left(paragraphs: Iterable[Paragraph]) -> bool:
    """Whether most paragraphs with words run from right to left."""
    ways = [one.rtl for one in paragraphs if any(span.text.strip() for span in one.spans)]
    return 2 * sum(ways) > len(ways)
