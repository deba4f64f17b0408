"""Open items are derived; issues are what people make of them."""

from datetime import timedelta
from typing import Any

import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import actors, consent, current, items, positions, retained, stances, targets, tracks
from onetext.process.amendments import Propose
from onetext.process.items import Change, Move, OpenItem, Raise, Step
from onetext.process.positions import Stance, Take
from onetext.process.silence import Break, Silence
from onetext.process.texts import Table
from onetext.record.act import Act
from onetext.record.errors import Refused


def take(harbour: Harbour, party: str, on: str, kind: Stance = "agreed") -> None:
    found = targets.target(harbour.view(), on)
    body = Take(party, kind, found.version, found.words, found.provision, amendment=found.amendment)
    harbour.do(body, party)


def open_now(harbour: Harbour) -> dict[str, OpenItem]:
    return {item.called: item for item in items.open_items(harbour.view())}


def issue(harbour: Harbour, act: Act[Any]) -> items.Issue:
    return items.issue(harbour.view(), act)


def move(harbour: Harbour, act: Act[Any], step: Step) -> None:
    harbour.do(Move(act.id, step, f"to {step}"))


def test_a_point_is_open_until_all_required_consents_stand_on_its_words(harbour: Harbour) -> None:
    harbour.table("v0")
    assert set(open_now(harbour)) == {"1", "2", "3"}
    take(harbour, "ash", "1")
    assert "birch: no position" in open_now(harbour)["1"].why
    take(harbour, "birch", "1")
    assert set(open_now(harbour)) == {"2", "3"}


def put_under_silence(harbour: Harbour, *addressees: str, point: str = "1", name: str = "quiet") -> None:
    """Ash and Birch are at the table; the term ends in an hour, and everybody looks after it."""
    standing = current.find(harbour.view(), point)
    until = harbour.clock.moment + timedelta(hours=1)
    words = standing.fingerprint or ""
    harbour.do(Silence(addressees, until, words, standing.provision.id), name=name)


def later(harbour: Harbour) -> None:
    harbour.clock.moment += timedelta(hours=2)


def test_silence_that_adopted_these_words_is_an_addressees_consent_until_they_change(harbour: Harbour) -> None:
    harbour.table("v0")
    put_under_silence(harbour, "birch")
    assert "birch: no position" in open_now(harbour)["1"].why
    later(harbour)
    item = open_now(harbour)["1"]
    assert "birch: agreed by silence (quiet)" in item.why
    assert "ash: no position" in item.why
    assert len(item.missing) == 1
    row = next(r for r in stances.matrix(harbour.view()) if r.called == "1")
    assert list(row.by_silence) == ["birch"]
    take(harbour, "ash", "1")
    assert "1" not in open_now(harbour)
    harbour.table("v1", reworded(POINTS[0], "Ash may dredge."), *POINTS[1:], parent="v0")
    assert "birch: no position" in open_now(harbour)["1"].why


def test_silence_on_the_whole_text_is_consent_to_each_point(harbour: Harbour) -> None:
    harbour.table("v0")
    until = harbour.clock.moment + timedelta(hours=1)
    harbour.do(Silence(("ash", "birch"), until, current.fingerprint_now(harbour.view()) or ""), name="quiet")
    later(harbour)
    assert set(open_now(harbour)) == {"3"}, "point 3 needs Cedar, who was not addressed"


def test_silence_of_a_party_whose_office_decides_is_ad_referendum(harbour: Harbour) -> None:
    harbour.do(actors.Principal("birch", harbour.view().find("office-birch").id))
    harbour.table("v0")
    take(harbour, "ash", "1")
    put_under_silence(harbour, "birch")
    later(harbour)
    assert open_now(harbour)["1"].why == "birch: agreed ad referendum by silence (quiet)"
    put_under_silence(harbour, "mayor-birch", name="again")
    later(harbour)
    assert "1" not in open_now(harbour), "the office that decides was asked, and was silent"


def test_the_office_that_was_named_after_the_term_takes_nothing_from_a_silence(harbour: Harbour) -> None:
    harbour.table("v0")
    take(harbour, "ash", "1")
    put_under_silence(harbour, "birch")
    later(harbour)
    harbour.do(actors.Principal("birch", harbour.view().find("office-birch").id))
    assert "1" not in open_now(harbour)


def test_who_speaks_after_words_were_put_under_silence_is_not_taken_by_it(harbour: Harbour) -> None:
    harbour.table("v0")
    take(harbour, "birch", "1", "opposed")
    put_under_silence(harbour, "ash", "birch")
    take(harbour, "ash", "1", "opposed")
    later(harbour)
    assert "ash: opposed; birch: agreed by silence" in open_now(harbour)["1"].why
    take(harbour, "birch", "1", "opposed")
    assert "ash, birch: opposed" in open_now(harbour)["1"].why


def test_broken_silence_is_no_consent(harbour: Harbour) -> None:
    harbour.table("v0")
    put_under_silence(harbour, "ash", "birch")
    harbour.do(Break(harbour.view().find("quiet", Silence).id, "ash"), "ash")
    later(harbour)
    assert "ash, birch: no position" in open_now(harbour)["1"].why


@pytest.mark.parametrize("kind", ["silent", "opposed", "ad referendum"])
def test_nothing_but_agreement_closes_a_point(harbour: Harbour, kind: Stance) -> None:
    harbour.table("v0")
    take(harbour, "ash", "1")
    take(harbour, "birch", "1", kind)
    assert kind in open_now(harbour)["1"].why


def test_a_point_opens_again_when_its_words_change(harbour: Harbour) -> None:
    harbour.table("v0")
    take(harbour, "ash", "1")
    take(harbour, "birch", "1")
    harbour.table("v1", reworded(POINTS[0], "Ash may dredge."), *POINTS[1:], parent="v0")
    assert "lapsed (agreed)" in open_now(harbour)["1"].why


def test_the_consent_of_who_is_not_in_the_room_keeps_a_point_open(harbour: Harbour) -> None:
    harbour.table("v0")
    take(harbour, "ash", "3")
    take(harbour, "birch", "3")
    assert open_now(harbour)["3"].why == "cedar: no position"
    harbour.do(consent.Unneed("cedar", POINTS[2].id, "It has asked for this"))
    assert "3" not in open_now(harbour)


@pytest.mark.parametrize("opposed", ["ash", "cedar"])
def test_a_recorded_opposition_keeps_a_point_open_whoever_is_said_not_to_be_needed(
    harbour: Harbour, opposed: str
) -> None:
    harbour.table("v0")
    for party in {"ash", "birch"} - {opposed}:
        take(harbour, party, "3")
    if opposed != "cedar":
        harbour.do(consent.Unneed("cedar", POINTS[2].id, "It has asked for this"))
    harbour.do(consent.Unneed(opposed, POINTS[2].id, "It has left it to the others"), opposed)
    assert "3" not in open_now(harbour)
    take(harbour, opposed, "3", "opposed")
    assert open_now(harbour)["3"].why == f"{opposed}: opposed"


def test_open_items_at_two_versions_differ_each_with_its_reason(harbour: Harbour) -> None:
    harbour.table("v0")
    take(harbour, "ash", "1")
    take(harbour, "birch", "1")
    harbour.table("v1", parent="v0", known=False)
    view = harbour.view()
    v0, v1 = view.find("v0", Table), view.find("v1", Table)
    assert {item.called for item in items.open_at(view, v0)} == {"2", "3"}
    found: dict[str, Change] = {change.called: change for change in items.compared(view, v0, v1)}
    assert found["1"].before == "not open"
    after = found["1"].after
    assert isinstance(after, OpenItem)
    assert "its words are not available" in after.why
    assert "unknown whether it stands" in after.why


def test_a_point_of_which_a_version_is_not_known_is_not_said_to_have_been_closed(harbour: Harbour) -> None:
    harbour.do(Table("First", wording=POINTS[:1], expected=3), name="v0")
    harbour.table("v1", parent="v0")
    view = harbour.view()
    found = {c.called: c for c in items.compared(view, view.find("v0", Table), view.find("v1", Table))}
    assert found["2"].before == "not known"


def test_a_retained_or_referred_point_is_open_although_all_agree(harbour: Harbour) -> None:
    harbour.table("v0")
    for point in ("1", "2"):
        take(harbour, "ash", point)
        take(harbour, "birch", point)
    harbour.do(retained.Retain(POINTS[0].id, ("ash",)), "ash")
    group = harbour.do(tracks.Track("Group", ("cedar",)), name="group")
    harbour.do(tracks.Refer(group.id, (POINTS[1].id,)))
    assert open_now(harbour)["1"].why == "retained, contested"
    assert open_now(harbour)["2"].why == "referred to “Group”"


def test_the_options_inside_a_point_are_listed_with_it(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.do(Propose("replace", POINTS[0].id, POINTS[0].words or "", "Ash may dredge the harbour."), "birch")
    (place,) = open_now(harbour)["1"].places
    assert {option.words for option in place.options} == {"shall", "may"}


def test_a_point_that_is_only_proposed_is_open(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.do(Propose("add", "paaaaaaaa9", words="All prisoners go home."), "ash", "prisoners")
    take(harbour, "ash", "prisoners")
    assert open_now(harbour)["prisoners"].why == "proposed; not in the text; birch: no position"


def test_an_issue_keeps_its_history_when_it_is_reopened(harbour: Harbour) -> None:
    harbour.table("v0")
    act = harbour.do(Raise("Costs", POINTS[0].id), name="costs")
    steps: tuple[Step, ...] = ("narrow", "close", "reopen")
    for step in steps:
        move(harbour, act, step)
    found = issue(harbour, act)
    assert found.status == "open"
    assert [entry.body.step for entry in found.history] == ["narrow", "close", "reopen"]


def test_closing_an_issue_by_hand_closes_no_point(harbour: Harbour) -> None:
    harbour.table("v0")
    before = set(open_now(harbour))
    act = harbour.do(Raise("Costs", POINTS[0].id))
    move(harbour, act, "close")
    assert issue(harbour, act).status == "closed"
    assert set(open_now(harbour)) == before


def test_a_split_issue_lives_on_in_its_parts_and_a_merged_one_in_the_whole(harbour: Harbour) -> None:
    harbour.table("v0")
    act = harbour.do(Raise("Costs"), name="costs")
    parts = [harbour.do(Raise(title, birth="split", parents=(act.id,)), name=title.lower()) for title in ("A", "B")]
    assert issue(harbour, act).status == "split"
    whole = harbour.do(Raise("Both", birth="merge", parents=tuple(part.id for part in parts)), name="both")
    assert [issue(harbour, part).status for part in parts] == ["merged", "merged"]
    assert issue(harbour, whole).status == "open"
    with pytest.raises(Refused, match="was split into: a, b"):
        move(harbour, act, "close")


@pytest.mark.parametrize(("first", "then"), [("close", "narrow"), ("close", "close"), ("narrow", "reopen")])
def test_what_is_closed_is_reopened_first_and_what_is_open_is_not(harbour: Harbour, first: Step, then: Step) -> None:
    harbour.table("v0")
    act = harbour.do(Raise("Costs"))
    move(harbour, act, first)
    with pytest.raises(Refused):
        move(harbour, act, then)


def test_agreement_to_the_whole_closes_each_point_that_needs_nobody_else(harbour: Harbour) -> None:
    harbour.table("v0")
    take(harbour, "ash", "whole")
    take(harbour, "birch", "whole")
    assert set(open_now(harbour)) == {"3"}
    assert positions.parties(harbour.view()) == ("ash", "birch")
