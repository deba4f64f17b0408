"""HTML in and out: a document as one page that stands alone, and the words of anybody's page."""

from onetext.exchange.html.reading import read
from onetext.exchange.html.writing import write

__all__ = ["read", "write"]
