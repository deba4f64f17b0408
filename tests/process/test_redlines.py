"""A change that crosses a red line warns its owner; nobody else sees a trace of a private one."""

from typing import Any

import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import redlines
from onetext.process.amendments import Propose
from onetext.process.redlines import Draw, Lift, State
from onetext.record.act import Act
from onetext.record.audience import PUBLIC, Audience
from onetext.record.errors import Refused

FIRST = "Ash shall keep at least 400 boats and free all prisoners."


def tabled(harbour: Harbour) -> None:
    harbour.table("v0", reworded(POINTS[0], FIRST), *POINTS[1:])


def draw(harbour: Harbour, to: Audience = PUBLIC, **asks: Any) -> Act[Draw]:
    body = Draw("ash", provision=POINTS[0].id, **asks)
    return harbour.do(body, "ash", to=to)


def states(harbour: Harbour, act: Act[Draw]) -> list[State]:
    return [v.state for v in redlines.verdicts(harbour.view("ash"), act)]


def propose(harbour: Harbour, words: str, by: str = "birch") -> None:
    harbour.do(Propose("replace", POINTS[0].id, FIRST, words), by)


def test_an_amendment_that_drops_words_which_must_remain_crosses_the_line(harbour: Harbour) -> None:
    tabled(harbour)
    act = draw(harbour, must="all prisoners")
    propose(harbour, "Ash shall keep at least 400 boats and free some prisoners.")
    assert states(harbour, act) == ["kept", "crossed"]
    assert [v.amendment is not None for _, v in redlines.warnings(harbour.view("ash"))] == [True]


def test_an_amendment_that_keeps_to_the_line_is_not_mentioned(harbour: Harbour) -> None:
    tabled(harbour)
    act = draw(harbour, must="all prisoners")
    propose(harbour, "Ash shall at once free all prisoners.")
    assert states(harbour, act) == ["kept"]


def test_an_amendment_is_judged_as_it_is_carried_onto_the_present_words(harbour: Harbour) -> None:
    tabled(harbour)
    act = draw(harbour, bound="at least", value="400", unit="boats")
    propose(harbour, FIRST.replace("all prisoners", "some prisoners"))
    harbour.table("v1", reworded(POINTS[0], FIRST.replace("400", "300")), *POINTS[1:], parent="v0")
    assert states(harbour, act) == ["crossed", "crossed"]


def test_words_that_must_not_appear_are_found_in_a_new_version(harbour: Harbour) -> None:
    tabled(harbour)
    act = draw(harbour, never="for ever")
    harbour.table("v1", reworded(POINTS[0], "Ash shall keep the boats for ever."), *POINTS[1:], parent="v0")
    assert states(harbour, act) == ["crossed"]


@pytest.mark.parametrize(
    ("bound", "value", "state"),
    [
        ("at least", "400", "kept"),
        ("at least", "401", "crossed"),
        ("at most", "400", "kept"),
        ("at most", "399", "crossed"),
    ],
)
def test_a_bound_on_a_quantity_is_compared_with_the_words(
    harbour: Harbour, bound: str, value: str, state: State
) -> None:
    tabled(harbour)
    act = draw(harbour, bound=bound, value=value, unit="boats")
    assert states(harbour, act) == [state]


def test_a_quantity_that_is_not_found_is_unknown_and_not_kept(harbour: Harbour) -> None:
    tabled(harbour)
    act = draw(harbour, bound="at most", value="3", unit="cranes")
    assert states(harbour, act) == ["unknown"]


def test_where_the_words_are_not_available_it_is_unknown_whether_a_line_is_crossed(harbour: Harbour) -> None:
    tabled(harbour)
    act = draw(harbour, must="all prisoners")
    harbour.table("v1", parent="v0", known=False)
    (verdict,) = redlines.verdicts(harbour.view("ash"), act)
    assert verdict.state == "unknown"
    assert "v1" in verdict.why


def test_deleting_the_point_crosses_a_line_on_words_that_must_remain(harbour: Harbour) -> None:
    tabled(harbour)
    act = draw(harbour, must="all prisoners")
    harbour.do(Propose("delete", POINTS[0].id, FIRST), "birch")
    assert states(harbour, act) == ["kept", "crossed"]


def test_a_line_on_the_whole_text_watches_every_point(harbour: Harbour) -> None:
    tabled(harbour)
    act = harbour.do(Draw("ash", never="toll"), "ash")
    harbour.do(Propose("replace", POINTS[2].id, POINTS[2].words or "", "Cedar may use the quay for a toll."), "birch")
    assert states(harbour, act) == ["kept", "crossed"]


def test_only_a_person_can_tell_whether_a_line_in_plain_words_is_crossed(harbour: Harbour) -> None:
    tabled(harbour)
    act = draw(harbour, plain="Nothing over our heads")
    assert states(harbour, act) == ["unknown"]


def test_a_private_line_leaves_no_trace_with_others(harbour: Harbour) -> None:
    tabled(harbour)
    propose(harbour, "Ash shall free nobody.")
    before = [harbour.view(viewer) for viewer in ("birch", "public")]
    draw(harbour, to=("ash",), must="all prisoners")
    after = [harbour.view(viewer) for viewer in ("birch", "public")]
    assert [v.acts for v in before] == [v.acts for v in after]
    assert not any(redlines.warnings(view) for view in after)
    assert redlines.warnings(harbour.view("ash"))


def test_a_lifted_line_warns_no_more(harbour: Harbour) -> None:
    tabled(harbour)
    act = draw(harbour, must="all cranes")
    assert redlines.warnings(harbour.view("ash"))
    harbour.do(Lift(act.id), "ash")
    assert not redlines.warnings(harbour.view("ash"))


def test_only_its_owner_lifts_a_line(harbour: Harbour) -> None:
    tabled(harbour)
    act = draw(harbour, must="all prisoners")
    with pytest.raises(Refused, match="Only Ash"):
        harbour.do(Lift(act.id), "birch")


@pytest.mark.parametrize("asks", [{}, {"must": "a", "never": "b"}, {"bound": "at most", "value": "many"}])
def test_a_red_line_asks_one_thing_that_can_be_understood(harbour: Harbour, asks: dict[str, Any]) -> None:
    tabled(harbour)
    with pytest.raises(Refused):
        draw(harbour, **asks)


@pytest.mark.parametrize(
    "words",
    [
        "Ash shall dredge to 9.0 metres by 2028, up from about 7.2 metres.",
        "Ash shall dredge to a depth of 9.0 metres below low water by 31 December 2029, up from 7.2 metres in 2024.",
    ],
)
def test_what_a_number_is_compared_with_is_not_held_against_the_bound(words: str) -> None:
    body = Draw("ash", bound="at least", value="8.5", unit="metres")
    assert redlines.judge(body, words)[0] == "kept"


def test_a_bound_is_held_against_a_number_whose_unit_is_said_ahead_of_it() -> None:
    body = Draw("ash", bound="at most", value="18", unit="patrol vessels")
    assert redlines.judge(body, "Ash shall limit the number of its patrol vessels in the estuary to 16.")[0] == "kept"
    assert (
        redlines.judge(body, "Ash shall limit the number of its patrol vessels in the estuary to 22.")[0] == "crossed"
    )
