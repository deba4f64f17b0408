"""Claims about what became of points in a version that few have seen: unverified until its words are known."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onetext.process import alignments, claims, points, texts
from onetext.process.alignments import Compared, Side
from onetext.process.claims import Claim, Disposed
from onetext.process.texts import Table
from onetext.record.act import Act
from onetext.record.view import View
from onetext.sentences import listed, quoted, say, term
from onetext.text.provision import Provision, Wording
from onetext.text.words import content

Status = Literal["unverified", "proved true", "proved false", "true in part"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What the comparison says of one point or topic: True, False, or None where it cannot tell; and why."""

    what: str
    holds: bool | None
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the words say of a claim. `why` is one sentence."""

    status: Status
    why: str
    findings: tuple[Finding, ...] = ()


def verdict(view: View, act: Act[Claim]) -> Verdict | None:
    """What the comparison of the version with the one before it says of a claimed disposition; None of other claims.

    A claim is unverified as long as the words that would decide it are not known, and no longer.
    """
    asserted = act.body.asserts
    if not isinstance(asserted, Disposed):
        return None
    version = view[texts.Texts].versions.get(asserted.version)
    if version is None:
        return Verdict("unverified", say("the version is not in this record"))
    after = published(view, version)
    if after.wording is None:
        return Verdict("unverified", say("the text of {version} is not available", version=version.handle))
    if version.body.paraphrase and version.body.wording is not None:
        told = say("only an account of {version} is known, not its words", version=version.handle)
        return Verdict("unverified", told)
    before = _earlier(view, version)
    if before is None:
        told = say("no earlier text is known to compare {version} with", version=version.handle)
        return Verdict("unverified", told)
    compared = say("{before} compared with {after}", before=before.called, after=after.called)
    return _sum(tuple(_findings(view, asserted, before, after)), compared)


def published(view: View, version: Act[Table]) -> Side:
    """A version with its words as tabled, or else as published: an authentic wording before any other, the latest."""
    tabled = alignments.side(view, version.id)
    if tabled.wording is not None:
        return tabled
    found = sorted(texts.witnesses(view, version.id), key=lambda act: (act.body.authentic, act.order))
    return alignments.side(view, found[-1].id) if found else tabled


def _earlier(view: View, version: Act[Table]) -> Side | None:
    """The nearest earlier version of the same line whose words are known."""
    known = view[texts.Texts].versions
    seen = {version.id}
    found = known.get(version.body.parent)
    while found is not None and found.id not in seen:
        side = published(view, found)
        if side.wording is not None:
            return side
        seen.add(found.id)
        found = known.get(found.body.parent)
    return None


def _findings(view: View, asserted: Disposed, before: Side, after: Side) -> list[Finding]:
    rows = alignments.compare(view, before, after).rows
    called = points.labels(view, before.line)
    found = [_of_point(point, called.get(point, texts.GONE), asserted, rows) for point in asserted.points]
    words = (before.wording or (), after.wording or ())
    return found + [_of_topic(topic, asserted, *words, partial=not after.complete) for topic in asserted.topic]


def _of_point(point: str, label: str, asserted: Disposed, rows: tuple[Compared, ...]) -> Finding:
    what = say("point {point}", point=label)
    row = next((row for row in rows if any(p.id == point for p in (*row.before, *row.after))), None)
    if row is None:
        return Finding(what, None, say("{what} is in neither text", what=what))
    if "unknown" in row.dispositions:
        return Finding(what, None, say("what became of {what} is not known", what=what))
    became = say("{who}: {what}", who=what, what=listed(map(term, row.dispositions)))
    return Finding(what, asserted.became in row.dispositions, became)


def _of_topic(topic: str, asserted: Disposed, before: Wording, after: Wording, *, partial: bool) -> Finding:
    what = quoted(topic)
    was, stands = _about(topic, before), _about(topic, after)
    if asserted.became not in ("dropped", "added", "retained", "kept"):
        became = term(asserted.became)
        told = say("whether {what} was {became} can only be told point by point", what=what, became=became)
        return Finding(what, None, told)
    if stands:
        numbers = listed(p.number or p.id[:8] for p in stands)
        holds = bool(was) if asserted.became in ("retained", "kept") else asserted.became == "added" and not was
        if was:
            return Finding(what, holds, say("{what} still stands in {points}", what=what, points=numbers))
        return Finding(what, holds, say("{what} is new in {points}", what=what, points=numbers))
    if partial:
        return Finding(what, None, say("{what} is not in the points that are known, but not all are", what=what))
    if not was:
        return Finding(what, None, say("{what} is in neither text", what=what))
    return Finding(what, asserted.became == "dropped", say("{what} is no longer in the text", what=what))


def _about(topic: str, wording: Wording) -> list[Provision]:
    wanted = set(content(topic))
    return [p for p in wording if wanted and p.words and wanted <= set(content(p.words))]


def _sum(found: tuple[Finding, ...], compared: str) -> Verdict:
    told = {finding.holds for finding in found}
    why = say("{who}: {what}", who=compared, what=listed((finding.why for finding in found), "; "))
    if told == {True}:
        return Verdict("proved true", why, found)
    if told == {False}:
        return Verdict("proved false", why, found)
    if True in told and False in told:
        return Verdict("true in part", why, found)
    return Verdict("unverified", why, found)


def flags(view: View) -> Iterator[str]:
    """For whoever checks the record: the claimed dispositions that no comparison has decided yet."""
    for act in claims.claims(view, "disposition"):
        found = verdict(view, act)
        if found is not None and found.status == "unverified":
            yield say("the disposition that {claim} claims is unverified: {why}", claim=act.handle, why=found.why)
