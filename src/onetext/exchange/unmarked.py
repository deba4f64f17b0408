"""What a document says otherwise than the text of the record although no change is marked there.

Somebody has typed without tracking. Whose words these are is not known, so nobody is taken to propose them; but they
are told, so that they are not lost.
"""

from collections.abc import Container, Iterator, Mapping

from onetext.exchange.drafts import NOT_KNOWN, shown
from onetext.process import amendments, current, points, texts
from onetext.process.current import Standing
from onetext.record.view import View
from onetext.sentences import say
from onetext.text.provision import Provision, Wording, canonical


def unmarked(
    view: View, line: str, base: Wording, known: Mapping[int, Standing], wished: Container[int]
) -> Iterator[str]:
    """A sentence on each point that reads otherwise than it ever did, was not in the text, or has gone from it.

    `base` is the document without its tracked changes; `known` says which point of the line each of its provisions is,
    by their places, `wished` the places of those that somebody wants changed.
    """
    ever = _ever(view, line)
    every = {words for found in ever.values() for words in found}
    for place, provision in enumerate(base):
        point, words = known.get(place), canonical(shown(provision))
        if point is not None and words not in ever.get(point.provision.id, ()) and words != canonical(NOT_KNOWN):
            yield say(
                "changed without tracking: point {point} reads “{words}”, as it never did in the record",
                point=point.label,
                words=words,
            )
        elif point is None and place not in wished and words not in {"", *every}:
            yield say(
                "changed without tracking: “{words}” stands in the document, and never stood in the record", words=words
            )
    met = {point.provision.id for point in known.values()}
    for point in current.standings(view, line):
        if point.provision.id not in met and _always(view, line, point):
            yield say(
                "changed without tracking: point {point} is not in the document: “{words}”",
                point=point.label,
                words=canonical(shown(point.provision)),
            )


def _ever(view: View, line: str) -> dict[str, set[str]]:
    """All words that each provision of a line ever had, as a document has them."""
    found: dict[str, set[str]] = {}
    for provision in _all(view, line):
        found.setdefault(provision.id, set()).add(canonical(shown(provision)))
    return found


def _all(view: View, line: str) -> Iterator[Provision]:
    for version in texts.versions(view, line):
        yield from version.body.wording or ()
        for witness in texts.witnesses(view, version.id):
            yield from witness.body.wording
    for act in view[amendments.Amendments].settled:
        if act.body.line == line:
            yield from act.body.result


def _always(view: View, line: str, point: Standing) -> bool:
    """Whether a point stood with words in every version that is known, so that no older document is without it."""
    if point.dropped or points.adding(point) is not None or not (point.provision.words or "").strip():
        return False
    known = (version.body.wording for version in texts.versions(view, line) if version.body.wording is not None)
    return all(any(p.id == point.provision.id for p in wording) for wording in known)
