"""Tracks: forums with members of their own, to which points are referred and from which an outcome comes back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import msgspec
from rpds import HashTrieMap, List

from onetext.process import actors, points, reach
from onetext.process.texts import MAIN, Texts
from onetext.record.act import Act, Own
from onetext.record.errors import refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View

Outcome = Literal["agreed", "amended", "not agreed", "no decision"]


class Track(msgspec.Struct, frozen=True, omit_defaults=True):
    """There is a forum beside the main table, with its own members."""

    title: str
    members: tuple[str, ...]
    mandate: str = ""


class Refer(msgspec.Struct, frozen=True, omit_defaults=True):
    """Points (provision ids), or a topic in plain words, are referred to a track (the id of its act)."""

    track: str
    provisions: tuple[str, ...] = ()
    topic: str = ""
    reason: str = ""
    line: str = MAIN


class ReportBack(msgspec.Struct, frozen=True, omit_defaults=True):
    """A track reports back on what a referral (its act's id) gave it, with an outcome and perhaps with words.

    `provisions` are the points that it reports on; without any, it reports on the whole referral.
    """

    referral: str
    outcome: Outcome
    provisions: tuple[str, ...] = ()
    words: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Tracks:
    """Every track and referral, and what was reported back on each referral."""

    opened: HashTrieMap[str, Act[Track]] = HashTrieMap()
    referred: HashTrieMap[str, Act[Refer]] = HashTrieMap()
    reports: HashTrieMap[str, List[Act[ReportBack]]] = HashTrieMap()


@dataclass(frozen=True)
class Referral:
    """A referral, the track it went to (None where the viewer may not see it) and the reports on it, in order."""

    act: Act[Refer]
    track: Act[Track] | None
    reports: tuple[Act[ReportBack], ...]

    @property
    def title(self) -> str:
        """What the track is called."""
        return self.track.body.title if self.track else "a separate track"

    @property
    def open(self) -> tuple[str, ...]:
        """The points on which the track has not reported back."""
        if any(not report.body.provisions for report in self.reports):
            return ()
        reported = {id_ for report in self.reports for id_ in report.body.provisions}
        return tuple(id_ for id_ in self.act.body.provisions if id_ not in reported)

    @property
    def pending(self) -> bool:
        """Whether anything is still before the track; a topic is until the track has reported on the whole."""
        return bool(self.open) or (
            not self.act.body.provisions and all(report.body.provisions for report in self.reports)
        )


def tracks(view: View) -> tuple[Act[Track], ...]:
    """Every track, in the order of the record."""
    return tuple(sorted(view[Tracks].opened.values(), key=lambda act: act.order))


def referrals(view: View, track: str | None = None) -> tuple[Referral, ...]:
    """What was referred (to one track), in the order of the record."""
    found = sorted(view[Tracks].referred.values(), key=lambda act: act.order)
    return tuple(_referral(view, act) for act in found if track is None or act.body.track == track)


def waiting(view: View, line: str = MAIN) -> dict[str, Referral]:
    """The points that are before a track which has not reported back, by id, each with its latest referral."""
    found: dict[str, Referral] = {}
    for referral in referrals(view):
        if referral.act.body.line == line:
            found.update(dict.fromkeys(referral.open, referral))
    return found


def _referral(view: View, act: Act[Refer]) -> Referral:
    reports = sorted(view[Tracks].reports.get(act.id, List()), key=lambda report: report.order)
    return Referral(act, view[Tracks].opened.get(act.body.track), tuple(reports))


def refuse_where_waiting(view: View, provision: str, line: str = MAIN) -> None:
    """Refuse to agree to a point, or for "" to the whole text, that is before a track which has not reported back."""
    before = waiting(view, line)
    if not provision and before:
        first, referral = min(before.items(), key=lambda item: item[1].act.order)
        refuse(
            "Point {point} is before “{track}”, which has not reported back; "
            "agree point by point, or make the stance conditional.",
            point=points.named(view, first, line),
            track=referral.title,
        )
    if provision in before:
        refuse(
            "Point {point} is before “{track}” and cannot be marked agreed here until that track reports back.",
            point=points.named(view, provision, line),
            track=before[provision].title,
        )


def _may_open(view: View, act: Act[Track]) -> None:
    if not act.name:
        refuse("Give the track a short name, so that points can be referred to it.", typed="--name")
    if not act.body.title.strip():
        refuse("A track needs a title.")
    for member in act.body.members:
        actors.known(view, member)


def _may_refer(view: View, act: Act[Refer]) -> None:
    reach.spoken_of(view, act, act.body.track, Track)
    if not act.body.provisions and not act.body.topic.strip():
        refuse("Say what is referred: points, or a topic in plain words.")
    reach.before_all(view, act, view[Texts].lines.get(act.body.line))
    author = act.party or act.author
    if isinstance(act.basis, Own) and not actors.holds_the_pen(view, act) and actors.role(view, author) != "party":
        refuse("Only the parties at the table and those who hold the pen refer points to a track.")


def _may_report(view: View, act: Act[ReportBack]) -> None:
    referred = reach.spoken_of(view, act, act.body.referral, Refer)
    strange = set(act.body.provisions) - set(referred.body.provisions)
    if strange:
        refuse("A track reports back only on points that were referred to it; refer the others first.")
    reach.before_all(view, act, referred)
    track = view[Tracks].opened.get(referred.body.track)
    members = track.body.members if track else ()
    author = act.party or act.author
    if isinstance(act.basis, Own) and author not in members and not actors.holds_the_pen(view, act):
        refuse("Only a member of the track, or somebody who holds the pen, reports back from it.")


def _opened(state: Tracks, act: Act[Track]) -> Tracks:
    return replace(state, opened=state.opened.insert(act.id, act))


def _referred(state: Tracks, act: Act[Refer]) -> Tracks:
    return replace(state, referred=state.referred.insert(act.id, act))


def _reported(state: Tracks, act: Act[ReportBack]) -> Tracks:
    before = state.reports.get(act.body.referral, List())
    return replace(state, reports=state.reports.insert(act.body.referral, before.push_front(act)))


SUBJECT = Subject(
    "tracks",
    Tracks(),
    (
        Kind("track", Track, _opened, _may_open),
        Kind("refer", Refer, _referred, _may_refer, fixed=("track", "provisions", "line")),
        Kind("report-back", ReportBack, _reported, _may_report, fixed=("referral", "outcome", "provisions", "words")),
    ),
)
