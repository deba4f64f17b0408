"""Pending amendments when the words change under them: fit, carried, taken up, or no longer fitting."""

import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import carrying, current, positions, settling, targets, texts
from onetext.process.amendments import Dealt, Propose, Settle
from onetext.process.corrections import Withdraw
from onetext.process.current import Standing
from onetext.process.positions import Take
from onetext.record.act import Act
from onetext.record.audience import Audience
from onetext.record.errors import Refused
from onetext.text.provision import Provision

TABLE = ("ash", "birch", "norway")
OLD = "Ash shall dredge the inner harbour each spring, and Birch shall light the long pier at night."
NEW = OLD.replace("long pier", "short pier")
POINT = reworded(POINTS[0], OLD)


@pytest.fixture
def tabled(harbour: Harbour) -> Harbour:
    harbour.table("v0", POINT, *POINTS[1:])
    return harbour


def propose(harbour: Harbour, by: str, words: str, name: str) -> Act[Propose]:
    return harbour.do(Propose("replace", POINT.id, OLD, words), by, name, TABLE)


def reword(harbour: Harbour, words: str = NEW) -> None:
    harbour.table("v1", reworded(POINT, words), *POINTS[1:], parent="v0")


def point(harbour: Harbour) -> Standing:
    return current.find(harbour.view(), "1")


def states(harbour: Harbour) -> dict[str, str]:
    return {one.act.name: one.state for one in point(harbour).carried}


def settle(harbour: Harbour, *accepted: Act[Propose], rejected: tuple[Act[Propose], ...] = ()) -> str | None:
    harbour.do(settling.settlement(point(harbour), accepted, rejected, None, "agreed"), to=TABLE)
    return point(harbour).provision.words


def test_after_a_new_version_one_amendment_is_carried_one_collides_one_no_longer_fits(tabled: Harbour) -> None:
    propose(tabled, "ash", OLD.replace("inner", "outer"), "outer")
    propose(tabled, "birch", OLD.replace("inner", "whole"), "whole")
    propose(tabled, "birch", OLD.replace("long pier", "jetty"), "jetty")
    reword(tabled)
    tabled.do(Propose("replace", POINT.id, NEW, NEW.replace("at night", "by day")), "ash", "daylight", TABLE)
    assert states(tabled) == {"outer": "carried", "whole": "carried", "jetty": "no longer fits", "daylight": "fits"}
    assert point(tabled).bracketed == (
        "Ash shall dredge the [inner] [outer (Ash)] [whole (Birch)] harbour each spring, "
        "and Birch shall light the short pier [at night] [by day (Ash)]."
    )


def test_what_no_longer_fits_keeps_its_words_and_names_the_place_that_changed(tabled: Harbour) -> None:
    late = propose(tabled, "birch", OLD.replace("long pier", "jetty"), "jetty")
    reword(tabled)
    ((act, why),) = point(tabled).unfit
    assert (act.id, act.body.base, act.body.words) == (late.id, OLD, late.body.words)
    assert "long" in why


def test_settling_one_amendment_carries_another_that_was_kept_from_these_readers(tabled: Harbour) -> None:
    tabled.do(Propose("replace", POINT.id, OLD, OLD.replace("inner", "outer")), "ash", "outer", ("ash", "norway"))
    tabled.report(Settle(POINT.id, (reworded(POINT, NEW),)), to=TABLE)
    assert states(tabled) == {"outer": "carried"}


def test_accepting_a_carried_amendment_puts_in_the_words_as_carried(tabled: Harbour) -> None:
    outer = propose(tabled, "ash", OLD.replace("inner", "outer"), "outer")
    reword(tabled)
    assert settle(tabled, outer) == NEW.replace("inner", "outer")


def test_two_carried_amendments_are_accepted_together(tabled: Harbour) -> None:
    outer = propose(tabled, "ash", OLD.replace("inner", "outer"), "outer")
    autumn = propose(tabled, "birch", OLD.replace("each spring", "in autumn"), "autumn")
    reword(tabled)
    assert settle(tabled, outer, autumn) == NEW.replace("inner", "outer").replace("each spring", "in autumn")


def test_an_amendment_that_no_longer_fits_is_not_accepted_but_may_be_rejected(tabled: Harbour) -> None:
    jetty = propose(tabled, "birch", OLD.replace("long pier", "jetty"), "jetty")
    reword(tabled)
    with pytest.raises(Refused, match="jetty no longer fits"):
        settle(tabled, jetty)
    assert settle(tabled, rejected=(jetty,)) == NEW


def test_a_deletion_or_a_split_of_words_that_have_changed_is_not_accepted(tabled: Harbour) -> None:
    gone = tabled.do(Propose("delete", POINT.id, OLD), "ash", "gone", TABLE)
    parts = ("Ash shall dredge the inner harbour.", "Birch shall light the long pier.")
    split = tabled.do(Propose("split", POINT.id, OLD, others=("pbbbbbbbb",), parts=parts), "ash", "split", TABLE)
    reword(tabled)
    assert states(tabled) == {"gone": "no longer fits", "split": "no longer fits"}
    for accepted, other in ((gone, split), (split, gone)):
        with pytest.raises(Refused, match="no longer fits"):
            settle(tabled, accepted, rejected=(other,))


def test_a_move_fits_whatever_the_words(tabled: Harbour) -> None:
    tabled.do(Propose("move", POINT.id, OLD, after=POINTS[2].id), "ash", "down", TABLE)
    reword(tabled)
    assert states(tabled) == {"down": "fits"}


def test_an_amendment_that_the_new_version_took_up_is_said_to_be_taken_up(tabled: Harbour) -> None:
    short = propose(tabled, "ash", NEW, "short")
    reword(tabled)
    assert states(tabled) == {"short": "taken up"}
    assert point(tabled).bracketed == NEW
    assert settle(tabled, short) == NEW


def test_an_amendment_of_a_deleted_point_no_longer_fits(tabled: Harbour) -> None:
    tabled.do(Propose("replace", POINT.id, OLD, NEW), "ash", "kept", ("ash", "norway"))
    tabled.report(Settle(POINT.id, (Provision(POINT.id, None, number="1", vacant=True),)), to=TABLE)
    assert states(tabled) == {"kept": "no longer fits"}


def test_where_the_present_words_are_unknown_nobody_says_what_fits(tabled: Harbour) -> None:
    propose(tabled, "ash", OLD.replace("inner", "outer"), "outer")
    tabled.table("v1", parent="v0", known=False)
    assert point(tabled).carried == ()


def test_a_stale_amendment_of_ones_own_is_still_refused_when_it_is_made(tabled: Harbour) -> None:
    reword(tabled)
    with pytest.raises(Refused, match="words have changed"):
        propose(tabled, "ash", OLD.replace("inner", "outer"), "outer")


def test_an_amendment_says_on_which_words_it_was_made(tabled: Harbour) -> None:
    first = propose(tabled, "ash", OLD.replace("inner", "outer"), "outer")
    assert carrying.made_on(tabled.view(), first) == "the words of v0"
    settled = OLD.replace("each spring", "each autumn")
    tabled.do(Settle(POINT.id, (reworded(POINT, settled),), (Dealt(first.id, "rejected"),)), to=TABLE)
    second = tabled.do(Propose("replace", POINT.id, settled, settled.replace("inner", "outer")), "ash", "o2", TABLE)
    reword(tabled)
    assert carrying.made_on(tabled.view(), second) == "the words settled on v0"
    other = tabled.report(Propose("replace", POINT.id, "Other words.", "New words.", proponents=("ash",)))
    assert carrying.made_on(tabled.view(), other) == "other words"


def merger(harbour: Harbour, to: Audience = TABLE) -> Act[Propose]:
    other = POINTS[1]
    body = Propose("merge", POINT.id, OLD, f"{OLD} {other.words}", others=(other.id,), bases=(other.words or "",))
    return harbour.do(body, "ash", "one-point", to)


def settle_whole(harbour: Harbour, number: str, *accepted: Act[Propose]) -> None:
    view = harbour.view()
    everything = current.standings(view)
    body = settling.settlement(
        current.find(view, number), accepted, (), None, "agreed", texts.MAIN, everything=everything
    )
    harbour.do(body, to=TABLE)


def test_a_merger_no_longer_fits_when_another_point_that_it_takes_has_changed(tabled: Harbour) -> None:
    one = merger(tabled)
    assert states(tabled) == {"one-point": "fits"}
    tabled.table("v1", POINT, reworded(POINTS[1], "Birch shall light the pier all night."), POINTS[2], parent="v0")
    ((act, why),) = point(tabled).unfit
    assert act.id == one.id
    assert "“Birch shall light the pier.” and now read “Birch shall light the pier all night.”" in why
    with pytest.raises(Refused, match="one-point no longer fits"):
        settle_whole(tabled, "1", one)


def test_a_merger_no_longer_fits_when_another_point_that_it_takes_is_gone(tabled: Harbour) -> None:
    merger(tabled, ("ash", "norway"))
    tabled.report(Settle(POINTS[1].id, (Provision(POINTS[1].id, None, number="2", vacant=True),)), to=TABLE)
    assert states(tabled) == {"one-point": "no longer fits"}


def test_a_merger_made_on_other_words_of_another_point_is_refused(tabled: Harbour) -> None:
    body = Propose("merge", POINT.id, OLD, "All.", others=(POINTS[1].id,), bases=("Birch shall sleep.",))
    with pytest.raises(Refused, match="words have changed"):
        tabled.do(body, "ash", "", TABLE)
    with pytest.raises(Refused, match="every point that it takes"):
        tabled.do(Propose("merge", POINT.id, OLD, "All.", others=(POINTS[1].id,)), "ash", "", TABLE)


def test_a_merger_is_accepted_at_the_point_that_names_it_only(tabled: Harbour) -> None:
    one = merger(tabled)
    with pytest.raises(Refused, match="settle the point that it names"):
        settle_whole(tabled, "2", one)
    settle_whole(tabled, "1", one)
    assert [s.provision.vacant for s in current.standings(tabled.view())] == [False, True, False]


def test_the_deletion_of_one_point_is_not_accepted_at_another(tabled: Harbour) -> None:
    gone = tabled.do(Propose("delete", POINTS[1].id, POINTS[1].words or ""), "ash", "gone", TABLE)
    with pytest.raises(Refused, match="not pending at this point"):
        settle_whole(tabled, "1", gone)


def agree(harbour: Harbour, amendment: str) -> None:
    found = targets.target(harbour.view("birch"), amendment)
    harbour.do(
        Take("birch", "agreed", found.version, found.words, found.provision, amendment=found.amendment),
        "birch",
        to=TABLE,
    )


def stance(harbour: Harbour, amendment: Act[Propose]) -> tuple[str, str] | None:
    found = positions.on_amendment(harbour.view(), "birch", amendment)
    return (found.stance, found.status) if found else None


def test_agreement_to_an_amendment_lapses_when_it_is_carried_onto_other_words(tabled: Harbour) -> None:
    outer = propose(tabled, "ash", OLD.replace("inner", "outer"), "outer")
    agree(tabled, "outer")
    assert stance(tabled, outer) == ("agreed", "stands")
    reword(tabled)
    assert stance(tabled, outer) == ("agreed", "lapsed")


def test_agreement_to_an_amendment_as_carried_is_agreement_to_the_words_that_it_brings(tabled: Harbour) -> None:
    outer = propose(tabled, "ash", OLD.replace("inner", "outer"), "outer")
    reword(tabled)
    agree(tabled, "outer")
    assert stance(tabled, outer) == ("agreed", "stands")
    settle(tabled, outer)
    found = positions.reading(tabled.view(), "birch", point(tabled))
    assert found is not None
    assert (found.stance, found.status) == ("agreed", "stands")


def test_agreement_to_the_words_as_proposed_does_not_stand_for_the_words_as_carried(tabled: Harbour) -> None:
    outer = propose(tabled, "ash", OLD.replace("inner", "outer"), "outer")
    agree(tabled, "outer")
    reword(tabled)
    settle(tabled, outer)
    found = positions.reading(tabled.view(), "birch", point(tabled))
    assert found is None or found.status != "stands"


def on_outer(harbour: Harbour, words: str) -> Act[Propose]:
    first = propose(harbour, "ash", OLD.replace("inner", "outer"), "outer")
    second = Propose("replace", POINT.id, first.body.words or "", words, on=first.id)
    return harbour.do(second, "birch", "second", TABLE)


def test_what_amends_an_amendment_that_was_withdrawn_is_carried_without_it_or_no_longer_fits(tabled: Harbour) -> None:
    red = OLD.replace("inner", "outer")
    first = propose(tabled, "ash", red, "outer")
    for name, words in (("day", red.replace("at night", "by day")), ("deep", red.replace("outer", "outer and deep"))):
        tabled.do(Propose("replace", POINT.id, red, words, on=first.id), "birch", name, TABLE)
    tabled.do(Withdraw(first.id, "no longer wanted"), "ash", to=TABLE)
    assert states(tabled) == {"day": "carried", "deep": "no longer fits"}
    assert "inner harbour each spring" in (point(tabled).bracketed or "")
    day = tabled.view().find("day", Propose)
    assert carrying.made_on(tabled.view(), day) == "the words of outer, which was withdrawn"


def test_what_amends_an_amendment_fits_the_words_when_that_is_accepted(tabled: Harbour) -> None:
    first = propose(tabled, "ash", OLD.replace("inner", "outer"), "outer")
    rest = Propose("replace", POINT.id, first.body.words or "", "Ash rests.", on=first.id)
    tabled.do(rest, "birch", "rest", ("birch", "norway"))
    accepted = Settle(POINT.id, (reworded(POINT, first.body.words or ""),), (Dealt(first.id, "accepted"),))
    tabled.do(accepted, to=TABLE)
    assert states(tabled) == {"rest": "fits"}
    made_on = carrying.made_on(tabled.view(), tabled.view().find("rest", Propose))
    assert made_on == "the words of outer, which was accepted"
