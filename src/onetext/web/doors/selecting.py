"""Words that were selected in the text as it is shown: where they stand in the words that a form changes."""

from onetext.text.redline import redline


def selected(present: str, shown: str, words: str, start: int | None) -> tuple[int, int] | None:
    """From where to where the words stand in the present ones, which are `shown` with what is pending in brackets.

    `start` is where they were selected, in what is shown or in the present words; where that is not known or does not
    hold any more, the first that read so are meant. What stands in a pending bracket alone has a place, but no length.
    """
    if start is not None:
        end = start + len(words)
        if shown[start:end] == words:
            return _carried(present, shown, start, end)
        if present[start:end] == words:
            return start, end
    at = present.find(words)
    return (at, at + len(words)) if at >= 0 else None


def _carried(present: str, shown: str, start: int, end: int) -> tuple[int, int]:
    """From where to where the present words stand that are shown between two places."""
    first = last = None
    before = after = 0
    for run in redline(present, shown):
        stop = after + len(run.after)
        if run.after and start < stop and end > after:
            inside = run.kind == "kept"
            lead, tail = max(start - after, 0), min(end - after, len(run.after))
            first = before + min(lead, len(run.before)) if first is None and inside else first
            place = before + min(tail, len(run.before)) if inside else before
            last = place if inside or last is None else last
        before, after = before + len(run.before), stop
    return (first, last) if first is not None and last is not None else (last or 0, last or 0)
