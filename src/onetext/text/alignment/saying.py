"""Saying: the words of a provision as they are compared, many provisions a second."""

import re

from onetext.text.words import fold, folded_words, root

_LABEL = r"\b(?:options?|alternatives?|alt)\.?\s*(?:\d+|[ivx]+)[a-z]?\s*[:.)]"
# What ends a sentence, an item of a list or a note; then an option as well. Single characters are found soonest.
_MARK = r"\.(?=\s)|;(?=\s)|:(?=\s)|\]\s*\[|\{|\}"
_END = re.compile(_MARK), re.compile(f"{_LABEL}|{_MARK}")
_PIECE = 4  # words from which what stands between two ends is a piece of its own
_WORD = re.compile(r"[^\W\d_]\w*(?:'[^\W\d_]\w*)*|\d+(?:[.,]\d+)*")
_PLAIN_WORD = re.compile(r"[a-z][a-z0-9_]*(?:'[a-z][a-z0-9_]*)*|[0-9]+(?:[.,][0-9]+)*")
# Groups of three digits, after folding: "1,000,000", "1 000 000", "1'000'000"; with full stops only from three groups.
_GROUPED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:([ ,'])[0-9]{3}(?:\1[0-9]{3})*|(?:\.[0-9]{3}){2,})(?![0-9])")
_MAY_BE_GROUPED = re.compile(r"[0-9][ ,.'][0-9]{3}")  # found sooner; most provisions have none
_SEPARATOR = str.maketrans("", "", " ,.'")
_OTHER_SCRIPT = re.compile("[\u0300-\u036f\u0590-\u1dff\u2c00-\ud7ff\uf900-\ufaff]")

BREAK = ""  # stands between two pieces of a provision

Said = tuple[str, ...]


def plain_words(text: str) -> Said:
    """The folded words and numbers of a text, each number as one word however its digits are grouped."""
    return _words(_ungrouped(fold(text)))


def said(words: str | None) -> Said:
    """The roots of the words of a provision in their order, and `BREAK` where a piece of it ends.

    Brackets and the labels of options are none of them. A piece is a sentence, an item of a list or an option.
    """
    text = _ungrouped(fold(words or ""))
    found: list[str] = []
    for piece in _END["opt" in text or "alt" in text].split(text):
        plain = _words(piece)
        if found and len(plain) >= _PIECE:
            found.append(BREAK)
        found += map(root, plain)
    return tuple(found)


def _ungrouped(folded: str) -> str:
    """The text with each number as one word, however its digits are grouped."""
    if not _MAY_BE_GROUPED.search(folded):
        return folded
    return _GROUPED.sub(lambda number: number[0].translate(_SEPARATOR), folded)


def _words(folded: str) -> Said:
    if folded.isascii():
        return tuple(_PLAIN_WORD.findall(folded))
    return folded_words(folded) if _OTHER_SCRIPT.search(folded) else tuple(_WORD.findall(folded))
