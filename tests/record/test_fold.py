"""The fold: one view for one set of acts, however it was come by, and no trace of what may not be seen."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.process import actors, corrections
from onetext.record.act import Act
from onetext.record.audience import THE_KEEPER, THE_PUBLIC, Viewer
from onetext.record.errors import Refused
from onetext.record.fold import blank, carry, fold
from onetext.record.gate import speaks_of
from onetext.record.record import Draft
from onetext.record.view import View
from worlds import PARTIES, START, World

VIEWERS = (*map(Viewer, PARTIES), THE_PUBLIC, THE_KEEPER, Viewer("stranger"))
AT = START + timedelta(days=60)
seeds = st.integers(0, 2**32)
viewers = st.sampled_from(VIEWERS)


def seen(world: World, viewer: Viewer, acts: list[Act[Any]] | None = None) -> View:
    return fold(world.acts if acts is None else acts, viewer, AT, world.catalogue, everything=True)


@given(seeds, viewers, st.randoms(use_true_random=False))
def test_the_order_in_which_acts_stand_in_the_file_means_nothing(seed: int, viewer: Viewer, chance: Any) -> None:
    world = World(seed)
    world.grow(40)
    shuffled = list(world.acts)
    chance.shuffle(shuffled)
    assert seen(world, viewer, shuffled) == seen(world, viewer)


@given(seeds, viewers, st.lists(st.integers(0, 50), max_size=5), st.booleans(), st.randoms(use_true_random=False))
def test_a_view_carried_forward_is_the_view_folded_anew(
    seed: int, viewer: Viewer, cuts: list[int], in_order: bool, chance: Any
) -> None:
    world = World(seed)
    world.grow(40)
    acts = list(world.acts)
    if not in_order:
        chance.shuffle(acts)
    view: View = blank(viewer, AT, world.catalogue)
    ends = [*sorted(min(cut, len(acts)) for cut in cuts), len(acts)]
    for begin, end in zip([0, *ends], ends, strict=False):
        awaited = {id_ for act in acts[:begin] for id_ in speaks_of(act, world.catalogue)}
        carried = carry(view, acts[begin:end], awaited, world.catalogue)
        anew = seen(world, viewer, acts[:end])
        assert carried is None or carried == anew
        view = carried or anew


@settings(max_examples=300)
@given(seeds, st.sampled_from(PARTIES), st.integers(0, 25), st.integers(1, 25))
def test_acts_that_a_viewer_may_not_see_change_nothing_in_their_view(
    seed: int, reader: str, open_acts: int, hidden_acts: int
) -> None:
    world = World(seed)
    world.grow(open_acts)
    strangers = [viewer for viewer in VIEWERS if viewer not in (Viewer(reader), THE_KEEPER)]
    before = [seen(world, viewer) for viewer in strangers]
    world.grow(hidden_acts, readers=(reader,))
    assert [seen(world, viewer) for viewer in strangers] == before


@given(seeds)
def test_hidden_acts_among_the_others_leave_no_trace(seed: int) -> None:
    world = World(seed)
    world.grow(60)
    for viewer in VIEWERS:
        whole = seen(world, viewer)
        mine = {act.id for act in whole}
        assert seen(world, viewer, [act for act in world.acts if act.id in mine]) == whole
        assert set(whole.by_id) == mine
        assert set(whole.replaced) <= mine
        assert {id_ for ids in whole.by_name.values() for id_ in ids} <= mine


@given(seeds, viewers)
def test_names_and_ids_lead_to_the_acts_that_bear_them(seed: int, viewer: Viewer) -> None:
    world = World(seed)
    world.grow(40)
    view = seen(world, viewer)
    assert {name: set(ids) for name, ids in view.by_name.items()} == {
        name: {act.id for act in view if act.name == name} for name in {act.name for act in view} - {""}
    }
    assert all(view.act(act.id) == act for act in view)


def declare(world: World, name: str = "") -> Act[Any]:
    return world.write(Draft(actors.Declare("oak", "Oke"), "ash", "ash", name=name))


def correct(world: World, act: Act[Any], body: dict[str, Any]) -> None:
    world.write(Draft(corrections.Correct(act.id, body, "Misspelt"), "ash", "ash"))


def test_a_correction_takes_effect_in_the_place_of_the_act() -> None:
    world = World(1)
    act = declare(world)
    world.write(Draft(actors.Declare("oak", "Another"), "birch", "birch"))
    correct(world, act, {"slug": "oak", "name": "Oak"})
    view = seen(world, THE_PUBLIC)
    assert actors.name(view, "oak") == "Oak"
    assert view.by_id[act.id].body.name == "Oak"
    assert view.as_recorded(act).body.name == "Oke"


@pytest.mark.parametrize("body", [{}, {"slug": 1, "name": "Oak"}, {"slug": "oak", "name": None}])
def test_a_correction_of_another_shape_changes_nothing(body: dict[str, Any]) -> None:
    world = World(1)
    correct(world, declare(world), body)
    assert actors.name(seen(world, THE_PUBLIC), "oak") == "Oke"


@pytest.mark.parametrize("since", ["0001-01-01", "2030-02-31", 10**300, "soon"])
def test_a_correction_to_an_impossible_date_changes_nothing(since: Any) -> None:
    world = World(1)
    act = world.write(Draft(actors.Office("Pilot", "ash", "birch"), "ash", "ash"))
    body = corrections.Correct(act.id, {"title": "Pilot", "of": "ash", "holder": "birch", "since": since}, "Misdated")
    if isinstance(since, int):
        with pytest.raises(Refused, match="cannot be written"):
            world.write(Draft(body, "ash", "ash"))
    else:
        world.write(Draft(body, "ash", "ash"))
    (held,) = actors.offices_of(seen(world, THE_PUBLIC), "birch")
    assert held.body.since is None


def test_a_withdrawn_act_has_no_effect_and_stays_readable() -> None:
    world = World(1)
    act = declare(world)
    world.write(Draft(corrections.Withdraw(act.id, "Recorded twice"), "ash", "ash"))
    view = seen(world, THE_PUBLIC)
    assert actors.name(view, "oak") == "oak"
    assert view.withdrawn(act.id)
    assert view.act(act.id) == act


def test_a_person_finds_an_act_by_its_name_or_the_beginning_of_its_id() -> None:
    world = World(1)
    act = declare(world, "oak")
    view = seen(world, THE_PUBLIC)
    assert view.find("oak") == view.find(act.id[:6]) == view.find(act.id, actors.Declare) == act


@pytest.mark.parametrize("text", ["", "oa", "willow", "%", "0" * 64])
def test_what_nothing_is_called_is_refused(text: str) -> None:
    world = World(1)
    declare(world, "oak")
    with pytest.raises(Refused, match="There is no"):
        seen(world, THE_PUBLIC).find(text)


def test_an_act_of_another_kind_is_not_what_was_meant() -> None:
    world = World(1)
    declare(world, "oak")
    with pytest.raises(Refused, match="no seat “oak”"):
        seen(world, THE_PUBLIC).find("oak", actors.Seat)


def test_a_name_that_two_acts_bear_is_refused_with_both() -> None:
    world = World(1)
    first, second = declare(world, "oak"), declare(world, "oak")
    with pytest.raises(Refused, match="more than one") as refused:
        seen(world, THE_PUBLIC).find("oak")
    assert first.id[:12] in str(refused.value)
    assert second.id[:12] in str(refused.value)


def test_a_hidden_act_is_found_by_nobody_else() -> None:
    world = World(1)
    act = world.write(Draft(actors.Declare("oak", "Oak"), "ash", "ash", name="oak", audience=("ash",)))
    told = []
    for text in ("oak", act.id, act.id[:8]):
        with pytest.raises(Refused) as refused:
            seen(world, Viewer("birch")).find(text)
        told.append(str(refused.value).replace(text, "willow"))
    assert set(told) == {"There is no “willow” in this record that you can see."}
