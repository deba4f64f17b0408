"""What happened, or is to happen, on the way to yes, each with its dates as far as they are known."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from onetext.process import (
    actors,
    calendars,
    deadlines,
    moments,
    negotiation,
    points,
    presentations,
    rounds,
    signoff,
    silence,
    texts,
    tracks,
    windows,
)
from onetext.process.deadlines import Due, Target
from onetext.process.moments import Known
from onetext.record.act import Act
from onetext.record.times import Exactly, Unknown, When, bounds
from onetext.record.view import View
from onetext.sentences import enumerated, listed, quoted, say, term
from onetext.web.signs import MARKS

Lane = Literal["rounds", "tracks", "windows", "deadlines", "silence", "texts", "presentations", "approvals"]
DONE, NOTHING = MARKS["done"], MARKS["came to nothing"]
LANES: tuple[Lane, ...] = (
    "texts", "rounds", "tracks", "windows", "deadlines", "silence", "approvals", "presentations",
)  # fmt: skip


@dataclass(frozen=True)
class Dated:
    """Something with dates.

    It surely lasts from `start` to `end`; both are None where no date is known at all. `earliest` and `latest` are how
    far it may reach; None: no bound is known. What falls at one moment has `start` and `end` alike. `step` counts what
    happened to a deadline: 0 is its first date, which no later one replaces; `alternative` numbers the dates of one
    step. `current` says that it is the present state. `sign` says whether it was done (met, adopted,
    agreed), came to nothing (lifted, broken, not agreed), lapsed, or was not received; "" for anything else.
    `at` is the instant of what is known to have one.
    """

    lane: Lane
    id: str
    label: str
    when: str
    told: str
    start: date | None
    end: date | None
    earliest: date | None
    latest: date | None
    step: int = 0
    alternative: int = 1
    current: bool = True
    sign: str = ""
    at: Known | None = None

    @property
    def over(self) -> bool:
        """Whether it holds no longer, or never did."""
        return self.sign not in ("", DONE)

    @property
    def certain(self) -> bool:
        """Whether its dates are known to the day."""
        return (self.earliest, self.latest) == (self.start, self.end)


def everything(view: View) -> tuple[Dated, ...]:
    """All of it, lane by lane, each lane by its dates."""
    found = [
        *_tabled(view), *_rounds(view), *_tracks(view), *_windows(view), *_silences(view), *_approved(view),
        *_had(view),
    ]  # fmt: skip
    ordered = sorted(found, key=lambda one: (LANES.index(one.lane), one.start or date.max))
    at = next((n for n, one in enumerate(ordered) if LANES.index(one.lane) > LANES.index("deadlines")), len(ordered))
    # The steps of a deadline stay together, in the order in which they were taken.
    return (*ordered[:at], *_deadlines(view), *ordered[at:])


def cited(act: Act[Any]) -> str:
    """The source of an act in words; "" for one that was done here."""
    source = act.source
    if source is None:
        return ""
    return say("{outlet}, {place}: “{quote}”", outlet=source.outlet, place=source.place, quote=source.quote)


def joined(*parts: str) -> str:
    """The parts that say something, in one line."""
    return listed(filter(None, parts), "; ")


def _date(view: View, moment: datetime | None) -> date | None:
    return moment.astimezone(negotiation.zone(view)).date() if moment else None


def known_on(view: View, act: Act[Any]) -> date:
    """The day, in the record's zone, since which something is known."""
    return moments.known(view, act).day


def _reach(view: View, when: When) -> tuple[date | None, date | None]:
    """The first and the last day on which something can have happened."""
    # A day is meant in the record's zone; its bounds are told in UTC.
    named = getattr(when, "date", None)
    if isinstance(named, date):
        return named, named
    first, last = getattr(when, "first", None), getattr(when, "last", None)
    if first or last:
        return first, last
    earliest, latest = bounds(when)
    return _date(view, earliest), _date(view, latest)


def _moment(view: View, act: Act[Any], lane: Lane, label: str, told: str, sign: str = "") -> Dated:
    """Something that happened at one moment: on its day, within its bounds, or by when it was known."""
    known = known_on(view, act)
    if isinstance(act.happened, Unknown) and act.source is None:
        at = moments.known(view, act)
        return Dated(lane, act.id, label, "", told, known, known, known, known, sign=sign, at=at)
    first, last = _reach(view, act.happened)
    last = min(last or known, known)
    when = "" if first == last else _known_by(view, act)
    exact = Known(last, act.happened.instant) if isinstance(act.happened, Exactly) else None
    return Dated(lane, act.id, label, when, told, last, last, first, last, sign=sign, at=exact)


def _known_by(view: View, act: Act[Any]) -> str:
    by = say("known by {day}", day=moments.known_on(view, act))
    return by if isinstance(act.happened, Unknown) else listed((moments.told(view, act.happened), by))


def _tabled(view: View) -> Iterator[Dated]:
    for version in texts.versions(view, texts.MAIN):
        told = joined(texts.completeness(version.body), cited(version))
        yield _moment(view, version, "texts", texts.titled(version), told)


def _rounds(view: View) -> Iterator[Dated]:
    for act in rounds.rounds(view):
        ends = rounds.ends(view, act.id)
        announced = [end for end in ends if end.body.ending == "announced"]
        first, last = _reach(view, act.happened)
        start = last or first or known_on(view, act)
        end, latest = _over(view, (announced or list(ends))[-1], start) if ends else (start, None)
        told = joined(*(_ended(view, end) for end in ends))
        yield Dated(
            "rounds", act.id, act.body.title, term(rounds.status(view, act.id)), told, start, end, first, latest
        )


def _over(view: View, closing: Act[rounds.RoundEnd], start: date) -> tuple[date, date]:
    """Until when a round surely lasted, and by when it was over. An end that is only understood has no day."""
    known = known_on(view, closing)
    first, last = _reach(view, closing.happened)
    latest = max(start, min(last or known, known))
    return (start if closing.body.ending == "understood" else max(start, first or latest)), latest


def _ended(view: View, end: Act[rounds.RoundEnd]) -> str:
    who = enumerated([actors.name(view, slug) for slug in end.body.by])
    when = moments.told(view, end.happened)
    if end.body.ending != "announced":
        told = say("end understood to be over, {when}", when=when)
    elif who:
        told = say("end announced by {who}, {when}", who=who, when=when)
    else:
        told = say("end announced, {when}", when=when)
    return joined(told, cited(end))


def _tracks(view: View) -> Iterator[Dated]:
    """Each referral to a separate track, without an end while something is still before it, and each report back."""
    for track in tracks.tracks(view):
        for found in tracks.referrals(view, track.id):
            referral = found.act
            named = points.labels(view, referral.body.line)
            what = listed(named.get(id_, texts.GONE) for id_ in referral.body.provisions) or quoted(referral.body.topic)
            label = say("to “{track}”: {what}", track=track.body.title, what=what)
            one = _moment(view, referral, "tracks", label, joined(referral.body.reason, cited(referral)))
            if found.pending:
                pending = listed(filter(None, (one.when, say("has not reported back"))), "; ")
                one = replace(one, when=pending, latest=None)
            yield one
            for report in found.reports:
                yield _reported(view, track, report, named)


def _reported(view: View, track: Act[tracks.Track], report: Act[tracks.ReportBack], named: dict[str, str]) -> Dated:
    body = report.body
    what = listed(named.get(id_, texts.GONE) for id_ in body.provisions) or say("all of it")
    label = say(
        "“{track}” reports back on {points}: {outcome}",
        track=track.body.title, points=what, outcome=term(body.outcome),
    )  # fmt: skip
    told = joined(quoted(body.words) if body.words else "", body.reason, cited(report))
    sign = {"agreed": DONE, "not agreed": NOTHING}.get(body.outcome, "")
    return _moment(view, report, "tracks", label, told, sign)


def _windows(view: View) -> Iterator[Dated]:
    for act in windows.windows(view):
        end = windows.end(view, act)
        start = act.body.first or _reach(view, act.happened)[1] or known_on(view, act)
        label = say("{who}: {what}", who=act.body.about, what=quoted(act.body.said))
        told = joined(windows.speakers(view, act), cited(act))
        sure = max(end.earliest or start, start)
        yield Dated("windows", act.id, label, windows.ending(view, act), told, start, sure, start, end.latest)


def _silences(view: View) -> Iterator[Dated]:
    for act in silence.procedures(view):
        found = silence.result(view, act)
        start, until = known_on(view, act), _date(view, act.body.until)
        told = joined(
            say("asked: {who}", who=enumerated([actors.name(view, slug) for slug in act.body.addressees])),
            say("until {when}", when=moments.at(view, act.body.until)),
            *(
                say("{who} objected, {when}", who=actors.name(view, one.body.by), when=silence.IN_TIME[how])
                for one, how in found.objections
            ),
        )
        label, end = say("{who}: {what}", who=act.handle, what=silence.subject(view, act)), until or start
        sign = {"broken": NOTHING, "void: the words changed": NOTHING, "adopted by silence": DONE}.get(
            found.outcome, ""
        )
        yield Dated("silence", act.id, label, term(found.outcome), told, start, end, start, end, sign=sign)


def _approved(view: View) -> Iterator[Dated]:
    standing = {one.approval.id for gate in signoff.gates(view) for one in gate.signatures if one.approval is not None}
    for act in signoff.approvals(view):
        who, version = signoff.title(view, act.body.approver), called(view, act.body.version)
        label = say("{who} approves {version}", who=who, version=version)
        lapsed = "" if act.id in standing else say("lapsed: it does not bind to the present words")
        yield _moment(view, act, "approvals", label, joined(lapsed, cited(act)), MARKS["lapsed"] if lapsed else "")


def _had(view: View) -> Iterator[Dated]:
    for act in presentations.put(view):
        whom = enumerated([actors.name(view, slug) for slug in act.body.to])
        label = say("{version} put to {who}", version=called(view, act.body.version), who=whom)
        by = say("by {who}", who=actors.name(view, act.party or act.author))
        told = joined(by, presentations.against_order(view, act))
        yield _moment(view, act, "presentations", label, told)
    for account in presentations.accounts(view):
        version, who = called(view, account.body.version), actors.name(view, account.body.actor)
        label = say("{version}, {who}: {told}", version=version, who=who, told=term(account.body.told))
        says = say("says {who}", who=presentations.teller(view, account))
        told = joined(says, account.body.note, cited(account))
        sign = MARKS["not received"] if account.body.told == "not received" else ""
        yield _moment(view, account, "presentations", label, told, sign)


def called(view: View, version: str) -> str:
    """What a version is called, by its id."""
    found = view.act(version)
    return found.handle if found else say("a version")


def _deadlines(view: View) -> Iterator[Dated]:
    for due in deadlines.due(view):
        yield from _steps(view, due)


def _steps(view: View, due: Due) -> Iterator[Dated]:
    """A deadline as it was first set, then a step for each thing that happened to it, at the dates that it left."""
    act, targets, last = due.deadline, due.deadline.body.targets, len(due.events)
    by = calendars.set_by(view, due)
    label = say("{what}: {by} ({force})", what=act.body.what, by=by, force=term(act.body.force))
    first = Dated(
        "deadlines", act.id, label, "", cited(act),
        None, None, None, None, current=not last,
    )  # fmt: skip
    yield from _targets(view, first, targets)
    for step, event in enumerate(due.events, 1):
        body = event.body
        targets = body.targets if isinstance(body, deadlines.Move) else targets
        told = joined(say("known {day}", day=moments.known_on(view, event)), cited(event))
        sign = DONE if isinstance(body, deadlines.Meet) else NOTHING if isinstance(body, deadlines.Lift) else ""
        yield from _targets(
            view,
            replace(first, label=_happened(view, event), told=told, step=step, current=step == last, sign=sign),
            targets,
        )


def _happened(view: View, event: Act[deadlines.Event]) -> str:
    told = calendars.changed_by(view, event)
    return say("{who}: {what}", who=told, what=event.body.cause) if event.body.cause else told


def _targets(view: View, step: Dated, targets: tuple[Target, ...]) -> Iterator[Dated]:
    """The dates of one step; what is an alternative to the first is told in its own words alone."""
    spans = [deadlines.span(view, target) for target in targets]
    undated = [t.said or term("open") for t, s in zip(targets, spans, strict=True) if not (s.first or s.last)]
    label = step.label
    if undated:
        label = say("{what} (no date for: {targets})", what=label, targets=listed(undated))
    for number, (target, span) in enumerate(zip(targets, spans, strict=True), 1):
        first, last = _date(view, span.first), _date(view, span.last)
        at, when = last or first, deadlines.in_words(view, (target,))
        other = target.said.removeprefix("or ") or when
        told = label if number == 1 else say("or {when}", when=other)
        yield replace(step, label=told, when=when, start=at, end=at, earliest=first, latest=last, alternative=number)
