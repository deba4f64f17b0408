"""Pending amendments when the words change under them: fit, carried, taken up, or no longer fitting."""

import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import carrying, current, settling
from onetext.process.amendments import Dealt, Propose, Settle
from onetext.process.current import Standing
from onetext.record.act import Act
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
