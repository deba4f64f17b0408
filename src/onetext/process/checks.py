"""The soundness of a whole record for its reader: sources, quotations, references, and what goes against an order."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from onetext import process
from onetext.process import (
    claims,
    contacts,
    corrections,
    current,
    leaks,
    limbs,
    quantities,
    sources,
    statements,
    tags,
    texts,
    timeline,
    verification,
)
from onetext.record.act import Act, Source
from onetext.record.audience import KEEPER
from onetext.record.view import View
from onetext.sentences import Sentence, listed, say, term
from onetext.text.provision import canonical
from onetext.text.sense.claimcheck import Finding as Judged
from onetext.text.sense.claimcheck import Verdict, compare_claim
from onetext.text.sense.limbs import suggest
from onetext.text.words import fold

PLACE = re.compile(r"paragraph (\d{1,6})")
Severity = Literal["fault", "note"]


# The fields that hold ids of acts, for the kinds in which a dangling one misleads.
_REFERRING: dict[type, tuple[str, ...]] = {
    statements.Statement: ("versions", "rounds", "within"),
    claims.Claim: ("statement",),
    claims.Rebuttal: ("claim", "statement"),
    contacts.Account: ("contact",),
    leaks.Leak: ("version",),
    tags.Tag: ("act",),
    texts.Table: ("parent", "line"),
    texts.Witness: ("version",),
    timeline.Before: ("first", "then"),
    verification.Verify: ("act",),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to put right ("fault") or to know ("note"), about an act (its id) or about the record ("")."""

    severity: Severity
    about: str
    said: str


def check(view: View) -> tuple[Finding, ...]:
    """Everything that is wrong with the record or worth knowing, as far as the viewer can see it, in order."""
    return (*unsourced(view), *broken(view), *undated(view), *flags(view))


def reported(view: View) -> tuple[Act[Any], ...]:
    """The reported acts, in the order of the record."""
    return tuple(act for act in view if act.source is not None)


def unsourced(view: View) -> Iterator[Finding]:
    """Reported acts whose source lacks an outlet, quotation, place or hash, or cites no document that is registered.

    It is a fault to rest on a document that was taken back; one that never was registered here is only worth knowing.
    """
    registered = {document.body.digest for document in sources.documents(view)}
    gone = sources.taken_back(view)
    for act in reported(view):
        source = act.source
        if source is None or view.withdrawn(act.id):
            continue
        missing = [term(name) for name in ("outlet", "quote", "place", "digest") if not getattr(source, name).strip()]
        if missing:
            lacks = say("{act} lacks the {what} of its source", act=act.handle, what=listed(missing, " and the "))
            yield Finding("fault", act.id, lacks)
        elif source.digest in gone:
            yield Finding("fault", act.id, say("{act} cites a document that was withdrawn", act=act.handle))
        elif source.digest not in registered:
            yield Finding("note", act.id, say("{act} cites a document that is not registered here", act=act.handle))


def broken(view: View) -> Iterator[Finding]:
    """References to acts that are not there: a fault for the keeper, who sees all; a note for any other viewer.

    What was erased by order is gone lawfully: that something refers to it is a note for everybody.
    """
    severity: Severity = "fault" if view.viewer.name == KEEPER else "note"
    erased = corrections.erasures(view)
    for act in view:
        for id_ in _references(act.body):
            if id_ in erased:
                order = erased[id_].body.order
                said = say(
                    "{act} refers to act {other}, which was erased: {order}", act=act.handle, other=id_[:8], order=order
                )
                yield Finding("note", act.id, said)
            elif id_ and view.act(id_) is None:
                yield Finding(severity, act.id, _refers(act.handle, id_[:8], shown=severity == "fault"))


def _refers(name: str, other: str, *, shown: bool) -> Sentence:
    if shown:
        return say("{act} refers to act {other}, which is not in this record", act=name, other=other)
    return say("{act} refers to act {other}, which is not shown here", act=name, other=other)


def _references(body: object) -> tuple[str, ...]:
    """The ids of acts that a body names."""
    fields = [getattr(body, name) for name in _REFERRING.get(type(body), ())]
    flat = [id_ for field in fields for id_ in ((field,) if isinstance(field, str) else field)]
    return (*flat, claims.text_of(body)) if isinstance(body, claims.Claim) else tuple(flat)


def undated(view: View) -> Iterator[Finding]:
    """Baselines without a date in each current text: "down from about 880,000 now" does not say when now is."""
    for line in (texts.MAIN, *(line.id for line in texts.lines(view))):
        for standing in current.standings(view, line):
            for noted in quantities.of(view, standing.provision.id, standing.known_words or ""):
                for flag in noted.flags:
                    said = say(
                        "point {point}, “{words}”: {what}",
                        point=standing.label, words=noted.quantity.words, what=flag,
                    )  # fmt: skip
                    yield Finding("note", standing.version.id, said)


def flags(view: View) -> Iterator[Finding]:
    """What each subject flags of itself: a module's `flags(view)` gives sentences; and conflicts of the time line."""
    for said in timeline.timeline(view, everything=True).conflicts:
        yield Finding("note", "", said)
    for found in pkgutil.iter_modules(process.__path__):
        asked: Callable[[View], Iterable[str]] | None = getattr(
            importlib.import_module(f"{process.__name__}.{found.name}"), "flags", None
        )
        if asked is not None and found.name != __name__.rpartition(".")[2]:
            for said in asked(view):
                yield Finding("note", "", said)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Whether a quotation stands in the document as retrieved: in its paragraph, elsewhere in it, or not at all."""

    act: Act[Any]
    source: Source
    found: Literal["there", "elsewhere", "missing"]


def quotations(view: View, document: str, digest: str) -> tuple[Quotation, ...]:
    """Every quotation from the document with this hash (SHA-256, hex), checked against its text.

    Quotation marks, dashes, case and white space are compared in their plain forms; "…" joins pieces that stand in
    one paragraph in this order. "paragraph N" is the N-th line of the document that is not empty.
    """
    paragraphs = paragraphs_of(document)
    whole = " ".join(paragraphs)
    return tuple(
        Quotation(act, act.source, _found(act.source, paragraphs, whole))
        for act in reported(view)
        if act.source is not None and act.source.digest == digest
    )


def paragraphs_of(document: str) -> tuple[str, ...]:
    """The lines of a document that are not empty, in the form in which quotations are compared."""
    return tuple(_plain(line) for line in document.splitlines() if line.strip())


def stands_in(quote: str, text: str) -> bool:
    """Whether a quotation, its pieces between "…" in this order, stands in a text that was made plain."""
    start = 0
    for piece in _plain(quote).split("..."):
        at = text.find(piece.strip(), start)
        if at < 0:
            return False
        start = at + len(piece.strip())
    return True


def _found(source: Source, paragraphs: tuple[str, ...], whole: str) -> Literal["there", "elsewhere", "missing"]:
    place = PLACE.fullmatch(source.place.strip())
    number = int(place[1]) if place else 0
    if place is None:
        return "there" if stands_in(source.quote, whole) else "missing"
    if 0 < number <= len(paragraphs) and stands_in(source.quote, paragraphs[number - 1]):
        return "there"
    return "elsewhere" if stands_in(source.quote, whole) else "missing"


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


@dataclass(frozen=True, slots=True)
class Compared:
    """One limb of a claim beside the limb of the text that comes nearest to it.

    `label` is what the point is called, "" where no point has anything of it. `version` is the version whose words
    these are, `account` True where the record holds only somebody's account of its words.
    """

    verdict: Verdict
    label: str
    limb: str
    version: Act[texts.Table] | None
    account: bool


_BEST: tuple[Judged, ...] = ("supported", "narrower", "broader", "not in the text")


def compare(view: View, claim: str, point: str = "", line: str = texts.MAIN) -> tuple[Compared, ...]:
    """A claim limb by limb beside the text as it stands, or as it was last known, or beside one point (by its id)."""
    standings = [s for s in current.standings(view, line) if not point or s.provision.id == point]
    found = [(standing, limb) for standing in standings for limb in _limbs(view, standing)]
    parts = [f"{part.frame} {part.words}".strip() for part in suggest(claim)]
    return tuple(_nearest(part, found) for part in parts or [claim])


def _limbs(view: View, standing: current.Standing) -> tuple[str, ...]:
    """The limbs of a point, each with the words that govern it: "it is expected that" is part of what is said."""
    words = standing.known_words
    if words is None:
        return ()
    suggested = suggest(words)
    divided = limbs.of(view, standing.provision.id)
    frames = {canonical(limb.words): limb.frame for limb in suggested}
    return tuple(
        f"{frames.get(canonical(limb.words), '')} {limb.words}".strip() for limb in (divided or suggested)
    ) or (words,)


def _nearest(claim: str, found: list[tuple[current.Standing, str]]) -> Compared:
    said = [(compare_claim(claim, limb), standing, limb) for standing, limb in found]
    if not said:
        return Compared(
            Verdict("not in the text", claim, "", say("no words of it are known")), "", "", None, account=False
        )
    verdict, standing, limb = min(said, key=lambda one: _BEST.index(one[0].finding))
    if verdict.finding == "not in the text" and len({standing.provision.id for standing, _ in found}) > 1:
        return Compared(verdict, "", "", None, account=False)
    version = standing.last_known[0] if standing.last_known else standing.version
    return Compared(verdict, standing.label, limb, version, version.body.paraphrase)
