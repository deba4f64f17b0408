"""Tracks have members of their own, and report back."""

import pytest

from harbour import POINTS, Harbour
from onetext.process import tracks
from onetext.process.corrections import Correct
from onetext.process.tracks import Refer, Referral, ReportBack, Track
from onetext.record.act import Act
from onetext.record.errors import Refused

ONE, TWO = POINTS[0].id, POINTS[1].id


def referred(harbour: Harbour, *points: str, topic: str = "") -> Act[Refer]:
    harbour.table("v0")
    group = harbour.do(Track("Group", ("cedar",)), name="group")
    return harbour.do(Refer(group.id, points, topic))


def only(harbour: Harbour) -> Referral:
    (found,) = tracks.referrals(harbour.view())
    return found


def test_a_track_has_members_who_need_no_seat_at_the_table(harbour: Harbour) -> None:
    referred(harbour, ONE)
    track = only(harbour).track
    assert track is not None
    assert track.body.members == ("cedar",)


def test_a_report_on_some_points_leaves_the_others_before_the_track(harbour: Harbour) -> None:
    act = referred(harbour, ONE, TWO)
    harbour.do(ReportBack(act.id, "agreed", (ONE,)), "cedar")
    assert only(harbour).open == (TWO,)
    assert set(tracks.waiting(harbour.view())) == {TWO}


def test_a_report_on_the_whole_ends_the_referral(harbour: Harbour) -> None:
    act = referred(harbour, ONE, TWO)
    harbour.do(ReportBack(act.id, "no decision"), "cedar")
    assert not only(harbour).pending
    assert not tracks.waiting(harbour.view())


def test_a_topic_stays_before_the_track_until_it_reports(harbour: Harbour) -> None:
    act = referred(harbour, topic="whatever is for the council")
    assert only(harbour).pending
    harbour.do(ReportBack(act.id, "agreed", words="So be it."), "cedar")
    assert not only(harbour).pending


def test_only_members_and_those_who_hold_the_pen_report_back(harbour: Harbour) -> None:
    act = referred(harbour, ONE)
    with pytest.raises(Refused, match="Only a member of the track"):
        harbour.do(ReportBack(act.id, "agreed"), "ash")


def test_a_track_reports_only_on_what_was_referred_to_it(harbour: Harbour) -> None:
    act = referred(harbour, ONE)
    with pytest.raises(Refused, match="referred to it"):
        harbour.do(ReportBack(act.id, "agreed", (TWO,)), "cedar")


def test_a_referral_and_its_report_are_told_to_all_who_read_the_text(harbour: Harbour) -> None:
    act = referred(harbour, ONE)
    with pytest.raises(Refused, match="choose the table as its readers"):
        harbour.do(Refer(act.body.track, (TWO,)), "ash", to=("ash",))
    with pytest.raises(Refused, match="choose the table as its readers"):
        harbour.report(ReportBack(act.id, "agreed"), to=("ash",))
    harbour.do(ReportBack(act.id, "agreed"), "norway", to=("ash", "birch", "norway"))
    assert not only(harbour).pending


def test_outsiders_refer_nothing(harbour: Harbour) -> None:
    referred(harbour, ONE)
    group = harbour.view().find("group", Track)
    with pytest.raises(Refused, match="Only the parties at the table"):
        harbour.do(Refer(group.id, (TWO,)), "cedar")


def test_a_referral_says_what_it_refers(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="Say what is referred"):
        referred(harbour)


def test_a_point_is_not_taken_back_from_a_track_by_a_correction(harbour: Harbour) -> None:
    harbour.table("v0")
    group = harbour.do(tracks.Track("Group on light", ("cedar",)), name="light")
    referral = harbour.do(tracks.Refer(group.id, (POINTS[1].id,), reason="Lamps"))
    body = {"track": group.id, "provisions": [POINTS[0].id]}
    with pytest.raises(Refused, match="“provisions” is not corrected"):
        harbour.do(Correct(referral.id, body, "The other point"))
