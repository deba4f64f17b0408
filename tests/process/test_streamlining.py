"""Streamlining in a record: pending amendments are accounted for, parties by their names, nothing that is hidden."""

import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import alignments, streamlining, texts
from onetext.process.amendments import Dealt, Propose, Settle
from onetext.process.streamlining import Checked
from onetext.record.audience import Audience
from onetext.record.errors import Refused
from onetext.text.provision import Provision

DREDGE = "Ash shall dredge the harbour before the first winter storm."


def amend(harbour: Harbour, words: str, by: str = "birch", to: Audience = ("*",)) -> Propose:
    body = Propose("replace", POINTS[0].id, POINTS[0].words or "", words)
    harbour.do(body, by=by, name=f"amend-{by}", to=to)
    return body


def checked(harbour: Harbour, before: str, after: str, viewer: str = "keeper") -> Checked:
    view = harbour.view(viewer)
    return streamlining.check(view, streamlining.replaced(view, before), alignments.side(view, after))


def lost(found: Checked) -> dict[str, list[str]]:
    return {loss.party: [words for one in loss.accounts for words in one.missing] for loss in found.losses}


def test_brackets_count_for_the_party_that_they_name_in_short(harbour: Harbour) -> None:
    harbour.table("v0", reworded(POINTS[0], "Ash [shall (BIRCH)] [may (ASH)] dredge the harbour."), *POINTS[1:])
    harbour.table("v1", reworded(POINTS[0], "Ash may dredge the harbour."), *POINTS[1:], parent="v0")
    assert lost(checked(harbour, "v0", "v1")) == {"Birch": ["shall"]}


def test_a_pending_amendment_is_part_of_the_text_that_is_replaced(harbour: Harbour) -> None:
    harbour.table("v0")
    amend(harbour, DREDGE)
    rival = harbour.report(texts.Line("Shorter"), name="shorter")
    harbour.report(texts.Table("S0", line=rival.id, wording=POINTS), name="s0")
    found = checked(harbour, "current", "shorter")
    assert lost(found)["Birch"] == ["before the first winter storm"]
    assert lost(checked(harbour, "v0", "shorter")) == {}


def test_an_amendment_that_the_viewer_may_not_see_leaves_no_trace(harbour: Harbour) -> None:
    harbour.table("v0")
    rival = harbour.report(texts.Line("Shorter"), name="shorter")
    harbour.report(texts.Table("S0", line=rival.id, wording=POINTS[:2]), name="s0")
    before = checked(harbour, "current", "shorter", "ash")
    amend(harbour, DREDGE, to=("birch",))
    assert checked(harbour, "current", "shorter", "ash") == before
    assert "Birch" in lost(checked(harbour, "current", "shorter", "birch"))


def test_words_that_came_by_an_accepted_amendment_are_still_its_partys(harbour: Harbour) -> None:
    harbour.table("v0")
    amend(harbour, DREDGE)
    act = harbour.view().find("amend-birch", Propose)
    harbour.do(Settle(POINTS[0].id, (reworded(POINTS[0], DREDGE),), (Dealt(act.id, "accepted"),)))
    rival = harbour.report(texts.Line("Shorter"), name="shorter")
    harbour.report(texts.Table("S0", line=rival.id, wording=POINTS), name="s0")
    found = checked(harbour, "current", "shorter")
    assert lost(found) == {"Birch": ["before the first winter storm"]}
    (row,) = (one for one in found.proof.sources if one.after == POINTS[1].id)
    assert row.contributors == ()


def test_a_correspondence_that_a_person_settled_is_respected(harbour: Harbour) -> None:
    v0 = harbour.table("v0", Provision("a1", "Lamps burn all night [in fog (Ash)].", number="1"))
    rival = harbour.report(texts.Line("Shorter"), name="shorter")
    words = (Provision("b1", "The pier is lit.", number="1"), Provision("b2", "In fog ships wait.", number="2"))
    s0 = harbour.report(texts.Table("S0", line=rival.id, wording=words), name="s0")
    harbour.do(alignments.Match(v0.id, s0.id, ("a1",), ("b2",)))
    found = checked(harbour, "v0", "s0")
    (account,) = (one for one in found.proof.accounts if one.item.proponents)
    assert [place.provision for place in account.places] == ["b2"]


def test_a_text_that_is_known_in_part_proves_no_loss(harbour: Harbour) -> None:
    harbour.table("v0")
    version = harbour.table("v1", parent="v0", known=False)
    harbour.report(texts.Witness(version.id, "As leaked", POINTS[:1]), name="leaked")
    assert not checked(harbour, "v0", "leaked").proof.complete


def test_a_text_without_known_words_is_not_checked(harbour: Harbour) -> None:
    harbour.table("v0", known=False)
    with pytest.raises(Refused, match="not available"):
        checked(harbour, "v0", "v0")
