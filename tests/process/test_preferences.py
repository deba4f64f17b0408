"""A party ranks its options for its own eyes."""

import pytest

from harbour import POINTS, Harbour
from onetext.process import preferences
from onetext.process.preferences import Choice, Rank
from onetext.record.errors import Refused

BEST, SECOND = Choice("no nets", "1"), Choice("nets in June", "0.4")


def rank(harbour: Harbour, *choices: Choice, by: str = "ash") -> None:
    harbour.do(Rank("ash", POINTS[0].id, choices), by, to=("ash",) if by == "ash" else ("*",))


def test_the_last_ranking_counts(harbour: Harbour) -> None:
    harbour.table("v0")
    rank(harbour, BEST, SECOND)
    rank(harbour, SECOND, BEST)
    (found,) = preferences.rankings(harbour.view("ash"))
    assert found.body.choices == (SECOND, BEST)


def test_a_ranking_for_its_party_is_seen_by_nobody_else(harbour: Harbour) -> None:
    harbour.table("v0")
    rank(harbour, BEST)
    assert len(preferences.rankings(harbour.view("ash"))) == 1
    assert not preferences.rankings(harbour.view("birch"))
    assert not preferences.rankings(harbour.view("public"))


def test_nobody_ranks_for_another(harbour: Harbour) -> None:
    harbour.table("v0")
    with pytest.raises(Refused, match="Only Ash"):
        rank(harbour, BEST, by="birch")


@pytest.mark.parametrize("choices", [(), (BEST, Choice("no nets")), (Choice("x", "-1"),), (Choice("x", "nan"),)])
def test_a_ranking_names_each_option_once_with_a_weight_that_is_not_negative(
    harbour: Harbour, choices: tuple[Choice, ...]
) -> None:
    harbour.table("v0")
    with pytest.raises(Refused):
        rank(harbour, *choices)
