"""Links between points, and the warning when one side goes."""

import pytest

from harbour import POINTS, Harbour
from onetext.process import links
from onetext.process.amendments import Propose, Settle
from onetext.process.links import Link
from onetext.record.errors import Refused
from onetext.text.provision import Provision

ONE, TWO, THREE = POINTS
TRADE = Link("trade", ONE.id, TWO.id)


@pytest.fixture
def linked(harbour: Harbour) -> Harbour:
    harbour.table("v0")
    harbour.do(TRADE, name="deal")
    return harbour


def test_a_link_is_seen_from_both_its_points(linked: Harbour) -> None:
    view = linked.view()
    assert links.sentence(view, TRADE, ONE.id) == "given in return for 2"
    assert links.sentence(view, TRADE, TWO.id) == "received in return for 1"
    assert links.links(view, THREE.id) == ()


def test_dropping_one_side_warns_with_the_number_of_the_other(linked: Harbour) -> None:
    (warned,) = links.warnings(linked.view(), ONE.id)
    assert "point 2" in warned
    assert links.broken(linked.view()) == ()


def test_a_proposal_to_delete_one_side_is_a_warning_already(linked: Harbour) -> None:
    linked.do(Propose("delete", ONE.id, ONE.words or ""), "ash")
    (found,) = links.broken(linked.view())
    assert (found.lost, found.left, found.proposed) == (ONE.id, TWO.id, True)


def test_a_vacant_side_leaves_the_other_alone(linked: Harbour) -> None:
    linked.do(Settle(ONE.id, (Provision(ONE.id, None, number="1", vacant=True),)))
    (found,) = links.broken(linked.view())
    assert (found.lost, found.left, found.proposed) == (ONE.id, TWO.id, False)


def test_unknown_words_are_not_taken_for_dropped(linked: Harbour) -> None:
    linked.table("v1", parent="v0", known=False)
    assert links.broken(linked.view()) == ()


def test_a_point_is_not_linked_to_itself(linked: Harbour) -> None:
    with pytest.raises(Refused, match="itself"):
        linked.do(Link("sequence", ONE.id, ONE.id))


def test_the_same_link_is_made_once(linked: Harbour) -> None:
    with pytest.raises(Refused, match="already"):
        linked.do(Link("trade", TWO.id, ONE.id))


def test_a_trade_is_the_same_from_either_side_and_the_refusal_says_how_it_stands(linked: Harbour) -> None:
    with pytest.raises(Refused, match="the other way round: 2 is received in return for 1"):
        linked.do(Link("trade", TWO.id, ONE.id), "birch")


def test_one_party_does_not_contradict_its_own_order_and_another_may(linked: Harbour) -> None:
    linked.do(Link("sequence", TWO.id, ONE.id), "ash")
    turned = Link("sequence", ONE.id, TWO.id)
    with pytest.raises(Refused, match="the other way round: 1 is to come after 2"):
        linked.do(turned, "ash")
    linked.do(turned, "birch")
    assert {act.body.one for act in links.links(linked.view()) if act.body.bond == "sequence"} == {ONE.id, TWO.id}
