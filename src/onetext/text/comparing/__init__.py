"""Comparing: two whole texts, row by row: the redline, the brackets, what moved, what matters."""

from onetext.text.comparing.comparison import BracketChange, Callout, Piece, RowRedline, redlined

__all__ = [
    "BracketChange",
    "Callout",
    "Piece",
    "RowRedline",
    "redlined",
]
