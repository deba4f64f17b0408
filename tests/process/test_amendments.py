"""Amendments: brackets until they are settled, and no word lost."""

from dataclasses import replace
from typing import Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harbour import POINTS, Harbour, reworded
from onetext.process import actors, amendments, current, settling, texts
from onetext.process.amendments import Dealt, Propose, Settle
from onetext.process.comments import Comment
from onetext.process.releases import Release
from onetext.record.act import Act
from onetext.record.audience import PUBLIC, Audience
from onetext.record.errors import Refused
from onetext.text.provision import Provision

TABLE = ("ash", "birch", "norway")
ONE, TWO, THREE = POINTS


def propose(
    harbour: Harbour, by: str, point: Provision, words: str, name: str = "", to: Audience = TABLE
) -> Act[Propose]:
    return harbour.do(Propose("replace", point.id, point.words or "", words), by, name, to)


def accept(harbour: Harbour, number: str, *accepted: Act[Propose], rejected: tuple[Act[Propose], ...] = ()) -> Settle:
    view = harbour.view()
    body = settling.settlement(
        current.find(view, number), accepted, rejected, None, "agreed", everything=current.standings(view)
    )
    harbour.do(body, to=TABLE)
    return body


@pytest.fixture
def tabled(harbour: Harbour) -> Harbour:
    harbour.table("v0")
    return harbour


def test_a_wish_that_nobody_contradicts_stands_in_brackets_beside_the_words(tabled: Harbour) -> None:
    propose(tabled, "ash", TWO, "Birch shall light the old pier.")
    found = current.find(tabled.view(), "2")
    assert found.bracketed == "Birch shall light the [old (Ash)] pier."
    assert found.provision.words == TWO.words


def test_two_parties_that_change_the_same_words_both_stand_in_brackets(tabled: Harbour) -> None:
    propose(tabled, "ash", TWO, "Birch shall light the lighthouse.")
    propose(tabled, "birch", TWO, "Birch shall light the jetty.")
    found = current.find(tabled.view(), "2").bracketed or ""
    assert "(Ash)" in found
    assert "(Birch)" in found
    assert "lighthouse" in found
    assert "jetty" in found


def test_a_deletion_shows_what_would_go(tabled: Harbour) -> None:
    tabled.do(Propose("delete", THREE.id, THREE.words or ""), "ash", "a1", TABLE)
    assert current.find(tabled.view(), "3").bracketed == "[Cedar may use the quay.] [no text (Ash)]"


def test_an_own_amendment_on_words_that_have_changed_is_refused_with_both_wordings(tabled: Harbour) -> None:
    tabled.do(Settle(TWO.id, (reworded(TWO, "Birch shall light the tower."),)))
    with pytest.raises(Refused, match=r"light the pier.*light the tower"):
        propose(tabled, "ash", TWO, "Birch shall light the old pier.")


def test_a_reported_amendment_on_other_words_is_recorded_and_said_not_to_fit(tabled: Harbour) -> None:
    act = tabled.report(Propose("replace", TWO.id, "Other words stood here.", "New words.", proponents=("ash",)))
    assert [a.id for a, _ in current.find(tabled.view(), "2").unfit] == [act.id]


def test_an_amendment_that_changes_nothing_is_refused(tabled: Harbour) -> None:
    with pytest.raises(Refused, match="changes nothing"):
        propose(tabled, "ash", TWO, f"  {TWO.words} ")


def test_every_pending_amendment_must_be_dealt_with(tabled: Harbour) -> None:
    first = propose(tabled, "ash", TWO, "Birch shall light the lighthouse.", "a1")
    propose(tabled, "birch", TWO, "Birch shall light the jetty.", "a2")
    with pytest.raises(Refused, match="a2"):
        accept(tabled, "2", first)


def test_settled_away_words_stay_in_the_history(tabled: Harbour) -> None:
    first = propose(tabled, "ash", TWO, "Birch shall light the lighthouse.", "a1")
    second = propose(tabled, "birch", TWO, "Birch shall light the jetty.", "a2")
    accept(tabled, "2", first, rejected=(second,))
    view = tabled.view()
    assert current.find(view, "2").provision.words == "Birch shall light the lighthouse."
    lost = next(a for a in amendments.proposals(view) if a.id == second.id)
    assert lost.body.words == "Birch shall light the jetty."
    outcome = amendments.outcome(view, second.id)
    assert outcome is not None
    assert outcome[0] == "rejected"


def test_accepted_amendments_to_different_words_go_together(tabled: Harbour) -> None:
    first = propose(tabled, "ash", ONE, "Ash and Birch shall dredge the harbour.")
    second = propose(tabled, "birch", ONE, "Ash shall dredge the harbour every spring.")
    accept(tabled, "1", first, second)
    assert current.find(tabled.view(), "1").provision.words == "Ash and Birch shall dredge the harbour every spring."


def test_accepted_amendments_to_the_same_words_are_refused(tabled: Harbour) -> None:
    first = propose(tabled, "ash", TWO, "Birch shall light the lighthouse.")
    second = propose(tabled, "birch", TWO, "Birch shall light the jetty.")
    with pytest.raises(Refused, match="same place"):
        accept(tabled, "2", first, second)


def test_deleting_a_point_leaves_the_others_alone_and_its_number_vacant(tabled: Harbour) -> None:
    act = tabled.do(Propose("delete", TWO.id, TWO.words or ""), "ash", "a1", TABLE)
    accept(tabled, "2", act)
    found = current.standings(tabled.view())
    assert [s.provision.id for s in found] == [p.id for p in POINTS]
    assert [s.provision.number for s in found] == ["1", "2", "3"]
    assert [s.provision.vacant for s in found] == [False, True, False]


def test_a_vacant_point_cannot_be_amended(tabled: Harbour) -> None:
    tabled.do(Settle(TWO.id, (Provision(TWO.id, None, number="2", vacant=True),)))
    with pytest.raises(Refused, match="vacant"):
        propose(tabled, "ash", TWO, "Birch is back.")


def test_a_settlement_never_loses_a_point(tabled: Harbour) -> None:
    with pytest.raises(Refused, match="none is lost"):
        tabled.do(Settle(TWO.id, ()))


def test_an_added_point_stands_behind_the_one_that_it_names(tabled: Harbour) -> None:
    act = tabled.do(Propose("add", "pnewnewne", words="Norway pays.", number="1 bis", after=ONE.id), "ash", "a1", TABLE)
    assert [s.label for s in current.standings(tabled.view())] == ["1", "1 bis", "2", "3"]
    accept(tabled, "1 bis", act)
    found = current.standings(tabled.view())
    assert [(s.label, s.provision.words) for s in found][1] == ("1 bis", "Norway pays.")


def test_a_rejected_addition_is_not_in_the_text(tabled: Harbour) -> None:
    act = tabled.do(Propose("add", "pnewnewne", words="Norway pays.", after=ONE.id), "ash", "a1", TABLE)
    accept(tabled, "a1", rejected=(act,))
    assert [s.provision.id for s in current.standings(tabled.view())] == [p.id for p in POINTS]


def test_an_addition_settled_in_other_words_stands_where_it_was_wanted(tabled: Harbour) -> None:
    tabled.do(Propose("add", "pnewnewne", words="Norway pays.", after=ONE.id), "ash", "a1", TABLE)
    view = tabled.view()
    tabled.do(settling.settlement(current.find(view, "a1"), (), (), "Norway lends.", "a middle"), to=TABLE)
    found = current.standings(tabled.view())
    assert [s.provision.words for s in found][:2] == [ONE.words, "Norway lends."]
    assert amendments.pending(tabled.view()) == ()


def test_a_moved_point_keeps_its_id_and_number(tabled: Harbour) -> None:
    act = tabled.do(Propose("move", ONE.id, ONE.words or "", after=THREE.id), "ash", "a1", TABLE)
    accept(tabled, "1", act)
    found = current.standings(tabled.view())
    assert [s.provision.id for s in found] == [TWO.id, THREE.id, ONE.id]
    assert found[-1].provision.number == "1"


def test_the_first_part_of_a_split_keeps_the_id(tabled: Harbour) -> None:
    wish = Propose("split", ONE.id, ONE.words or "", others=("pbbbbbbbb",), parts=("Ash shall dredge.", "It pays."))
    accept(tabled, "1", tabled.do(wish, "ash", "a1", TABLE))
    found = current.standings(tabled.view())
    assert [(s.provision.id, s.label) for s in found][:2] == [(ONE.id, "1"), ("pbbbbbbbb", "1 bis")]


def merger() -> Propose:
    bases = (THREE.words or "",)
    return Propose("merge", ONE.id, ONE.words or "", f"{ONE.words} {THREE.words}", others=(THREE.id,), bases=bases)


def test_a_merger_keeps_the_first_id_and_the_other_number_vacant(tabled: Harbour) -> None:
    wish = Propose(
        "merge", ONE.id, ONE.words or "", f"{ONE.words} {THREE.words}", others=(THREE.id,), bases=(THREE.words or "",)
    )
    accept(tabled, "1", tabled.do(wish, "ash", "a1", TABLE))
    found = current.standings(tabled.view())
    assert [(s.provision.id, s.provision.vacant) for s in found] == [(ONE.id, False), (TWO.id, False), (THREE.id, True)]


def test_a_merger_waits_for_amendments_to_every_point_that_it_takes(tabled: Harbour) -> None:
    propose(tabled, "birch", THREE, "Cedar must use the quay.", "a2")
    wish = Propose(
        "merge", ONE.id, ONE.words or "", f"{ONE.words} {THREE.words}", others=(THREE.id,), bases=(THREE.words or "",)
    )
    act = tabled.do(wish, "ash", "a1", TABLE)
    with pytest.raises(Refused, match="a2"):
        accept(tabled, "1", act)


def test_an_amendment_may_itself_be_amended(tabled: Harbour) -> None:
    first = propose(tabled, "ash", TWO, "Birch shall light the lighthouse.", "a1")
    second = Propose("replace", TWO.id, first.body.words or "", "Birch shall light the red lighthouse.", on=first.id)
    tabled.do(second, "birch", "a2", TABLE)
    found = current.find(tabled.view(), "2")
    assert "red lighthouse" in (found.bracketed or "")
    assert found.unfit == ()


def test_only_those_with_the_pen_settle(tabled: Harbour) -> None:
    with pytest.raises(Refused, match="hold the pen"):
        tabled.do(Settle(TWO.id, (reworded(TWO, "Birch rests."),)), "ash", to=TABLE)
    tabled.do(Settle(TWO.id, (reworded(TWO, "Birch rests."),)), "norway", to=TABLE)


def test_a_settlement_before_others_does_not_name_an_amendment_kept_from_them(tabled: Harbour) -> None:
    kept = propose(tabled, "ash", TWO, "Birch shall light the lighthouse.", "a1", ("ash", "norway"))
    with pytest.raises(Refused, match="send it to them first"):
        tabled.do(Settle(TWO.id, (TWO,), (Dealt(kept.id, "rejected"),)), "norway", to=TABLE)
    tabled.do(Settle(TWO.id, (reworded(TWO, "Birch rests."),)), "norway", to=TABLE)
    assert [a.id for a, _ in current.find(tabled.view("ash"), "2").unfit] == [kept.id]
    assert current.find(tabled.view("birch"), "2").pending == ()


def test_an_amendment_in_a_room_shows_in_that_room_only(tabled: Harbour) -> None:
    propose(tabled, "ash", TWO, "Birch shall light the lighthouse.", "a1", ("ash",))
    assert "lighthouse" in (current.find(tabled.view("ash"), "2").bracketed or "")
    assert current.find(tabled.view("birch"), "2").bracketed == TWO.words


def test_where_the_text_is_not_available_an_addition_still_shows(tabled: Harbour) -> None:
    tabled.table("v1", parent="v0", known=False)
    tabled.report(Propose("add", "pnewnewne", words="Norway pays.", after=THREE.id, proponents=("ash",)), name="pay")
    found = current.find(tabled.view(), "pay")
    assert found.bracketed == "[Norway pays. (Ash)]"
    assert current.find(tabled.view(), "1").provision.words is None
    assert current.find(tabled.view(), "1").known_words == ONE.words


def test_words_settled_on_an_unknown_version_are_the_last_known_when_another_follows(tabled: Harbour) -> None:
    tabled.table("v1", parent="v0", known=False)
    tabled.report(Settle(TWO.id, (reworded(TWO, "Birch rests."),)))
    tabled.report(Settle("pnewnewne", (Provision("pnewnewne", "Norway pays."),), after=THREE.id))
    tabled.table("v2", parent="v1", known=False)
    found = {s.provision.id: s.last_known for s in current.standings(tabled.view())}
    assert {id_: (last[0].name, last[1]) for id_, last in found.items() if last} == {
        ONE.id: ("v0", ONE.words), TWO.id: ("v1", "Birch rests."), THREE.id: ("v0", THREE.words),
        "pnewnewne": ("v1", "Norway pays."),
    }  # fmt: skip


def test_words_settled_after_an_unknown_version_are_known(tabled: Harbour) -> None:
    tabled.table("v1", parent="v0", known=False)
    tabled.report(Settle(TWO.id, (reworded(TWO, "Birch rests."),)))
    found = {s.label: s.provision.words for s in current.standings(tabled.view())}
    assert found == {"1": None, "2": "Birch rests.", "3": None}
    assert current.wording(tabled.view()) is None


@given(st.lists(st.sampled_from([ONE.id, TWO.id, THREE.id, "pnew"]), max_size=4, unique=True),
       st.sampled_from([ONE.id, TWO.id, THREE.id, "pnew", "gone"]),
       st.sampled_from([None, "", ONE.id, THREE.id, "gone"]))  # fmt: skip
def test_no_settlement_ever_loses_a_point_from_the_text(ids: list[str], provision: str, after: str | None) -> None:
    results = tuple(Provision(id_, "x") for id_ in {*ids, provision})
    found = [p.id for p in amendments.overlay(POINTS, [_settled(Settle(provision, results, after=after))])]
    assert {p.id for p in POINTS} <= set(found)
    assert len(found) == len(set(found))


def _settled(body: Settle) -> Act[Settle]:
    from datetime import UTC, datetime

    from onetext.record.act import Own
    from onetext.record.times import Unknown

    moment = datetime(2030, 1, 1, tzinfo=UTC)
    order = (moment, moment, "a", "")
    return Act("a", order, "amendments.settle/1", body, "keeper", "", "", Unknown(), moment, moment, Own(), ("*",))


def test_the_one_text_is_settled_before_the_whole_table(tabled: Harbour) -> None:
    body = Settle(TWO.id, (reworded(TWO, "Birch rests."),))
    with pytest.raises(Refused, match="whole table"):
        tabled.do(body, "norway", to=("ash", "norway"))
    tabled.do(body, "norway", to=TABLE)


def test_the_words_of_a_private_draft_are_settled_for_its_readers_only(tabled: Harbour) -> None:
    line = tabled.do(texts.Line("Draft"), "norway", "draft", to=("ash", "norway"))
    tabled.do(texts.Table("D1", line=line.id, wording=(TWO,)), "norway", "d1", to=("ash", "norway"))
    body = Settle(TWO.id, (reworded(TWO, "Birch rests."),), line=line.id)
    with pytest.raises(Refused, match="Not all of these readers"):
        tabled.do(body, "norway", to=TABLE)
    tabled.do(body, "norway", to=("ash", "norway"))


def test_a_private_amendment_stays_pending_in_its_room_when_the_table_settles_other_words(tabled: Harbour) -> None:
    room = ("ash", "norway")
    kept = tabled.do(Propose("replace", TWO.id, TWO.words or "", "Birch shall rest."), "ash", "kept", to=room)
    view = tabled.view("norway")
    found = current.find(view, "2")
    standing = replace(found, pending=amendments.shared(view, found.pending, TABLE))
    tabled.do(settling.settlement(standing, (), (), "Birch sleeps.", ""), "norway", to=TABLE)
    found = current.find(tabled.view("ash"), "2")
    assert found.pending == (tabled.view("ash").act(kept.id),)
    assert [act.id for act, _ in found.unfit] == [kept.id]


def test_an_amendment_goes_to_nobody_who_may_not_read_the_words_that_it_amends(harbour: Harbour) -> None:
    v0 = harbour.do(texts.Table("V0", wording=POINTS), "norway", "v0", TABLE)
    for to in (PUBLIC, ("ash", "cedar")):
        with pytest.raises(Refused, match="v0 is for Ash, Birch, Norway only"):
            propose(harbour, "ash", TWO, "Birch shall light the old pier.", to=to)
    with pytest.raises(Refused, match="v0 is for Ash, Birch, Norway only"):
        harbour.report(Propose("delete", TWO.id, TWO.words or "", proponents=("ash",)))
    harbour.do(Release((v0.id,), ("ash", "cedar", "norway")), "norway", to=("ash", "cedar", "norway"))
    propose(harbour, "ash", TWO, "Birch shall light the old pier.", to=("ash", "cedar"))
    harbour.do(Propose("add", "pnew00001", words="Dune may use the quay.", number="4"), "ash", to=PUBLIC)


def test_a_merger_goes_to_nobody_who_may_not_read_each_of_its_points(harbour: Harbour) -> None:
    first = harbour.table("v0")
    wording = (ONE, reworded(TWO, "Birch shall light both piers."), THREE)
    harbour.do(texts.Table("V1", parent=first.id, wording=wording), "norway", "v1", TABLE)
    merged = Propose(
        "merge", ONE.id, ONE.words or "", "All.", others=(TWO.id,), bases=("Birch shall light both piers.",)
    )
    with pytest.raises(Refused, match="v1 is for"):
        harbour.do(merged, "ash", to=PUBLIC)
    propose(harbour, "ash", THREE, "Cedar may use both quays.", to=PUBLIC)


def test_whoever_came_to_the_table_later_reads_amendments_to_the_one_text(harbour: Harbour) -> None:
    harbour.do(texts.Table("V0", wording=POINTS), "norway", "v0", TABLE)
    harbour.do(actors.Seat("cedar", "party"))
    propose(harbour, "ash", TWO, "Birch shall light the old pier.", to=("ash", "birch", "cedar", "norway"))


def test_a_comment_quotes_no_words_to_those_who_may_not_read_them(harbour: Harbour) -> None:
    first = harbour.table("v0")
    wording = (ONE, reworded(TWO, "Birch shall light both piers."), THREE)
    harbour.do(texts.Table("V1", parent=first.id, wording=wording), "norway", "v1", TABLE)
    for words, to in (("both piers", TABLE), ("Birch shall light", PUBLIC), ("", PUBLIC)):
        harbour.do(Comment(TWO.id, "Why?", words), "ash", to=to)
    with pytest.raises(Refused, match="Not all of these readers"):
        harbour.do(Comment(TWO.id, "Why both?", "both piers"), "ash", to=PUBLIC)


@pytest.mark.parametrize("outcomes", [("accepted", "rejected"), ("accepted", "accepted")])
def test_each_amendment_is_dealt_with_once(
    tabled: Harbour, outcomes: tuple[amendments.Outcome, amendments.Outcome]
) -> None:
    act = propose(tabled, "ash", TWO, "Birch shall light the lighthouse.", "a1")
    body = Settle(
        TWO.id, (reworded(TWO, "Birch shall light the lighthouse."),), tuple(Dealt(act.id, o) for o in outcomes)
    )
    with pytest.raises(Refused, match="a1 is dealt with twice"):
        tabled.do(body, to=TABLE)


def test_an_amendment_is_not_said_to_be_accepted_where_other_words_are_settled(tabled: Harbour) -> None:
    act = propose(tabled, "ash", TWO, "Birch shall light the lighthouse.", "a1")
    point = current.find(tabled.view(), "2")
    with pytest.raises(Refused, match="Accepting a1 puts in the words that were proposed"):
        settling.settlement(point, (act,), (), "Birch rests.", "")
    same = settling.settlement(point, (act,), (), "Birch shall light the lighthouse.", "")
    assert same.dealt == (Dealt(act.id, "accepted"),)
    assert settling.settlement(point, (), (), "Birch rests.", "").dealt == (Dealt(act.id, "settled otherwise"),)


WISH = Propose("replace", TWO.id, TWO.words or "", words="Birch shall light the tower.")
MORE = Provision("pmoremore1", "Oak pays.", number="9")


@pytest.mark.parametrize(
    ("outcome", "result", "after", "why"),
    [
        ("accepted", (reworded(TWO, "Birch shall light 999 towers."),), None, "puts in the words that were proposed"),
        ("accepted", (TWO,), None, "puts in the words that were proposed"),
        ("accepted", (reworded(TWO, "Birch shall light the tower."), MORE), None, "no others"),
        ("rejected", (reworded(TWO, "Birch shall light the tower."),), None, "What is rejected"),
        ("rejected", (TWO, reworded(POINTS[0], "The harbour is closed.")), None, "no others"),
        ("rejected", (reworded(TWO, "   "),), None, "Give the words"),
        ("rejected", (TWO,), "pnowhere11", "no others"),
        ("rejected", (msgspec.structs.replace(TWO, parent=TWO.id),), None, "no others"),
    ],
)
def test_a_settlement_says_of_an_amendment_what_it_does_and_touches_no_other_point(
    tabled: Harbour, outcome: Literal["accepted", "rejected"], result: tuple[Provision, ...], after: str, why: str
) -> None:
    wish = tabled.do(WISH, "ash")
    with pytest.raises(Refused, match=why):
        tabled.do(Settle(TWO.id, result, (Dealt(wish.id, outcome),), after=after))


def test_a_point_that_is_not_in_the_text_cannot_be_settled(tabled: Harbour) -> None:
    with pytest.raises(Refused, match="not in the text"):
        tabled.do(Settle("pnowhere11", ()))


@pytest.mark.parametrize(
    ("others", "why"),
    [((POINTS[0].id,), "already is such a point"), ((TWO.id,), "at least two parts"), (("pnew", "pnew"), "parts")],
)
def test_a_part_of_a_split_writes_over_no_other_point(tabled: Harbour, others: tuple[str, ...], why: str) -> None:
    parts = ("Birch lights the pier.", "It does so at night.", "It rests by day.")[: len(others) + 1]
    with pytest.raises(Refused, match=why):
        tabled.do(Propose("split", TWO.id, TWO.words or "", others=others, parts=parts), "ash")
