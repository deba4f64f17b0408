"""Verification: every status has a source, by each verifier the latest counts, and all are kept."""

import pytest

from harbour import Harbour
from onetext.process import verification
from onetext.process.texts import Line
from onetext.process.verification import Verify
from onetext.record.errors import Refused


def test_a_status_needs_a_source(harbour: Harbour) -> None:
    draft = harbour.report(Line("Rival"), name="rival")
    with pytest.raises(Refused, match="needs its source"):
        harbour.do(Verify(draft.id, "verified by", "The Daily"))


def test_each_verifier_has_its_own_status(harbour: Harbour) -> None:
    draft = harbour.report(Line("Rival"), name="rival")
    harbour.report(Verify(draft.id, "seen by", "The Wire"))
    harbour.report(Verify(draft.id, "not independently verified by", "The Daily"))
    standing = verification.standing(harbour.view())[draft.id]
    said = verification.in_words(harbour.view(), standing)
    assert said == "seen by The Wire; not independently verified by The Daily"


def test_a_changed_status_keeps_its_history(harbour: Harbour) -> None:
    draft = harbour.report(Line("Rival"), name="rival")
    harbour.report(Verify(draft.id, "not independently verified by", "The Daily"))
    harbour.report(Verify(draft.id, "verified by", "The Daily"))
    assert [act.body.status for act in verification.standing(harbour.view())[draft.id]] == ["verified by"]
    assert len(verification.history(harbour.view(), draft.id)) == 2
    with pytest.raises(Refused, match="already stands"):
        harbour.report(Verify(draft.id, "verified by", "The Daily"))
