"""Comments on some words of a paragraph."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from onetext.exchange.document import Span


def commented(spans: Sequence[Span], words: str, comment: str) -> tuple[Span, ...]:
    """The spans with a comment (its id) on the words, where they stand there, else on the whole paragraph."""
    whole = "".join(span.text for span in spans)
    start = whole.find(words) if words else -1
    low, high = (start, start + len(words)) if start >= 0 else (0, len(whole))
    if not whole:
        return (*spans, Span("", comments=(comment,)))
    found: list[Span] = []
    at = 0
    for span in spans:
        stop = at + len(span.text)
        cuts = sorted({at, stop, *(cut for cut in (low, high) if at < cut < stop)})
        for first, last in pairwise(cuts):
            part = replace(span, text=span.text[first - at : last - at], notes=span.notes if last == stop else ())
            inside = low <= first and last <= high
            found.append(replace(part, comments=(*part.comments, comment)) if inside else part)
        if at == stop:
            found.append(span)
        at = stop
    return tuple(found)
