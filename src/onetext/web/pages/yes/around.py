"""What goes on round the text: rounds and silence procedures, tracks, offers, and what is due before a day."""

from dataclasses import dataclass
from datetime import date, datetime

from onetext.process import (
    actors,
    calendars,
    current,
    deadlines,
    moments,
    negotiation,
    offers,
    points,
    silence,
    texts,
    tracks,
)
from onetext.process.tracks import Referral
from onetext.record.errors import Refused
from onetext.record.times import Window
from onetext.record.view import View
from onetext.sentences import enumerated, listed, quoted, say, term
from onetext.web.asked import Asked
from onetext.web.pages.acts_told import NamedPoint, Time, time_of
from onetext.web.pages.yes.dated import cited, joined


@dataclass(frozen=True)
class Referred:
    """Points or a topic before a track; what it reported back, and whether anything is still before it."""

    id: str
    points: tuple[NamedPoint, ...]
    topic: str
    reason: str
    reports: tuple[str, ...]
    pending: bool
    source: str


@dataclass(frozen=True)
class Track:
    """A forum with its members."""

    id: str
    handle: str
    title: str
    members: str
    mandate: str
    referred: tuple[Referred, ...]


@dataclass(frozen=True)
class Objection:
    """Somebody objected: why, and whether in time."""

    name: str
    reason: str
    in_time: str


@dataclass(frozen=True)
class Silence:
    """A silence procedure. `until` is the last instant for an objection; `mine` says that the viewer can object."""

    id: str
    handle: str
    about: str
    provision: str
    outcome: str
    until: datetime
    asked: str
    objections: tuple[Objection, ...]
    silent: str
    not_asked: str
    outdated: bool
    mine: bool


@dataclass(frozen=True)
class Offer:
    """What was said of a version as an offer, by whom; `present` is the last word of its speaker."""

    by: str
    status: str
    cause: str
    source: str
    present: bool
    other_words: bool


@dataclass(frozen=True)
class Offered:
    """A version and everything that was said of it as an offer."""

    version: str
    said: tuple[Offer, ...]


@dataclass(frozen=True)
class Falls:
    """When a deadline falls, or one of the alternatives: None where that is wholly open. `said` is how it was put."""

    when: Time | None
    said: str


@dataclass(frozen=True)
class Deadline:
    """A deadline as it stands; `answer` says whether it falls before the day asked for, "" where none was."""

    id: str
    handle: str
    what: str
    by: str
    addressees: str
    targets: tuple[Falls, ...]
    force: str
    state: str
    answer: str
    changed: bool


@dataclass(frozen=True)
class Due:
    """What is due: before which day or moment, where one was asked for; `error` is why that could not be told.

    `before` is as it was asked for, `limit` what that means.
    """

    before: str
    limit: Time | None
    error: str
    deadlines: tuple[Deadline, ...]


def all_points(view: View) -> tuple[NamedPoint, ...]:
    """The points of the one text."""
    found = (s for s in current.standings(view) if points.is_point(s))
    return tuple(NamedPoint(s.provision.id, points.label(s)) for s in found)


def all_tracks(view: View) -> tuple[Track, ...]:
    """The tracks, each with what is before it."""
    return tuple(
        Track(
            act.id,
            act.handle,
            act.body.title,
            enumerated([actors.name(view, slug) for slug in act.body.members]),
            joined(act.body.mandate, cited(act)),
            tuple(_referred(view, found) for found in tracks.referrals(view, act.id)),
        )
        for act in tracks.tracks(view)
    )


def _referred(view: View, found: Referral) -> Referred:
    body = found.act.body
    called = points.labels(view, body.line)
    reports = []
    for report in found.reports:
        about = listed(called.get(id_, texts.GONE) for id_ in report.body.provisions) or say("all of it")
        told = say("on {points}: {outcome}", points=about, outcome=term(report.body.outcome))
        if report.body.words:
            told = say("{who}: {what}", who=told, what=quoted(report.body.words))
        reports.append(joined(told, report.body.reason, cited(report)))
    places = tuple(NamedPoint(id_, called.get(id_, texts.GONE)) for id_ in body.provisions)
    return Referred(found.act.id, places, body.topic, body.reason, tuple(reports), found.pending, cited(found.act))


def silences(view: View, asked: Asked) -> tuple[Silence, ...]:
    """The silence procedures, those that are running first."""
    found = [silence.result(view, act) for act in silence.procedures(view)]
    ordered = sorted(found, key=lambda one: one.outcome != "running")
    return tuple(_silence(view, one, asked) for one in ordered)


def _silence(view: View, found: silence.Result, asked: Asked) -> Silence:
    act = found.silence
    return Silence(
        id=act.id,
        handle=act.handle,
        about=silence.subject(view, act),
        provision=act.body.provision,
        outcome=found.outcome,
        until=act.body.until,
        asked=_names(view, act.body.addressees),
        objections=tuple(
            Objection(actors.name(view, one.body.by), one.body.reason, silence.IN_TIME[how])
            for one, how in found.objections
        ),
        silent=_names(view, found.silent),
        not_asked=_names(view, found.not_asked),
        outdated=found.outdated,
        mine=found.outcome == "running" and asked.whose in act.body.addressees,
    )


def _names(view: View, who: tuple[str, ...]) -> str:
    return enumerated([actors.name(view, slug) for slug in who])


def offered(view: View) -> tuple[Offered, ...]:
    """What was said of each version as an offer; versions of which nothing was said are left out."""
    found = []
    for version in texts.versions(view):
        present = {act.id for act in offers.present(view, version.id)}
        said = tuple(
            Offer(
                actors.name(view, act.body.by),
                act.body.status,
                act.body.cause,
                cited(act),
                act.id in present,
                offers.of_other_words(view, act),
            )
            for act in offers.history(view, version.id)
        )
        if said:
            found.append(Offered(texts.titled(version), said))
    return tuple(found)


def due(view: View, before: str) -> Due:
    """Every deadline as it stands; with a day, whether it falls before that: yes, no, maybe or unknown."""
    zone = negotiation.zone(view)
    try:
        limit = deadlines.start_of(before, zone) if before else None
    except Refused as error:
        return Due(before, None, error.args[0], ())
    found = tuple(_deadline(view, one, asked=bool(limit)) for one in deadlines.due(view, limit))
    return Due(before, _limit(moments.named(before, zone)) if before else None, "", found)


def _limit(named: date | datetime) -> Time:
    return Time("exactly", at=named) if isinstance(named, datetime) else Time("day", day=named)


def _falls(view: View, target: deadlines.Target) -> Falls:
    when = None if target.when == Window(None, None) else time_of(view, target.when)
    said = target.said or getattr(target.when, "said", "")
    return Falls(when, quoted(said) if said else "")


def _deadline(view: View, one: deadlines.Due, *, asked: bool) -> Deadline:
    body = one.deadline.body
    return Deadline(
        id=one.deadline.id,
        handle=one.deadline.handle,
        what=body.what,
        by=actors.name(view, body.setter),
        addressees=_names(view, body.addressees),
        targets=tuple(_falls(view, target) for target in one.targets),
        force=calendars.force_in_words(one),
        state=one.state,
        answer=one.answer if asked else "",
        changed=bool(one.events),
    )
