"""Sign-off: approvals bind to words, gates come in order, and the text is put to nobody before its turn."""

import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import actors, amendments, presentations, signoff, texts
from onetext.process.signoff import Approve, Approver, Gate, Order
from onetext.record.act import Act
from onetext.record.errors import Refused

TABLE = ("ash", "birch", "norway")


def office(harbour: Harbour, slug: str) -> Approver:
    return Approver(office=harbour.view().find(f"office-{slug}", actors.Office).id)


def declare(harbour: Harbour, *gates: tuple[Approver, ...]) -> Act[Order]:
    both = (office(harbour, "ash"), office(harbour, "birch"))
    return harbour.do(Order(tuple(Gate(gate) for gate in gates or (both,)), ("cedar",)))


def approve(harbour: Harbour, slug: str, version: str = "v0", by: str | None = None) -> Act[Approve]:
    view = harbour.view()
    found = view.find(version, texts.Table)
    body = Approve(office(harbour, slug), found.id, signoff.bound(view, found).words)
    return harbour.do(body, by or f"mayor-{slug}/{slug}")


def put(harbour: Harbour, to: str = "cedar", version: str = "v0") -> None:
    view = harbour.view()
    found = view.find(version, texts.Table)
    harbour.do(presentations.Present(found.id, (to,), signoff.bound(view, found).words), "ash")


def settle(harbour: Harbour, words: str) -> None:
    harbour.do(amendments.Settle(POINTS[1].id, (reworded(POINTS[1], words),), ()), name="settled-2")


def test_putting_the_text_before_the_gates_are_complete_is_refused_and_names_who_is_missing(harbour: Harbour) -> None:
    harbour.table("v0")
    declare(harbour)
    with pytest.raises(Refused, match="Two approvals are missing: the Mayor of Ash, the Mayor of Birch"):
        put(harbour)
    approve(harbour, "ash")
    with pytest.raises(Refused, match="One approval is missing: the Mayor of Birch;"):
        put(harbour)


def test_a_text_may_be_put_once_every_approval_binds_to_its_words(harbour: Harbour) -> None:
    harbour.table("v0")
    declare(harbour)
    approve(harbour, "ash")
    approve(harbour, "birch")
    put(harbour)
    assert presentations.held(harbour.view(), "cedar", harbour.view().find("v0")).knowledge == "yes"


@pytest.mark.parametrize("stand_in", ["voice-cedar", "league"])
def test_the_order_is_not_passed_by_way_of_a_spokesperson_or_a_body(harbour: Harbour, stand_in: str) -> None:
    harbour.do(actors.Declare("league", "League", "body"))
    harbour.do(actors.Member("league", "cedar"))
    harbour.table("v0")
    declare(harbour)
    with pytest.raises(Refused, match="approvals are missing"):
        put(harbour, stand_in)


def test_a_version_is_not_tabled_past_the_gates_either(harbour: Harbour) -> None:
    harbour.table("v0")
    declare(harbour)
    parent = harbour.view().find("v0").id
    body = texts.Table("V1", parent=parent, wording=(*POINTS[:2], reworded(POINTS[2], "Cedar may use the pier.")))
    with pytest.raises(Refused, match="Two approvals are missing"):
        harbour.do(body, "norway", "v1", to=("ash", "birch", "cedar", "norway"))
    harbour.do(body, "norway", "v1", to=("ash", "birch", "norway"))


def test_those_who_are_not_behind_a_gate_may_be_given_the_text(harbour: Harbour) -> None:
    harbour.table("v0")
    declare(harbour)
    put(harbour, "birch")
    put(harbour, "norway")


def test_a_changed_word_resets_every_approval_of_the_former_words_and_says_why(harbour: Harbour) -> None:
    harbour.table("v0")
    declare(harbour)
    approve(harbour, "ash")
    settle(harbour, "Birch shall light the whole pier.")
    (gate,) = signoff.gates(harbour.view())
    assert [signature.approval for signature in gate.signatures] == [None, None]
    ((_, reason),) = gate.signatures[0].lapsed
    assert "words changed" in reason
    assert "point 2 was settled in other words on 20" in reason


def test_an_approval_stands_for_the_same_words_in_a_later_version(harbour: Harbour) -> None:
    harbour.table("v0")
    declare(harbour)
    approve(harbour, "ash")
    harbour.table("v1", *POINTS, parent="v0")
    (gate,) = signoff.gates(harbour.view())
    assert gate.signatures[0].approval is not None


def test_white_space_alone_resets_nothing(harbour: Harbour) -> None:
    harbour.table("v0")
    declare(harbour)
    approve(harbour, "ash")
    settle(harbour, "Birch  shall light\nthe pier.")
    assert signoff.gates(harbour.view())[0].signatures[0].approval is not None


def test_an_approval_of_a_version_without_text_lapses_with_the_next_version(harbour: Harbour) -> None:
    harbour.table("v0", known=False)
    declare(harbour)
    approve(harbour, "ash")
    approve(harbour, "birch")
    assert signoff.gates(harbour.view())[0].complete
    harbour.table("v1", known=False, parent="v0")
    (gate,) = signoff.gates(harbour.view())
    assert not gate.complete
    assert "v1 followed" in gate.signatures[0].lapsed[0][1]
    assert "not available" in gate.signatures[0].lapsed[0][1]


def test_only_the_holder_of_the_office_approves(harbour: Harbour) -> None:
    harbour.table("v0")
    declare(harbour)
    for stranger in ("ash", "mayor-birch/birch", "keeper"):
        with pytest.raises(Refused, match="Only the Mayor of Ash"):
            approve(harbour, "ash", by=stranger)
    with pytest.raises(Refused, match="is no delegate of Ash"):
        approve(harbour, "ash", by="mayor-birch/ash")


def test_an_approval_of_former_words_is_refused(harbour: Harbour) -> None:
    harbour.table("v0")
    declare(harbour)
    found = harbour.view().find("v0", texts.Table)
    former = signoff.bound(harbour.view(), found).words
    settle(harbour, "Birch shall light the whole pier.")
    with pytest.raises(Refused, match="not the words as they stand"):
        harbour.do(Approve(office(harbour, "ash"), found.id, former), "mayor-ash/ash")


def test_gates_come_one_after_the_other(harbour: Harbour) -> None:
    harbour.table("v0")
    declare(harbour, (Approver(actor="norway"),), (office(harbour, "ash"),))
    with pytest.raises(Refused, match="One approval is missing: Norway; only then"):
        approve(harbour, "ash")
    with pytest.raises(Refused, match="One approval is missing: Norway"):
        put(harbour, "mayor-ash")
    step = signoff.next_step(harbour.view())
    assert (step.gate, step.missing) == (1, (Approver(actor="norway"),))
    view = harbour.view()
    found = view.find("v0", texts.Table)
    harbour.do(Approve(Approver(actor="norway"), found.id, signoff.bound(view, found).words), "norway")
    assert signoff.next_step(harbour.view()).gate == 2
    approve(harbour, "ash")
    assert "may be put to Cedar" in signoff.next_step(harbour.view()).sentence


def test_a_reported_approval_out_of_turn_is_recorded_and_flagged(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    declare(harbour, (office(harbour, "ash"),), (office(harbour, "birch"),))
    act = harbour.report(Approve(office(harbour, "birch"), v0.id, signoff.bound(harbour.view(), v0).words))
    assert signoff.against_order(harbour.view(), act) == "reported against the sign-off order"
    other = harbour.report(Approve(Approver(actor="norway"), v0.id))
    assert "not among the approvers" in signoff.against_order(harbour.view(), other)


def test_a_reported_approval_in_its_turn_is_not_flagged(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    declare(harbour, (office(harbour, "ash"),), (office(harbour, "birch"),))
    approve(harbour, "ash")
    act = harbour.report(Approve(office(harbour, "birch"), v0.id))
    assert signoff.against_order(harbour.view(), act) == ""


def test_approvals_that_one_may_not_see_are_missing_for_oneself(harbour: Harbour) -> None:
    harbour.table("v0")
    declare(harbour)
    view = harbour.view()
    v0 = view.find("v0", texts.Table)
    body = Approve(office(harbour, "birch"), v0.id, signoff.bound(view, v0).words)
    harbour.do(body, "mayor-birch/birch", to=TABLE)
    assert len(signoff.next_step(harbour.view("public")).missing) == 2
    assert len(signoff.next_step(harbour.view("birch")).missing) == 1


def test_nobody_orders_or_approves_for_itself_alone(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.do(texts.Hold(("ash",)))
    gates = (Gate((office(harbour, "ash"),)),)
    with pytest.raises(Refused, match="choose the table as its readers"):
        harbour.do(Order(gates, ("cedar",)), "ash", to=("ash",))
    with pytest.raises(Refused, match="choose the table as its readers"):
        harbour.report(Order(gates, ("cedar",)), to=("ash",))
    harbour.do(Order(gates, ("cedar",)), "ash", to=TABLE)
    view = harbour.view()
    body = Approve(office(harbour, "ash"), view.find("v0").id, signoff.bound(view, view.find("v0")).words)
    with pytest.raises(Refused, match="choose the table as its readers"):
        harbour.do(body, "mayor-ash/ash", to=("ash",))


def test_an_order_that_stands_is_replaced_only_by_those_who_hold_the_pen(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.do(texts.Hold(("ash", "birch")))
    declare(harbour)
    own = Order((Gate((Approver(actor="ash"),)),), ("cedar",))
    with pytest.raises(Refused, match="A sign-off order stands"):
        harbour.do(own, "ash")
    harbour.do(own, "norway")


def test_an_order_is_declared_by_those_who_hold_the_pen_or_the_text(harbour: Harbour) -> None:
    gates = (Gate((Approver(actor="ash"),)),)
    with pytest.raises(Refused, match="hold the pen or the text"):
        harbour.do(Order(gates, ("cedar",)), "ash")
    harbour.do(texts.Hold(("ash",)))
    harbour.do(Order(gates, ("cedar",)), "ash")


@pytest.mark.parametrize(
    ("gates", "put_to"),
    [
        ((), ("cedar",)),
        ((Gate(()),), ("cedar",)),
        ((Gate((Approver(actor="ash"),)),), ()),
        ((Gate((Approver(),)),), ("cedar",)),
    ],
)
def test_an_order_without_gates_approvers_or_end_is_refused(
    harbour: Harbour, gates: tuple[Gate, ...], put_to: tuple[str, ...]
) -> None:
    with pytest.raises(Refused):
        harbour.report(Order(gates, put_to))


def test_without_an_order_nothing_is_refused_and_nothing_is_flagged(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    assert signoff.next_step(harbour.view()).sentence == "No sign-off order is declared."
    assert signoff.gates(harbour.view()) == ()
    put(harbour)
    act = harbour.report(Approve(office(harbour, "ash"), v0.id))
    assert signoff.against_order(harbour.view(), act) == ""


def test_without_a_text_there_is_nothing_to_sign_off(harbour: Harbour) -> None:
    declare(harbour)
    assert "no text" in signoff.next_step(harbour.view()).sentence


def test_an_approval_of_one_partial_text_does_not_bind_to_another(harbour: Harbour) -> None:
    first = harbour.do(texts.Table("V0", wording=POINTS[:2], expected=5), name="v0")
    words = signoff.bound(harbour.view(), first).words
    given = harbour.report(signoff.Approve(signoff.Approver(actor="norway"), first.id, words))
    second = harbour.do(texts.Table("V1", parent=first.id, wording=POINTS[:2], expected=5), name="v1")
    why = signoff.lapse(harbour.view(), given, signoff.bound(harbour.view(), second))
    assert why is not None
    assert "not all of its words are known" in why


def test_where_words_are_not_known_an_approval_is_not_said_to_be_of_another_version(harbour: Harbour) -> None:
    first = harbour.table("v0")
    words = signoff.bound(harbour.view(), first).words
    second = harbour.table("v1", parent="v0", known=False)
    given = harbour.report(signoff.Approve(signoff.Approver(actor="norway"), first.id, words))
    why = signoff.lapse(harbour.view(), given, signoff.bound(harbour.view(), second))
    assert why is not None
    assert "cannot be told to be the same" in why


def test_the_text_is_not_put_in_the_end_to_somebody_at_the_table(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.do(actors.Seat("cedar", "party"))
    with pytest.raises(Refused, match="Cedar has a seat at the table"):
        declare(harbour)
    harbour.do(Order((Gate((office(harbour, "ash"),)), Gate((Approver(actor="cedar"),))), ("voice-cedar",)))
