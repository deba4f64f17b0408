"""Claimed dispositions: unverified until the words are known; then the comparison decides, not a person."""

import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import disposals
from onetext.process.claims import Claim, Disposed
from onetext.process.texts import Witness
from onetext.record.act import Act
from onetext.record.errors import Refused
from onetext.text.alignment import Disposition
from onetext.text.provision import Provision


def claimed(
    harbour: Harbour, became: Disposition, *, points: tuple[str, ...] = (), topic: tuple[str, ...] = ()
) -> Act[Claim]:
    v1 = harbour.view().find("v1")
    return harbour.report(Claim(("cedar",), "removed from the plan", Disposed(v1.id, became, points, topic)))


def status(harbour: Harbour, claim: Act[Claim]) -> str:
    found = disposals.verdict(harbour.view(), claim)
    assert found is not None
    return found.status


def test_a_claim_about_a_text_that_nobody_has_seen_is_unverified(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.table("v1", parent="v0", known=False)
    claim = claimed(harbour, "dropped", points=("paaaaaaaa2",))
    assert status(harbour, claim) == "unverified"
    (flagged,) = disposals.flags(harbour.view())
    assert "unverified" in flagged


@pytest.mark.parametrize(
    ("kept", "points", "topic", "expected"),
    [
        ((0, 2), ("paaaaaaaa2",), (), "proved true"),
        ((0, 1, 2), ("paaaaaaaa2",), (), "proved false"),
        ((0, 2), (), ("pier",), "proved true"),
        ((0, 1, 2), (), ("pier",), "proved false"),
        ((0, 2), (), ("pier", "quay"), "true in part"),
        ((0, 2), (), ("customs",), "unverified"),
    ],
)
def test_when_the_words_arrive_the_comparison_decides(
    harbour: Harbour, kept: tuple[int, ...], points: tuple[str, ...], topic: tuple[str, ...], expected: str
) -> None:
    harbour.table("v0")
    v1 = harbour.table("v1", parent="v0", known=False)
    claim = claimed(harbour, "dropped", points=points, topic=topic)
    assert status(harbour, claim) == "unverified"
    found = tuple(Provision(f"pzzzzzzzz{i}", POINTS[i].words, number=POINTS[i].number) for i in kept)
    harbour.report(Witness(v1.id, "As published", found, whole=True))
    assert status(harbour, claim) == expected


def test_a_point_that_was_only_reworded_was_not_dropped(harbour: Harbour) -> None:
    harbour.table("v0")
    changed = reworded(POINTS[1], "Birch shall light the pier at night.")
    harbour.table("v1", POINTS[0], changed, POINTS[2], parent="v0")
    assert status(harbour, claimed(harbour, "dropped", points=("paaaaaaaa2",))) == "proved false"
    assert status(harbour, claimed(harbour, "reworded", points=("paaaaaaaa2",))) == "proved true"


def test_a_claimed_disposition_names_points_or_a_topic(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.table("v1", parent="v0", known=False)
    with pytest.raises(Refused, match="topic"):
        claimed(harbour, "dropped")


def test_an_excerpt_proves_nothing_dropped(harbour: Harbour) -> None:
    harbour.table("v0")
    v1 = harbour.table("v1", parent="v0", known=False)
    claim = claimed(harbour, "dropped", points=("paaaaaaaa2",))
    harbour.report(Witness(v1.id, "As a newspaper printed it", (Provision("pzzzzzzzz1", POINTS[0].words, number="1"),)))
    assert status(harbour, claim) == "unverified"
