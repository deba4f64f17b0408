"""Slots: what a commitment must say to be one."""

import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import slots
from onetext.process.amendments import Settle
from onetext.process.slots import SLOTS, Annex, Filled, Vague
from onetext.record.errors import Refused
from onetext.text.provision import fingerprint

VAGUE = "Ash receives reliable security guarantees."
POINT = reworded(POINTS[0], VAGUE)
PRINT = fingerprint(VAGUE)


@pytest.fixture
def tabled(harbour: Harbour) -> Harbour:
    harbour.table("v0", POINT, *POINTS[1:])
    return harbour


def states(harbour: Harbour, words: str = VAGUE) -> dict[str, str]:
    return {found.slot: found.state for found in slots.of(harbour.view(), POINT.id, words)}


def test_a_promise_of_something_reliable_without_details_fills_no_slot() -> None:
    assert slots.lint(VAGUE) == {}


def test_a_full_commitment_fills_every_slot() -> None:
    words = (
        "Ash shall withdraw all 40 patrol boats within 30 days. An inspection by Norway shall verify it. "
        "In case of a breach Birch may suspend its own obligations."
    )
    assert set(slots.lint(words)) == set(SLOTS)


@pytest.mark.parametrize(
    ("words", "filled"),
    [
        ("Ash shall dredge the harbour.", {"who", "what"}),
        ("The quay is rebuilt.", {"what"}),
        ("Appropriate measures are taken by 1 May 2031.", {"by when"}),
    ],
)
def test_only_what_the_words_say_is_filled(words: str, filled: set[str]) -> None:
    assert set(slots.lint(words)) == filled


def test_an_annex_clears_only_what_it_fills(tabled: Harbour) -> None:
    tabled.do(Annex(POINT.id, "Annex A", (Filled("by when", "within 30 days"),), PRINT))
    assert states(tabled) == {**dict.fromkeys(SLOTS, "empty"), "by when": "in an annex"}


def test_an_annex_goes_with_the_words_that_it_was_made_for(tabled: Harbour) -> None:
    tabled.do(Annex(POINT.id, "Annex A", (Filled("by when", "within 30 days"),), PRINT))
    changed = "Ash receives solid security guarantees."
    tabled.do(Settle(POINT.id, (reworded(POINT, changed),)))
    assert states(tabled, changed)["by when"] == "empty"


def test_a_party_may_leave_a_slot_open_on_purpose(tabled: Harbour) -> None:
    tabled.do(Vague(POINT.id, "if breached", "ash", PRINT, "left to the council"), "ash")
    assert states(tabled)["if breached"] == "left vague on purpose"
    assert states(tabled)["who"] == "empty"


def test_no_party_says_of_another_that_it_is_vague_on_purpose(tabled: Harbour) -> None:
    with pytest.raises(Refused, match="Only Birch"):
        tabled.do(Vague(POINT.id, "who", "birch", PRINT), "ash")


def test_an_annex_names_the_slots_that_it_fills(tabled: Harbour) -> None:
    with pytest.raises(Refused, match="which slots"):
        tabled.do(Annex(POINT.id, "Annex A", (), PRINT))
