"""One screen that says where the negotiation stands."""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import click

from onetext.cli.deadlines import happened
from onetext.cli.desk import Desk, shows
from onetext.cli.page import Block, Page, lines, section, table
from onetext.cli.texts import counted
from onetext.process import (
    actors,
    calendars,
    claims,
    conflicts,
    consent,
    current,
    deadlines,
    items,
    negotiation,
    offers,
    points,
    positions,
    presentations,
    redlines,
    retained,
    signoff,
    silence,
    stances,
    tally,
    texts,
    tracks,
)
from onetext.record.act import Act
from onetext.record.audience import KEEPER
from onetext.record.view import View
from onetext.sentences import enumerated

GIST = 34
SEVERAL = 2


@dataclass(frozen=True)
class Section:
    """A part of the screen: its blocks, and the same facts as data under a key."""

    key: str
    blocks: tuple[Block, ...]
    data: object


@click.command()
@shows
def status(desk: Desk) -> None:
    """Where the negotiation stands, on one screen.

    onetext status -f geneva
    onetext status -f geneva --as-of 2025-11-23
    onetext status --as north --html > status.html
    """
    desk.show(overview(desk.look()))


def overview(view: View) -> Page:
    """The one text, what is open, who waits for whom, the order of yes, deadlines, what is contested, what is said."""
    sections = [part(view) for part in PARTS]
    blocks = (lines(_seen_by(view), indent=0), *(block for part in sections for block in part.blocks))
    title = negotiation.title(view)
    data = {"title": title, "viewer": view.viewer.name, **{part.key: part.data for part in sections}}
    return Page(title, blocks, data)


def _seen_by(view: View) -> str:
    who = "the keeper of this file" if view.viewer.name == KEEPER else actors.name(view, view.viewer.name)
    return f"As seen by {who}, {view.at.astimezone(negotiation.zone(view)):%-d %B %Y}"


def _the_text(view: View) -> Section:
    head = texts.head(view)
    if head is None:
        return Section("text", section("The one text", ["no text is tabled yet"]), None)
    held = enumerated([actors.name(view, slug) for slug in texts.holders(view)])
    told = [
        f"{texts.titled(head)}. {_sentence(texts.completeness(head.body))}.",
        *([f"Drawn up together by {held}."] if held else []),
        *_lineage(view, head),
        *(f"Rival draft {line.handle}: {line.body.title}; it is never the one text." for line in texts.lines(view)),
        *(f"{act.handle} was reported as a second successor; it is not the head." for act in texts.second_heads(view)),
        *(f"As an offer: {act.body.status} ({actors.name(view, act.body.by)})." for act in _offers(view)),
    ]
    data = {
        "head": head.handle,
        "label": head.body.label,
        "completeness": texts.completeness(head.body),
        "fingerprint": current.fingerprint_now(view),
        "holders": texts.holders(view),
        "rivals": [line.handle for line in texts.lines(view)],
    }
    return Section("text", section("The one text", told), data)


def _lineage(view: View, head: Act[texts.Table]) -> list[str]:
    parent = view[texts.Texts].versions.get(head.body.parent)
    if parent is None:
        return []
    paraphrase = ", in the recorder's own words" if parent.body.paraphrase else ""
    return [f"It succeeds {texts.titled(parent)} ({texts.completeness(parent.body)}{paraphrase})."]


def _offers(view: View) -> Sequence[Act[offers.Offer]]:
    return [act for version in texts.versions(view, texts.MAIN) for act in offers.present(view, version.id)]


def _open(view: View) -> Section:
    found, unavailable = _told_once(items.open_items(view))
    rows = [(item.called, _gist(item), _who_stands_where(view, item)) for item in found]
    now = tally.tally(view)
    count = f"{now.open} of {counted(now.points, 'point')} {'is' if now.open == 1 else 'are'} open"
    told = [f"{count}{_beyond(now)}; {_bracket_count(now)}.", *unavailable, *_on_the_whole(view)]
    blocks = (*section("Open items", told), *_maybe(("point", "words", "where it stands"), rows))
    data = [
        {"point": item.called, "provision": item.standing.provision.id, "where": row[2]}
        for item, row in zip(found, rows, strict=True)
    ]
    return Section("open", blocks, data)


def _beyond(now: tally.Tally) -> str:
    """How many further points a text is said to have whose words nobody here knows."""
    further = now.further
    return f"; {counted(further, 'further point')} {'is' if further == 1 else 'are'} unknown" if further else ""


def _told_once(found: Sequence[items.OpenItem]) -> tuple[list[items.OpenItem], list[str]]:
    """The open items, and in one sentence what holds for every one that is in the text: its words are not available."""
    inside = [item for item in found if points.adding(item.standing) is None]
    if len(inside) < SEVERAL or not all(items.NOT_AVAILABLE in item.also for item in inside):
        return list(found), []
    rest = [replace(item, also=tuple(why for why in item.also if why != items.NOT_AVAILABLE)) for item in found]
    return rest, ["The words of the points in the text are not available; their last known words are shown."]


def _on_the_whole(view: View) -> list[str]:
    """What was said of whole versions, by whom."""
    return [
        f"On the whole of {row.version}: "
        + "; ".join(f"{actors.name(view, party)} {positions.said(found)}" for party, found in row.readings.items())
        for row in stances.matrix(view)
        if not row.provision and row.readings
    ]


def _gist(item: items.OpenItem) -> str:
    """How the words of a point begin, known or last known: enough to recognise it by."""
    return textwrap.shorten(points.words_to_read(item.standing), GIST, placeholder=" …")


def _who_stands_where(view: View, item: items.OpenItem) -> str:
    readings = [positions.reading(view, party, item.standing) for party in positions.parties(view)]
    told_below = {*(entry.required.actor for entry in item.missing), *item.by_silence}
    told = [f"{r.party}: {positions.in_words(r)}" for r in readings if r and r.party not in told_below]
    return "; ".join([*told, item.why])


def _bracket_count(now: tally.Tally) -> str:
    if now.brackets is None:
        return "brackets unknown, the words are not available"
    return f"{counted(now.brackets, 'bracket')} in the text"


def _kept(view: View) -> Section:
    told = [_retained(view, act) for act in retained.retained(view)]
    return Section("retained", _some("Retained, contested", told), told)


def _retained(view: View, act: Act[retained.Retain]) -> str:
    point = points.labels(view).get(act.body.provision, act.handle)
    by = enumerated([actors.name(view, slug) for slug in act.body.by])
    return f"{point}: kept by {by}; {retained.fate_in_words(view, act)}"


def _waiting(view: View) -> Section:
    told = [
        *(
            f"{entry.called} needs {_absent(view, entry)}, not in the room"
            for entry in consent.consents(view)
            if entry.absent
        ),
        *(
            f"{point} is referred to {found.title}, which has not reported back"
            for point, found in _before_tracks(view)
        ),
        *(f"{act.handle} is under silence until {silence.shown(view, act.body.until)}" for act in _silent(view)),
        *(f"Red line {act.handle} is crossed: {found.why}" for act, found in redlines.warnings(view)),
    ]
    return Section("waiting", _some("What waits for whom", told), told)


def _silent(view: View) -> list[Act[silence.Silence]]:
    return [act for act in silence.procedures(view) if silence.result(view, act).outcome == "running"]


def _absent(view: View, entry: consent.Consent) -> str:
    return enumerated(sorted({actors.name(view, needed.actor) for needed in entry.absent}))


def _before_tracks(view: View) -> list[tuple[str, tracks.Referral]]:
    labels = points.labels(view)
    return [(labels.get(provision, texts.GONE), found) for provision, found in tracks.waiting(view).items()]


def _order_of_yes(view: View) -> Section:
    told = [
        f"Gate {number}: {'; '.join(_signature(s) for s in gate.signatures)}"
        for number, gate in enumerate(signoff.gates(view), 1)
    ]
    step = presentations.next_sentence(view)
    return Section("order", section("The order of yes", [*told, f"Next: {step}"]), [*told, step])


def _signature(signature: signoff.Signature) -> str:
    if signature.approval is not None:
        return f"{signature.title} has approved"
    return f"{signature.title}: {'lapsed, the words have changed' if signature.lapsed else 'not yet'}"


def _deadlines(view: View) -> Section:
    found = deadlines.due(view)
    told = [line for one in found for line in _deadline(view, one)]
    data = [{"deadline": one.deadline.handle, "state": one.state, "what": one.deadline.body.what} for one in found]
    return Section("deadlines", _some("Deadlines", told), data)


def _deadline(view: View, one: deadlines.Due) -> list[str]:
    body = one.deadline.body
    who = actors.name(view, body.setter)
    state = f"set by {who}; {one.state}, {calendars.force_in_words(one)}"
    now = f"{body.what}: {deadlines.in_words(view, one.targets)} ({state})"
    first = [f"  first {deadlines.in_words(view, body.targets)}"] if one.events else []
    return [now, *first, *(f"  then {_small(happened(view, event))}" for event in one.events)]


def _contested(view: View) -> Section:
    found = conflicts.conflicts(view)
    told = [f"{one.question}: {' / '.join(side.answer for side in one.sides)}" for one in found]
    return Section("contested", _some("Contested; no winner is chosen", told), told)


def _progress(view: View) -> Section:
    found = claims.claims(view, "progress")
    told = [f"{claims.names(view, act.body.by)}: “{act.body.words}”" for act in found]
    count = len(items.open_items(view))
    blocks = _some(f"Progress claims, beside {counted(count, 'open item')}", told)
    data = {"open": count, "claims": [{"by": act.body.by, "words": act.body.words} for act in found]}
    return Section("progress", blocks, data)


def _maybe(columns: tuple[str, ...], rows: Sequence[Sequence[str]]) -> tuple[Block, ...]:
    return (table(columns, rows),) if rows else ()


def _some(heading: str, told: Sequence[str]) -> tuple[Block, ...]:
    """A part of the screen that is left out where there is nothing to say."""
    return section(heading, told) if told else ()


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


PARTS: tuple[Callable[[View], Section], ...] = (
    _the_text,
    _open,
    _kept,
    _waiting,
    _order_of_yes,
    _deadlines,
    _contested,
    _progress,
)
COMMANDS = (status,)
