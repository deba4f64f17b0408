"""What is retained, contested, cannot vanish."""

import pytest

from harbour import POINTS, Harbour
from onetext.process import retained, texts
from onetext.process.amendments import Propose
from onetext.process.retained import Release, Retain
from onetext.process.texts import Disposed, Table
from onetext.record.act import Act
from onetext.record.errors import Refused

ADDED = "paaaaaaaa9"


def proposed_and_retained(harbour: Harbour) -> Act[Retain]:
    harbour.table("v0")
    harbour.do(Propose("add", ADDED, words="All prisoners go home."), "ash", "prisoners")
    return harbour.do(Retain(ADDED, ("ash",)), "ash")


def succeed(harbour: Harbour, *disposed: Disposed) -> None:
    parent = harbour.view().find("v0", Table).id
    harbour.do(Table("Second", parent=parent, wording=POINTS, disposed=disposed), name="v1")


def test_an_own_version_without_a_retained_point_and_without_its_disposition_is_refused(harbour: Harbour) -> None:
    proposed_and_retained(harbour)
    with pytest.raises(Refused, match="retained, contested \\(prisoners\\)"):
        succeed(harbour)


def test_a_version_that_says_what_became_of_it_is_accepted_and_quoted(harbour: Harbour) -> None:
    act = proposed_and_retained(harbour)
    succeed(harbour, Disposed(ADDED, "parked", "for the second round"))
    assert retained.fate_in_words(harbour.view(), act) == "v1 says: parked (for the second round)"


def test_a_version_that_has_the_point_needs_no_word(harbour: Harbour) -> None:
    harbour.table("v0")
    act = harbour.do(Retain(POINTS[1].id, ("ash",)), "ash")
    succeed(harbour)
    assert [fate.state for fate in retained.fates(harbour.view(), act)] == ["in it"]


def test_a_reported_version_that_says_nothing_is_recorded_and_flagged(harbour: Harbour) -> None:
    act = proposed_and_retained(harbour)
    parent = harbour.view().find("v0", Table).id
    harbour.report(Table("Second", parent=parent, wording=POINTS), "v1")
    assert retained.fate_in_words(harbour.view(), act) == "v1 has not said what became of it"
    assert texts.head(harbour.view()) == harbour.view().find("v1", Table)


def test_of_a_version_without_text_it_is_not_known_what_became_of_the_point(harbour: Harbour) -> None:
    act = proposed_and_retained(harbour)
    parent = harbour.view().find("v0", Table).id
    harbour.report(Table("Second", parent=parent), "v1")
    assert [fate.state for fate in retained.fates(harbour.view(), act)] == ["text not available"]


def test_a_point_that_is_let_go_with_a_reason_may_be_left_out(harbour: Harbour) -> None:
    act = proposed_and_retained(harbour)
    harbour.do(Release(act.id, "Given up for point 3"), "ash")
    succeed(harbour)
    assert not retained.retained(harbour.view())
    assert [end.body.reason for _, end in retained.ended(harbour.view())] == ["Given up for point 3"]


def test_only_those_who_retained_a_point_let_it_go(harbour: Harbour) -> None:
    act = proposed_and_retained(harbour)
    with pytest.raises(Refused, match="Only those who retained"):
        harbour.do(Release(act.id, "Enough"), "birch")


def test_a_party_retains_only_for_itself(harbour: Harbour) -> None:
    harbour.table("v0")
    with pytest.raises(Refused, match="for itself"):
        harbour.do(Retain(POINTS[0].id, ("birch",)), "ash")


def test_what_a_party_retains_in_private_does_not_bind_who_cannot_see_it(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.do(Propose("add", ADDED, words="All prisoners go home."), "ash", "prisoners", ("ash",))
    harbour.do(Retain(ADDED, ("ash",)), "ash", to=("ash",))
    parent = harbour.view("norway").find("v0", Table).id
    harbour.do(Table("Second", parent=parent, wording=POINTS), "norway", "v1")
