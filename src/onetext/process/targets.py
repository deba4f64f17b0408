"""Targets: the exact words that a person means by a point, a limb, an amendment or a version."""

import hashlib
from dataclasses import dataclass, replace

from onetext.process import amendments, current, limbs, points, texts
from onetext.process.amendments import Propose
from onetext.process.carrying import as_carried
from onetext.process.texts import MAIN
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.sentences import listed, say
from onetext.text.provision import canonical, fingerprint
from onetext.text.sense.limbs import Limb, suggest

GONE = "gone"


@dataclass(frozen=True, slots=True)
class Part:
    """A limb: its words, the words that govern it from outside ("It is expected that"), and whom it binds if said."""

    words: str
    frame: str = ""
    actor: str = ""

    @property
    def says(self) -> str:
        """What the limb says, with the words that govern it: what a stance on it binds to."""
        return f"{self.frame} {self.words}".strip()


@dataclass(frozen=True)
class Target:
    """What a stance is taken on, found from what a person typed."""

    version: str
    words: str
    called: str
    provision: str = ""
    limb: str = ""
    amendment: str = ""
    line: str = MAIN


def target(view: View, text: str, on: str = "", limb: str = "", line: str = MAIN) -> Target:
    """The words that a person means: "whole", a version, an amendment or a point; `on` names an older version.

    `limb` is the beginning of the limb's words, or its number in the point. Raises Refused when there is none.
    """
    found = _meant(view, text, on, limb, line)
    if limb and not found.limb:
        refuse("A stance on {what} is not on a limb; name the point that the limb belongs to.", what=found.called)
    return found


def _meant(view: View, text: str, on: str, limb: str, line: str) -> Target:
    version = view.find(on, texts.Table) if on else points.head(view, line)
    if text == "whole" or (not on and text in view.by_name and _is(view, text, texts.Table)):
        version = version if text == "whole" else view.find(text, texts.Table)
        found = _fingerprint_of(view, version)
        return Target(
            version.id, found or "", say("the whole of {version}", version=version.handle), line=version.body.line
        )
    if not on and _is(view, text, Propose):
        return _on_amendment(view, view.find(text, Propose), version.id)
    standing = current.find(view, text, version.body.line)
    added = points.adding(standing)
    if added is not None:
        return _on_amendment(view, added, version.id)
    called = say("point {point}", point=points.label(standing))
    words = points.words_in(view, standing.provision.id, version)
    if words.known == "absent" and not standing.provision.vacant:
        refuse("There is no point {point} in {version}.", point=points.label(standing), version=version.handle)
    base = Target(version.id, words.fingerprint or "", called, standing.provision.id, line=version.body.line)
    if standing.provision.vacant and words.known == "absent":
        return replace(base, words=GONE)
    return _on_limb(base, limbs_of(view, base.provision, words.text), limb, words.lead_in) if limb else base


def result_of(amendment: Propose, lead_in: str | None = "") -> str:
    """What agreement to an amendment binds to: the fingerprint of the words that it would bring, behind their lead-in.

    "gone" for a deletion; for a move or a split a mark that is no fingerprint of words, because to agree where a point
    stands, or how it is divided, is not to agree to the point; "" where the lead-in is not known.
    """
    match amendment.change:
        case "delete":
            return GONE
        case "move":
            return _mark(amendment.change, amendment.after, amendment.base)
        case "split":
            return _mark(amendment.change, *amendment.parts)
        case _:
            return "" if lead_in is None else fingerprint(amendment.words or "", lead_in)


def brings(view: View, amendment: Act[Propose]) -> str:
    """What agreement to a pending amendment binds to now; where it was carried, the words that it reads as carried."""
    standing = points.present(view, amendment.body.provision, amendment.body.line)
    carried = next((one for one in standing.carried if one.act.id == amendment.id), None) if standing else None
    return result_of(as_carried(amendment.body, carried), standing.lead_in if standing else "")


def _mark(change: str, *parts: str) -> str:
    return f"{change} {hashlib.sha256(chr(0x1E).join(map(canonical, parts)).encode()).hexdigest()}"


def limbs_of(view: View, provision: str, words: str) -> tuple[Part, ...]:
    """The limbs of a point's words: as they were recorded for these words, else as the grammar suggests them."""
    suggested = suggest(words)
    division = limbs.division(view, provision)
    if division is None or division.body.fingerprint != fingerprint(words):
        return tuple(Part(limb.words, limb.frame) for limb in suggested)
    return tuple(Part(limb.words, _frame(words, limb.words, suggested), limb.actor) for limb in division.body.limbs)


def _frame(words: str, part: str, suggested: tuple[Limb, ...]) -> str:
    at = words.casefold().find(part.casefold())
    return next((limb.frame for limb in suggested if limb.start <= at < limb.end), "")


def _is(view: View, text: str, body: type) -> bool:
    ids = view.by_name.get(text) or tuple(i for i in view.by_id if len(text) > 3 and i.startswith(text))  # noqa: PLR2004  as View.find
    return any(isinstance(view.by_id[i].body, body) for i in ids)


def _fingerprint_of(view: View, version: Act[texts.Table]) -> str | None:
    head = texts.head(view, version.body.line)
    if head is not None and head.id == version.id:
        return current.fingerprint_now(view, version.body.line)
    return texts.version_fingerprint(version)


def _on_amendment(view: View, amendment: Act[Propose], version: str) -> Target:
    body = amendment.body
    settled = amendments.outcome(view, amendment.id)
    if settled is not None:
        refuse(
            "Amendment {amendment} is settled; take the position on the point itself.",
            amendment=amendments.called(view, amendment),
        )
    called = say("amendment {name}", name=amendments.called(view, amendment))
    return Target(version, brings(view, amendment), called, body.provision, "", amendment.id, body.line)


def limb_meant(parts: tuple[Part, ...], limb: str, where: str) -> Part:
    """The limb that a person means by its number or its first words. Raises Refused when there is none."""
    if limb.isdigit() and 0 < int(limb) <= len(parts):
        return parts[int(limb) - 1]
    chosen = [part for part in parts if part.words.casefold().startswith(limb.casefold())]
    if len(chosen) != 1:
        if not parts:
            refuse("There is no such limb in {place}; its limbs are not known.", place=where)
        which = listed((f"{number}: {part.words}" for number, part in enumerate(parts, 1)), "; ")
        refuse("There is no such limb in {place}; its limbs are: {limbs}.", place=where, limbs=which)
    return chosen[0]


def _on_limb(base: Target, parts: tuple[Part, ...], limb: str, lead_in: str | None) -> Target:
    chosen = limb_meant(parts, limb, base.called)
    says = chosen.says
    words = "" if lead_in is None else fingerprint(says, lead_in)
    called = say("limb “{limb}” of {what}", limb=chosen.words, what=base.called)
    return replace(base, limb=says, words=words, called=called)
