"""Positions bind to words, and nothing carries over."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harbour import POINTS, Harbour, harbour_at, reworded
from onetext.process import actors, amendments, positions, targets, texts, tracks
from onetext.process.amendments import Propose, Settle
from onetext.process.corrections import Correct
from onetext.process.current import find, standings
from onetext.process.positions import Confirm, Reading, Stance, Take
from onetext.record.act import Act
from onetext.record.errors import Refused
from onetext.text.provision import Provision, fingerprint

WORDS_2 = "Birch shall light the pier at night."


def stance(harbour: Harbour, party: str, on: str, kind: Stance = "agreed", **fields: Any) -> Take:
    found = targets.target(harbour.view(), on, fields.pop("version", ""), fields.pop("limb", ""))
    return Take(
        party,
        kind,
        found.version,
        found.words,
        found.provision,
        found.limb,
        found.amendment,
        **fields,
    )


def take(harbour: Harbour, party: str, on: str, kind: Stance = "agreed", by: str = "", **fields: Any) -> Act[Take]:
    return harbour.do(stance(harbour, party, on, kind, **fields), by or party)


def now(harbour: Harbour, party: str, point: str) -> Reading | None:
    return positions.reading(harbour.view(), party, find(harbour.view(), point))


def settle(harbour: Harbour, words: str, *dealt: amendments.Dealt) -> None:
    harbour.do(Settle(POINTS[1].id, (reworded(POINTS[1], words),), dealt))


def decides(harbour: Harbour, party: str = "ash") -> None:
    office = harbour.view().find(f"office-{party}", actors.Office).id
    harbour.do(actors.Principal(party, office))


def test_no_position_is_not_silence(harbour: Harbour) -> None:
    harbour.table("v0")
    take(harbour, "ash", "2", "silent")
    silent = now(harbour, "ash", "2")
    assert silent is not None
    assert silent.stance == "silent"
    assert now(harbour, "birch", "2") is None


def test_a_stance_lapses_when_the_words_change_and_says_on_which_words_it_was_taken(harbour: Harbour) -> None:
    harbour.table("v0")
    take(harbour, "ash", "2")
    harbour.table("v1", POINTS[0], reworded(POINTS[1], WORDS_2), POINTS[2], parent="v0")
    found = now(harbour, "ash", "2")
    assert found is not None
    assert (found.status, found.note) == ("lapsed", "lapsed: taken on the words of v0")


def test_a_stance_stands_in_a_new_version_that_keeps_the_words(harbour: Harbour) -> None:
    harbour.table("v0")
    take(harbour, "ash", "1")
    harbour.table("v1", POINTS[0], reworded(POINTS[1], WORDS_2), POINTS[2], parent="v0")
    found = now(harbour, "ash", "1")
    assert found is not None
    assert found.status == "stands"


def test_where_the_words_are_not_available_it_is_unknown_whether_a_stance_stands(harbour: Harbour) -> None:
    harbour.table("v0")
    take(harbour, "ash", "2")
    harbour.table("v1", parent="v0", known=False)
    found = now(harbour, "ash", "2")
    assert found is not None
    assert found.status == "unknown"
    assert "unknown whether it stands" in found.note


def test_nobody_agrees_here_to_words_that_are_not_available(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.table("v1", parent="v0", known=False)
    with pytest.raises(Refused, match="words that are not in this record"):
        take(harbour, "ash", "2")


def test_a_stance_typed_on_words_that_are_no_longer_current_is_refused(harbour: Harbour) -> None:
    harbour.table("v0")
    old = stance(harbour, "ash", "2")
    settle(harbour, WORDS_2)
    with pytest.raises(Refused, match="no longer those that this stance is meant for"):
        harbour.do(old, "ash")


def test_a_reported_stance_may_be_on_an_earlier_version(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.table("v1", POINTS[0], reworded(POINTS[1], WORDS_2), POINTS[2], parent="v0")
    harbour.report(stance(harbour, "cedar", "2", "opposed", version="v0"))
    found = now(harbour, "cedar", "2")
    assert found is not None
    assert found.status == "lapsed"
    version = harbour.view().find("v0", texts.Table)
    then = positions.in_version(harbour.view(), "cedar", POINTS[1].id, version)
    assert then is not None
    assert then.stance == "opposed"


def test_a_stance_on_an_amendment_stands_once_these_words_are_settled(harbour: Harbour) -> None:
    harbour.table("v0")
    proposed = harbour.do(Propose("replace", POINTS[1].id, POINTS[1].words or "", WORDS_2), "birch", "night")
    take(harbour, "ash", "night")
    assert now(harbour, "ash", "2") is None
    settle(harbour, WORDS_2, amendments.Dealt(proposed.id, "accepted"))
    found = now(harbour, "ash", "2")
    assert found is not None
    assert (found.stance, found.status) == ("agreed", "stands")


def test_a_stance_on_an_amendment_does_not_stand_for_other_words(harbour: Harbour) -> None:
    harbour.table("v0")
    proposed = harbour.do(Propose("replace", POINTS[1].id, POINTS[1].words or "", WORDS_2), "birch", "night")
    take(harbour, "ash", "night")
    settle(harbour, "Birch shall light the pier by day.", amendments.Dealt(proposed.id, "settled otherwise"))
    assert now(harbour, "ash", "2") is None


def test_an_agreed_deletion_stands_when_the_point_is_deleted(harbour: Harbour) -> None:
    harbour.table("v0")
    proposed = harbour.do(Propose("delete", POINTS[1].id, POINTS[1].words or ""), "birch", "out")
    take(harbour, "ash", "out")
    gone = msgspec.structs.replace(POINTS[1], words=None, vacant=True)
    harbour.do(Settle(POINTS[1].id, (gone,), (amendments.Dealt(proposed.id, "accepted"),)))
    standing = next(s for s in standings(harbour.view()) if s.provision.id == POINTS[1].id)
    found = positions.reading(harbour.view(), "ash", standing)
    assert found is not None
    assert found.stance == "agreed"


def test_agreement_to_the_whole_counts_for_each_point_until_any_word_changes(harbour: Harbour) -> None:
    harbour.table("v0")
    take(harbour, "ash", "whole")
    whole = now(harbour, "ash", "1")
    assert whole is not None
    assert whole.stance == "agreed"
    settle(harbour, WORDS_2)
    assert now(harbour, "ash", "1") is None


def test_opposition_to_the_whole_is_not_opposition_to_each_point(harbour: Harbour) -> None:
    harbour.table("v0")
    take(harbour, "ash", "whole", "opposed")
    assert now(harbour, "ash", "1") is None


def test_the_limbs_of_a_point_carry_different_stances(harbour: Harbour) -> None:
    words = "It is expected that Ash will not dredge and that Birch will not build."
    harbour.table("v0", reworded(POINTS[0], words), *POINTS[1:])
    take(harbour, "ash", "1", "agreed", limb="1")
    take(harbour, "birch", "1", "opposed", limb="2")
    assert now(harbour, "ash", "1") is None
    against = now(harbour, "birch", "1")
    assert against is not None
    assert against.stance == "opposed"
    take(harbour, "ash", "1", "agreed", limb="2")
    both = now(harbour, "ash", "1")
    assert both is not None
    assert (both.stance, both.note) == ("agreed", "limb by limb")


def test_a_stance_on_a_limb_lapses_when_what_governs_it_changes(harbour: Harbour) -> None:
    words = "It is expected that Ash will not dredge and that Birch will not build."
    harbour.table("v0", reworded(POINTS[0], words), *POINTS[1:])
    take(harbour, "birch", "1", "opposed", limb="2")
    harder = "Ash will not dredge and Birch will not build."
    harbour.table("v1", reworded(POINTS[0], harder), *POINTS[1:], parent="v0")
    lapsed = now(harbour, "birch", "1")
    assert lapsed is not None
    assert (lapsed.stance, lapsed.status) == ("opposed", "lapsed")
    assert "the limb" in lapsed.note
    assert "v0" in lapsed.note
    take(harbour, "birch", "1", "agreed")
    again = now(harbour, "birch", "1")
    assert again is not None
    assert (again.stance, again.status) == ("agreed", "stands")


def test_whether_a_stance_on_a_limb_stands_is_unknown_where_the_words_are_not_available(harbour: Harbour) -> None:
    words = "It is expected that Ash will not dredge and that Birch will not build."
    harbour.table("v0", reworded(POINTS[0], words), *POINTS[1:])
    take(harbour, "birch", "1", "opposed", limb="2")
    harbour.table("v1", parent="v0", known=False)
    found = now(harbour, "birch", "1")
    assert found is not None
    assert found.status == "unknown"


def test_negotiators_agree_only_ad_referendum(harbour: Harbour) -> None:
    harbour.table("v0")
    decides(harbour)
    take(harbour, "ash", "2")
    found = now(harbour, "ash", "2")
    assert found is not None
    assert found.stance == "ad referendum"


def test_the_holder_of_the_office_agrees_for_good(harbour: Harbour) -> None:
    harbour.table("v0")
    decides(harbour)
    take(harbour, "ash", "2", by="mayor-ash/ash")
    found = now(harbour, "ash", "2")
    assert found is not None
    assert found.stance == "agreed"


def test_only_the_named_office_lifts_ad_referendum(harbour: Harbour) -> None:
    harbour.table("v0")
    decides(harbour)
    taken = take(harbour, "ash", "2")
    for other, sentence in {
        "ash": "Only",
        "keeper": "Only",
        "mayor-birch/ash": "delegate",
        "mayor-ash/birch": "delegate",
    }.items():
        with pytest.raises(Refused, match=sentence):
            harbour.do(Confirm(taken.id), other)
    harbour.do(Confirm(taken.id), "mayor-ash/ash")
    found = now(harbour, "ash", "2")
    assert found is not None
    assert found.stance == "agreed"


def test_a_reported_confirmation_by_somebody_else_is_recorded_and_flagged(harbour: Harbour) -> None:
    harbour.table("v0")
    decides(harbour)
    taken = take(harbour, "ash", "2")
    harbour.report(Confirm(taken.id, "mayor-birch"))
    found = now(harbour, "ash", "2")
    assert found is not None
    assert found.stance == "ad referendum"
    assert any("Mayor Birch" in flag for flag in found.flags)


def test_a_successor_in_the_office_lifts_it_and_the_predecessor_no_longer_does(harbour: Harbour) -> None:
    harbour.table("v0")
    decides(harbour)
    taken = take(harbour, "ash", "2")
    harbour.do(actors.Office("Mayor of Ash", "ash", "mayor-birch", since=harbour.view().at.date()))
    with pytest.raises(Refused, match="Mayor Birch"):
        harbour.do(Confirm(taken.id), "mayor-ash/ash")
    harbour.do(Confirm(taken.id), "mayor-birch/ash")


def test_a_stance_that_lapsed_cannot_be_confirmed(harbour: Harbour) -> None:
    harbour.table("v0")
    decides(harbour)
    taken = take(harbour, "ash", "2")
    settle(harbour, WORDS_2)
    with pytest.raises(Refused, match="no longer"):
        harbour.do(Confirm(taken.id), "mayor-ash/ash")


def test_nobody_takes_a_stance_for_another(harbour: Harbour) -> None:
    harbour.table("v0")
    for other in ("birch", "keeper", "norway"):
        with pytest.raises(Refused, match="Only Ash"):
            take(harbour, "ash", "2", by=other)


def test_a_point_before_a_track_cannot_be_marked_agreed_until_it_reports_back(harbour: Harbour) -> None:
    harbour.table("v0")
    group = harbour.do(tracks.Track("Group on light", ("cedar",)), name="light")
    referral = harbour.do(tracks.Refer(group.id, (POINTS[1].id,)))
    for on in ("2", "whole"):
        with pytest.raises(Refused, match="Group on light"):
            take(harbour, "ash", on)
    take(harbour, "ash", "2", "opposed")
    harbour.do(tracks.ReportBack(referral.id, "agreed", (POINTS[1].id,)), "cedar")
    take(harbour, "ash", "2")


def test_a_reported_agreement_on_a_point_before_a_track_is_flagged(harbour: Harbour) -> None:
    harbour.table("v0")
    group = harbour.do(tracks.Track("Group on light", ("cedar",)), name="light")
    harbour.do(tracks.Refer(group.id, (POINTS[1].id,)))
    harbour.report(stance(harbour, "ash", "2"))
    found = now(harbour, "ash", "2")
    assert found is not None
    assert any("Group on light" in flag for flag in found.flags)


@pytest.mark.parametrize("kind", ["conditional", "described"])
def test_a_stance_says_its_condition_or_how_it_is_described(harbour: Harbour, kind: Stance) -> None:
    harbour.table("v0")
    with pytest.raises(Refused):
        take(harbour, "ash", "2", kind)


def test_a_stance_on_an_amendment_kept_from_others_is_kept_from_them_too(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.do(Propose("replace", POINTS[1].id, POINTS[1].words or "", WORDS_2), "ash", "night", ("ash",))
    with pytest.raises(Refused, match="for Ash only"):
        take(harbour, "ash", "night")


words = st.text("ab .", min_size=1, max_size=6).filter(lambda text: bool(text.strip()))


@given(st.lists(words, min_size=1, max_size=5), words)
def test_a_stance_stands_exactly_when_the_words_are_those_it_was_taken_on(
    tmp_path_factory: pytest.TempPathFactory, later: list[str], first: str
) -> None:
    found = harbour_at(tmp_path_factory.mktemp("words") / "harbour.onetext")
    with found.record:
        found.table("v0", reworded(POINTS[0], first))
        take(found, "ash", "1")
        for text in later:
            found.do(Settle(POINTS[0].id, (reworded(POINTS[0], text),), ()))
            reading = now(found, "ash", "1")
            assert reading is not None
            assert (reading.status == "stands") == (fingerprint(text) == fingerprint(first))


@pytest.mark.parametrize(
    "change",
    [
        Propose("move", POINTS[1].id, POINTS[1].words or "", after=POINTS[2].id),
        Propose(
            "split", POINTS[1].id, POINTS[1].words or "", others=("pnew",), parts=(POINTS[1].words or "", "At night.")
        ),
    ],
    ids=["move", "split"],
)
def test_to_agree_to_a_move_or_a_split_is_not_to_agree_to_the_point_nor_the_reverse(
    harbour: Harbour, change: Propose
) -> None:
    harbour.table("v0")
    proposed = harbour.do(change, "birch", "elsewhere")
    take(harbour, "ash", "elsewhere")
    take(harbour, "birch", "2")
    assert now(harbour, "ash", "2") is None
    assert positions.on_amendment(harbour.view(), "birch", proposed) is None
    version = harbour.view().find("v0", texts.Table)
    assert positions.in_version(harbour.view(), "ash", POINTS[1].id, version) is None
    on_it = positions.on_amendment(harbour.view(), "ash", proposed)
    assert on_it is not None
    assert on_it.stance == "agreed"


def lead_in_tree(first: str, second: str) -> tuple[Provision, ...]:
    return (
        Provision("p1", first, number="1"),
        Provision("p1a", "withdraw its ships", number="a", parent="p1"),
        Provision("p2", second, number="2"),
        Provision("p2a", "hold elections", number="a", parent="p2"),
    )


def test_a_stance_on_a_sub_point_lapses_when_its_lead_in_changes(harbour: Harbour) -> None:
    harbour.table("v0", *lead_in_tree("Ash shall:", "Birch shall:"))
    take(harbour, "ash", "2(a)")
    kept = now(harbour, "ash", "2(a)")
    assert kept is not None
    assert kept.status == "stands"
    harbour.table("v1", *lead_in_tree("Birch shall:", "Ash shall:"), parent="v0")
    found = now(harbour, "ash", "2(a)")
    assert found is not None
    assert found.status == "lapsed"


def test_agreement_to_a_partial_text_is_no_agreement_to_another_partial_text(harbour: Harbour) -> None:
    def partial(name: str, parent: str = "") -> None:
        before = harbour.view().find(parent, texts.Table).id if parent else ""
        harbour.do(texts.Table(name.title(), parent=before, wording=POINTS[:2], expected=5), name=name)

    partial("v0")
    take(harbour, "ash", "whole")
    partial("v1", "v0")
    first = harbour.view().find("v0", texts.Table).id
    found = positions.on_whole(harbour.view(), "ash", first)
    assert found is not None
    assert found.status == "lapsed"
    assert now(harbour, "ash", "2") is None


def test_who_decides_is_judged_as_of_the_stance_and_not_as_of_today(harbour: Harbour) -> None:
    harbour.table("v0")
    decides(harbour)
    take(harbour, "ash", "1", by="mayor-ash/ash")
    take(harbour, "ash", "2")
    harbour.do(actors.Office("Harbour master", "ash", "voice-cedar"), name="office-master")
    harbour.do(actors.Principal("ash", harbour.view().find("office-master", actors.Office).id))
    by_the_mayor, by_a_negotiator = now(harbour, "ash", "1"), now(harbour, "ash", "2")
    assert by_the_mayor is not None
    assert by_a_negotiator is not None
    assert (by_the_mayor.stance, by_a_negotiator.stance) == ("agreed", "ad referendum")


def test_what_was_agreed_ad_referendum_is_not_confirmed_while_the_point_is_before_a_track(harbour: Harbour) -> None:
    harbour.table("v0")
    decides(harbour)
    taken = take(harbour, "ash", "2")
    track = harbour.do(tracks.Track("Naval experts", ("cedar",)), name="naval")
    harbour.do(tracks.Refer(track.id, (POINTS[1].id,)))
    with pytest.raises(Refused, match="before “Naval experts”"):
        harbour.do(Confirm(taken.id), "mayor-ash/ash")


@pytest.mark.parametrize(
    ("name", "value"), [("stance", "agreed"), ("words", fingerprint(WORDS_2)), ("version", "v9"), ("party", "birch")]
)
def test_a_correction_changes_nothing_that_a_stance_binds_to(harbour: Harbour, name: str, value: str) -> None:
    harbour.table("v0")
    taken = take(harbour, "ash", "2", "reserved", reservation="general", reason="Being studied")
    body = msgspec.to_builtins(taken.body)
    with pytest.raises(Refused, match=f"“{name}” is not corrected"):
        harbour.do(Correct(taken.id, {**body, name: value}, "Otherwise"), "ash")
    harbour.do(Correct(taken.id, {**body, "reason": "Being studied at home"}, "Fuller"), "ash")
    found = now(harbour, "ash", "2")
    assert found is not None
    assert found.act.body.reason == "Being studied at home"
