"""Readers: one spelling for one set of them, and who is among them."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.record.audience import KEEPER, PUBLIC, THE_KEEPER, THE_PUBLIC, Viewer, audience, log_name

names = st.lists(st.sampled_from(["ash", "birch", "cedar", "keeper"]), min_size=1)


@given(names, st.randoms())
def test_the_same_readers_in_any_order_are_one_audience_and_one_log(readers: list[str], chance: Random) -> None:
    shuffled = [*readers, *readers]
    chance.shuffle(shuffled)
    assert audience(shuffled) == audience(readers)
    assert log_name(audience(shuffled)) == log_name(audience(readers))


def test_different_readers_have_different_logs() -> None:
    sets = [("*",), ("ash",), ("birch",), ("ash", "birch"), ("ash", "keeper")]
    assert len({log_name(audience(readers)) for readers in sets}) == len(sets)


def test_everybody_and_somebody_is_everybody() -> None:
    assert audience(["ash", "*"]) == PUBLIC


def test_an_act_needs_a_reader() -> None:
    with pytest.raises(ValueError, match="at least one reader"):
        audience([])


@given(names)
def test_a_party_may_see_exactly_what_is_public_or_addressed_to_it(readers: list[str]) -> None:
    assert Viewer("ash").admits(PUBLIC)
    assert Viewer("ash").admits(audience(readers)) == ("ash" in readers)


@given(names)
def test_the_public_sees_only_what_is_public(readers: list[str]) -> None:
    assert THE_PUBLIC.admits(PUBLIC)
    assert not THE_PUBLIC.admits(audience(readers))


@given(names)
def test_the_keeper_of_the_file_sees_all_of_it(readers: list[str]) -> None:
    assert THE_KEEPER.admits(audience(readers))
    assert Viewer(KEEPER) == THE_KEEPER


def test_a_name_that_is_part_of_another_is_another_reader() -> None:
    assert not Viewer("as").admits(("ash",))
    assert not Viewer("ash").admits(("ash+birch", "birch"))
