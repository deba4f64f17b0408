"""The gate: who sees which acts, in which order, and whose corrections count."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from onetext.process import actors, corrections, releases
from onetext.record.act import Act, Reported
from onetext.record.audience import PUBLIC, THE_KEEPER, THE_PUBLIC, Audience, Viewer
from onetext.record.gate import Admitted, admit
from onetext.record.record import Draft
from worlds import PARTIES, SOURCE, START, World

ASH, BIRCH, CEDAR = map(Viewer, PARTIES)
VIEWERS = (ASH, BIRCH, CEDAR, THE_PUBLIC, THE_KEEPER)
seeds = st.integers(0, 2**32)


def say(world: World, by: str, to: Audience, slug: str = "oak") -> Act[Any]:
    return world.write(Draft(actors.Declare(slug, slug.title()), author=by, party=by, audience=to))


def release(world: World, by: str, to: Audience, *acts: Act[Any], heard_by: Audience | None = None) -> Act[Any]:
    body = releases.Release(tuple(act.id for act in acts), to)
    return world.write(Draft(body, author=by, party=by, audience=heard_by or to))


def withdraw(world: World, by: str, act: Act[Any], to: Audience = PUBLIC, person: str = "") -> Act[Any]:
    body = corrections.Withdraw(act.id, "Recorded twice")
    return world.write(Draft(body, author=person or by, party=by, audience=to))


def correct(world: World, by: str, act: Act[Any], name: str) -> Act[Any]:
    body = corrections.Correct(act.id, {"slug": "oak", "name": name}, "Misspelt")
    return world.write(Draft(body, author=by, party=by))


def through(world: World, viewer: Viewer, at: datetime | None = None) -> Admitted:
    return admit(world.acts, viewer, at, world.catalogue)


def ids(acts: Sequence[Act[Any]]) -> list[str]:
    return [act.id for act in acts]


def sees(world: World, viewer: Viewer, act: Act[Any]) -> bool:
    return act.id in ids(through(world, viewer).acts)


def test_acts_stand_in_the_order_in_which_they_became_known() -> None:
    world = World(1)
    late = say(world, "ash", PUBLIC)
    early = world.write(Draft(actors.Declare("elm", "Elm"), "ash", known=START, basis=Reported(SOURCE)))
    order = ids(through(world, ASH).acts)
    assert order.index(early.id) < order.index(late.id)


def test_a_release_opens_an_act_to_its_readers_and_to_nobody_else() -> None:
    world = World(1)
    secret = say(world, "ash", ("ash",))
    release(world, "ash", ("ash", "birch"), secret)
    assert sees(world, BIRCH, secret)
    assert not sees(world, CEDAR, secret)
    assert not sees(world, THE_PUBLIC, secret)


def test_a_released_act_takes_its_place_when_the_release_became_known() -> None:
    world = World(1)
    secret = say(world, "ash", ("ash",))
    between = say(world, "birch", PUBLIC, "elm")
    opening = release(world, "ash", PUBLIC, secret)
    assert ids(through(world, BIRCH).acts)[-3:] == [between.id, opening.id, secret.id]
    assert ids(through(world, ASH).acts)[-3:] == [secret.id, between.id, opening.id]
    assert secret.id not in ids(through(world, BIRCH, between.known).acts)


def test_an_act_known_only_after_its_reported_release_keeps_its_own_place() -> None:
    world = World(1)
    secret = say(world, "ash", ("ash",))
    body = releases.Release((secret.id,), PUBLIC)
    world.write(Draft(body, "ash", "ash", known=secret.known - timedelta(hours=1), basis=Reported(SOURCE)))
    (seen,) = [act for act in through(world, BIRCH).acts if act.id == secret.id]
    assert seen.order == secret.order
    assert not [act for act in through(world, BIRCH, secret.known - timedelta(seconds=1)).acts if act.id == secret.id]


def test_a_release_that_only_some_may_read_opens_nothing_to_the_others() -> None:
    world = World(1)
    secret = say(world, "ash", ("ash",))
    release(world, "ash", PUBLIC, secret, heard_by=("ash", "birch"))
    assert sees(world, BIRCH, secret)
    assert not sees(world, CEDAR, secret)


def test_a_release_to_some_that_everybody_may_read_opens_nothing_to_the_others() -> None:
    world = World(1)
    secret = say(world, "ash", ("ash",))
    release(world, "ash", ("birch",), secret, heard_by=PUBLIC)
    assert sees(world, BIRCH, secret)
    assert not sees(world, CEDAR, secret)


def test_a_released_release_opens_what_it_releases() -> None:
    world = World(1)
    secret = say(world, "ash", ("ash",))
    inner = release(world, "ash", PUBLIC, secret, heard_by=("ash", "birch"))
    outer = release(world, "ash", PUBLIC, inner)
    assert ids(through(world, CEDAR).acts)[-3:] == [outer.id, inner.id, secret.id]


def test_an_act_that_is_released_twice_keeps_the_place_of_the_first_release() -> None:
    world = World(1)
    secret = say(world, "ash", ("ash",))
    inner = release(world, "ash", PUBLIC, secret, heard_by=("ash", "birch"))
    release(world, "ash", PUBLIC, inner)
    before = ids(through(world, CEDAR).acts)
    again = release(world, "ash", PUBLIC, secret)
    assert ids(through(world, CEDAR).acts) == [*before, again.id]


def test_releases_that_release_each_other_open_nothing_by_themselves() -> None:
    world = World(1)
    secret = say(world, "ash", ("ash",))
    inner = release(world, "ash", PUBLIC, secret, heard_by=("ash",))
    outer = release(world, "ash", PUBLIC, inner, heard_by=("ash",))
    assert not {secret.id, inner.id, outer.id} & set(ids(through(world, CEDAR).acts))


def test_a_long_chain_of_releases_is_followed_to_its_end() -> None:
    world = World(1)
    secret = last = say(world, "ash", ("ash",))
    for _ in range(300):
        last = release(world, "ash", PUBLIC, last, heard_by=("ash",))
    chain = world.acts[world.acts.index(secret) :]
    release(world, "ash", PUBLIC, last)
    assert ids(through(world, CEDAR).acts)[-301:] == ids(chain)[::-1]


def test_nobody_opens_the_act_of_another() -> None:
    world = World(1)
    secret = say(world, "ash", ("ash", "birch"))
    release(world, "birch", PUBLIC, secret)
    assert not sees(world, CEDAR, secret)


def test_a_delegate_opens_an_act_of_the_party_that_another_delegate_did() -> None:
    world = World(1)
    secret = world.write(Draft(actors.Declare("oak", "Oak"), "rowan", "ash", audience=("ash",)))
    world.write(Draft(releases.Release((secret.id,), PUBLIC), "hazel", "ash"))
    assert sees(world, CEDAR, secret)


def test_nothing_narrows_an_audience() -> None:
    world = World(1)
    secret = say(world, "ash", ("ash",))
    opening = release(world, "ash", PUBLIC, secret)
    withdraw(world, "ash", opening)
    body = corrections.Correct(opening.id, {"acts": [], "to": ["ash"]}, "Too many")
    world.write(Draft(body, "ash", "ash"))
    assert sees(world, CEDAR, secret)


def test_a_correction_of_a_release_opens_nothing_more() -> None:
    world = World(1)
    secret, other = say(world, "ash", ("ash",)), say(world, "ash", ("ash",), "elm")
    opening = release(world, "ash", PUBLIC, other)
    body = corrections.Correct(opening.id, {"acts": [secret.id], "to": ["*"]}, "The other one")
    world.write(Draft(body, "ash", "ash"))
    assert not sees(world, CEDAR, secret)


def test_the_author_corrects_an_act_and_the_last_correction_counts() -> None:
    world = World(1)
    act = say(world, "ash", PUBLIC)
    correct(world, "ash", act, "Oke")
    last = correct(world, "ash", act, "Oak")
    assert through(world, BIRCH).replaced[act.id][0].id == last.id


def test_a_withdrawal_is_the_last_word() -> None:
    world = World(1)
    act = say(world, "ash", PUBLIC)
    end = withdraw(world, "ash", act)
    correct(world, "ash", act, "Oak")
    assert through(world, BIRCH).replaced[act.id][0].id == end.id


def test_nobody_corrects_or_withdraws_the_act_of_another() -> None:
    world = World(1)
    act = say(world, "ash", PUBLIC)
    correct(world, "birch", act, "Weed")
    withdraw(world, "birch", act)
    withdraw(world, "ash", act, person="rowan")
    world.write(Draft(corrections.Withdraw(act.id, "Mine"), "ash", "birch"))
    assert act.id not in through(world, THE_KEEPER).replaced


def test_a_correction_or_withdrawal_is_not_itself_taken_back() -> None:
    world = World(1)
    act = say(world, "ash", PUBLIC)
    end = withdraw(world, "ash", act)
    withdraw(world, "ash", end)
    assert set(through(world, BIRCH).replaced) == {act.id}


def test_who_may_not_see_a_correction_sees_the_act_as_it_was() -> None:
    world = World(1)
    act = say(world, "ash", PUBLIC)
    withdraw(world, "ash", act, to=("ash",))
    assert act.id in through(world, ASH).replaced
    assert act.id not in through(world, BIRCH).replaced


def test_before_a_correction_was_known_the_act_stands_as_it_was() -> None:
    world = World(1)
    act = say(world, "ash", PUBLIC)
    end = withdraw(world, "ash", act)
    assert act.id not in through(world, BIRCH, end.known - timedelta(seconds=1)).replaced
    assert act.id in through(world, BIRCH, end.known).replaced


@given(seeds, st.sampled_from(VIEWERS), st.integers(0, 60))
def test_what_was_seen_earlier_is_the_beginning_of_what_is_seen_later(seed: int, viewer: Viewer, until: int) -> None:
    world = World(seed)
    world.grow(60)
    at = world.acts[until].known
    now, then = through(world, viewer).acts, through(world, viewer, at).acts
    assert then == now[: len(then)]
    assert all(act.order[0] > at for act in now[len(then) :])


@given(seeds, st.sampled_from(VIEWERS))
def test_every_act_that_a_viewer_sees_is_addressed_to_them_or_opened_by_its_author(seed: int, viewer: Viewer) -> None:
    world = World(seed)
    world.grow(80)
    seen = through(world, viewer).acts
    opened = {
        (id_, act.party)
        for act in seen
        if isinstance(act.body, releases.Release) and viewer.admits(act.body.to)
        for id_ in act.body.acts
    }
    assert all(viewer.admits(act.audience) or (act.id, act.party) in opened for act in seen)
    assert len(set(ids(seen))) == len(seen)
    assert [act.order for act in seen] == sorted(act.order for act in seen)
