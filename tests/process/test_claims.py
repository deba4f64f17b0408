"""Claims: what is asserted, by whom; rebuttals; none is deleted, none changes the text."""

import pytest

from harbour import Harbour
from onetext.process import claims, items
from onetext.process.claims import Authorship, Claim, Context, Existence, Knowledge, Part, Pressure, Progress, Rebuttal
from onetext.process.texts import Line
from onetext.record.act import Act
from onetext.record.errors import Refused


def rival(harbour: Harbour) -> Act[Line]:
    return harbour.report(Line("Rival draft", ("cedar",)), name="rival")


def test_a_claim_needs_somebody_who_answers_for_it(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="who asserts it"):
        harbour.report(Claim((), "Cedar buys coal.", Context()))


def test_no_claim_changes_what_is_open(harbour: Harbour) -> None:
    harbour.table("v0")
    before = len(items.open_items(harbour.view()))
    harbour.report(Claim(("ash",), "highly productive", Progress()))
    harbour.report(Claim(("ash",), "zero gratitude", Pressure(("birch",))))
    assert before == len(items.open_items(harbour.view())) > 0


def test_no_knowledge_is_not_kept_as_does_not_exist(harbour: Harbour) -> None:
    draft = rival(harbour)
    harbour.report(Claim(("ash",), "No knowledge of it.", Knowledge(draft.id, knows=False)))
    assert not claims.claims(harbour.view(), "existence")
    (known,) = claims.claims(harbour.view(), "knowledge")
    assert claims.in_words(harbour.view(), known.body) == "no knowledge of rival"


def test_a_rebuttal_leaves_the_claim_where_it_is(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    claim = harbour.report(Claim(("cedar",), "Birch wrote it.", Authorship(v0.id, (Part("author", ("birch",)),))))
    denial = harbour.report(Rebuttal(claim.id, ("ash",), "blatantly false"))
    assert [act.id for act in claims.claims(harbour.view(), "authorship")] == [claim.id]
    assert claims.rebuttals(harbour.view()) == {claim.id: (denial,)}


def test_claims_about_a_version_are_found_by_it(harbour: Harbour) -> None:
    draft = rival(harbour)
    claim = harbour.report(Claim(("cedar",), "It exists.", Existence(draft.id)))
    assert claims.about_version(harbour.view(), draft.id) == (claim,)


def test_claims_name_texts_and_actors_that_there_are(harbour: Harbour) -> None:
    with pytest.raises(Refused):
        harbour.report(Claim(("ash",), "It exists.", Existence("0" * 64)))
    v0 = harbour.table("v0")
    with pytest.raises(Refused, match="no actor"):
        harbour.report(Claim(("ash",), "Elm wrote it.", Authorship(v0.id, (Part("author", ("elm",)),))))
    with pytest.raises(Refused, match="whose position"):
        harbour.report(Claim(("ash",), "Somebody wrote it.", Authorship(v0.id, ())))


def test_own_claims_are_made_in_ones_own_name(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="own name"):
        harbour.do(Claim(("birch",), "We failed.", Progress()), by="ash")
