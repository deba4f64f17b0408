"""Redline: what changed between two wordings, word by word, readable by a person."""

from onetext.text.redline.redlining import Edit, Unit, as_text, edits, increasing, redline, runs_of, similarity, units

__all__ = [
    "Edit",
    "Unit",
    "as_text",
    "edits",
    "increasing",
    "redline",
    "runs_of",
    "similarity",
    "units",
]
