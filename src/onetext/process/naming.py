"""Names for acts of whoever does not care to give one."""

import itertools
import re
import unicodedata

from onetext.record.view import View

_LONGEST = 48


def free_name(view: View, words: str, otherwise: str) -> str:
    """A name made of some words that no act has yet, such as "bbc-news" or "bbc-news-2".

    `otherwise` is the stem where the words hold no letter that a name can have.
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-") or otherwise
    names = (stem if number == 1 else f"{stem}-{number}" for number in itertools.count(1))
    return next(name for name in names if name not in view.by_name)
