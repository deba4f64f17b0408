"""No own act brings words of a text to somebody behind an open gate of its sign-off order, by whatever route."""

import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import actors, presentations, signoff, texts
from onetext.process.amendments import Propose, Settle
from onetext.process.corrections import Correct
from onetext.process.limbs import Divide, Limb
from onetext.process.releases import Release
from onetext.process.signoff import Approve, Approver, Gate, Order
from onetext.process.texts import Line, Table, Witness
from onetext.record.act import Act
from onetext.record.audience import PUBLIC
from onetext.record.errors import Refused
from onetext.text.provision import fingerprint

TABLE = ("ash", "birch", "norway")
TO_CEDAR = ("cedar", "norway")
TWO = POINTS[1]


@pytest.fixture
def gated(harbour: Harbour) -> Harbour:
    """A text before the table only, which Ash approves before it is put to Cedar."""
    harbour.do(Table("V0", wording=POINTS), "norway", "v0", to=TABLE)
    harbour.do(Order((Gate((Approver(actor="ash"),)),), ("cedar",)))
    return harbour


def v0(harbour: Harbour) -> Act[Table]:
    return harbour.view().find("v0", Table)


def approved(harbour: Harbour) -> None:
    words = signoff.bound(harbour.view(), v0(harbour)).words
    harbour.do(Approve(Approver(actor="ash"), v0(harbour).id, words), "ash", to=TABLE)


def bodies(harbour: Harbour) -> dict[str, object]:
    rest = (reworded(TWO, "Birch rests."), POINTS[2])
    return {
        "a new version": Table("V1", parent=v0(harbour).id, wording=(POINTS[0], *rest)),
        "a witness": Witness(v0(harbour).id, "Part", (TWO,)),
        "an amendment": Propose("replace", TWO.id, TWO.words or "", "Birch rests."),
        "a settlement": Settle(TWO.id, rest[:1]),
        "limbs": Divide(TWO.id, (Limb("1", "Birch"), Limb("2", "the pier")), fingerprint(TWO.words or "")),
    }


ROUTES = ("a new version", "a witness", "an amendment", "a settlement", "limbs")


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("to", [PUBLIC, (*TABLE[:2], "cedar", "norway")])
def test_words_do_not_reach_those_behind_a_gate_by_name_or_in_public(
    gated: Harbour, route: str, to: tuple[str, ...]
) -> None:
    body = bodies(gated)[route]
    with pytest.raises(Refused, match=r"One approval is missing: Ash; only then can .* be put to Cedar"):
        gated.do(body, "norway", "x1", to=to)
    gated.do(body, "norway", "x1", to=TABLE)


@pytest.mark.parametrize("route", ROUTES)
def test_what_the_table_did_is_not_sent_past_the_gates(gated: Harbour, route: str) -> None:
    act = gated.do(bodies(gated)[route], "norway", "x1", to=TABLE)
    for to in (PUBLIC, TO_CEDAR):
        with pytest.raises(Refused, match="only then can"):
            gated.do(Release((act.id,), to), "norway", to=to)


def test_a_correction_of_a_version_is_not_sent_past_the_gates(gated: Harbour) -> None:
    body = {"label": "V0 again", "wording": [{"id": p.id, "words": p.words, "number": p.number} for p in POINTS]}
    correction = gated.do(Correct(v0(gated).id, body, "Its label"), "norway", to=TABLE)
    with pytest.raises(Refused, match="only then can"):
        gated.do(Release((correction.id,), TO_CEDAR), "norway", to=TO_CEDAR)


def test_the_same_words_under_another_name_are_the_same_text(gated: Harbour) -> None:
    line = gated.do(Line("Another draft"), "ash", "another")
    for wording in (POINTS, POINTS[:2]):
        with pytest.raises(Refused, match="the text of v0"):
            gated.do(Table("R", line=line.id, wording=wording), "ash", "r1", to=("ash", "cedar"))
    own = (reworded(POINTS[0], "Ash rests."), TWO)
    gated.do(Table("R", line=line.id, wording=own), "ash", "r1", to=("ash", "cedar"))


def test_a_seat_is_no_way_past_the_gates(gated: Harbour) -> None:
    gated.do(actors.Seat("cedar", "observer"))
    with pytest.raises(Refused, match="only then can"):
        gated.do(bodies(gated)["a new version"], "norway", "v1", to=("ash", "birch", "cedar", "norway"))


def test_a_text_that_is_put_to_a_body_is_not_given_to_its_members_first(gated: Harbour) -> None:
    gated.do(actors.Declare("league", "League", "body"))
    gated.do(actors.Member("league", "cedar"))
    gated.do(actors.Member("league", "birch"))
    gated.do(Order((Gate((Approver(actor="ash"),)),), ("league",)))
    words = signoff.bound(gated.view(), v0(gated)).words
    with pytest.raises(Refused, match="be put to Cedar"):
        gated.do(presentations.Present(v0(gated).id, ("cedar",), words), "ash", to=TABLE)
    gated.do(bodies(gated)["an amendment"], "norway", to=TABLE)


def test_after_the_gates_the_text_may_be_sent(gated: Harbour) -> None:
    approved(gated)
    gated.do(Release((v0(gated).id,), TO_CEDAR), "norway", to=TO_CEDAR)
    gated.do(bodies(gated)["an amendment"], "norway", to=TO_CEDAR)
    assert texts.head(gated.view("cedar")) is not None
    with pytest.raises(Refused, match="the settled words"):
        gated.do(bodies(gated)["a settlement"], "norway", to=PUBLIC)


def test_who_is_behind_a_gate_may_say_what_it_wants_itself(gated: Harbour) -> None:
    line = gated.do(Line("Cedar's draft"), "cedar", "own")
    gated.do(Table("C", line=line.id, wording=(TWO,)), "cedar", "c1", to=("cedar", "norway"))


def test_a_text_on_which_the_table_works_in_public_is_put_to_nobody_by_a_public_act(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.do(Order((Gate((Approver(actor="ash"),)),), ("cedar",)))
    for route in ("an amendment", "limbs", "a new version"):
        harbour.do(bodies(harbour)[route], "norway", "x1" if route == ROUTES[0] else "")


def test_what_was_reported_is_never_refused(gated: Harbour) -> None:
    gated.report(bodies(gated)["a new version"], "v1", to=PUBLIC)


def test_an_order_that_keeps_the_text_from_a_seat_says_how_work_goes_on(gated: Harbour) -> None:
    gated.do(actors.Seat("cedar", "party"))
    whole_table = (*TABLE[:2], "cedar", "norway")
    with pytest.raises(Refused, match=r"Cedar has a seat at the table.* have an order declared"):
        gated.do(bodies(gated)["a settlement"], "norway", to=whole_table)
    gated.do(actors.Declare("dune", "Dune"))
    gated.do(Order((Gate((Approver(actor="ash"),)),), ("dune",)))
    gated.do(bodies(gated)["a settlement"], "norway", to=whole_table)
