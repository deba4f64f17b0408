"""Rounds: an end that is only understood is shown so; an announcement outweighs it."""

from datetime import date
from typing import Any

import pytest

from harbour import Harbour
from onetext.process import rounds, texts
from onetext.process.rounds import Round, RoundEnd
from onetext.record.act import Act, Own
from onetext.record.audience import KEEPER
from onetext.record.errors import Refused
from onetext.record.record import Draft
from onetext.record.times import Day


def begin(harbour: Harbour) -> Act[Round]:
    return harbour.report(Round("Bergen talks", "Bergen", ("ash", "birch")), name="bergen")


def test_an_end_that_is_understood_is_not_announced(harbour: Harbour) -> None:
    act = begin(harbour)
    assert rounds.status(harbour.view(), act.id) == "not known to have ended"
    harbour.report(RoundEnd(act.id, "understood"))
    assert rounds.status(harbour.view(), act.id) == "understood to have ended, not announced"


def test_an_announcement_outweighs_what_is_understood_and_both_are_kept(harbour: Harbour) -> None:
    act = begin(harbour)
    harbour.report(RoundEnd(act.id, "announced", ("ash",)))
    harbour.report(RoundEnd(act.id, "understood"))
    assert rounds.status(harbour.view(), act.id) == "ended, as announced"
    assert [end.body.ending for end in rounds.ends(harbour.view(), act.id)] == ["announced", "understood"]


def test_a_version_names_the_round_that_it_comes_from(harbour: Harbour) -> None:
    act = begin(harbour)
    v0 = harbour.report(texts.Table("First draft", meeting="bergen"), name="v0")
    assert [version.id for version in rounds.versions_of(harbour.view(), act)] == [v0.id]


def test_what_somebody_announced_is_not_only_understood(harbour: Harbour) -> None:
    act = begin(harbour)
    with pytest.raises(Refused, match="leave out one"):
        harbour.report(RoundEnd(act.id, "understood", ("ash",)))


def test_a_round_is_recorded_by_who_takes_part_keeps_the_record_or_cites_a_source(harbour: Harbour) -> None:
    body = Round("talks", "Bergen", ("ash",))
    with pytest.raises(Refused, match="name the source"):
        harbour.do(body, "birch")
    for author in ("ash", "norway", "keeper"):
        harbour.do(body, author)


def test_a_round_has_a_title_and_each_participant_once(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="title"):
        harbour.report(Round(" "))
    with pytest.raises(Refused, match="twice"):
        harbour.report(Round("talks", "", ("ash", "ash")))


def test_the_end_of_an_unknown_round_is_refused(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="no round"):
        harbour.report(RoundEnd("0" * 64, "announced"))


def test_a_round_of_one_s_own_record_does_not_end_before_it_begins(harbour: Harbour) -> None:
    def on(day: int, body: object) -> Act[Any]:
        return harbour.record.submit(Draft(body, KEEPER, happened=Day(date(2030, 2, day)), basis=Own()))[0]

    act = on(10, Round("Bergen talks", "Bergen", ("ash", "birch")))
    with pytest.raises(Refused, match="cannot end before it begins \\(2030-02-10\\)"):
        on(9, RoundEnd(act.id, "announced", ("ash",)))
    on(10, RoundEnd(act.id, "announced", ("ash",)))
    harbour.report(RoundEnd(act.id, "announced", ("birch",)), happened=Day(date(2030, 2, 9)))
