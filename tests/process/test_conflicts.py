"""Conflicts: different answers stand side by side, and none of them wins."""

from harbour import Harbour
from onetext.process import conflicts
from onetext.process.claims import Authorship, Claim, Existence, Knowledge, Part, Progress, Rebuttal
from onetext.process.texts import Line


def wrote(text: str, *actors: str) -> Authorship:
    return Authorship(text, (Part("author", actors),))


def test_two_authors_of_one_text_stand_side_by_side(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    harbour.report(Claim(("ash",), "We wrote it.", wrote(v0.id, "ash")))
    harbour.report(Claim(("cedar",), "Birch wrote it.", wrote(v0.id, "birch")))
    (found,) = conflicts.conflicts(harbour.view())
    assert found.question == "Who wrote v0?"
    assert [side.answer for side in found.sides] == ["Ash", "Birch"]
    assert found.contradictory


def test_claims_that_agree_are_no_conflict(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    harbour.report(Claim(("ash",), "We wrote it.", wrote(v0.id, "ash")))
    with_input = Authorship(v0.id, (Part("author", ("ash",)), Part("input", ("birch",))))
    harbour.report(Claim(("ash",), "With input.", with_input))
    assert conflicts.conflicts(harbour.view()) == ()


def test_claims_about_different_texts_are_no_conflict(harbour: Harbour) -> None:
    v0, rival = harbour.table("v0"), harbour.report(Line("Rival"), name="rival")
    harbour.report(Claim(("ash",), "We wrote it.", wrote(v0.id, "ash")))
    harbour.report(Claim(("ash",), "Birch wrote it.", wrote(rival.id, "birch")))
    assert conflicts.conflicts(harbour.view()) == ()


def test_no_knowledge_differs_from_existence_and_does_not_deny_it(harbour: Harbour) -> None:
    rival = harbour.report(Line("Rival"), name="rival")
    harbour.report(Claim(("cedar",), "It exists.", Existence(rival.id)))
    harbour.report(Claim(("ash",), "No knowledge.", Knowledge(rival.id, knows=False)))
    (found,) = conflicts.conflicts(harbour.view())
    assert not found.contradictory
    assert [side.answer for side in found.sides] == ["it exists", conflicts.NO_KNOWLEDGE]
    harbour.report(Claim(("birch",), "There is none.", Existence(rival.id, exists=False)))
    (found,) = conflicts.conflicts(harbour.view())
    assert found.contradictory


def test_a_rebutted_claim_is_shown_with_its_rebuttal(harbour: Harbour) -> None:
    claim = harbour.report(Claim(("ash",), "Nearly done.", Progress()))
    denial = harbour.report(Rebuttal(claim.id, ("birch",), "Far from it."))
    (found,) = conflicts.conflicts(harbour.view())
    assert found.rebuttals == (denial,)
    assert found.sides[0].claims == (claim,)


def test_that_somebody_wrote_a_text_and_that_they_did_not_stand_side_by_side(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    denied = Authorship(v0.id, (Part("author", ("ash", "cedar"), holds=False),))
    said = harbour.report(Claim(("ash",), "We did not.", denied))
    assert conflicts.conflicts(harbour.view()) == (), "nobody has said yet that they wrote it"
    claim = harbour.report(Claim(("birch",), "Ash and Birch wrote it.", wrote(v0.id, "ash", "birch")))
    denial = harbour.report(Rebuttal(claim.id, ("ash",), "False."))
    (found,) = conflicts.conflicts(harbour.view())
    assert found.question == "Who wrote v0?"
    sides = {side.answer: side.claims for side in found.sides}
    assert sides == {"not written by Ash": (said,), "Ash and Birch": (claim,)}
    assert found.contradictory
    assert found.rebuttals == (denial,)


def test_that_one_did_not_write_a_text_says_nothing_of_another_who_did(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    harbour.report(Claim(("ash",), "We did not.", Authorship(v0.id, (Part("author", ("ash",), holds=False),))))
    harbour.report(Claim(("birch",), "We wrote it.", wrote(v0.id, "birch")))
    assert conflicts.conflicts(harbour.view()) == ()
