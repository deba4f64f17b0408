"""Markdown in and out: points as `text.reading` reads them, with changes, comments, notes and tables on top."""

from onetext.exchange.markdown.reading import read
from onetext.exchange.markdown.writing import write

__all__ = ["read", "write"]
