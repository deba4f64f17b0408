"""Presentations: who has had which version; accounts stand side by side, and nothing known is not nothing had."""

from datetime import date

import pytest

from harbour import Harbour
from onetext.process import presentations, signoff, texts
from onetext.process.presentations import Account, Present
from onetext.process.signoff import Approver, Gate, Order
from onetext.record.errors import Refused
from onetext.record.times import Day


def knowledge(harbour: Harbour, actor: str) -> str:
    return presentations.held(harbour.view(), actor, harbour.view().find("v0", texts.Table)).knowledge


def test_what_nobody_speaks_of_is_unknown(harbour: Harbour) -> None:
    harbour.report(texts.Table("V0"), name="v0")
    assert knowledge(harbour, "cedar") == "unknown"


def test_the_authors_have_their_version(harbour: Harbour) -> None:
    harbour.report(texts.Table("V0", authors=("ash", "birch")), name="v0")
    assert knowledge(harbour, "ash") == "yes"
    assert knowledge(harbour, "norway") == "unknown"


def test_who_sits_at_the_table_has_what_was_tabled_here(harbour: Harbour) -> None:
    harbour.table("v0")
    assert knowledge(harbour, "birch") == "yes"
    assert knowledge(harbour, "cedar") == "unknown"


def test_not_received_is_kept_as_said(harbour: Harbour) -> None:
    v0 = harbour.report(texts.Table("V0"), name="v0")
    harbour.report(Account(v0.id, "cedar", "not received", by="voice-cedar"))
    assert knowledge(harbour, "cedar") == "not received"


def test_contradicting_accounts_stand_side_by_side(harbour: Harbour) -> None:
    v0 = harbour.report(texts.Table("V0"), name="v0")
    harbour.report(Account(v0.id, "cedar", "given", by="ash"))
    harbour.report(Account(v0.id, "cedar", "not received", by="voice-cedar"))
    held = presentations.held(harbour.view(), "cedar", v0)
    assert held.knowledge == "accounts differ"
    assert [act.body.told for act in held.accounts] == ["given", "not received"]


def test_not_received_before_it_was_given_is_no_contradiction(harbour: Harbour) -> None:
    v0 = harbour.report(texts.Table("V0"), name="v0")
    harbour.report(Account(v0.id, "cedar", "not received", by="cedar"), happened=Day(date(2030, 2, 20)))
    harbour.report(Account(v0.id, "cedar", "given", by="ash"), happened=Day(date(2030, 2, 25)))
    assert knowledge(harbour, "cedar") == "yes"


def test_a_reported_giving_before_the_gates_were_complete_is_recorded_and_flagged(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    harbour.do(Order((Gate((Approver(actor="ash"),)),), ("cedar",)))
    act = harbour.report(Account(v0.id, "cedar", "given"), happened=Day(date(2030, 3, 2)))
    assert presentations.against_order(harbour.view(), act) == "reported against the sign-off order"


def test_what_was_given_before_the_order_was_declared_broke_none(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    harbour.do(Order((Gate((Approver(actor="ash"),)),), ("cedar",)))
    act = harbour.report(Account(v0.id, "cedar", "given"), happened=Day(date(2030, 2, 2)))
    assert presentations.against_order(harbour.view(), act) == ""


def test_a_giving_at_an_unknown_time_is_flagged_with_the_doubt(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    harbour.do(Order((Gate((Approver(actor="ash"),)),), ("cedar",)))
    act = harbour.report(Account(v0.id, "cedar", "given"))
    assert "if it came after" in presentations.against_order(harbour.view(), act)


def test_one_speaks_for_oneself_alone(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    with pytest.raises(Refused, match="in one's own name"):
        harbour.do(Account(v0.id, "cedar", "seen", by="birch"), "ash")
    with pytest.raises(Refused, match="put it to them"):
        harbour.do(Account(v0.id, "cedar", "given", by="ash"), "ash")
    harbour.do(Account(v0.id, "cedar", "not received", by="cedar"), "cedar")


def test_words_that_have_changed_are_not_put_unawares(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    with pytest.raises(Refused, match="not the words as they stand"):
        harbour.do(Present(v0.id, ("cedar",), "0" * 64), "ash")


def test_a_source_gives_an_account_and_puts_nothing(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    words = signoff.bound(harbour.view(), v0).words
    with pytest.raises(Refused, match="record it as an account of who had it"):
        harbour.report(Present(v0.id, ("cedar",), words))


def test_the_table_names_the_seated_those_the_text_goes_to_and_those_spoken_of(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    assert presentations.concerned(harbour.view()) == ("ash", "birch", "norway")
    harbour.report(Account(v0.id, "voice-cedar", "seen"))
    harbour.do(Order((Gate((Approver(actor="ash"),)),), ("cedar",)))
    assert presentations.concerned(harbour.view()) == ("ash", "birch", "cedar", "norway", "voice-cedar")


def test_what_was_put_against_the_order_that_a_reader_sees_is_flagged_for_that_reader(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    words = signoff.bound(harbour.view(), v0).words
    harbour.do(Order((Gate((Approver(actor="ash"),)),), ("cedar",)))
    harbour.do(signoff.Approve(Approver(actor="ash"), v0.id, words), "ash", to=("ash", "birch", "norway"))
    act = harbour.do(Present(v0.id, ("cedar",), words), "ash")
    assert presentations.against_order(harbour.view("birch"), act) == ""
    assert presentations.against_order(harbour.view("public"), act) == "put against the sign-off order"
