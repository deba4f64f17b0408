"""Versions: the one text's line of descent, newest first, with rival drafts and published wordings."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from onetext.process import actors, alignments, moments, negotiation, offers, texts
from onetext.process.texts import MAIN, Line, Table, Witness
from onetext.record.act import Act, Reported
from onetext.record.times import Exactly
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.pages import Page

BEGINNING = 12
"""How many characters of a fingerprint tell two texts apart for a reader."""


@dataclass(frozen=True)
class Wording:
    """A published wording of a version. `whole` says that nothing is left out in it."""

    name: str
    label: str
    lang: str
    authentic: bool
    whole: bool
    points: int
    source: str
    address: str


@dataclass(frozen=True)
class OnOffer:
    """What somebody last said of a version as an offer; `of_other_words` where the words have changed since."""

    by: str
    status: str
    of_other_words: bool


@dataclass(frozen=True)
class Version:
    """A version on the line.

    `parent` is the name of the one that it succeeds, "" for none that is known here. `day` is when it was made where
    that is known to the day, else `when` says so in words. `fingerprint` is the beginning of it, "" without words.
    `second` marks a second successor of one version, which is never the head; `reported` by what, "" for an own act.
    """

    id: str
    name: str
    label: str
    parent: str
    authors: tuple[str, ...]
    meeting: str
    day: date | None
    when: str
    completeness: str
    expected: int | None
    known: int
    available: bool
    fingerprint: str
    paraphrase: bool
    lang: str
    is_head: bool
    second: bool
    reported: str
    claims: int
    disposed: int
    wordings: tuple[Wording, ...]
    on_offer: tuple[OnOffer, ...]
    address: str
    copy: str


@dataclass(frozen=True)
class Descent:
    """A line of drafts: the one text, or a rival with its sponsors. `claims` are those about a draft without a text."""

    id: str
    name: str
    title: str
    sponsors: tuple[str, ...]
    holders: tuple[str, ...]
    claims: int
    versions: tuple[Version, ...]


@dataclass(frozen=True)
class Versions:
    """The page's value: the one text first, then the drafts beside it."""

    lines: tuple[Descent, ...]


def versions(view: View, asked: Asked) -> Versions:
    """Every line of drafts that this viewer knows of, its versions newest first."""
    rivals = (_rival(view, asked, act) for act in texts.lines(view))
    return Versions((_descent(view, asked, MAIN, "", texts.line_title(view, MAIN)), *rivals))


def _rival(view: View, asked: Asked, act: Act[Line]) -> Descent:
    return _descent(view, asked, act.id, act.handle, act.body.title, act.body.sponsors)


def _descent(view: View, asked: Asked, line: str, name: str, title: str, sponsors: tuple[str, ...] = ()) -> Descent:
    found = tuple(_version(view, asked, act) for act in reversed(texts.versions(view, line)))
    claims = 0 if found or not line else len(alignments.claims_about(view, alignments.side(view, line)))
    held = _names(view, texts.holders(view, line))
    return Descent(line, name, title, _names(view, sponsors), held, claims, found)


def _version(view: View, asked: Asked, act: Act[Table]) -> Version:
    body, head = act.body, texts.head(view, act.body.line)
    parent = view[texts.Texts].versions.get(body.parent)
    meeting = view.act(body.meeting) if body.meeting else None
    print_ = texts.version_fingerprint(act)
    rival = view[texts.Texts].lines.get(body.line)
    return Version(
        id=act.id,
        name=act.handle,
        label=body.label,
        parent=parent.handle if parent else "",
        authors=_names(view, body.authors),
        meeting=getattr(meeting.body, "title", meeting.handle) if meeting else "",
        day=_day(view, act),
        when=moments.told(view, act.happened),
        completeness=texts.completeness(body),
        expected=body.expected,
        known=texts.known_points(body.wording or ()),
        available=body.wording is not None,
        fingerprint=print_[:BEGINNING] if print_ else "",
        paraphrase=body.paraphrase,
        lang=body.lang,
        is_head=head is not None and head.id == act.id,
        second=act.id in {one.id for one in texts.second_heads(view)},
        reported=_source(act),
        claims=len(alignments.claims_about(view, alignments.side(view, act.id))),
        disposed=len(body.disposed),
        wordings=tuple(_wording(asked, one) for one in texts.witnesses(view, act.id)),
        on_offer=tuple(_on_offer(view, one) for one in offers.present(view, act.id)),
        address=asked.address(line=rival.handle if rival else "", version=act.handle),
        copy=asked.file("documents", "text", f"{act.handle}.docx"),
    )


def _day(view: View, act: Act[Table]) -> date | None:
    """The day on which it was made, in the record's zone."""
    when = act.happened
    return when.instant.astimezone(negotiation.zone(view)).date() if isinstance(when, Exactly) else None


def _wording(asked: Asked, act: Act[Witness]) -> Wording:
    body = act.body
    return Wording(
        act.handle,
        body.label,
        body.lang,
        body.authentic,
        body.whole,
        texts.known_points(body.wording),
        _source(act),
        asked.address(witness=act.handle),
    )


def _on_offer(view: View, act: Act[offers.Offer]) -> OnOffer:
    return OnOffer(actors.name(view, act.body.by), act.body.status, offers.of_other_words(view, act))


def _source(act: Act[Table] | Act[Witness]) -> str:
    """Which document reports it; "" for an own act."""
    return act.basis.source.outlet if isinstance(act.basis, Reported) else ""


def _names(view: View, slugs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(actors.name(view, slug) for slug in slugs)


PAGES = (Page("versions", _("Versions"), "versions", versions, "pages/versions.html"),)
