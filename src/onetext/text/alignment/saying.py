"""Saying: the words of a provision as they are compared, many provisions a second."""

import re

from onetext.text.words import fold, folded_words, root

_LABEL = re.compile(r"\b(?:options?|alternatives?|alt)\.?\s*(?:\d+|[ivx]+)[a-z]?\s*[:.)]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]\w*(?:'[^\W\d_]\w*)*|\d+(?:[.,]\d+)*")
_OTHER_SCRIPT = re.compile("[\u0300-\u036f\u0590-\u1dff\u2c00-\ud7ff\uf900-\ufaff]")

Said = tuple[str, ...]


def plain_words(text: str) -> Said:
    """The folded words and numbers of a text; as `folded_words`, but in one pass where the script is Latin or Greek."""
    if not text.isascii() and _OTHER_SCRIPT.search(text):
        return folded_words(text)
    return tuple(_WORD.findall(fold(text)))


def said(words: str | None) -> Said:
    """The roots of the words of a provision in their order; brackets and the labels of options are none of them."""
    plain = (words or "").replace("[", " ").replace("]", " ")
    small = plain.lower()
    if "opt" in small or "alt" in small:
        plain = _LABEL.sub(" ", plain)
    return tuple(map(root, plain_words(plain)))
