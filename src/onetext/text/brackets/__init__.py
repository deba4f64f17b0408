"""Brackets: the conflicts in a text, as negotiators write them: read, repaired, made, settled."""

from onetext.text.brackets.bracketed import (
    Bracket,
    Bracketed,
    Place,
    Report,
    Run,
    count,
    is_clean,
    make,
    options,
    read,
    wording,
    write,
)

__all__ = [
    "Bracket",
    "Bracketed",
    "Place",
    "Report",
    "Run",
    "count",
    "is_clean",
    "make",
    "options",
    "read",
    "wording",
    "write",
]
