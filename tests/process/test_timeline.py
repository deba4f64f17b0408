"""The time line: an order that every bound and every relation allows; no time is invented, no circle accepted."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harbour import Harbour, harbour_at
from onetext.process import timeline
from onetext.process.statements import Statement
from onetext.process.timeline import Before
from onetext.record.act import Act
from onetext.record.errors import Refused
from onetext.record.times import Beside, Day, PartOfDay, Unknown, When, bounds

UNKNOWN = Unknown()
SUNDAY, MONDAY = date(2030, 2, 24), date(2030, 2, 25)


def said(harbour: Harbour, name: str, happened: When = UNKNOWN) -> Act[Statement]:
    return harbour.report(Statement(("ash",), f"It was said: {name}"), name=name, happened=happened)


def order(harbour: Harbour) -> list[str]:
    return [event.act.name for event in timeline.timeline(harbour.view()).events]


def test_events_stand_in_the_order_of_their_times(harbour: Harbour) -> None:
    said(harbour, "second", Day(MONDAY))
    said(harbour, "first", PartOfDay(SUNDAY, "late"))
    assert order(harbour) == ["first", "second"]


def test_an_event_without_a_time_stands_where_its_relations_put_it(harbour: Harbour) -> None:
    account = said(harbour, "account", PartOfDay(SUNDAY, "late"))
    post = said(harbour, "post")
    harbour.report(Before(post.id, account.id, "hours"))
    assert order(harbour) == ["post", "account"]
    (first, _) = timeline.timeline(harbour.view()).events
    assert first.relations == ("hours before account",)
    assert first.latest == bounds(PartOfDay(SUNDAY, "late"))[1]


def test_before_and_after_may_be_said_as_the_time_itself(harbour: Harbour) -> None:
    middle = said(harbour, "middle", Day(MONDAY))
    said(harbour, "last", Beside("after", middle.id, "hours"))
    said(harbour, "first", Beside("before", middle.id))
    assert order(harbour) == ["first", "middle", "last"]


def test_what_was_told_in_a_statement_came_before_it(harbour: Harbour) -> None:
    outer = said(harbour, "outer", Day(MONDAY))
    harbour.report(Statement(("birch",), "Told.", within=outer.id), name="inner")
    assert order(harbour) == ["inner", "outer"]


def test_a_circle_is_refused_with_its_chain(harbour: Harbour) -> None:
    one, two, three = (said(harbour, name) for name in ("one", "two", "three"))
    harbour.report(Before(one.id, two.id))
    harbour.report(Before(two.id, three.id))
    with pytest.raises(Refused, match="one before two before three"):
        harbour.report(Before(three.id, one.id))
    with pytest.raises(Refused, match="before itself"):
        harbour.report(Before(one.id, one.id))


def test_a_relation_that_the_times_contradict_is_flagged(harbour: Harbour) -> None:
    late, early = said(harbour, "late", Day(MONDAY)), said(harbour, "early", Day(SUNDAY))
    harbour.report(Before(late.id, early.id))
    (conflict,) = timeline.timeline(harbour.view()).conflicts
    assert "late is said to come before early" in conflict


def test_only_what_was_known_by_then_stands_on_the_line_as_of_a_moment(harbour: Harbour) -> None:
    said(harbour, "early", Day(SUNDAY))
    moment = harbour.clock()
    harbour.clock()
    said(harbour, "later", Day(SUNDAY))
    seen = timeline.timeline(harbour.view(at=moment)).events
    assert [event.act.name for event in seen] == ["early"]


def test_setting_up_the_record_is_no_event(harbour: Harbour) -> None:
    assert timeline.timeline(harbour.view(), everything=True).events == ()


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


days = st.one_of(st.none(), st.integers(1, 28))


@settings(max_examples=25)
@given(found=st.lists(days, min_size=1, max_size=7), pairs=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6))))
def test_the_order_keeps_every_relation_and_every_bound(
    folder: Path, found: list[int | None], pairs: list[tuple[int, int]]
) -> None:
    path = folder / "line.onetext"
    path.unlink(missing_ok=True)
    harbour = harbour_at(path)
    with harbour.record:
        acts = [
            said(harbour, f"e{i}", Unknown() if day is None else Day(date(2030, 2, day))) for i, day in enumerate(found)
        ]
        edges = [(a, b) for a, b in pairs if a < b < len(acts)]
        for a, b in edges:
            harbour.report(Before(acts[a].id, acts[b].id))
        line = timeline.timeline(harbour.view())
    place = {event.act.name: number for number, event in enumerate(line.events)}
    assert len(place) == len(acts)
    assert all(place[f"e{a}"] < place[f"e{b}"] for a, b in edges)
    if not line.conflicts:
        for i, first in enumerate(found):
            for j, then in enumerate(found):
                assert first is None or then is None or first >= then or place[f"e{i}"] < place[f"e{j}"]
